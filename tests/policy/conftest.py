"""The world of the matrix, with the objects that each rows_* module adds."""

import importlib
import pkgutil
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client
from django.utils import timezone
from time_machine import travel

import tests.policy
from tests.factories import bring_back_vocabularies
from tests.inloggen import key_of, show_who, sign_in
from tests.policy import world as worlds

MODULES = [
    importlib.import_module(f"tests.policy.{module.name}")
    for module in pkgutil.iter_modules(tests.policy.__path__)
    if module.name.startswith("rows_")
]


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[worlds.World]:
    """Return the world with the objects of every rows module.

    Made once a module, in a transaction that is rolled back at its end; a test undoes its own
    changes with a savepoint.
    """
    with django_db_blocker.unblock():
        bring_back_vocabularies()
    with django_db_blocker.unblock(), transaction.atomic():
        made = worlds.build()
        for module in MODULES:
            if hasattr(module, "build"):
                module.build(made)
        yield made
        transaction.set_rollback(True)


type Doors = dict[bool, dict[str, str]]


@pytest.fixture(scope="module")
def doors(
    world: worlds.World, sessions: dict[str, str], django_db_blocker: Any
) -> dict[bool, dict[str, str]]:
    """Return the session of each role, and under True its key for the API."""
    with django_db_blocker.unblock():
        keys = {role: key_of(person) for role, person in world.people.items() if person}
    return {False: sessions, True: keys}


@pytest.fixture(scope="module")
def sessions(world: worlds.World, django_db_blocker: Any) -> dict[str, str]:
    """Return the cookie of the session of each role that has an account.

    All logged in a moment ago, which holds as long as the tests of a module take.
    """
    found = {}
    at_the_end = timezone.now() + timedelta(hours=1)
    with django_db_blocker.unblock():
        for role, person in world.people.items():
            if person is not None:
                client = Client()
                sign_in(client, type(person).objects.get(pk=person.pk))
                with travel(at_the_end, tick=False):
                    show_who(client)
                found[role] = client.cookies[settings.SESSION_COOKIE_NAME].value
    return found
