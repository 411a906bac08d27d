"""Taking a mail in: stored before the other side hears that we have it, once per address."""

from dataclasses import dataclass, field
from email.parser import BytesHeaderParser
from email.policy import compat32
from hashlib import sha256

from django.db import transaction
from django.utils import timezone

from netwerk.kern import failpoints
from netwerk.kern.berichten import tokens
from netwerk.kern.berichten.inbound.letter import is_readable
from netwerk.kern.berichten.models import InboundMail
from netwerk.kern.berichten.services import wake

MAX_BYTES = 10_000_000
SAME = ("message-id", "date", "from", "subject")  # what stays when a mail is sent twice


@dataclass
class Receipt:
    """What was done with a mail, per address that it was handed over for.

    ``too_large`` is too many bytes, or too many lines and parts to read (see letter.py).
    """

    stored: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    too_large: bool = False


def receive(raw: bytes, recipients: list[str], sender: str | None = None) -> Receipt:
    """Store a mail for every address of ours; do nothing else with it.

    ``sender`` is the envelope sender, "" for a mail that nobody may answer, None when the feeder
    does not know it. A mail that is handed over twice is one row. Raises a DatabaseError when
    nothing could be stored: then the other side must keep it.
    """
    receipt = Receipt(too_large=len(raw) > MAX_BYTES or not is_readable(raw))
    known: dict[str, tuple[str, int]] = {}
    for address in recipients:
        place = tokens.read_address(address)
        if place is None:
            receipt.unknown.append(address)
        else:
            known[address] = place
    if not known or receipt.too_large:
        return receipt
    if sender is not None:  # the last server writes it down, see RFC 5321, 4.4
        line = " ".join(sender.split())
        raw = f"Return-Path: <{line}>\r\n".encode(errors="replace") + raw
    _store(raw, known)
    receipt.stored = list(known)
    failpoints.reach(failpoints.RECEIVED)
    return receipt


def _store(raw: bytes, known: dict[str, tuple[str, int]]) -> None:
    now = timezone.now()
    identity = _identity(raw)
    with transaction.atomic():
        InboundMail.objects.bulk_create(
            [
                InboundMail(
                    fingerprint=sha256(f"{purpose}+{number}\n".encode() + identity).hexdigest(),
                    envelope_to=address.strip().lower()[:320],
                    raw=raw,
                    purpose=purpose,
                    number=number,
                    due_at=now,
                )
                for address, (purpose, number) in known.items()
            ],
            ignore_conflicts=True,
        )
        wake()


def _identity(raw: bytes) -> bytes:
    """Return what a mail has in common with itself when it comes by another way.

    A server that missed our answer hands it over again with another Received line, and a
    webhook may build it anew; its Message-ID stays. Without one the whole mail counts.
    """
    headers = BytesHeaderParser(policy=compat32).parsebytes(raw)
    same = [str(headers.get(name, "")) for name in SAME]
    return "\n".join(same).encode(errors="replace") if same[0].strip() else raw
