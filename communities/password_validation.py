"""Django's rules for passwords, said in the words of this site."""

from django.contrib.auth import password_validation as django_rules


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


class NotCommon(django_rules.CommonPasswordValidator):
    """Not one of the twenty thousand that everybody tries first."""

    def get_error_message(self) -> str:
        """Say that it is known."""
        return "Dit wachtwoord gebruiken te veel mensen. Kies iets van jezelf."

    def get_help_text(self) -> str:
        """Say what it may not be."""
        return "Kies geen wachtwoord dat veel mensen gebruiken."


class NotOnlyDigits(django_rules.NumericPasswordValidator):
    """Not only digits."""

    def get_error_message(self) -> str:
        """Say what is missing."""
        return "Dit wachtwoord heeft alleen cijfers. Gebruik ook letters."

    def get_help_text(self) -> str:
        """Say what it must have."""
        return "Gebruik niet alleen cijfers."
