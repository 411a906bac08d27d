"""Who decides for others logs in with a second step: an app with codes, or a passkey.

A session without it is signed in for the pages of the account only, where the step can be set up;
once there is one, for making it only: who knows a password may not add or read another step.
Public pages show what a visitor sees; every other page leads to the explanation.
"""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added, authenticator_removed, authenticator_used
from allauth.usersessions.internal.flows.sessions import end_other_sessions
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

KINDS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
PASSED = "tweede_stap"  # in the session: the id of who made the second step in it
ACCOUNT = "/account/"
MAKING_IT = (
    "tweede_stap",
    "mfa_reauthenticate",
    "mfa_reauthenticate_webauthn",
    "account_logout",
)
DEMO_DOMAIN = "@voorbeeld.nl"


def is_needed_for(person: Any) -> bool:
    """Say whether somebody has a role for which a password or a code alone is not enough."""
    if settings.DEMO_WITHOUT_SECOND_FACTOR and person.email.endswith(DEMO_DOMAIN):
        return False
    in_network = person.is_redacteur or person.is_beheerder
    engineer = person.is_staff or person.is_superuser
    return bool(in_network or engineer or person.is_organiser(*person.roles))


def own(person: Any) -> Any:
    """Return the apps and passkeys of somebody; recovery codes alone are no second step."""
    return Authenticator.objects.filter(user=person, type__in=KINDS)


def mark_passed(session: Any, person: Any) -> None:
    """Write down in a session that this person made the second step in it."""
    session[PASSED] = person.pk


def is_missing(request: HttpRequest) -> bool:
    """Say whether who is signed in must still make the second step in this session."""
    person = getattr(request, "beheerder", request.user)  # who looks as somebody else, steps too
    if sleutel := getattr(request, "sleutel", None):  # it remembers whether the step was made
        return not sleutel.second_step and is_needed_for(person)
    if not person.is_authenticated or request.session.get(PASSED) == person.pk:
        return False
    return is_needed_for(person)


def leads_to_it(request: HttpRequest) -> bool:
    """Say whether a page is for making the second step, or for setting up the first one."""
    match = request.resolver_match
    if match is None or not request.path.startswith(ACCOUNT):
        return False
    return match.view_name in MAKING_IT or not own(request.user).exists()


class SecondStepMiddleware:
    """Lets nobody with a role in before the second step; asks it on every request."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Let the request through; the work is in process_view."""
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        """Show a visitor's page, or lead to the explanation; a form is refused."""
        if not is_missing(request) or leads_to_it(request):
            return None
        if not getattr(view, "login_required", True):
            request.user = AnonymousUser()
            return None
        if request.method in {"GET", "HEAD"}:
            query = urlencode({"next": request.get_full_path()})
            return redirect(f"{reverse('tweede_stap')}?{query}")
        return render(request, "account/tweede_stap_nodig.html", status=403)


@receiver(authenticator_used)
def passed_by_using(request: HttpRequest, user: Any, **kwargs: Any) -> None:
    """Using an app, a passkey or a recovery code is the second step."""
    mark_passed(request.session, user)


@receiver(authenticator_added)
def passed_by_adding(request: HttpRequest, user: Any, authenticator: Any, **kwargs: Any) -> None:
    """Who sets one up has it in hand."""
    if authenticator.type != Authenticator.Type.RECOVERY_CODES:
        mark_passed(request.session, user)


@receiver(authenticator_removed)
def not_passed_any_more(request: HttpRequest, user: Any, **kwargs: Any) -> None:
    """Without an app or a passkey no session has made the second step, here or elsewhere."""
    if not own(user).exists() and request.session.pop(PASSED, None) is not None:
        end_other_sessions(request, user)
