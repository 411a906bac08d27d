"""With broker and cache dead or frozen, a visitor notices nothing, and rate limits still hold."""

import contextlib
import socket
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from netwerk import settings as shipped
from netwerk.kern.berichten.models import MessageEvent
from netwerk.kern.cache import ForgivingRedisCache
from tests.factories import (
    PASSWORD,
    BijeenkomstFactory,
    CasusFactory,
    DeelnemerFactory,
    LidmaatschapFactory,
)
from tests.inloggen import agree, sign_in


@pytest.fixture(params=["refused", "frozen"])
def dead_redis(settings: Any, request: pytest.FixtureRequest) -> Iterator[socket.socket]:
    """Point cache and broker at a port where nobody listens, or listens and never answers."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        if request.param == "frozen":
            probe.listen()
            probe.setblocking(False)
        address = f"redis://127.0.0.1:{probe.getsockname()[1]}/0"
        settings.CACHES = {
            **settings.CACHES,
            "default": {**settings.CACHES["default"], "LOCATION": address},
        }
        settings.CELERY_BROKER_URL = address
        ForgivingRedisCache.retry_at = 0.0
        yield probe
    ForgivingRedisCache.retry_at = 0.0


def callers(listening: socket.socket) -> int:
    """Count who called since the last time, whether or not anybody answered."""
    number = 0
    with contextlib.suppress(OSError):
        while True:
            listening.accept()[0].close()
            number += 1
    return number


def log_in(client: Client, email: str, password: str) -> Any:
    """Post the login form."""
    return client.post("/account/login/", {"login": email, "password": password})


@pytest.mark.django_db
@pytest.mark.usefixtures("dead_redis")
def test_login_and_reading_work_without_redis(client: Client) -> None:
    person = DeelnemerFactory(with_password=True)
    agree(person)
    casus = CasusFactory(visibility="public")
    assert client.get(casus.get_absolute_url()).status_code == 200
    response = log_in(client, person.email, PASSWORD)
    assert (response.status_code, response.headers["Location"]) == (302, "/mijn/")
    assert client.get("/mijn/").status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize("dead_redis", ["frozen"], indirect=True)
def test_request_calls_a_frozen_redis_once_and_waits_a_tenth_of_a_second(
    client: Client, dead_redis: socket.socket
) -> None:
    """One call of at most twice 0.1 s (connecting, then reading), never tried again."""
    person = DeelnemerFactory(with_password=True)
    options: dict[str, Any] = shipped.CACHES["default"]["OPTIONS"]  # tests wait longer
    waits = {name: value for name, value in options.items() if name != "serializer"}
    assert waits == {"socket_timeout": 0.1, "socket_connect_timeout": 0.1, "retry": None}
    assert log_in(client, person.email, PASSWORD).status_code == 302
    assert callers(dead_redis) == 1


@pytest.mark.django_db
@pytest.mark.usefixtures("dead_redis")
def test_saving_works_and_is_announced_without_redis(client: Client) -> None:
    meeting = BijeenkomstFactory()
    person = LidmaatschapFactory(community=meeting.community).deelnemer
    sign_in(client, person)
    response = client.post(f"{meeting.get_absolute_url()}aanmelden/", {"answer": "yes"})
    assert (response.status_code, response.headers["Location"]) == (302, meeting.get_absolute_url())
    assert list(MessageEvent.objects.values_list("kind", flat=True)) == ["bijeenkomst.registered"]


@pytest.mark.django_db
@pytest.mark.usefixtures("dead_redis")
def test_rate_limit_holds_without_redis(client: Client) -> None:
    person = DeelnemerFactory(with_password=True)
    for _ in range(12):
        response = log_in(client, person.email, "een-ander-wachtwoord")
        assert response.status_code in {200, 429}
    last = log_in(client, person.email, PASSWORD)
    assert "_auth_user_id" not in client.session
    assert last.status_code in {200, 429}


@pytest.mark.django_db
@pytest.mark.usefixtures("dead_redis")
def test_health_says_that_the_broker_is_dead(client: Client) -> None:
    response = client.get("/gezond/")
    assert response.status_code == 503
    assert response.json()["database"] is True
    assert response.json()["broker"] is False
