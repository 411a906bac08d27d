"""A whole community is asked once: who gets the mail, and who is left in peace."""

from typing import Any

import pytest
from django.urls import reverse

from bijeenkomsten import oproepen, services
from bijeenkomsten.models import Oproep
from communities.models import Lidmaatschap
from netwerk.kern.berichten import preferences, registry
from netwerk.kern.berichten.models import Delivery, MessageEvent, State
from netwerk.kern.berichten.planner import plan_due
from tests.factories import AanmeldingFactory, BijeenkomstFactory, LidmaatschapFactory


def test_one_click_asks_a_community_and_a_second_does_nothing(
    organisator: Any, ander_lid: Any, community: Any, other_community: Any, client_of: Any
) -> None:
    meeting = BijeenkomstFactory(community=community, visibility="network")
    client = client_of(organisator)
    address = reverse("bijeenkomsten:ask_one", args=[meeting.slug, other_community.slug])
    page = client.get(address).content.decode()
    assert "1 persoon krijgt een mail" in " ".join(page.replace("\n", " ").split())
    assert not Oproep.objects.exists()
    for _ in range(2):
        assert client.post(address).url == reverse("bijeenkomsten:ask", args=[meeting.slug])
    [oproep] = Oproep.objects.all()
    assert (oproep.community, oproep.asked_by) == (other_community, organisator)
    assert MessageEvent.objects.filter(kind="bijeenkomst.asked").count() == 1
    plan_due()
    assert list(Delivery.objects.values_list("person", flat=True)) == [ander_lid.pk]
    assert (
        "Uitgenodigd op"
        in client.get(reverse("bijeenkomsten:ask", args=[meeting.slug])).content.decode()
    )


def test_who_answered_or_wants_no_such_mail_is_left_in_peace(
    organisator: Any, community: Any, other_community: Any
) -> None:
    meeting = BijeenkomstFactory(community=community, visibility="network")
    silent, answered, mutes, never = (
        LidmaatschapFactory(community=other_community).deelnemer for _ in range(4)
    )
    AanmeldingFactory(bijeenkomst=meeting, deelnemer=answered, answer="no")
    preferences.set_attention(person=mutes, topic=other_community, attention="mute")
    message = registry.get("bijeenkomst.asked")
    preferences.set_frequency(person=never, message=message, frequency="never")
    assert oproepen.number_reached(meeting, other_community, organisator) == 1
    services.ask_community(actor=organisator, bijeenkomst=meeting, community=other_community)
    plan_due()
    planned = Delivery.objects.filter(kind=message.key, state=State.PLANNED)
    told = [d.person for d in planned if not message.reason_to_drop(d, meeting)]
    assert told == [silent]


def test_somebody_in_two_communities_is_asked_once(
    organisator: Any, ander_lid: Any, community: Any, other_community: Any
) -> None:
    meeting = BijeenkomstFactory(community=community, visibility="network")
    Lidmaatschap.objects.create(community=community, deelnemer=ander_lid)
    for each in (community, other_community):
        services.ask_community(actor=organisator, bijeenkomst=meeting, community=each)
    plan_due()
    assert Delivery.objects.filter(person=ander_lid, kind="bijeenkomst.asked").count() == 1


def test_a_community_that_may_not_see_the_meeting_cannot_be_asked(
    organisator: Any, ander_lid: Any, community: Any, other_community: Any, client_of: Any
) -> None:
    meeting = BijeenkomstFactory(community=community, visibility="community")
    client = client_of(organisator)
    page = client.get(reverse("bijeenkomsten:ask", args=[meeting.slug])).content.decode()
    assert community.name in page
    assert f"<h2>{other_community.name}</h2>" not in page
    address = reverse("bijeenkomsten:ask_one", args=[meeting.slug, other_community.slug])
    assert client.post(address).status_code == 404
    with pytest.raises(services.BijeenkomstError, match="zien deze bijeenkomst niet"):
        services.ask_community(actor=organisator, bijeenkomst=meeting, community=other_community)
    assert not MessageEvent.objects.exists()


def test_nobody_is_asked_for_what_does_not_go_on(
    organisator: Any, deelnemer: Any, community: Any, client_of: Any
) -> None:
    meeting = BijeenkomstFactory(community=community, status="cancelled")
    address = reverse("bijeenkomsten:ask_one", args=[meeting.slug, community.slug])
    client_of(organisator).post(address)
    assert not Oproep.objects.exists()


def test_the_list_takes_as_many_queries_for_one_community_as_for_many(
    organisator: Any, community: Any, django_assert_num_queries: Any
) -> None:
    meeting = BijeenkomstFactory(community=community, visibility="public")
    _ = meeting.community_ids
    for _ in range(2):
        with django_assert_num_queries(1):
            list(oproepen.listed(meeting, organisator))
        LidmaatschapFactory.create_batch(20)
