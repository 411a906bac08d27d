"""Mail that came in is kept no longer than it is needed."""

from datetime import datetime, timedelta

from netwerk.kern.berichten.models import InboundMail

DAYS = 30  # after it was handled; the register of personal data says the same


def forget_inbound(*, now: datetime) -> int:
    """Delete what was handled over 30 days ago (``now`` is aware); return how many rows."""
    old = InboundMail.objects.filter(handled_at__lt=now - timedelta(days=DAYS))
    return old.delete()[0]
