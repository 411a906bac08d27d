"""A warning when people are wanted in two places at once; a copy of an earlier meeting."""

from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone

from bijeenkomsten import reeksen
from bijeenkomsten.botsingen import clashing
from bijeenkomsten.models import Bijeenkomst, Stap
from communities.models import Lidmaatschap
from tests.bijeenkomsten.test_reeksen import typed
from tests.factories import AgendapuntFactory, BijeenkomstFactory, CasusFactory

DAYS = 9


def at(hour: int, **fields: Any) -> Bijeenkomst:
    """Return a meeting of two hours on the day that ``typed`` fills in."""
    day = timezone.localdate() + timedelta(days=DAYS)
    begin = timezone.localtime().replace(
        year=day.year, month=day.month, day=day.day, hour=hour, minute=0, second=0, microsecond=0
    )
    return BijeenkomstFactory(starts_at=begin, ends_at=begin + timedelta(hours=2), **fields)


def found(user: Any, meeting: Bijeenkomst) -> list[Bijeenkomst]:
    return clashing(
        user,
        moments=[(meeting.starts_at, meeting.ends_at)],
        communities=[meeting.community_id],
        but=meeting.pk,
    )


def test_only_what_overlaps_and_goes_on_clashes(organisator: Any, community: Any) -> None:
    mine = at(14, community=community)
    overlaps = at(15, community=community)
    at(16, community=community)
    at(12, community=community)
    at(14, community=community, status="cancelled")
    assert found(organisator, mine) == [overlaps]


def test_own_community_comes_first_then_those_with_a_member_in_common(
    organisator: Any, deelnemer: Any, community: Any, other_community: Any
) -> None:
    mine = at(14, community=community)
    elsewhere = at(14, community=other_community, visibility="network")
    own = at(15, community=community)
    assert found(organisator, mine) == [own]
    Lidmaatschap.objects.create(community=other_community, deelnemer=deelnemer)
    assert found(organisator, mine) == [own, elsewhere]


def test_nothing_is_told_of_a_meeting_that_the_organiser_may_not_see(
    organisator: Any, deelnemer: Any, community: Any, other_community: Any, client_of: Any
) -> None:
    Lidmaatschap.objects.create(community=other_community, deelnemer=deelnemer)
    at(14, community=other_community, title="Geheim overleg")
    response = client_of(organisator).post(reverse("bijeenkomsten:create"), typed(community))
    assert response.status_code == 302
    assert Bijeenkomst.objects.filter(community=community).count() == 1


def test_planning_on_it_takes_a_tick_and_only_then(
    organisator: Any, community: Any, client_of: Any
) -> None:
    there = at(15, community=community, title="Er was al iets")
    client, address = client_of(organisator), reverse("bijeenkomsten:create")
    assert 'name="anyway"' not in client.get(address).content.decode()
    refused = client.post(address, typed(community)).content.decode()
    assert 'name="anyway"' in refused
    assert f'href="{there.get_absolute_url()}">Er was al iets</a>' in refused
    assert Bijeenkomst.objects.count() == 1
    assert client.post(address, typed(community, anyway="on")).status_code == 302
    assert Bijeenkomst.objects.count() == 2


def test_a_series_lists_every_day_that_clashes(
    organisator: Any, community: Any, client_of: Any
) -> None:
    first = at(15, community=community, title="De eerste botsing")
    second = at(15, community=community, title="De tweede botsing")
    week = timedelta(weeks=1)
    second.starts_at, second.ends_at = second.starts_at + week, second.ends_at + week
    second.save()
    client, address = client_of(organisator), reverse("bijeenkomsten:create")
    data = typed(community, rhythm="week", times="3")
    page = client.post(address, data).content.decode()
    assert first.title in page
    assert second.title in page


def test_changing_a_text_asks_nothing_about_a_clash_that_was_there(
    organisator: Any, community: Any, client_of: Any
) -> None:
    mine, _ = at(14, community=community), at(15, community=community)
    data = typed(community, goal="Anders.", revision="1", place=mine.place)
    response = client_of(organisator).post(
        reverse("bijeenkomsten:update", args=[mine.slug]), data | {"reminders": ["1d"]}
    )
    assert response.status_code == 302
    mine.refresh_from_db()
    assert mine.goal == "Anders."


def test_looking_for_clashes_takes_as_many_queries_for_one_as_for_many(
    organisator: Any, community: Any, django_assert_num_queries: Any
) -> None:
    mine = at(14, community=community)
    organisator.roles  # noqa: B018  fetched once for the person
    for _ in range(2):
        with django_assert_num_queries(1):
            [meeting.community.name for meeting in found(organisator, mine)]
        for _ in range(20):
            at(15, community=community)


def test_a_copy_takes_all_but_the_day_and_brings_the_programme_along(
    organisator: Any, community: Any, client_of: Any
) -> None:
    begin = (timezone.now() - timedelta(days=30)).replace(minute=0, second=0, microsecond=0)
    source = BijeenkomstFactory(
        community=community,
        title="Casustafel van vorige keer",
        route="Bus 12.",
        capacity=14,
        starts_at=begin,
        ends_at=begin + timedelta(hours=2),
        recording_link="https://video.voorbeeld.nl/geheim",
    )
    casus = CasusFactory(community=community)
    item = AgendapuntFactory(
        bijeenkomst=source, casus=casus, owner=organisator, werkvorm="incidentmethode", minutes=65
    )
    Stap.objects.create(agendapunt=item, order=1, title="Terugblik", minutes=5)
    client, address = client_of(organisator), reverse("bijeenkomsten:copy", args=[source.slug])
    form = client.get(address).context["form"]
    assert form["title"].value() == source.title
    assert form["route"].value() == "Bus 12."
    assert form["start_time"].value() == reeksen.local(begin).time()
    assert form["first_day"].value() is None
    assert "recording_link" not in form.fields
    assert client.post(address, typed(community)).status_code == 302
    made = Bijeenkomst.objects.exclude(pk=source.pk).get()
    [copied] = made.agendapunten.all()
    assert (copied.casus, copied.owner, copied.werkvorm, copied.minutes) == (
        casus,
        organisator,
        "incidentmethode",
        65,
    )
    assert [step.title for step in copied.stappen.all()] == ["Terugblik"]
    assert [step.title for step in item.stappen.all()] == ["Terugblik"]
    assert source.agendapunten.count() == 1
    assert made.recording_link == ""
