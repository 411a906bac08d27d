"""How far the reading in of a list is, and what it costs to look."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from communities.inlezen.judging import Judge
from communities.models import (
    Community,
    Deelnemer,
    Ledenimport,
)
from communities.services import inlezen
from tests.communities.lijsten import ALL, HEADING, as_csv, looked_at, row_of, upload
from tests.factories import DeelnemerFactory

ClientOf = Callable[[Deelnemer | None], Client]
Words = Callable[[Any], str]
Queries = Callable[[Client, str], int]


@pytest.fixture
def client(client_of: ClientOf, beheerder: Deelnemer) -> Client:
    """Return a signed-in beheerder."""
    return client_of(beheerder)


def test_progress_is_shown_and_stays_without_script(
    client: Client, text_of: Words, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inlezen, "BATCH", 2)
    rows = [row_of(f"p{number}@lijst.voorbeeld.nl") for number in range(5)]
    upload(client, as_csv([HEADING, *rows]))
    found = Ledenimport.objects.get()
    path = f"/beheer/leden/inlezen/{found.pk}/"
    assert "0 van de 5 rijen, 0%" in text_of(client.get(path))
    assert inlezen._one_batch(found.pk)
    page = client.get(path)
    assert "2 van de 5 rijen, 40%" in text_of(page)
    assert (
        '<progress class="voortgang" id="voortgang" max="100" value="40">' in page.content.decode()
    )
    assert "Kijk hoe ver het is" in text_of(page)


def test_looking_at_a_batch_takes_the_same_queries_for_one_and_five_hundred_rows(
    client: Client, community: Community
) -> None:
    def count(number: int) -> int:
        addresses = [DeelnemerFactory().email, *(f"r{n}@b.voorbeeld.nl" for n in range(number - 1))]
        rows = [
            row_of(address, f"Org {n}", "", "Drenthe", community.name)
            for n, address in enumerate(addresses)
        ]
        upload(client, as_csv([ALL, *rows]))
        found = Ledenimport.objects.latest("pk")
        batch = list(found.regels.all())
        with CaptureQueriesContext(connection) as captured:
            Judge(found, batch).judge()
        return len(captured)

    assert count(1) == count(500)


def test_page_of_an_import_takes_the_same_queries_for_one_and_fifty_rows(
    client: Client, queries: Queries
) -> None:
    one = looked_at(client, as_csv([HEADING, row_of("een@lijst.voorbeeld.nl")]))
    rows = [row_of(f"p{number}@lijst.voorbeeld.nl") for number in range(60)]
    many = looked_at(client, as_csv([HEADING, *rows]))
    first = queries(client, f"/beheer/leden/inlezen/{one.pk}/")
    assert queries(client, f"/beheer/leden/inlezen/{many.pk}/") == first
    few = queries(client, "/beheer/leden/inlezen/")
    for _ in range(48):
        Ledenimport.objects.create(file_name="oud.csv", uploaded_by=DeelnemerFactory())
    assert queries(client, "/beheer/leden/inlezen/") == few
