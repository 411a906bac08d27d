"""The front of the handboek and "Waar sta je?": ways in that end in something."""

import re

import pytest
from django.utils.html import escape

from handboek import services
from handboek.models import Advies
from tests.factories import CasusFactory, HoofdstukFactory, begrip
from tests.handboek.conftest import agreed_les
from tests.handboek.test_reading import BEGIN, INDEX, WAAR, html, queries

CHOICE = re.compile(
    r'<a class="zoekkeuze[^"]*"[^>]*href="([^"]+)">([^<]+) <span class="zoekkeuze__aantal">(\d+)'
)


def choices(text: str) -> dict[str, tuple[str, int]]:
    """Return {answer: (address, number)} of what can be chosen on the page."""
    return {
        label: (address.replace("&amp;", "&"), int(number))
        for address, label, number in CHOICE.findall(text)
    }


def titles(text: str) -> list[str]:
    return re.findall(r'<a class="kaartlink" href="/handboek/adviezen/[^"]+">([^<]+)</a>', text)


@pytest.fixture
def three(make_advies) -> dict[str, Advies]:
    """An advies for a bestuurder in uitvoering, one for a bestuurder, and one for everybody."""
    phase, role = begrip("beleidsfase", "uitvoering"), begrip("doelgroep", "bestuurder")
    both = make_advies(title="Geef beide", phase=phase)
    both.audiences.add(role)
    other = make_advies(title="Vraag anders", phase=begrip("beleidsfase", "besluit"))
    other.audiences.add(role)
    return {"both": both, "other": other, "open": make_advies(title="Laat open", phase=None)}


def test_the_front_leads_to_search_to_the_questions_and_to_each_chapter(
    client, make_advies, three
) -> None:
    chapter = HoofdstukFactory(intro="Vraag het eerst. Daarna doe je iets.")
    make_advies(hoofdstuk=chapter)
    draft = HoofdstukFactory()
    text = html(client, BEGIN)
    assert 'action="/handboek/adviezen/#gevonden"' in text
    assert f'href="{WAAR}?fase=uitvoering"' in text
    assert "Vraag het eerst. Daarna doe je iets." in text
    assert all(row.get_absolute_url() in text for row in (chapter, draft, *three.values()))
    assert 'href="/handboek/bewijskracht/"' in text


def test_an_old_address_with_words_or_choices_goes_to_the_list(client, make_advies) -> None:
    answer = client.get(f"{BEGIN}?q=gemeenten&fase=uitvoering")
    assert (answer.status_code, answer.headers["Location"]) == (
        302,
        f"{INDEX}?q=gemeenten&fase=uitvoering",
    )
    assert client.get(f"{BEGIN}?utm_source=mail").status_code == 200


def test_each_answer_says_how_many_adviezen_it_leaves(client, three) -> None:
    """Row 83: what an answer promises is what stands behind it, also a second answer."""
    first = choices(html(client, WAAR))
    assert (first["Uitvoering"][1], first["Bestuurder"][1]) == (2, 3)
    for label in ("Uitvoering", "Bestuurder", "Besluit"):
        address, number = first[label]
        page = html(client, address)
        assert len(titles(page)) == number
    for further, left in list(choices(page).values())[:15]:
        assert len(titles(html(client, further))) == left


def test_an_answer_that_leaves_nothing_is_no_link(client, make_advies) -> None:
    make_advies(phase=begrip("beleidsfase", "besluit"))
    text = html(client, WAAR)
    assert "Uitvoering" not in choices(text)
    assert "Uitvoering" in text


def test_what_fits_best_and_is_strongest_comes_first(client, three, make_advies) -> None:
    strong = make_advies(CasusFactory(), CasusFactory(), title="Begin sterk", phase=None)
    text = html(client, f"{WAAR}?fase=uitvoering&doelgroep=bestuurder")
    assert titles(text) == [three["both"].title, strong.title, three["open"].title]
    assert text.count("Geldt in elke fase") == 2
    assert text.count("Voor iedereen") == 2


def test_a_dispute_puts_an_advies_below_an_equal_one(client, make_advies, redacteur) -> None:
    disputed = make_advies(CasusFactory(), CasusFactory(), title="Betwiste regel")
    plain = make_advies(CasusFactory(), CasusFactory(), title="Gewone regel")
    services.link_les(actor=redacteur, advies=disputed, les=agreed_les(), relation="contradicts")
    assert titles(html(client, WAAR)) == [plain.title, disputed.title]


def test_a_given_answer_can_be_changed_or_taken_back(client, three) -> None:
    text = html(client, f"{WAAR}?fase=uitvoering&doelgroep=bestuurder")
    assert choices(text)["Besluit"][0] == f"{WAAR}?fase=besluit&doelgroep=bestuurder#vragen"
    assert f'href="{WAAR}?doelgroep=bestuurder"' in text
    assert f'href="{WAAR}"' in text
    assert escape(f"{WAAR}?fase=uitvoering") in text


def test_nonsense_among_the_answers_is_left_out(client, three) -> None:
    text = html(client, f"{WAAR}?fase=bestaat-niet&doelgroep=%00&soort=x&pagina=-1")
    assert len(titles(text)) == 3


def test_a_withdrawn_advies_fits_nobody(client, three, redacteur) -> None:
    services.withdraw_advies(actor=redacteur, advies=three["open"], reason="De wet veranderde.")
    assert sorted(titles(html(client, WAAR))) == ["Geef beide", "Vraag anders"]


def test_the_questions_take_the_same_queries_for_1_and_24(client, make_advies) -> None:
    make_advies(CasusFactory(visibility="public"))
    addresses = (BEGIN, WAAR, f"{WAAR}?fase=uitvoering&doelgroep=bestuurder&thema=wonen")
    few = [queries(client, address) for address in addresses]
    for _ in range(23):
        make_advies(CasusFactory(visibility="public"))
    assert [queries(client, address) for address in addresses] == few


def test_the_evidence_has_a_page_of_its_own(client, make_advies) -> None:
    text = html(client, make_advies().get_absolute_url())
    assert 'href="/handboek/bewijskracht/"' in text
    assert "Drie of meer losse bronnen" in html(client, "/handboek/bewijskracht/")
