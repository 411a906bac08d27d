"""The lines of the log, as a server writes them."""

import io
import json
import logging
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from netwerk.kern.logregels import HideSecrets
from netwerk.kern.toezicht.regels import JsonFormatter

Lines = Callable[[], list[dict[str, Any]]]


@pytest.fixture
def lines() -> Iterator[Lines]:
    """Return a function that gives what was written so far, each line read as JSON."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonFormatter())
    handler.addFilter(HideSecrets())
    root, level = logging.getLogger(), logging.getLogger().level
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    yield lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
    root.removeHandler(handler)
    root.setLevel(level)
