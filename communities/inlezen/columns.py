"""The columns of a list of people, and what people call them."""

import re
from dataclasses import dataclass

from communities.enums import Role
from communities.models import sort_key


@dataclass(frozen=True)
class Column:
    """One column: its key in the cells of a row, its name on the screen, and other names."""

    key: str
    label: str
    explanation: str
    example: str
    longest: int
    also: tuple[str, ...] = ()
    is_needed: bool = False


COLUMNS = (
    Column(
        "email",
        "e-mailadres",
        "Hieraan herkennen we iemand. Wie al een account heeft, houdt de eigen naam.",
        "noor@veldhage.voorbeeld.nl",
        254,
        ("email", "mail", "mailadres", "emailadres", "e-mail werk"),
        is_needed=True,
    ),
    Column(
        "first_name",
        "voornaam",
        "Verplicht voor wie nieuw is.",
        "Noor",
        60,
        ("roepnaam", "first name"),
        is_needed=True,
    ),
    Column(
        "infix",
        "tussenvoegsel",
        "Bijvoorbeeld: van der.",
        "van",
        20,
        ("tussenvoegsels", "tv", "voorvoegsel", "voorvoegsels"),
    ),
    Column(
        "last_name",
        "achternaam",
        "Verplicht voor wie nieuw is.",
        "Haverkamp",
        80,
        ("familienaam", "last name"),
        is_needed=True,
    ),
    Column(
        "organisatie",
        "organisatie",
        "De naam zoals die in het netwerk staat.",
        "",
        200,
        ("organisatienaam", "werkgever", "bedrijf", "instelling"),
    ),
    Column(
        "job_title", "functie", "Wat iemand daar doet.", "Beleidsadviseur", 120, ("functienaam",)
    ),
    Column(
        "province",
        "gebied",
        "Een provincie, of landelijk.",
        "Drenthe",
        160,
        ("provincie", "regio", "werkgebied"),
    ),
    Column(
        "community",
        "community",
        "De naam van een community. Leeg: wat je bij het inlezen kiest.",
        "",
        160,
        ("cop", "groep", "community of practice"),
    ),
    Column(
        "role",
        "rol",
        "Deelnemer of organisator. Leeg: wat je bij het inlezen kiest.",
        Role.MEMBER.label,
        60,
        ("rol in community", "rol in de community"),
    ),
)
BY_KEY = {column.key: column for column in COLUMNS}
FULL_NAME = ("naam", "volledigenaam", "name", "volledige naam")


def flat(text: str) -> str:
    """Return a name without capitals, accents, spaces and signs, so that "E-mail" is "email"."""
    return re.sub(r"[^a-z0-9]", "", sort_key(text))


_NAMES = {flat(name): c for c in COLUMNS for name in (c.label, *c.also)}


def column_named(heading: str) -> Column | None:
    """Return the column that a heading means, or None when we do not read it."""
    return _NAMES.get(flat(heading))


def labels(columns: list[Column] | tuple[Column, ...]) -> str:
    """Return "e-mailadres, voornaam en achternaam"."""
    words = [column.label for column in columns]
    return " en ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else "".join(words)
