"""One act on many people at once: shown first, done in one transaction, undone within a day.

Every person goes through the service for one person, so that the same rules hold and the same
line stands in the log; who is refused is left as they were. The preview does it all and takes it
back, so it tells exactly what would happen.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef, Prefetch, QuerySet
from django.utils import timezone

from communities.enums import BulkAction, Role
from communities.models import Community, Deelnemer, Ledenbewerking, Lidmaatschap
from communities.services import leden

MOST = 500  # the slowest act on so many is shown in some two seconds (benchmarks/people.py)
SKIPPED = {
    "same": "is al zo",
    "self": "dit ben je zelf",
    "last_organiser": "is de enige organisator",
    "beheerder": "is beheerder; doe dit op de eigen pagina",
    "closed": "het account staat uit",
    "ended": "deze community is afgesloten",
    "no_place": "zit niet in deze community",
    "gone": "bestaat niet meer",
    "refused": "kan nu niet",
}


@dataclass(frozen=True)
class Choice:
    """What is done: the act, and the community and role that it is about."""

    action: BulkAction
    community: Community | None = None
    role: str = ""
    since: str = ""  # for the undo: a place that comes back is as old as it was


type Change = dict[str, str]
"""``before`` and ``after``, and for a place that was taken away ``since`` (a moment, ISO)."""


@dataclass(frozen=True)
class Line:
    """What becomes of one person: from what to what, or why not."""

    person: Deelnemer
    change: Change | None = None
    skipped: str = ""

    def as_data(self) -> dict[str, Any]:
        """Return what is kept of it: ids and values, no names."""
        kept = {"skipped": self.skipped} if self.skipped else self.change or {}
        return {"person": self.person.pk, **kept}


def preview(*, actor: Deelnemer, choice: Choice, people: Sequence[int]) -> list[Line]:
    """Return what would happen, without doing it."""
    with transaction.atomic():
        lines = _apply(actor, choice, people, {})
        transaction.set_rollback(True)
    return lines


@transaction.atomic
def apply_to_many(*, actor: Deelnemer, choice: Choice, people: Sequence[int]) -> Ledenbewerking:
    """Do it, and keep what everybody was before."""
    kept = {"community": choice.community.pk, "role": choice.role} if choice.community else {}
    made = Ledenbewerking.objects.create(actor=actor, action=choice.action, choice=kept)
    lines = _apply(actor, choice, people, {"bewerking": made.pk})
    if all(line.skipped for line in lines):
        raise ValidationError("Er verandert niets: voor iedereen die je koos is het al zo.")
    made.changes = [line.as_data() for line in lines]
    made.save(update_fields=["changes"])
    return made


def _apply(
    actor: Deelnemer, choice: Choice, people: Sequence[int], trail: leden.Trail
) -> list[Line]:
    """Act on everybody in the order of their number: two beheerders never wait for each other."""
    if len(set(people)) > MOST:
        raise ValidationError(f"Kies hooguit {MOST} leden tegelijk.")
    if choice.community is not None:
        Community.objects.select_for_update().get(pk=choice.community.pk)
    rows = Deelnemer.objects.filter(pk__in=people, erased_at=None).order_by("pk")
    return [_line(actor, choice, person, trail) for person in _with_place(rows, choice.community)]


def _with_place(people: QuerySet[Deelnemer], community: Community | None) -> QuerySet[Deelnemer]:
    """Fetch the places in this community along, and who organises any, for all people at once."""
    places = Lidmaatschap.objects.filter(community=community)
    organising = Lidmaatschap.objects.filter(deelnemer=OuterRef("pk"), role=Role.ORGANISER)
    found = people.annotate(organises=Exists(organising))
    return found.prefetch_related(Prefetch("lidmaatschappen", places, to_attr="places"))


def _line(actor: Deelnemer, choice: Choice, person: Deelnemer, trail: leden.Trail) -> Line:
    try:
        return Line(person, ACTS[choice.action](actor, choice, person, trail))
    except ValidationError as error:
        return Line(person, skipped=_reason(error))


def _reason(error: ValidationError) -> str:
    code = getattr(error, "code", None) or ""
    return code if code in SKIPPED else "refused"


def _skip(reason: str) -> ValidationError:
    return ValidationError(SKIPPED[reason], code=reason)


def _place(choice: Choice, person: Deelnemer) -> Lidmaatschap | None:
    """Return the place in the community that it is about, fetched before for all of them."""
    places: list[Lidmaatschap] = getattr(person, "places", [])
    return places[0] if places else None


def _add(actor: Deelnemer, choice: Choice, person: Deelnemer, trail: leden.Trail) -> Change:
    if choice.community is None:
        raise _skip("no_place")
    if not person.is_active:
        raise _skip("closed")
    if choice.community.has_ended and not choice.since:
        raise _skip("ended")
    place = leden.add_lidmaatschap(
        actor=actor, person=person, community=choice.community, role=choice.role, trail=trail
    )
    if choice.since:
        place.joined_at = datetime.fromisoformat(choice.since)
        place.save(update_fields=["joined_at"])
    return {"before": "", "after": choice.role}


def _role(actor: Deelnemer, choice: Choice, person: Deelnemer, trail: leden.Trail) -> Change:
    place = _place(choice, person)
    if place is None:
        raise _skip("no_place")
    if place.role == choice.role:
        raise _skip("same")
    leden.change_role(actor=actor, lidmaatschap=place, role=choice.role, trail=trail)
    return {"before": place.role, "after": choice.role}


def _remove(actor: Deelnemer, choice: Choice, person: Deelnemer, trail: leden.Trail) -> Change:
    place = _place(choice, person)
    if place is None:
        raise _skip("no_place")
    leden.remove_lidmaatschap(actor=actor, lidmaatschap=place, trail=trail)
    return {"before": place.role, "after": "", "since": place.joined_at.isoformat()}


def _close(actor: Deelnemer, choice: Choice, person: Deelnemer, trail: leden.Trail) -> Change:
    """Close an account, but not of a beheerder, or of the only organiser of a community."""
    if not person.is_active:
        raise _skip("same")
    if person.is_beheerder and person.pk != actor.pk:
        raise _skip("beheerder")
    organises = getattr(person, "organises", True)  # few do, and the next question is slow
    if organises and Community.objects.organised_only_by(person).exists():
        raise _skip("last_organiser")
    leden.deactivate(actor=actor, person=person, trail=trail)
    return {"before": "on", "after": "off"}


def _open(actor: Deelnemer, choice: Choice, person: Deelnemer, trail: leden.Trail) -> Change:
    if person.is_active:
        raise _skip("same")
    leden.reactivate(actor=actor, person=person, trail=trail)
    return {"before": "off", "after": "on"}


def _editor(actor: Deelnemer, choice: Choice, person: Deelnemer, trail: leden.Trail) -> Change:
    wanted = choice.action == BulkAction.EDITOR
    if person.is_redacteur == wanted:
        raise _skip("same")
    if wanted and not person.is_active:
        raise _skip("closed")
    leden.set_network_roles(
        actor=actor,
        person=person,
        is_redacteur=wanted,
        is_beheerder=person.is_beheerder,
        trail=trail,
    )
    before, after = ("", "redacteur") if wanted else ("redacteur", "")
    return {"before": before, "after": after}


ACTS: dict[str, Callable[[Deelnemer, Choice, Deelnemer, leden.Trail], Change]] = {
    BulkAction.ADD: _add,
    BulkAction.ROLE: _role,
    BulkAction.REMOVE: _remove,
    BulkAction.CLOSE: _close,
    BulkAction.OPEN: _open,
    BulkAction.EDITOR: _editor,
    BulkAction.NO_EDITOR: _editor,
}
BACK = {
    BulkAction.ADD: BulkAction.REMOVE,
    BulkAction.ROLE: BulkAction.ROLE,
    BulkAction.REMOVE: BulkAction.ADD,
    BulkAction.CLOSE: BulkAction.OPEN,
    BulkAction.OPEN: BulkAction.CLOSE,
    BulkAction.EDITOR: BulkAction.NO_EDITOR,
    BulkAction.NO_EDITOR: BulkAction.EDITOR,
}


@transaction.atomic
def undo(*, actor: Deelnemer, bewerking: Ledenbewerking) -> Ledenbewerking:
    """Make everybody what they were, but for who was changed again since then; once."""
    found = Ledenbewerking.objects.select_for_update().get(pk=bewerking.pk)
    if found.undone_at is not None:
        raise ValidationError("Deze bewerking is al teruggedraaid.")
    if not found.can_be_undone:
        raise ValidationError("Terugdraaien kan tot 24 uur na de bewerking.")
    community = Community.objects.select_for_update().filter(pk=found.choice.get("community"))
    place = community.first()
    rows = _with_place(Deelnemer.objects.all(), place)
    people = rows.in_bulk([line["person"] for line in found.changes])
    for line in sorted(found.changes, key=lambda line: line["person"]):
        if "skipped" not in line:
            line["undone"] = _undo_line(actor, found, place, people.get(line["person"]), line)
    found.undone_at, found.undone_by = timezone.now(), actor
    found.save(update_fields=["changes", "undone_at", "undone_by"])
    return found


def _undo_line(
    actor: Deelnemer,
    bewerking: Ledenbewerking,
    community: Community | None,
    person: Deelnemer | None,
    line: dict[str, Any],
) -> bool:
    """Put one person back, and say whether that was done."""
    back = BACK[BulkAction(bewerking.action)]
    choice = Choice(back, community, line["before"], line.get("since", ""))
    if person is None or person.erased_at or _now(bewerking, choice, person) != line["after"]:
        return False
    try:
        ACTS[choice.action](actor, choice, person, {"bewerking": bewerking.pk, "undo": 1})
    except ValidationError:
        return False
    return True


def _now(bewerking: Ledenbewerking, choice: Choice, person: Deelnemer) -> str:
    """Return what a person is at this moment, in the words of ``after``."""
    if bewerking.action in {BulkAction.CLOSE, BulkAction.OPEN}:
        return "on" if person.is_active else "off"
    if bewerking.action in {BulkAction.EDITOR, BulkAction.NO_EDITOR}:
        return "redacteur" if person.is_redacteur else ""
    place = _place(choice, person)
    return place.role if place else ""


def in_words(value: str) -> str:
    """Return "organisator" for what a change keeps; an empty place is "geen plek"."""
    words = dict(Role.choices) | {"on": "aan", "off": "uit", "redacteur": "redacteur"}
    return str(words.get(value, "niets"))
