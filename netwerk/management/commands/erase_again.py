"""`manage.py erase_again`: who was erased, and came back with an older database, goes again."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from netwerk.backup.restore import erase_all_again, read_ledgers
from netwerk.exit.tables import ExitError


class Command(BaseCommand):
    """For after a recovery without `restore`; harmless to run twice."""

    help = "Wis opnieuw wie gewist was, nadat de database terugging naar een eerder moment."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take other lists than the one of ERASURE_LEDGER."""
        parser.add_argument("gewist", type=Path, nargs="*", help="een lijst van elders")

    def handle(self, *args: Any, **options: Any) -> None:
        """Erase them, and say how many."""
        try:
            number = erase_all_again(read_ledgers(options["gewist"]))
        except ExitError as error:
            raise CommandError(f"{error} Er is niets gewist.") from error
        self.stdout.write(f"Opnieuw gewist: {number}.")
