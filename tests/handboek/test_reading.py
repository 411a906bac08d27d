from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from handboek import services
from handboek.models import Advies
from tests.factories import (
    AdviesFactory,
    BevindingFactory,
    CasusFactory,
    HoofdstukFactory,
    LesFactory,
    VerslagItemFactory,
    begrip,
)
from tests.handboek.conftest import agreed_les, ready, withdraw

INDEX = "/handboek/adviezen/"
BEGIN = "/handboek/"
WAAR = "/handboek/waar-sta-je/"


def html(client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, answer
    return answer.content.decode()


def queries(client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(
        connection,
    ) as captured:
        client.get(address)
    assert len(captured), "a page that was kept counts nothing"
    return len(captured)


def test_handboek_is_read_without_account_and_sets_no_cookie(client, make_advies) -> None:
    """Row 76."""
    advies = make_advies()
    les, chapter = advies.lessen.get(), advies.hoofdstuk
    pages = [
        BEGIN,
        INDEX,
        WAAR,
        "/handboek/bewijskracht/",
        chapter.get_absolute_url(),
        advies.get_absolute_url(),
        les.get_absolute_url(),
    ]
    for address in pages:
        answer = client.get(address)
        assert (answer.status_code, dict(answer.cookies)) == (200, {})
        assert "csrfmiddlewaretoken" not in answer.content.decode()


def test_index_links_to_every_published_advies(client, make_advies) -> None:
    adviezen = [make_advies() for _ in range(12)]
    draft = AdviesFactory()
    text = html(client, INDEX)
    assert all(advies.get_absolute_url() in text for advies in adviezen)
    assert draft.get_absolute_url() not in text


def test_card_shows_where_it_was_learned_and_how_strong_it_is(
    client, make_advies, public_casus
) -> None:
    make_advies(public_casus)
    text = html(client, INDEX)
    assert f'<a href="{public_casus.get_absolute_url()}">De bus die bleef</a>, Drenthe' in text
    assert "Gezien in 1 casus." in text


def test_gemeenten_finds_gemeente(client, make_advies) -> None:
    """Row 87: the stem is searched, in the title, the summary, why and how."""
    found = make_advies(title="Geef elke gemeente een stem")
    other = make_advies(title="Begin op tijd")
    text = html(client, f"{INDEX}?q=gemeenten")
    assert found.get_absolute_url() in text
    assert other.get_absolute_url() not in text
    assert "1 advies gevonden" in text


@pytest.mark.parametrize(
    "choice", ["soort=do", "doelgroep=bestuurder", "fase=uitvoering", "thema=wonen"]
)
def test_filters_leave_out_the_rest(client, make_advies, choice: str) -> None:
    found = make_advies(phase=begrip("beleidsfase", "uitvoering"))
    found.audiences.add(begrip("doelgroep", "bestuurder"))
    found.themes.add(begrip("cbs-thema", "wonen"))
    other = make_advies(kind="dont")
    text = html(client, f"{INDEX}?{choice}")
    assert found.get_absolute_url() in text
    assert other.get_absolute_url() not in text


def test_filter_by_kind_of_area_knows_only_visible_sources(client, make_advies) -> None:
    """Row 83."""
    area = begrip("gebiedstype", "niet-stedelijk")
    found = make_advies(CasusFactory(visibility="public", area_type=area))
    hidden = make_advies(CasusFactory(visibility="group", area_type=area))
    text = html(client, f"{INDEX}?gebied=niet-stedelijk")
    assert (found.get_absolute_url() in text, hidden.get_absolute_url() in text) == (True, False)


def test_nonsense_in_the_address_shows_the_handboek(client, make_advies) -> None:
    advies = make_advies()
    text = html(client, f"{INDEX}?soort=x&fase=%00&pagina=-3&q=%F0")
    assert advies.get_absolute_url() not in text or "Per hoofdstuk" in text


def test_chapter_sets_do_and_dont_side_by_side(client, make_advies) -> None:
    chapter = HoofdstukFactory()
    make_advies(hoofdstuk=chapter)
    make_advies(hoofdstuk=chapter, kind="dont")
    text = html(client, chapter.get_absolute_url())
    assert (text.count('class="paar"'), text.count("paar--een")) == (1, 0)


def test_old_slugs_redirect_for_good(client, make_advies) -> None:
    """Row 80."""
    advies = make_advies()
    for address in (
        f"/handboek/adviezen/{advies.number}-oude-titel/",
        f"/handboek/adviezen/{advies.number}/",
    ):
        answer = client.get(address)
        assert (answer.status_code, answer.headers["Location"]) == (301, advies.get_absolute_url())
    chapter = advies.hoofdstuk
    answer = client.get(f"/handboek/hoofdstukken/{chapter.number}-anders/")
    assert (answer.status_code, answer.headers["Location"]) == (301, chapter.get_absolute_url())


def test_chain_is_one_click_both_ways(client, make_advies, public_casus) -> None:
    """Row 110: from every node to its sources and to its uses."""
    advies = make_advies(public_casus)
    les = advies.lessen.get()
    on_advies = html(client, advies.get_absolute_url())
    assert f'<a href="{les.get_absolute_url()}">' in on_advies
    assert f'<a href="{public_casus.get_absolute_url()}">' in on_advies
    on_les = html(client, les.get_absolute_url())
    assert advies.get_absolute_url() in on_les
    assert public_casus.get_absolute_url() in on_les
    assert "“We vroegen eerst de reizigers.”" in on_les


def test_advies_shows_evidence_and_conditions(client, make_advies, public_casus) -> None:
    text = html(
        client, make_advies(public_casus, works_not_when="- het haast heeft;").get_absolute_url()
    )
    for shown in ("Vermoeden", "Gezien in 1 casus.", "er een bus rijdt;", "het haast heeft;"):
        assert shown in text


def test_overdue_advies_says_so_to_readers(client, make_advies) -> None:
    """Row 86."""
    yesterday = timezone.localdate() - timedelta(days=1)
    late, fine = make_advies(), make_advies()
    Advies.objects.filter(pk=late.pk).update(review_at=yesterday)
    Advies.objects.filter(pk=fine.pk).update(review_at=timezone.localdate())
    assert "Nakijken is nodig." in html(client, late.get_absolute_url())
    assert "Nakijken is nodig." not in html(client, fine.get_absolute_url())


def test_withdrawn_advies_keeps_its_address_with_the_reason(client, make_advies, redacteur) -> None:
    advies = make_advies()
    services.withdraw_advies(actor=redacteur, advies=advies, reason="De wet veranderde.")
    text = html(client, advies.get_absolute_url())
    assert "Dit advies is ingetrokken" in text
    assert "De wet veranderde." in text
    assert advies.get_absolute_url() not in html(client, INDEX)


def test_refuted_advies_leaves_the_list_and_keeps_its_address(
    client, make_advies, redacteur
) -> None:
    advies = make_advies()
    services.link_les(actor=redacteur, advies=advies, les=agreed_les(), relation="contradicts")
    assert advies.get_absolute_url() not in html(client, INDEX)
    text = html(client, advies.get_absolute_url())
    assert "De praktijk spreekt dit advies tegen" in text
    assert "Weerlegd: 1 casus spreekt dit tegen." in text


def test_disputed_advies_shows_what_speaks_against_it(
    client, make_advies, redacteur, public_casus
) -> None:
    advies = make_advies(CasusFactory(), CasusFactory())
    les = LesFactory(casus=public_casus, conclusion="Een enquête schrikt af.")
    services.link_les(actor=redacteur, advies=advies, les=les, relation="contradicts")
    text = html(client, advies.get_absolute_url())
    assert "Betwist: in Drenthe werkte dit niet." in text
    assert "Wat spreekt dit tegen?" in text
    assert "Een enquête schrikt af." in text


def test_withdrawn_casus_is_marked_among_the_sources(
    client, make_advies, redacteur, public_casus
) -> None:
    advies = make_advies(public_casus, CasusFactory())
    withdraw(public_casus, redacteur)
    text = html(client, advies.get_absolute_url())
    assert "Ingetrokken: telt niet meer mee" in text
    assert "Hier telt geen bron meer mee" in text
    assert text.count("Eén bron zag dit") == 2  # in the picture, and in words


LEAKS = ("Geheime Fusie", "geheime-fusie", "Stilzwijgen", "stilzwijgen", "Zeeland", "Achterkamer")


def pages_about(advies: Advies) -> list[str]:
    les = advies.lessen.first()
    return [
        BEGIN,
        INDEX,
        WAAR,
        f"{INDEX}?q=reizigers",
        advies.hoofdstuk.get_absolute_url(),
        advies.get_absolute_url(),
        les.get_absolute_url(),
    ]


@pytest.mark.parametrize("who", ["anoniem", "buitenstaander", "deelnemer", "redacteur"])
def test_hidden_casus_never_leaks(
    request, client_of, make_advies, hidden_casus, public_casus, redacteur, who: str
) -> None:
    """Privacy: no title, slug, organisation, province or sentence of a hidden casus."""
    advies = make_advies(hidden_casus, public_casus)
    against = agreed_les(casus=hidden_casus)
    against.bevindingen.add(
        BevindingFactory(casus=hidden_casus, quote="De Achterkamer besloot het alleen.")
    )
    services.link_les(actor=redacteur, advies=advies, les=against, relation="contradicts")
    services.link_les(actor=redacteur, advies=advies, les=agreed_les(), relation="supports")
    client = client_of(None if who == "anoniem" else request.getfixturevalue(who))
    text = "".join(html(client, address) for address in pages_about(advies))
    assert [word for word in LEAKS if word in text] == []
    assert hidden_casus.public_label in text


def test_casusgroep_does_see_its_own_casus(client_of, make_advies, hidden_casus) -> None:
    advies = make_advies(hidden_casus)
    text = html(client_of(hidden_casus.casushouder), advies.get_absolute_url())
    assert [word for word in ("Geheime Fusie", "Zeeland") if word not in text] == []


def test_hidden_minutes_never_leak(client, make_advies, public_casus) -> None:
    item = VerslagItemFactory(
        verslag__bijeenkomst__title="Besloten Beraad",
        verslag__bijeenkomst__slug="besloten-beraad",
        agendapunt__title="Punt Achterkamer",
    )
    advies = make_advies(public_casus)
    les = advies.lessen.get()
    les.bevindingen.add(BevindingFactory(casus=None, verslag_item=item, quote="Niet voor buiten."))
    text = "".join(html(client, address) for address in pages_about(advies))
    words = ("Besloten Beraad", "besloten-beraad", "Achterkamer", "Niet voor buiten.")
    assert [word for word in words if word in text] == []
    assert "Een bijeenkomst die niet openbaar is" in text


def test_a_sentence_that_became_confidential_is_not_shown(
    client, make_advies, public_casus
) -> None:
    advies = make_advies(public_casus)
    section = public_casus.secties.get()
    row = advies.lessen.get().bevindingen.get()
    row.section = section
    row.save()
    section.body = f":::vertrouwelijk\n{row.quote}\n:::"
    section.save()
    assert row.quote not in html(client, advies.get_absolute_url())


def test_index_takes_the_same_queries_for_1_and_24_adviezen(client, make_advies) -> None:
    chapter = HoofdstukFactory()
    make_advies(hoofdstuk=chapter)
    few = queries(client, INDEX), queries(client, chapter.get_absolute_url())
    for _ in range(23):
        make_advies(CasusFactory(visibility="public"), hoofdstuk=chapter)
    assert (queries(client, INDEX), queries(client, chapter.get_absolute_url())) == few


def test_advies_takes_the_same_queries_for_1_and_10_sources(client, make_advies) -> None:
    def source() -> object:
        return CasusFactory(visibility="public")

    small, large = make_advies(source()), make_advies(*[source() for _ in range(10)])
    assert queries(client, small.get_absolute_url()) == queries(client, large.get_absolute_url())


def test_lessen_take_the_same_queries_for_1_and_50(client_of, deelnemer) -> None:
    LesFactory()
    client = client_of(deelnemer)
    one = queries(client, "/handboek/lessen/")
    LesFactory.create_batch(49)
    assert queries(client, "/handboek/lessen/") == one


def test_lessen_are_searched_and_chosen_by_community(client_of, deelnemer, community) -> None:
    mine = LesFactory(conclusion="Vraag elke gemeente.", community=community)
    other = LesFactory(conclusion="Vraag elke gemeente nog eens.")
    client = client_of(deelnemer)
    found = html(client, f"/handboek/lessen/?q=gemeenten&community={community.slug}")
    assert (mine.get_absolute_url() in found, other.get_absolute_url() in found) == (True, False)


def test_nonsense_in_the_address_of_the_lessen_finds_nothing(client_of, deelnemer) -> None:
    les = LesFactory()
    client = client_of(deelnemer)
    assert les.get_absolute_url() not in html(client, "/handboek/lessen/?community=a%00b&q=%00")


def test_les_page_shows_a_draft_advies_only_to_the_redactie(
    client_of, deelnemer, redacteur
) -> None:
    les = LesFactory()
    draft = ready(redacteur, les=les, state="draft")
    address = les.get_absolute_url()
    assert draft.title not in html(client_of(deelnemer), address)
    assert draft.title in html(client_of(redacteur), address)


def test_page_numbers(client, make_advies) -> None:
    adviezen = [make_advies() for _ in range(25)]
    assert adviezen[-1].get_absolute_url() in html(client, f"{INDEX}?pagina=2")


def test_unknown_chapter_is_not_found(client, db) -> None:
    assert client.get(reverse("handboek:hoofdstuk", args=[9, "x"])).status_code == 404


def test_found_words_are_marked_also_when_they_stand_in_the_text(client, make_advies) -> None:
    """Row 87."""
    make_advies(title="Geef elke gemeente een stem", summary="Ook een <b>kleine</b> gemeente.")
    make_advies(title="Begin op tijd", why="Wie wacht, wacht op de **gemeenten**.")
    text = html(client, f"{INDEX}?q=gemeente")
    assert "Geef elke <mark>gemeente</mark> een stem" in text
    assert "Ook een &lt;b&gt;kleine&lt;/b&gt; <mark>gemeente</mark>." in text
    assert "wacht op de <mark>gemeenten</mark>" in text


def test_a_typing_error_gets_the_word_that_was_meant(client, make_advies) -> None:
    make_advies(title="Geef een begeleider de leiding")
    text = html(client, f"{INDEX}?q=begelieder")
    assert "Bedoelde je" in text
    assert 'href="?q=begeleider#gevonden">begeleider</a>?' in text


def test_a_word_that_no_advies_has_is_not_offered(client, make_advies) -> None:
    """Row 87: a word of the vocabularies, or of a casus, would find nothing here."""
    make_advies(title="Geef een begeleider de leiding")
    CasusFactory(title="De kruiwagen", visibility="public")
    text = html(client, f"{INDEX}?q=kruiwagn")
    assert "0 adviezen gevonden" in text
    assert "Bedoelde je" not in text


def test_nothing_with_any_of_the_words_says_only_that(client, make_advies) -> None:
    make_advies(title="Geef een begeleider de leiding")
    text = html(client, f"{INDEX}?q=zeppelin+ballon")
    assert "Geen advies gevonden" in text
    assert "Deze hebben er een deel van." not in text


def test_some_of_the_words_are_better_than_nothing(client, make_advies) -> None:
    advies = make_advies(title="Geef elke gemeente een stem")
    text = html(client, f"{INDEX}?q=gemeente+zeppelin")
    assert advies.get_absolute_url() in text
    assert "Geen advies heeft al je woorden." in text


def test_a_chapter_is_searched_and_offers_the_whole_handboek(client, make_advies) -> None:
    """Row 87: without JavaScript the field of a chapter searches on the server."""
    here = make_advies(title="Geef elke gemeente een stem")
    other = make_advies(title="Geef elke gemeente een bus", hoofdstuk=HoofdstukFactory())
    assert 'action="/handboek/adviezen/#gevonden"' in html(
        client, here.hoofdstuk.get_absolute_url()
    )
    number = here.hoofdstuk.number
    text = html(client, f"{INDEX}?q=gemeenten&hoofdstuk={number}")
    assert (here.get_absolute_url() in text, other.get_absolute_url() in text) == (True, False)
    assert f"1 advies gevonden in hoofdstuk {number}" in text
    nothing = html(client, f"{INDEX}?q=zeppelin&hoofdstuk={number}")
    assert 'href="?q=zeppelin"' in nothing


def test_the_list_searched_takes_the_same_queries_for_1_and_24(client, make_advies) -> None:
    make_advies(CasusFactory(visibility="public"))
    address = f"{INDEX}?q=reizigers&soort=do"
    few = queries(client, address)
    for _ in range(23):
        make_advies(CasusFactory(visibility="public"))
    assert queries(client, address) == few


def test_what_an_advies_is_about_leads_to_more_of_it(client, make_advies) -> None:
    advies = make_advies(phase=begrip("beleidsfase", "uitvoering"))
    advies.audiences.add(begrip("doelgroep", "bestuurder"))
    text = html(client, advies.get_absolute_url())
    assert f'href="{WAAR}?fase=uitvoering"' in text
    assert f'href="{WAAR}?doelgroep=bestuurder"' in text


def test_a_typing_error_among_the_lessen_gets_the_word_that_was_meant(client_of, deelnemer) -> None:
    LesFactory(conclusion="Vraag elke gemeente.")
    text = html(client_of(deelnemer), "/handboek/lessen/?q=gemeetne")
    assert 'href="?q=gemeente"' in text
