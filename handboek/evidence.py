"""The evidence rule (*bewijskracht*): one pure function, no database.

The rule stands in ``docs/decisions/evidence-rule.md``; its table and its worked examples are
tests by name. Two practice sources are independent when they concern different casussen of
different organisations. What is withdrawn does not count, for or against. A casus that told
later that it did not work (``SourceKind.LATER``) speaks against, and no longer for.
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
    Level.SUBSTANTIATED: "Drie of meer zulke bronnen, uit minstens twee provincies en van minstens "
    "twee kanten (rijk, regio, kennis, samenleving). Of twee bronnen en een publicatie.",
}


class SourceKind(StrEnum):
    """Where a practice source comes from; each counts with the casus that it concerns."""

    CASUS = "casus"
    VERSLAG = "verslag"
    APPLIED = "toegepast"
    RESIDENTS = "inwoners"
    TALK = "gesprek"
    LATER = "achteraf"


@dataclass(frozen=True)
class Source:
    """One practice source; ``visible`` says whether the reader may know which casus it is.

    ``provinces`` are names of provinces (not "landelijk"), ``side`` is rijk, regio, kennis or
    samenleving.
    """

    casus_id: int
    organisatie_id: int
    provinces: tuple[str, ...] = ()
    side: str = ""
    kind: SourceKind = SourceKind.CASUS
    withdrawn: bool = False
    visible: bool = True


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
    """Kuhn's algorithm: which casus stands for which organisation."""

    edges: dict[int, set[int]]
    casus_of: dict[int, int] = field(default_factory=dict)

    def place(self, casus: int, seen: set[int]) -> bool:
        """Give this casus an organisation, moving others when that helps."""
        for organisatie in sorted(self.edges[casus] - seen):
            seen.add(organisatie)
            holder = self.casus_of.get(organisatie)
            if holder is None or self.place(holder, seen):
                self.casus_of[organisatie] = casus
                return True
        return False


def independent(sources: Iterable[Source]) -> int:
    """Return how many sources can be chosen that are independent of each other, two by two.

    That is a largest matching between casussen and organisations: no casus twice, no
    organisation twice.
    """
    edges: dict[int, set[int]] = {}
    for source in sources:
        if not source.withdrawn:
            edges.setdefault(source.casus_id, set()).add(source.organisatie_id)
    matching = _Matching(edges)
    return sum(matching.place(casus, set()) for casus in sorted(edges))


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
    casussen = len({source.casus_id for source in sources})
    if level == Level.UNKNOWN:
        return "Nog niet uit de praktijk."
    if level == Level.SUSPECTED:
        return f"Gezien in {_casussen(casussen)}{_owner(sources)}{_papers(papers)}."
    if level == Level.RECOGNISED:
        return f"Herkend in {_casussen(casussen)}{_owners(casussen, confirmations)}{_in(sources)}."
    provinces = len(_provinces(sources))
    where = f" in {provinces} {'provincie' if provinces == 1 else 'provincies'}"
    owners = _owners(casussen, confirmations)
    place = where if provinces else ""
    return f"Onderbouwd: {_casussen(casussen)}{owners}{place}{_papers(papers)}."


def _objection(sources: Sequence[Source], *, refuted: bool) -> str:
    if not sources:
        return ""
    number = len({source.casus_id for source in sources})
    if refuted:
        verb = "spreekt" if number == 1 else "spreken"
        return f"Weerlegd: {_casussen(number)} {verb} dit tegen."
    later = "achteraf " if all(s.kind == SourceKind.LATER for s in sources) else ""
    if all(s.visible for s in sources) and (names := _provinces(sources)):
        return f"Betwist: in {_list(names)} werkte dit {later}niet."
    return f"Betwist: in {_casussen(number)} werkte dit {later}niet."


def _casussen(number: int) -> str:
    return "1 casus" if number == 1 else f"{number} casussen"


def _owner(sources: Sequence[Source]) -> str:
    owners = {source.organisatie_id for source in sources}
    casussen = {source.casus_id for source in sources}
    return " van dezelfde organisatie" if len(owners) == 1 < len(casussen) else ""


def _owners(casussen: int, confirmations: int) -> str:
    return f" van {confirmations} organisaties" if confirmations < casussen else ""


def _papers(number: int) -> str:
    if not number:
        return ""
    return ", 1 onderzoek" if number == 1 else f", {number} onderzoeken"


def _in(sources: Sequence[Source]) -> str:
    names = _provinces(source for source in sources if source.visible)
    if not names:
        return ""
    more = "" if all(source.visible for source in sources) else "onder meer "
    return f", {more}in {_list(names)}"


def _provinces(sources: Iterable[Source]) -> list[str]:
    return sorted({name for source in sources for name in source.provinces})


def _list(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} en {names[-1]}"
