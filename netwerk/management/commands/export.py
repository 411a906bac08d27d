"""`manage.py export <folder or .zip>`: leave with everything (docs/decisions/exit.md)."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from netwerk.exit.export import export
from netwerk.exit.tables import ExitError


class Command(BaseCommand):
    """Writes; changes nothing in the portal."""

    help = "Schrijf het hele portaal, in open formaten, in een nieuwe map of een nieuw zipbestand."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take where it must go."""
        parser.add_argument("doel", type=Path, help="een map die er niet is, of een naam op .zip")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write it, or say why not."""
        try:
            manifest = export(options["doel"], self.stdout.write)
        except ExitError as error:
            raise CommandError(str(error)) from error
        rows = sum(table["rijen"] for table in manifest["tabellen"])
        self.stdout.write(
            f"Klaar: {rows} rijen, {manifest['bestanden']} bestanden en {manifest['leesbaar']} "
            f"leesbare teksten in {options['doel']}. Er staat ook in wat niet openbaar is: "
            "bewaar het als een geheim."
        )
        if missing := manifest["ontbrekende_bestanden"]:
            self.stderr.write(f"Let op: {missing} bestanden waren er niet meer (ontbreekt.txt).")
