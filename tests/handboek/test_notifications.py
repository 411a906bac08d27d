"""A draft that was handed in asks other redacteuren to read it."""

from typing import Any

import pytest
from django.db import transaction

from communities.models import Deelnemer
from handboek.enums import State
from handboek.models import Advies
from handboek.services import return_advies, submit_for_review
from netwerk.kern.berichten.models import Delivery
from netwerk.kern.berichten.planner import plan_due
from netwerk.kern.berichten.sender import send_due
from netwerk.kern.berichten.services import announce
from tests.factories import AdviesFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def advies(redacteur: Deelnemer) -> Advies:
    return AdviesFactory(author=redacteur, state=State.REVIEW)


def hand_in(advies: Advies) -> None:
    with transaction.atomic():
        announce(kind="advies.review_asked", subject=advies, actor=advies.author)


def test_other_redacteuren_are_asked(
    advies: Advies,
    redacteur2: Deelnemer,
    deelnemer: Deelnemer,
    beheerder: Deelnemer,
    mailoutbox: list[Any],
) -> None:
    hand_in(advies)
    plan_due()
    send_due()
    assert [mail.to for mail in mailoutbox] == [[redacteur2.email]]
    assert f"http://testserver/handboek/redactie/{advies.number}/\n" in mailoutbox[0].body
    assert mailoutbox[0].subject == f"Advies {advies.number} wacht op een tweede lezer"


def test_the_writer_hears_why_it_came_back(
    advies: Advies, redacteur: Deelnemer, redacteur2: Deelnemer, mailoutbox: list[Any]
) -> None:
    return_advies(actor=redacteur2, advies=advies, reason="Schrijf op wanneer het niet werkt.")
    plan_due()
    send_due()
    assert [mail.to for mail in mailoutbox] == [[redacteur.email]]
    assert mailoutbox[0].subject == f"Advies {advies.number} kwam terug"
    assert "Waarom: Schrijf op wanneer het niet werkt.\n" in mailoutbox[0].body
    assert f"http://testserver/handboek/redactie/{advies.number}/\n" in mailoutbox[0].body


def test_nobody_hears_that_it_came_back_when_it_was_handed_in_again(
    advies: Advies, redacteur: Deelnemer, redacteur2: Deelnemer, mailoutbox: list[Any]
) -> None:
    advies = return_advies(actor=redacteur2, advies=advies, reason="Te lang.")
    submit_for_review(actor=redacteur, advies=advies)
    plan_due()
    send_due()
    subjects = [mail.subject for mail in mailoutbox]
    assert f"Advies {advies.number} wacht op een tweede lezer" in subjects
    assert f"Advies {advies.number} kwam terug" not in subjects


def test_handed_in_again_is_asked_again(
    advies: Advies, redacteur2: Deelnemer, mailoutbox: list[Any]
) -> None:
    for _ in range(2):
        hand_in(advies)
        plan_due()
        send_due()
    assert [mail.to for mail in mailoutbox] == [[redacteur2.email]] * 2


def test_who_changed_it_last_or_came_too_late_is_not_asked(
    advies: Advies, redacteur2: Deelnemer, mailoutbox: list[Any]
) -> None:
    hand_in(advies)
    plan_due()
    Advies.objects.filter(pk=advies.pk).update(state=State.DRAFT)
    send_due()
    assert mailoutbox == []
    assert Delivery.objects.get().reason == "kan hier niet (meer) over beslissen"
    Advies.objects.filter(pk=advies.pk).update(state=State.REVIEW, edited_by=redacteur2)
    hand_in(Advies.objects.get(pk=advies.pk))
    plan_due()
    assert Delivery.objects.count() == 1
