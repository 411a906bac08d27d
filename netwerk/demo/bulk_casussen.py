"""What belongs to a casus, many times: effects, experiences, questions, dilemma's, sources."""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from itertools import product
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.utils.timezone import localdate, now

from casussen.enums import Dimension, Effect, Outcome
from casussen.models import (
    AfruilRegel,
    Casus,
    CasusDeelname,
    Dilemma,
    Generator,
    GeneratorErvaring,
    Leervraag,
    Terugblik,
    Verhaal,
)
from casussen.models.terugblikken import MONTHS
from communities.models import Deelnemer
from netwerk.demo.content.namen import REACTIES
from netwerk.demo.world import World
from netwerk.kern.begrippen.models import Begrip
from netwerk.kern.bijlagen.models import Bijlage

BATCH = 2_000
EFFECTS_PER_CASUS = 10
CASUSSEN_PER_GENERATOR = 10
EXPERIENCES_PER_CASUS = 3
CASUSSEN_PER_VERHAAL = 10


def add_around(world: World, people: Sequence[Deelnemer], casussen: Sequence[Casus]) -> None:
    """Give every casus of the bulk what a casus of the network has."""
    _keep(AfruilRegel, _effects(casussen))
    _keep(
        CasusDeelname,
        (
            CasusDeelname(casus=casus, deelnemer=people[(place + 1) % len(people)], role="expert")
            for place, casus in enumerate(casussen)
        ),
    )
    _experiences(people, casussen)
    _questions(casussen)
    _dilemmas(world, casussen)
    _sources(casussen)
    _later(casussen)
    _stories(world, casussen)


def _keep(model: type[Model], rows: Iterable[Any]) -> list[Any]:
    return model._default_manager.bulk_create(rows, batch_size=BATCH)


def _effects(casussen: Sequence[Casus]) -> Iterable[AfruilRegel]:
    themes = Begrip.objects.in_schema("cbs-thema").filter(broader__isnull=False)
    places = list(product(themes or Begrip.objects.in_schema("cbs-thema"), Dimension.values))
    for number, casus in enumerate(casussen):
        for step in range(EFFECTS_PER_CASUS):
            theme, dimension = places[(number * 7 + step) % len(places)]
            yield AfruilRegel(
                casus=casus,
                theme=theme,
                dimension=dimension,
                effect=Effect.values[(number + step) % len(Effect.values)],
                explanation="Dat zeggen bewoners zelf.",
            )


def _experiences(people: Sequence[Deelnemer], casussen: Sequence[Casus]) -> None:
    number = len(casussen) // CASUSSEN_PER_GENERATOR + 1
    rows = _keep(
        Generator,
        (
            Generator(
                name=f"Vaste contactpersoon {place}",
                slug=f"vaste-contactpersoon-{place}",
                description="Iemand die bewoners kennen.",
                created_by=people[place % len(people)],
            )
            for place in range(number)
        ),
    )
    _keep(
        GeneratorErvaring,
        (
            GeneratorErvaring(
                generator=rows[(place + step) % number],
                casus=casus,
                outcome=Outcome.values[(place + step) % len(Outcome.values)],
                explanation=REACTIES[(place + step) % len(REACTIES)],
            )
            for place, casus in enumerate(casussen)
            for step in range(min(EXPERIENCES_PER_CASUS, number))
        ),
    )


def _questions(casussen: Sequence[Casus]) -> None:
    rows = _keep(
        Leervraag,
        (
            Leervraag(
                community=casus.community,
                question=f"Wat leren we van nummer {place}?",
                visibility=casus.visibility,
                order=place + 100,
                created_by=casus.casushouder,
            )
            for place, casus in enumerate(casussen)
        ),
    )
    link = Leervraag.casussen.through
    pairs = zip(rows, casussen, strict=True)
    _keep(link, (link(leervraag=row, casus=casus) for row, casus in pairs))


def _dilemmas(world: World, casussen: Sequence[Casus]) -> None:
    examples = list(world.dilemmas.values())
    rows = _keep(
        Dilemma,
        (
            Dilemma(
                question=f"{example.question.rstrip('?')[:140]} ({place})?",
                slug=f"{example.slug[:80]}-{place}",
                community=casus.community,
                author=casus.casushouder,
                visibility=casus.visibility,
                **{
                    name: getattr(example, name)
                    for side in ("first", "second")
                    for name in (f"{side}_title", f"{side}_text", f"{side}_value")
                },
            )
            for place, casus in enumerate(casussen)
            for example in [examples[place % len(examples)]]
        ),
    )
    link = Dilemma.casussen.through
    pairs = zip(rows, casussen, strict=True)
    _keep(link, (link(dilemma=row, casus=casus) for row, casus in pairs))


def _sources(casussen: Sequence[Casus]) -> None:
    kind = ContentType.objects.get_for_model(Casus)
    _keep(
        Bijlage,
        (
            Bijlage(
                content_type=kind,
                object_id=casus.pk,
                title=f"Verslag {place}",
                url=f"https://bron.voorbeeld.nl/{place}",
                uploaded_by=casus.casushouder,
            )
            for place, casus in enumerate(casussen)
        ),
    )


def _later(casussen: Sequence[Casus]) -> None:
    finished = now() - timedelta(days=100)
    done = [casus for casus in casussen if casus.stage in {"finished", "followed"}]
    Casus.objects.filter(pk__in=[casus.pk for casus in done]).update(finished_at=finished)
    first = localdate()
    _keep(
        Terugblik,
        (
            Terugblik(casus=casus, months=months, due_on=first + timedelta(days=30 * months))
            for casus in done
            for months in MONTHS
        ),
    )


def _stories(world: World, casussen: Sequence[Casus]) -> None:
    checker = next(person for person in world.people.values() if person.is_redacteur)
    area = Begrip.objects.in_schema("gebiedstype")[0]
    _keep(
        Verhaal,
        (
            Verhaal(
                casus=casus,
                title=f"Wat we leerden, deel {place}",
                slug=f"wat-we-leerden-{place}",
                summary="Het liep anders dan we dachten.",
                body=REACTIES[place % len(REACTIES)],
                area_type=area,
                state="published",
                created_by=casus.casushouder,
                requested_by=casus.casushouder,
                decided_by=checker,
                decided_at=now() - timedelta(days=place % 700),
            )
            for place, casus in enumerate(casussen[::CASUSSEN_PER_VERHAAL])
        ),
    )
