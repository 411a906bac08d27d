"""`manage.py import <folder or .zip>`: all of an export in an empty installation."""  # noqa: N999 - the command has this name

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from netwerk.exit.load import load
from netwerk.exit.tables import ExitError


class Command(BaseCommand):
    """Fills an empty database, or changes nothing."""

    help = "Zet een pakket van 'manage.py export' in een leeg portaal van dezelfde versie."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take where it stands."""
        parser.add_argument("bron", type=Path, help="de map of het zipbestand")

    def handle(self, *args: Any, **options: Any) -> None:
        """Load it, or say why not."""
        try:
            manifest = load(options["bron"], self.stdout.write)
        except ExitError as error:
            raise CommandError(f"{error} Er is niets ingelezen.") from error
        rows = sum(table["rijen"] for table in manifest["tabellen"])
        self.stdout.write(
            f"Klaar: {rows} rijen en {manifest['bestanden']} bestanden. Niemand heeft nog een "
            "wachtwoord: iedereen logt in met een code per mail en kiest dan een nieuw."
        )
