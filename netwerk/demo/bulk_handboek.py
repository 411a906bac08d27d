"""Lessen and adviezen of the handboek, many times: each les with sources, each advies on lessen."""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Any

from django.db.models import Max, Model
from django.utils.timezone import now

from casussen.models import Casus
from communities.models import Community, Deelnemer
from handboek.enums import Kind, Level, Relation, State
from handboek.models import Advies, AdviesLes, Bevinding, Les
from netwerk.kern.begrippen.models import Begrip

BATCH = 400  # each advies writes its history too
ADVIEZEN, LESSEN = 50, 200  # for each step of the scale
EXAMPLES = 24  # texts that the new ones repeat
LESSEN_PER_ADVIES = LESSEN // ADVIEZEN
SOURCES_PER_LES = 2
ABOUT = (  # field, vocabulary, and how many an advies has at most
    ("audiences", "doelgroep", 3),
    ("themes", "cbs-thema", 2),
    ("areas", "gebiedstype", 2),
    ("steps", "beleidskompas", 2),
    ("instruments", "instrument", 1),
)
QUOTE = "We vroegen het eerst aan de bewoners, en begonnen daarna pas."


def add_handboek(people: Sequence[Deelnemer], casussen: Sequence[Casus], times: int) -> None:
    """Add lessen that come from these casussen, and adviezen that rest on them."""
    lessen = _lessen(people, casussen, times * LESSEN)
    adviezen = _adviezen(times * ADVIEZEN)
    _keep(
        AdviesLes,
        (
            AdviesLes(advies=adviezen[place // LESSEN_PER_ADVIES], les=les, relation=_side(place))
            for place, les in enumerate(lessen)
        ),
    )


def _keep(model: type[Model], rows: Iterable[Any]) -> list[Any]:
    return model._default_manager.bulk_create(rows, batch_size=BATCH)


def _side(place: int) -> Relation:
    return Relation.CONTRADICTS if place % 10 == LESSEN_PER_ADVIES else Relation.SUPPORTS


def _next(model: type[Model]) -> int:
    return (model._default_manager.aggregate(Max("number"))["number__max"] or 0) + 1


def _lessen(people: Sequence[Deelnemer], casussen: Sequence[Casus], number: int) -> list[Les]:
    first, communities = _next(Les), list(Community.objects.all())
    examples = list(Les.objects.order_by("number")[:EXAMPLES])
    rows = _keep(
        Les,
        (
            Les(
                number=first + place,
                conclusion=f"{examples[place % len(examples)].conclusion[:180]} ({place})",
                context="Dit speelde in een dorp waar de bus nog reed.",
                community=communities[place % len(communities)],
                created_by=people[place % len(people)],
            )
            for place in range(number)
        ),
    )
    sources = _keep(
        Bevinding,
        (
            Bevinding(
                quote=QUOTE,
                casus=casussen[(place * 7 + step) % len(casussen)],
                created_by=people[place % len(people)],
            )
            for place in range(number)
            for step in range(SOURCES_PER_LES)
        ),
    )
    link = Les.bevindingen.through
    pairs = enumerate(sources)
    _keep(
        link,
        (link(les=rows[place // SOURCES_PER_LES], bevinding=source) for place, source in pairs),
    )
    return rows


def _adviezen(number: int) -> list[Advies]:
    examples = list(Advies.objects.published().order_by("number")[:EXAMPLES])
    one, other = Deelnemer.objects.filter(is_redacteur=True).order_by("pk")[:2]
    first, begin = _next(Advies), now()
    phases = list(Begrip.objects.in_schema("beleidsfase"))
    rows = []
    for place in range(number):
        example = examples[place % len(examples)]
        rows.append(
            Advies(
                number=first + place,
                kind=Kind.values[place % len(Kind.values)],
                title=f"{example.title[:100]} ({place})",
                slug=f"{example.slug[:100]}-{place}",
                hoofdstuk=example.hoofdstuk,
                summary=example.summary,
                why=example.why,
                how=example.how,
                works_when=example.works_when,
                phase=phases[place % len(phases)] if place % 9 else None,
                author=one,
                edited_by=one,
                state=State.PUBLISHED,
                published_by=other,
                published_at=begin - timedelta(hours=place),
                level=Level.values[place % len(Level.values)],
                is_disputed=place % 10 == 1,
            )
        )
    _keep(Advies, rows)
    for field, schema, most in ABOUT:
        link = getattr(Advies, field).through
        choices = list(Begrip.objects.in_schema(schema))
        _keep(
            link,
            (
                link(advies=row, begrip=choices[(place * 5 + step) % len(choices)])
                for place, row in enumerate(rows)
                for step in range(place % (most + 1))
            ),
        )
    return rows
