"""What the screen in the room and the phones show at this moment."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, Max, QuerySet
from django.utils import timezone

from bijeenkomsten.enums import Capture
from bijeenkomsten.models import Agendapunt, Bijeenkomst, Inbreng, Stap, Zaalstand
from bijeenkomsten.papieren import SHOWN
from bijeenkomsten.services.zaal import Place, place_of, places
from netwerk.kern.bijlagen.models import Bijlage

MOST_SHOWN = 30
WAIT = timedelta(hours=1)  # who looks along earlier reads when it begins
FREE = (Capture.QUESTION, Capture.ADVICE, Capture.FINDING)
"""What can be written down where the step does not say what."""


@dataclass
class Zaalbeeld:
    """One moment in the room, for one reader; times are aware."""

    stand: Zaalstand
    version: str
    now: datetime
    item: Agendapunt | None = None
    step: Stap | None = None
    coming: Place | None = None
    parts: list[Agendapunt] = field(default_factory=list)
    entries: list[Inbreng] = field(default_factory=list)
    papers: list[Bijlage] = field(default_factory=list)
    number: int = 0

    @property
    def is_over(self) -> bool:
        """Say whether the programme was gone through."""
        return self.item is None and self.stand.began_at is not None

    @property
    def begins_later(self) -> bool:
        """Say whether it is not yet near enough to wait for it."""
        return self.stand.bijeenkomst.starts_at - self.now > WAIT

    @property
    def over_time(self) -> bool:
        """Say whether the time of this step is over."""
        return bool(self.stand.ends_at and self.stand.ends_at <= self.now)

    @property
    def kinds(self) -> list[tuple[str, str]]:
        """Return what can be written down now, with a label."""
        return kinds_of(self.step)

    @property
    def hidden(self) -> int:
        """Return how many older entries do not stand on the screen."""
        return self.number - len(self.entries)


def kinds_of(step: Stap | None) -> list[tuple[str, str]]:
    """Return what can be written down in a step, with a label."""
    own = Capture(step.captures) if step and step.captures else None
    return [(kind.value, str(kind.label).capitalize()) for kind in ((own,) if own else FREE)]


def stand_of(bijeenkomst: Bijeenkomst) -> Zaalstand:
    """Return where the room is; a new row, not kept, when it did not begin."""
    return Zaalstand.objects.filter(bijeenkomst=bijeenkomst).first() or Zaalstand(
        bijeenkomst=bijeenkomst
    )


def version_of(bijeenkomst: Bijeenkomst, stand: Zaalstand) -> str:
    """Return a mark that changes with everything that the screen shows."""
    rows = Inbreng.objects.filter(agendapunt=stand.agendapunt_id)
    facts = rows.aggregate(
        Count("pk"), Count("adopted_at"), Count("removed_at"), Max("pk"), Max("adopted_at")
    )
    papers = _papers(stand.agendapunt_id).aggregate(Count("pk"), Max("updated_at"))
    moments = facts.pop("adopted_at__max"), papers.pop("updated_at__max")
    numbers = [stand.version, bijeenkomst.revision, *facts.values(), *papers.values()]
    numbers += [int(moment.timestamp() * 1000) if moment else 0 for moment in moments]
    return "-".join(str(number or 0) for number in numbers)


def _papers(agendapunt_id: int | None) -> QuerySet[Bijlage]:
    """Return the files and links at a part: who looks along in the room may see the meeting."""
    content_type = ContentType.objects.get_for_model(Agendapunt)
    rows = Bijlage.objects.kept().listed().filter(content_type=content_type)
    return rows.filter(object_id=agendapunt_id or 0)


def picture(bijeenkomst: Bijeenkomst) -> Zaalbeeld:
    """Return the room as it is now, in a number of queries that does not grow."""
    stand = stand_of(bijeenkomst)
    beeld = Zaalbeeld(stand, version_of(bijeenkomst, stand), timezone.now())
    found = places(bijeenkomst)
    beeld.parts = list({item.pk: item for item, _ in found}.values())
    at = place_of(stand, found)
    if at is None:
        return beeld
    beeld.item, beeld.step = found[at]
    beeld.coming = found[at + 1] if at + 1 < len(found) else None
    beeld.papers = list(_papers(beeld.item.pk)[:SHOWN])
    rows: Any = Inbreng.objects.kept().filter(agendapunt=beeld.item)
    if beeld.step:
        rows = rows.filter(stap=beeld.step)
    beeld.number = rows.count()
    beeld.entries = list(rows.select_related("author").order_by("-pk")[:MOST_SHOWN])
    return beeld
