"""Dates and times that people type, in the time of the Netherlands."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from bijeenkomsten.forms import AgendapuntForm, BijeenkomstForm
from bijeenkomsten.moments import local_moment
from communities.models import Lidmaatschap
from tests.factories import (
    AanmeldingFactory,
    AgendapuntFactory,
    BijeenkomstFactory,
    CasusFactory,
    begrip,
)

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


def filled(organisator: Any, instance: Any = None, **typed: Any) -> BijeenkomstForm:
    """Return the form as an organiser fills it in."""
    data = {
        "community": next(iter(organisator.roles)),
        "kind": begrip("bijeenkomstsoort", "casustafel").pk,
        "title": "Casustafel",
        "goal": "We kijken samen.",
        "first_day": "2027-01-28",
        "start_time": "10:00",
        "end_time": "15:30",
        "visibility": "community",
    }
    return BijeenkomstForm(data | typed, user=organisator, instance=instance)


@pytest.mark.parametrize(
    ("day", "clock", "moment"),
    [
        (date(2027, 1, 28), time(10), datetime(2027, 1, 28, 9, tzinfo=UTC)),
        (date(2027, 7, 1), time(10), datetime(2027, 7, 1, 8, tzinfo=UTC)),
        (date(2027, 3, 28), time(1, 59), datetime(2027, 3, 28, 0, 59, tzinfo=UTC)),
        (date(2027, 3, 28), time(3), datetime(2027, 3, 28, 1, tzinfo=UTC)),
        (date(2027, 10, 31), time(1, 59), datetime(2027, 10, 30, 23, 59, tzinfo=UTC)),
        (date(2027, 10, 31), time(3), datetime(2027, 10, 31, 2, tzinfo=UTC)),
    ],
)
def test_a_date_and_a_time_become_one_moment(day: date, clock: time, moment: datetime) -> None:
    assert local_moment(day, clock) == moment


@pytest.mark.parametrize(
    ("day", "clock", "code", "text"),
    [
        (date(2027, 3, 28), time(2, 30), "nonexistent", "28 maart 2027 om 2.30 uur bestaat niet"),
        (date(2027, 3, 28), time(2), "nonexistent", "28 maart 2027 om 2.00 uur bestaat niet"),
        (date(2027, 10, 31), time(2, 30), "ambiguous", "31 oktober 2027 om 2.30 uur komt twee"),
        (date(2027, 10, 31), time(2), "ambiguous", "31 oktober 2027 om 2.00 uur komt twee keer"),
    ],
)
def test_a_time_that_the_clock_skips_or_repeats_is_refused(
    day: date, clock: time, code: str, text: str
) -> None:
    with pytest.raises(ValidationError) as refused:
        local_moment(day, clock)
    assert refused.value.code == code
    assert text in refused.value.message


@pytest.mark.parametrize("field", ["start_time", "end_time"])
def test_the_form_says_it_at_the_field_and_keeps_what_was_typed(
    field: str, organisator: Any
) -> None:
    times = {"start_time": "01:00", "end_time": "05:00", field: "02:30"}
    form = filled(organisator, first_day="2027-03-28", **times)
    assert not form.is_valid()
    assert list(form.errors) == [field]
    assert "bestaat niet" in form.errors[field][0]
    assert form[field].value() == "02:30"
    assert 'value="02:30"' in str(form[field])
    assert 'type="time"' in str(form[field])


def test_a_good_form_gives_moments_in_utc(organisator: Any) -> None:
    form = filled(organisator, closes_on="2027-01-21", capacity="40")
    assert form.is_valid(), form.errors
    values = form.values()
    assert values["starts_at"] == datetime(2027, 1, 28, 9, tzinfo=UTC)
    assert values["ends_at"] == datetime(2027, 1, 28, 14, 30, tzinfo=UTC)
    assert values["registration_closes_at"] == datetime(2027, 1, 22, 0, tzinfo=AMSTERDAM)
    assert values["capacity"] == 40


@pytest.mark.parametrize(
    ("typed", "field", "text"),
    [
        ({"end_time": "10:00"}, "end_time", "na het begin"),
        ({"end_time": "09:00"}, "end_time", "na het begin"),
        ({"last_day": "2027-01-27"}, "last_day", "na het begin"),
        ({"first_day": "2025-01-28"}, "first_day", "al voorbij"),
        ({"first_day": "0001-01-01"}, "first_day", "Kies een jaar"),
        ({"first_day": "9999-12-31"}, "first_day", "Kies een jaar"),
        ({"last_day": "9999-12-31"}, "last_day", "Kies een jaar"),
        ({"first_day": "morgen"}, "first_day", "geldige datum"),
        ({"closes_on": "2027-01-29"}, "closes_on", "vóór de bijeenkomst"),
        ({"closes_on": "0001-01-01"}, "closes_on", "Kies een jaar"),
        ({"capacity": "0"}, "capacity", "minstens 1"),
        ({"visibility": "group"}, "visibility", "geldige keuze"),
        ({"title": ""}, "title", "Vul dit in."),
    ],
)
def test_what_cannot_be_is_said_at_its_field(
    typed: dict[str, str], field: str, text: str, organisator: Any
) -> None:
    form = filled(organisator, **typed)
    assert not form.is_valid()
    assert list(form.errors) == [field]
    assert text in form.errors[field][0]


def test_two_days_have_a_last_day(organisator: Any) -> None:
    form = filled(organisator, last_day="2027-01-29", end_time="09:00")
    assert form.is_valid(), form.errors
    assert form.values()["ends_at"] == datetime(2027, 1, 29, 8, tzinfo=UTC)


def test_signing_up_until_the_day_itself_ends_when_it_begins(organisator: Any) -> None:
    form = filled(organisator, closes_on="2027-01-28")
    assert form.is_valid(), form.errors
    assert form.values()["registration_closes_at"] == form.values()["starts_at"]


def test_you_plan_only_for_what_you_organise(
    organisator: Any, other_community: Any, community: Any
) -> None:
    Lidmaatschap.objects.create(community=other_community, deelnemer=organisator)
    form = filled(organisator, community=other_community.pk)
    assert list(form.fields["community"].queryset) == [community]
    assert "communities" not in form.fields
    assert list(form.errors) == ["community"]


def test_an_organiser_of_two_communities_may_combine_them(
    organisator: Any, other_community: Any, community: Any
) -> None:
    Lidmaatschap.objects.create(community=other_community, deelnemer=organisator, role="organiser")
    form = filled(
        organisator, community=community.pk, communities=[community.pk, other_community.pk]
    )
    assert form.is_valid(), form.errors
    assert (form.values()["community"], form.values()["communities"]) == (
        community,
        [other_community],
    )


def test_the_form_of_a_meeting_starts_from_what_is_stored(organisator: Any, community: Any) -> None:
    meeting = BijeenkomstFactory(
        community=community,
        starts_at=datetime(2027, 1, 28, 9, tzinfo=UTC),
        ends_at=datetime(2027, 1, 29, 14, 30, tzinfo=UTC),
        registration_closes_at=datetime(2027, 1, 22, 0, tzinfo=AMSTERDAM),
    )
    form = BijeenkomstForm(user=organisator, instance=meeting)
    names = ("first_day", "start_time", "end_time", "last_day", "closes_on", "revision")
    assert {name: form[name].value() for name in names} == {
        "first_day": date(2027, 1, 28),
        "start_time": time(10),
        "end_time": time(15, 30),
        "last_day": date(2027, 1, 29),
        "closes_on": date(2027, 1, 21),
        "revision": 1,
    }
    assert "community" not in form.fields


def test_fewer_places_than_people_are_refused_at_the_field(
    organisator: Any, community: Any
) -> None:
    meeting = BijeenkomstFactory(community=community)
    AanmeldingFactory.create_batch(2, bijeenkomst=meeting)
    form = filled(organisator, meeting, capacity="1")
    assert form.errors == {"capacity": ["Er komen al 2 mensen. Kies minstens dat aantal plekken."]}


def test_the_text_of_what_has_been_can_still_be_changed(organisator: Any, community: Any) -> None:
    begin = (timezone.now() - timedelta(days=30)).replace(
        hour=12, minute=0, second=0, microsecond=0
    )
    meeting = BijeenkomstFactory(
        community=community, starts_at=begin, ends_at=begin + timedelta(hours=1)
    )
    local = begin.astimezone(AMSTERDAM)
    same = {
        "first_day": local.date().isoformat(),
        "start_time": local.strftime("%H:%M"),
        "end_time": (local + timedelta(hours=1)).strftime("%H:%M"),
    }
    assert filled(organisator, meeting, **same, goal="Anders.").is_valid()
    moved = filled(organisator, meeting, **(same | {"start_time": "00:30"}))
    assert list(moved.errors) == ["first_day"]


def test_a_part_offers_casussen_of_these_communities_that_you_may_read(
    organisator: Any, community: Any, other_community: Any
) -> None:
    meeting = BijeenkomstFactory(community=community)
    ours = CasusFactory(community=community)
    shared = CasusFactory(community=other_community, visibility="network")
    shared.communities.add(community)
    CasusFactory(community=community, visibility="group")
    CasusFactory(community=other_community, visibility="public")
    form = AgendapuntForm(user=organisator, bijeenkomst=meeting)
    assert sorted(c.pk for c in form.fields["casus"].queryset) == sorted([ours.pk, shared.pk])


def test_a_coupled_casus_that_you_may_not_read_stays_coupled(
    organisator: Any, community: Any
) -> None:
    secret = CasusFactory(community=community, visibility="group", title="Geheim")
    CasusFactory(community=community)
    meeting = BijeenkomstFactory(community=community)
    point = AgendapuntFactory(bijeenkomst=meeting, casus=secret)
    form = AgendapuntForm(
        {"title": "Anders", "kind": "work", "minutes": "20"},
        user=organisator,
        bijeenkomst=meeting,
        instance=point,
    )
    assert form.is_valid(), form.errors
    assert "casus" not in form.cleaned_data
    assert "Geheim" not in str(form)
