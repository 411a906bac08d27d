"""How long a free place is kept for who waits."""

from datetime import datetime, timedelta

LONGEST = timedelta(hours=48)
SHORTEST = timedelta(hours=1)
PART = 4  # who waits gets this part of the time that is left


def kept_until(now: datetime, starts_at: datetime) -> datetime:
    """Return until when a place that comes free at ``now`` is kept for who is offered it.

    That is a quarter of the time that is left, so that others have a turn too: at most 48 hours,
    at least one hour, and never past the start.
    """
    term = max(SHORTEST, min(LONGEST, (starts_at - now) / PART))
    return min(now + term, starts_at)
