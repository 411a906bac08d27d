"""Who wrote a les down hears that another casus recognises it, or saw otherwise."""

from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

from django.conf import settings
from django.db.models import Model, Q, QuerySet
from django.urls import reverse

from communities.models import Deelnemer
from communities.sharing import organisers_of
from handboek.enums import Stance
from handboek.models import Herkenning
from netwerk.kern.berichten.models import Delivery, MessageEvent
from netwerk.kern.berichten.registry import Group, Message, register
from netwerk.kern.policy import allowed

WORTH_TELLING = timedelta(days=14)
HIDDEN = "een casus die niet openbaar is"


@register
class LesRecognised(Message):
    """Another casus says something of a les."""

    key = "les.recognised"
    label = "Een andere casus herkent een les, of zag het anders"
    audience = "Wie de les maakte, en de organisatoren van haar community"
    group = Group.HANDBOEK
    digestible = True
    follows = "les.recognised"
    template = "handboek/mail/les_recognised"

    def recipients(self, event: MessageEvent) -> QuerySet[Deelnemer]:
        """Return its maker and who organises its community, without who said it."""
        les: Any = event.subject
        people = Q(pk=les.created_by_id) | organisers_of(les.community_id)
        rows: Any = Deelnemer.objects.active().filter(people)
        return rows.exclude(pk=event.actor_id)  # type: ignore[no-any-return]

    def topics(self, event: MessageEvent) -> list[Model]:
        """Who silenced the community hears nothing of its lessen."""
        les: Any = event.subject
        return [les.community] if les else []

    def dedupe_key(self, event: MessageEvent, person_id: int) -> str:
        """Once each time that it is said."""
        return f"lhk:{event.pk}:{person_id}"

    def expires_at(self, event: MessageEvent) -> datetime:
        """After two weeks the page of the les tells more than an old mail."""
        return event.created_at + WORTH_TELLING

    def reason_to_drop(self, delivery: Delivery, subject: Any) -> str:
        """It was taken back, or this person left."""
        if self._said(delivery) is None:
            return "is teruggenomen"
        if not allowed(delivery.person, "handboek.view_les", subject):
            return "mag de les niet (meer) lezen"
        return ""

    def context(self, delivery: Delivery, subject: Any) -> dict[str, Any]:
        """Return the les and what was said; which casus only to who may read that one."""
        said = self._said(delivery)
        assert said is not None
        known = allowed(delivery.person, "casussen.view_casus", said.casus)
        return {
            "les": subject,
            "same": said.stance == Stance.RECOGNISED,
            "community": said.community.name if known else "",
            "casus": said.casus.title if known else HIDDEN,
            "url": f"{settings.SITE_URL}{subject.get_absolute_url()}#herkend",
        }

    def line(self, delivery: Delivery, subject: Any) -> str:
        """Return which les, and what was said."""
        said = self._said(delivery)
        same = said is None or said.stance == Stance.RECOGNISED
        verb = "wordt herkend" if same else "wordt tegengesproken"
        return f"Les {subject.number} {verb} door een andere casus"

    def example(self) -> dict[str, Any]:
        """A les about listening, recognised in another community."""
        return {
            "les": SimpleNamespace(
                number=12, conclusion="Mensen haken af op stilte, niet op een nee."
            ),
            "same": True,
            "community": "Sturen op impact",
            "casus": "Leerplekken in het groen",
            "url": f"{settings.SITE_URL}{reverse('handboek:les', args=[12])}#herkend",
        }

    def _said(self, delivery: Delivery) -> Herkenning | None:
        rows = Herkenning.objects.standing().select_related("casus", "community")
        return rows.filter(pk=delivery.data["herkenning_id"]).first()
