"""The mail about what is new in a search that somebody keeps."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db.models import QuerySet
from django.urls import reverse

from netwerk.kern.berichten.models import Delivery, Frequency, MessageEvent
from netwerk.kern.berichten.registry import Group, Message, register
from netwerk.kern.zoeken import adres, bronnen
from netwerk.kern.zoeken.models import Zoekopdracht

WORTH_TELLING = timedelta(days=3)
MOST_LINES = 20


@register
class ZoekopdrachtFound(Message):
    """Titles that their reader may see at the moment of sending, and nothing of the texts."""

    key = "zoekopdracht.found"
    label = "Iets nieuws bij een zoekopdracht die je bewaarde"
    audience = "Wie de zoekopdracht bewaarde"
    moment = "Zo vaak als je bij de zoekopdracht koos"
    group = Group.NEWS
    follows = "zoekopdracht.found"
    template = "zoeken/mail/gevonden"

    def concerns(self, person: Any) -> bool:
        """Only who keeps a search can get it."""
        return Zoekopdracht.objects.visible_to(person).kept().exists()

    def recipients(self, event: MessageEvent) -> QuerySet[Any]:
        """Return who keeps the search."""
        row: Any = event.subject
        return get_user_model()._default_manager.filter(pk=row.person_id)

    def dedupe_key(self, event: MessageEvent, person_id: int) -> str:
        """Once for a look that found something."""
        return f"zko:{event.pk}:{person_id}"

    def expires_at(self, event: MessageEvent) -> datetime:
        """After three days the search itself shows it."""
        return event.created_at + WORTH_TELLING

    def reason_to_drop(self, delivery: Delivery, subject: Any) -> str:
        """It was stopped meanwhile, or nothing of it may be seen any more."""
        if subject.removed_at is not None or subject.frequency == Frequency.NEVER:
            return "deze zoekopdracht loopt niet meer"
        return "" if self._lines(delivery) else "er is niets meer te zien"

    def context(self, delivery: Delivery, subject: Any) -> dict[str, Any]:
        """Return the titles, and the pages of the search and of all searches."""
        lines = self._lines(delivery)
        bron = bronnen.get(subject.place)
        page = bron.address(subject.choices) if bron else reverse("search")
        return {
            "name": subject.name,
            "lines": lines[:MOST_LINES],
            "number": len(lines),
            "more": max(len(lines) - MOST_LINES, 0),
            "url": f"{settings.SITE_URL}{page}",
            "all_url": f"{settings.SITE_URL}{reverse('zoeken:list')}",
        }

    def example(self) -> dict[str, Any]:
        """A casus and an advies."""
        casus = {"text": "Leerplekken in het groen", "kind": "Casus"}
        advies = {"text": "Doen: begin bij wat bewoners al doen", "kind": "Advies"}
        return {
            "name": "Groen in de wijk",
            "lines": [
                casus | {"url": f"{settings.SITE_URL}/casussen/voorbeeld/"},
                advies | {"url": f"{settings.SITE_URL}/handboek/"},
            ],
            "number": 2,
            "more": 0,
            "url": f"{settings.SITE_URL}/zoeken/?q=groen",
            "all_url": f"{settings.SITE_URL}{reverse('zoeken:list')}",
        }

    def _lines(self, delivery: Delivery) -> list[dict[str, str]]:
        """Return what this person may see now of what was found, newest first in each kind."""
        kinds = adres.kinds()
        made = []
        for kind, ids in delivery.data["found"].items():
            subject = kinds.get(kind)
            if subject is None:
                continue
            rows = subject.visible_to(delivery.person).filter(pk__in=ids).order_by("-pk")
            made += [
                {
                    "text": subject.title(row),
                    "kind": subject.label.capitalize(),
                    "url": f"{settings.SITE_URL}{subject.url(row)}",
                }
                for row in rows
            ]
        return made
