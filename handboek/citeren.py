"""How to refer to an advies, an edition or a chapter of it: one function for each form.

The address leads to just that text: a version of an advies, or the page in an edition.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from handboek import openbaar
from handboek.models import Advies, Uitgave, UitgaveHoofdstuk

WIE = "Nationaal Netwerk Brede Welvaart"
BOEK = "Handboek brede welvaart"
TEX = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",  # a backslash before a brace does not keep BibTeX from counting it
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{sign: f"\\{sign}" for sign in "%&$#_"},
}
UNFIT = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+|\s+")


@dataclass(frozen=True)
class Verwijzing:
    """What is referred to: ``deel`` says which part of the book, ``uitgave`` is a code or "".

    ``bestand`` is the name of the address of its files, with the keys in that.
    """

    sleutel: str
    titel: str
    jaar: int
    deel: str
    uitgave: str
    adres: str
    bestand: tuple[str, tuple[int, ...]]

    def adres_van(self, vorm: str) -> str:
        """Return where the file in one of VORMEN is."""
        name, keys = self.bestand
        return reverse(f"handboek:{name}", args=[*keys, vorm])


def van_advies(advies: Advies, *, versie: int, titel: str, jaar: int) -> Verwijzing:
    """Refer to one text of an advies, as it stands or stood in the handboek."""
    return Verwijzing(
        sleutel=f"nnbw-advies-{advies.number}-versie-{versie}",
        titel=titel,
        jaar=jaar,
        deel=f"advies {advies.number}, versie {versie}",
        uitgave="",
        adres=openbaar.version_address(advies.number, versie),
        bestand=("citeer_versie", (advies.number, versie)),
    )


def van_uitgave(uitgave: Uitgave) -> Verwijzing:
    """Refer to a whole edition."""
    return Verwijzing(
        sleutel=f"nnbw-uitgave-{uitgave.code}",
        titel=BOEK,
        jaar=uitgave.year,
        deel="",
        uitgave=uitgave.code,
        adres=openbaar.absolute(uitgave.get_absolute_url()),
        bestand=("citeer_uitgave", (uitgave.year, uitgave.number)),
    )


def van_hoofdstuk(hoofdstuk: UitgaveHoofdstuk) -> Verwijzing:
    """Refer to a chapter as it stands in an edition."""
    uitgave = hoofdstuk.uitgave
    return Verwijzing(
        sleutel=f"nnbw-uitgave-{uitgave.code}-hoofdstuk-{hoofdstuk.number}",
        titel=hoofdstuk.title,
        jaar=uitgave.year,
        deel=f"hoofdstuk {hoofdstuk.number}",
        uitgave=uitgave.code,
        adres=openbaar.absolute(hoofdstuk.get_absolute_url()),
        bestand=("citeer_hoofdstuk", (uitgave.year, uitgave.number, hoofdstuk.number)),
    )


def van_rij(rij: Any) -> Verwijzing:
    """Refer to an advies as it stands in an edition (``UitgaveAdvies``)."""
    uitgave = rij.uitgave
    return Verwijzing(
        sleutel=f"nnbw-uitgave-{uitgave.code}-advies-{rij.number}",
        titel=rij.title,
        jaar=uitgave.year,
        deel=f"advies {rij.number}, versie {rij.version}",
        uitgave=uitgave.code,
        adres=openbaar.absolute(rij.get_absolute_url()),
        bestand=("citeer_rij", (uitgave.year, uitgave.number, rij.number)),
    )


def apa(verwijzing: Verwijzing) -> str:
    """Return the line in the style of the APA, as plain words."""
    before, title, after = _apa(verwijzing)
    return f"{before}{title}{after}"


def apa_html(verwijzing: Verwijzing) -> SafeString:
    """Return the same line with its title in italics."""
    return format_html("{}<i>{}</i>{}", *_apa(verwijzing))


def _apa(verwijzing: Verwijzing) -> tuple[str, str, str]:
    edition = f"uitgave {verwijzing.uitgave}" if verwijzing.uitgave else ""
    between = f" ({verwijzing.deel})." if verwijzing.deel else f" ({edition})."
    inside = f" In {BOEK}" if verwijzing.deel else ""
    if verwijzing.deel and edition:
        inside = f"{inside} ({edition})"
    book = f"{inside}." if inside else ""
    after = f"{between}{book} {verwijzing.adres}"
    return f"{WIE}. ({verwijzing.jaar}). ", _line(verwijzing.titel), after


def bibtex(verwijzing: Verwijzing) -> str:
    """Return an entry for BibTeX; double braces keep a name and capitals as they are."""
    fields = {
        "author": f"{{{_tex(WIE)}}}",
        "title": f"{{{_tex(verwijzing.titel)}}}",
        "year": str(verwijzing.jaar),
    }
    kind = "misc"
    if not verwijzing.deel:
        kind = "book"
        fields |= {"edition": verwijzing.uitgave, "publisher": f"{{{_tex(WIE)}}}"}
    elif verwijzing.uitgave:
        kind = "incollection"
        fields |= {
            "booktitle": f"{{{_tex(BOEK)}}}",
            "edition": verwijzing.uitgave,
            "publisher": f"{{{_tex(WIE)}}}",
        }
    else:
        fields["howpublished"] = _tex(BOEK)
    fields |= {"note": _tex(_capital(verwijzing.deel))} if verwijzing.deel else {}
    fields |= {"url": verwijzing.adres, "language": "dutch"}
    lines = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items())
    return f"@{kind}{{{verwijzing.sleutel},\n{lines}\n}}\n"


def ris(verwijzing: Verwijzing) -> str:
    """Return an entry in RIS, which other programs for sources read."""
    kind = ("CHAP" if verwijzing.uitgave else "ELEC") if verwijzing.deel else "BOOK"
    pairs: Iterable[tuple[str, str]] = [
        ("TY", kind),
        ("AU", WIE),
        ("TI", verwijzing.titel),
        ("PY", str(verwijzing.jaar)),
        ("T2", BOEK if verwijzing.deel else ""),
        ("ET", verwijzing.uitgave),
        ("N1", _capital(verwijzing.deel)),
        ("PB", WIE),
        ("LA", "nl"),
        ("UR", verwijzing.adres),
    ]
    lines = [f"{name}  - {_line(value)}" for name, value in pairs if value]
    return "\r\n".join([*lines, "ER  - ", ""])


VORMEN = {
    "bib": (bibtex, "application/x-bibtex"),
    "ris": (ris, "application/x-research-info-systems"),
}


def _line(text: str) -> str:
    """Return a text on one line, without signs that no file can hold."""
    return UNFIT.sub(" ", text).strip()


def _tex(text: str) -> str:
    return "".join(TEX.get(sign, sign) for sign in _line(text))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
