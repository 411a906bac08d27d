"""What differs between two editions: new, gone, another text, and stronger or weaker evidence."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from handboek.enums import Level, State
from handboek.models import Advies, Uitgave, UitgaveAdvies
from handboek.verschillen import Difference
from netwerk.kern.tekst.verschil import sides_of

NEW, GONE, TEXT, EVIDENCE = "nieuw", "weg", "tekst", "bewijs"
KINDS = {
    NEW: "Nieuw",
    GONE: "Niet meer in het handboek",
    TEXT: "Andere tekst",
    EVIDENCE: "Andere bewijskracht",
}
PARTS = {
    "soort": "Soort",
    "titel": "Korte regel",
    "hoofdstuk": "Hoofdstuk",
    "samenvatting": "In één of twee zinnen",
    "waarom": "Waarom",
    "hoe": "Zo doe je het",
    "werktAls": "Werkt als",
    "werktNietAls": "Werkt niet als",
    "doelgroepen": "Voor wie",
    "themas": "Thema’s",
    "gebieden": "Soort gebied",
    "instrumenten": "Instrumenten",
    "stappen": "Stap van het Beleidskompas",
    "fase": "Fase van beleid",
}
LIGHT = ("number", "version", "level", "data__bewijs__betwist", "title", "data__hoofdstuk__titel")
MOVED = "Dit advies staat nog in het handboek, maar niet in deze uitgave."
REFUTED = "De praktijk spreekt dit advies tegen."


@dataclass(frozen=True)
class Line:
    """One advies that is not the same in both: what kind of change, and its number."""

    kind: str
    number: int


@dataclass
class Shown:
    """One line in words, with both rows as far as they exist."""

    kind: str
    old: UitgaveAdvies | None
    new: UitgaveAdvies | None
    reason: str = ""
    evidence: str = ""
    differences: list[Difference] = field(default_factory=list)

    @property
    def label(self) -> str:
        """Return the kind of change in words."""
        return KINDS[self.kind]

    @property
    def row(self) -> UitgaveAdvies:
        """Return the newest row that there is."""
        found = self.new or self.old
        assert found is not None
        return found


def lines(old: Uitgave, new: Uitgave) -> list[Line]:
    """Return every difference, grouped by kind and in the order of the book: two light queries."""
    before, after = _light(old), _light(new)
    found = {kind: [] for kind in KINDS}  # type: dict[str, list[Line]]
    for number, now in after.items():
        was = before.get(number)
        if was is None:
            found[NEW].append(Line(NEW, number))
        elif (was[1], *was[4:]) != (now[1], *now[4:]):
            found[TEXT].append(Line(TEXT, number))
        elif was != now:
            found[EVIDENCE].append(Line(EVIDENCE, number))
    found[GONE] = [Line(GONE, number) for number in before if number not in after]
    return [line for rows in found.values() for line in rows]


def _light(uitgave: Uitgave) -> dict[int, tuple[Any, ...]]:
    rows = UitgaveAdvies.objects.filter(uitgave=uitgave).order_by("position")
    return {row[0]: row for row in rows.values_list(*LIGHT)}


def shown(old: Uitgave, new: Uitgave, some: Sequence[Line]) -> list[Shown]:
    """Return a page of lines in words, in three queries."""
    numbers = [line.number for line in some]
    rows = UitgaveAdvies.objects.filter(uitgave__in=(old, new), number__in=numbers)
    found = {(row.uitgave_id, row.number): row for row in rows.select_related("uitgave")}
    gone = [line.number for line in some if line.kind == GONE]
    now = {row.number: row for row in Advies.objects.filter(number__in=gone)} if gone else {}
    return [
        _shown(
            line,
            found.get((old.pk, line.number)),
            found.get((new.pk, line.number)),
            now.get(line.number),
        )
        for line in some
    ]


def _shown(
    line: Line, old: UitgaveAdvies | None, new: UitgaveAdvies | None, advies: Advies | None
) -> Shown:
    made = Shown(line.kind, old, new)
    if advies is not None:
        made.reason = _why_gone(advies)
    if old and new:
        made.evidence = evidence_words(old.data["bewijs"], new.data["bewijs"])
        made.differences = differences(old.data, new.data)
    return made


def _why_gone(advies: Advies) -> str:
    if advies.state == State.WITHDRAWN:
        return advies.withdrawn_reason
    return REFUTED if advies.is_refuted else MOVED


def differences(old: dict[str, Any], new: dict[str, Any]) -> list[Difference]:
    """Return the parts of the data of an advies that differ, word by word."""
    pairs = [(label, _words(old[name]), _words(new[name])) for name, label in PARTS.items()]
    return [Difference(label, *sides_of(was, now)) for label, was, now in pairs if was != now]


def _words(value: Any) -> str:
    if isinstance(value, list):
        return "\n".join(row["naam"] for row in value)
    if isinstance(value, dict):
        return str(value.get("naam") or value.get("titel"))
    return (value or "").replace("\r\n", "\n").strip()


def evidence_words(old: dict[str, Any], new: dict[str, Any]) -> str:
    """Say that the evidence rose or fell, or that it became disputed; "" when it is the same."""
    order = {str(level.label): level.value for level in Level}
    was, now = old["niveau"], new["niveau"]
    if was != now:
        way = "sterker" if order[now] > order[was] else "minder sterk"
        return f"De bewijskracht werd {way}: van “{was}” naar “{now}”."
    if old["betwist"] == new["betwist"]:
        return ""
    return "Dit advies is nu betwist." if new["betwist"] else "Dit advies is niet meer betwist."
