"""The conversation about a meeting: who reads it, who writes in it, who hears of it."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.test import Client
from django.urls import reverse

from bijeenkomsten import services as meetings
from bijeenkomsten.models import Bijeenkomst
from communities import services
from communities.models import Community, Deelnemer, Reactie
from netwerk.kern.berichten import preferences
from netwerk.kern.berichten.models import Attention, Delivery
from netwerk.kern.berichten.planner import plan_due
from tests.factories import BijeenkomstFactory

pytestmark = pytest.mark.django_db
ClientOf = Callable[[Deelnemer | None], Client]
SAID = "Neem laarzen mee"


def write(client: Client, meeting: Bijeenkomst) -> int:
    kind = ContentType.objects.get_for_model(meeting)
    url = reverse("communities:reageer", args=[kind.pk, meeting.pk])
    return client.post(url, {"body": SAID}).status_code


@pytest.fixture
def meeting(community: Community, organisator: Deelnemer) -> Bijeenkomst:
    return BijeenkomstFactory(community=community, created_by=organisator, visibility="public")


def test_members_and_who_comes_write_and_the_network_reads(
    meeting: Bijeenkomst, deelnemer: Deelnemer, ander_lid: Deelnemer, buitenstaander: Deelnemer,
    client_of: ClientOf,
) -> None:  # fmt: skip
    assert write(client_of(deelnemer), meeting) == 302
    page = meeting.get_absolute_url()
    assert SAID in client_of(deelnemer).get(page).content.decode()
    assert SAID in client_of(ander_lid).get(page).content.decode()
    assert write(client_of(ander_lid), meeting) == 403
    meetings.answer(actor=ander_lid, bijeenkomst=meeting, answer="maybe")
    assert write(client_of(ander_lid), meeting) == 302
    for person in (None, buitenstaander):
        html = client_of(person).get(page).content.decode()
        assert SAID not in html
        assert "Leden van het netwerk praten hier verder over dit onderwerp." in html
    meetings.answer(actor=buitenstaander, bijeenkomst=meeting, answer="yes")
    assert write(client_of(buitenstaander), meeting) == 403
    assert Reactie.objects.count() == 2


def test_a_closed_meeting_keeps_its_talk_inside(
    community: Community, deelnemer: Deelnemer, ander_lid: Deelnemer, client_of: ClientOf
) -> None:
    closed = BijeenkomstFactory(community=community, visibility="community")
    said = services.post_reactie(actor=deelnemer, subject=closed, body=SAID)
    assert client_of(ander_lid).get(said.get_absolute_url()).status_code == 404
    assert not Reactie.objects.visible_to(ander_lid).exists()
    assert Reactie.objects.visible_to(deelnemer).get() == said


def test_a_second_community_takes_part_too(
    meeting: Bijeenkomst, other_community: Community, ander_lid: Deelnemer, client_of: ClientOf
) -> None:
    assert write(client_of(ander_lid), meeting) == 403
    meeting.communities.add(other_community)
    assert write(client_of(ander_lid), meeting) == 302


def test_who_follows_the_meeting_hears_of_a_post(
    meeting: Bijeenkomst, deelnemer: Deelnemer, organisator: Deelnemer, client_of: ClientOf
) -> None:
    html = client_of(organisator).get(meeting.get_absolute_url()).content.decode()
    assert "Volg deze bijeenkomst" in html
    preferences.set_attention(person=organisator, topic=meeting, attention=Attention.FOLLOW)
    services.post_reactie(actor=deelnemer, subject=meeting, body=SAID)
    plan_due()
    rows: Any = Delivery.objects.filter(kind="gesprek.gevolgd")
    assert [row.person for row in rows] == [organisator]


def test_the_organiser_closes_the_conversation(
    meeting: Bijeenkomst, organisator: Deelnemer, deelnemer: Deelnemer, client_of: ClientOf
) -> None:
    kind = ContentType.objects.get_for_model(meeting)
    url = reverse("communities:gesprek_sluiten", args=[kind.pk, meeting.pk])
    assert client_of(deelnemer).post(url, {"actie": "sluit"}).status_code == 403
    assert client_of(organisator).post(url, {"actie": "sluit"}).status_code == 302
    assert write(client_of(deelnemer), meeting) == 403
