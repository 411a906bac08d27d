"""Signing in without the form, as somebody who made every step of it."""

from typing import Any

from django.test import Client

from communities import tweede_stap

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def sign_in(client: Client, person: Any, *, second_step: bool = True) -> None:
    """Sign a person in, with the second step that a role asks for unless told otherwise."""
    client.force_login(person, BACKEND)
    if second_step:
        session = client.session
        tweede_stap.mark_passed(session, person)
        session.save()
