"""Row 91: a line to refer with names who, which text and edition, and its address leads there."""

import re
from urllib.parse import urlsplit

import pytest
from django.conf import settings

from handboek import citeren
from handboek.citeren import Verwijzing
from tests.handboek.test_uitgaven import new_text
from tests.handboek.uitgaven import appeared

ODD = [
    "Vraag 50% & meer: {altijd} “echt” $100 #1 a_b ~c ^d \\e",
    "Set it Fryske wurd “mienskip” derby, û en ê",
    "Wie betaalt dit?",
    "Zeg } en { los van elkaar",
    "Regel een\nregel twee\r\n\ttab",
    "Rekenen met \"aanhalingstekens\" en 'één' streepje – en …",
]


def reference(title: str, uitgave: str = "") -> Verwijzing:
    return Verwijzing(
        sleutel="nnbw-advies-14-versie-2",
        titel=title,
        jaar=2027,
        deel="advies 14, versie 2",
        uitgave=uitgave,
        adres="https://voorbeeld.nl/handboek/adviezen/14/versies/2/",
        bestand=("citeer_versie", (14, 2)),
    )


def test_the_line_names_who_when_what_and_where() -> None:
    assert citeren.apa(reference("Vraag het eerst")) == (
        "Nationaal Netwerk Brede Welvaart. (2027). Vraag het eerst (advies 14, versie 2). "
        "In Handboek brede welvaart. https://voorbeeld.nl/handboek/adviezen/14/versies/2/"
    )
    assert "In Handboek brede welvaart (uitgave 2027-1). https" in citeren.apa(
        reference("Vraag het eerst", "2027-1")
    )
    assert "<i>Vraag &lt;het&gt;</i>" in citeren.apa_html(reference("Vraag <het>"))


@pytest.mark.parametrize("title", ODD)
def test_bibtex_keeps_every_sign_and_its_braces_balance(title: str) -> None:
    """Row 91: quotes, braces, %, &, accents and line ends."""
    entry = citeren.bibtex(reference(title, "2027-1"))
    depth = 0
    for sign in entry:
        depth += {"{": 1, "}": -1}.get(sign, 0)
        assert depth >= 0
    assert depth == 0
    [found] = re.findall(r"^  title = \{\{(.*)\}\},$", entry, re.MULTILINE)
    assert _read(found) == " ".join(title.split())
    assert not re.search(r"(?<!\\)[%&$#_]", found)


def _read(tex: str) -> str:
    """Read a title as TeX does."""
    for word, sign in (
        (r"\textbraceleft{}", "{"),
        (r"\textbraceright{}", "}"),
        (r"\textasciitilde{}", "~"),
        (r"\textasciicircum{}", "^"),
    ):
        tex = tex.replace(word, sign)
    tex = re.sub(r"\\([%&$#_])", r"\1", tex)
    return tex.replace(r"\textbackslash{}", "\\")


@pytest.mark.parametrize("title", ODD)
def test_ris_has_one_line_for_each_field(title: str) -> None:
    lines = citeren.ris(reference(title)).split("\r\n")
    assert lines[0] == "TY  - ELEC" and lines[-2:] == ["ER  - ", ""]
    assert all(re.fullmatch(r"[A-Z][A-Z0-9]  - .*", line) for line in lines[:-1])
    assert f"TI  - {' '.join(title.split())}" in lines


def test_the_address_leads_to_that_very_text(client, make_advies, redacteur, redacteur2) -> None:
    """Row 91: who quotes version 1 is read beside version 1, whatever came later."""
    advies = make_advies(title="Vraag het eerst")
    page = client.get(advies.get_absolute_url()).content.decode()
    [address] = re.findall(r"versie 1\)\. In Handboek brede welvaart\. (\S+?)</p>", page)
    new_text(advies, redacteur, redacteur2, title="Vraag het later")
    assert address.startswith(settings.SITE_URL)
    old = client.get(urlsplit(address).path).content.decode()
    assert "<h1>Vraag het eerst</h1>" in old
    now = client.get(advies.get_absolute_url(), follow=True).content.decode()
    assert f"/handboek/adviezen/{advies.number}/versies/2/" in now


def test_an_advies_an_edition_and_a_chapter_give_files(
    client, make_advies, redacteur, redacteur2
) -> None:
    advies = make_advies(title="Vraag 50% van de mensen")
    appeared(redacteur, redacteur2, year=2026)
    front = "/handboek/uitgaven/2026-1/"
    pages = {
        advies.get_absolute_url(): f"/handboek/adviezen/{advies.number}/versies/1/",
        front: front,
        f"{front}adviezen/{advies.number}/": f"{front}adviezen/{advies.number}/",
        f"{front}hoofdstukken/{advies.hoofdstuk.number}/": (
            f"{front}hoofdstukken/{advies.hoofdstuk.number}/"
        ),
    }
    for page, stem in pages.items():
        text = client.get(page).content.decode()
        for form in ("bib", "ris"):
            assert f'href="{stem}citeer.{form}"' in text, page
            answer = client.get(f"{stem}citeer.{form}")
            assert answer.status_code == 200
            assert answer["Content-Disposition"].endswith(f'.{form}"')
            assert f"{settings.SITE_URL}{stem}" in answer.content.decode()
        assert "Nationaal Netwerk Brede Welvaart. (" in text
    row = client.get(f"{front}adviezen/{advies.number}/citeer.bib").content.decode()
    assert r"50\% van de mensen" in row and "edition = {2026-1}" in row


def test_a_version_that_never_stood_gives_no_file(client, make_advies) -> None:
    advies = make_advies()
    assert client.get(f"/handboek/adviezen/{advies.number}/versies/9/citeer.bib").status_code == 404
