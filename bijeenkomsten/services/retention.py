"""What is kept no longer than it is needed."""

from datetime import datetime, timedelta

from bijeenkomsten.models import Aanmelding

NEEDS_DAYS = 30  # after the end of a meeting; the register of personal data says the same


def forget_needs(*, now: datetime) -> int:
    """Blank what people needed (diet, access) at meetings that ended over 30 days ago.

    ``now`` is an aware moment. Returns how many answers were blanked; a second run finds none.
    Such a wish may be health data (AVG art. 9), so it is not kept for later.
    """
    ended = Aanmelding.objects.filter(bijeenkomst__ends_at__lt=now - timedelta(days=NEEDS_DAYS))
    return ended.exclude(needs="").update(needs="")
