"""Row 52: after half a year and after a year, one mail with one form; a dated update."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone

from casussen.enums import Outcome, Stage
from casussen.models import Casus, CasusDeelname, Terugblik
from casussen.services.errors import CasusError, ChangedMeanwhileError
from casussen.services.keeping import withdraw_casus
from casussen.services.stage import set_stage
from casussen.services.terugblikken import (
    answer_terugblik,
    ask_due,
    months_later,
)
from communities.models import Community, Deelnemer
from netwerk.kern.audit.models import AuditEvent
from netwerk.kern.berichten.models import Delivery, MessageEvent
from netwerk.kern.berichten.planner import plan_due
from netwerk.kern.berichten.sender import send_due
from tests.factories import CasusFactory, LidmaatschapFactory

pytestmark = pytest.mark.django_db
ClientOf = Callable[[Deelnemer | None], Client]
FINISHED = datetime(2026, 8, 31, 22, 30, tzinfo=UTC)  # 1 September in the Netherlands


@pytest.fixture
def casushouder(community: Community) -> Deelnemer:
    return LidmaatschapFactory(community=community, deelnemer__first_name="Cas").deelnemer


@pytest.fixture
def casus(community: Community, casushouder: Deelnemer) -> Casus:
    return CasusFactory(community=community, casushouder=casushouder, stage=Stage.DISCUSSED)


def finish(casus: Casus, days_ago: int = 0) -> Casus:
    """Finish a casus so many days ago."""
    done = set_stage(actor=casus.casushouder, casus=casus, stage=Stage.FINISHED)
    if days_ago:
        moment = timezone.now() - timedelta(days=days_ago)
        Casus.objects.filter(pk=done.pk).update(finished_at=moment)
        for row in done.terugblikken.all():
            row.due_on -= timedelta(days=days_ago)
            row.save()
        done.refresh_from_db()
    return done


def first(casus: Casus) -> Terugblik:
    return Terugblik.objects.get(casus=casus, months=6)


def answer(row: Terugblik, outcome: str = Outcome.WORKED, body: str = "De bus rijdt nog.") -> Any:
    actor = row.casus.casushouder
    return answer_terugblik(actor=actor, terugblik=row, outcome=outcome, body=body)


def deliver() -> None:
    plan_due()
    while send_due().taken:
        pass


@pytest.mark.parametrize(
    ("day", "months", "due"),
    [
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2027, 8, 31), 6, date(2028, 2, 29)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2026, 6, 30), 6, date(2026, 12, 30)),
        (date(2026, 12, 31), 12, date(2027, 12, 31)),
    ],
)
def test_months_end_on_the_last_day_when_the_month_is_shorter(
    day: date, months: int, due: date
) -> None:
    assert months_later(day, months) == due


def test_a_finished_casus_gets_two_questions_on_days_of_the_netherlands(casus: Casus) -> None:
    with transaction.atomic():
        done = finish(casus)
        Casus.objects.filter(pk=done.pk).update(finished_at=FINISHED)
        Terugblik.objects.all().delete()
        from casussen.services.terugblikken import plan_terugblikken

        done.refresh_from_db()
        plan_terugblikken(casus=done, actor=None)
    assert list(done.terugblikken.values_list("months", "due_on")) == [
        (6, date(2027, 3, 1)),
        (12, date(2027, 9, 1)),
    ]


def test_reopening_drops_what_was_not_asked_and_finishing_asks_anew(casus: Casus) -> None:
    done = finish(casus)
    row = first(done)
    row.asked_at = timezone.now()
    row.save()
    back = set_stage(
        actor=casus.casushouder, casus=done, stage=Stage.DISCUSSED, reason="Er is meer te doen."
    )
    assert list(back.terugblikken.values_list("months", flat=True)) == [6]
    assert not Terugblik.objects.waiting().exists()
    again = set_stage(actor=casus.casushouder, casus=back, stage=Stage.FINISHED)
    assert list(again.terugblikken.values_list("months", "asked_at")) == [(6, None), (12, None)]


def test_an_answer_stays_when_the_casus_is_reopened(casus: Casus) -> None:
    done = finish(casus)
    answer(first(done))
    back = set_stage(
        actor=casus.casushouder, casus=done, stage=Stage.DISCUSSED, reason="Er is meer te doen."
    )
    assert [row.outcome for row in back.terugblikken.all()] == [Outcome.WORKED]


def test_the_casushouder_gets_one_mail_with_one_link_and_one_reminder(
    casus: Casus, mailoutbox: list[Any]
) -> None:
    done = finish(casus, days_ago=190)
    now = timezone.now()
    assert ask_due(now=now) == 1
    assert ask_due(now=now) == 0
    deliver()
    assert [mail.to for mail in mailoutbox] == [[casus.casushouder.email]]
    assert mailoutbox[0].subject == f"Hoe is het nu met “{casus.title}”?"
    assert f"/casussen/{casus.slug}/terugblik/6/\n" in mailoutbox[0].body
    assert ask_due(now=now + timedelta(days=20)) == 0
    assert ask_due(now=now + timedelta(days=22)) == 1
    deliver()
    assert [mail.subject for mail in mailoutbox[1:]] == [
        f"Nog een keer: hoe is het nu met “{casus.title}”?"
    ]
    assert ask_due(now=now + timedelta(days=60)) == 0
    actions = AuditEvent.objects.filter(action__startswith="terugblik.")
    assert list(actions.order_by("pk").values_list("action", flat=True)) == [
        "terugblik.asked",
        "terugblik.reminded",
    ]
    assert done.terugblikken.get(months=12).asked_at is None


def test_two_events_for_one_question_give_one_mail(casus: Casus, mailoutbox: list[Any]) -> None:
    """Two beats at once: the key of the message is the second wall behind the lock."""
    finish(casus, days_ago=190)
    ask_due(now=timezone.now())
    event = MessageEvent.objects.get(kind="terugblik.asked")
    event.pk = None
    event.save(force_insert=True)
    deliver()
    assert len(mailoutbox) == 1


def test_who_answered_early_is_not_asked(casus: Casus, mailoutbox: list[Any]) -> None:
    done = finish(casus)
    answer(first(done))
    assert ask_due(now=timezone.now() + timedelta(days=200)) == 0
    deliver()
    assert mailoutbox == []


def test_an_answer_between_planning_and_sending_stops_the_mail(
    casus: Casus, mailoutbox: list[Any]
) -> None:
    done = finish(casus, days_ago=190)
    ask_due(now=timezone.now())
    plan_due()
    answer(first(done))
    deliver()
    assert mailoutbox == []
    assert Delivery.objects.get().reason == "is al beantwoord"


@pytest.mark.parametrize("how", ["withdrawn", "thrown away", "archived"])
def test_nobody_is_asked_about_what_does_not_count(
    casus: Casus, how: str, mailoutbox: list[Any]
) -> None:
    done = finish(casus, days_ago=190)
    now = timezone.now()
    if how == "withdrawn":
        withdraw_casus(actor=casus.casushouder, casus=done, reason="Het klopte niet.")
    elif how == "archived":
        Casus.objects.update(stage=Stage.ARCHIVED)
    else:
        Casus.objects.update(deleted_at=now)
    assert ask_due(now=now) == 0
    deliver()
    assert mailoutbox == []


def test_without_the_casushouder_a_co_author_is_asked_and_else_the_organisers(
    casus: Casus, organisator: Deelnemer, mailoutbox: list[Any]
) -> None:
    Deelnemer.objects.filter(pk=casus.casushouder_id).update(is_active=False)
    writer = LidmaatschapFactory(community=casus.community).deelnemer
    part = CasusDeelname.objects.create(casus=casus, deelnemer=writer, role="co_author")
    finish(casus, days_ago=190)
    now = timezone.now()
    ask_due(now=now)
    deliver()
    assert [mail.to for mail in mailoutbox] == [[writer.email]]
    part.delete()
    ask_due(now=now + timedelta(days=22))
    deliver()
    assert [mail.to for mail in mailoutbox[1:]] == [[organisator.email]]


def test_the_answer_is_a_dated_update_on_the_casus_page(
    casus: Casus, deelnemer: Deelnemer, client_of: ClientOf
) -> None:
    done = finish(casus, days_ago=190)
    secret = ":::vertrouwelijk\nDe wethouder stapte op.\n:::"
    page = client_of(casus.casushouder).post(
        first(done).get_absolute_url(),
        {"outcome": "partly", "body": f"De bus rijdt nog.\n\n{secret}", "seen": ""},
        follow=True,
    )
    day = timezone.localdate()
    text = " ".join(page.text.split())
    assert "Een half jaar later, " in text
    assert f'datetime="{day.isoformat()}"' in text
    assert "het werkte voor een deel" in text
    assert "De wethouder stapte op." in text
    other = client_of(deelnemer).get(casus.get_absolute_url()).text
    assert "De bus rijdt nog." in other
    assert "De wethouder stapte op." not in other
    assert "Verander dit antwoord" not in other


def test_who_may_not_read_the_casus_reads_no_update(
    casus: Casus, ander_lid: Deelnemer, client_of: ClientOf
) -> None:
    answer(first(finish(casus)))
    for person in (None, ander_lid):
        assert client_of(person).get(casus.get_absolute_url()).status_code == 404


def test_nameless_for_outsiders_on_a_public_casus(casus: Casus, client_of: ClientOf) -> None:
    Casus.objects.update(visibility="public")
    answer(first(finish(casus)))
    text = client_of(None).get(casus.get_absolute_url()).text
    assert "De bus rijdt nog." in text
    assert casus.casushouder.last_name not in text


def test_what_was_typed_stays_when_something_misses(casus: Casus, client_of: ClientOf) -> None:
    row = first(finish(casus))
    client = client_of(casus.casushouder)
    page = client.post(row.get_absolute_url(), {"outcome": "", "body": "Het liep anders."})
    assert "Kies hoe het nu is." in page.text
    assert "Het liep anders." in page.text
    page = client.post(row.get_absolute_url(), {"outcome": "failed", "body": "x" * 5001})
    assert page.status_code == 200
    assert not Terugblik.objects.answered().exists()


def test_two_people_who_answer_at_once_lose_nothing(casus: Casus, client_of: ClientOf) -> None:
    row = first(finish(casus))
    mark = row.mark()
    answer(row, body="De lijn is gestopt.")
    page = client_of(casus.casushouder).post(
        row.get_absolute_url(), {"outcome": "worked", "body": "Hij rijdt.", "seen": mark}
    )
    assert "De lijn is gestopt." in page.text
    assert "Hij rijdt." in page.text
    row.refresh_from_db()
    assert row.body == "De lijn is gestopt."
    with pytest.raises(ChangedMeanwhileError):
        answer_terugblik(
            actor=casus.casushouder, terugblik=row, outcome="worked", body="Nee.", seen=mark
        )


def test_an_answer_can_be_changed_for_thirty_days(casus: Casus, client_of: ClientOf) -> None:
    row = answer(first(finish(casus)))
    Terugblik.objects.answered().update(answered_at=timezone.now() - timedelta(days=29))
    row = answer(Terugblik.objects.get(pk=row.pk), body="Hij rijdt vaker.")
    assert row.body == "Hij rijdt vaker."
    assert timezone.now() - row.answered_at > timedelta(days=28)
    Terugblik.objects.answered().update(answered_at=timezone.now() - timedelta(days=31))
    with pytest.raises(CasusError):
        answer(Terugblik.objects.get(pk=row.pk), body="Toch niet.")
    page = client_of(casus.casushouder).get(row.get_absolute_url(), follow=True)
    assert "Het staat nu vast." in page.text


def test_the_answer_after_a_year_brings_the_casus_to_gevolgd(casus: Casus) -> None:
    done = finish(casus)
    answer(first(done))
    done.refresh_from_db()
    assert done.stage == Stage.FINISHED
    answer(done.terugblikken.get(months=12))
    done.refresh_from_db()
    assert done.stage == Stage.FOLLOWED


def test_a_number_of_months_that_is_never_asked_does_not_exist(
    casus: Casus, client_of: ClientOf
) -> None:
    client = client_of(casus.casushouder)
    assert client.get(f"/casussen/{casus.slug}/terugblik/7/").status_code == 404
    page = client.get(f"/casussen/{casus.slug}/terugblik/6/", follow=True)
    assert "Deze vraag komt als de casus is afgerond." in page.text


def test_asking_costs_the_same_for_each_casus_however_many_wait(community: Community) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def sorting_queries(number: int) -> int:
        for _ in range(number):
            finish(CasusFactory(community=community, stage=Stage.DISCUSSED), days_ago=190)
        with CaptureQueriesContext(connection) as caught:
            assert ask_due(now=timezone.now()) == number
        return sum("due_on" in q["sql"].partition("ORDER BY")[2] for q in caught.captured_queries)

    assert sorting_queries(1) == sorting_queries(5) == 2


def test_organisers_see_which_casussen_wait_and_others_do_not(
    community: Community,
    organisator: Deelnemer,
    deelnemer: Deelnemer,
    client_of: ClientOf,
    django_assert_num_queries: Any,
) -> None:
    def wait(number: int) -> None:
        for _ in range(number):
            made = CasusFactory(community=community, stage=Stage.DISCUSSED)
            finish(made, days_ago=190)

    wait(1)
    address = f"/communities/{community.slug}/binnen/"
    shown = client_of(organisator).get(address)
    assert "Hoe is het nu met deze casussen?" in shown.text
    assert "Hoe is het nu met deze casussen?" not in client_of(deelnemer).get(address).text


def test_the_list_for_organisers_asks_as_much_for_many(
    community: Community, organisator: Deelnemer, django_assert_num_queries: Any
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from casussen.templatetags.terugblikken import terugblikken_van_community

    def queries() -> int:
        user = Deelnemer.objects.get(pk=organisator.pk)
        assert user.roles
        with CaptureQueriesContext(
            connection,
        ) as found:
            shown = terugblikken_van_community({"user": user}, community)  # type: ignore[arg-type]
            assert [str(row.casus.casushouder) for row in shown["rows"]]
        return len(found)

    finish(CasusFactory(community=community, stage=Stage.DISCUSSED), days_ago=190)
    one = queries()
    for _ in range(14):
        finish(CasusFactory(community=community, stage=Stage.DISCUSSED), days_ago=190)
    assert queries() == one
