"""What people hear of a report: it waits for a decision, and what was decided and why.

No mail says what was reported, nor by whom: the text may be closed, or the very thing that must
not go round. The reason of a decision is written for who reads it here.
"""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Model, Q, QuerySet
from django.urls import reverse

from communities.enums import MeldingState, Role
from communities.models import Deelnemer, Zaak
from netwerk.kern.berichten.models import Delivery, Frequency, MessageEvent
from netwerk.kern.berichten.registry import Group, Message, OnDoubt, register
from netwerk.kern.policy import allowed

MONTH = timedelta(days=30)


class AboutZaak(Message):
    """About one case."""

    group = Group.CONVERSATIONS

    def topics(self, event: MessageEvent) -> list[Model]:
        """Nobody follows or silences a case."""
        return []

    def expires_at(self, event: MessageEvent) -> datetime:
        """It is worth knowing for a month."""
        return event.created_at + MONTH


@register
class ZaakWaiting(AboutZaak):
    """Something was reported, or its author asks to look again: somebody must decide."""

    key = "zaak.waiting"
    label = "Iets is gemeld en wacht op een besluit van jou"
    audience = "Organisatoren van de community, of redacteuren; niet wie het schreef of meldde"
    moment = "In het overzicht van de dag"
    follows = "zaak.waiting"
    template = "communities/mail/melding_wacht"
    digestible = True
    frequency = Frequency.DAILY

    def concerns(self, person: Any) -> bool:
        """Show the choice to who can ever decide."""
        return allowed(person, "communities.view_moderation")

    def recipients(self, event: MessageEvent) -> QuerySet[Deelnemer]:
        """Return who is first in line to decide."""
        zaak: Any = event.subject
        organisers = Q(
            lidmaatschappen__community=zaak.community_id, lidmaatschappen__role=Role.ORGANISER
        )
        people = Deelnemer.objects.filter(organisers | Q(is_redacteur=True), is_active=True)
        mine = [
            person.pk
            for person in people.distinct()
            if Zaak.objects.to_decide_by(person).filter(pk=zaak.pk).exists()
        ]
        return Deelnemer.objects.filter(pk__in=mine)

    def dedupe_key(self, event: MessageEvent, person_id: int) -> str:
        """Once for a report and a person, and once for an objection."""
        return f"mwa:{event.pk}:{person_id}"

    def reason_to_drop(self, delivery: Delivery, subject: Any) -> str:
        """What was decided, or is for somebody else by now, waits for nobody."""
        if allowed(delivery.person, "communities.decide_zaak", subject):
            return ""
        return "wacht niet meer op een besluit van deze persoon"

    def line(self, delivery: Delivery, subject: Any) -> str:
        """What waits, without a word of it."""
        again = delivery.data.get("again")
        return f"Een {subject.noun} wacht op {'een nieuw' if again else 'een'} besluit van jou"

    def context(self, delivery: Delivery, subject: Any) -> dict[str, Any]:
        """Return what waits and where to decide."""
        where = subject.community.name if subject.community else ""
        return _waits(subject, where, again=bool(delivery.data.get("again")))

    def example(self) -> dict[str, Any]:
        """A post in a community."""
        return _waits(Zaak(pk=1), "Bewoners in beeld", again=False, noun="reactie")


def _waits(zaak: Zaak, community: str, *, again: bool, noun: str = "") -> dict[str, Any]:
    return {
        "noun": noun or zaak.noun,
        "community": community,
        "again": again,
        "url": f"{settings.SITE_URL}{reverse('moderatie:zaak', args=[zaak.pk])}",
    }


class ZaakDecided(AboutZaak):
    """What was decided, and why."""

    follows = "zaak.decided"
    essential = True
    on_doubt = OnDoubt.RESEND

    def reason_to_drop(self, delivery: Delivery, subject: Any) -> str:
        """A decision that changed since then is told by the next mail."""
        held = subject.state == delivery.data["outcome"]
        return "" if held else "het besluit is veranderd"

    def context(self, delivery: Delivery, subject: Any) -> dict[str, Any]:
        """Return what was decided, why, and where to read it."""
        again = bool(delivery.data.get("again"))
        return _decided(subject, subject.noun, again=again)

    def example(self) -> dict[str, Any]:
        """A post that was taken away."""
        reason = "In je reactie staan gegevens van een inwoner. Die horen hier niet."
        return _decided(
            Zaak(pk=1, state=MeldingState.REMOVED, decision=reason), "reactie", again=False
        )


def _decided(zaak: Zaak, noun: str, *, again: bool) -> dict[str, Any]:
    reason = zaak.last_reason
    return {
        "noun": noun,
        "the": f"{'het' if noun == 'onderwerp' else 'de'} {noun}",
        "removed": zaak.state == MeldingState.REMOVED,
        "again": again,
        "may_object": zaak.objected_at is None,
        "reason": reason,
        "reason_quoted": "\n".join(f"> {line}" for line in reason.splitlines()),
        "url": f"{settings.SITE_URL}{reverse('moderatie:zaak', args=[zaak.pk])}",
    }


@register
class DecidedOnYourReport(ZaakDecided):
    """For who reported it (DSA, art. 16)."""

    key = "zaak.reported"
    label = "Er is besloten over iets wat jij meldde"
    audience = "Wie het meldde"
    always = "zo weet je wat er met je melding gebeurde"
    template = "communities/mail/melding_besluit"

    def recipients(self, event: MessageEvent) -> QuerySet[Deelnemer]:
        """Return everybody who reported it; after that only when the outcome changed."""
        zaak: Any = event.subject
        if event.data.get("again") and not event.data.get("changed"):
            return Deelnemer.objects.none()
        return Deelnemer.objects.active().filter(pk__in=zaak.meldingen.values("reported_by"))

    def dedupe_key(self, event: MessageEvent, person_id: int) -> str:
        """Once for a decision and a person."""
        return f"mbe:{event.pk}:{person_id}"


@register
class DecidedOnYourText(ZaakDecided):
    """For who wrote it, when it was taken away or came back (DSA, art. 17)."""

    key = "zaak.written"
    label = "Iets wat jij schreef is weggehaald of teruggezet"
    audience = "Wie het schreef"
    always = "zo weet je waarom, en wat je kunt doen"
    template = "communities/mail/melding_gevolg"

    def recipients(self, event: MessageEvent) -> QuerySet[Deelnemer]:
        """Return the author; of a text that stood all the time nobody."""
        zaak: Any = event.subject
        stood = event.data["outcome"] == MeldingState.KEPT and not zaak.was_removed
        people = Deelnemer.objects.active().filter(pk=zaak.author_id)
        return people.none() if stood else people

    def dedupe_key(self, event: MessageEvent, person_id: int) -> str:
        """Once for a decision and a person."""
        return f"mge:{event.pk}:{person_id}"
