"""How far somebody read. That is theirs alone, so it leaves no line in the log."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from communities.models import Deelnemer, Gesprek, GesprekQuerySet, Leesstand, Reactie


def mark_read(*, actor: Deelnemer, gesprek: Gesprek, read_to: int) -> None:
    """Remember that somebody read a conversation up to a post; it never goes back."""
    mark = Leesstand(deelnemer=actor, gesprek=gesprek, read_to=read_to)
    earlier = Leesstand.objects.filter(deelnemer=actor, gesprek=gesprek, read_to__lt=read_to)
    if not earlier.update(read_to=read_to, updated_at=timezone.now()):
        # Either nothing was read here before, or another tab read on already.
        Leesstand.objects.bulk_create([mark], ignore_conflicts=True)


@transaction.atomic
def mark_all_read(*, actor: Deelnemer, read_to: int) -> None:
    """Remember that somebody read everything up to a post; one mark takes the place of many."""
    newest = _newest()
    until = min(read_to, newest)
    base, _ = Leesstand.objects.select_for_update().get_or_create(
        deelnemer=actor, gesprek=None, defaults={"read_to": until}
    )
    if base.read_to < until:
        base.read_to = until
        base.save(update_fields=["read_to", "updated_at"])
    Leesstand.objects.filter(
        deelnemer=actor, gesprek__isnull=False, read_to__lte=base.read_to
    ).delete()


@transaction.atomic
def start_reading(*, people: Iterable[Deelnemer]) -> None:
    """Let who is new begin with nothing unread; who was here already keeps their place."""
    newest = _newest()
    marks = [Leesstand(deelnemer=person, gesprek=None, read_to=newest) for person in people]
    Leesstand.objects.bulk_create(marks, ignore_conflicts=True)


def talks_open_to(person: Deelnemer) -> set[int]:
    """Return the conversations that somebody may read before something opens up to them."""
    return set(_open_to(person).values_list("pk", flat=True))


@transaction.atomic
def read_what_opened(*, person: Deelnemer, before: set[int]) -> None:
    """Let nothing be new that was said before somebody could read it."""
    opened = _open_to(person).filter(newest__gt=0).exclude(pk__in=before)
    marks = [Leesstand(deelnemer=person, gesprek=talk, read_to=talk.newest) for talk in opened]
    Leesstand.objects.bulk_create(marks, ignore_conflicts=True)


def _open_to(person: Deelnemer) -> GesprekQuerySet:
    """Ask as the person is now: what was fetched earlier remembers an earlier place."""
    return Gesprek.objects.visible_to(Deelnemer.objects.get(pk=person.pk))


def _newest() -> int:
    return int(Reactie.objects.aggregate(newest=Max("pk"))["newest"] or 0)
