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
    assert "Dit veld is verplicht." not in page
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


def test_the_second_reader_sees_the_meter(client_of, redacteur, redacteur2) -> None:
    advies = ready(redacteur, why=HARD)
    page = client_of(redacteur2).get(f"{DESK}{advies.number}/").content.decode()
    assert "Zeg liever" in page
    assert "Ik begrijp dit zonder uitleg" in page
