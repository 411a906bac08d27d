"""What a request left in the tables: how many rows it wrote, and what stands in them now."""

from typing import Any

from django.contrib.contenttypes.fields import GenericForeignKey
from django.db import connection, models

from tests.policy import vreemd

WRITTEN = "SELECT relname, n_tup_ins + n_tup_upd + n_tup_del FROM pg_stat_xact_user_tables"
FOREIGN = f"('{vreemd.VREEMD}', '{vreemd.SMALL}', '{vreemd.UUID}')"
type Counts = dict[str, int]


def counters() -> set[tuple[str, int]]:
    """Return how many rows this transaction wrote in each table, of sessions none."""
    return {row for row in rows_of(WRITTEN) if row[0] != "django_session"}


def rows_of(question: str) -> list[Any]:
    """Return the answer of the database."""
    with connection.cursor() as cursor:
        cursor.execute(question)
        return cursor.fetchall()


def tables() -> dict[str, Any]:
    """Return the models by table, of those that may have foreign rows."""
    return {model._meta.db_table: model for model in vreemd.models_of()}


def foreign(wanted: set[str]) -> Counts:
    """Return how many rows of these tables are foreign, or point at a row that is."""
    return {
        name: rows_of(f'SELECT count(*) FROM "{name}" WHERE {" OR ".join(columns)}')[0][0]
        for name, model in tables().items()
        if name in wanted and (columns := [f'"{c}"::text IN {FOREIGN}' for c in keys_of(model)])
    }


def keys_of(model: Any) -> list[str]:
    """Return the columns that say which row it is, and at which rows of ours it points."""
    generic = [f for f in model._meta.private_fields if isinstance(f, GenericForeignKey)]
    return [
        *(model._meta.get_field(each.fk_field).column for each in generic),
        *(
            field.column
            for field in model._meta.concrete_fields
            if field.primary_key
            or (field.is_relation and field.related_model._meta.app_label in vreemd.OURS)
        ),
    ]


def holding(wanted: set[str], words: tuple[str, ...]) -> Counts:
    """Return in how many rows of these tables one of these words stands, in any column."""
    found = " OR ".join(f"each::text LIKE '%%{word}%%'" for word in words).replace("%%", "%")
    return {
        name: rows_of(f'SELECT count(*) FROM "{name}" each WHERE {found}')[0][0]
        for name in tables()
        if name in wanted
    }


def rights(wanted: set[str]) -> dict[str, set[Any]]:
    """Return how often each set of states and rights stands in these tables."""
    found = {}
    for name, model in tables().items():
        columns = [f'"{f.column}"::text' for f in model._meta.concrete_fields if says_a_right(f)]
        if name in wanted and columns:
            listed = ", ".join(columns)
            found[name] = set(rows_of(f'SELECT {listed}, count(*) FROM "{name}" GROUP BY {listed}'))
    return found


def says_a_right(field: Any) -> bool:
    """Say whether a column holds a state or a right."""
    return isinstance(field, models.BooleanField) or bool(field.choices)
