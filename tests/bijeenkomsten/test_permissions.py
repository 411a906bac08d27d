"""The parts of the policy that depend on an answer; the matrix has the rest."""

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser

from bijeenkomsten.enums import Answer, VerslagState
from communities.enums import Visibility
from communities.models import Deelnemer, Lidmaatschap
from tests.factories import AanmeldingFactory, BijeenkomstFactory, VerslagFactory

CAST = (
    "organisator",
    "deelnemer",
    "ander_lid",
    "buitenstaander",
    "redacteur",
    "beheerder",
)


def who_may(permission: str, obj: Any, request: pytest.FixtureRequest) -> set[str]:
    people: dict[str, Any] = {
        name: Deelnemer.objects.get(pk=request.getfixturevalue(name).pk) for name in CAST
    }
    people["anoniem"] = AnonymousUser()
    return {
        name for name, user in people.items() if user.has_perm(f"bijeenkomsten.{permission}", obj)
    }


@pytest.fixture
def meeting(community: Any, request: pytest.FixtureRequest) -> Any:
    return BijeenkomstFactory(community=community, visibility=Visibility.PUBLIC)


@pytest.mark.parametrize(
    "permission",
    [
        "change_bijeenkomst",
        "cancel_bijeenkomst",
        "restore_bijeenkomst",
        "view_needs",
        "view_attendees",
        "view_online_link",
        "start_verslag",
    ],
)
def test_an_organiser_may_all_of_it_and_nobody_else_who_did_not_sign_up(
    permission: str, meeting: Any, request: pytest.FixtureRequest
) -> None:
    assert who_may(permission, meeting, request) == {"organisator"}


def test_an_organiser_of_a_community_that_joins_does_not_change_the_meeting(
    meeting: Any, other_community: Any, ander_lid: Any
) -> None:
    Lidmaatschap.objects.filter(deelnemer=ander_lid).update(role="organiser")
    meeting.communities.add(other_community)
    person = Deelnemer.objects.get(pk=ander_lid.pk)
    assert not person.has_perm("bijeenkomsten.change_bijeenkomst", meeting)
    assert person.has_perm("bijeenkomsten.schedule_bijeenkomst", other_community)
    assert not person.has_perm("bijeenkomsten.schedule_bijeenkomst", meeting.community)


def test_whoever_is_signed_in_and_sees_the_meeting_may_answer(
    meeting: Any, community: Any, request: pytest.FixtureRequest
) -> None:
    inside = BijeenkomstFactory(community=community, visibility=Visibility.COMMUNITY)
    assert who_may("register", meeting, request) == set(CAST)
    assert who_may("register", inside, request) == {"organisator", "deelnemer"}


def test_only_an_organiser_plans(request: pytest.FixtureRequest, community: Any) -> None:
    assert who_may("schedule_bijeenkomst", None, request) == {"organisator"}
    assert who_may("schedule_bijeenkomst", community, request) == {"organisator"}


@pytest.mark.parametrize(
    ("answer", "sees"), [(Answer.YES, True), (Answer.MAYBE, True), (Answer.NO, False)]
)
def test_the_answer_opens_the_link_and_for_the_network_the_names(
    answer: str, sees: bool, meeting: Any, request: pytest.FixtureRequest
) -> None:
    for name in ("ander_lid", "buitenstaander"):
        AanmeldingFactory(
            bijeenkomst=meeting, deelnemer=request.getfixturevalue(name), answer=answer
        )
    link, names = {"organisator"}, {"organisator"}
    if sees:
        link, names = link | {"ander_lid", "buitenstaander"}, names | {"ander_lid"}
    meeting.__dict__.pop("_answers", None)
    assert who_may("view_online_link", meeting, request) == link
    assert who_may("view_attendees", meeting, request) == names
    assert who_may("view_needs", meeting, request) == {"organisator"}


def test_who_loses_sight_of_the_meeting_loses_the_names_and_the_link(
    community: Any, deelnemer: Any
) -> None:
    meeting = BijeenkomstFactory(community=community, visibility=Visibility.COMMUNITY)
    AanmeldingFactory(bijeenkomst=meeting, deelnemer=deelnemer)
    deelnemer.lidmaatschappen.all().delete()
    person = Deelnemer.objects.get(pk=deelnemer.pk)
    assert not person.has_perm("bijeenkomsten.view_online_link", meeting)
    assert not person.has_perm("bijeenkomsten.view_attendees", meeting)


@pytest.mark.parametrize("permission", ["manage_writers", "finalise_verslag"])
def test_minutes_are_written_by_organisers_until_they_are_final(
    permission: str, meeting: Any, request: pytest.FixtureRequest
) -> None:
    verslag = VerslagFactory(bijeenkomst=meeting)
    assert who_may(permission, verslag, request) == {"organisator"}
    verslag.state = VerslagState.FINAL
    assert who_may(permission, verslag, request) == set()
