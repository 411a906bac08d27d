"""The declared policy of bijeenkomsten."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from bijeenkomsten.enums import Answer, Status
from tests.factories import (
    AanmeldingFactory,
    AgendapuntFactory,
    BijeenkomstFactory,
    RondmailFactory,
    begrip,
)
from tests.policy.table import COMMUNITY, EVERYONE, NETWORK, NOBODY, SIGNED_IN, Roles, Row, roles

ORGANISER = roles("organisator")
ORGANISERS = roles("organisator", "andere_organisator")
READERS = {"community": COMMUNITY, "network": NETWORK, "public": EVERYONE}


def build(world: Any) -> None:
    """Add a programme and a sign-up to every meeting."""
    for visibility, meeting in world.bijeenkomst.items():
        world.objects[f"punt-{visibility}"] = AgendapuntFactory(bijeenkomst=meeting)
        for role in ("deelnemer", "buitenstaander"):
            AanmeldingFactory(bijeenkomst=meeting, deelnemer=world.people[role])
        draft = RondmailFactory(bijeenkomst=meeting, author=world.people["organisator"])
        world.objects[f"mail-{visibility}"] = draft
    world.objects["mail-verstuurd"] = RondmailFactory(
        bijeenkomst=world.bijeenkomst["public"],
        author=world.people["organisator"],
        sent_at=timezone.now(),
    )
    cancelled = BijeenkomstFactory(
        slug="bijeenkomst-afgelast", community=world.community, status=Status.CANCELLED
    )
    world.objects["afgelast"] = cancelled


def meeting(visibility: str) -> Any:
    return lambda world: {"slug": world.bijeenkomst[visibility].slug}


def point(visibility: str) -> Any:
    return lambda world: {
        "slug": world.bijeenkomst[visibility].slug,
        "number": world[f"punt-{visibility}"].pk,
    }


def mail(visibility: str) -> Any:
    return lambda world: {
        "slug": world.bijeenkomst[visibility].slug,
        "number": world[f"mail-{visibility}"].pk,
    }


def sent_mail(world: Any) -> dict[str, Any]:
    return {"slug": world.bijeenkomst["public"].slug, "number": world["mail-verstuurd"].pk}


def mail_data(world: Any) -> dict[str, Any]:
    return {"subject": "Laarzen", "body": "Neem laarzen mee.", "audience": "coming"}


def hidden(visibility: str, *, login_first: bool = False) -> Roles:
    """Return who may not know of it; a page for members asks a visitor to log in first."""
    return EVERYONE - READERS[visibility] - (roles("anoniem") if login_first else NOBODY)


def meeting_data(world: Any) -> dict[str, Any]:
    return {
        "community": world.community.pk,
        "kind": begrip("bijeenkomstsoort", "casustafel").pk,
        "title": "Casustafel",
        "goal": "We kijken samen.",
        "first_day": (timezone.localdate() + timedelta(days=9)).isoformat(),
        "start_time": "10:00",
        "end_time": "12:00",
        "visibility": "community",
    }


def point_data(world: Any) -> dict[str, Any]:
    return {"title": "Lunch", "kind": "break", "minutes": 30}


def per_visibility() -> list[Row]:
    rows = []
    for seen, readers in READERS.items():
        inside = hidden(seen, login_first=True)
        rows += [
            Row("bijeenkomsten:detail", seen, meeting(seen), readers, None, hidden(seen)),
            Row("bijeenkomsten:ics", seen, meeting(seen), readers, None, hidden(seen)),
            Row(
                "bijeenkomsten:register",
                seen,
                meeting(seen),
                readers & SIGNED_IN,
                readers & SIGNED_IN,
                inside,
                lambda world: {"answer": Answer.YES, "needs": ""},
            ),
            Row(
                "bijeenkomsten:attendees",
                seen,
                meeting(seen),
                roles("organisator", "deelnemer"),
                None,
                inside,
            ),
            *_for_organisers(seen, inside),
        ]
    return rows


def _for_organisers(seen: str, inside: Roles) -> list[Row]:
    rows = [
        ("update", meeting(seen), ORGANISER, meeting_data),
        ("cancel", meeting(seen), ORGANISER, lambda world: {"reason": "Ziek."}),
        ("restore", meeting(seen), ORGANISER, lambda world: {}),
        ("mail_new", meeting(seen), ORGANISER, mail_data),
        ("mail_change", mail(seen), ORGANISER, mail_data),
        ("mail_test", mail(seen), None, lambda world: {}),
        ("mail_send", mail(seen), None, lambda world: {}),
        ("mail_discard", mail(seen), ORGANISER, lambda world: {}),
        ("agenda", meeting(seen), ORGANISER, point_data),
        ("agenda_change", point(seen), ORGANISER, point_data),
        ("agenda_move", point(seen), None, lambda world: {"richting": "omlaag"}),
        ("agenda_remove", point(seen), ORGANISER, lambda world: {}),
        ("verslag_start", meeting(seen), ORGANISER, lambda world: {}),
    ]
    looks = [("mails", meeting(seen)), ("mail", mail(seen)), ("mail_html", mail(seen))]
    return [
        *(
            Row(f"bijeenkomsten:{name}", seen, kwargs, get, ORGANISER, inside, data)
            for name, kwargs, get, data in rows
        ),
        *(
            Row(f"bijeenkomsten:{name}", seen, kwargs, ORGANISER, None, inside)
            for name, kwargs in looks
        ),
    ]


ROWS = [
    Row("bijeenkomsten:list", get=EVERYONE),
    Row("bijeenkomsten:create", get=ORGANISERS, post=ORGANISERS, data=meeting_data),
    Row(
        "bijeenkomsten:restore",
        "afgelast",
        lambda world: {"slug": world["afgelast"].slug},
        ORGANISER,
        ORGANISER,
        hidden("community", login_first=True),
    ),
    Row("bijeenkomsten:mail", "verstuurd", sent_mail, ORGANISER),
    Row("bijeenkomsten:mail_change", "verstuurd", sent_mail, NOBODY, NOBODY, data=mail_data),
    Row("bijeenkomsten:mail_discard", "verstuurd", sent_mail, NOBODY, NOBODY),
    *per_visibility(),
]
