"""What the tests of pages share."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from communities.models import Organisatie
from tests.factories import OrganisatieFactory, begrip

LNV = "Ministerie van Landbouw, Natuur en Voedselkwaliteit"


@pytest.fixture
def queries() -> Callable[[Client, str], int]:
    """Return a function that counts the queries of one page, after a first time."""

    def count(client: Client, path: str) -> int:
        assert client.get(path).status_code == 200
        with CaptureQueriesContext(connection) as captured:
            assert client.get(path).status_code == 200
        return len(captured)

    return count


@pytest.fixture
def text_of() -> Callable[[Any], str]:
    """Return a function that gives the words of an answer without tags, on one line."""
    import re

    def words(response: Any) -> str:
        html = re.sub(r"<(script|style|svg).*?</\1>", " ", response.content.decode(), flags=re.S)
        return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))

    return words


@pytest.fixture
def ministerie(db: None) -> Organisatie:
    """Return the ministry of agriculture, with the name that it had until 2 July 2024."""
    return OrganisatieFactory(
        name=LNV, slug="ministerie-lnv", kind=begrip("organisatietype", "ministerie")
    )
