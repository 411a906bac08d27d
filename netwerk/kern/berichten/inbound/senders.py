"""From whom a mail is, and whether a person wrote it or a program."""

import re
from typing import Any
from urllib.parse import urlsplit

from allauth.account.models import EmailAddress
from django.conf import settings

from netwerk.kern.berichten.inbound.handlers import Result
from netwerk.kern.berichten.inbound.letter import Letter
from netwerk.kern.berichten.models import Outcome

PRECEDENCE = {"bulk", "junk", "list", "auto_reply", "auto-reply"}
PROGRAMS = ("X-Autoreply", "X-Autorespond", "X-Autoresponder", "List-Id", "X-Loop")
AWAY = re.compile(
    r"^(?:afwezig\b|automatisch antwoord|automatische reactie|afwezigheidsbericht"
    r"|out of (?:the )?office|automatic reply|auto(?:matic)?[- ]?(?:reply|response)"
    r"|abwesenheit|automatische antwort|r[ée]ponse automatique)",
    re.IGNORECASE,
)


def stop_reason(letter: Letter) -> str:
    """Return why this mail is not answered or used: a program sent it (RFC 3834); or ""."""
    submitted = letter.header("Auto-Submitted").lower()
    if submitted and not submitted.startswith("no"):
        return "een automatisch bericht"
    if letter.header("Precedence").lower() in PRECEDENCE:
        return "een bericht aan velen of van een programma"
    if any(letter.has(name) for name in PROGRAMS):
        return "een bericht van een programma of een lijst"
    if letter.has("Return-Path") and letter.header("Return-Path") in {"", "<>"}:
        return "een bericht zonder afzender"
    if letter.message.get_content_type() == "multipart/report":
        return "een bericht over de bezorging"
    if AWAY.match(letter.header("Subject")):
        return "een afwezigheidsbericht"
    host = urlsplit(settings.SITE_URL).hostname or ""
    if letter.header("Message-ID").rstrip(">").lower().endswith(f"@{host}"):
        return "een bericht van onszelf"
    return ""


def own_addresses(person: Any) -> set[str]:
    """Return the addresses, in small letters, that surely belong to this person."""
    verified = EmailAddress.objects.filter(user=person, verified=True)
    return {
        person.email.lower(),
        *(each.lower() for each in verified.values_list("email", flat=True)),
    }


def stranger(letter: Letter, person: Any) -> Result | None:
    """Return the refusal of a mail that is not from this person; nobody hears of it.

    Who answers somebody else's mail knows nothing of the account, and must not learn anything.
    """
    senders = letter.senders()
    if len(senders) != 1 or senders[0] not in own_addresses(person):
        return Result(Outcome.REFUSED, "de afzender is niet de persoon van dit adres")
    if not person.is_active:
        return Result(Outcome.REFUSED, "het account staat uit", person)
    return None
