"""An example of every message that the system can send: those of the registry, and allauth's.

All names and words in an example are invented; nothing is read from the database.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from allauth.account import app_settings
from allauth.account.adapter import get_adapter
from allauth.core import context
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.mail import EmailMultiAlternatives
from django.http import HttpRequest
from django.urls import reverse

from netwerk.kern.berichten import mail, registry
from netwerk.kern.berichten.registry import Group, Message, OnDoubt

ON_DOUBT = {
    OnDoubt.RESEND: "Dan sturen we hem nog een keer",
    OnDoubt.STOP: "Dan sturen we hem niet nog een keer",
}
NO_CHOICE = "Deze mail komt altijd"
DIGEST = "Kies per soort mail of hij in een overzicht komt"
ASK_AGAIN = "Dan vraag je hem zelf opnieuw aan"
EMAIL = "noor@voorbeeld.nl"


@dataclass(frozen=True)
class Kind:
    """One kind of message, as the page of all messages tells of it."""

    key: str
    label: str
    audience: str
    moment: str
    doubt: str
    choices: tuple[str, ...] = ()
    appointment: bool = False
    no_choice: str = NO_CHOICE

    @property
    def choices_in_words(self) -> str:
        """Return what somebody can choose, as the end of a sentence."""
        words = [choice.replace("Eén", "één").lower() for choice in self.choices]
        return " of ".join(filter(None, [", ".join(words[:-1]), *words[-1:]]))


@dataclass(frozen=True)
class AccountMail:
    """A mail that allauth asks for; communities.accountmail sends it through the outbox."""

    prefix: str
    label: str
    audience: str

    @property
    def key(self) -> str:
        """Return the name in the address of its example."""
        return f"account.{self.prefix.rpartition('/')[2]}"


ALWAYS = (
    AccountMail(
        "account/email/email_confirmation", "Bevestig je e-mailadres", "Wie een adres opgeeft"
    ),
    AccountMail(
        "account/email/password_reset_key", "Kies een nieuw wachtwoord", "Wie daarom vraagt"
    ),
    AccountMail(
        "account/email/unknown_account",
        "We kennen dit e-mailadres niet",
        "Het adres waarmee iemand een nieuw wachtwoord vraagt, zonder account",
    ),
    AccountMail(
        "account/email/account_already_exists",
        "Je hebt al een account",
        "Het adres waarmee iemand een account vraagt dat er al is",
    ),
)
OWNER = "De eigenaar van het account"
CHANGES = (
    AccountMail("account/email/new_device", "Er is ingelogd op een nieuw apparaat", OWNER),
    AccountMail("account/email/password_changed", "Je wachtwoord is veranderd", OWNER),
    AccountMail("account/email/password_set", "Je hebt een wachtwoord gekozen", OWNER),
    AccountMail("account/email/password_reset", "Je wachtwoord is opnieuw gekozen", OWNER),
    AccountMail("account/email/email_changed", "Je e-mailadres is veranderd", OWNER),
    AccountMail("account/email/email_confirm", "Je e-mailadres is bevestigd", OWNER),
    AccountMail("account/email/email_deleted", "Een e-mailadres is weggehaald", OWNER),
    AccountMail(
        "account/email/email_gone",
        "Dit e-mailadres hoort niet meer bij je account",
        "Het adres dat is weggehaald",
    ),
    AccountMail("mfa/email/totp_activated", "Inloggen in twee stappen staat aan", OWNER),
    AccountMail("mfa/email/totp_deactivated", "Inloggen in twee stappen staat uit", OWNER),
    AccountMail("mfa/email/webauthn_added", "Je hebt een nieuwe toegangssleutel", OWNER),
    AccountMail("mfa/email/webauthn_removed", "Een toegangssleutel is weggehaald", OWNER),
    AccountMail("socialaccount/email/account_connected", "Je logt nu in via je organisatie", OWNER),
    AccountMail(
        "socialaccount/email/account_disconnected", "Inloggen via je organisatie staat uit", OWNER
    ),
    AccountMail("mfa/email/second_step_reset", "Een beheerder wiste je tweede stap", OWNER),
    AccountMail("mfa/email/recovery_codes_generated", "Je hebt nieuwe herstelcodes", OWNER),
)
WITH_CODE = (
    AccountMail("account/email/login_code", "Je code om in te loggen", OWNER),
    AccountMail("account/email/password_reset_code", "Je code voor een nieuw wachtwoord", OWNER),
)


def account_mails() -> tuple[AccountMail, ...]:
    """Return the mails about an account that this site is set to send."""
    return (
        *ALWAYS,
        *(CHANGES if app_settings.EMAIL_NOTIFICATIONS else ()),
        *(WITH_CODE[:1] if app_settings.LOGIN_BY_CODE_ENABLED else ()),
        *(WITH_CODE[1:] if app_settings.PASSWORD_RESET_BY_CODE_ENABLED else ()),
    )


def groups() -> Iterator[tuple[Group, list[Kind]]]:
    """Return every kind of message under its heading, in the order of Group."""
    for group in Group:
        kinds = [
            _kind(each)
            for each in registry.all_messages()
            if each.group == group and not each.in_parts
        ]
        if group == Group.ACCOUNT:
            kinds += [
                Kind(each.key, each.label, each.audience, "Meteen", ON_DOUBT[OnDoubt.RESEND])
                for each in account_mails()
            ]
        if kinds:
            yield group, kinds


def _kind(message: Message) -> Kind:
    return Kind(
        message.key,
        message.label,
        message.audience,
        message.moment,
        ON_DOUBT[message.on_doubt],
        tuple(str(frequency.label) for frequency in message.choices()),
        message.has_appointment,
        NO_CHOICE if message.essential else DIGEST,
    )


def find(key: str) -> tuple[Kind, EmailMultiAlternatives]:
    """Return one kind with its example; KeyError when there is no such kind."""
    for _, kinds in groups():
        for kind in kinds:
            if kind.key == key:
                return kind, _example(key)
    raise KeyError(key)


def _example(key: str) -> EmailMultiAlternatives:
    for each in account_mails():
        if each.key == key:
            return account_example(each)
    return mail.example(registry.get(key))


def account_example(each: AccountMail) -> EmailMultiAlternatives:
    """Make an invented mail about an account."""
    reset = f"{settings.SITE_URL}{reverse('account_reset_password')}"
    content: dict[str, Any] = {
        "email": EMAIL,
        "code": "ABC-DEF" if each in WITH_CODE else "",
        "activate_url": reset,
        "password_reset_url": reset,
        "timestamp": datetime(2027, 1, 28, 9, 0, tzinfo=UTC),
        "ip": "192.0.2.1",
        "user_agent": "Mozilla/5.0 (X11; Linux x86_64; rv:149.0) Gecko/20100101 Firefox/149.0",
        "from_email": EMAIL,
        "to_email": "noor@elders.voorbeeld.nl",
        "deleted_email": EMAIL,
        "site_url": settings.SITE_URL,
        "site_name": settings.SITE_NAME,
        "contact_mail": settings.CONTACT_MAIL,
    }
    made: EmailMultiAlternatives = get_adapter().render_mail(each.prefix, EMAIL, content)
    return made


def every_example() -> Iterator[tuple[str, EmailMultiAlternatives]]:
    """Make the example of every kind, also of what this site is not set to send, by key."""
    request = HttpRequest()
    request.user = AnonymousUser()
    with context.request_context(request):
        for message in registry.all_messages():
            yield message.key, mail.example(message)
        for each in (*ALWAYS, *CHANGES, *WITH_CODE):
            yield each.key, account_example(each)


def html_of(made: EmailMultiAlternatives) -> str:
    """Return the HTML part of a mail."""
    parts = [str(content) for content, kind in made.alternatives if kind == "text/html"]
    return parts[0] if parts else ""
