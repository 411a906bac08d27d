"""Every address once more, as people with a role who made no second step: none lets them in."""

from typing import Any

import pytest
from django.core.cache import caches
from django.db import transaction
from django.test import Client
from django.urls import resolve, reverse

from tests.inloggen import key_of, sign_in
from tests.policy import world as worlds
from tests.policy.table import Row
from tests.policy.test_matrix import ROWS, written

pytestmark = pytest.mark.django_db
WITH_A_ROLE = ("organisator", "beheerder")
ADDRESSES = {row.name: row for row in ROWS}  # the second step asks nothing of what is shown there


def led_away(response: Any) -> bool:
    """Say whether an answer only points at the explanation, or refuses."""
    target = response.headers.get("Location", "")
    return response.status_code == 403 or target.startswith(reverse("tweede_stap"))


def whole(response: Any) -> Any:
    """Read a file to its end, or it stays open."""
    if response.streaming:
        b"".join(response.streaming_content)
    return response


@pytest.fixture(scope="module")
def half_in(world: worlds.World, django_db_blocker: Any) -> dict[str, tuple[Client, str]]:
    """Return for each role who is signed in with a password alone, and a key made in that way."""
    made = {}
    with django_db_blocker.unblock():
        for role in WITH_A_ROLE:
            client = Client()
            sign_in(client, world.people[role], second_step=False)
            client.get(reverse("tweede_stap"))  # the day that somebody was seen is written once
            made[role] = client, key_of(world.people[role], second_step=False)
    return made


@pytest.mark.parametrize("row", ADDRESSES.values(), ids=ADDRESSES)
def test_no_address_lets_a_role_in_without_a_second_step(
    row: Row, world: worlds.World, half_in: dict[str, tuple[Client, str]]
) -> None:
    path = reverse(row.name, kwargs=row.kwargs(world))
    public = not getattr(resolve(path).func, "login_required", True)
    if path.startswith("/account/"):
        return
    for role, (client, key) in half_in.items():
        # a session opens nothing of the API; a key remembers how it was made
        client.defaults = {"HTTP_AUTHORIZATION": f"Bearer {key}"} if row.api else {}
        caches["default"].clear()  # who asks the same twice from one address is held back
        with transaction.atomic():
            before = written()
            answers = whole(client.get(path)), whole(client.post(path, row.data(world)))
            if public and not row.api:
                visitor = Client()
                seen = whole(visitor.get(path)), whole(visitor.post(path, row.data(world)))
                assert [a.status_code for a in answers] == [s.status_code for s in seen], path
                transaction.set_rollback(True)
                continue
            assert [led_away(answer) for answer in answers] == [True, True], (path, role)
            assert written() == before, (path, role)
