"""Signing in without the form, as somebody who made every step of it."""

from typing import Any

from django.core import mail
from django.test import Client

from communities import tweede_stap
from netwerk.kern.berichten.loop import announce_what_time_brings
from netwerk.kern.berichten.planner import plan_due
from netwerk.kern.berichten.sender import send_due

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def sign_in(client: Client, person: Any, *, second_step: bool = True) -> None:
    """Sign a person in, with the second step that a role asks for unless told otherwise."""
    client.force_login(person, BACKEND)
    if second_step:
        session = client.session
        tweede_stap.mark_passed(session, person)
        session.save()


def post() -> list[Any]:
    """Let the outbox send what is due, as its loop does; return all mail so far."""
    plan_due()
    send_due()
    announce_what_time_brings()
    return mail.outbox
