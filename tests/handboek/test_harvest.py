from threading import Barrier, Thread

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.urls import reverse

from casussen.models import CasusSectie
from handboek import services
from handboek.models import Bevinding, Les
from netwerk.kern.audit.models import AuditEvent
from tests.factories import (
    BevindingFactory,
    CasusFactory,
    CommunityFactory,
    DeelnemerFactory,
    LesFactory,
    VerslagItemFactory,
)

QUOTE = "Daarna keken we naar de kosten."
SHIELDED = "Eerst dit.\n\n:::vertrouwelijk\nDe wethouder was boos.\n:::\n\nToen dat."


def section(**more) -> CasusSectie:
    return CasusFactory(**more).secties.get()


def test_a_sentence_is_kept_with_its_place_and_version(organisator) -> None:
    source = section()
    found = services.harvest_bevinding(actor=organisator, source=source, quote=f" {QUOTE}\n")
    assert (found.quote, found.prefix, found.suffix) == (
        QUOTE,
        "We vroegen eerst de reizigers. ",
        "",
    )
    assert (found.casus, found.section, found.source_version) == (source.casus, source, 1)
    assert AuditEvent.objects.get().action == "bevinding.marked"


def test_the_same_sentence_is_one_bevinding(organisator, redacteur) -> None:
    source = section()
    first = services.harvest_bevinding(actor=organisator, source=source, quote=QUOTE)
    again = services.harvest_bevinding(actor=redacteur, source=source, quote=QUOTE)
    assert (again, again.created_by) == (first, organisator)


def test_equal_sentences_are_told_apart_by_their_place(organisator) -> None:
    source = section(body="Dat hielp. Dat hielp.")
    rows = [
        services.harvest_bevinding(actor=organisator, source=source, quote="Dat hielp.", start=at)
        for at in (0, 11)
    ]
    assert [(row.prefix, row.suffix) for row in rows] == [("", " Dat hielp."), ("Dat hielp. ", "")]


@pytest.mark.parametrize("quote", ["", "Dit staat er niet.", "De wethouder was boos."])
def test_only_what_others_may_read_is_harvested(organisator, quote: str) -> None:
    with pytest.raises(ValidationError):
        services.harvest_bevinding(actor=organisator, source=section(body=SHIELDED), quote=quote)
    assert Bevinding.objects.count() == 0


def test_a_text_that_changed_is_not_harvested(organisator) -> None:
    with pytest.raises(ValidationError):
        services.harvest_bevinding(actor=organisator, source=section(), quote=QUOTE, version=2)


def test_a_sentence_that_became_confidential_is_known(organisator) -> None:
    source = section(body="Eerst dit.\n\nDe wethouder was boos.")
    quote = "De wethouder was boos."
    found = services.harvest_bevinding(actor=organisator, source=source, quote=quote)
    assert found.became_confidential is False
    source.body = SHIELDED
    assert found.became_confidential is True


def test_a_les_takes_the_next_number(organisator) -> None:
    LesFactory(number=30)
    les = services.harvest_les(
        actor=organisator,
        bevindingen=[BevindingFactory()],
        conclusion="Vraag eerst.",
        community=CommunityFactory(),
    )
    assert (les.number, les.created_by) == (31, organisator)


def test_a_les_needs_a_bevinding(organisator) -> None:
    with pytest.raises(ValidationError):
        services.harvest_les(
            actor=organisator, bevindingen=[], conclusion="Los.", community=CommunityFactory()
        )


def test_a_new_sentence_under_a_les_weighs_its_adviezen_again(make_advies, organisator) -> None:
    advies = make_advies()
    services.add_bevinding_to_les(
        actor=organisator, les=advies.lessen.get(), bevinding=BevindingFactory()
    )
    advies.refresh_from_db()
    assert advies.get_level_display() == "herkend"


def test_two_lessen_at_the_same_moment_get_two_numbers(transactional_db) -> None:
    person, community = DeelnemerFactory(), CommunityFactory()
    bevindingen = [BevindingFactory(), BevindingFactory()]
    barrier = Barrier(2)

    def harvest(bevinding: Bevinding) -> None:
        barrier.wait()
        services.harvest_les(
            actor=person, bevindingen=[bevinding], conclusion="Tegelijk.", community=community
        )
        connection.close()

    threads = [Thread(target=harvest, args=[row]) for row in bevindingen]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(Les.objects.values_list("number", flat=True)) == [1, 2]


def page_of(casus) -> str:
    return reverse("handboek:harvest", args=["casus", casus.slug])


def test_page_offers_the_sentences_without_confidential_ones(
    community, organisator, client_of
) -> None:
    casus = CasusFactory(community=community, body=SHIELDED)
    html = client_of(organisator).get(page_of(casus)).content.decode()
    assert [text in html for text in ("Eerst dit.", "Toen dat.", "wethouder")] == [
        True,
        True,
        False,
    ]


def test_page_makes_a_les(community, organisator, client_of) -> None:
    casus = CasusFactory(community=community)
    answer = client_of(organisator).post(
        page_of(casus),
        {
            "zin": 1,
            "versie": 1,
            "conclusie": "Tel ook mee wat een halte doet.",
            "community": community.pk,
        },
    )
    les = Les.objects.get()
    assert (answer.status_code, answer.headers["Location"]) == (302, les.get_absolute_url())
    assert les.bevindingen.get().quote == QUOTE


def test_page_offers_a_les_that_looks_alike(community, organisator, client_of) -> None:
    old = LesFactory(conclusion="Tel ook mee wat een halte voor een dorp doet.")
    casus = CasusFactory(community=community)
    data = {
        "zin": 1,
        "versie": 1,
        "conclusie": "Tel ook mee wat de halte voor het dorp doet.",
        "community": community.pk,
    }
    client = client_of(organisator)
    asked = client.post(page_of(casus), data)
    assert (asked.status_code, Les.objects.count()) == (200, 1)
    assert f"Voeg toe aan les {old.number}" in asked.content.decode()
    client.post(page_of(casus), data | {"les": str(old.number)})
    assert old.bevindingen.filter(quote=QUOTE).count() == 1
    client.post(page_of(casus), data | {"les": "nieuw"})
    assert Les.objects.count() == 2


def test_page_keeps_what_was_written_when_the_text_changed(
    community, organisator, client_of
) -> None:
    casus = CasusFactory(community=community)
    casus.secties.update(version=2)
    answer = client_of(organisator).post(
        page_of(casus),
        {"zin": 1, "versie": 1, "conclusie": "Tel mee.", "community": community.pk},
    )
    html = answer.content.decode()
    assert "De tekst is intussen veranderd." in html
    assert "Tel mee." in html
    assert 'name="versie" value="2"' in html
    assert Les.objects.count() == 0


def test_page_harvests_from_minutes(community, organisator, client_of) -> None:
    item = VerslagItemFactory(verslag__bijeenkomst__community=community, verslag__state="final")
    bijeenkomst = item.verslag.bijeenkomst
    client_of(organisator).post(
        reverse("handboek:harvest", args=["verslag", bijeenkomst.slug]),
        {"zin": 0, "versie": 1, "conclusie": "Een bus is een plek.", "community": community.pk},
    )
    assert Les.objects.get().bevindingen.get().verslag_item == item


def test_withdrawn_casus_gives_no_lessen(community, organisator, redacteur, client_of) -> None:
    from tests.handboek.conftest import withdraw

    casus = CasusFactory(community=community)
    withdraw(casus, redacteur)
    assert client_of(organisator).get(page_of(casus)).status_code == 403


def test_page_refuses_characters_that_no_text_can_hold(community, organisator, client_of) -> None:
    casus = CasusFactory(community=community)
    data = {"zin": 1, "versie": 1, "conclusie": "Tel \x00 mee.", "community": community.pk}
    answer = client_of(organisator).post(page_of(casus), data)
    assert (answer.status_code, Les.objects.count()) == (200, 0)
