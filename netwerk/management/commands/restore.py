"""`manage.py restore <folder>`: a backup into an empty database and an empty MEDIA_ROOT."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from netwerk.backup.restore import UnequalError, restore
from netwerk.exit.tables import ExitError


class Command(BaseCommand):
    """Fills an empty place, or changes nothing."""

    help = "Zet een reservekopie terug in een lege database en een lege map voor bestanden."
    requires_migrations_checks = False

    def add_arguments(self, parser: CommandParser) -> None:
        """Take where it stands, and who was erased since."""
        parser.add_argument("bron", type=Path, help="de map van de reservekopie")
        parser.add_argument(
            "--gewist",
            type=Path,
            action="append",
            default=[],
            help="de lijst met wie er sindsdien gewist is; die van ERASURE_LEDGER telt altijd mee",
        )

        parser.add_argument(
            "--niemand-gewist",
            action="store_true",
            help="er is geen lijst met wie er gewist is, want er is nog nooit iemand gewist",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Restore it, or say why not."""
        try:
            manifest, again = restore(
                options["bron"].absolute(),
                options["gewist"],
                self.stdout.write,
                without_ledger=options["niemand_gewist"],
            )
        except UnequalError as error:
            raise CommandError(str(error)) from error
        except ExitError as error:
            raise CommandError(f"{error} Er is niets teruggezet.") from error
        rows = sum(number for number, _ in manifest["tabellen"].values())
        self.stdout.write(
            f"Klaar: {rows} rijen en {manifest['bestanden']} bestanden, zoals op "
            f"{manifest['gemaakt_op']}. Sindsdien gewist en nu opnieuw gewist: {again}. "
            "Iedereen logt opnieuw in, met het wachtwoord van toen, en maakt nieuwe API-sleutels."
        )
