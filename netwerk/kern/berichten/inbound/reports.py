"""What a mail server says about a mail that it could not deliver (RFC 3464), or tries to say."""

import re
from dataclasses import dataclass, field
from email.message import EmailMessage
from typing import Any

from netwerk.kern.berichten.inbound.letter import Letter

FAILURE_CODE = re.compile(r"(?<![\d.])([45]\.\d{1,3}\.\d{1,3})(?!\.?\d)")
LOCAL_FAILURE = re.compile(r"^(?:mailer-daemon|postmaster|microsoftexchange[0-9a-f]*)@")
FAILURE = re.compile(
    r"undeliver|onbestelbaar|niet bezorgd|returned mail|failure notice|delivery (?:has )?failed"
    r"|mail delivery failed|delivery status notification \(failure\)|delivery failure",
    re.IGNORECASE,
)
ADDRESS = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w.-]{1,254}\w")
DELAY = re.compile(r"delay|warning|vertraagd|\(delay\)|still being retried", re.IGNORECASE)
GENERAL = "5.0.0"  # permanent, without saying why (RFC 3463)
LONGEST_TEXT = 20_000
MOST_GROUPS = 100
FIELDS = ("Action", "Status", "Original-Recipient", "Final-Recipient")


@dataclass
class Report:
    """A mail that did not arrive: ``code`` is an enhanced status code (RFC 3463).

    ``addresses`` are the addresses that it is about, in small letters, as far as it says.
    """

    code: str
    addresses: set[str] = field(default_factory=set)

    @property
    def is_permanent(self) -> bool:
        """Say whether the address itself is to blame, as far as the code tells."""
        return self.code.startswith("5")


def read_report(letter: Letter) -> Report | None:
    """Return what failed; None when the mail reports no failure."""
    statuses = [
        part for part in letter.parts() if part.get_content_type().endswith("delivery-status")
    ]
    if statuses or _is_status_report(letter):
        return _from_fields(statuses)
    if letter.message.get_content_type() == "multipart/report":
        return None  # a receipt that it was read, or a complaint
    return _from_words(letter)


def _is_status_report(letter: Letter) -> bool:
    return "delivery-status" in letter.header("Content-Type").lower()


def _from_fields(statuses: list[EmailMessage]) -> Report | None:
    failed: list[Report] = []
    for fields in (each for status in statuses for each in _blocks(status)):
        if fields.get("action", "").lower() != "failed":
            continue
        code = FAILURE_CODE.search(fields.get("status", ""))
        named = {_address(fields.get(f"{kind}-recipient", "")) for kind in ("original", "final")}
        failed.append(Report(code[1] if code else GENERAL, named - {""}))
    if not failed:
        return None
    return Report(failed[0].code, set().union(*(report.addresses for report in failed)))


def _blocks(status: EmailMessage) -> list[dict[str, str]]:
    """Return the groups of fields; the parser reads each as a message with headers only."""
    children: Any = status.get_payload()
    groups = children if isinstance(children, list) else [status]
    return [
        {name.lower(): Letter(group).header(name) for name in FIELDS}
        for group in groups[:MOST_GROUPS]
    ]


def _address(value: str) -> str:
    """Return the address in ``rfc822; somebody@voorbeeld.nl``."""
    return value.rpartition(";")[2].strip().strip("<>").lower()


def _from_words(letter: Letter) -> Report | None:
    """Read what is no report by the standard: Exim, some versions of Exchange, Gmail."""
    named = {each.strip().lower() for each in letter.header("X-Failed-Recipients").split(",")} - {
        ""
    }
    senders = letter.senders()
    from_server = not senders or bool(LOCAL_FAILURE.match(senders[0]))
    subject = letter.header("Subject")
    if not named and not (from_server and FAILURE.search(subject)):
        return None
    if DELAY.search(subject) and not FAILURE.search(subject):
        return None
    text = letter.text()[:LONGEST_TEXT]
    found = FAILURE_CODE.search(text)
    code = found[1] if found else GENERAL
    return Report(code, named | set(ADDRESS.findall(text.lower())))
