"""One mail as a handler reads it; whatever the bytes are, asking never raises.

The standard library reads the MIME. It can fail on headers that nobody should write, and it
does not know every character set, so each question has a safe answer. It also takes minutes for
what nobody should write (a Subject of a megabyte, parts within parts over a million lines), so
what it reads is bounded: see ``is_readable`` and ``LONGEST_HEADER``.
"""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.errors import MessageError
from email.message import EmailMessage
from email.utils import getaddresses
from typing import Any

from netwerk.kern.berichten.inbound.html_text import to_text

BROKEN = (
    ValueError,
    LookupError,
    AttributeError,
    TypeError,
    AssertionError,
    MessageError,
    RecursionError,
)
DEEPEST = 20  # parts within parts
MOST_PARTS = 200
MOST_HTML = 3
LONGEST_HEADER = 2_000  # characters; the library takes the square of it
LONGEST_OF_PART = 600  # the same, of what a part says of itself
MOST_LINES = 200_000  # 10 MB in base64 has 135,000
MOST_BOUNDARIES = 500
MOST_COMPARED = 4_000_000  # lines, times the containers that each may end
SLOW_CHARSETS = {"punycode", "idna"}  # of domain names, never of a text
SIGNATURE_IMAGE = 100_000  # bytes; a larger picture in a text is something to show
MARKS = {
    "application/pkcs7-signature",
    "application/x-pkcs7-signature",
    "application/pgp-signature",
    "application/pgp-keys",
    "text/calendar",
}
INVISIBLE = re.compile(r"[\x00\u00ad\u200b\u200e\u200f\u2060\ufeff\ud800-\udfff\ue000-\uf8ff]")


class _Bounded(policy.EmailPolicy):
    """Reads a header that is too long as an empty one; what a part is stays, without more."""

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        """Return the name and the value of a header as it came."""
        name, value = super().header_source_parse(sourcelines)
        if name.lower().startswith("content-") and len(value) > LONGEST_OF_PART:
            kind = value.partition(";")[0]
            return name, kind if len(kind) <= LONGEST_OF_PART else ""
        return name, value if len(value) <= LONGEST_HEADER else ""


BOUNDED: Any = _Bounded()


def is_readable(raw: bytes) -> bool:
    """Say whether a mail can be read in a second or so; no mail program writes another."""
    lines = raw.count(b"\n") + raw.count(b"\r") - raw.count(b"\r\n")
    boundaries = raw.count(b"\n--") + raw.count(b"\r--")
    containers = raw.lower().count(b"multipart")
    return (
        lines <= MOST_LINES
        and boundaries <= MOST_BOUNDARIES
        and lines * containers <= MOST_COMPARED
    )


@dataclass
class Letter:
    """A mail that came in."""

    message: EmailMessage

    @classmethod
    def read(cls, raw: bytes) -> "Letter":
        """Read the bytes of a mail (RFC 5322)."""
        try:
            return cls(message_from_bytes(raw, policy=BOUNDED))
        except BROKEN:
            return cls(EmailMessage())

    def header(self, name: str) -> str:
        """Return the first header of this name on one line, or "" when it is broken."""
        try:
            return " ".join(visible(str(self.message.get(name, ""))).split())
        except BROKEN:
            return ""

    def has(self, name: str) -> bool:
        """Say whether there is a header of this name, whatever is in it."""
        return name in self.message

    def senders(self) -> list[str]:
        """Return the addresses in From, in small letters; none when it can be read in two ways.

        The mail server in front checks the domain that it reads there (DMARC). Where another
        reader sees another address, as in ``a@voorbeeld.nl <b@elders.nl>``, nobody is the sender.
        """
        raw = [str(value) for name, value in self.message.raw_items() if name.lower() == "from"]
        if len(raw) != 1 or ":" in _unquoted(raw[0]):  # several, or a group without a sender
            return []
        try:
            found = [each.addr_spec.lower() for each in self.message["From"].addresses]
            plain = [address.lower() for _, address in getaddresses(raw, strict=True)]
        except BROKEN:
            return []
        return found if found == plain else []

    def parts(self) -> list[EmailMessage]:
        """Return the parts that are no containers; a mail within the mail is one part."""
        return list(_leaves(self.message, 0))[:MOST_PARTS]

    def text(self) -> str:
        """Return what can be read in it: its plain text, else the text of its HTML."""
        body = [part for part in self.parts() if not _is_attached(part)]
        plain = [content(part) for part in body if part.get_content_type() == "text/plain"]
        if any(text.strip() for text in plain):
            return "\n\n".join(plain)
        html = [content(part) for part in body if part.get_content_type() == "text/html"]
        return visible("\n\n".join(to_text(text) for text in html[:MOST_HTML]))

    def has_attachments(self) -> bool:
        """Say whether something came along that somebody wanted to show; a logo is not."""
        parts = self.parts()
        html = "".join(content(p) for p in parts if p.get_content_type() == "text/html")
        return any(_is_meant(part, html) for part in parts)


def _unquoted(value: str) -> str:
    """Return a header without its quoted strings."""
    return re.sub(r'"(?:[^"\\]|\\.)*"', "", value)


def visible(text: str) -> str:
    """Return text without characters that nobody sees or that no database takes."""
    return INVISIBLE.sub("", text).replace("\xa0", " ")


def content(part: EmailMessage) -> str:
    """Return the text of a part, whatever it says about its character set."""
    data = payload(part)
    charset = _charset(part)
    for name in dict.fromkeys([charset, "utf-8"]):
        try:
            return visible(_unfold(part, data.decode(name)))
        except (UnicodeError, LookupError):
            continue
    return visible(_unfold(part, data.decode("windows-1252", errors="replace")))


def payload(part: EmailMessage) -> bytes:
    """Return the bytes of a part, decoded."""
    try:
        data = part.get_payload(decode=True)
    except BROKEN:
        return b""
    return data if isinstance(data, bytes) else b""


def _charset(part: EmailMessage) -> str:
    try:
        name = (part.get_content_charset() or "utf-8").lower()
    except BROKEN:
        return "utf-8"
    # What is called Latin-1 is Windows' own set in practice; ASCII that is not ASCII is UTF-8.
    name = {"iso-8859-1": "windows-1252", "us-ascii": "utf-8", "ascii": "utf-8"}.get(name, name)
    try:
        return "utf-8" if codecs.lookup(name).name in SLOW_CHARSETS else name
    except LookupError:
        return "utf-8"


def _unfold(part: EmailMessage, text: str) -> str:
    """Join the lines of format=flowed (RFC 3676) that belong together."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if parameter(part, "format").lower() != "flowed":
        return text
    joins_without_space = parameter(part, "delsp").lower() == "yes"
    pieces: list[str] = []
    open_line = False
    for line in text.split("\n"):
        quoted = line.startswith(">")
        bare = line if quoted else line.removeprefix(" ")
        if pieces and not (open_line and not quoted and bare != "-- "):
            pieces.append("\n")
        open_line = not quoted and bare.endswith(" ") and bare != "-- "
        pieces.append(bare[:-1] if open_line and joins_without_space else bare)
    return "".join(pieces)


def parameter(part: EmailMessage, name: str) -> str:
    """Return a parameter of Content-Type, or ""."""
    try:
        return str(part.get_param(name, "") or "")
    except BROKEN:
        return ""


def filename(part: EmailMessage) -> str:
    """Return the name of the file of a part, or ""."""
    try:
        return str(part.get_filename("") or "")
    except BROKEN:
        return ""


def _leaves(part: Any, depth: int) -> Iterator[EmailMessage]:
    children = part.get_payload()
    is_container = part.get_content_maintype() == "multipart" and isinstance(children, list)
    if not is_container:
        yield part
    elif depth < DEEPEST:
        for child in children:
            yield from _leaves(child, depth + 1)


def _disposition(part: EmailMessage) -> str:
    try:
        return part.get_content_disposition() or ""
    except BROKEN:
        return ""


def _is_attached(part: EmailMessage) -> bool:
    return _disposition(part) == "attachment" or bool(filename(part))


def _is_meant(part: EmailMessage, html: str) -> bool:
    kind = part.get_content_type()
    if kind in MARKS or part.get_content_maintype() == "multipart":
        return False
    if kind in {"text/plain", "text/html"}:
        return _is_attached(part)
    cid = Letter(part).header("Content-ID").strip("<> ")
    if part.get_content_maintype() == "image" and cid and f"cid:{cid}" in html:
        return len(payload(part)) > SIGNATURE_IMAGE
    return True
