"""Questions about meetings, their programme and their minutes."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from bijeenkomsten.enums import Answer, Status, VerslagState
from bijeenkomsten.models import Agendapunt, Bijeenkomst, Verslag
from communities.enums import Visibility
from tests.factories import (
    AanmeldingFactory,
    AgendapuntFactory,
    BijeenkomstFactory,
    CasusFactory,
    DilemmaFactory,
    VerslagFactory,
)

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


@pytest.fixture
def meetings(community: Any) -> dict[str, Bijeenkomst]:
    return {
        v: BijeenkomstFactory(slug=v, title=f"Geheim {v}", visibility=v, community=community)
        for v in ("community", "network", "public")
    }


@pytest.mark.parametrize(
    ("who", "seen"),
    [
        (None, {"public"}),
        ("buitenstaander", {"public"}),
        ("ander_lid", {"network", "public"}),
        ("redacteur", {"network", "public"}),
        ("beheerder", {"network", "public"}),
        ("deelnemer", {"community", "network", "public"}),
        ("organisator", {"community", "network", "public"}),
    ],
)
def test_who_sees_which_meeting(
    who: str | None, seen: set[str], meetings: Any, request: pytest.FixtureRequest
) -> None:
    user = request.getfixturevalue(who) if who else AnonymousUser()
    assert set(Bijeenkomst.objects.visible_to(user).values_list("slug", flat=True)) == seen


def test_members_of_another_community_see_a_meeting_that_is_theirs_too(
    meetings: Any, ander_lid: Any, other_community: Any
) -> None:
    meetings["community"].communities.add(other_community)
    seen = Bijeenkomst.objects.visible_to(ander_lid).values_list("slug", flat=True)
    assert sorted(seen) == ["community", "network", "public"]
    assert list(Bijeenkomst.objects.in_community(other_community)) == [meetings["community"]]


def test_a_meeting_is_upcoming_until_it_ends(community: Any) -> None:
    now = timezone.now()
    hour = timedelta(hours=1)
    over = BijeenkomstFactory(starts_at=now - 3 * hour, ends_at=now - hour)
    busy = BijeenkomstFactory(starts_at=now - hour, ends_at=now + hour)
    later = BijeenkomstFactory(starts_at=now + hour, ends_at=now + 2 * hour)
    assert list(Bijeenkomst.objects.upcoming()) == [busy, later]
    assert list(Bijeenkomst.objects.past()) == [over]
    assert [m.has_started for m in (over, busy, later)] == [True, True, False]


def test_a_list_counts_who_comes_and_knows_your_answer(deelnemer: Any) -> None:
    meeting = BijeenkomstFactory(capacity=5)
    AanmeldingFactory(bijeenkomst=meeting, deelnemer=deelnemer, answer=Answer.MAYBE)
    for answer in (Answer.YES, Answer.YES, Answer.NO):
        AanmeldingFactory(bijeenkomst=meeting, answer=answer)
    BijeenkomstFactory(title="Nog leeg")
    row, empty = Bijeenkomst.objects.for_list(deelnemer).order_by("pk")
    assert (row.coming, row.places_left, row.my_answer) == (2, 3, "maybe")
    assert (empty.coming, empty.places_left, empty.my_answer) == (0, None, None)
    assert Bijeenkomst.objects.for_list(AnonymousUser()).order_by("pk")[0].my_answer is None


def test_registration_closes_at_its_moment_at_the_start_and_by_cancelling() -> None:
    now = timezone.now()
    closed = {"registration_closes_at": now - timedelta(minutes=1)}
    open_until_start = BijeenkomstFactory.build(community=None, kind=None, created_by=None)
    assert open_until_start.registration_open
    assert not Bijeenkomst(**vars_of(open_until_start), **closed).registration_open
    open_until_start.status = Status.CANCELLED
    assert not open_until_start.registration_open


def vars_of(meeting: Bijeenkomst) -> dict[str, Any]:
    return {"starts_at": meeting.starts_at, "ends_at": meeting.ends_at}


def test_where_never_gives_the_link_away() -> None:
    link = "https://vergader.voorbeeld.nl/geheim"
    assert Bijeenkomst(place="Assen").where == "Assen"
    assert Bijeenkomst(online_link=link).where == "Online"
    assert Bijeenkomst(place="Assen", online_link=link).where == "Assen, en online"
    assert Bijeenkomst().where == ""


def test_times_of_the_programme_follow_from_lengths_also_over_a_change_of_the_clock(
    db: None,
) -> None:
    begin = datetime(2027, 3, 28, 1, 0, tzinfo=AMSTERDAM)
    meeting = BijeenkomstFactory(starts_at=begin, ends_at=begin + timedelta(hours=4))
    for minutes in (60, 30):
        AgendapuntFactory(bijeenkomst=meeting, minutes=minutes, order=minutes == 30)
    first, second = Agendapunt.timed(meeting, AnonymousUser())
    assert first.starts_at == begin
    assert second.starts_at.astimezone(AMSTERDAM).strftime("%H.%M") == "03.00"
    assert second.ends_at.astimezone(AMSTERDAM).strftime("%H.%M") == "03.30"


def test_the_programme_hides_a_casus_and_a_dilemma_that_you_may_not_read(
    community: Any, deelnemer: Any, buitenstaander: Any
) -> None:
    meeting = BijeenkomstFactory(community=community, visibility=Visibility.PUBLIC)
    casus = CasusFactory(community=community)
    dilemma = DilemmaFactory(community=community)
    AgendapuntFactory(bijeenkomst=meeting, casus=casus, dilemma=dilemma)
    (seen,) = Agendapunt.timed(meeting, deelnemer)
    (unseen,) = Agendapunt.timed(meeting, buitenstaander)
    assert (seen.casus, seen.dilemma) == (casus, dilemma)
    assert (unseen.casus, unseen.dilemma) == (None, None)


@pytest.mark.parametrize(
    ("state", "visibility", "readers"),
    [
        (VerslagState.DRAFT, Visibility.PUBLIC, {"organisator"}),
        (VerslagState.FINAL, Visibility.GROUP, {"organisator"}),
        (VerslagState.FINAL, Visibility.COMMUNITY, {"organisator", "deelnemer"}),
        (
            VerslagState.FINAL,
            Visibility.NETWORK,
            {"organisator", "deelnemer", "ander_lid", "redacteur", "beheerder"},
        ),
        (
            VerslagState.FINAL,
            Visibility.PUBLIC,
            {
                "organisator",
                "deelnemer",
                "ander_lid",
                "redacteur",
                "beheerder",
                "buitenstaander",
                "anoniem",
            },
        ),
    ],
)
def test_who_reads_minutes(
    state: str, visibility: str, readers: set[str], community: Any, request: pytest.FixtureRequest
) -> None:
    meeting = BijeenkomstFactory(community=community, visibility=Visibility.PUBLIC)
    verslag = VerslagFactory(bijeenkomst=meeting, state=state, visibility=visibility)
    names = ["organisator", "deelnemer", "ander_lid", "redacteur", "beheerder", "buitenstaander"]
    cast = {name: request.getfixturevalue(name) for name in names}
    cast["anoniem"] = AnonymousUser()
    seen = {name for name, user in cast.items() if Verslag.objects.visible_to(user).exists()}
    assert seen == readers
    assert {n for n, u in cast.items() if u.has_perm("bijeenkomsten.view_verslag", verslag)} == seen


def test_nobody_reads_minutes_of_a_meeting_that_they_may_not_know_of(
    community: Any, ander_lid: Any
) -> None:
    meeting = BijeenkomstFactory(community=community, visibility=Visibility.COMMUNITY)
    VerslagFactory(bijeenkomst=meeting, state=VerslagState.FINAL, visibility=Visibility.NETWORK)
    assert not Verslag.objects.visible_to(ander_lid).exists()
