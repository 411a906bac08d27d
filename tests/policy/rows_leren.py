"""The declared policy of generatoren and the leeragenda, apart from the code."""

from typing import Any

from casussen.models import Generator, GeneratorErvaring, Leervraag
from tests.factories import DeelnemerFactory, LidmaatschapFactory
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

GENERATOR_READERS: dict[str, Roles] = {
    "group": CASUSGROEP,
    "community": COMMUNITY | CASUSGROEP,
    "network": NETWORK | CASUSGROEP,
    "public": EVERYONE,
}
LEERVRAAG_READERS: dict[str, Roles] = {
    "community": COMMUNITY,
    "network": NETWORK,
    "public": EVERYONE,
}
ASKERS = roles("casushouder", "organisator")
WORDS = {
    "name": "Iets dat werkte",
    "outcome": "worked",
    "explanation": "Daarom.",
    "question": "Wat leren we?",
    "visibility": "network",
    "state": "answered",
    "answer": "Dit weten we nu.",
    "kant": "op",
}


def build(world: Any) -> None:
    """Add one generator for each visibility of a casus, and one leervraag for each of its own."""
    maker = DeelnemerFactory()
    for visibility, casus in world.casus.items():
        generator = Generator.objects.create(
            name=f"Generator {visibility}", slug=f"generator-{visibility}", created_by=maker
        )
        world.objects[f"generator-{visibility}"] = generator
        world.objects[f"ervaring-{visibility}"] = GeneratorErvaring.objects.create(
            generator=generator, casus=casus, outcome="worked"
        )
    for visibility in LEERVRAAG_READERS:
        world.objects[f"leervraag-{visibility}"] = Leervraag.objects.create(
            community=world.community,
            question=f"Wat leren we {visibility}?",
            visibility=visibility,
            created_by=world.people["casushouder"],
        )
    gone = LidmaatschapFactory(community=world.other).deelnemer
    world.objects["leervraag-oud-lid"] = Leervraag.objects.create(
        community=world.community,
        question="Wat vroeg wie wegging?",
        visibility="network",
        created_by=gone,
    )


def _generatoren() -> list[Row]:
    rows = [Row("casussen:generatoren", get=EVERYONE)]
    for visibility, readers in GENERATOR_READERS.items():
        key = f"generator-{visibility}"
        hidden = EVERYONE - readers
        editors = REDACTIE & readers
        signed_in = hidden - {"anoniem"}

        def slug(world: Any, key: str = key) -> dict[str, Any]:
            return {"slug": key}

        for name, methods in {
            "generator": {"get": readers},
            "generator_update": {"get": editors, "post": editors},
            "generator_merge": {"get": editors, "post": editors},
        }.items():
            rows.append(
                Row(
                    f"casussen:{name}",
                    visibility,
                    kwargs=slug,
                    hidden=hidden if name == "generator" else signed_in,
                    data=lambda world: WORDS,
                    **methods,  # type: ignore[arg-type]
                )
            )
    return rows


def _of_casus() -> list[Row]:
    rows = []
    for visibility, readers in GENERATOR_READERS.items():

        def casus(world: Any, visibility: str = visibility) -> dict[str, Any]:
            return {"slug": f"casus-{visibility}"}

        def one(world: Any, visibility: str = visibility) -> dict[str, Any]:
            row = world[f"ervaring-{visibility}"]
            return {"slug": f"casus-{visibility}", "pk": row.pk}

        for name, kwargs in {
            "casus_generatoren": casus,
            "ervaring": one,
            "ervaring_remove": one,
        }.items():
            rows.append(
                Row(
                    f"casussen:{name}",
                    visibility,
                    kwargs=kwargs,
                    get=WRITERS,
                    post=WRITERS,
                    hidden=SIGNED_IN - readers,
                    data=lambda world: WORDS,
                )
            )
    return rows


def _leeragenda() -> list[Row]:
    def community(world: Any) -> dict[str, Any]:
        return {"slug": world.community.slug}

    return [
        Row("casussen:leeragenda", kwargs=community, get=EVERYONE),
        Row(
            "casussen:leervraag_create",
            kwargs=community,
            get=COMMUNITY,
            post=COMMUNITY,
            data=lambda world: WORDS,
        ),
    ]


def _leervragen() -> list[Row]:
    rows = []
    cases = {
        **{v: (v, readers, ASKERS) for v, readers in LEERVRAAG_READERS.items()},
        "oud-lid": ("oud-lid", NETWORK, roles("organisator")),
    }
    for state, (key, readers, changers) in cases.items():

        def one(world: Any, key: str = key) -> dict[str, Any]:
            return {"slug": world.community.slug, "pk": world[f"leervraag-{key}"].pk}

        shared: dict[str, Any] = {
            "kwargs": one,
            "hidden": SIGNED_IN - readers,
            "data": lambda world: WORDS,
        }
        rows += [
            Row(
                "casussen:leervraag",
                state,
                get=readers,
                **(shared | {"hidden": EVERYONE - readers}),
            ),
            Row("casussen:leervraag_update", state, get=changers, post=changers, **shared),
            Row("casussen:leervraag_state", state, get=changers, post=changers, **shared),
            Row("casussen:leervraag_move", state, post=roles("organisator"), **shared),
        ]
    return rows


ROWS = [*_generatoren(), *_of_casus(), *_leeragenda(), *_leervragen()]
