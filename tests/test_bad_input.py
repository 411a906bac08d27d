"""Odd input in an address gets an ordinary page, never a fault of ours."""

import re

import pytest
from django.test import Client
from django.urls import reverse

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
