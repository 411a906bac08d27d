"""One at a time, where there is no row to lock yet."""

from django.db import connection
from django.db.models import Model


def one_at_a_time(model: type[Model]) -> None:
    """Let nobody else who asks this about the model go on until our transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [model._meta.db_table])
