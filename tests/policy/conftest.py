"""The world of the matrix, with the objects that each rows_* module adds."""

import importlib
import pkgutil

import pytest

import tests.policy
from tests.policy import world as worlds

MODULES = [
    importlib.import_module(f"tests.policy.{module.name}")
    for module in pkgutil.iter_modules(tests.policy.__path__)
    if module.name.startswith("rows_")
]


@pytest.fixture
def world(db: None) -> worlds.World:
    """Return the world with the objects of every rows module."""
    made = worlds.build()
    for module in MODULES:
        if hasattr(module, "build"):
            module.build(made)
    return made
