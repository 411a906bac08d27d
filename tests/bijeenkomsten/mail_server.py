"""A mail server inside the process, whose moods a test decides; it keeps what it accepted."""

import smtplib
from collections.abc import Callable
from enum import StrEnum
from typing import Any, ClassVar

from django.core.mail.backends.base import BaseEmailBackend


class Mood(StrEnum):
    """What happens to the next mail."""

    ACCEPTS = "250"
    LATER = "451 of the recipient"
    UNKNOWN = "550 of the recipient"
    REFUSED = "554 after the data"
    FULL = "421 after the data"
    CLOSED = "no connection"
    DROPPED = "the line drops, nothing was accepted"
    LOST = "the line drops, the mail was accepted"
    KILLED = "the sender dies, nothing was accepted"
    KILLED_LATE = "the sender dies, the mail was accepted"


class KilledError(BaseException):
    """The sender dies here; nothing in it may catch this."""


ERRORS: dict[Mood, Callable[[str], BaseException]] = {
    Mood.LATER: lambda to: smtplib.SMTPRecipientsRefused({to: (451, b"4.2.0 later")}),
    Mood.UNKNOWN: lambda to: smtplib.SMTPRecipientsRefused({to: (550, b"5.1.1 unknown")}),
    Mood.REFUSED: lambda to: smtplib.SMTPDataError(554, b"5.6.0 no"),
    Mood.FULL: lambda to: smtplib.SMTPDataError(421, b"4.3.2 busy"),
    Mood.DROPPED: lambda to: smtplib.SMTPServerDisconnected("gone"),
    Mood.LOST: lambda to: smtplib.SMTPServerDisconnected("gone"),
    Mood.KILLED: lambda to: KilledError(),
    Mood.KILLED_LATE: lambda to: KilledError(),
}
ACCEPTED = {Mood.ACCEPTS, Mood.LOST, Mood.KILLED_LATE}


class MailServer(BaseEmailBackend):
    """Takes a mood for each mail, and looks at what it accepts at that very moment."""

    moods: ClassVar[list[Mood]] = []
    look: ClassVar[Callable[[Any], None]] = staticmethod(lambda mail: None)

    def open(self) -> bool:
        """Take a connection, or refuse it."""
        if self.moods and self.moods[0] == Mood.CLOSED:
            self.moods.pop(0)
            raise ConnectionRefusedError
        return True

    def send_messages(self, email_messages: Any) -> int:
        """Take one mail."""
        [mail] = email_messages
        mail.message()
        mood = self.moods.pop(0) if self.moods else Mood.ACCEPTS
        if mood in ACCEPTED | {Mood.CLOSED}:
            type(self).look(mail)
        if mood in ERRORS:
            raise ERRORS[mood](mail.to[0])
        return 1
