"""`manage.py erase_again`: what was ended, and came back with an older database, ends again."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from netwerk.backup.restore import end_access, erase_all_again, read_ledgers
from netwerk.exit.tables import ExitError


class Command(BaseCommand):
    """For after a recovery without `restore`; harmless to run twice."""

    help = (
        "Wis opnieuw wie gewist was, nadat de database terugging naar een eerder moment. "
        "Beëindigt ook alle sessies en API-sleutels."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Take other lists than the one of ERASURE_LEDGER."""
        parser.add_argument("gewist", type=Path, nargs="*", help="een lijst van elders")
        parser.add_argument(
            "--niemand-gewist",
            action="store_true",
            help="er is geen lijst, want er is nog nooit iemand gewist",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Erase them, end what lets people in, and say how many went."""
        try:
            entries = read_ledgers(options["gewist"], may_lack=options["niemand_gewist"])
            end_access()
            number = erase_all_again(entries)
        except ExitError as error:
            raise CommandError(f"{error} Er is niets gewist.") from error
        self.stdout.write(f"Opnieuw gewist: {number}. Iedereen logt opnieuw in.")
