"""An answer by mail to a message about a post: it becomes a reactie, as if written on the site."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.text import Truncator

from communities.forms import ReactieForm
from communities.models import Deelnemer, Gesprek, Reactie
from communities.notifications import ReactieMessage
from communities.permissions import may_read_about
from communities.services import post_reactie
from netwerk.kern.berichten import tokens
from netwerk.kern.berichten.checks import message_of
from netwerk.kern.berichten.inbound import Letter, RefusalError, Result, register, stop_reason
from netwerk.kern.berichten.inbound.quotes import answer_in
from netwerk.kern.berichten.inbound.senders import stranger
from netwerk.kern.berichten.models import Delivery, InboundMail, Outcome
from netwerk.kern.policy import allowed

MOST_PER_HOUR = 20
KEPT = 50_000  # characters of what could not be placed
TOO_MANY = (
    "Je mailde meer dan 20 antwoorden in een uur. Plaats je reactie op de site, of mail straks "
    "nog eens."
)
UNREADABLE = "Je kunt dit gesprek niet meer lezen. Daarom is je reactie niet geplaatst."
NOT_YOURS = "Je kunt in dit gesprek geen reacties meer plaatsen."
CLOSED = "Dit gesprek is gesloten. Je kunt er niet meer op reageren."
EMPTY = (
    "We vonden geen antwoord in je mail. Typ je antwoord boven de regel waarmee onze mail begint, "
    "of plaats je reactie op de site."
)
ONLY_FILES = "In je mail zaten alleen bijlagen. Die kunnen we niet plaatsen."
WITHOUT_FILES = (
    "Je reactie is geplaatst. Bijlagen uit een mail kunnen we niet plaatsen, die hebben we niet "
    "bewaard."
)


@register(tokens.REPLY)
def place_answer(mail: InboundMail, letter: Letter) -> Result:
    """Act on a mail to the answering address of a delivery."""
    rows = Delivery.objects.select_related("event")
    delivery = rows.filter(pk=mail.number or 0).first()
    if delivery is None or not isinstance(message_of(delivery), ReactieMessage):
        return Result(Outcome.REFUSED, "bij dit adres hoort geen gesprek")
    reason = stop_reason(letter)
    if reason:
        return Result(Outcome.IGNORED, reason)
    # One answer of a person at a time, so that counting them is exact.
    person = Deelnemer.objects.select_for_update(no_key=True).get(pk=delivery.person_id)
    refused = stranger(letter, person)
    if refused is not None:
        return refused
    text = letter.text()
    words = answer_in(text)
    try:
        return _place(person, delivery, letter, words)
    except RefusalError as error:
        tell = None if str(error) == TOO_MANY and _was_told(person) else error.tell
        kept = (words or text)[:KEPT].strip()
        return Result(Outcome.REFUSED, str(error), person, kept, tell)


def _place(person: Deelnemer, delivery: Delivery, letter: Letter, words: str) -> Result:
    if _handled(person).exclude(reason=TOO_MANY).count() >= MOST_PER_HOUR:
        raise RefusalError(TOO_MANY)
    place = _place_of(person, delivery)
    files = letter.has_attachments()
    if not words:
        raise place.refusal(ONLY_FILES if files and not letter.text().strip() else EMPTY)
    typed = {"body": words, "parent": place.reactie.pk}
    form = ReactieForm(typed, gesprek=place.talk, user=person)
    if not form.is_valid():
        raise place.refusal(str(next(iter(form.errors.values()))[0]))
    try:
        post_reactie(
            actor=person,
            subject=place.subject,
            body=form.cleaned_data["body"],
            parent=form.cleaned_data["parent"],
        )
    except ValidationError as error:
        raise place.refusal(error.messages[0]) from error
    notes = [WITHOUT_FILES] if files else []
    if form.warnings:
        notes = [*(notes or ["Je reactie is geplaatst."]), *form.warnings]
    if notes:
        tell = place.refusal("").tell | {"placed": True}
        return Result(Outcome.DONE, Truncator(" ".join(notes)).chars(200), person, tell=tell)
    return Result(Outcome.DONE, "geplaatst als reactie", person)


@dataclass
class Place:
    """Where an answer belongs."""

    reactie: Reactie
    subject: Any
    talk: Gesprek

    def refusal(self, reason: str) -> RefusalError:
        """Return the refusal of an answer to somebody who may read the conversation."""
        return RefusalError(reason, url=self.reactie.get_absolute_url(), about=self.subject)


def _place_of(person: Deelnemer, delivery: Delivery) -> Place:
    """Return where the answer belongs; raises RefusalError for who has no place there."""
    rows = Reactie.objects.visible_to(person).select_related("gesprek")
    reactie = rows.filter(pk=delivery.data.get("reactie_id")).first()
    subject = reactie.gesprek.subject if reactie else None
    if reactie is None or subject is None or not may_read_about(person, subject):
        raise RefusalError(UNREADABLE)
    place = Place(reactie, subject, Gesprek.about(subject))
    if place.talk.closed_at:
        raise place.refusal(CLOSED)
    if not allowed(person, "communities.add_reactie", place.talk):
        raise place.refusal(NOT_YOURS)
    return place


def _handled(person: Deelnemer) -> Any:
    """Return the answers of the last hour that were placed or sent back to this person."""
    since = timezone.now() - timedelta(hours=1)
    rows = InboundMail.objects.filter(person=person, purpose=tokens.REPLY)
    return rows.filter(handled_at__gt=since)


def _was_told(person: Deelnemer) -> bool:
    return bool(_handled(person).filter(reason=TOO_MANY).exists())
