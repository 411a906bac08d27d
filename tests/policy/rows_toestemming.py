"""The declared policy of publishing: stages, the organisation described, looking as everybody."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from casussen.models import Casus, CasusDeelname
from casussen.services.consent import token_of
from netwerk.kern.berichten import tokens
from tests.factories import CasusFactory, ToestemmingFactory
from tests.policy.rows_casussen import READERS, casus_row
from tests.policy.table import (
    CASUSGROEP,
    EVERYONE,
    NETWORK,
    NOBODY,
    REDACTIE,
    SIGNED_IN,
    WRITERS,
    Row,
    roles,
)

ORGANISER = roles("organisator")
ARCHIVED = "casus-gearchiveerd"
CONTACT = {"contact_name": "Noor", "contact_email": "noor@voorbeeld.nl"}


def build(world: Any) -> None:
    """Add an archived casus, and a question in three states."""
    casus = _archived(world)
    states: dict[str, dict[str, Any]] = {
        "gevraagd-open": {},
        "gevraagd-verlopen": {"expires_at": timezone.now() - timedelta(days=1)},
        "gevraagd-terug": {"state": "withdrawn"},
    }
    for name, fields in states.items():
        asked = CasusFactory(
            slug=name, visibility="group", community=world.community, casushouder=casus.casushouder
        )
        world.objects[name] = ToestemmingFactory(casus=asked, **fields)


def _archived(world: Any) -> Casus:
    casus = CasusFactory(
        slug=ARCHIVED,
        stage="archived",
        visibility="network",
        community=world.community,
        casushouder=world.people["casushouder"],
    )
    for name, role in (("co_auteur", "co_author"), ("expert", "expert")):
        CasusDeelname.objects.create(casus=casus, deelnemer=world.people[name], role=role)
    return casus


def token(name: str) -> Any:
    """Return a function that gives the token of the link of a contact."""
    return lambda world: {"token": token_of(world[name])}


ROWS = [
    Row(
        "casussen:consent_answer",
        "waits",
        kwargs=token("gevraagd-open"),
        get=EVERYONE,
        post=EVERYONE,
        data=lambda world: {"answer": "ja"},
    ),
    Row(
        "casussen:consent_answer",
        "expired",
        kwargs=token("gevraagd-verlopen"),
        get=EVERYONE,
        post=EVERYONE,
    ),
    Row(
        "casussen:consent_answer",
        "taken back",
        kwargs=token("gevraagd-terug"),
        get=EVERYONE,
        post=EVERYONE,
    ),
    Row(
        "casussen:consent_answer",
        "link for something else",
        kwargs=lambda world: {"token": tokens.link_token("uitnodiging", 1)},
        hidden=EVERYONE,
    ),
    casus_row("stage", "archived", ARCHIVED, READERS["network"], WRITERS),
    casus_row("visibility", "archived", ARCHIVED, READERS["network"], WRITERS),
    casus_row("update", "archived", ARCHIVED, READERS["network"], NOBODY),
    casus_row("request_publication", "archived", ARCHIVED, READERS["network"], NOBODY),
    Row(
        "casussen:detail",
        "archived",
        kwargs=lambda world: {"slug": ARCHIVED},
        get=NETWORK | CASUSGROEP,
        hidden=EVERYONE - NETWORK - CASUSGROEP,
    ),
]
for visibility, readers in READERS.items():
    slug = f"casus-{visibility}"
    lookers = (WRITERS | ORGANISER | REDACTIE) & readers

    def where(world: Any, slug: str = slug) -> dict[str, str]:
        """Return the address part of the casus."""
        return {"slug": slug}

    ROWS += [
        Row(
            "casussen:preview",
            visibility,
            kwargs=where,
            get=lookers,
            hidden=SIGNED_IN - readers,
        ),
        casus_row("drop_request", visibility, slug, readers, WRITERS),
        casus_row("consent_ask", visibility, slug, readers, WRITERS),
        casus_row("consent_take_back", visibility, slug, readers, WRITERS),
        Row(
            "casussen:consent_resend",
            visibility,
            kwargs=where,
            post=WRITERS,
            hidden=SIGNED_IN - readers,
        ),
    ]
