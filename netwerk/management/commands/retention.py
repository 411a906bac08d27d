"""`manage.py retention`: forget what is older than its term, or only say what that would be."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from netwerk.kern.avg import retention


class Command(BaseCommand):
    """Carry out the rules of retention; a job does so every day."""

    help = "Wist wat ouder is dan zijn termijn; met --dry-run vertelt het alleen wat dat zou zijn."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take --dry-run."""
        parser.add_argument("--dry-run", action="store_true", help="verandert niets")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print a line for each rule."""
        if options["dry_run"]:
            for found in retention.dry_run():
                self.stdout.write(self._line(found))
            return
        done = retention.run()
        for key, number in done.numbers.items():
            self.stdout.write(f"{key}: {number} gewist")
        for key in done.failed:
            self.stderr.write(f"{key}: mislukt, zie het logboek")

    def _line(self, found: retention.Finding) -> str:
        oldest = found.oldest
        if hasattr(oldest, "hour"):
            oldest = timezone.localtime(oldest).date()
        since = f", oudste {oldest:%Y-%m-%d}" if oldest else ""
        return f"{found.rule.key}: {found.number} te wissen ({found.rule.term}{since})"
