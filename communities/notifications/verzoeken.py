"""A request to join: is this your address, somebody asks, and the answer."""

from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

from django.conf import settings
from django.db.models import Model, QuerySet
from django.urls import reverse

from communities.enums import RequestState
from communities.models import Deelnemer, Lidmaatschapsverzoek
from communities.services import verzoeken as services
from communities.sharing import organisers_of
from netwerk.kern.berichten import tokens
from netwerk.kern.berichten.models import Delivery, Lane, MessageEvent
from netwerk.kern.berichten.registry import (
    Addressee,
    AddressMessage,
    Group,
    Message,
    OnDoubt,
    register,
)

CONFIRM_LINK = "verzoek"  # what the token in the mail is for
WEEK, MONTH = timedelta(days=7), timedelta(days=30)


@register
class VerzoekConfirm(AddressMessage):
    """Is this your address? Without a word of what was typed: anybody could mail others so."""

    key = "verzoek.confirm"
    label = "Iemand vulde je adres in om mee te doen"
    audience = "Wie vraagt om mee te doen en nog geen account heeft"
    always = "zonder deze mail kun je niet meedoen"
    group = Group.ACCOUNT
    lane = Lane.URGENT
    follows = services.CONFIRM
    template = "communities/mail/verzoek_bevestigen"
    on_doubt = OnDoubt.RESEND

    def addressee(self, delivery: Delivery, subject: Any) -> Addressee | None:
        """Return the address that was filled in; no name, for anything may stand there."""
        return Addressee(subject.email)

    def dedupe_key(self, event: MessageEvent, person_id: int) -> str:
        """Once for a request."""
        return f"vzc:{event.object_id}"

    def expires_at(self, event: MessageEvent) -> datetime:
        """After a week the request is forgotten."""
        return event.created_at + WEEK

    def reason_to_drop(self, delivery: Delivery, subject: Any) -> str:
        """Who confirmed already need not do so again."""
        return "" if subject.state == RequestState.UNCONFIRMED else "het adres is al bevestigd"

    def context(self, delivery: Delivery, subject: Any) -> dict[str, Any]:
        """Return the link that leads to the button."""
        return _confirm(subject.community.name, tokens.link_token(CONFIRM_LINK, subject.pk))

    def example(self) -> dict[str, Any]:
        """Return a link that does nothing."""
        return _confirm("Bewoners in beeld", "voorbeeld")


def _confirm(community: str, token: str) -> dict[str, Any]:
    path = reverse("communities:meedoen_bevestig", args=[token])
    return {"community": community, "url": f"{settings.SITE_URL}{path}"}


class AboutVerzoek(Message):
    """What people hear about a request; its subject is the community."""

    group = Group.ACCOUNT
    on_doubt = OnDoubt.RESEND

    def topics(self, event: MessageEvent) -> list[Model]:
        """It is no news of the community, so silence there leaves it alone."""
        return []

    def expires_at(self, event: MessageEvent) -> datetime:
        """It is worth knowing for a month."""
        return event.created_at + MONTH


@register
class VerzoekKnown(AboutVerzoek):
    """You asked to join with the form for who has no account, and you have one."""

    key = "verzoek.known"
    label = "Iemand vulde je adres in om mee te doen, en je hebt al een account"
    audience = "Wie vraagt om mee te doen en al een account heeft"
    always = "zo weet je hoe je wel kunt meedoen"
    lane = Lane.URGENT
    follows = services.KNOWN
    template = "communities/mail/verzoek_bekend"
    essential = True

    def recipients(self, event: MessageEvent) -> QuerySet[Deelnemer]:
        """Return whose address it is."""
        return Deelnemer.objects.active().filter(pk=event.data["person_id"])

    def dedupe_key(self, event: MessageEvent, person_id: int) -> str:
        """Once each time that somebody asks."""
        return f"vzk:{event.pk}:{person_id}"

    def expires_at(self, event: MessageEvent) -> datetime:
        """As long as the other mail that may come of the form."""
        return event.created_at + WEEK

    def thread(self, delivery: Delivery, subject: Any) -> str:
        """It belongs to nothing that was mailed before."""
        return ""

    def context(self, delivery: Delivery, subject: Any) -> dict[str, Any]:
        """Return where to ask."""
        return _known(subject.name, subject.slug)

    def example(self) -> dict[str, Any]:
        """Return the same."""
        return _known("Bewoners in beeld", "bewoners-in-beeld")


def _known(community: str, slug: str) -> dict[str, Any]:
    path = reverse("communities:verzoek_doen", args=[slug])
    login = reverse("account_login")
    return {"community": community, "url": f"{settings.SITE_URL}{login}?next={path}"}


class AboutOneVerzoek(AboutVerzoek):
    """About a request that stands in the queue."""

    def row(self, delivery: Delivery) -> Lidmaatschapsverzoek | None:
        """Return the request."""
        rows = Lidmaatschapsverzoek.objects.select_related("deelnemer", "decided_by")
        return rows.filter(pk=delivery.data["verzoek_id"]).first()

    def thread(self, delivery: Delivery, subject: Any) -> str:
        """Keep what is about one request together."""
        return f"communities.verzoek:{delivery.data['verzoek_id']}"


@register
class VerzoekAsked(AboutOneVerzoek):
    """Somebody wants to join: an organiser decides."""

    key = "verzoek.asked"
    label = "Iemand vraagt om mee te doen"
    audience = "De organisatoren van de community; is er geen, dan elke beheerder"
    follows = services.ASKED
    template = "communities/mail/verzoek_gedaan"

    def concerns(self, person: Any) -> bool:
        """Only who decides gets it."""
        return bool(person.is_beheerder or person.is_organiser(*person.roles))

    def recipients(self, event: MessageEvent) -> QuerySet[Deelnemer]:
        """Return who decides, but for who asks."""
        people = Deelnemer.objects.active().exclude(pk=event.actor_id)
        organisers = people.filter(organisers_of(event.object_id))
        return organisers if organisers.exists() else people.filter(is_beheerder=True)

    def dedupe_key(self, event: MessageEvent, person_id: int) -> str:
        """Once for a request."""
        return f"vza:{event.data['verzoek_id']}:{person_id}"

    def reason_to_drop(self, delivery: Delivery, subject: Any) -> str:
        """What is answered needs nobody any more."""
        row = self.row(delivery)
        waits = row is not None and row.state == RequestState.WAITING
        return "" if waits else "het verzoek wacht niet meer"

    def context(self, delivery: Delivery, subject: Any) -> dict[str, Any]:
        """Return who asks, and where to answer."""
        return _asked(self.row(delivery), subject.name, subject.slug)

    def example(self) -> dict[str, Any]:
        """Somebody of a municipality asks."""
        row = SimpleNamespace(
            pk=1,
            get_full_name=lambda: "Sam Pieters",
            organisation_name="Gemeente Veldhage",
            job_title="beleidsadviseur",
        )
        return _asked(row, "Bewoners in beeld", "bewoners-in-beeld")


def _asked(row: Any, community: str, slug: str) -> dict[str, Any]:
    path = reverse("communities:verzoek", args=[slug, row.pk])
    return {
        "who": row.get_full_name(),
        "work": ", ".join(part for part in (row.job_title, row.organisation_name) if part),
        "community": community,
        "url": f"{settings.SITE_URL}{path}",
    }


@register
class VerzoekDecided(AboutOneVerzoek):
    """You can join, or not now and why."""

    key = "verzoek.decided"
    label = "Er is een antwoord op je verzoek om mee te doen"
    audience = "Wie vroeg om mee te doen"
    always = "het is het antwoord op jouw vraag"
    lane = Lane.URGENT
    follows = services.DECIDED
    template = "communities/mail/verzoek_antwoord"
    essential = True

    def recipients(self, event: MessageEvent) -> QuerySet[Deelnemer]:
        """Return who asked."""
        rows = Lidmaatschapsverzoek.objects.filter(pk=event.data["verzoek_id"])
        return Deelnemer.objects.active().filter(pk__in=rows.values("deelnemer"))

    def dedupe_key(self, event: MessageEvent, person_id: int) -> str:
        """Once for a request."""
        return f"vzd:{event.data['verzoek_id']}:{person_id}"

    def reason_to_drop(self, delivery: Delivery, subject: Any) -> str:
        """A request that is gone has no answer."""
        return "" if self.row(delivery) else "het verzoek is er niet meer"

    def context(self, delivery: Delivery, subject: Any) -> dict[str, Any]:
        """Return the answer, and what can be done next."""
        row: Any = self.row(delivery)
        approved = row.state == RequestState.APPROVED
        day = services.may_ask_from(row)
        return _answer(subject.name, subject.slug, approved, row.reason, row.decided_by, day)

    def example(self) -> dict[str, Any]:
        """Welcome."""
        hanneke = SimpleNamespace(get_full_name=lambda: "Hanneke Wiersma")
        words = "Fijn dat je erbij bent."
        return _answer("Bewoners in beeld", "bewoners-in-beeld", True, words, hanneke, None)


def _answer(
    community: str, slug: str, approved: bool, reason: str, by: Any, again_from: Any
) -> dict[str, Any]:
    name = "inside" if approved else "list"
    path = reverse(f"communities:{name}", args=[slug] if approved else [])
    return {
        "community": community,
        "approved": approved,
        "reason": reason,
        "reason_quoted": "\n".join(f"> {line}" for line in reason.splitlines()),
        "by": by.get_full_name() if by else "",
        "again_from": again_from,
        "url": f"{settings.SITE_URL}{path}",
    }
