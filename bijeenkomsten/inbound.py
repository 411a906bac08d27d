"""The answer of a calendar to an invitation (iTIP REPLY, RFC 5546) changes the sign-up.

It changes what stands, and nothing else: an answer that stands already sends no mail, so two
programs cannot keep each other busy.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone
from icalendar import Calendar

from bijeenkomsten import kalender, services
from bijeenkomsten.enums import Answer
from bijeenkomsten.models import Aanmelding, Bijeenkomst
from bijeenkomsten.services.locking import lock
from communities.models import Deelnemer
from netwerk.kern.berichten import tokens
from netwerk.kern.berichten.inbound import Letter, RefusalError, Result, register
from netwerk.kern.berichten.inbound.letter import content, filename
from netwerk.kern.berichten.inbound.senders import own_addresses, stranger
from netwerk.kern.berichten.models import InboundMail, Outcome
from netwerk.kern.policy import allowed

ANSWERS = {"ACCEPTED": Answer.YES, "DECLINED": Answer.NO, "TENTATIVE": Answer.MAYBE}
LARGEST = 200_000  # characters of a calendar; ours has about 2,000
MOST_PER_HOUR = 20  # of one person, so that a program gone mad sends no more mail than that
TOO_MANY = (
    "Je agenda stuurde meer dan 20 antwoorden in een uur. Geef je antwoord op de site, of probeer "
    "het straks nog eens."
)
NO_RIGHT = "Je kunt deze bijeenkomst niet meer zien. Je antwoord is niet verwerkt."


@dataclass
class Reply:
    """What a calendar says: to which appointment, in which version, by whom."""

    uid: str
    sequence: int
    answers: dict[str, str]  # PARTSTAT of each attendee, by address in small letters


@register(tokens.CALENDAR)
def take_reply(mail: InboundMail, letter: Letter) -> Result:
    """Act on a mail to the calendar address of a sign-up."""
    rows = Aanmelding.objects.select_related("bijeenkomst", "gast")
    mine = rows.filter(pk=mail.number or 0).first()
    if mine is None:
        return Result(Outcome.REFUSED, "bij dit adres hoort geen aanmelding")
    reply = read_reply(letter)
    if reply is None:
        return Result(Outcome.IGNORED, "er zit geen antwoord van een agenda in")
    person = Deelnemer.objects.filter(pk=mine.deelnemer_id).first()  # None: a guest
    refused = stranger(letter, person) if person else _other_than(mine.who, letter)
    if refused is not None:
        return refused
    own = own_addresses(person) if person else {mine.who.email.lower()}
    said = [status for address, status in reply.answers.items() if address in own]
    if not said:
        return Result(Outcome.REFUSED, "het antwoord is van een andere deelnemer")
    mine.bijeenkomst = lock(mine.bijeenkomst)  # from here on no other answer or change crosses
    mine.refresh_from_db(fields=["answer", "needs"])
    answer = ANSWERS.get(said[0])
    reason = _reason_to_ignore(mine, reply, answer)
    if reason or answer is None:
        return Result(Outcome.IGNORED, reason, person)
    handled = _handled(person, mine)
    if handled.exclude(reason=TOO_MANY).count() >= MOST_PER_HOUR:
        tell = None if handled.filter(reason=TOO_MANY).exists() else RefusalError(TOO_MANY).tell
        return _refused(TOO_MANY, person, tell=tell)
    try:
        return _answer(person, mine, answer)
    except RefusalError as error:
        words = f"Je antwoord uit je agenda: {answer.label}"
        return _refused(str(error), person, words, error.tell)


def _other_than(guest: Any, letter: Letter) -> Result | None:
    """Return the refusal of a mail that is not from this guest; nobody hears of it."""
    if letter.senders() == [guest.email.lower()]:
        return None
    return Result(Outcome.REFUSED, "de afzender is niet de gast van dit adres")


def _refused(
    reason: str, person: Deelnemer | None, words: str = "", tell: dict[str, Any] | None = None
) -> Result:
    """Refuse; a guest has no account to tell it to, and finds the truth on their own page."""
    if person is None:
        return Result(Outcome.REFUSED, reason)
    return Result(Outcome.REFUSED, reason, person, words, tell)


def _handled(person: Deelnemer | None, mine: Aanmelding) -> Any:
    """Return the answers of the last hour that changed something or were sent back."""
    since = timezone.now() - timedelta(hours=1)
    rows = InboundMail.objects.filter(purpose=tokens.CALENDAR)
    rows = rows.filter(person=person) if person else rows.filter(number=mine.pk)
    return rows.filter(handled_at__gt=since, outcome__in=[Outcome.DONE, Outcome.REFUSED])


def _reason_to_ignore(mine: Aanmelding, reply: Reply, answer: Answer | None) -> str:
    meeting = mine.bijeenkomst
    if reply.uid != f"{meeting.uid}@{urlsplit(settings.SITE_URL).hostname}":
        return "het antwoord gaat over een andere afspraak"
    if answer is None:
        return "geen ja, nee of misschien"
    if kalender.meeting_sequence(reply.sequence) < meeting.sequence:
        return "verouderd: de bijeenkomst is daarna gewijzigd"
    if meeting.is_cancelled:
        return "de bijeenkomst gaat niet door"
    return "stond al zo" if mine.answer == answer else ""


def _answer(person: Deelnemer | None, mine: Aanmelding, answer: Answer) -> Result:
    meeting: Bijeenkomst = mine.bijeenkomst
    if person and not allowed(person, "bijeenkomsten.register", meeting):
        raise RefusalError(NO_RIGHT)
    try:
        if mine.gast:
            services.answer_as_guest(gast=mine.gast, answer=answer, needs=mine.needs)
        else:
            services.answer(actor=person, bijeenkomst=meeting, answer=answer, needs=mine.needs)
    except services.BijeenkomstError as error:
        raise RefusalError(str(error), url=meeting.get_absolute_url(), about=meeting) from error
    return Result(Outcome.DONE, f"antwoord van een agenda: {answer.label}", person)


def read_reply(letter: Letter) -> Reply | None:
    """Return the reply in a mail, wherever the program put it; None when there is none."""
    for part in letter.parts():
        named = filename(part).lower().endswith(".ics")
        if part.get_content_type() in {"text/calendar", "application/ics"} or named:
            reply = _parse(content(part)[:LARGEST])
            if reply is not None:
                return reply
    return None


def _parse(text: str) -> Reply | None:
    """Read iCalendar; a library that meets what nobody should write may raise anything."""
    try:
        calendar: Any = Calendar.from_ical(text)
        if str(calendar.get("METHOD", "")).upper() != "REPLY":
            return None
        [event] = calendar.walk("VEVENT")
        attendees = event.get("ATTENDEE", [])
        return Reply(
            uid=str(event.get("UID", "")),
            sequence=int(event.get("SEQUENCE", 0)),
            answers=_answers(attendees if isinstance(attendees, list) else [attendees]),
        )
    except (ValueError, LookupError, AttributeError, TypeError, ArithmeticError):
        return None


def _answers(attendees: list[Any]) -> dict[str, str]:
    """Return what each attendee says; some programs give the address as EMAIL."""
    said = {}
    for attendee in attendees:
        status = str(attendee.params.get("PARTSTAT", "")).upper()
        for address in (str(attendee), str(attendee.params.get("EMAIL", ""))):
            said[address.lower().removeprefix("mailto:").strip()] = status
    said.pop("", None)
    return said
