"""What PostgreSQL's planner must know to choose well how to find rows."""

from django.db import connection, transaction


def count_anew() -> None:
    """Let PostgreSQL count what stands in every table, after many rows came in at once.

    It does so by itself, but only after a minute, and never inside a transaction; until then it
    takes a full table for an empty one, and a question that joins many of those may take minutes.
    Costs about a second; takes what it needs, whatever the time limit of a page.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = 0")
        cursor.execute("ANALYZE")
        cursor.execute("SET LOCAL statement_timeout TO DEFAULT")
