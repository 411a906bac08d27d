"""`manage.py backup <folder>`: database and files as they are (docs/decisions/backup.md)."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from netwerk.backup.write import backup
from netwerk.exit.tables import ExitError


class Command(BaseCommand):
    """Writes a new folder; people may go on working."""

    help = "Maak een reservekopie van de database en alle bestanden, in een nieuwe map."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take where it must go."""
        parser.add_argument("doel", type=Path, help="een map die er nog niet is")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write it, or say why not."""
        try:
            manifest = backup(options["doel"].absolute(), self.stdout.write)
        except (ExitError, OSError) as error:
            raise CommandError(f"{error} Er is geen reservekopie gemaakt.") from error
        rows = sum(number for number, _ in manifest["tabellen"].values())
        self.stdout.write(
            f"Klaar: {rows} rijen en {manifest['bestanden']} bestanden in {options['doel']}. Er "
            "staat alles in, ook wachtwoorden en besloten teksten: bewaar het als een geheim."
        )
        if missing := manifest["ontbrekende_bestanden"]:
            self.stderr.write(f"Let op: {missing} bestanden waren er niet meer (ontbreekt.txt).")
