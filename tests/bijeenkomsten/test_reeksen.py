"""A series: its days, one mail about it, and what a change of one meeting does to the others."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from bijeenkomsten import reeksen, services
from bijeenkomsten.enums import Answer, Rhythm, Scope, Status
from bijeenkomsten.forms import PlanForm
from bijeenkomsten.models import Bijeenkomst, Reeks
from netwerk.kern.berichten.models import Delivery, MessageEvent
from netwerk.kern.berichten.planner import plan_due
from netwerk.kern.berichten.sender import send_due
from tests.factories import AanmeldingFactory, begrip

OTHER_YEAR = timezone.localdate().year + 1


def last_sunday_of_october() -> date:
    day = date(OTHER_YEAR, 10, 31)
    return day - timedelta(days=(day.weekday() + 1) % 7)


def series(organisator: Any, community: Any, times: int = 3, **fields: Any) -> list[Bijeenkomst]:
    """Plan a series over the night in October in which the clock goes back."""
    first = last_sunday_of_october() - timedelta(weeks=1)
    days = reeksen.days_of(first, Rhythm.WEEK, times)
    moments = reeksen.moments_of(days, time(14), time(16))
    given = {
        "title": "Casustafel",
        "kind": begrip("bijeenkomstsoort", "casustafel"),
        "goal": "We kijken samen.",
        "place": "Assen",
        "visibility": "community",
        "registration_closes_at": reeksen.closing(moments[0][0], 2),
    }
    return services.schedule_reeks(
        actor=organisator,
        rhythm=Rhythm.WEEK,
        moments=moments,
        community=community,
        **(given | fields),
    )


def clocks(meetings: list[Bijeenkomst]) -> list[str]:
    return [f"{reeksen.local(meeting.starts_at):%H:%M}" for meeting in meetings]


def fresh(meetings: list[Bijeenkomst]) -> list[Bijeenkomst]:
    return list(Bijeenkomst.objects.filter(pk__in=[m.pk for m in meetings]).order_by("starts_at"))


def state(meeting: Bijeenkomst) -> tuple[Any, ...]:
    answers = list(meeting.aanmeldingen.values_list("deelnemer", "answer"))
    return meeting.starts_at, meeting.ends_at, meeting.sequence, meeting.revision, answers


@pytest.mark.parametrize(
    ("first", "rhythm", "days"),
    [
        (date(2027, 1, 28), Rhythm.WEEK, ["2027-02-04", "2027-02-11"]),
        (date(2027, 1, 28), Rhythm.TWO_WEEKS, ["2027-02-11", "2027-02-25"]),
        (date(2027, 1, 28), Rhythm.FOUR_WEEKS, ["2027-02-25", "2027-03-25"]),
        (date(2027, 1, 12), Rhythm.MONTH, ["2027-02-09", "2027-03-09"]),
        (date(2027, 11, 30), Rhythm.MONTH, ["2027-12-28", "2028-01-25"]),
    ],
)
def test_a_series_has_its_days(first: date, rhythm: str, days: list[str]) -> None:
    found = reeksen.days_of(first, rhythm, 3)
    assert [day.isoformat() for day in found] == [first.isoformat(), *days]


def test_a_series_over_the_last_sunday_of_october_stays_at_two_in_amsterdam(
    organisator: Any, community: Any
) -> None:
    made = fresh(series(organisator, community))
    assert clocks(made) == ["14:00"] * 3
    assert [meeting.starts_at.astimezone(UTC).hour for meeting in made] == [12, 13, 13]
    assert made[1].starts_at - made[0].starts_at == timedelta(days=7, hours=1)
    closes = [reeksen.local(m.registration_closes_at) for m in made]
    assert [f"{moment:%H:%M}" for moment in closes] == ["00:00"] * 3


def test_a_day_on_which_the_hour_does_not_exist_is_named() -> None:
    days = reeksen.days_of(date(2027, 3, 21), Rhythm.WEEK, 3)
    with pytest.raises(ValidationError, match=r"28 maart 2027 om 2\.30 uur bestaat niet"):
        reeksen.moments_of(days, time(2, 30), time(5))


def test_a_series_without_end_of_the_calendar_is_refused() -> None:
    days = reeksen.days_of(date(2099, 12, 20), Rhythm.WEEK, 4)
    with pytest.raises(ValidationError, match="2020 tot en met 2099"):
        reeksen.moments_of(days, time(10), time(12))


def test_members_hear_of_a_series_once(organisator: Any, deelnemer: Any, community: Any) -> None:
    made = series(organisator, community, times=5)
    [event] = MessageEvent.objects.all()
    assert (event.kind, event.subject) == ("bijeenkomst.series_published", made[0])
    assert len({meeting.uid for meeting in made}) == len({m.slug for m in made}) == 5
    assert Reeks.objects.get().bijeenkomsten.count() == 5
    plan_due()
    assert list(Delivery.objects.values_list("kind", "person")) == [
        ("bijeenkomst.series_published", deelnemer.pk)
    ]


def test_the_mail_about_a_series_shows_the_first_that_goes_on(
    organisator: Any, deelnemer: Any, community: Any, settings: Any
) -> None:
    settings.MESSAGE_QUIET_SECONDS = 0
    made = series(organisator, community, times=3)
    Bijeenkomst.objects.filter(pk=made[0].pk).update(status="cancelled", place="Lekke zaal")
    Bijeenkomst.objects.filter(pk=made[1].pk).update(place="Droge zaal")
    plan_due()
    while send_due().taken:
        pass
    [sent] = mail.outbox
    assert ("Droge zaal" in sent.body, "Lekke zaal" in sent.body) == (True, False)
    assert (made[1].slug in sent.body, sent.body.count("\n- ")) == (True, 2)


def test_changing_only_this_one_leaves_answers_time_and_sequence_of_the_others(
    organisator: Any, deelnemer: Any, community: Any
) -> None:
    made = series(organisator, community)
    for meeting in made:
        AanmeldingFactory(bijeenkomst=meeting, deelnemer=deelnemer)
    before = [state(meeting) for meeting in fresh(made)]
    later = made[1].starts_at + timedelta(hours=1)
    services.update_reeks(
        actor=organisator,
        bijeenkomst=made[1],
        scope=Scope.THIS,
        starts_at=later,
        ends_at=later + timedelta(hours=2),
        place="Emmen",
    )
    after = fresh(made)
    assert [state(after[0]), state(after[2])] == [before[0], before[2]]
    assert (after[1].starts_at, after[1].place, after[1].sequence) == (later, "Emmen", 1)
    assert after[1].answer_of(deelnemer).answer == Answer.YES
    moved = MessageEvent.objects.filter(kind="bijeenkomst.moved")
    assert [event.object_id for event in moved] == [made[1].pk]


def test_a_new_time_for_this_and_the_following_keeps_every_day_and_every_answer(
    organisator: Any, deelnemer: Any, community: Any
) -> None:
    made = series(organisator, community, times=4)
    AanmeldingFactory(bijeenkomst=made[2], deelnemer=deelnemer)
    days = [reeksen.local(meeting.starts_at).date() for meeting in made]
    begin = made[1].starts_at + timedelta(minutes=90)
    changed = services.update_reeks(
        actor=organisator,
        bijeenkomst=made[1],
        scope=Scope.FOLLOWING,
        starts_at=begin,
        ends_at=begin + timedelta(hours=1),
        goal="Anders.",
    )
    after = fresh(made)
    assert [meeting.pk for meeting in changed] == [meeting.pk for meeting in made[1:]]
    assert clocks(after) == ["14:00", "15:30", "15:30", "15:30"]
    assert [reeksen.local(meeting.starts_at).date() for meeting in after] == days
    assert [meeting.goal for meeting in after] == ["We kijken samen.", *["Anders."] * 3]
    assert [meeting.sequence for meeting in after] == [0, 1, 1, 1]
    assert after[2].answer_of(deelnemer).answer == Answer.YES
    moved = MessageEvent.objects.filter(kind="bijeenkomst.moved").order_by("pk")
    assert [event.object_id for event in moved] == [meeting.pk for meeting in made[1:]]


def test_what_did_not_change_here_is_not_written_over_there(
    organisator: Any, community: Any
) -> None:
    made = series(organisator, community)
    services.update_bijeenkomst(actor=organisator, bijeenkomst=made[2], place="Emmen")
    services.update_reeks(
        actor=organisator,
        bijeenkomst=made[0],
        scope=Scope.COMING,
        place="Assen",
        starts_at=made[0].starts_at,
        ends_at=made[0].ends_at,
        title="Anders",
    )
    after = fresh(made)
    assert [(meeting.title, meeting.place) for meeting in after] == [
        ("Anders", "Assen"),
        ("Anders", "Assen"),
        ("Anders", "Emmen"),
    ]
    assert [meeting.sequence for meeting in after] == [0, 0, 1]


def test_when_one_cannot_follow_none_does_and_its_day_is_named(
    organisator: Any, community: Any
) -> None:
    made = series(organisator, community)
    AanmeldingFactory.create_batch(2, bijeenkomst=made[2])
    before = [state(meeting) for meeting in fresh(made)]
    with pytest.raises(services.ReeksError, match=r"november .* lukt dit niet. Er komen al 2"):
        services.update_reeks(
            actor=organisator, bijeenkomst=made[0], scope=Scope.COMING, capacity=1
        )
    assert [state(meeting) for meeting in fresh(made)] == before
    with pytest.raises(services.ReeksError, match=r"\d+ oktober \d+ om 2\.30 uur komt twee"):
        begin = datetime.combine(
            reeksen.local(made[0].starts_at).date(), time(2, 30), reeksen.AMSTERDAM
        )
        services.update_reeks(
            actor=organisator,
            bijeenkomst=made[0],
            scope=Scope.COMING,
            starts_at=begin,
            ends_at=begin + timedelta(hours=2),
        )
    assert [state(meeting) for meeting in fresh(made)] == before


def test_this_and_the_following_are_cancelled_with_one_reason(
    organisator: Any, community: Any
) -> None:
    made = series(organisator, community)
    number = services.cancel_reeks(
        actor=organisator, bijeenkomst=made[1], scope=Scope.FOLLOWING, reason="De zaal is dicht."
    )
    after = fresh(made)
    assert number == 2
    assert [m.status for m in after] == [Status.PLANNED, Status.CANCELLED, Status.CANCELLED]
    assert [m.cancel_reason for m in after] == ["", "De zaal is dicht.", "De zaal is dicht."]


def typed(community: Any, **more: str) -> dict[str, Any]:
    return {
        "community": community.pk,
        "kind": begrip("bijeenkomstsoort", "casustafel").pk,
        "title": "Casustafel",
        "goal": "We kijken samen.",
        "first_day": (timezone.localdate() + timedelta(days=9)).isoformat(),
        "start_time": "14:00",
        "end_time": "16:00",
        "visibility": "community",
        **more,
    }


def test_the_days_are_shown_before_anything_is_kept(
    organisator: Any, community: Any, client_of: Any
) -> None:
    client, address = client_of(organisator), reverse("bijeenkomsten:create")
    data = typed(community, rhythm="week", times="3")
    shown = client.post(address, data)
    assert shown.status_code == 200
    assert "Kloppen deze 3 dagen?" in shown.content.decode()
    assert not Bijeenkomst.objects.exists()
    seen = shown.context["form"]["dates_seen"].value()
    others = client.post(address, data | {"times": "4", "dates_seen": seen})
    assert "Kloppen deze 4 dagen?" in others.content.decode()
    kept = client.post(address, data | {"dates_seen": seen})
    made = list(Bijeenkomst.objects.order_by("starts_at"))
    assert len(made) == 3
    assert kept.url == made[0].get_absolute_url()
    page = client.get(made[1].get_absolute_url()).content.decode()
    assert "Hoort bij een reeks" in page
    assert f'href="{made[0].get_absolute_url()}"' in page
    assert f'href="{made[2].get_absolute_url()}"' in page


@pytest.mark.parametrize("times", ["", "1", "27", "0", "-3", "veel"])
def test_a_series_of_too_few_or_too_many_is_refused(
    times: str, organisator: Any, community: Any
) -> None:
    form = PlanForm(typed(community, rhythm="week", times=times), user=organisator)
    assert not form.is_valid()
    assert list(form.errors) == ["times"]


def test_the_form_changes_and_cancels_more_than_one(
    organisator: Any, community: Any, client_of: Any
) -> None:
    made = series(organisator, community)
    client = client_of(organisator)
    address = reverse("bijeenkomsten:update", args=[made[0].slug])
    assert "Voor welke bijeenkomsten van de reeks?" in client.get(address).content.decode()
    day = reeksen.local(made[0].starts_at).date().isoformat()
    data = typed(community, first_day=day, place="Emmen", scope="coming")
    response = client.post(address, data | {"reminders": ["1d"], "revision": "1"})
    assert response.status_code == 302, response.context["form"].errors
    assert [meeting.place for meeting in fresh(made)] == ["Emmen"] * 3
    cancel = reverse("bijeenkomsten:cancel", args=[made[1].slug])
    client.post(cancel, {"reason": "Ziek.", "scope": "this"})
    assert [meeting.is_cancelled for meeting in fresh(made)] == [False, True, False]
