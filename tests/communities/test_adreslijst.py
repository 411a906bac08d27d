"""Pasted lists of addresses, as they come out of other programs."""

import pytest

from communities.adreslijst import name_parts, read


def emails(text: str) -> list[str]:
    return [entry.email for entry in read(text) if not entry.error]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("noor@voorbeeld.nl", ["noor@voorbeeld.nl"]),
        (
            "  Noor@Voorbeeld.NL \r\n\r\n omer@voorbeeld.nl;",
            ["noor@voorbeeld.nl", "omer@voorbeeld.nl"],
        ),
        ("a@b.nl, c@d.nl ; e@f.nl\ng@h.nl", ["a@b.nl", "c@d.nl", "e@f.nl", "g@h.nl"]),
        ("a@b.nl c@d.nl\te@f.nl", ["a@b.nl", "c@d.nl", "e@f.nl"]),
        ("mailto:noor@voorbeeld.nl?subject=Dag", ["noor@voorbeeld.nl"]),
        ("Noor <MAILTO:noor@voorbeeld.nl>", ["noor@voorbeeld.nl"]),
        ("'noor@voorbeeld.nl'", ["noor@voorbeeld.nl"]),
        (
            '"Boer, Dana de" <dana@voorbeeld.nl>; "Şahin; Ömer" <omer@voorbeeld.nl>',
            ["dana@voorbeeld.nl", "omer@voorbeeld.nl"],
        ),
        (
            "Boer, Dana de <dana@voorbeeld.nl>, Jansen, Piet <piet@voorbeeld.nl>",
            ["dana@voorbeeld.nl", "piet@voorbeeld.nl"],
        ),
        ("noor@oud.nl <noor@voorbeeld.nl>", ["noor@voorbeeld.nl"]),
        ("\ufeffnoor@voorbeeld.nl\u200b,\u00a0", ["noor@voorbeeld.nl"]),
        ("<a@b.nl> Piet <c@d.nl>", ["a@b.nl", "c@d.nl"]),
        ("a@b.nl;;,,\n;", ["a@b.nl"]),
        ("", []),
    ],
)
def test_addresses_are_read_in_every_usual_shape(text: str, expected: list[str]) -> None:
    assert emails(text) == expected
    assert [entry for entry in read(text) if entry.error] == []


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Noor Haverkamp", "geen e-mailadres"),
        ("noor@nergens", "geen goed"),
        ("noor@@voorbeeld.nl", "twee adressen"),
        ("noör@voorbeeld.nl", "accent"),
        (f"{'a' * 300}@voorbeeld.nl", "te lang"),
        (f"{'Naam' * 75} <noor@voorbeeld.nl>", "naam is te lang"),
        ("noor\x07@voorbeeld.nl", "teken"),
        ("Noor\ufffd <noor@voorbeeld.nl>", "teken"),
    ],
)
def test_what_cannot_be_read_says_what_is_wrong_and_keeps_the_rest(text: str, word: str) -> None:
    first, wrong, last = read(f"eerst@voorbeeld.nl\n{text}\nlaatst@voorbeeld.nl")
    assert (first.email, last.email) == ("eerst@voorbeeld.nl", "laatst@voorbeeld.nl")
    assert word in wrong.error
    assert wrong.email == ""


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("Noor", ("Noor", "", "")),
        ("Noor Haverkamp", ("Noor", "", "Haverkamp")),
        ("Dana de Boer", ("Dana", "de", "Boer")),
        ("Dana van der Boer-Smit", ("Dana", "van der", "Boer-Smit")),
        ("Boer, Dana de", ("Dana", "de", "Boer")),
        ("van den Berg, Jan Willem", ("Jan Willem", "", "van den Berg")),
        ("Dana De", ("Dana", "", "De")),
        ("", ("", "", "")),
    ],
)
def test_names_are_taken_apart(name: str, parts: tuple[str, str, str]) -> None:
    assert name_parts(name) == parts
