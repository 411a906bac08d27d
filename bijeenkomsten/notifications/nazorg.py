"""The morning after: where to read, look back and say what you thought of it."""

from datetime import datetime, time, timedelta
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils import timezone

from bijeenkomsten.enums import Status
from bijeenkomsten.models import Aanwezigheid, Bijeenkomst, Verslag
from bijeenkomsten.notifications.meetings import MeetingMessage
from communities.models import Deelnemer
from netwerk.kern.berichten.models import Delivery, MessageEvent
from netwerk.kern.berichten.registry import every_round, register
from netwerk.kern.berichten.services import announce

HOUR = time(8)
WORTH_TELLING = timedelta(days=7)
AT_ONCE = 50  # meetings in one round


def _present(bijeenkomst: Any) -> Any:
    return Aanwezigheid.objects.filter(bijeenkomst=bijeenkomst, deelnemer__isnull=False)


@register
class Afterwards(MeetingMessage):
    """Thank you for coming, to who was noted as present."""

    key = "bijeenkomst.afterwards"
    label = "Na een bijeenkomst waar je bij was: het verslag, de opname en drie vragen"
    audience = "Wie bij de bijeenkomst was"
    moment = "De ochtend erna, om 8 uur, als de aanwezigheid is genoteerd"
    follows = "bijeenkomst.afterwards"
    template = "bijeenkomsten/mail/afterwards"

    def recipients(self, event: MessageEvent) -> QuerySet[Deelnemer]:
        """Who was noted as present, and nobody else."""
        people: QuerySet[Deelnemer] = Deelnemer.objects.active()
        return people.filter(pk__in=_present(event.object_id).values("deelnemer"))

    def dedupe_key(self, event: MessageEvent, person_id: int) -> str:
        """Once for a meeting and a person."""
        return f"aft:{event.object_id}:{person_id}"

    def expires_at(self, event: MessageEvent) -> datetime:
        """After a week it is no longer fresh."""
        meeting: Any = event.subject
        ended: datetime = meeting.ends_at
        return ended + WORTH_TELLING

    def reason_to_drop(self, delivery: Delivery, subject: Any) -> str:
        """It did not go on, or this person was not there after all."""
        if subject.is_cancelled:
            return "de bijeenkomst gaat niet door"
        there = _present(subject).filter(deelnemer=delivery.person)
        return "" if there.exists() else "was er niet bij"

    def context(self, delivery: Delivery, subject: Any) -> dict[str, Any]:
        """Add the minutes if this person may read them, and whether there is a recording."""
        verslag = Verslag.objects.visible_to(delivery.person).filter(bijeenkomst=subject).first()
        address = reverse("bijeenkomsten:evaluatie", args=[subject.slug])
        return super().context(delivery, subject) | {
            "verslag_url": f"{settings.SITE_URL}{verslag.get_absolute_url()}" if verslag else "",
            "recording": bool(subject.recording_link),
            "evaluation_url": f"{settings.SITE_URL}{address}",
        }

    def example(self) -> dict[str, Any]:
        """With all three."""
        verslag = reverse("bijeenkomsten:verslag", args=["voorbeeld"])
        evaluation = reverse("bijeenkomsten:evaluatie", args=["voorbeeld"])
        return super().example() | {
            "verslag_url": f"{settings.SITE_URL}{verslag}",
            "recording": True,
            "evaluation_url": f"{settings.SITE_URL}{evaluation}",
        }


@every_round
def announce_afterwards() -> None:
    """Announce, once, each meeting that ended before today, when somebody was noted."""
    now = timezone.localtime()
    if now.time() < HOUR:
        return
    today = now.replace(hour=0, minute=0, second=0, microsecond=0)
    told = MessageEvent.objects.filter(
        kind="bijeenkomst.afterwards",
        content_type=ContentType.objects.get_for_model(Bijeenkomst),
        object_id=OuterRef("pk"),
    )
    rows = Bijeenkomst.objects.filter(
        Exists(_present(OuterRef("pk"))),
        ~Exists(told),
        status=Status.PLANNED,
        ends_at__lt=today,
        ends_at__gt=now - WORTH_TELLING,
    )
    for pk in rows.order_by("pk").values_list("pk", flat=True)[:AT_ONCE]:
        with transaction.atomic():
            row = rows.filter(pk=pk).select_for_update(skip_locked=True, of=("self",)).first()
            if row is not None and Bijeenkomst.objects.filter(~Exists(told), pk=pk).exists():
                announce(kind="bijeenkomst.afterwards", subject=row, actor=None)
