"""The world of the matrix, with the objects that each rows_* module adds."""

import importlib
import pkgutil
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction

import tests.policy
from netwerk.kern.begrippen.models import Begrip, Schema
from netwerk.kern.begrippen.services import load_vocabularies
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
    with django_db_blocker.unblock(), transaction.atomic():
        load_vocabularies(Schema, Begrip)
        made = worlds.build()
        for module in MODULES:
            if hasattr(module, "build"):
                module.build(made)
        yield made
        transaction.set_rollback(True)
