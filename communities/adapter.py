"""How allauth behaves here: people come in by invitation, and mail goes out under our name."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.signals import email_changed
from django.core.mail import EmailMessage
from django.dispatch import receiver
from django.http import HttpRequest

from netwerk.kern.berichten import bounces
from netwerk.kern.berichten.mail import AUTOMATIC


class AccountAdapter(DefaultAccountAdapter):
    """Sign-up by oneself is closed; an organiser or a beheerder makes an account."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Say no: an account starts with an invitation."""
        return False

    def render_mail(
        self,
        template_prefix: str,
        email: str | list[str],
        context: dict[str, Any],
        headers: dict[str, str] | None = None,
    ) -> EmailMessage:
        """Say in the headers that no person wrote it, so that no absence notice comes back."""
        return super().render_mail(template_prefix, email, context, AUTOMATIC | (headers or {}))


@receiver(email_changed)
def forget_failed_addresses(user: Any, **kwargs: Any) -> None:
    """What came back from another address says nothing about the new one."""
    bounces.forget(user)
