"""One lock per meeting, so that all that counts places or revisions happens one by one."""

from django.db import connection

from bijeenkomsten.models import Bijeenkomst

PATIENCE = "14s"  # less than statement_timeout, which would end the wait as well


def lock(bijeenkomst: Bijeenkomst) -> Bijeenkomst:
    """Return the row as it is now, locked FOR UPDATE until the transaction ends.

    The sender of messages takes FOR SHARE on the same row for its last check, so the order of
    a change and a message is total.
    """
    return Bijeenkomst.objects.select_for_update().get(pk=bijeenkomst.pk)


def next_revision(bijeenkomst: Bijeenkomst, *changed: str, calendar: bool = False) -> None:
    """Save a locked meeting with the next revision, and for calendars the next sequence."""
    bijeenkomst.revision += 1
    if calendar:
        bijeenkomst.sequence += 1
    bijeenkomst.save(update_fields={"revision", "sequence", "updated_at", *changed})


def be_patient() -> None:
    """Let this transaction wait longer for its turn: a whole room may sign up at once."""
    with connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL lock_timeout = '{PATIENCE}'")
