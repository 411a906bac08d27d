"""Mail about how adviezen are used: what became of a report, and one's own list."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse

from communities.models import Deelnemer
from handboek.enums import ReportState, State
from handboek.models import Lijstitem, Toepassing
from netwerk.kern.berichten.models import Delivery, MessageEvent
from netwerk.kern.berichten.registry import Group, Message, OnDoubt, register

WORTH_TELLING = timedelta(days=14)


@register
class ReportDecided(Message):
    """What a redacteur decided about what somebody told ("toegepast bij ons")."""

    key = "toepassing.decided"
    label = "Er is beslist over wat jij vertelde bij een advies"
    audience = "Wie vertelde dat de organisatie een advies toepaste"
    always = "het is het antwoord op wat je vertelde"
    group = Group.HANDBOEK
    essential = True
    on_doubt = OnDoubt.RESEND
    follows = "toepassing.decided"
    template = "handboek/mail/toepassing_decided"

    def recipients(self, event: MessageEvent) -> QuerySet[Deelnemer]:
        """Return who told it."""
        return Deelnemer.objects.filter(toepassingen=event.data["toepassing_id"])

    def dedupe_key(self, event: MessageEvent, person_id: int) -> str:
        """Once for each decision: what was placed can be taken away again."""
        return f"tpb:{event.pk}:{person_id}"

    def expires_at(self, event: MessageEvent) -> datetime:
        """After two weeks the page of the report tells it."""
        return event.created_at + WORTH_TELLING

    def reason_to_drop(self, delivery: Delivery, subject: Any) -> str:
        """Who took it back needs no answer."""
        report = _report(delivery)
        decided = report is not None and report.state in {ReportState.PLACED, ReportState.REFUSED}
        return "" if decided else "er is geen besluit (meer) om te vertellen"

    def context(self, delivery: Delivery, subject: Any) -> dict[str, Any]:
        """Return the advies, the answer with its reason, and the page of the report."""
        report = _report(delivery)
        assert report is not None
        return {
            "number": subject.number,
            "title": subject.title,
            "placed": report.state == ReportState.PLACED,
            "reason": report.reason,
            "url": f"{settings.SITE_URL}{report.get_absolute_url()}",
        }

    def example(self) -> dict[str, Any]:
        """A report that was placed."""
        return {
            "number": 14,
            "title": "Spreek leer- en werkplekken af vóór de aanbesteding",
            "placed": True,
            "reason": "",
            "url": f"{settings.SITE_URL}{reverse('handboek:toepassing', args=[1])}",
        }


def _report(delivery: Delivery) -> Toepassing | None:
    return Toepassing.objects.filter(pk=delivery.data["toepassing_id"]).first()


@register
class ListMailed(Message):
    """Somebody mails themselves the adviezen that they put on a list."""

    key = "lijst.mailed"
    label = "Je eigen lijst uit het handboek"
    audience = "Wie om de eigen lijst vraagt"
    always = "je vraagt er zelf om"
    group = Group.HANDBOEK
    essential = True
    on_doubt = OnDoubt.RESEND
    follows = "lijst.mailed"
    template = "handboek/mail/lijst_mailed"

    def recipients(self, event: MessageEvent) -> QuerySet[Deelnemer]:
        """Return whose list it is."""
        return Deelnemer.objects.filter(pk=event.object_id)

    def dedupe_key(self, event: MessageEvent, person_id: int) -> str:
        """Once each time that it is asked."""
        return f"lst:{event.pk}:{person_id}"

    def expires_at(self, event: MessageEvent) -> datetime:
        """A day later the list itself tells more."""
        return event.created_at + timedelta(days=1)

    def reason_to_drop(self, delivery: Delivery, subject: Any) -> str:
        """An empty list needs no mail."""
        return "" if _on_list(subject).exists() else "er staat niets meer op de lijst"

    def context(self, delivery: Delivery, subject: Any) -> dict[str, Any]:
        """Return the list as it is now, with the notes of who gets it."""
        return {
            "adviezen": [
                {
                    "kind": item.advies.get_kind_display(),
                    "title": item.advies.title,
                    "summary": item.advies.summary,
                    "note": item.note,
                    "url": f"{settings.SITE_URL}{item.advies.get_absolute_url()}",
                }
                for item in _on_list(subject)
            ],
            "url": f"{settings.SITE_URL}{reverse('handboek:mijn_lijst')}",
        }

    def example(self) -> dict[str, Any]:
        """Two adviezen, one with a note."""
        address = f"{settings.SITE_URL}{reverse('handboek:index')}"
        return {
            "adviezen": [
                {
                    "kind": "Doe",
                    "title": "Spreek leer- en werkplekken af vóór de aanbesteding",
                    "summary": "Dan kan elke aannemer er rekening mee houden.",
                    "note": "Voor het overleg met inkoop.",
                    "url": address,
                },
                {
                    "kind": "Doe niet",
                    "title": "Reken niet op goede wil achteraf",
                    "summary": "Wat niet is afgesproken, komt zelden vanzelf.",
                    "note": "",
                    "url": address,
                },
            ],
            "url": f"{settings.SITE_URL}{reverse('handboek:mijn_lijst')}",
        }


def _on_list(person: Any) -> QuerySet[Lijstitem]:
    rows = Lijstitem.objects.visible_to(person).select_related("advies")
    return rows.filter(advies__state=State.PUBLISHED)
