"""Around the meetings of the demo stands what an organiser works with."""

from collections.abc import Callable, Iterator

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from pytest_django.plugin import DjangoDbBlocker

from bijeenkomsten.models import Agendavoorstel, Bijeenkomst, Datumprikker, Verslag
from communities.models import Deelnemer
from netwerk.demo.generator import build
from netwerk.demo.rondom import COMES, WAS
from netwerk.kern.berichten.models import MessageEvent
from tests.factories import bring_back_vocabularies

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def content(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Build the content once for this file, and take it back afterwards."""
    with django_db_blocker.unblock():
        bring_back_vocabularies()
    with django_db_blocker.unblock(), transaction.atomic():
        build()
        yield
        transaction.set_rollback(True)


Page = Callable[..., str]


@pytest.fixture
def page(content: None, client_of: Callable[[Deelnemer], Client]) -> Page:
    """Give what somebody reads on a page."""

    def read(key: str, name: str, *args: object) -> str:
        client = client_of(Deelnemer.objects.get(email=f"{key}@voorbeeld.nl"))
        answer = client.get(reverse(f"bijeenkomsten:{name}", args=args))
        assert answer.status_code == 200
        return answer.content.decode()

    return read


def test_a_date_poll_asks_the_member_and_is_ahead_for_the_organiser(page: Page) -> None:
    [poll] = Datumprikker.objects.open()
    assert "Wie belt er terug?" in page("deelnemer", "datumprikker", poll.pk)
    days = {moment.starts_at.date() for moment in poll.opties.all()}
    assert (len(days), Datumprikker.objects.count()) == (4, 1)
    member = Deelnemer.objects.get(email="deelnemer@voorbeeld.nl")
    assert Datumprikker.objects.open().unanswered_by(member).exists()


def test_minutes_are_checked_with_a_proposed_change(page: Page) -> None:
    verslag = Verslag.objects.get(state="check")
    assert verslag.bijeenkomst.slug == WAS
    assert verslag.akkoorden.count() == 2
    assert "voetbalclub" in page("deelnemer", "verslag", WAS)


def test_who_was_there_and_what_they_thought_of_it_can_be_read(page: Page) -> None:
    meeting = Bijeenkomst.objects.get(slug=WAS)
    assert meeting.aanwezigen.count() == 8
    assert "<b>8 van de " in page("organisator", "presence", WAS)
    assert "Voortaan kijk ik eerst in de agenda" in page("organisator", "evaluatie", WAS)


def test_a_part_has_papers_and_a_proposal_waits(page: Page) -> None:
    assert "Wat de winkel zelf bijhoudt" in page("deelnemer", "detail", COMES)
    proposal = Agendavoorstel.objects.get()
    assert proposal.title in page("organisator", "proposals", COMES)


def test_nobody_is_mailed_about_it(content: None) -> None:
    assert not MessageEvent.objects.exists()
