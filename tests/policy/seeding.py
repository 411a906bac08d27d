"""A plugin of pytest that reads one module with a mistake in it: SEEDED says which (seeded.py)."""

import os
import sys
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from types import CodeType
from typing import Any

from tests.policy.seeded import BUGS

BUG = BUGS[os.environ["SEEDED"]]


class Seeded(SourceFileLoader):
    """Reads a module as if the mistake stood in its file."""

    def get_code(self, fullname: str) -> CodeType:
        """Compile what the file would say."""
        return compile(BUG.seeded(), BUG.path, "exec")


class Finder(MetaPathFinder):
    """Finds the module of the mistake, and no other."""

    def find_spec(self, fullname: str, path: Any, target: Any = None) -> ModuleSpec | None:
        """Return its spec with a loader of ours."""
        if fullname != BUG.module:
            return None
        spec = PathFinder.find_spec(fullname, path, target)
        assert spec and spec.origin
        spec.loader = Seeded(fullname, spec.origin)
        return spec


assert BUG.module not in sys.modules, "it was read before the mistake was in it"
sys.meta_path.insert(0, Finder())
