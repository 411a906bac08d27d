"""The evidence rule (*bewijskracht*): one pure function, no database.

The rule stands in ``docs/decisions/evidence-rule.md``; its table and its worked examples are
tests by name. Two practice sources are independent when they concern different practices of
different organisations: a practice is a casus, or what an organisation did with an advies outside
any casus. What is withdrawn does not count, for or against. A casus that told later that it did
not work (``SourceKind.LATER``) speaks against, and no longer for.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from handboek.enums import Level

RULE = {
    Level.UNKNOWN: "Geen bron uit de praktijk die telt.",
    Level.SUSPECTED: "Eén bron uit de praktijk.",
    Level.RECOGNISED: "Twee of meer bronnen, uit verschillende casussen van verschillende "
    "organisaties.",
    Level.SUBSTANTIATED: "Drie of meer losse bronnen, uit minstens twee provincies en van minstens "
    "twee kanten (rijk, regio, kennis, samenleving). Of twee bronnen en een publicatie.",
}


type Practice = tuple[str, int]


class SourceKind(StrEnum):
    """Where a practice source comes from; each counts with the casus that it concerns.

    A report "toegepast" may concern none: then it counts as a practice of its organisation.
    """

    CASUS = "casus"
    VERSLAG = "verslag"
    APPLIED = "toegepast"
    RESIDENTS = "inwoners"
    TALK = "gesprek"
    LATER = "achteraf"
    RECOGNITION = "herkenning"


@dataclass(frozen=True)
class Source:
    """One practice source; ``visible`` says whether the reader may know which casus it is.

    ``provinces`` are names of provinces (not "landelijk"), ``side`` is rijk, regio, kennis or
    samenleving. Only a report "toegepast" can be without a casus.
    """

    casus_id: int | None
    organisatie_id: int
    provinces: tuple[str, ...] = ()
    side: str = ""
    kind: SourceKind = SourceKind.CASUS
    withdrawn: bool = False
    visible: bool = True

    @property
    def practice(self) -> Practice:
        """Return what it is about: a casus, or what its organisation did outside any casus."""
        if self.casus_id is None:
            return "toepassing", self.organisatie_id
        return "casus", self.casus_id


@dataclass(frozen=True)
class Evidence:
    """What the rule says; ``sentence`` names only what this reader may see."""

    level: Level
    disputed: bool = False
    refuted: bool = False
    confirmations: int = 0
    contradictions: int = 0
    sentence: str = ""
    objection: str = ""

    @property
    def word(self) -> str:
        """Return the level as one word with a capital, or that practice refutes it."""
        return "Weerlegd" if self.refuted else str(Level(self.level).label).capitalize()


@dataclass
class _Matching:
    """Kuhn's algorithm: which practice stands for which organisation."""

    edges: dict[Practice, set[int]]
    practice_of: dict[int, Practice] = field(default_factory=dict)

    def place(self, practice: Practice, seen: set[int]) -> bool:
        """Give this practice an organisation, moving others when that helps."""
        for organisatie in sorted(self.edges[practice] - seen):
            seen.add(organisatie)
            holder = self.practice_of.get(organisatie)
            if holder is None or self.place(holder, seen):
                self.practice_of[organisatie] = practice
                return True
        return False


def independent(sources: Iterable[Source]) -> int:
    """Return how many sources can be chosen that are independent of each other, two by two.

    That is a largest matching between practices and organisations: no practice twice, no
    organisation twice.
    """
    edges: dict[Practice, set[int]] = {}
    for source in sources:
        if not source.withdrawn:
            edges.setdefault(source.practice, set()).add(source.organisatie_id)
    matching = _Matching(edges)
    return sum(matching.place(practice, set()) for practice in sorted(edges))


def weigh(
    confirming: Sequence[Source], publications: int = 0, contradicting: Sequence[Source] = ()
) -> Evidence:
    """Weigh what speaks for an advies and what openly speaks against it.

    ``contradicting`` holds only contradictions that no redacteur has settled.
    """
    pro = [source for source in confirming if not source.withdrawn]
    con = [source for source in contradicting if not source.withdrawn]
    confirmations, contradictions = independent(pro), independent(con)
    level = _level(pro, confirmations, publications)
    refuted = contradictions > 0 and contradictions >= confirmations
    return Evidence(
        level=level,
        disputed=contradictions > 0,
        refuted=refuted,
        confirmations=confirmations,
        contradictions=contradictions,
        sentence=_sentence(level, pro, confirmations, publications),
        objection=_objection(con, refuted=refuted),
    )


def _level(sources: Sequence[Source], confirmations: int, publications: int) -> Level:
    spread = len(_provinces(sources)) >= 2 and len({s.side for s in sources if s.side}) >= 2
    if (confirmations >= 3 and spread) or (confirmations >= 2 and publications):
        return Level.SUBSTANTIATED
    if confirmations >= 2:
        return Level.RECOGNISED
    return Level.SUSPECTED if confirmations else Level.UNKNOWN


def _sentence(level: Level, sources: Sequence[Source], confirmations: int, papers: int) -> str:
    if level == Level.UNKNOWN:
        return "Nog niet uit de praktijk."
    seen = _practices(sources)
    if level == Level.SUSPECTED:
        return f"Gezien in {seen}{_owner(sources)}{_papers(papers)}."
    owners = _owners(sources, confirmations)
    if level == Level.RECOGNISED:
        return f"Herkend in {seen}{owners}{_in(sources)}."
    provinces = len(_provinces(sources))
    where = f" in {provinces} {'provincie' if provinces == 1 else 'provincies'}"
    place = where if provinces else ""
    return f"Onderbouwd: {seen}{owners}{place}{_papers(papers)}."


def _objection(sources: Sequence[Source], *, refuted: bool) -> str:
    if not sources:
        return ""
    if refuted:
        verb = "spreekt" if _number(sources) == 1 else "spreken"
        return f"Weerlegd: {_practices(sources)} {verb} dit tegen."
    later = "achteraf " if all(s.kind == SourceKind.LATER for s in sources) else ""
    if _all_visible(sources) and (names := _provinces(sources)):
        return f"Betwist: in {_list(names)} werkte dit {later}niet."
    return f"Betwist: in {_practices(sources)} werkte dit {later}niet."


def _number(sources: Iterable[Source]) -> int:
    return len({source.practice for source in sources})


def _practices(sources: Iterable[Source]) -> str:
    """Return "2 casussen en 1 toepassing": reports outside any casus are counted by themselves."""
    found = {source.practice for source in sources}
    casussen = sum(kind == "casus" for kind, _ in found)
    applied = len(found) - casussen
    parts = [_counted(casussen, "casus", "casussen")] if casussen else []
    if applied:
        parts.append(_counted(applied, "toepassing", "toepassingen"))
    return _list(parts)


def _counted(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"


def _owner(sources: Sequence[Source]) -> str:
    """Say that all are of one organisation: beside a hidden source that would name its owner."""
    owners = {source.organisatie_id for source in sources}
    tells = _all_visible(sources) and len(owners) == 1 < _number(sources)
    return " van dezelfde organisatie" if tells else ""


def _owners(sources: Sequence[Source], confirmations: int) -> str:
    tells = _all_visible(sources) and confirmations < _number(sources)
    return f" van {confirmations} organisaties" if tells else ""


def _all_visible(sources: Iterable[Source]) -> bool:
    return all(source.visible for source in sources)


def _papers(number: int) -> str:
    if not number:
        return ""
    return ", 1 onderzoek" if number == 1 else f", {number} onderzoeken"


def _in(sources: Sequence[Source]) -> str:
    names = _provinces(source for source in sources if source.visible)
    if not names:
        return ""
    more = "" if _all_visible(sources) else "onder meer "
    return f", {more}in {_list(names)}"


def _provinces(sources: Iterable[Source]) -> list[str]:
    return sorted({name for source in sources for name in source.provinces})


def _list(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} en {names[-1]}"
