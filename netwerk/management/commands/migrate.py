"""`manage.py migrate`: as Django has it, but nobody waits long for a table that it changes."""

from typing import Any

from django.conf import settings
from django.core.management.commands import migrate
from django.db import connection


class Command(migrate.Command):
    """Gives up a lock that it does not get at once, and takes its time for the rest.

    Who waits for a lock makes everybody wait that comes after it. What was not done is undone;
    run it again.
    """

    def handle(self, *args: Any, **options: Any) -> Any:
        """Migrate with other waits than a page has."""
        self._wait(statement=0, lock=settings.DATABASE_TIMES["migration"])
        try:
            return super().handle(*args, **options)
        finally:
            with connection.cursor() as cursor:
                cursor.execute("RESET statement_timeout; RESET lock_timeout")

    def _wait(self, **seconds: float) -> None:
        with connection.cursor() as cursor:
            for name, value in seconds.items():
                milliseconds = str(int(value * 1000))
                cursor.execute(
                    "SELECT set_config(%s, %s, false)", [f"{name}_timeout", milliseconds]
                )
