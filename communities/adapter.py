"""How allauth behaves here: people come in by invitation, and mail goes out under our name."""

import time
from typing import Any
from urllib.parse import urlencode, urlsplit

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.reauthentication import get_reauthentication_flows
from allauth.account.signals import email_changed
from allauth.core import context as allauth_context
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from communities import accountmail, inlogtoezicht, tweede_stap
from netwerk.kern.berichten import bounces
from netwerk.kern.berichten.mail import AUTOMATIC

WRONG_CODE = "Deze code klopt niet. Kijk of hij nog geldt en vul hem opnieuw in."


class AccountAdapter(DefaultAccountAdapter):
    """Sign-up by oneself is closed; an organiser or a beheerder makes an account."""

    error_messages = DefaultAccountAdapter.error_messages | {"incorrect_code": WRONG_CODE}

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

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Hand the mail to the outbox; the request does not wait for a mail server."""
        accountmail.queue(stem=template_prefix, email=email, context=context)

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Let an attempt through, or refuse the one too many; that is written down as well."""
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError:
            self._failed(request, credentials, result="geweigerd")
            raise

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Write down a wrong password."""
        self._failed(request, credentials)

    def _failed(self, request: HttpRequest, credentials: dict[str, Any], **more: str) -> None:
        who = inlogtoezicht.fingerprint(str(credentials.get("email", "")))
        inlogtoezicht.failed(request, "wachtwoord", who=who, **more)

    def login(self, request: HttpRequest, user: Any) -> None:
        """Remember, before it is written down, whether this is the first time."""
        request.first_time = user.last_login is None  # type: ignore[attr-defined]
        super().login(request, user)

    def post_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> HttpResponse:
        """Lead on, and look whether this browser is new to the person."""
        response = super().post_login(request, user, **kwargs)
        first = getattr(request, "first_time", False)
        inlogtoezicht.greet(request, response, user, first=first)
        return response

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Ask once more who it is, but not of who logged in a moment ago.

        Who has no password and no second step can show it only by logging in anew.
        """
        request = allauth_context.request
        records = get_authentication_records(request, request.user)
        if records and time.time() - records[-1]["at"] < app_settings.REAUTHENTICATION_TIMEOUT:
            return False
        if not get_reauthentication_flows(request.user):
            again = f"{reverse('account_login')}?{urlencode({'next': _page_of(request)})}"
            context = {"inloggen": again}
            raise ImmediateHttpResponse(
                render(request, "account/opnieuw_inloggen.html", context, status=403)
            )
        return bool(super().is_reauthentication_required(app=app, **kwargs))


def _page_of(request: HttpRequest) -> str:
    """Return the page that somebody was at; a form that was sent is on the page before."""
    if request.method != "POST":
        return request.get_full_path()
    before = request.headers.get("Referer", "")
    ours = url_has_allowed_host_and_scheme(before, {request.get_host()})
    return urlsplit(before).path if ours else reverse("dashboard")


@receiver(email_changed)
def forget_failed_addresses(user: Any, **kwargs: Any) -> None:
    """What came back from another address says nothing about the new one."""
    bounces.forget(user)


class MFAAdapter(DefaultMFAAdapter):
    """The second step: who needs one keeps at least one app or passkey."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": WRONG_CODE,
        "cannot_generate_recovery_codes": (
            "Herstelcodes horen bij een tweede stap. Stel eerst een app of toegangssleutel in."
        ),
        "cannot_delete_authenticator": (
            "Met jouw rol in het netwerk heb je een tweede stap nodig. Stel eerst een andere in."
        ),
    }

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Say whether another app or passkey is left, or none is needed."""
        person = authenticator.user
        others = tweede_stap.own(person).exclude(pk=authenticator.pk)
        return others.exists() or not tweede_stap.is_needed_for(person)

    def generate_authenticator_name(self, user: Any, type: Any) -> str:  # noqa: A002
        """Propose a name for a passkey; the person can give it another."""
        number = Authenticator.objects.filter(user=user, type=type).count()
        return f"Toegangssleutel {number + 1}" if number else "Mijn toegangssleutel"

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Name the site as people know it; a passkey shows that name."""
        return super().get_public_key_credential_rp_entity() | {"name": settings.SITE_NAME}
