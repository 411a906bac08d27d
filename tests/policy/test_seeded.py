"""Twenty and more mistakes in permissions: each still fits the code, and some are tried here.

All of them with the tests that ought to find them: `make seeded`.
"""

import importlib
import inspect
from collections.abc import Iterator
from types import CodeType
from typing import Any

import pytest

from tests.policy import seeded, test_visible
from tests.policy import world as worlds
from tests.policy.conftest import Doors
from tests.policy.seeded import BUGS, ROOT
from tests.policy.test_matrix import METHODS, ROWS, check

pytestmark = pytest.mark.django_db
# A mistake, and what finds it: an address of the matrix, or a model that is compared.
TRIED = {
    "casus-trash": "Casus",
    "story-waiting": "Verhaal",
    "minutes-draft": "Verslag",
    "advies-draft": "Advies",
    "rijk-answer": "Rijksantwoord",
    "inside-a-community": "Reactie",
    "file-confidential": "Bijlage",
    "casus-writers": "casussen:effect_restore[public]",
    "casus-fetched": "casussen:effect_restore[group]",
    "api-casus": "api:casus[group]",
}


def test_each_mistake_fits_the_code_and_each_test_exists() -> None:
    assert len(BUGS) >= 20
    for name, bug in BUGS.items():
        compile(bug.seeded(), bug.path, "exec")
        files = [path for path in bug.tests if path.startswith("tests/")]
        assert files and all((ROOT / path).exists() for path in files), name
    text = (ROOT / "docs/decisions/seeded-bugs.md").read_text()
    assert [bug.what for bug in BUGS.values() if f"| {bug.what} |" not in text] == []


@pytest.mark.parametrize(("name", "finder"), TRIED.items())
def test_a_mistake_is_found(
    name: str, finder: str, world: worlds.World, doors: Doors, monkeypatch: pytest.MonkeyPatch
) -> None:
    seed(BUGS[name], monkeypatch)
    with pytest.raises(AssertionError, match=" as "):
        find(finder, world, doors)


def find(finder: str, world: worlds.World, doors: Doors) -> None:
    """Compare one model, or ask one address, as the tests of all of them do."""
    for model, permission in test_visible.VISIBLE:
        if model.__name__ == finder:
            test_visible.test_visible_to_equals_the_view_permission(model, permission, world)
            return
    [row] = [row for row in ROWS if row.label == finder]
    check(row, METHODS, world, doors)


def seed(bug: seeded.Bug, monkeypatch: pytest.MonkeyPatch) -> None:
    """Give each function that the mistake changes the code that it would have."""
    module = importlib.import_module(bug.module)
    right = dict(codes(compile((ROOT / bug.path).read_text(), bug.path, "exec")))
    changed = 0
    for name, code in codes(compile(bug.seeded(), bug.path, "exec")):
        function = function_of(module, name)
        if function is not None and code != right[name]:
            monkeypatch.setattr(function, "__code__", code)
            changed += 1
    assert changed, "nothing is wrong now"


def codes(code: CodeType) -> Iterator[tuple[str, CodeType]]:
    """Yield every piece of code in a module, by its name."""
    for each in code.co_consts:
        if isinstance(each, CodeType):
            yield each.co_qualname, each
            yield from codes(each)


def function_of(module: Any, name: str) -> Any:
    """Return the function that a module has under this name, below what wraps it."""
    found = module
    for part in name.split("."):
        found = getattr(found, part, None)
    found = inspect.unwrap(getattr(found, "fn", found)) if found is not None else None
    return found if inspect.isfunction(found) else None
