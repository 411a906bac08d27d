"""Signing in without the form, as somebody who made every step of it."""

from datetime import timedelta
from typing import Any

from allauth.account.internal.flows.login import record_authentication
from django.contrib.auth import get_user
from django.core import mail
from django.http import HttpRequest
from django.test import Client
from django.utils import timezone

from communities import akkoord, services, sessies, tweede_stap
from communities.models import Akkoord, Voorwaarden
from netwerk.kern.berichten.loop import announce_what_time_brings
from netwerk.kern.berichten.planner import plan_due
from netwerk.kern.berichten.sender import send_due

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def sign_in(client: Client, person: Any, *, second_step: bool = True, agreed: bool = True) -> None:
    """Sign a person in, after the second step and the terms unless told otherwise."""
    client.force_login(person, BACKEND)
    session = client.session
    sessies.mark_used(session, timezone.localdate())
    if second_step:
        tweede_stap.mark_passed(session, person)
    if agreed:
        akkoord.forget_current()  # another test may have published terms
        akkoord.mark_agreed(session, person, akkoord.current_version())
    session.save()


def show_who(client: Client) -> Client:
    """Let a session be one of somebody who logged in with a code by mail a moment ago."""
    request = HttpRequest()
    request.session = client.session
    record_authentication(request, get_user(request), method="code")
    request.session.save()
    return client


def agree(person: Any) -> Any:
    """Let somebody who logs in with the form have agreed to the terms already."""
    terms = Voorwaarden.objects.current()
    if terms is not None:
        Akkoord.objects.get_or_create(deelnemer=person, voorwaarden=terms)
    return person


def key_of(person: Any, *, second_step: bool = True, days: int = 30, agreed: bool = True) -> str:
    """Return a new key for the API of a person, who did all that is asked unless told otherwise."""
    if agreed:
        akkoord.forget_current()  # another test may have published terms
        agree(person)
    return services.make_apisleutel(
        actor=type(person).objects.get(pk=person.pk),
        name="Mijn spreadsheet",
        expires_on=timezone.localdate() + timedelta(days=days),
        second_step=second_step,
    )


def post() -> list[Any]:
    """Let the outbox send what is due, as its loop does; return all mail so far."""
    plan_due()
    send_due()
    announce_what_time_brings()
    return mail.outbox
