"""Numbers of lessen and adviezen: one higher than the highest, and never used again."""

from django.db import connection, models
from django.db.models import Max

LOCK = 7_382_001  # any number, as long as no other part of the site locks on it


def next_number(model: type[models.Model]) -> int:
    """Return the next number; others who ask wait until this transaction ends.

    Rows of these models cannot be deleted (a trigger), so the highest number stays known.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("A number must be taken inside a transaction.")
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
    highest = model._default_manager.aggregate(highest=Max("number"))["highest"]
    return int(highest or 0) + 1
