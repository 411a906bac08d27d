"""The declared policy of the API: everybody may ask, and reads what they read on the pages."""

from typing import Any

from communities.models import ApiSleutel
from tests.inloggen import key_of
from tests.policy.rows_bijeenkomsten import READERS as SEE_MEETING
from tests.policy.rows_casussen import READERS as READ_CASUS
from tests.policy.table import EVERYONE, NETWORK, SIGNED_IN, Roles, Row, roles

MINE = roles("deelnemer")
OPEN_LISTS = (
    "adviezen",
    "begrippen",
    "begrippenlijsten",
    "bijeenkomsten",
    "casussen",
    "communities",
    "hoofdstukken",
    "lessen",
    "organisaties",
    "publicaties",
    "uitgaven",
)
OWN = ("mijn_bijeenkomsten", "mijn_casussen", "mijn_lijst", "mijn_profiel")


def build(world: Any) -> None:
    """Give one member a key."""
    key_of(world.people["deelnemer"])
    world.objects["sleutel_api"] = ApiSleutel.objects.get()


def one(name: str, kwargs: Any, readers: Roles = EVERYONE, state: str = "") -> Row:
    """Return the row of one thing in the API."""
    hidden = EVERYONE - readers
    return Row(f"api:{name}", state, kwargs=kwargs, get=readers, hidden=hidden, api=True)


def number_of(state: str) -> Any:
    """Return a function that gives the number of an advies in a state."""
    return lambda world: {"nummer": world["adviezen"][state].number}


def les_from(casus: str) -> Any:
    """Return a function that gives the number of a les from a casus."""
    return lambda world: {"nummer": world["lessen"][casus].number}


ROWS = [
    Row("api_uitleg", get=EVERYONE),
    Row("api:openapi", get=EVERYONE, api=True),
    *(Row(f"api:{name}", get=EVERYONE, api=True) for name in OPEN_LISTS),
    *(Row(f"api:{name}", get=SIGNED_IN, api=True) for name in OWN),
    one("begrip", lambda world: {"lijst": "provincie", "code": "drenthe"}),
    one("community", lambda world: {"slug": world.community.slug}),
    one("organisatie", lambda world: {"slug": world.casus["public"].organisatie.slug}),
    one("publicatie", lambda world: {"id": world["publicatie"].pk}),
    one("hoofdstuk", lambda world: {"nummer": world["hoofdstuk"].number}),
    one("advies", number_of("published"), state="published"),
    one("advies", number_of("withdrawn"), state="withdrawn"),
    one("advies", number_of("draft"), roles(), state="draft"),
    one("advies", number_of("review"), roles(), state="review"),
    one("advies", number_of("refuted"), state="refuted"),
    one("uitgave", lambda world: {"code": world["uitgaven"]["oldest"].code}),
    one("uitgave", lambda world: {"code": world["uitgaven"]["ready"].code}, roles(), "ready"),
    one("les", les_from("community"), state="under a published advies"),
    one("les", les_from("group"), NETWORK, "under no advies"),
    *(
        one("casus", lambda world, v=name: {"slug": world.casus[v].slug}, readers, name)
        for name, readers in READ_CASUS.items()
    ),
    *(
        one("bijeenkomst", lambda world, v=name: {"slug": world.bijeenkomst[v].slug}, who, name)
        for name, who in SEE_MEETING.items()
    ),
    Row("api_sleutels", get=SIGNED_IN),
    Row(
        "api_sleutel_nieuw",
        get=SIGNED_IN,
        post=SIGNED_IN,
        data=lambda world: {"name": "Spreadsheet", "expires_on": "2030-01-01"},
    ),
    Row(
        "api_sleutel_weg",
        kwargs=lambda world: {"pk": world["sleutel_api"].pk},
        get=MINE,
        post=MINE,
        hidden=SIGNED_IN - MINE,
    ),
]
