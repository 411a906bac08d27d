"""What the room wrote down goes in the minutes with one click, and only once."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from bijeenkomsten import services
from bijeenkomsten.models import Inbreng, VerslagItem
from netwerk.kern.tekst import opmaak
from tests.factories import InbrengFactory, VerslagItemFactory

BUTTON = "Zet de inbreng in het verslag"


@pytest.fixture
def item(community: Any) -> VerslagItem:
    """Return one part of a draft, with two things that the room wrote down at it."""
    found = VerslagItemFactory(verslag__bijeenkomst__community=community, body="Wij begonnen laat.")
    found.agendapunt.bijeenkomst = found.verslag.bijeenkomst
    found.agendapunt.save()
    InbrengFactory(agendapunt=found.agendapunt, kind="question", body="Wie betaalt?")
    InbrengFactory(agendapunt=found.agendapunt, kind="advice", body="Begin klein.")
    return found


def address(item: VerslagItem, name: str = "verslag_notes") -> str:
    args = [item.pk] if name == "verslag_notes" else []
    return reverse(f"bijeenkomsten:{name}", args=[item.verslag.bijeenkomst.slug, *args])


def test_the_notes_stand_below_the_text_once_and_later_ones_after_that(
    client_of: Any, organisator: Any, item: VerslagItem
) -> None:
    boss = client_of(organisator)
    assert BUTTON in boss.get(address(item, "verslag")).text
    for version in (1, 2):
        html = boss.post(address(item), {"version": version}, follow=True).text
    assert "staat al in het verslag" in html
    assert BUTTON not in html
    item.refresh_from_db()
    first = "Wij begonnen laat.\n\n**Vragen**\n\n- Wie betaalt?\n\n**Adviezen**\n\n- Begin klein\\."
    assert (item.body, item.version, item.updated_by) == (first, 2, organisator)
    InbrengFactory(agendapunt=item.agendapunt, kind="advice", body="Bel eerst")
    InbrengFactory(agendapunt=item.agendapunt, kind="advice", body="Weg", removed_at=timezone.now())
    boss.post(address(item), {"version": 2})
    item.refresh_from_db()
    assert item.body == f"{first}\n\n**Adviezen**\n\n- Bel eerst"


@pytest.mark.parametrize("version", ["1", "", "veel", "9" * 30])
def test_a_text_that_changed_meanwhile_stays_as_it_is(
    version: str, client_of: Any, organisator: Any, item: VerslagItem
) -> None:
    services.save_verslag_item(actor=organisator, item=item, body="Nieuw.", version=1)
    html = client_of(organisator).post(address(item), {"version": version}, follow=True).text
    assert "Iemand anders bewaarde dit deel net." in html
    item.refresh_from_db()
    assert (item.body, Inbreng.objects.for_minutes().count()) == ("Nieuw.", 2)


def test_who_was_writing_sees_both_texts(
    client_of: Any, organisator: Any, item: VerslagItem
) -> None:
    services.add_notes(actor=organisator, item=item, version=1)
    write = reverse("bijeenkomsten:verslag_write", args=[item.verslag.bijeenkomst.slug, item.pk])
    html = client_of(organisator).post(write, {"body": "Mijn tekst.", "version": "1"}).text
    assert "Iemand anders was je voor" in html
    assert ("Mijn tekst." in html, "Wie betaalt?" in html) == (True, True)


def test_what_does_not_fit_is_not_lost(organisator: Any, item: VerslagItem) -> None:
    full = "a" * (opmaak.MAX_LENGTH - 5)
    services.save_verslag_item(actor=organisator, item=item, body=full, version=1)
    with pytest.raises(services.BijeenkomstError, match="te lang"):
        services.add_notes(actor=organisator, item=item, version=2)
    assert Inbreng.objects.for_minutes().count() == 2


def test_the_page_of_all_notes_leads_who_writes_a_draft_there(
    client_of: Any, organisator: Any, item: VerslagItem
) -> None:
    page = client_of(organisator).get(address(item, "room_notes")).text
    assert BUTTON in page
    services.finalise_verslag(actor=organisator, verslag=item.verslag, visibility="community")
    assert BUTTON not in client_of(organisator).get(address(item, "room_notes")).text


def test_one_and_fifty_notes_take_the_same_number_of_queries(
    client_of: Any, organisator: Any, item: VerslagItem
) -> None:
    client, page = client_of(organisator), address(item, "verslag")

    def ask() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(page).status_code == 200
        return len(queries)

    ask()
    before = ask()
    for number in range(50):
        InbrengFactory(agendapunt=item.agendapunt, body=f"Ding {number}")
    assert ask() == before
