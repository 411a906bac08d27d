"""Case 37 in mails: attacks in every text that a message is made of run in no mail."""

import html
from typing import Any

import pytest
from django.db import transaction

from netwerk.kern.berichten import registry
from netwerk.kern.berichten.mail import compose
from netwerk.kern.berichten.registry import AddressMessage
from tests.aanvallen import RUN, active, fill
from tests.berichten.situations import Situation, deliver, html_of
from tests.policy import state

pytestmark = pytest.mark.django_db


def test_no_attack_in_any_text_runs_in_a_mail(situation: Situation) -> None:
    wrong, attacked = [], 0
    fill({table for table, n in state.counters() if n})
    for message in registry.all_messages():
        with transaction.atomic():
            before = state.counters()
            delivery, subject = deliver(message, situation, situation.deelnemer)
            fill({table for table, _ in state.counters() - before})
            again: Any = type(subject)._base_manager.get(pk=subject.pk)
            if delivery.person:
                delivery.person.refresh_from_db()
            if isinstance(message, AddressMessage):
                delivery.addressee = message.addressee(delivery, again)
            mail = compose(message, delivery, again)
            transaction.set_rollback(True)
        drawn = html_of(mail)
        attacked += RUN in html.unescape(drawn)
        wrong += [f"{message.key}: {each}" for each in active(drawn)]
        assert "\n" not in mail.subject, message.key
    assert not wrong, "\n".join(wrong)
    assert attacked > 40, "else nothing attacks"
