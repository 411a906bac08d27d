"""The evidence rule: the table and every worked example of the architecture, by name."""

from dataclasses import dataclass, field
from itertools import combinations
from random import Random

import pytest

from handboek.enums import Level
from handboek.evidence import Evidence, Source, SourceKind, independent, weigh


def casus(number: int, organisatie: int | None = None, province: str = "Drenthe", **more) -> Source:
    return Source(number, organisatie or number, (province,), more.pop("side", "regio"), **more)


def applied(number: int, organisatie: int | None = None, **more) -> Source:
    return casus(number, organisatie, kind=SourceKind.APPLIED, **more)


def told(organisatie: int, province: str = "Drenthe", **more) -> Source:
    """Return a report "toegepast bij ons" that names no casus."""
    side = more.pop("side", "regio")
    kind = SourceKind.APPLIED
    return Source(None, organisatie, (province,), side, kind, **more)


THREE_IN_ONE_PROVINCE = [casus(1), casus(2), casus(3, side="rijk")]
TWO_PROVINCES_TWO_SIDES = [casus(1), casus(2, province="Zeeland"), casus(3, side="kennis")]


@dataclass(frozen=True)
class Example:
    name: str
    confirming: list[Source]
    level: Level
    sentence: str
    publications: int = 0
    contradicting: list[Source] = field(default_factory=list)
    disputed: bool = False
    refuted: bool = False
    objection: str = ""


EXAMPLES = [
    Example("table: nothing left that counts", [], Level.UNKNOWN, "Nog niet uit de praktijk."),
    Example("table: only a publicatie", [], Level.UNKNOWN, "Nog niet uit de praktijk.", 1),
    Example("table: one source", [casus(1)], Level.SUSPECTED, "Gezien in 1 casus."),
    Example(
        "table: two independent sources",
        [casus(1), casus(2, province="Zeeland")],
        Level.RECOGNISED,
        "Herkend in 2 casussen, in Drenthe en Zeeland.",
    ),
    Example(
        "table: three sources from two provinces and two sides",
        TWO_PROVINCES_TWO_SIDES,
        Level.SUBSTANTIATED,
        "Onderbouwd: 3 casussen in 2 provincies.",
    ),
    Example(
        "table: four casussen in three provinces and a publicatie",
        [*TWO_PROVINCES_TWO_SIDES, casus(4, province="Limburg")],
        Level.SUBSTANTIATED,
        "Onderbouwd: 4 casussen in 3 provincies, 1 onderzoek.",
        publications=1,
    ),
    Example(
        "table: two sources and a publicatie",
        [casus(1), casus(2)],
        Level.SUBSTANTIATED,
        "Onderbouwd: 2 casussen in 1 provincie, 1 onderzoek.",
        publications=1,
    ),
    Example(
        "table: one source and a publicatie",
        [casus(1)],
        Level.SUSPECTED,
        "Gezien in 1 casus, 2 onderzoeken.",
        publications=2,
    ),
    Example(
        "table: an open contradiction",
        [casus(1), casus(2)],
        Level.RECOGNISED,
        "Herkend in 2 casussen, in Drenthe.",
        contradicting=[casus(3, province="Limburg")],
        disputed=True,
        objection="Betwist: in Limburg werkte dit niet.",
    ),
    Example(
        "worked: one casus and its own follow-up report",
        [casus(1), applied(1)],
        Level.SUSPECTED,
        "Gezien in 1 casus.",
    ),
    Example(
        "applied: one report without a casus",
        [told(1)],
        Level.SUSPECTED,
        "Gezien in 1 toepassing.",
    ),
    Example(
        "applied: a casus and a report of another organisation",
        [casus(1), told(2, "Zeeland")],
        Level.RECOGNISED,
        "Herkend in 1 casus en 1 toepassing, in Drenthe en Zeeland.",
    ),
    Example(
        "applied: a casus and a report of the same organisation",
        [casus(1, 7), told(7)],
        Level.SUSPECTED,
        "Gezien in 1 casus en 1 toepassing van dezelfde organisatie.",
    ),
    Example(
        "applied: two reports of one organisation are one practice",
        [told(7), told(7, "Zeeland")],
        Level.SUSPECTED,
        "Gezien in 1 toepassing.",
    ),
    Example(
        "applied: a report of another organisation about the same casus",
        [casus(1, 1), applied(1, 2)],
        Level.SUSPECTED,
        "Gezien in 1 casus.",
    ),
    Example(
        "applied: two casussen and a report, of two provinces and two sides",
        [casus(1), casus(2, province="Zeeland"), told(3, side="kennis")],
        Level.SUBSTANTIATED,
        "Onderbouwd: 2 casussen en 1 toepassing in 2 provincies.",
    ),
    Example(
        "applied: two casussen, and it did not work at a third organisation",
        [casus(1), casus(2)],
        Level.RECOGNISED,
        "Herkend in 2 casussen, in Drenthe.",
        contradicting=[told(3, "Limburg")],
        disputed=True,
        objection="Betwist: in Limburg werkte dit niet.",
    ),
    Example(
        "applied: one casus, and it did not work where somebody tried",
        [casus(1)],
        Level.SUSPECTED,
        "Gezien in 1 casus.",
        contradicting=[told(3)],
        disputed=True,
        refuted=True,
        objection="Weerlegd: 1 toepassing spreekt dit tegen.",
    ),
    Example(
        "worked: two casussen of one municipality",
        [casus(1, 7), casus(2, 7)],
        Level.SUSPECTED,
        "Gezien in 2 casussen van dezelfde organisatie.",
    ),
    Example(
        "worked: three organisations in one province",
        THREE_IN_ONE_PROVINCE,
        Level.RECOGNISED,
        "Herkend in 3 casussen, in Drenthe.",
    ),
    Example(
        "worked: those three plus a publicatie",
        THREE_IN_ONE_PROVINCE,
        Level.SUBSTANTIATED,
        "Onderbouwd: 3 casussen in 1 provincie, 1 onderzoek.",
        publications=1,
    ),
    Example(
        "worked: two confirmations and two contradictions",
        [casus(1), casus(2)],
        Level.RECOGNISED,
        "Herkend in 2 casussen, in Drenthe.",
        contradicting=[casus(3), casus(4)],
        disputed=True,
        refuted=True,
        objection="Weerlegd: 2 casussen spreken dit tegen.",
    ),
    Example(
        "worked: a withdrawn casus drops the level at once",
        [casus(1), casus(2, withdrawn=True)],
        Level.SUSPECTED,
        "Gezien in 1 casus.",
    ),
    Example(
        "one side only is not yet onderbouwd",
        [casus(1), casus(2, province="Zeeland"), casus(3)],
        Level.RECOGNISED,
        "Herkend in 3 casussen, in Drenthe en Zeeland.",
    ),
    Example(
        "three casussen of two organisations",
        [casus(1, 1), casus(2, 1), casus(3, 2)],
        Level.RECOGNISED,
        "Herkend in 3 casussen van 2 organisaties, in Drenthe.",
    ),
    Example(
        "an answer of a resident counts with its casus",
        [casus(1), casus(1, kind=SourceKind.RESIDENTS)],
        Level.SUSPECTED,
        "Gezien in 1 casus.",
    ),
    Example(
        "a withdrawn contradiction does not count",
        [casus(1)],
        Level.SUSPECTED,
        "Gezien in 1 casus.",
        contradicting=[casus(2, withdrawn=True)],
    ),
    Example(
        "one contradiction against one confirmation refutes",
        [casus(1)],
        Level.SUSPECTED,
        "Gezien in 1 casus.",
        contradicting=[casus(2)],
        disputed=True,
        refuted=True,
        objection="Weerlegd: 1 casus spreekt dit tegen.",
    ),
    Example(
        "two contradicting casussen of one organisation are one contradiction",
        [casus(1), casus(2)],
        Level.RECOGNISED,
        "Herkend in 2 casussen, in Drenthe.",
        contradicting=[casus(3, 9), casus(4, 9)],
        disputed=True,
        objection="Betwist: in Drenthe werkte dit niet.",
    ),
    Example(
        "a hidden source counts, and its province is not named",
        [casus(1), casus(2, province="Zeeland", visible=False)],
        Level.RECOGNISED,
        "Herkend in 2 casussen, onder meer in Drenthe.",
    ),
    Example(
        "only hidden sources: no province at all",
        [casus(1, visible=False), casus(2, visible=False)],
        Level.RECOGNISED,
        "Herkend in 2 casussen.",
    ),
    Example(
        "a hidden source beside one of the same organisation: whose it is stays hidden",
        [casus(1, 7), casus(2, 7, visible=False)],
        Level.SUSPECTED,
        "Gezien in 2 casussen.",
    ),
    Example(
        "a hidden source of one of two organisations: whose it is stays hidden",
        [casus(1, 1), casus(2, 1, visible=False), casus(3, 2)],
        Level.RECOGNISED,
        "Herkend in 3 casussen, onder meer in Drenthe.",
    ),
    Example(
        "a hidden contradiction counts, and its province is not named",
        [casus(1), casus(2)],
        Level.RECOGNISED,
        "Herkend in 2 casussen, in Drenthe.",
        contradicting=[casus(3, province="Limburg", visible=False)],
        disputed=True,
        objection="Betwist: in 1 casus werkte dit niet.",
    ),
]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.name)
def test_evidence_rule(example: Example) -> None:
    found = weigh(example.confirming, example.publications, example.contradicting)
    assert found == Evidence(
        level=example.level,
        disputed=example.disputed,
        refuted=example.refuted,
        confirmations=found.confirmations,
        contradictions=found.contradictions,
        sentence=example.sentence,
        objection=example.objection,
    )


def test_level_changes_when_a_source_is_withdrawn() -> None:
    before = weigh(TWO_PROVINCES_TWO_SIDES)
    left = [*TWO_PROVINCES_TWO_SIDES[:2], casus(3, side="kennis", withdrawn=True)]
    after = weigh(left)
    assert (before.word, after.word) == ("Onderbouwd", "Herkend")


def test_order_of_sources_does_not_matter() -> None:
    random = Random(4)
    sources = [
        casus(random.randint(1, 5), random.randint(1, 5), withdrawn=random.random() < 0.2)
        for _ in range(12)
    ]
    first = weigh(sources, 1)
    for _ in range(20):
        random.shuffle(sources)
        assert weigh(sources, 1) == first


def brute_force(sources: list[Source]) -> int:
    """Try every choice of sources and return the size of the largest independent one."""
    for size in range(len(sources), 0, -1):
        for choice in combinations(sources, size):
            practices = {source.practice for source in choice}
            owners = {source.organisatie_id for source in choice}
            if len(practices) == len(owners) == size:
                return size
    return 0


@pytest.mark.parametrize("seed", range(40))
def test_independent_is_the_largest_choice(seed: int) -> None:
    random = Random(seed)
    sources = [
        told(random.randint(1, 4))
        if random.random() < 0.3
        else casus(random.randint(1, 4), random.randint(1, 4))
        for _ in range(random.randint(0, 8))
    ]
    assert independent(sources) == brute_force(sources)
