"""A meeting is cancelled at the very moment that its reminder goes out (case 22)."""

from datetime import timedelta
from itertools import count
from typing import Any

import pytest
from django.core import mail
from django.utils import timezone

from bijeenkomsten import services
from bijeenkomsten.models import Aanmelding, Bijeenkomst
from bijeenkomsten.notifications.reminders import announce_reminders
from communities.models import Community, Deelnemer
from netwerk.kern.berichten.models import Delivery, State
from netwerk.kern.berichten.planner import plan_due
from netwerk.kern.berichten.sender import send_due
from tests.berichten.conftest import due_now, in_parallel
from tests.factories import AanmeldingFactory, BijeenkomstFactory

pytestmark = pytest.mark.django_db(transaction=True)
TIMES = 40
AN_HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def _mail_in_memory(settings: Any) -> None:
    settings.MESSAGE_QUIET_SECONDS = 0
    settings.MAILERS = {"default": {"BACKEND": "django.core.mail.backends.locmem.EmailBackend"}}


def about_to_be_reminded(community: Community, person: Deelnemer) -> Bijeenkomst:
    """Return a meeting of which the moment of the reminder came just now."""
    start = timezone.now() + AN_HOUR
    meeting = BijeenkomstFactory(community=community, starts_at=start, reminders=["1h"])
    AanmeldingFactory(bijeenkomst=meeting, deelnemer=person, calendar_sent=True)
    Aanmelding.objects.update(updated_at=start - timedelta(days=2))
    mail.outbox.clear()
    return meeting


def round_of_mail() -> None:
    announce_reminders()
    plan_due()
    send_due()


def test_no_reminder_after_the_cancellation(
    community: Community, deelnemer: Deelnemer, organisator: Deelnemer
) -> None:
    """It was sent clearly before, or not at all and with a reason; whatever the threads do."""
    for number in range(TIMES):
        meeting = about_to_be_reminded(community, deelnemer)
        if number % 2:
            announce_reminders()
            plan_due()
        turns = count()

        def act(meeting: Bijeenkomst = meeting, turns: Any = turns) -> None:
            if next(turns) == 0:
                services.cancel_bijeenkomst(
                    actor=organisator, bijeenkomst=meeting, reason="De zaal is dicht."
                )
            round_of_mail()

        in_parallel(3, act)
        due_now()
        round_of_mail()
        words = [each.subject.split(":")[0] for each in mail.outbox]
        assert words in (["Over een uur", "Gaat niet door"], ["Gaat niet door"])
        reminder = Delivery.objects.filter(kind="bijeenkomst.reminder", event__object_id=meeting.pk)
        if len(words) == 2:
            assert reminder.get().state == State.SENT
        else:
            kept = reminder.values_list("state", "reason")
            assert list(kept) in ([], [(State.SUPPRESSED, "de bijeenkomst gaat niet door")])
