"""Many more rows of the same kind, for measuring; which words they hold follows from a number."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import product
from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.db.models import DurationField, ExpressionWrapper, F, QuerySet, Value
from django.db.models.functions import Mod, Now

from bijeenkomsten.enums import Answer
from bijeenkomsten.models import Aanmelding, Agendapunt, Bijeenkomst
from casussen.models import Casus, CasusSectie, WelvaartsbeeldRegel
from communities.models import Deelnemer, Gesprek, Lidmaatschap, sort_key
from netwerk.demo.bulk_casussen import add_around
from netwerk.demo.bulk_handboek import add_handboek
from netwerk.demo.content.namen import ACHTERNAMEN, PLAATSEN, REACTIES, VOORNAMEN
from netwerk.demo.moments import meeting_day, moment
from netwerk.demo.world import World

BATCH = 2_000
SPREAD = 700  # days back, so that lists have something to order
PEOPLE, CASUSSEN, MEETINGS = 200, 50, 100  # for each step of the scale
POSTS_PER_CASUS = 200
ANSWERS_PER_MEETING = 12
# By PostgreSQL itself: a million rows of Python objects do not fit. One in two holds the commonest
# word of the portal, one in ten thousand a word that is nowhere else.
POSTS = """
INSERT INTO communities_reactie (gesprek_id, author_id, body, created_at, shows_author, part,
    quote, prefix, suffix)
SELECT gesprekken[1 + n / %(each)s], people[1 + n %% cardinality(people)],
    texts[1 + n %% cardinality(texts)] || ' Zie plan ' || n
        || CASE WHEN n %% 2 = 0 THEN ' met bewoners.' ELSE ' met de gemeente.' END
        || CASE WHEN n %% 10000 = 1 THEN ' En een steenuil.' ELSE '' END,
    now() - n / %(each)s %% %(spread)s * interval '1 day'
        - (%(each)s - n %% %(each)s) * interval '3 hours',
    true, '', '', '', ''
FROM generate_series(0, cardinality(%(gesprekken)s::bigint[]) * %(each)s - 1) AS n, (
    SELECT %(gesprekken)s::bigint[], %(people)s::bigint[], %(texts)s::text[]
) AS given (gesprekken, people, texts)
"""


def add_bulk(world: World, scale: int) -> None:
    """Add ``scale`` times the steps: 100 is 20,000 people, 5,000 casussen and a million posts."""
    people = _people(world, scale * PEOPLE)
    casussen = _casussen(world, people, scale * CASUSSEN)
    add_around(world, people, casussen)
    add_handboek(people, casussen, scale)
    _posts(people, casussen)
    _meetings(world, people, casussen, scale * MEETINGS)


def _people(world: World, number: int) -> list[Deelnemer]:
    organisaties = list(world.organisaties.values())
    rows = []
    for place, (last, first) in zip(range(number), _names(), strict=False):
        organisatie = organisaties[place % len(organisaties)]
        rows.append(
            Deelnemer(
                email=f"persoon{place}@voorbeeld.nl",
                password=make_password(None),
                first_name=first,
                last_name=last,
                sort_name=sort_key(last, first),
                organisatie=organisatie,
                province=organisatie.province,
                job_title="Beleidsmedewerker",
            )
        )
    Deelnemer.objects.bulk_create(rows, batch_size=BATCH)
    EmailAddress.objects.bulk_create(
        (EmailAddress(user=row, email=row.email, verified=True, primary=True) for row in rows),
        batch_size=BATCH,
    )
    communities = list(world.communities.values())
    Lidmaatschap.objects.bulk_create(
        (
            Lidmaatschap(deelnemer=row, community=communities[place % len(communities)])
            for place, row in enumerate(rows)
        ),
        batch_size=BATCH,
    )
    return rows


def _names() -> Iterator[tuple[str, str]]:
    """Give pairs of names without end; after all pairs, the last name gets a second part."""
    yield from product(ACHTERNAMEN, VOORNAMEN)
    for second in ACHTERNAMEN:
        for last, first in product(ACHTERNAMEN, VOORNAMEN):
            yield f"{last}-{second}", first


def _casussen(world: World, people: Sequence[Deelnemer], number: int) -> list[Casus]:
    examples = list(world.casussen.values())
    communities = list(world.communities.values())
    rows = []
    for place in range(number):
        example = examples[place % len(examples)]
        where = PLAATSEN[place % len(PLAATSEN)]
        rows.append(
            Casus(
                title=f"{example.title} ({where} {place})"[:150],
                slug=f"{example.slug}-{place}",
                summary=example.summary,
                learning_question=example.learning_question,
                community=communities[place % len(communities)],
                casushouder=people[place % len(people)],
                organisatie=people[place % len(people)].organisatie,
                scale=example.scale,
                area_type=example.area_type,
                phase=example.phase,
                stage=example.stage,
                visibility=example.visibility,
            )
        )
    Casus.objects.bulk_create(rows, batch_size=BATCH)
    _inside(world, rows, examples)
    _spread(Casus.objects.filter(pk__in=[row.pk for row in rows]), "created_at", "updated_at")
    return rows


def _inside(world: World, rows: Sequence[Casus], examples: Sequence[Casus]) -> None:
    """Give each casus the sections, places, themes and circles of the example it follows."""
    sections: list[CasusSectie] = []
    circles: list[WelvaartsbeeldRegel] = []
    provinces: list[Any] = []
    themes: list[Any] = []
    inside = {example.pk: _parts(world, example) for example in examples}
    for place, row in enumerate(rows):
        own, lines, where, about = inside[examples[place % len(examples)].pk]
        by = row.casushouder
        sections += [CasusSectie(casus=row, kind=k, body=b, updated_by=by) for k, b in own]
        circles += [
            WelvaartsbeeldRegel(casus=row, dimension=line.dimension, direction=line.direction)
            for line in lines
        ]
        provinces += [Casus.provinces.through(casus=row, begrip_id=pk) for pk in where]
        themes += [Casus.themes.through(casus=row, begrip_id=pk) for pk in about]
    CasusSectie.objects.bulk_create(sections, batch_size=BATCH)
    WelvaartsbeeldRegel.objects.bulk_create(circles, batch_size=BATCH)
    Casus.provinces.through.objects.bulk_create(provinces, batch_size=BATCH)
    Casus.themes.through.objects.bulk_create(themes, batch_size=BATCH)


def _parts(world: World, example: Casus) -> tuple[list[Any], list[Any], list[int], list[int]]:
    sections = [(s.kind, s.body) for (slug, _), s in world.secties.items() if slug == example.slug]
    return (
        sections,
        list(example.welvaartsbeeld.all()),
        list(example.provinces.values_list("pk", flat=True)),
        list(example.themes.values_list("pk", flat=True)),
    )


def _posts(people: Sequence[Deelnemer], casussen: Sequence[Casus]) -> None:
    kind = ContentType.objects.get_for_model(Casus)
    gesprekken = Gesprek.objects.bulk_create(
        (Gesprek(content_type=kind, object_id=casus.pk) for casus in casussen), batch_size=BATCH
    )
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = 0")
        cursor.execute(
            POSTS,
            {
                "gesprekken": [row.pk for row in gesprekken],
                "people": [row.pk for row in people],
                "texts": REACTIES,
                "each": POSTS_PER_CASUS,
                "spread": SPREAD,
            },
        )


def _meetings(
    world: World, people: Sequence[Deelnemer], casussen: Sequence[Casus], number: int
) -> None:
    examples = [row for row in world.bijeenkomsten.values() if not row.is_cancelled]
    communities = list(world.communities.values())
    rows = []
    for place in range(number):
        example = examples[place % len(examples)]
        days = meeting_day(place * 7 % (SPREAD + 200) - SPREAD)
        where = PLAATSEN[place % len(PLAATSEN)]
        rows.append(
            Bijeenkomst(
                title=f"{example.title} ({where} {place})"[:150],
                slug=f"{example.slug}-{place}",
                kind=example.kind,
                community=communities[place % len(communities)],
                goal=example.goal,
                starts_at=moment(days, "10.00"),
                ends_at=moment(days, "12.00"),
                place=f"Dorpshuis {where}",
                visibility=example.visibility,
                created_by=people[place % len(people)],
            )
        )
    Bijeenkomst.objects.bulk_create(rows, batch_size=BATCH)
    Agendapunt.objects.bulk_create(
        (
            Agendapunt(
                bijeenkomst=row,
                order=1,
                title="Een casus bespreken",
                minutes=120,
                casus=casussen[place % len(casussen)],
            )
            for place, row in enumerate(rows)
        ),
        batch_size=BATCH,
    )
    _bulk_answers(rows, people)


def _bulk_answers(meetings: Sequence[Bijeenkomst], people: Sequence[Deelnemer]) -> None:
    Aanmelding.objects.bulk_create(
        (
            Aanmelding(
                bijeenkomst=row,
                deelnemer=people[(place * ANSWERS_PER_MEETING + seat) % len(people)],
                answer=Answer.YES,
                generation=1,
                calendar_sent=True,
            )
            for place, row in enumerate(meetings)
            for seat in range(ANSWERS_PER_MEETING)
        ),
        batch_size=BATCH,
    )


def _spread(rows: QuerySet[Any], *fields: str) -> None:
    """Move rows back in time, each by a number of days that follows from its key."""
    days = ExpressionWrapper(
        Value(timedelta(days=1)) * Mod(F("pk"), SPREAD), output_field=DurationField()
    )
    rows.update(**dict.fromkeys(fields, Now() - days - Value(timedelta(days=1))))
