"""``manage.py create_beheerder``: the first person who can let others in."""

import sys
from getpass import getpass
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email

from communities.models import Deelnemer
from communities.services import add_deelnemer


class Command(BaseCommand):
    """Asks what is not given; the password is never an argument, so it stays out of logs."""

    help = "Maak de eerste beheerder, met een bevestigd e-mailadres."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the address and the name."""
        parser.add_argument("--email")
        parser.add_argument("--first-name")
        parser.add_argument("--infix", default="")
        parser.add_argument("--last-name")

    def handle(self, *args: Any, **options: Any) -> None:
        """Make the account, or say what is wrong and make nothing."""
        email = options["email"] or self._ask("E-mailadres: ")
        first_name = options["first_name"] or self._ask("Voornaam: ")
        last_name = options["last_name"] or self._ask("Achternaam: ")
        fields = {"first_name": first_name, "infix": options["infix"], "last_name": last_name}
        try:
            validate_email(email)
            person = Deelnemer(email=email.lower(), **fields)
            password = self._password(person)
            add_deelnemer(actor=None, email=email, password=password, is_beheerder=True, **fields)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        self.stdout.write(f"{person} kan nu inloggen met {person.email} en is beheerder.")

    def _ask(self, question: str) -> str:
        answer = input(question).strip()
        if not answer:
            raise CommandError("Dit mag niet leeg zijn.")
        return answer

    def _password(self, person: Deelnemer) -> str:
        """Ask the password twice; without a terminal it is one line of standard input."""
        if not sys.stdin.isatty():
            password = sys.stdin.readline().rstrip("\n")
        else:
            password = getpass("Wachtwoord: ")
            if getpass("Nog een keer: ") != password:
                raise CommandError("Dat was niet twee keer hetzelfde wachtwoord.")
        validate_password(password, person)
        return password
