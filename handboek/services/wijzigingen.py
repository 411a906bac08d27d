"""The change log: what the public reads of every change of a published advies."""

from handboek.enums import ChangeKind, Level
from handboek.evidence import Evidence
from handboek.models import Advies, Wijziging

FIRST = "Dit advies kwam in het handboek."
GONE = "Dit advies is ingetrokken."
SOURCES = "Er veranderde iets in de bronnen onder dit advies."


def write_change(advies: Advies, kind: ChangeKind, what: str, reason: str = "") -> Wijziging:
    """Write one line about an advies as it is now."""
    return Wijziging.objects.create(
        advies=advies, kind=kind, version=advies.version, what=what, reason=reason
    )


def write_evidence(advies: Advies, before: dict[str, int | bool], found: Evidence) -> None:
    """Say that the evidence became another one: in words, and never which source it was."""
    if what := _words(before, found):
        write_change(advies, ChangeKind.EVIDENCE, what, SOURCES)


def _words(before: dict[str, int | bool], found: Evidence) -> str:
    if found.refuted and not before["refuted"]:
        return "De praktijk spreekt dit advies tegen. Het staat niet meer in de lijst."
    if before["refuted"] and not found.refuted:
        return "De praktijk spreekt dit advies niet meer tegen. Het staat weer in de lijst."
    if found.level != before["level"]:
        was, now = Level(int(before["level"])).label, Level(found.level).label
        return f"De bewijskracht ging van “{was}” naar “{now}”."
    if found.disputed == before["disputed"]:
        return ""
    return "Dit advies is nu betwist." if found.disputed else "Dit advies is niet meer betwist."
