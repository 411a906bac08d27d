"""The declared policy of files and links: what their subject says, and what is confidential."""

from typing import Any

from casussen.models import CasusSectie
from tests.bijlagen.factories import BestandFactory, LinkFactory, PlaatjeFactory
from tests.policy.rows_casussen import READERS, _casus, casus_row
from tests.policy.table import CASUSGROEP, EVERYONE, SIGNED_IN, WRITERS, Roles, Row

WORDS = {"title": "Een andere titel", "licence": "cc0", "url": "https://www.voorbeeld.nl/"}
STATES = ("gewoon", "vertrouwelijk", "in de tekst", "in vertrouwelijke tekst", "nergens", "weg")


def build(world: Any) -> None:
    """Give each casus a file and a link in every state, and show pictures in its texts."""
    for visibility in READERS:
        casus = world.casus[visibility]
        common = {"subject": casus, "uploaded_by": world.people["co_auteur"]}
        made = {
            "gewoon": BestandFactory(**common),
            "link": LinkFactory(**common),
            "vertrouwelijk": BestandFactory(confidential=True, **common),
            "in de tekst": PlaatjeFactory(**common),
            "in vertrouwelijke tekst": PlaatjeFactory(**common),
            "nergens": PlaatjeFactory(**common),
            "weg": BestandFactory(deleted_at=casus.created_at, **common),
        }
        _write(casus, made)
        for state, bijlage in made.items():
            world.objects[f"bijlage {visibility} {state}"] = bijlage
    now = world.casus["group"].created_at
    for gone, state in (("weg", "deleted_at"), ("ingetrokken", "withdrawn_at")):
        casus = _casus(world, f"{gone}-met-bijlage", visibility="network", **{state: now})
        world.objects[f"bijlage van {gone}"] = BestandFactory(
            subject=casus, uploaded_by=world.people["co_auteur"]
        )


def _write(casus: Any, made: dict[str, Any]) -> None:
    shown, hidden = (
        made[state].get_absolute_url() for state in ("in de tekst", "in vertrouwelijke tekst")
    )
    body = f"Kijk:\n\n![winkel]({shown})\n\n:::vertrouwelijk\n![plan]({hidden})\n:::\n\nEinde."
    CasusSectie.objects.update_or_create(
        casus=casus, kind="approach", defaults={"body": body, "updated_by": casus.casushouder}
    )


def readers_of(visibility: str, state: str) -> Roles:
    """Return who may have it."""
    if state == "weg":
        return frozenset()
    open_to_readers = state in {"gewoon", "in de tekst"}
    return READERS[visibility] if open_to_readers else CASUSGROEP


def file_row(visibility: str, state: str, readers: Roles) -> Row:
    """Return the row of the file itself."""

    def where(world: Any) -> dict[str, Any]:
        bijlage = world[f"bijlage {visibility} {state}"]
        return {"public_id": bijlage.public_id, "name": bijlage.name}

    return Row(
        "bijlage", f"{visibility}, {state}", kwargs=where, get=readers, hidden=EVERYONE - readers
    )


def about_row(name: str, key: str, readers: Roles, may: Roles, **more: Any) -> Row:
    """Return a row of a page about one bijlage, behind the login."""
    return Row(
        name,
        key,
        kwargs=lambda world: {"public_id": world[key].public_id},
        hidden=SIGNED_IN - readers,
        data=lambda world: WORDS,
        post=may,
        **more,
    )


ROWS = [
    about_row(
        "bijlage_wijzigen",
        "bijlage van ingetrokken",
        READERS["network"],
        frozenset(),
        get=frozenset(),
    ),
    about_row("bijlage_wijzigen", "bijlage van weg", frozenset(), frozenset(), get=frozenset()),
]
for visibility, readers in READERS.items():
    slug = f"casus-{visibility}"
    ROWS += [file_row(visibility, state, readers_of(visibility, state)) for state in STATES]
    for state in (*STATES[:-1], "link"):
        key = f"bijlage {visibility} {state}"
        seen = readers if state in {"gewoon", "in de tekst", "link"} else CASUSGROEP
        ROWS += [
            about_row("bijlage_wijzigen", key, seen, WRITERS, get=WRITERS),
            about_row("bijlage_weghalen", key, seen, WRITERS, get=WRITERS),
            about_row("bijlage_terugzetten", key, frozenset(), frozenset()),
        ]
    ROWS += [
        about_row("bijlage_terugzetten", f"bijlage {visibility} weg", readers, WRITERS),
        about_row(
            "bijlage_wijzigen",
            f"bijlage {visibility} weg",
            frozenset(),
            frozenset(),
            get=frozenset(),
        ),
        Row(
            "casussen:bronnen",
            visibility,
            kwargs=lambda world, slug=slug: {"slug": slug},
            get=readers,
            hidden=EVERYONE - readers,
        ),
        Row(
            "casussen:bijlagen",
            visibility,
            kwargs=lambda world, slug=slug: {"slug": slug},
            get=WRITERS,
            hidden=SIGNED_IN - readers,
        ),
        casus_row("bijlage_bestand", visibility, slug, readers, WRITERS),
        casus_row("bijlage_link", visibility, slug, readers, WRITERS),
        Row(
            "casussen:bijlage_afbeelding",
            visibility,
            kwargs=lambda world, slug=slug: {"slug": slug},
            post=WRITERS,
            hidden=SIGNED_IN - readers,
            data=lambda world: {"alt": "Een winkel."},
        ),
    ]
