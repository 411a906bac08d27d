"""A request to let everybody read a casus, and the answer."""

from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet
from django.urls import reverse

from casussen.enums import RequestState
from casussen.models import Publicatieverzoek
from communities.enums import Visibility
from communities.models import Deelnemer
from communities.sharing import organisers_of
from netwerk.kern.berichten.models import Delivery, Lane, MessageEvent
from netwerk.kern.berichten.registry import Group, Message, OnDoubt, register
from netwerk.kern.policy import allowed

WORTH_TELLING = timedelta(days=14)


class VerzoekMessage(Message):
    """What the messages about a request to publish share."""

    group = Group.CASUSSEN
    essential = True
    lane = Lane.URGENT
    on_doubt = OnDoubt.RESEND

    def expires_at(self, event: MessageEvent) -> datetime:
        """After two weeks the page itself tells more than an old mail."""
        return event.created_at + WORTH_TELLING

    def context(self, delivery: Delivery, subject: Any) -> dict[str, Any]:
        """Return the request and the page of the casus."""
        verzoek = self._verzoek(delivery)
        return {
            "title": subject.title,
            "verzoek": verzoek,
            "granted": bool(verzoek and verzoek.state == RequestState.GRANTED),
            "everybody": bool(verzoek and verzoek.wanted == Visibility.PUBLIC),
            "url": f"{settings.SITE_URL}{subject.get_absolute_url()}",
        }

    def example(self) -> dict[str, Any]:
        """A casus that everybody may read from now on."""
        return {
            "title": "Leerplekken in het groen",
            "verzoek": SimpleNamespace(
                requested_by=SimpleNamespace(get_full_name="Dana de Boer"),
                get_wanted_display="iedereen, ook zonder account",
            ),
            "granted": True,
            "everybody": True,
            "url": f"{settings.SITE_URL}{reverse('casussen:detail', args=['voorbeeld'])}",
        }

    def _verzoek(self, delivery: Delivery) -> Publicatieverzoek | None:
        rows = Publicatieverzoek.objects.select_related("requested_by")
        return rows.filter(pk=delivery.data["verzoek_id"]).first()


@register
class VerzoekAsked(VerzoekMessage):
    """Somebody must decide whether more people may read a casus."""

    key = "publicatieverzoek.asked"
    label = "Iemand vraagt of meer mensen een casus mogen lezen"
    audience = "Organisatoren van de community en redacteuren, als zij mogen beslissen"
    always = "er wacht een besluit op jou"
    follows = "publicatieverzoek.asked"
    template = "casussen/mail/verzoek_asked"

    def recipients(self, event: MessageEvent) -> QuerySet[Deelnemer]:
        """Return the organisers of the leading community and the redacteuren, not who asked."""
        casus: Any = event.subject
        deciders = organisers_of(casus.community_id) | Q(is_redacteur=True)
        return Deelnemer.objects.filter(deciders).exclude(pk=event.actor_id)

    def dedupe_key(self, event: MessageEvent, person_id: int) -> str:
        """Once for a request, a consent and a person: after a new consent it can be decided."""
        consent = event.data.get("toestemming_id", 0)
        return f"vra:{event.data['verzoek_id']}:{consent}:{person_id}"

    def context(self, delivery: Delivery, subject: Any) -> dict[str, Any]:
        """Lead to the page with the decision, not to the casus."""
        address = reverse("casussen:decide", args=[subject.slug])
        return super().context(delivery, subject) | {"url": f"{settings.SITE_URL}{address}"}

    def reason_to_drop(self, delivery: Delivery, subject: Any) -> str:
        """Once decided, there is nothing to ask; and only who may decide is asked."""
        verzoek = self._verzoek(delivery)
        if verzoek is None or verzoek.state != RequestState.OPEN:
            return "er is al beslist"
        if not allowed(delivery.person, "casussen.decide_publication", subject):
            return "kan hier niet (meer) over beslissen"
        return ""


@register
class VerzoekDecided(VerzoekMessage):
    """The answer, for who asked."""

    key = "publicatieverzoek.decided"
    label = "Er is beslist of meer mensen je casus mogen lezen"
    audience = "Wie het vroeg"
    always = "het is het antwoord op je verzoek"
    follows = "publicatieverzoek.decided"
    template = "casussen/mail/verzoek_decided"

    def recipients(self, event: MessageEvent) -> QuerySet[Deelnemer]:
        """Return who asked."""
        asked = Publicatieverzoek.objects.filter(pk=event.data["verzoek_id"])
        return Deelnemer.objects.filter(pk__in=asked.values("requested_by"))

    def dedupe_key(self, event: MessageEvent, person_id: int) -> str:
        """Once for a request."""
        return f"vrd:{event.data['verzoek_id']}:{person_id}"

    def reason_to_drop(self, delivery: Delivery, subject: Any) -> str:
        """Without an answer there is nothing to tell."""
        verzoek = self._verzoek(delivery)
        if verzoek is None or verzoek.state == RequestState.OPEN:
            return "er is nog niet beslist"
        return ""
