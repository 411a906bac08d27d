"""The map of the site: the last change of each page, parts, and a fixed number of queries."""

from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from netwerk.kern.begrippen.models import Begrip, Schema
from netwerk.views import sitemap
from tests.factories import (
    AdviesFactory,
    BijeenkomstFactory,
    CasusFactory,
    DilemmaFactory,
    LesFactory,
    NieuwsberichtFactory,
)
from tests.kaart import in_map, parts, paths_in_map


@pytest.mark.django_db
def test_the_last_change_is_told_of_each_page_and_each_part(client: Client) -> None:
    before = timezone.now() - timedelta(seconds=1)
    rows = [
        CasusFactory(visibility="public"),
        AdviesFactory(published=True),
        BijeenkomstFactory(visibility="public"),
    ]
    told = dict(in_map(client))
    for row in rows:
        assert before < datetime.fromisoformat(told[row.get_absolute_url()]) < timezone.now()
    moments = dict(parts(client))
    assert moments["/sitemap-casussen-1.xml"] == told[rows[0].get_absolute_url()]
    assert moments["/sitemap-paginas-1.xml"] == ""


@pytest.mark.django_db
def test_what_is_no_public_page_is_not_in_the_map(client: Client) -> None:
    public = AdviesFactory(published=True)
    closed = [
        AdviesFactory(),
        LesFactory(),
        *(CasusFactory(visibility=kind) for kind in ("group", "community", "network")),
        *(BijeenkomstFactory(visibility=kind) for kind in ("community", "network")),
        *(DilemmaFactory(visibility=kind) for kind in ("community", "network")),
    ]
    named = paths_in_map(client)
    assert public.get_absolute_url() in named
    assert [row for row in closed if row.get_absolute_url() in named] == []


@pytest.mark.django_db
def test_many_rows_are_split_and_cost_no_more_queries(client: Client) -> None:
    def queries(path: str) -> int:
        with CaptureQueriesContext(connection) as caught:
            assert client.get(path).status_code == 200
        return len(caught)

    for factory in (CasusFactory, BijeenkomstFactory):
        factory(visibility="public")
    AdviesFactory(published=True)
    LesFactory()
    NieuwsberichtFactory()
    parts_before = [path for path, _ in parts(client)]
    before = {path: queries(path) for path in ("/sitemap.xml", *parts_before)}
    CasusFactory.create_batch(50, visibility="public")
    schema = Schema.objects.get(key="opgave")
    many = sitemap.MOST + 1
    Begrip.objects.bulk_create(
        Begrip(schema=schema, notation=f"proef-{n}", label=f"Proef {n}") for n in range(many)
    )
    assert {path: queries(path) for path in ("/sitemap.xml", *parts_before)} == before
    assert "/sitemap-begrippen-2.xml" in dict(parts(client))
    begrippen = {path for path in paths_in_map(client) if path.startswith("/begrippen/opgave/")}
    assert len([path for path in begrippen if "/proef-" in path]) == many
    for number in (0, 3, 10**9, 10**30):
        assert client.get(f"/sitemap-begrippen-{number}.xml").status_code == 404
    assert client.get("/sitemap-bestaat-niet-1.xml").status_code == 404
