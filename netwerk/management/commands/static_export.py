"""`manage.py static_export <folder>`: the whole public site as files (docs/decisions/exit.md)."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from netwerk.exit.static_site import static_export
from netwerk.exit.tables import ExitError
from netwerk.kern.toezicht import middleware, regels


class Command(BaseCommand):
    """Reads the site as a visitor; changes nothing."""

    help = "Schrijf de hele openbare site als bestanden die vanuit een map opengaan."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take where it must go."""
        parser.add_argument("map", type=Path, help="een map die er niet is")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write it, or say why not."""
        try:
            with regels.quiet(middleware.requests):  # it asks every page
                number = static_export(options["map"], self.stdout.write)
        except ExitError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"Klaar: {number} pagina's. Open {options['map'] / 'index.html'}.")
