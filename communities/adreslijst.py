"""A pasted list of addresses, as it comes out of Outlook, a spreadsheet or a mail.

One address a line, or with ``;`` or ``,`` between them: ``Naam <adres>``, ``"Achternaam,
Voornaam" <adres>``, or a bare address. Whatever cannot be read stays as it was typed, with what
is wrong with it in Dutch.
"""

import re
import unicodedata
from dataclasses import dataclass
from email.utils import unquote

from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator

from netwerk.kern.formulieren import TURNS

MOST = 500  # addresses at a time
LONGEST = {"first_name": 60, "infix": 20, "last_name": 80}
EMAIL_LONGEST = 254
INFIX = re.compile(
    r"aan|auf|bij|d'|da|dal|de|degli|dei|del|den|der|des|di|do|dos|du|el|en|het|'t|in|l'|la|le"
    r"|les|los|op|over|'s|te|ten|ter|tot|uit|uyt|van|vom|von|voor|zu|zum|zur",
    re.IGNORECASE,
)
INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad")) | TURNS
APART = re.compile(r'"[^"\n]*"|<[^<>\n]*>|[^\n;]', re.DOTALL)
is_address = EmailValidator("Dit is geen goed e-mailadres.")


@dataclass(frozen=True)
class Entry:
    """One address of the list; ``raw`` is how it was typed, ``error`` what is wrong with it."""

    raw: str
    email: str = ""
    first_name: str = ""
    infix: str = ""
    last_name: str = ""
    error: str = ""

    @property
    def name(self) -> str:
        """Return the name as people write it, or ""."""
        return " ".join(p for p in (self.first_name, self.infix, self.last_name) if p)


def read(text: str) -> list[Entry]:
    """Return every address of a pasted text in order, also those that cannot be read."""
    return [_entry(raw) for piece in _pieces(_plain(text)) for raw in _by_comma(piece)]


def name_parts(name: str) -> tuple[str, str, str]:
    """Return (voornaam, tussenvoegsel, achternaam) of a name, also of "Achternaam, Voornaam"."""
    last, comma, rest = name.partition(",")
    if comma and rest.strip():
        first = rest.split()
        behind = _infixes(first[::-1])
        infix = first[len(first) - behind :]
        return " ".join(first[: len(first) - behind]), " ".join(infix), " ".join(last.split())
    words = name.replace(",", " ").split()
    count = _infixes(words[1:])
    return " ".join(words[:1]), " ".join(words[1 : 1 + count]), " ".join(words[1 + count :])


def _infixes(words: list[str]) -> int:
    """Return how many of the words are "van", "de" and the like; one word is left for a name."""
    count = 0
    while count < len(words) - 1 and INFIX.fullmatch(words[count]):
        count += 1
    return count


def _plain(text: str) -> str:
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return lines.replace("\u00a0", " ").translate(INVISIBLE)


def _pieces(text: str) -> list[str]:
    """Cut at line ends and semicolons, but not inside quotes or brackets."""
    pieces, current = [], ""
    position = 0
    while position < len(text):
        found = APART.match(text, position)
        current += found[0] if found else ""
        if found is None:
            pieces.append(current)
            current = ""
        position += len(found[0]) if found else 1
    pieces.append(current)
    return [piece.strip() for piece in pieces if piece.strip(" ,")]


def _by_comma(piece: str) -> list[str]:
    """Cut at commas; what has no address in it is the begin of the name that follows."""
    parts = re.findall(r'(?:"[^"]*"|<[^<>]*>|[^,])+', piece)
    found: list[str] = []
    held: list[str] = []
    for part in parts:
        held.append(part.strip())
        if "@" in part:
            found += _by_space(", ".join(word for word in held if word))
            held = []
    rest = ", ".join(word for word in held if word)
    return [*found, rest] if rest else found


def _by_space(part: str) -> list[str]:
    """Cut addresses that have only a space between them."""
    if "<" in part:
        return [one.strip() for one in re.findall(r"[^<>]*<[^<>]*>|[^<>]+$", part) or [part]]
    words = part.split()
    return words if len(words) > 1 and all("@" in word for word in words) else [part]


def _entry(raw: str) -> Entry:
    if any(unicodedata.category(sign) in {"Cc", "Cs", "Co"} or sign == "\ufffd" for sign in raw):
        return Entry(_shown(raw), error="Hier staat een teken in dat we niet kunnen lezen.")
    if "@" not in raw:
        return Entry(raw, error="Hier staat geen e-mailadres.")
    if raw.count("@") > 1 and not re.search(r"<[^<>]*@[^<>]*>\s*$", raw):
        return Entry(raw, error="Hier staan twee adressen door elkaar. Zet ze elk op een regel.")
    name, address = _name_and_address(raw)
    error = _wrong_address(address)
    first, infix, last = name_parts("" if "@" in name else name)
    parts = {"first_name": first, "infix": infix, "last_name": last}
    if not error and any(len(parts[key]) > most for key, most in LONGEST.items()):
        error = "Deze naam is te lang. Kort hem in, of laat hem weg."
    return Entry(raw, error=error) if error else Entry(raw, email=address.lower(), **parts)


def _name_and_address(raw: str) -> tuple[str, str]:
    """Take the address out of the brackets, or find the word that is one."""
    if "<" in raw:
        before, _, behind = raw.rpartition("<")
        address, name = behind.partition(">")[0], before
    else:
        words = raw.split()
        address = next(word for word in words if "@" in word)
        name = " ".join(word for word in words if word != address)
    address = address.strip().strip("'\"()[].:")
    address = re.sub(r"^mailto:", "", address, flags=re.IGNORECASE).partition("?")[0]
    return unquote(name.strip(" ,")).strip("'\" "), address.strip()


def _wrong_address(address: str) -> str:
    if len(address) > EMAIL_LONGEST:
        return "Dit e-mailadres is te lang."
    if not address.isascii():
        return "In een e-mailadres staan geen letters met een accent."
    try:
        is_address(address)
    except ValidationError as error:
        return str(error.messages[0])
    return ""


def _shown(raw: str) -> str:
    """Return a text with a mark for each sign that a page cannot show."""
    return "".join(
        "\ufffd" if unicodedata.category(sign) in {"Cc", "Cs", "Co"} else sign for sign in raw
    )
