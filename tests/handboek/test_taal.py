"""The language meter on the pages of the desk."""

import re

from handboek.models import Advies
from tests.factories import HoofdstukFactory, begrip
from tests.handboek.conftest import ready

DESK = "/handboek/redactie/"
HARD = "Wij faciliteren dit."


def fields(**more):
    return {
        "kind": "dont",
        "title": "Reken niet te snel",
        "hoofdstuk": HoofdstukFactory().pk,
        "summary": "Typte ik al.",
        "why": HARD,
        "themes": [begrip("cbs-thema", "wonen").pk, begrip("cbs-thema", "milieu").pk],
        "actie": "taal",
    } | more


def test_the_button_keeps_what_was_typed_and_saves_nothing(client_of, redacteur) -> None:
    data = fields()
    page = client_of(redacteur).post(f"{DESK}nieuw/", data).content.decode()
    assert "faciliteren" in page
    assert "helpen" in page
    assert 'value="Reken niet te snel"' in page
    assert "Typte ik al." in page
    assert "Vul dit in." not in page
    tags = [tag for tag in re.findall(r"<input[^>]*>", page) if 'name="themes"' in tag]
    chosen = {tag for tag in tags if "checked" in tag}
    assert len(chosen) == 2
    assert all(any(f'value="{key}"' in tag for tag in chosen) for key in data["themes"])
    assert Advies.objects.exists() is False


def test_the_button_saves_no_draft_either_and_keeps_the_mark(client_of, redacteur) -> None:
    advies = ready(redacteur, state="draft")
    data = fields(seen="van-het-begin")
    page = client_of(redacteur).post(f"{DESK}{advies.number}/bewerk/", data).content.decode()
    assert "faciliteren" in page
    assert 'value="van-het-begin"' in page
    assert Advies.objects.get().why == advies.why


def test_half_a_form_is_no_error(client_of, redacteur) -> None:
    data = {"actie": "taal", "hoofdstuk": "x", "themes": ["y", "\x00"], "review_at": "ooit"}
    assert client_of(redacteur).post(f"{DESK}nieuw/", data).status_code == 200


def test_the_form_begins_with_the_meter_and_unticked_stays_unticked(client_of, redacteur) -> None:
    advies = ready(redacteur, state="draft", why=HARD)
    advies.themes.add(begrip("cbs-thema", "wonen"))
    client, address = client_of(redacteur), f"{DESK}{advies.number}/bewerk/"
    assert "Zeg liever" in client.get(address).content.decode()
    page = client.post(address, fields(themes=[], why="Wij helpen.")).content.decode()
    assert "Zeg liever" not in page
    tags = [tag for tag in re.findall(r"<input[^>]*>", page) if 'name="themes"' in tag]
    assert tags
    assert not any("checked" in tag for tag in tags)


def test_the_meter_says_in_one_sentence_what_there_is_to_look_at(client_of, redacteur) -> None:
    passive = "Er wordt een plan gemaakt."
    client = client_of(redacteur)
    for why, sentence in (
        ("Wij helpen.", "Taal: geen zin of woord valt op."),
        (HARD, "Taal: 1 moeilijk woord."),
        (
            f"{HARD} {HARD} {passive}",
            "Taal: 2 moeilijke woorden, 1 zin die niet zegt wie het doet.",
        ),
        ("Wij zien " + "een huis en " * 9 + "een boom.", "Taal: 1 lange zin."),
        (f"{passive} {passive}", "Taal: 2 zinnen die niet zeggen wie het doet."),
    ):
        page = client.post(f"{DESK}nieuw/", fields(why=why)).content.decode()
        assert f'data-samenvatting="{sentence}"' in page


def test_the_second_reader_sees_the_meter(client_of, redacteur, redacteur2) -> None:
    advies = ready(redacteur, why=HARD)
    page = client_of(redacteur2).get(f"{DESK}{advies.number}/").content.decode()
    assert "Zeg liever" in page
    assert "Ik begrijp dit zonder uitleg" in page
