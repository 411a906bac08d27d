"""The consent of the organisation described: the question, the answer, and what follows from it.

The contact has no account. What they wrote with the answer stands on the page of the casus, not
in a mail.
"""

from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from casussen.enums import CasusRole, ConsentState, RequestState
from casussen.models import Casus, Toestemming
from casussen.openbaar import public_mark
from casussen.services import consent as services
from communities.enums import Visibility
from communities.models import Deelnemer
from communities.sharing import organisers_of
from netwerk.kern.berichten.models import Delivery, Frequency, Lane, MessageEvent, State
from netwerk.kern.berichten.registry import (
    Addressee,
    AddressMessage,
    Group,
    Message,
    OnDoubt,
    every_round,
    register,
)

WORTH_TELLING = timedelta(days=14)
NOTHING_LEFT = "Hij was al openbaar, en blijft dat. Je hoeft niets te doen."
WAIT = "Nu kijkt nog iemand van het netwerk mee. Daarna kan hij openbaar."
ASK_NOW = "Vraag nu iemand om mee te kijken, dan kan hij openbaar."


class ContactMessage(AddressMessage):
    """What the messages to the contact share."""

    group = Group.CASUSSEN
    lane = Lane.URGENT
    on_doubt = OnDoubt.RESEND
    from_person = True

    def addressee(self, delivery: Delivery, subject: Any) -> Addressee | None:
        """Return the address of the row, which stands there only."""
        return Addressee(subject.contact_email, subject.contact_name, subject.contact_name)

    def example(self) -> dict[str, Any]:
        """A municipality about a bus."""
        return _to_contact(
            SimpleNamespace(
                contact_name="Noor Haverkamp",
                contact_role="",
                asked_by=SimpleNamespace(get_full_name=lambda: "Dana de Boer"),
                casus=SimpleNamespace(
                    title="De bus die bleef rijden",
                    organisatie=SimpleNamespace(name="Gemeente Veldhage"),
                ),
                note="We spraken elkaar in maart. Kijk vooral naar het deel over de kosten.",
                expires_at=timezone.now() + services.VALID_FOR,
            ),
            "voorbeeld",
        )


def _to_contact(row: Any, token: str) -> dict[str, Any]:
    path = reverse("casussen:consent_answer", args=[token])
    return {
        "name": row.contact_name,
        "author": row.asked_by.get_full_name(),
        "title": row.casus.title,
        "organisatie": row.casus.organisatie.name,
        "note": row.note,
        "note_quoted": "\n".join(f"> {line}" for line in row.note.splitlines()),
        "expires_at": row.expires_at,
        "url": f"{settings.SITE_URL}{path}",
    }


@register
class ConsentAsked(ContactMessage):
    """May everybody read this about your organisation?"""

    key = "toestemming.asked"
    label = "Iemand vraagt of een casus over je organisatie openbaar mag"
    audience = "De contactpersoon van de organisatie, ook zonder account"
    always = "een casus over je organisatie wordt pas openbaar als jij dat goed vindt"
    follows = services.ASKED
    template = "casussen/mail/toestemming_gevraagd"

    def dedupe_key(self, event: MessageEvent, person_id: int) -> str:
        """Once each time that a writer sends it."""
        return f"tsg:{event.object_id}:{event.data['times']}"

    def expires_at(self, event: MessageEvent) -> datetime:
        """As long as the question is valid."""
        return event.created_at + services.VALID_FOR

    def reason_to_drop(self, delivery: Delivery, subject: Any) -> str:
        """What was answered or taken back is not asked, nor what was mailed anew since."""
        if subject.state != ConsentState.OPEN or not services.is_usable(subject):
            return "de vraag is al beantwoord of teruggenomen"
        if subject.times_sent != delivery.data["times"]:
            return "de vraag is opnieuw verstuurd"
        return ""

    def not_sent(self, delivery: Delivery) -> None:
        """Show the writers that the mail came back."""
        if delivery.state == State.BOUNCED:
            services.note_came_back(pk=delivery.event.object_id, times=delivery.data["times"])

    def context(self, delivery: Delivery, subject: Any) -> dict[str, Any]:
        """Return who asks, about what, and the page; the note is text of the writer."""
        answered = Toestemming.objects.filter(
            casus=subject.casus_id,
            contact_email__iexact=subject.contact_email,
            answered_at__isnull=False,
        )
        shown = _to_contact(subject, services.token_of(subject))
        return shown | {"again": answered.exclude(pk=subject.pk).exists()}

    def example(self) -> dict[str, Any]:
        """The first question to somebody."""
        return super().example() | {"again": False}


@register
class ConsentPublished(ContactMessage):
    """Everybody reads it now, and you can still take your consent back."""

    key = "toestemming.published"
    label = "Een casus over je organisatie is openbaar geworden"
    audience = "De contactpersoon die akkoord gaf"
    always = "zo weet je dat iedereen de casus kan lezen"
    follows = services.PUBLISHED
    template = "casussen/mail/toestemming_openbaar"
    from_person = False  # who looked along is a stranger to the contact

    def dedupe_key(self, event: MessageEvent, person_id: int) -> str:
        """Once each time that it becomes public."""
        return f"tso:{event.pk}"

    def expires_at(self, event: MessageEvent) -> datetime:
        """Later it is no news."""
        return event.created_at + WORTH_TELLING

    def reason_to_drop(self, delivery: Delivery, subject: Any) -> str:
        """Only what is public."""
        public = subject.casus.visibility == Visibility.PUBLIC and not subject.casus.deleted_at
        return "" if public else "de casus is niet meer openbaar"

    def context(self, delivery: Delivery, subject: Any) -> dict[str, Any]:
        """Return the casus as everybody reads it, and the page of the contact."""
        public = f"{settings.SITE_URL}{subject.casus.get_absolute_url()}"
        return _to_contact(subject, services.token_of(subject)) | {"public_url": public}

    def example(self) -> dict[str, Any]:
        """The same bus."""
        path = reverse("casussen:detail", args=["voorbeeld"])
        return super().example() | {"public_url": f"{settings.SITE_URL}{path}"}


class ConsentMessage(Message):
    """What the messages to people of the network share; the subject is the casus."""

    group = Group.CASUSSEN
    on_doubt = OnDoubt.RESEND

    def expires_at(self, event: MessageEvent) -> datetime:
        """After two weeks the page itself tells more than an old mail."""
        return event.created_at + WORTH_TELLING

    def row(self, delivery: Delivery) -> Toestemming | None:
        """Return the consent that it is about."""
        return Toestemming.objects.filter(pk=delivery.data["toestemming_id"]).first()

    def context(self, delivery: Delivery, subject: Any) -> dict[str, Any]:
        """Return the casus, who answered, and where the rest stands."""
        row: Any = self.row(delivery)
        return _shown(subject, row.contact_name, granted=row.state == ConsentState.GRANTED)

    def example(self) -> dict[str, Any]:
        """A contact who agrees."""
        casus = SimpleNamespace(title="De bus die bleef rijden", slug="voorbeeld")
        return _shown(casus, "Noor Haverkamp", granted=True)


def _shown(casus: Any, contact: str, *, granted: bool) -> dict[str, Any]:
    path = reverse("casussen:request_publication", args=[casus.slug])
    page = reverse("casussen:detail", args=[casus.slug])
    return {
        "title": casus.title,
        "contact": contact,
        "granted": granted,
        "url": f"{settings.SITE_URL}{path}",
        "page_url": f"{settings.SITE_URL}{page}",
    }


def _writers(casus: Casus) -> Q:
    parts = casus.deelnames.filter(role=CasusRole.CO_AUTHOR).values("deelnemer")
    return Q(pk=casus.casushouder_id) | Q(pk__in=parts)


@register
class ConsentAnswered(ConsentMessage):
    """The contact answered."""

    key = "toestemming.answered"
    label = "De organisatie zegt of jullie casus openbaar mag"
    audience = "Wie aan de casus schrijft"
    always = "het is het antwoord op jullie vraag"
    essential = True
    lane = Lane.URGENT
    follows = services.ANSWERED
    template = "casussen/mail/toestemming_beantwoord"

    def context(self, delivery: Delivery, subject: Any) -> dict[str, Any]:
        """Add what is left to do: nothing, wait for who looks along, or ask somebody."""
        public = subject.visibility == Visibility.PUBLIC
        left = NOTHING_LEFT if public else WAIT if subject.open_request else ASK_NOW
        return super().context(delivery, subject) | {"left": left}

    def example(self) -> dict[str, Any]:
        """Somebody must still look along."""
        return super().example() | {"left": ASK_NOW}

    def recipients(self, event: MessageEvent) -> QuerySet[Deelnemer]:
        """Return the writers."""
        casus: Any = event.subject
        return Deelnemer.objects.active().filter(_writers(casus))

    def dedupe_key(self, event: MessageEvent, person_id: int) -> str:
        """Once for each answer: a contact may change it."""
        return f"tsb:{event.pk}:{person_id}"

    def reason_to_drop(self, delivery: Delivery, subject: Any) -> str:
        """Without an answer there is nothing to tell."""
        row = self.row(delivery)
        return "" if row and row.answered_at else "er is geen antwoord meer"


@register
class ConsentWithdrawn(ConsentMessage):
    """The contact does not agree any more: the casus is public no longer."""

    key = "toestemming.withdrawn"
    label = "Een casus is niet meer openbaar, want de organisatie trok haar akkoord in"
    audience = "Wie aan de casus schrijft, de organisatoren van de community en redacteuren"
    always = "een casus is net van de openbare site gehaald"
    essential = True
    lane = Lane.URGENT
    follows = services.WITHDRAWN
    template = "casussen/mail/toestemming_ingetrokken"

    def context(self, delivery: Delivery, subject: Any) -> dict[str, Any]:
        """Tell writers something else than who keeps watch, and lead them to the answer."""
        shown = super().context(delivery, subject)
        writes = Deelnemer.objects.filter(_writers(subject), pk=delivery.person_id).exists()
        if writes:
            shown["page_url"] = shown["url"]
        return shown | {"writes": writes}

    def example(self) -> dict[str, Any]:
        """Who keeps watch."""
        return super().example() | {"writes": False}

    def recipients(self, event: MessageEvent) -> QuerySet[Deelnemer]:
        """Return who writes it, who organises, and who looks after the handboek."""
        casus: Any = event.subject
        who = _writers(casus) | organisers_of(casus.community_id) | Q(is_redacteur=True)
        return Deelnemer.objects.active().filter(who)

    def dedupe_key(self, event: MessageEvent, person_id: int) -> str:
        """Once each time."""
        return f"tsi:{event.pk}:{person_id}"

    def reason_to_drop(self, delivery: Delivery, subject: Any) -> str:
        """When it is public again, there is nothing to look at."""
        if subject.visibility == Visibility.PUBLIC:
            return "de casus is weer openbaar"
        return "" if self.row(delivery) else "de vraag is er niet meer"


@register
class PublicTextChanged(ConsentMessage):
    """A casus that everybody reads was changed after the consent."""

    key = "casus.public_changed"
    label = "De tekst van een openbare casus is gewijzigd"
    audience = "Wie het laatst meekeek, en de organisatoren van de community"
    moment = "Een uur na de laatste wijziging"
    digestible = True
    frequency = Frequency.DAILY
    follows = services.CHANGED
    template = "casussen/mail/openbaar_gewijzigd"

    def concerns(self, person: Any) -> bool:
        """Only who can look along gets it."""
        return bool(person.is_redacteur or person.is_organiser(*person.roles))

    def recipients(self, event: MessageEvent) -> QuerySet[Deelnemer]:
        """Return who granted it last and the organisers, as far as they do not write it."""
        casus: Any = event.subject
        granted = casus.publicatieverzoeken.filter(state=RequestState.GRANTED)
        last = granted.values_list("decided_by", flat=True).first()
        who = Q(pk=last) | organisers_of(casus.community_id)
        return Deelnemer.objects.active().filter(who).exclude(_writers(casus))

    def dedupe_key(self, event: MessageEvent, person_id: int) -> str:
        """Once for each time that it was noticed."""
        return f"opg:{event.pk}:{person_id}"

    def reason_to_drop(self, delivery: Delivery, subject: Any) -> str:
        """What reads as it was agreed to, or is not public, needs no look."""
        row = self.row(delivery)
        if row is None or subject.visibility != Visibility.PUBLIC:
            return "de casus is niet meer openbaar"
        return "de tekst is weer zoals hij was" if row.text_mark == public_mark(subject) else ""

    def line(self, delivery: Delivery, subject: Any) -> str:
        """Say which."""
        return f"De tekst van “{subject.title}” is gewijzigd"


@every_round
def tell_what_changed() -> None:
    """Notice that public texts changed since the consent."""
    services.notice_changes(timezone.now())
