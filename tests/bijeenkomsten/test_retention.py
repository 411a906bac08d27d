"""What people need to take part is forgotten thirty days after the meeting."""

from datetime import timedelta

import pytest
from django.utils import timezone

from bijeenkomsten.models import Aanmelding
from bijeenkomsten.tasks import forget_needs
from tests.factories import AanmeldingFactory, BijeenkomstFactory


@pytest.mark.django_db
def test_needs_go_thirty_days_after_the_meeting() -> None:
    kept = {}
    for days in (-7, 29, 31):
        end = timezone.now() - timedelta(days=days)
        meeting = BijeenkomstFactory(starts_at=end - timedelta(hours=2), ends_at=end)
        kept[days] = AanmeldingFactory(bijeenkomst=meeting, needs="Een plek voor een rolstoel")
    forget_needs()
    left = {days: Aanmelding.objects.get(pk=row.pk) for days, row in kept.items()}
    assert {days: row.needs for days, row in left.items()} == {
        -7: "Een plek voor een rolstoel",
        29: "Een plek voor een rolstoel",
        31: "",
    }
    assert left[31].answer == "yes"
