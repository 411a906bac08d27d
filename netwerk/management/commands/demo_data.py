"""Fill an empty database with demo content (voorbeeldgegevens)."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from communities.models import Deelnemer
from netwerk.demo.generator import build
from netwerk.kern.toezicht import regels


class Command(BaseCommand):
    """Refuses outside development, and in a database that people already use."""

    help = "Laad voorbeeldgegevens in een lege database."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the scale, and what to do when there are people already."""
        parser.add_argument("--scale", type=int, default=1, help="1 is what people wrote by hand")
        parser.add_argument(
            "--if-empty", action="store_true", help="do nothing when there are people already"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Build the content, or say why not."""
        if not settings.DEVELOPMENT:
            raise CommandError(
                "Voorbeeldgegevens horen niet op een echte site. Zet DEVELOPMENT aan als dit een "
                "ontwikkelomgeving is."
            )
        if options["scale"] < 1:
            raise CommandError("De schaal is minstens 1.")
        if Deelnemer.objects.exists():
            if options["if_empty"]:
                return
            raise CommandError("In deze database staan al deelnemers. Er is niets veranderd.")
        with regels.quiet(regels.events):  # thousands of invented acts
            build(options["scale"])
        self.stdout.write("Voorbeeldgegevens geladen.")
