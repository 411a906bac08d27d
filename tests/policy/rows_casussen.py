"""The declared policy of casussen and dilemma's, apart from the code."""

from typing import Any

from casussen.enums import RequestState
from casussen.models import Casus, CasusDeelname, Publicatieverzoek
from tests.factories import CasusFactory
from tests.policy.table import (
    CASUSGROEP,
    COMMUNITY,
    EVERYONE,
    NETWORK,
    REDACTIE,
    SIGNED_IN,
    WRITERS,
    Roles,
    Row,
    roles,
)

ORGANISER = roles("organisator")
OWNER = roles("casushouder")
MEMBERS = COMMUNITY | roles("ander_lid", "andere_organisator")
READERS: dict[str, Roles] = {
    "group": CASUSGROEP,
    "community": COMMUNITY | CASUSGROEP,
    "network": NETWORK | CASUSGROEP,
    "public": EVERYONE,
}
FACTS = {
    "title": "Een andere titel",
    "summary": "Waar het over gaat.",
    "learning_question": "Wat leren we?",
    "visibility": "network",
    "stage": "working",
    "body": "Nieuwe tekst.",
    "version": "0",
    "reason": "Een goede reden.",
    "note": "Kijk je mee?",
    "granted": "ja",
    "outcome": "We kozen samen.",
    "question": "Dit of dat?",
    "first_title": "Dit",
    "first_text": "Het een.",
    "second_title": "Dat",
    "second_text": "Het ander.",
}


def build(world: Any) -> None:
    """Add a withdrawn casus, one in the trash, and requests that wait and that were answered."""
    for visibility in ("community", "network", "public"):
        casus = world.casus[visibility]
        world.objects[f"verzoek-{visibility}"] = Publicatieverzoek.objects.create(
            casus=casus,
            wanted="public",
            requested_by=world.people["co_auteur"],
            state=RequestState.GRANTED if visibility == "public" else RequestState.OPEN,
        )
    world.objects["ingetrokken"] = _casus(
        world, "ingetrokken", visibility="network", withdrawn_at=world.casus["group"].created_at
    )
    world.objects["weg"] = _casus(
        world, "weg", visibility="public", deleted_at=world.casus["group"].created_at
    )
    world.objects["gevraagd"] = _casus(world, "gevraagd", visibility="network")
    Publicatieverzoek.objects.create(
        casus=world.objects["gevraagd"],
        wanted="public",
        requested_by=world.people["organisator"],
    )
    world.objects["gedeeld"] = _casus(world, "gedeeld", visibility="community")
    world.objects["gedeeld"].communities.add(world.other)


def _casus(world: Any, slug: str, **fields: Any) -> Casus:
    casus = CasusFactory(
        slug=slug, community=world.community, casushouder=world.people["casushouder"], **fields
    )
    for name in ("co_auteur", "expert"):
        CasusDeelname.objects.create(
            casus=casus,
            deelnemer=world.people[name],
            role="co_author" if name == "co_auteur" else "expert",
        )
    return casus


def casus_row(name: str, state: str, slug: str, readers: Roles, may: Roles, **more: Any) -> Row:
    """Return a row of an address behind the login that takes GET and POST."""
    extra = more.pop("kwargs", {})
    return Row(
        f"casussen:{name}",
        state,
        kwargs=lambda world: {"slug": slug, **extra},
        get=may,
        post=may,
        hidden=SIGNED_IN - readers,
        data=lambda world: FACTS,
        **more,
    )


ROWS = [
    Row("casussen:list", get=EVERYONE),
    Row("casussen:create", get=MEMBERS, post=MEMBERS, data=lambda world: FACTS),
    Row(
        "casussen:detail",
        "in the trash",
        kwargs=lambda world: {"slug": "weg"},
        get=frozenset(),
        hidden=EVERYONE,
    ),
    Row(
        "casussen:detail",
        "shared with the other community",
        kwargs=lambda world: {"slug": "gedeeld"},
        get=MEMBERS | CASUSGROEP,
        hidden=EVERYONE - MEMBERS - CASUSGROEP,
    ),
    Row(
        "casussen:detail",
        "withdrawn",
        kwargs=lambda world: {"slug": "ingetrokken"},
        get=READERS["network"],
        hidden=EVERYONE - READERS["network"],
    ),
    casus_row("update", "withdrawn", "ingetrokken", READERS["network"], frozenset()),
    casus_row("withdraw", "withdrawn", "ingetrokken", READERS["network"], OWNER | ORGANISER),
    casus_row("restore", "withdrawn", "ingetrokken", READERS["network"], OWNER | ORGANISER),
    casus_row("decide", "asked by the organiser", "gevraagd", READERS["network"], REDACTIE),
]
for visibility, readers in READERS.items():
    slug = f"casus-{visibility}"
    keepers = (OWNER | ORGANISER) & readers
    deciders = (ORGANISER | REDACTIE) & readers
    narrowers = OWNER if visibility == "public" else WRITERS
    ROWS += [
        Row(
            "casussen:detail",
            visibility,
            kwargs=lambda world, slug=slug: {"slug": slug},
            get=readers,
            hidden=EVERYONE - readers,
        ),
        Row(
            "casussen:dossier",
            visibility,
            kwargs=lambda world, slug=slug: {"slug": slug},
            get=readers,
            post=readers - {"anoniem"},
            hidden=EVERYONE - readers,
        ),
        Row(
            "casussen:dossierbestand",
            visibility,
            kwargs=lambda world, slug=slug: {"slug": slug, "form": "html"},
            get=readers,
            hidden=EVERYONE - readers,
        ),
        casus_row("update", visibility, slug, readers, WRITERS),
        casus_row("welvaartsbeeld", visibility, slug, readers, WRITERS),
        casus_row("stage", visibility, slug, readers, WRITERS),
        casus_row("section", visibility, slug, readers, WRITERS, kwargs={"kind": "context"}),
        casus_row("group", visibility, slug, readers, keepers),
        casus_row("visibility", visibility, slug, readers, narrowers),
        casus_row("request_publication", visibility, slug, readers, WRITERS),
        casus_row("decide", visibility, slug, readers, deciders),
        casus_row("withdraw", visibility, slug, readers, keepers),
        casus_row("restore", visibility, slug, readers, keepers),
    ]
