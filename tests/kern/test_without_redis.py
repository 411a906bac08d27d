"""With broker and cache both dead, a visitor notices nothing, and rate limits still hold."""

import socket
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from netwerk.kern.cache import ForgivingRedisCache
from tests.factories import PASSWORD, CasusFactory, DeelnemerFactory


@pytest.fixture
def dead_redis(settings: Any) -> Iterator[None]:
    """Point cache and broker at a port where nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        address = f"redis://127.0.0.1:{probe.getsockname()[1]}/0"
    settings.CACHES = {
        **settings.CACHES,
        "default": {**settings.CACHES["default"], "LOCATION": address},
    }
    settings.CELERY_BROKER_URL = address
    yield
    ForgivingRedisCache.retry_at = 0.0


def log_in(client: Client, email: str, password: str) -> Any:
    """Post the login form."""
    return client.post("/account/login/", {"login": email, "password": password})


@pytest.mark.django_db
@pytest.mark.usefixtures("dead_redis")
def test_login_and_reading_work_without_redis(client: Client) -> None:
    person = DeelnemerFactory(with_password=True)
    casus = CasusFactory(visibility="public")
    assert client.get(casus.get_absolute_url()).status_code == 200
    response = log_in(client, person.email, PASSWORD)
    assert (response.status_code, response.headers["Location"]) == (302, "/mijn/")
    assert client.get("/mijn/").status_code == 200


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
