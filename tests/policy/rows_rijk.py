"""The declared policy of questions to the rijk and of answers that a second person places."""

from typing import Any

from django.utils import timezone

from tests.factories import (
    AdviesFactory,
    LesFactory,
    OrganisatieFactory,
    RijksantwoordFactory,
    RijksvraagFactory,
    begrip,
)
from tests.policy.table import EVERYONE, NETWORK, NOBODY, REDACTIE, SIGNED_IN, Row, roles

OFFICIAL = roles("ander_lid")
ASKER = roles("organisator")
INSIDE = {"hidden": SIGNED_IN - NETWORK}  # at a les that only the network reads


def build(world: Any) -> None:
    """Add questions in every state to an organisation of one member, and answers that wait."""
    people = world.people
    ministerie = OrganisatieFactory(kind=begrip("organisatietype", "ministerie"))
    official = people["ander_lid"]
    official.organisatie = ministerie
    official.save()
    asked = {"organisatie": ministerie, "asked_by": people["organisator"]}
    les = LesFactory(community=world.community)
    AdviesFactory(les=les, published=True)
    back = {
        "withdrawn_at": timezone.now(),
        "withdrawn_by": people["organisator"],
        "withdrawn_reason": "Het is al opgelost.",
    }
    vragen = {
        "public": RijksvraagFactory(les=les, **asked),
        "placed": RijksvraagFactory(les=les, placed=True, **asked),
        "withdrawn": RijksvraagFactory(les=les, **asked, **back),
        "network": RijksvraagFactory(les=LesFactory(community=world.community), **asked),
    }
    open_question = {"vraag": vragen["public"]}
    redacteur = people["redacteur"]
    world.objects |= {
        "rijkles": les,
        "rijksvragen": vragen,
        "rijksantwoorden": {
            "official": RijksantwoordFactory(writer=official, **open_question),
            "redacteur": RijksantwoordFactory(writer=redacteur, on_behalf=True, **open_question),
            "returned": RijksantwoordFactory(
                vraag=vragen["network"], writer=official, returned=True
            ),
        },
    }


def question(name: str, state: str, **more: Any) -> Row:
    return Row(
        f"handboek:{name}",
        state,
        kwargs=lambda world: {"pk": world["rijksvragen"][state].pk},
        data=lambda world: {"answer": "Ja.", "reason": "Het is al opgelost."},
        **more,
    )


def answer(name: str, which: str, **more: Any) -> Row:
    readers = REDACTIE | (NOBODY if which == "redacteur" else OFFICIAL)
    return Row(
        f"handboek:{name}",
        which,
        kwargs=lambda world: {"pk": world["rijksantwoorden"][which].pk},
        data=lambda world: {
            "seen": world["rijksantwoorden"][which].mark(),
            "reason": "Haal de naam eruit.",
        },
        hidden=SIGNED_IN - readers,
        **more,
    )


def rows_of_answer(which: str, deciders: Any) -> list[Row]:
    readers = REDACTIE | (NOBODY if which == "redacteur" else OFFICIAL)
    return [
        answer("rijk_lees_na", which, get=readers),
        answer("rijk_plaats", which, post=deciders),
        answer("rijk_geef_terug", which, post=deciders),
    ]


ANSWERS = REDACTIE | OFFICIAL
TAKES_BACK = REDACTIE | ASKER
ROWS = [
    Row("handboek:rijksvragen", get=EVERYONE),
    *(question("rijksvraag", state, get=EVERYONE) for state in ("public", "placed", "withdrawn")),
    question("rijksvraag", "network", get=NETWORK, hidden=EVERYONE - NETWORK),
    *(question("rijk_answer", state, get=ANSWERS, post=ANSWERS) for state in ("public", "placed")),
    question("rijk_answer", "network", get=ANSWERS, post=ANSWERS, **INSIDE),
    question("rijk_answer", "withdrawn", get=NOBODY, post=NOBODY),
    question("rijk_terug", "public", get=TAKES_BACK, post=TAKES_BACK),
    question("rijk_terug", "network", get=TAKES_BACK, post=TAKES_BACK, **INSIDE),
    question("rijk_terug", "placed", get=NOBODY, post=NOBODY),
    question("rijk_terug", "withdrawn", get=NOBODY, post=NOBODY),
    Row(
        "handboek:rijk_ask",
        "public les",
        kwargs=lambda world: {"number": world["rijkles"].number},
        get=REDACTIE | ASKER,
        post=REDACTIE | ASKER,
        data=lambda world: {"question": "Neemt het ministerie dit op?"},
    ),
    Row(
        "handboek:rijk_ask",
        "les of the network",
        kwargs=lambda world: {"number": world["rijksvragen"]["network"].les.number},
        get=REDACTIE | ASKER,
        post=REDACTIE | ASKER,
        data=lambda world: {"question": "Neemt het ministerie dit op?"},
        **INSIDE,
    ),
    Row("handboek:redactie_rijk", get=REDACTIE),
    *rows_of_answer("official", REDACTIE),
    *rows_of_answer("redacteur", roles("redacteur2")),
    *rows_of_answer("returned", NOBODY),
]
