"""What changed in a while at the meetings that somebody organises: who comes, waits, needs."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from bijeenkomsten.enums import Answer, Status
from bijeenkomsten.models import Aanmelding, Agendavoorstel, Bijeenkomst
from netwerk.kern.berichten.models import MessageEvent

SIGNED_UP, SIGNED_OFF = "bijeenkomst.registered", "bijeenkomst.unregistered"
COMES = (Answer.YES, Answer.MAYBE)
type Key = tuple[int, str, int | None]


@dataclass
class News:
    """What an organiser hears of one meeting; ``needs`` and ``proposals`` are numbers of now.

    What people need may be about health: here it is a number only, and the page tells.
    """

    bijeenkomst: Bijeenkomst
    signed_up: list[str] = field(default_factory=list)
    signed_off: list[str] = field(default_factory=list)
    queued: int = 0
    new_needs: int = 0
    needs: int = 0
    proposals: int = 0

    @property
    def is_new(self) -> bool:
        """Say whether anything changed; a proposal has a mail of its own."""
        return bool(self.signed_up or self.signed_off or self.queued or self.new_needs)


def changed(since: datetime, until: datetime) -> Any:
    """Return the meetings to come where somebody's answer, place in line or need is new."""
    told = _events(since, until).filter(object_id=OuterRef("pk"))
    answers = Aanmelding.objects.filter(bijeenkomst=OuterRef("pk"))
    rows = Bijeenkomst.objects.upcoming().filter(status=Status.PLANNED)
    return rows.filter(
        Exists(told)
        | Exists(answers.filter(_queued(since, until)))
        | Exists(answers.filter(_needs_anew(since, until)))
    )


def news_for(person: Any, since: datetime, until: datetime) -> list[News]:
    """Return what is new at the meetings that this person organises, soonest first.

    What they did themselves is no news to them. The number of queries is fixed.
    """
    organised = person.organised_ids
    meetings = changed(since, until).filter(community__in=organised).with_counts()
    found = {meeting.pk: News(meeting) for meeting in meetings}
    if not found:
        return []
    _add_answers(found, person, since, until)
    _add_numbers(found, person, since, until)
    return [news for news in found.values() if news.is_new]


def _events(since: datetime, until: datetime) -> QuerySet[MessageEvent]:
    """Return that somebody's answer became a yes, or was one."""
    return MessageEvent.objects.filter(
        content_type=ContentType.objects.get_for_model(Bijeenkomst),
        kind__in=[SIGNED_UP, SIGNED_OFF],
        created_at__gt=since,
        created_at__lte=until,
    )


def _queued(since: datetime, until: datetime) -> Q:
    return Q(answer=Answer.WAITING, waiting_since__gt=since, waiting_since__lte=until)


def _needs_anew(since: datetime, until: datetime) -> Q:
    fresh = Q(updated_at__gt=since, updated_at__lte=until, answer__in=COMES)
    return fresh & ~Q(needs="")


def _add_answers(found: dict[int, News], person: Any, since: datetime, until: datetime) -> None:
    """Say who came and went: what stood before the first change against what stands now."""
    first: dict[Key, str] = {}
    events = _events(since, until).filter(object_id__in=found).exclude(actor=person).order_by("pk")
    for meeting_id, told, data in events.values_list("object_id", "kind", "data"):
        who = ("gast", data["gast_id"]) if "gast_id" in data else ("deelnemer", data["person_id"])
        first.setdefault((meeting_id, *who), told)
    rows = Aanmelding.objects.filter(bijeenkomst__in=found).exclude(deelnemer=person)
    for row in rows.filter(_of(first)).by_name().select_related("deelnemer", "gast"):
        key = ("gast", row.gast_id) if row.gast_id else ("deelnemer", row.deelnemer_id)
        kind = first.get((row.bijeenkomst_id, *key), "")
        news = found[row.bijeenkomst_id]
        if kind == SIGNED_UP and row.answer == Answer.YES:
            news.signed_up.append(row.who.get_full_name())
        elif kind == SIGNED_OFF and row.answer in {Answer.NO, Answer.MAYBE}:
            news.signed_off.append(row.who.get_full_name())


def _of(who: dict[Key, str]) -> Q:
    ids: dict[str, set[int | None]] = defaultdict(set)
    for _, kind, pk in who:
        ids[kind].add(pk)
    return Q(deelnemer__in=ids["deelnemer"]) | Q(gast__in=ids["gast"])


def _add_numbers(found: dict[int, News], person: Any, since: datetime, until: datetime) -> None:
    rows = Aanmelding.objects.filter(bijeenkomst__in=found).order_by()
    others = Q(gast__isnull=False) | ~Q(deelnemer=person)
    needs = Q(answer__in=COMES) & ~Q(needs="")
    for pk, queued, fresh, total in (
        rows.values("bijeenkomst")
        .annotate(
            queued=Count("pk", filter=others & _queued(since, until)),
            fresh=Count("pk", filter=others & _needs_anew(since, until)),
            total=Count("pk", filter=needs),
        )
        .values_list("bijeenkomst", "queued", "fresh", "total")
    ):
        found[pk].queued, found[pk].new_needs, found[pk].needs = queued, fresh, total
    waiting = Agendavoorstel.objects.open().filter(bijeenkomst__in=found).order_by()
    for pk, number in waiting.values_list("bijeenkomst").annotate(Count("pk")):
        found[pk].proposals = number
