"""The chain as a picture and in words, from both ends (row 110)."""

import re

import pytest

from handboek import services
from handboek.chain import MOST_PER_LES
from tests.factories import (
    AdviesFactory,
    BevindingFactory,
    CasusFactory,
    LesFactory,
    ReactieFactory,
)
from tests.handboek.test_reading import LEAKS, html, queries

TEXT = re.compile(r'<details class="keten__tekst">(.*?)</details>', re.DOTALL)
PICTURE = re.compile(r'<div class="keten__beeld">(.*?)<ul class="keten__uitleg"', re.DOTALL)
LINK = re.compile(r'<a href="([^"]+)"')


def parts(text: str) -> tuple[str, str]:
    """Return the picture and its equivalent in words."""
    picture, words = PICTURE.search(text), TEXT.search(text)
    assert picture is not None and words is not None
    return picture.group(1), words.group(1)


def test_words_say_what_the_picture_shows(client, make_advies, public_casus, redacteur) -> None:
    advies = make_advies(public_casus)
    against = LesFactory(casus=CasusFactory(visibility="public", title="De bus die verdween"))
    services.link_les(actor=redacteur, advies=advies, les=against, relation="contradicts")
    for address in (advies.get_absolute_url(), advies.lessen.first().get_absolute_url()):
        picture, words = parts(html(client, address))
        assert set(LINK.findall(picture)) == set(LINK.findall(words))
        assert LINK.findall(picture)
    assert "spreekt dit advies tegen" in parts(html(client, advies.get_absolute_url()))[1]


def test_a_les_leads_to_its_sources_and_its_adviezen(client, make_advies, public_casus) -> None:
    advies = make_advies(public_casus)
    picture, _ = parts(html(client, advies.lessen.get().get_absolute_url()))
    assert LINK.findall(picture) == [public_casus.get_absolute_url(), advies.get_absolute_url()]
    assert picture.count("Je bent hier") == 1


def test_a_les_without_advies_says_so(client_of, deelnemer) -> None:
    picture, _ = parts(html(client_of(deelnemer), LesFactory().get_absolute_url()))
    assert "Nog geen advies" in picture


def test_the_chain_of_a_les_shows_a_draft_only_to_the_redactie(
    client_of, deelnemer, redacteur, make_advies
) -> None:
    advies = make_advies()
    les = advies.lessen.get()
    services.withdraw_advies(actor=redacteur, advies=advies, reason="De wet veranderde.")
    draft = AdviesFactory(les=les)
    seen = parts(html(client_of(deelnemer), les.get_absolute_url()))[0]
    assert (advies.get_absolute_url() in seen, draft.get_absolute_url() in seen) == (True, False)
    assert draft.get_absolute_url() in parts(html(client_of(redacteur), les.get_absolute_url()))[0]


def test_more_sources_than_the_picture_has_room_for(client, make_advies) -> None:
    advies = make_advies()
    les = advies.lessen.get()
    extra = [CasusFactory(visibility="public") for _ in range(MOST_PER_LES + 1)]
    les.bevindingen.add(*(BevindingFactory(casus=casus) for casus in extra))
    text = html(client, advies.get_absolute_url())
    picture, words = parts(text)
    assert "En nog 2 bronnen" in picture
    assert all(casus.get_absolute_url() in words for casus in extra)
    assert not all(casus.get_absolute_url() in picture for casus in extra)


@pytest.mark.parametrize("who", ["anoniem", "buitenstaander", "deelnemer", "redacteur"])
def test_no_chain_names_what_one_may_not_see(
    request, client_of, make_advies, hidden_casus, public_casus, who: str
) -> None:
    """What leads out of the network stays hidden: in the picture and in words, at both ends."""
    advies = make_advies(hidden_casus, public_casus)
    hidden = BevindingFactory(casus=hidden_casus, quote="De Achterkamer besloot het alleen.")
    said = ReactieFactory(body="Het Stilzwijgen duurde lang.")
    talk = BevindingFactory(casus=hidden_casus, reactie=said, quote="Het Stilzwijgen duurde lang.")
    les = advies.lessen.first()
    les.bevindingen.add(hidden, talk)
    client = client_of(None if who == "anoniem" else request.getfixturevalue(who))
    for address in (advies.get_absolute_url(), les.get_absolute_url()):
        text = "".join(parts(html(client, address)))
        assert [word for word in LEAKS if word in text] == []
        assert hidden_casus.public_label in text


def test_a_les_takes_the_same_queries_for_1_and_10_sources(client, make_advies) -> None:
    few, many = make_advies().lessen.get(), make_advies().lessen.get()
    rows = [BevindingFactory(casus=CasusFactory(visibility="public")) for _ in range(9)]
    many.bevindingen.add(*rows)
    assert queries(client, few.get_absolute_url()) == queries(client, many.get_absolute_url())
