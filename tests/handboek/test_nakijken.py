"""Looking at an advies again: the day, who hears of it, and that it is once."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from handboek import services, tasks
from handboek.enums import SignalKind
from handboek.models import Advies, AdviesEvent, Signaal
from handboek.services.nakijken import remind_of_reviews
from netwerk.kern.berichten.planner import plan_due
from netwerk.kern.berichten.sender import send_due


@pytest.fixture
def today() -> date:
    return timezone.localdate()


@pytest.fixture
def make_advies(make_advies, mailoutbox) -> Any:
    """Publish, and forget the mail about that."""

    def make() -> Advies:
        advies = make_advies()
        plan_due()
        send_due()
        mailoutbox.clear()
        return advies

    return make


def tell(day: date) -> int:
    told = remind_of_reviews(today=day)
    plan_due()
    send_due()
    return told


def keep(advies: Advies, owner: Any, day: date) -> Advies:
    Advies.objects.filter(pk=advies.pk).update(owner=owner, review_at=day)
    advies.refresh_from_db()
    return advies


def test_the_owner_hears_two_weeks_before_and_when_it_is_late_once_each(
    make_advies, redacteur, redacteur2, today, mailoutbox
) -> None:
    """Row 86."""
    advies = keep(make_advies(), redacteur2, today + timedelta(days=14))
    assert tell(today - timedelta(days=1)) == 0
    for day in (0, 0, 3, 14):
        tell(today + timedelta(days=day))
    assert [mail.to for mail in mailoutbox] == [[redacteur2.email]]
    assert mailoutbox[0].subject == f"Binnenkort nakijken: advies {advies.number}"
    assert Signaal.objects.exists() is False
    for day in (15, 15, 40):
        tell(today + timedelta(days=day))
    assert [mail.to for mail in mailoutbox] == [[redacteur2.email]] * 2
    assert mailoutbox[1].subject == f"Nakijken is nodig: advies {advies.number}"
    assert f"/handboek/redactie/{advies.number}/" in mailoutbox[1].body
    assert Signaal.objects.get().kind == SignalKind.REVIEW_DUE


@pytest.mark.parametrize("gone", ["none", "no redacteur", "closed"])
def test_without_an_owner_all_redacteuren_hear_it(
    make_advies, redacteur, redacteur2, deelnemer, today, mailoutbox, gone
) -> None:
    owner = None if gone == "none" else deelnemer
    if gone == "closed":
        type(deelnemer).objects.filter(pk=deelnemer.pk).update(is_redacteur=True, is_active=False)
    keep(make_advies(), owner, today)
    tell(today)
    assert {mail.to[0] for mail in mailoutbox} == {redacteur.email, redacteur2.email}


def test_a_new_day_closes_the_task_and_begins_anew(
    make_advies, redacteur, today, mailoutbox
) -> None:
    advies = keep(make_advies(), redacteur, today - timedelta(days=1))
    tell(today)
    new = today + timedelta(days=30)
    services.confirm_review(actor=redacteur, advies=advies, review_at=new)
    signaal = Signaal.objects.get()
    assert (signaal.handled_by, Signaal.objects.waiting().count()) == (redacteur, 0)
    assert tell(today) == 0
    assert tell(new) == 1
    assert tell(new + timedelta(days=1)) == 1
    assert len(mailoutbox) == 3
    assert Signaal.objects.waiting().count() == 1


def test_who_looked_before_the_mail_went_gets_none(
    make_advies, redacteur, today, mailoutbox
) -> None:
    advies = keep(make_advies(), redacteur, today)
    remind_of_reviews(today=today)
    services.confirm_review(actor=redacteur, advies=advies, review_at=today + timedelta(days=99))
    plan_due()
    send_due()
    assert mailoutbox == []


def test_what_was_withdrawn_is_not_told(make_advies, redacteur, today) -> None:
    advies = keep(make_advies(), redacteur, today)
    services.withdraw_advies(actor=redacteur, advies=advies, reason="De wet veranderde.")
    assert tell(today + timedelta(days=2)) == 0


def test_a_late_advies_is_flagged_for_redacteur_and_reader(
    client, client_of, make_advies, redacteur, today
) -> None:
    advies = keep(make_advies(), redacteur, today - timedelta(days=1))
    tasks.remind_of_reviews()
    page = client.get(advies.get_absolute_url()).content.decode()
    assert "had nagekeken moeten zijn" in page
    desk = client_of(redacteur).get("/handboek/redactie/").content.decode()
    assert "nakijken is nodig" in desk


def test_reminding_leaves_no_version_in_the_history(make_advies, redacteur, today) -> None:
    advies = keep(make_advies(), redacteur, today)
    rows = AdviesEvent.objects.filter(pgh_obj=advies)
    before = rows.count()
    assert tell(today) == 1
    assert rows.count() == before
