"""One class per kind of message: what it says, to whom, when, and what to do on doubt.

Services write a MessageEvent (see services.announce); the planner asks every Message that
follows that kind of event who gets it. The registry also draws the preference page and the
overview of all messages.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import wraps
from typing import Any, ClassVar

from django.conf import settings
from django.db.models import Model, QuerySet
from django.utils import timezone

from netwerk.kern.berichten.models import Delivery, Frequency, Lane, MessageEvent


class OnDoubt(StrEnum):
    """What to do when it is unknown whether the mail server accepted the message."""

    RESEND = "resend"
    STOP = "stop"


class Group(StrEnum):
    """Under which heading a kind of message stands on the preference page."""

    MEETINGS = "Bijeenkomsten"
    CONVERSATIONS = "Gesprekken"
    CASUSSEN = "Casussen"
    HANDBOEK = "Handboek"
    NEWS = "Nieuws"
    ACCOUNT = "Je account"
    OVERVIEWS = "Overzichten"
    BEHEER = "Beheer"


class Message:
    """One kind of message; a subclass per kind stands in an app's notifications.py.

    ``follows`` is the kind of MessageEvent. ``template`` is the stem of ``<stem>.subject.txt``,
    ``<stem>.txt`` and ``<stem>.html``. ``essential`` messages cannot be switched off; the others
    come as often as ``frequency`` says until somebody chooses otherwise, and may wait for an
    overview when they are ``digestible``. ``from_person`` puts the name of who caused it in
    front of "via Netwerk Brede Welvaart". ``audience`` (who gets it) and ``moment`` (when) stand
    in the overview of all messages, ``always`` under a mail that cannot be switched off. A
    ``timeless`` message may be sent by hand after ``expires_at``, if ``reason_to_drop`` agrees.
    While the network is closed (ARCHIVE_MODE) only a kind ``when_closed`` still goes out.
    Of a kind ``in_parts`` the overview shows the parts instead (examples.AccountMail).
    """

    key: ClassVar[str]
    label: ClassVar[str]
    audience: ClassVar[str] = "Wie het aangaat"
    moment: ClassVar[str] = "Meteen"
    always: ClassVar[str] = "zonder deze mail mis je iets wat over jou gaat"
    group: ClassVar[Group]
    follows: ClassVar[str]
    template: ClassVar[str]
    essential: ClassVar[bool] = False
    digestible: ClassVar[bool] = False
    frequency: ClassVar[Frequency] = Frequency.AT_ONCE
    lane: ClassVar[Lane] = Lane.NORMAL
    from_person: ClassVar[bool] = False
    on_doubt: ClassVar[OnDoubt] = OnDoubt.STOP
    timeless: ClassVar[bool] = True
    in_parts: ClassVar[bool] = False
    when_closed: ClassVar[bool] = False

    @property
    def has_appointment(self) -> bool:
        """Say whether an appointment for a calendar can hang on to it."""
        return type(self).calendar is not Message.calendar

    def choices(self) -> list[Frequency]:
        """Return how often it can come; an essential message has no choice."""
        if self.essential:
            return []
        every = [Frequency.AT_ONCE, Frequency.DAILY, Frequency.WEEKLY, Frequency.NEVER]
        return every if self.digestible else [Frequency.AT_ONCE, Frequency.NEVER]

    def concerns(self, person: Any) -> bool:
        """Say whether this person can ever get it, so that the preference page shows it."""
        return True

    def recipients(self, event: MessageEvent) -> QuerySet[Any]:
        """Return the people who get it, as a queryset of Deelnemer."""
        raise NotImplementedError

    def dedupe_key(self, event: MessageEvent, person_id: int) -> str:
        """Return the key that makes a second message impossible (at most 160 characters)."""
        raise NotImplementedError

    def lane_of(self, event: MessageEvent) -> Lane:
        """Return what it goes before; usually the lane of its kind."""
        return self.lane

    def due_at(self, event: MessageEvent) -> datetime:
        """Return the moment (UTC) from which it may be sent; at once unless a class says so."""
        return event.created_at

    def expires_at(self, event: MessageEvent) -> datetime:
        """Return the moment (UTC) after which it makes no sense any more."""
        raise NotImplementedError

    def topics(self, event: MessageEvent) -> list[Model]:
        """Return the things that it is about, which a person can follow or silence.

        The narrowest comes first: a thread, its casus, the community.
        """
        return [] if event.subject is None else [event.subject]

    def data(self, event: MessageEvent) -> dict[str, Any]:
        """Return what the sender needs besides the subject (ids and plain values)."""
        return dict(event.data)

    def reason_to_drop(self, delivery: Delivery, subject: Model) -> str:
        """Return why it must not be sent any more (for the log), or "" to send it.

        Called at the last moment, while the subject's row is locked FOR SHARE.
        """
        return ""

    def context(self, delivery: Delivery, subject: Model) -> dict[str, Any]:
        """Return what the templates show; ``person``, ``subject`` and ``site_url`` are added."""
        return {}

    def line(self, delivery: Delivery, subject: Model) -> str:
        """Return one sentence for an overview, without a full stop; what may be said is context."""
        return self.label

    def example(self) -> dict[str, Any]:
        """Return the context of an invented message, with the keys that ``context`` gives."""
        raise NotImplementedError

    def thread(self, delivery: Delivery, subject: Model) -> str:
        """Return what messages have in common that belong together in a mailbox."""
        return f"{subject._meta.label_lower}:{subject.pk}"

    def reply_to(self, delivery: Delivery, subject: Model) -> str:
        """Return the address for answers, or "" when nobody reads them (see tokens.address)."""
        return ""

    def not_sent(self, delivery: Delivery) -> None:
        """Put right what waits for this message, when it is dropped, given up or refused."""
        return

    def calendar(self, delivery: Delivery, subject: Model) -> tuple[str, bytes] | None:
        """Return (METHOD, iCalendar bytes) for an invitation, or None for plain mail."""
        return None

    def before_sending(self, delivery: Delivery, subject: Model) -> None:
        """Write down what follows from sending, in the transaction that marks it as sending.

        From that moment on the message may have arrived, whatever happens next.
        """
        return


@dataclass(frozen=True)
class Addressee:
    """Somebody without an account, as a mail needs them."""

    email: str
    first_name: str = ""
    full_name: str = ""

    def get_full_name(self) -> str:
        """Return the name, or the address of who gave no name."""
        return self.full_name or self.email


class AddressMessage(Message):
    """A message to addresses that have no account: an invitation, a code, news.

    ``addressees`` gives the ids of the rows that hold the addresses; nothing else stores them.
    Nobody without an account has preferences, so it leaves no choice; what people can stop
    (news) gives a ``leave_url``. It may be about something that is not a public page.
    """

    essential = True
    follows: ClassVar[str]

    def concerns(self, person: Any) -> bool:
        """Keep it off the preference page."""
        return False

    def recipients(self, event: MessageEvent) -> QuerySet[Any]:
        """Refuse: it has no people."""
        raise TypeError(f"{self.key} goes to addresses, not to people.")

    def addressees(self, event: MessageEvent) -> QuerySet[Any]:
        """Return the rows that hold the addresses; the row of the event itself, if it is one."""
        model: Any = type(event.subject)
        rows: QuerySet[Any] = model._default_manager.filter(pk=event.object_id)
        return rows

    def addressee(self, delivery: Delivery, subject: Model) -> Any:
        """Return to whom it goes, as it is now; None when the address is gone.

        That is an ``Addressee``, or a row with the same ``email`` and names.
        """
        raise NotImplementedError

    def leave_url(self, delivery: Delivery) -> str:
        """Return the page on which one can stop it with one POST (RFC 8058), or ""."""
        return ""


Clock = Callable[[], None]
MINUTE = 60.0  # seconds
GLANCE = 1.0  # seconds that a clock may work in a round: mail waits as long for it
_messages: dict[str, Message] = {}
_clocks: list[Clock] = []
_when_closed: set[Clock] = set()


def register(message_class: type[Message]) -> type[Message]:
    """Make a kind of message known (a class decorator)."""
    if message_class.key in _messages:
        raise ValueError(f"Message {message_class.key} is registered twice.")
    _messages[message_class.key] = message_class()
    return message_class


def every_round(clock: Clock) -> Clock:
    """Run a function before every planning; it announces what only time makes true.

    Two schedulers may run it at once, so it must see to it that nothing is announced twice. One
    that does more than announce (it goes on with an import or a copy) stops after ``GLANCE``;
    where it calls ``wake`` the next round follows at once.
    """
    _clocks.append(clock)
    return clock


def when_closed(clock: Clock) -> Clock:
    """Let a clock run while the network is closed too: it cleans up, and tells nobody."""
    _when_closed.add(clock)
    return clock


def once_a_minute(look: Callable[[datetime], None]) -> Callable[[datetime], None]:
    """Call a function with the time (UTC) once a minute in each process that sends.

    Also while the network is closed.
    """
    looked = -MINUTE  # by the clock of this process

    @wraps(look)
    def clock() -> None:
        nonlocal looked
        if time.monotonic() - looked >= MINUTE:
            looked = time.monotonic()
            look(timezone.now())

    when_closed(every_round(clock))
    return look


def all_clocks() -> list[Clock]:
    """Return the functions that run before every planning."""
    return [clock for clock in _clocks if not settings.ARCHIVE_MODE or clock in _when_closed]


def get(key: str) -> Message:
    """Return the message of this key; KeyError when there is none."""
    return _messages[key]


def label_of(key: str) -> str:
    """Return what a kind is called; the key itself when there is no such kind any more."""
    return str(_messages[key].label) if key in _messages else key


def following(event_kind: str) -> list[Message]:
    """Return the messages that follow a kind of event."""
    return [message for message in all_messages() if message.follows == event_kind]


def all_messages() -> list[Message]:
    """Return every message, in order of key."""
    return [_messages[key] for key in sorted(_messages)]
