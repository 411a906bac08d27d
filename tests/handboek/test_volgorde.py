"""The order of the book: by keyboard, without JavaScript."""

import re

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from handboek import services
from handboek.models import Advies, Hoofdstuk
from handboek.services.volgorde import CHANGED
from tests.factories import AdviesFactory, HoofdstukFactory

DESK = "/handboek/redactie/"


def order(chapter: Hoofdstuk) -> list[int]:
    return list(
        Advies.objects.filter(hoofdstuk=chapter).in_order().values_list("number", flat=True)
    )


def focused(page: str) -> list[str]:
    return [tag for tag in re.findall(r"<button[^>]*>", page) if "autofocus" in tag]


def test_an_advies_goes_up_and_down_and_keeps_the_focus(client, client_of, redacteur) -> None:
    """Row 77."""
    chapter = HoofdstukFactory()
    first, second, third = (
        AdviesFactory(hoofdstuk=chapter, published=True, number=number) for number in (11, 12, 13)
    )
    editor = client_of(redacteur)
    answer = editor.post(f"{DESK}13/plaats/", {"richting": "omhoog"}, follow=True)
    assert order(chapter) == [11, 13, 12]
    page = answer.content.decode()
    row = page[page.index('id="advies-13"') : page.index('id="advies-12"')]
    assert len(focused(page)) == len(focused(row)) == 1
    assert 'value="omhoog"' in focused(row)[0]
    editor.post(f"{DESK}13/plaats/", {"richting": "omhoog"})
    top = editor.post(f"{DESK}13/plaats/", {"richting": "omhoog"}, follow=True).content.decode()
    assert order(chapter) == [13, 11, 12]
    assert 'value="omlaag"' in focused(top)[0]
    editor.post(f"{DESK}11/plaats/", {"richting": "omlaag"})
    assert order(chapter) == [13, 12, 11]
    read = client.get(chapter.get_absolute_url()).content.decode()
    places = [read.index(row.get_absolute_url()) for row in (third, second, first)]
    assert places == sorted(places)


def test_an_advies_is_dragged_beside_another_one_of_its_chapter(client_of, redacteur) -> None:
    """Row 77: the address of the buttons, with what it was dropped beside."""
    chapter = HoofdstukFactory()
    rows = {
        number: AdviesFactory(hoofdstuk=chapter, published=True, number=number)
        for number in (11, 12, 13, 14)
    }
    editor = client_of(redacteur)
    editor.post(f"{DESK}11/plaats/", {"naast": rows[13].pk, "kant": "na"})
    assert order(chapter) == [12, 13, 11, 14]
    page = editor.post(f"{DESK}14/plaats/", {"naast": rows[12].pk, "kant": "voor"}, follow=True)
    assert order(chapter) == [14, 12, 13, 11]
    text = page.content.decode()
    assert text.index('id="advies-14"') < text.index('id="advies-12"')


@pytest.mark.parametrize("beside", ["elders", "ingetrokken", "zelf", "", "x", "0", "9" * 30])
def test_dragging_beside_what_is_not_there_changes_nothing_and_says_so(
    client_of, redacteur, make_advies, beside
) -> None:
    chapter = HoofdstukFactory()
    first, gone = (make_advies(hoofdstuk=chapter) for _ in range(2))
    services.withdraw_advies(actor=redacteur, advies=gone, reason="De wet veranderde.")
    keys = {"elders": make_advies().pk, "ingetrokken": gone.pk, "zelf": first.pk}
    before = list(Advies.objects.order_by("pk").values_list("pk", "position"))
    page = client_of(redacteur).post(
        f"{DESK}{first.number}/plaats/", {"naast": keys.get(beside, beside)}, follow=True
    )
    assert CHANGED in page.content.decode()
    assert list(Advies.objects.order_by("pk").values_list("pk", "position")) == before


def test_a_chapter_is_dragged_and_its_address_follows(client, client_of, redacteur) -> None:
    rows = [HoofdstukFactory(number=number, slug=f"deel-{number}") for number in (1, 2, 5)]
    old = rows[2].get_absolute_url()
    editor = client_of(redacteur)
    address = f"{DESK}hoofdstukken/{rows[2].pk}/plaats/"
    editor.post(address, {"naast": rows[0].pk, "kant": "voor"})
    assert list(Hoofdstuk.objects.order_by("number").values_list("slug", "number")) == [
        ("deel-5", 1),
        ("deel-1", 2),
        ("deel-2", 5),
    ]
    rows[2].refresh_from_db()
    assert client.get(old).headers["Location"] == rows[2].get_absolute_url()
    assert CHANGED in editor.post(address, {"naast": "999"}, follow=True).content.decode()


def test_what_was_withdrawn_has_no_place(redacteur, make_advies) -> None:
    chapter = HoofdstukFactory()
    rows = [make_advies(hoofdstuk=chapter) for _ in range(3)]
    services.withdraw_advies(actor=redacteur, advies=rows[1], reason="De wet veranderde.")
    services.move_advies(actor=redacteur, advies=rows[2], up=True)
    shown = [row.number for row in Advies.objects.published().in_order()]
    assert shown == [rows[2].number, rows[0].number]


def test_a_chapter_that_moves_keeps_its_address(client, client_of, redacteur) -> None:
    first, _second, third = (
        HoofdstukFactory(number=number, title=f"Deel {word}", slug=f"deel-{word}")
        for number, word in ((1, "een"), (2, "twee"), (5, "vijf"))
    )
    old = third.get_absolute_url()
    editor = client_of(redacteur)
    page = editor.post(
        f"{DESK}hoofdstukken/{third.pk}/plaats/", {"richting": "omhoog"}, follow=True
    )
    assert [row.slug for row in Hoofdstuk.objects.order_by("number")] == [
        "deel-een",
        "deel-vijf",
        "deel-twee",
    ]
    assert len(focused(page.content.decode())) == 1
    third.refresh_from_db()
    answer = client.get(old)
    assert (answer.status_code, answer.headers["Location"]) == (301, third.get_absolute_url())
    services.move_hoofdstuk(actor=redacteur, hoofdstuk=first, up=True)
    assert Hoofdstuk.objects.get(pk=first.pk).number == 1


def test_a_redacteur_adds_and_renames_a_chapter(client_of, redacteur) -> None:
    editor = client_of(redacteur)
    editor.post(f"{DESK}hoofdstukken/", {"title": "Werk met cijfers", "intro": "Tel eerst."})
    chapter = Hoofdstuk.objects.get()
    assert (chapter.number, chapter.slug, chapter.intro) == (1, "werk-met-cijfers", "Tel eerst.")
    again = editor.post(f"{DESK}hoofdstukken/", {"title": "Werk met cijfers!"}).content.decode()
    assert "Er is al een hoofdstuk met deze titel." in again
    assert 'value="Werk met cijfers!"' in again
    editor.post(f"{DESK}hoofdstukken/{chapter.pk}/", {"title": "Tel mee", "intro": ""})
    chapter.refresh_from_db()
    assert (chapter.title, chapter.slug) == ("Tel mee", "werk-met-cijfers")
    with pytest.raises(ValidationError):
        services.add_hoofdstuk(actor=redacteur, title="Werk met cijfers")


def test_a_long_chapter_has_pages_and_no_more_queries(client_of, redacteur) -> None:
    chapter = HoofdstukFactory()
    client, address = client_of(redacteur), f"{DESK}hoofdstukken/{chapter.pk}/"

    def count() -> int:
        client.get(address)
        with CaptureQueriesContext(connection) as captured:
            client.get(address)
        return len(captured)

    AdviesFactory(hoofdstuk=chapter, les=False, number=100)
    few = count()
    for place in range(50):
        AdviesFactory(hoofdstuk=chapter, les=False, number=101 + place)
    assert count() == few
    answer = client.post(f"{DESK}150/plaats/", {"richting": "omlaag"})
    assert "pagina=2" in answer.headers["Location"]
    moved = client.post(f"{DESK}150/plaats/", {"richting": "omhoog"}, follow=True).content.decode()
    assert 'id="advies-150"' in moved
