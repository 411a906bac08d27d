"""What somebody wrote, out of mails of every common program."""

import time

import pytest

from netwerk.kern.berichten.inbound import Letter
from netwerk.kern.berichten.inbound.quotes import answer_in
from tests.inbound.conftest import ANSWER, LETTERS, letter, plain

ANSWERS = sorted(
    path.stem
    for path in LETTERS.glob("*.eml")
    if not path.stem.startswith(("calendar_", "bounce_"))
)


def words(name: str) -> str:
    return answer_in(Letter.read(letter(name, sender="anne@voorbeeld.nl")).text())


@pytest.mark.parametrize("name", ANSWERS)
def test_only_the_answer_is_left(name: str) -> None:
    assert words(name) == ANSWER


@pytest.mark.parametrize("name", ANSWERS)
def test_it_is_found_without_our_line_too(name: str) -> None:
    raw = letter(name, sender="anne@voorbeeld.nl").replace(b"Typ je antwoord boven", b"Iets met")
    assert answer_in(Letter.read(raw).text()) == ANSWER


@pytest.mark.parametrize(
    "text",
    [
        "Bedankt, Dana!\nIk doe mee.\nTot dinsdag.",
        "Van wie is dit idee?\nVan: mij",
        "Ik las wat je op maandag schreef:\n\n> Begin bij de buurt.\n\nDaar ben ik het mee eens.",
        "- een\n- twee\n- drie",
        "Waarschuwing: stuur geen mail naar de gemeente. Bel liever.",
        "Groetjes uit Assen staan op de kaart.\nDie hangt in het buurthuis.",
        "Op de kaart van 2026 staat wie er woont.",
        "😀 👩‍👩‍👧 çà et là",
        "x" * 9_000,
    ],
)
def test_words_that_look_like_a_quotation_stay(text: str) -> None:
    assert answer_in(text) == text


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Ja!\n\nMet vriendelijke groet,\nAnne\n06-12345678", "Ja!"),
        ("Ja!\nGroet, Anne", "Ja!"),
        ("Ja!\nHartelijke groeten\nAnne", "Ja!"),
        ("Ja!\nMvg Anne", "Ja!"),
        ("Ja!\n\nMit freundlichen Grüßen\nAnne", "Ja!"),
        ("Ja!\n-- \nAnne\nGemeente", "Ja!"),
        ("Ja!\n\nVerstuurd vanaf mijn iPad", "Ja!"),
        ("Ja!\n\nGet Outlook for Android<https://aka.ms/x>", "Ja!"),
        ("Op 24-11-2026 om 10:12 schreef Dana:\n> Wat vind je?", ""),
        ("> alleen wat er stond", ""),
        ("--- Typ je antwoord boven deze regel ---\nDag Anne", ""),
        ("", ""),
    ],
)
def test_signatures_and_bare_quotations_go(text: str, left: str) -> None:
    assert answer_in(text) == left


def test_an_answer_between_the_lines_is_found() -> None:
    text = "Op 24-11-2026 om 10:12 schreef Dana:\n> Wie komt er?\nIk.\n\n> En wanneer?\nDinsdag."
    assert answer_in(text) == "Ik.\n\nDinsdag."


@pytest.mark.parametrize(
    "text",
    [
        "On " + "x " * 200_000,
        ("On " + "x " * 190 + "\n") * 100,
        ("> " * 200 + "\n") * 100,
        "From: \n" * 5_000,
        "CAUTION: " + "mail " * 8_000,
        ("Disclaimer: mail" * 20 + "\n") * 200,
        "\n" * 40_000,
        "a\n\n" * 13_000,
        "Op \n" * 10_000,
        "-\n" * 20_000,
        "_" * 40_000,
    ],
)
def test_no_text_keeps_the_machine_busy(text: str) -> None:
    begin = time.process_time()
    answer_in(text)
    assert time.process_time() - begin < 5


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ("text/plain; charset=windows-1252", "Eén café – tien euro".encode("cp1252")),
        ("text/plain; charset=iso-8859-1", "Eén café – tien euro".encode("cp1252")),
        ("text/plain; charset=utf-8", "Eén café – tien euro".encode("cp1252")),
        ("text/plain; charset=bestaat-niet", "Eén café – tien euro".encode()),
        ("text/plain", "Eén café – tien euro".encode()),
        ("text/html; charset=utf-8", "<p>Eén&nbsp;café &ndash; tien euro</p>".encode()),
    ],
)
def test_every_character_set_is_read(head: str, body: bytes) -> None:
    raw = f"From: a@voorbeeld.nl\r\nContent-Type: {head}\r\n\r\n".encode() + body
    assert answer_in(Letter.read(raw).text()) == "Eén café – tien euro"


def test_links_and_lists_of_html_stay() -> None:
    html = (
        "From: a@voorbeeld.nl\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
        "<style>p{}</style><p>Kijk <a href='https://voorbeeld.nl/x'>hier</a>.</p>"
        "<ul><li>een</li><li>twee</li></ul><script>alert(1)</script>"
    )
    assert answer_in(Letter.read(html.encode()).text()) == (
        "Kijk hier (https://voorbeeld.nl/x).\n\n- een\n- twee"
    )


def test_a_stranger_in_a_display_name_is_not_the_sender() -> None:
    raw = plain("Hoi", sender='"anne@voorbeeld.nl" <boef@elders.nl>')
    assert Letter.read(raw).senders() == ["boef@elders.nl"]
