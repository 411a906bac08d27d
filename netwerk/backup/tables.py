"""What stands in a table, as two numbers that need no memory: how many rows, and their sum."""

from typing import Any

from django.db import connection
from psycopg import sql

COLUMNS = """
SELECT c.relname, coalesce(array_agg(a.attname ORDER BY a.attnum)
       FILTER (WHERE a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''), '{}')
FROM pg_class c
LEFT JOIN pg_attribute a ON a.attrelid = c.oid
WHERE c.relkind IN ('r', 'p') AND c.relnamespace = 'public'::regnamespace
GROUP BY c.relname ORDER BY c.relname
"""
# The same row gives the same text everywhere.
PLAIN = (
    "SET LOCAL timezone = 'UTC'",
    "SET LOCAL datestyle = 'ISO, YMD'",
    "SET LOCAL intervalstyle = 'postgres'",
    "SET LOCAL bytea_output = 'hex'",
    "SET LOCAL extra_float_digits = 1",
    "SET LOCAL statement_timeout = 0",
)


def fingerprints() -> dict[str, list[Any]]:
    """Return {table: [number of rows, sum]}; needs a transaction.

    The sum is of a hash of each row, in whatever order. Columns that PostgreSQL computes by
    itself are left out: it computes them again.
    """
    found: dict[str, list[Any]] = {}
    with connection.cursor() as cursor:
        for setting in PLAIN:
            cursor.execute(setting)
        cursor.execute(COLUMNS)
        for name, columns in cursor.fetchall():
            row = sql.SQL("ROW({})").format(sql.SQL(", ").join(map(sql.Identifier, columns)))
            question = sql.SQL(
                "SELECT count(*), coalesce(sum(hashtextextended({}::text, 0)), 0)::text FROM {}"
            )
            cursor.execute(question.format(row, sql.Identifier("public", name)))
            found[name] = list(cursor.fetchone())
    return found


def differing(told: dict[str, Any], found: dict[str, Any]) -> list[str]:
    """Return the tables that are not the same, in order of name."""
    return sorted(name for name in {*told, *found} if told.get(name) != found.get(name))
