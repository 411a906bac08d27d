"""The declared policy of what is reported: who reports, who decides, who may ask to look again."""

from typing import Any

from django.contrib.contenttypes.models import ContentType

from communities import services
from communities.models import Gesprek
from tests.factories import OnderwerpFactory, ReactieFactory
from tests.policy.table import COMMUNITY, NETWORK, SIGNED_IN, Row, roles
from tests.policy.world import World

AUTHOR = roles("deelnemer")
LEADS = roles("organisator")
REPORTER = roles("casushouder")
REDACTIE = roles("redacteur", "redacteur2")
QUEUE = REDACTIE | roles("organisator", "andere_organisator")
OUTSIDE = SIGNED_IN - COMMUNITY
WORDS = "Er staan gegevens van een inwoner in."


def build(world: World) -> None:
    """Add posts in the community: one reported, one that stays, one taken away, one disputed."""
    people = world.people
    author, reporter, organiser = people["deelnemer"], people["casushouder"], people["organisator"]
    kind = ContentType.objects.get_for_model(world.community)
    talk, _ = Gesprek.objects.get_or_create(content_type=kind, object_id=world.community.pk)

    def case(name: str) -> Any:
        post = ReactieFactory(gesprek=talk, author=author)
        world.objects[f"{name}_reactie"] = post
        melding = services.report(actor=reporter, thing=post, reason="private")
        world.objects[name] = melding.zaak
        return melding.zaak

    case("zaak")
    kept = case("zaak_blijft")
    services.decide(actor=organiser, zaak=kept, outcome="kept", reason=WORDS)
    for name in ("zaak_weg", "zaak_bezwaar"):
        gone = case(name)
        services.decide(actor=organiser, zaak=gone, outcome="removed", reason=WORDS)
    services.object_to(actor=author, zaak=gone, words=WORDS)
    world.objects["te_melden"] = OnderwerpFactory(community=world.community, author=author)


def zaak(name: str) -> Any:
    """Return the arguments of the address of a case."""
    return lambda world: {"pk": world[name].pk}


def topic(world: World) -> dict[str, Any]:
    """Return the arguments of the address of a topic."""
    return {"slug": world.community.slug, "pk": world["te_melden"].pk}


def report(world: World) -> dict[str, str]:
    """Return what somebody reports."""
    return {"reason": "rude", "explanation": "Dit is niet aardig."}


def decision(world: World) -> dict[str, str]:
    """Return what a moderator decides."""
    return {"outcome": "removed", "reason": WORDS}


def words(world: World) -> dict[str, str]:
    """Return why somebody wants another look."""
    return {"words": "Het zijn mijn eigen gegevens.", "reason": "Het zijn eigen gegevens."}


ROWS = [
    Row("moderatie:wachtrij", get=QUEUE),
    Row("moderatie:gemeld", get=SIGNED_IN),
    Row(
        "communities:reactie_meld",
        kwargs=zaak("zaak_reactie"),
        get=COMMUNITY - AUTHOR,
        post=COMMUNITY - AUTHOR,
        hidden=OUTSIDE,
        data=report,
    ),
    Row(
        "communities:reactie_meld",
        "openbare casus",
        kwargs=zaak("openbare_reactie"),
        get=NETWORK - AUTHOR,
        post=NETWORK - AUTHOR,
        hidden=SIGNED_IN - NETWORK,
        data=report,
    ),
    Row(
        "communities:reactie_meld",
        "al weggehaald",
        kwargs=zaak("zaak_weg_reactie"),
        get=roles(),
        post=roles(),
        hidden=OUTSIDE,
        data=report,
    ),
    Row(
        "communities:onderwerp_meld",
        kwargs=topic,
        get=COMMUNITY - AUTHOR,
        post=COMMUNITY - AUTHOR,
        hidden=OUTSIDE,
        data=report,
    ),
    Row(
        "communities:reactie_besluit",
        "weggehaald",
        kwargs=zaak("zaak_weg_reactie"),
        get=AUTHOR | LEADS | REPORTER,
        hidden=OUTSIDE,
    ),
    Row(
        "communities:reactie_besluit",
        "blijft staan",
        kwargs=zaak("zaak_blijft_reactie"),
        get=LEADS | REPORTER,
        hidden=SIGNED_IN - LEADS - REPORTER,
    ),
    Row(
        "moderatie:zaak",
        "wacht",
        kwargs=zaak("zaak"),
        get=LEADS | REPORTER,
        post=LEADS,
        hidden=SIGNED_IN - LEADS - REPORTER,
        data=decision,
    ),
    Row(
        "moderatie:zaak",
        "blijft staan",
        kwargs=zaak("zaak_blijft"),
        get=LEADS | REPORTER,
        post=LEADS,
        hidden=SIGNED_IN - LEADS - REPORTER,
        data=decision,
    ),
    Row(
        "moderatie:zaak",
        "weggehaald",
        kwargs=zaak("zaak_weg"),
        get=LEADS | REPORTER | AUTHOR,
        post=LEADS,
        hidden=SIGNED_IN - LEADS - REPORTER - AUTHOR,
        data=decision,
    ),
    Row(
        "moderatie:zaak",
        "opnieuw kijken",
        kwargs=zaak("zaak_bezwaar"),
        get=LEADS | REPORTER | AUTHOR | REDACTIE,
        post=REDACTIE,
        hidden=SIGNED_IN - LEADS - REPORTER - AUTHOR - REDACTIE,
        data=decision,
    ),
    Row(
        "moderatie:herzien",
        "weggehaald",
        kwargs=zaak("zaak_weg"),
        get=LEADS,
        post=LEADS,
        hidden=SIGNED_IN - LEADS - REPORTER - AUTHOR,
        data=words,
    ),
    Row(
        "moderatie:herzien",
        "opnieuw kijken",
        kwargs=zaak("zaak_bezwaar"),
        get=roles(),
        post=roles(),
        hidden=SIGNED_IN - LEADS - REPORTER - AUTHOR - REDACTIE,
        data=words,
    ),
    Row(
        "moderatie:bezwaar",
        "weggehaald",
        kwargs=zaak("zaak_weg"),
        get=AUTHOR,
        post=AUTHOR,
        hidden=SIGNED_IN - LEADS - REPORTER - AUTHOR,
        data=words,
    ),
    Row(
        "moderatie:bezwaar",
        "al gevraagd",
        kwargs=zaak("zaak_bezwaar"),
        get=roles(),
        post=roles(),
        hidden=SIGNED_IN - LEADS - REPORTER - AUTHOR - REDACTIE,
        data=words,
    ),
]
