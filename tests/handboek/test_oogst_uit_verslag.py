"""What came of minutes so far: counted for who may know, and a button at each part."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from handboek.services import harvest_bevinding, harvest_les
from tests.factories import AdviesFactory, VerslagItemFactory

pytestmark = pytest.mark.django_db
HEADING = "De oogst tot nu toe"


@pytest.fixture
def item(community):
    """Return a part of final minutes that the network reads."""
    found = VerslagItemFactory(
        verslag__state="final",
        verslag__visibility="public",
        verslag__bijeenkomst__community=community,
        verslag__bijeenkomst__visibility="public",
        body="We belden eerst. " + " ".join(f"Zin nummer {n} is lang." for n in range(60)),
    )
    found.agendapunt.bijeenkomst = found.verslag.bijeenkomst
    found.agendapunt.save()
    return found


def les(item, organisator, quote="We belden eerst.", conclusion="Bel voor je schrijft."):
    found = harvest_bevinding(actor=organisator, source=item, quote=quote)
    return harvest_les(
        actor=organisator,
        bevindingen=[found],
        conclusion=conclusion,
        community=item.verslag.bijeenkomst.community,
    )


def side(client, item) -> str:
    return client.get(item.verslag.get_absolute_url()).text


def facts(page: str) -> list[str]:
    part = page[page.index(HEADING) :]
    rows = part[: part.index("</section>")].split("<dd>")[1:]
    return [" ".join(row.split("</dd>")[0].split()) for row in rows]


def test_the_counts_of_findings_lessen_and_adviezen_with_links(
    item, organisator, deelnemer, client_of
) -> None:
    client = client_of(deelnemer)
    assert HEADING not in side(client, item)
    first = les(item, organisator)
    advies = AdviesFactory(published=True, les=first, kind="dont")
    page = side(client, item)
    assert facts(page) == ["1", "1", "1"]
    assert first.get_absolute_url() in page
    assert advies.get_absolute_url() in page


def test_a_visitor_counts_only_what_a_visitor_may_read(item, organisator, client_of) -> None:
    hidden = les(item, organisator, conclusion="Geheime conclusie.")
    draft = AdviesFactory(les=hidden)
    page = side(client_of(None), item)
    assert facts(page) == ["1", "0", "0"]
    assert "Geheime conclusie." not in page
    assert draft.title not in page


def test_who_may_harvest_can_choose_a_sentence_on_the_page_itself(
    item, organisator, deelnemer, client_of
) -> None:
    assert f'data-oogst-deel="{item.pk}"' in side(client_of(organisator), item)
    assert "data-oogst-deel" not in side(client_of(deelnemer), item)
    address = f"/handboek/oogst/verslag/{item.verslag.bijeenkomst.slug}/?deel={item.pk}"
    assert f'data-oogst="{item.pk}"' in client_of(organisator).get(address).text


def test_one_and_fifty_lessen_take_the_same_number_of_queries(item, organisator, client_of) -> None:
    client = client_of(organisator)
    les(item, organisator)

    def ask() -> int:
        with CaptureQueriesContext(connection) as queries:
            side(client, item)
        return len(queries)

    ask()
    before = ask()
    for number in range(50):
        les(item, organisator, f"Zin nummer {number} is lang.", f"Conclusie {number}.")
    assert ask() == before


def test_a_draft_is_not_harvested_for_its_words_may_still_change(
    community, organisator, client_of
) -> None:
    client = client_of(organisator)
    for state, answers in (("check", {200}), ("draft", {403, 404})):
        item = VerslagItemFactory(
            verslag__bijeenkomst__community=community, verslag__state=state, body="We belden eerst."
        )
        address = f"/handboek/oogst/verslag/{item.verslag.bijeenkomst.slug}/"
        assert client.get(address).status_code in answers
        assert client.post(address, {"zin": "x", "versie": "1"}).status_code in answers
