"""Odd input in an address gets an ordinary page, never a fault of ours."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from communities.models import Contactbericht

LISTS = [
    "search",
    "communities:list",
    "casussen:list",
    "bijeenkomsten:list",
    "handboek:lijst",
    "handboek:waar",
    "handboek:lessen",
]
NAME = re.compile(r'<(?:input|select)[^>]*\bname="([a-z_]+)"')
ODD = [
    "\x00",
    "%",
    "'; drop table casus; --",
    "a" * 5_000,
    "-1",
    "999999999999999999999",
    "١٢",
    "[]",
    "💡\u202e",
    "nan",
]


@pytest.mark.django_db
@pytest.mark.parametrize("name", LISTS)
def test_odd_filters_get_an_ordinary_page(name: str, client: Client) -> None:
    path = reverse(name)
    first = client.get(path)
    if first.status_code == 302:
        return
    fields = {"pagina", "soort", "tag", *NAME.findall(first.text)}
    for field in sorted(fields):
        for value in ODD:
            response = client.get(path, {field: value, "q": "wonen"})
            assert response.status_code in {200, 404}, (field, value)


@pytest.mark.django_db
@pytest.mark.parametrize("name", LISTS)
def test_a_page_far_behind_the_last_is_the_last(name: str, client: Client) -> None:
    path = reverse(name)
    if client.get(path).status_code == 302:
        return
    with CaptureQueriesContext(connection) as caught:
        assert client.get(path, {"pagina": "9" * 9, "q": ""}).status_code in {200, 404}
    asked = [query["sql"] for query in caught.captured_queries]
    assert [sql for sql in asked if re.search(r"OFFSET \d{7}", sql)] == [], "rows are thrown away"


@pytest.mark.django_db
def test_ten_thousand_fields_are_refused_in_plain_words(client: Client) -> None:
    fields = {f"veld{number}": "x" for number in range(10_000)}
    response = client.post(reverse("communities:contact"), fields | {"body": "Hallo"})
    assert response.status_code == 400
    assert "<h1" in response.text
    assert not Contactbericht.objects.exists()


@pytest.mark.django_db
def test_a_body_of_100_megabytes_is_refused_before_it_is_read(client: Client) -> None:
    response = client.generic(
        "POST",
        reverse("communities:contact"),
        b"body=Hallo",
        content_type="application/x-www-form-urlencoded",
        CONTENT_LENGTH="100000000",
    )
    assert response.status_code == 400
    assert "<h1" in response.text
    assert not Contactbericht.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path",
    [
        "/handboek/adviezen/99999999999999999999-x/",
        "/handboek/lessen/99999999999999999999/",
        "/deelnemers/99999999999999999999/",
        "/casussen/%00/",
        "/bijeenkomsten/%F0%9F%92%A1/",
        "/casussen/x/bewerk/bestaat-niet/",
    ],
)
def test_odd_address_does_not_exist(path: str, client: Client) -> None:
    response = client.get(path)
    assert response.status_code in {302, 404}
    if response.status_code == 302:
        assert response.headers["Location"].startswith("/account/login/")
