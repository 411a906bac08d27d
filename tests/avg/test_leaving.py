"""Leaving a community: what one wrote stays, with a name or as "voormalig lid"."""

from typing import Any

import pytest
from django.urls import reverse

from communities.models import Community, Deelnemer, Reactie
from communities.registrations import title_of_thread
from communities.services import leave_community, post_reactie
from netwerk.kern.audit.models import AuditEvent
from netwerk.kern.berichten import registry
from netwerk.kern.berichten.models import Delivery, MessageEvent
from netwerk.kern.berichten.planner import plan_due
from tests.factories import CasusFactory, DilemmaFactory, LidmaatschapFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def leaver(community: Community, organisator: Deelnemer, other_community: Community) -> Deelnemer:
    """Return somebody who wrote in the community, about its casus, and elsewhere."""
    person: Deelnemer = LidmaatschapFactory(
        community=community, deelnemer__first_name="Vera", deelnemer__last_name="Vertrekker"
    ).deelnemer
    LidmaatschapFactory(community=other_community, deelnemer=person)
    casus = CasusFactory(community=community, visibility="network")
    dilemma = DilemmaFactory(community=community, visibility="network")
    for subject in (community, casus, dilemma, other_community):
        first = post_reactie(actor=person, subject=subject, body=f"Over {subject}")
        if subject is not other_community:
            post_reactie(actor=organisator, subject=subject, body="Dank je", parent=first)
    return person


def choose(client: Any, community: Community, name: str) -> Any:
    return client.post(reverse("communities:verlaten", args=[community.slug]), {"name": name})


def test_leaving_keeps_the_name_or_says_former_member_as_chosen(
    leaver: Deelnemer, organisator: Deelnemer, community: Community, client_of: Any
) -> None:
    inside = reverse("communities:inside", args=[community.slug])
    assert "Vera Vertrekker" in client_of(organisator).get(inside).content.decode()
    assert choose(client_of(leaver), community, "zonder").status_code == 302
    page = client_of(organisator).get(inside).content.decode()
    assert "Vertrekker" not in page
    assert leaver.get_absolute_url() not in page
    assert "Voormalig lid" in page
    assert "Over Bewoners in beeld" in page
    for reactie in Reactie.objects.filter(author=leaver).exclude(shows_author=True):
        assert "Vertrekker" not in title_of_thread(reactie)
    about_casus = Reactie.objects.filter(author=leaver, body__startswith="Over De bus").get()
    page = client_of(organisator).get(about_casus.place().partition("#")[0]).content.decode()
    assert "Vertrekker" not in page
    assert "Voormalig lid" in page


def test_who_keeps_the_name_is_still_named(
    leaver: Deelnemer, organisator: Deelnemer, community: Community, client_of: Any
) -> None:
    choose(client_of(leaver), community, "met")
    inside = reverse("communities:inside", args=[community.slug])
    page = client_of(organisator).get(inside).content.decode()
    assert "Vera Vertrekker" in page
    assert "Voormalig lid" not in page


def test_only_posts_of_this_community_lose_the_name(
    leaver: Deelnemer, community: Community, other_community: Community
) -> None:
    number = leave_community(actor=leaver, community=community, keeps_name=False)
    named = Reactie.objects.filter(author=leaver, shows_author=True)
    assert number == 3
    assert [str(reactie.gesprek.subject) for reactie in named] == [str(other_community)]


def test_mail_and_dashboard_do_not_name_who_left(
    leaver: Deelnemer, organisator: Deelnemer, community: Community, client_of: Any
) -> None:
    before = client_of(organisator).get("/mijn/").content.decode()
    assert "Vera Vertrekker" in before
    MessageEvent.objects.filter(actor=organisator).delete()
    theirs = Reactie.objects.filter(author=organisator).order_by("pk").first()
    answer = post_reactie(actor=leaver, subject=community, body="Nog iets", parent=theirs)
    leave_community(actor=leaver, community=community, keeps_name=False)
    plan_due()
    message = registry.get("gesprek.reactie")
    [delivery] = Delivery.objects.filter(kind="gesprek.reactie", data__reactie_id=answer.pk)
    context = message.context(delivery, community)
    assert "Vertrekker" not in context["author"].get_full_name()
    assert message.line(delivery, community) == "Voormalig lid schreef een reactie"
    assert "Vertrekker" not in client_of(organisator).get("/mijn/").content.decode()


def test_who_leaves_reads_nothing_more_and_the_log_knows(
    leaver: Deelnemer, community: Community, client_of: Any
) -> None:
    client = client_of(leaver)
    choose(client, community, "met")
    inside = reverse("communities:inside", args=[community.slug])
    assert client.get(inside).status_code == 403
    [line] = AuditEvent.objects.filter(action="lidmaatschap.removed")
    assert (line.actor, line.subject_id) == (leaver, leaver.pk)


def test_a_choice_is_asked_and_the_only_organiser_hands_over_first(
    leaver: Deelnemer, organisator: Deelnemer, community: Community, client_of: Any
) -> None:
    unchosen = client_of(leaver).post(reverse("communities:verlaten", args=[community.slug]))
    assert unchosen.status_code == 422
    assert "Kies wat we met je naam doen" in unchosen.content.decode()
    refused = choose(client_of(organisator), community, "zonder")
    assert refused.status_code == 422
    assert "heeft geen andere organisator" in refused.content.decode()
    assert not Reactie.objects.filter(shows_author=False).exists()


def test_a_casushouder_is_told_to_stay_that(
    leaver: Deelnemer, community: Community, client_of: Any
) -> None:
    casus = CasusFactory(community=community, casushouder=leaver, title="De lege winkel")
    address = reverse("communities:verlaten", args=[community.slug])
    assert "De lege winkel" in client_of(leaver).get(address).content.decode()
    leave_community(actor=leaver, community=community, keeps_name=False)
    casus.refresh_from_db()
    assert casus.casushouder == leaver
