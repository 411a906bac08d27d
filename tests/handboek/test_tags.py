from types import SimpleNamespace

import pytest
from django.contrib.auth.models import AnonymousUser
from django.template import Context, Template

from bijeenkomsten.enums import VerslagState
from tests.factories import (
    AdviesFactory,
    BevindingFactory,
    CasusFactory,
    LesFactory,
    VerslagItemFactory,
)
from tests.handboek.uitgaven import appeared


def draw(tag: str, user, **context) -> str:
    request = SimpleNamespace(user=user)
    template = Template("{% load handboek %}{% " + tag + " %}")
    return template.render(Context({"request": request, **context}))


def test_casus_shows_how_far_each_sentence_came(make_advies, public_casus) -> None:
    advies = make_advies(public_casus)
    BevindingFactory(casus=public_casus, quote="Deze bleef liggen.")
    text = draw("wat_kwam_ervan casus", AnonymousUser(), casus=public_casus)
    assert advies.get_absolute_url() in text
    assert advies.lessen.get().get_absolute_url() in text
    assert (text.count("“We vroegen eerst de reizigers.”"), text.count("Nog geen les")) == (1, 1)


def test_casus_says_a_sentence_and_a_les_once_for_all_that_came_of_them(
    make_advies, public_casus
) -> None:
    first = make_advies(public_casus)
    other = AdviesFactory(published=True, les=first.lessen.get())
    text = draw("wat_kwam_ervan casus", AnonymousUser(), casus=public_casus)
    assert {first.get_absolute_url() in text, other.get_absolute_url() in text} == {True}
    assert text.count("“We vroegen eerst de reizigers.”") == 1
    assert text.count(first.lessen.get().conclusion) == 1
    assert text.count("Dezelfde als hierboven") == 2


def test_casus_shows_in_which_edition_its_advies_stands(
    make_advies, public_casus, redacteur, redacteur2
) -> None:
    make_advies(public_casus)
    draft = draw("wat_kwam_ervan casus", AnonymousUser(), casus=public_casus)
    assert "Nog niet in een uitgave" in draft
    edition = appeared(redacteur, redacteur2, year=2026)
    newer = appeared(redacteur, redacteur2, year=2027)
    text = draw("wat_kwam_ervan casus", AnonymousUser(), casus=public_casus)
    assert newer.adviezen.get().get_absolute_url() in text
    assert edition.adviezen.get().get_absolute_url() not in text, "the newest one"
    assert "Nog niet in een uitgave" not in text


def test_casus_hides_minutes_that_the_reader_may_not_see(public_casus) -> None:
    item = VerslagItemFactory(agendapunt__casus=public_casus)
    BevindingFactory(casus=None, verslag_item=item, quote="Alleen voor leden.")
    assert draw("wat_kwam_ervan casus", AnonymousUser(), casus=public_casus).strip() == ""


def test_casus_hides_a_les_that_is_not_public(public_casus, deelnemer) -> None:
    les = LesFactory(casus=public_casus)
    assert les.conclusion not in draw("wat_kwam_ervan casus", AnonymousUser(), casus=public_casus)
    assert les.conclusion in draw("wat_kwam_ervan casus", deelnemer, casus=public_casus)


def test_community_shows_its_lessen(community, deelnemer) -> None:
    les = LesFactory(community=community)
    assert les.get_absolute_url() in draw("lessen_van_community c", deelnemer, c=community)
    assert draw("lessen_van_community c", AnonymousUser(), c=community).strip() == ""


@pytest.mark.parametrize(
    ("who", "shown"), [("organisator", True), ("deelnemer", False), ("buitenstaander", False)]
)
def test_button_to_harvest_is_for_who_may(request, community, who: str, *, shown: bool) -> None:
    casus = CasusFactory(community=community)
    text = draw("oogst_knop c", request.getfixturevalue(who), c=casus)
    assert (f"/handboek/oogst/casus/{casus.slug}/" in text) is shown


def test_button_to_harvest_from_minutes(community, organisator) -> None:
    verslag = VerslagItemFactory(
        verslag__bijeenkomst__community=community, verslag__state=VerslagState.CHECK
    ).verslag
    slug = verslag.bijeenkomst.slug
    assert f"/handboek/oogst/verslag/{slug}/" in draw("oogst_knop v", organisator, v=verslag)


def test_front_page_shows_a_do_and_a_dont(make_advies) -> None:
    do, dont = make_advies(), make_advies(kind="dont")
    text = draw("uit_het_handboek", AnonymousUser())
    assert (do.get_absolute_url() in text, dont.get_absolute_url() in text) == (True, True)


def test_front_page_without_adviezen_says_so(db) -> None:
    assert "Nog geen advies" in draw("uit_het_handboek", AnonymousUser())
