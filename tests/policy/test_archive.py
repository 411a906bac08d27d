"""While the network is closed no request changes a row, whoever asks, at whatever address."""

from typing import Any

import pytest
from django.conf import settings as django_settings
from django.db import transaction
from django.test import Client
from django.urls import reverse

from netwerk.kern.archief import SENTENCE
from tests.policy import world as worlds
from tests.policy.table import ROLES
from tests.policy.test_matrix import ROWS, written

pytestmark = pytest.mark.django_db
OTHERS = ("PUT", "PATCH", "DELETE")
FEWER = 5  # of so many addresses one is asked with another method too


def test_no_unsafe_request_changes_a_row(
    world: worlds.World, sessions: dict[str, str], settings: Any
) -> None:
    """Ask as somebody who may do it otherwise, with what that person would send."""
    settings.ARCHIVE_MODE = True
    wrong = []
    for number, row in enumerate(ROWS):
        path = reverse(row.name, kwargs=row.kwargs(world))
        may = sorted(row.post or row.get or ROLES)
        role = may[number % len(may)]
        other = (OTHERS[number % len(OTHERS)],) if number % FEWER == 0 else ()
        for method in ("POST", *other):
            with transaction.atomic():
                client = Client()
                if role in sessions:
                    client.cookies[django_settings.SESSION_COOKIE_NAME] = sessions[role]
                before = written()
                data = row.data(world) if method == "POST" else {}
                response = client.post(path, data) if data else client.generic(method, path)
                told = response.status_code == 403 and SENTENCE in response.text
                if not told or written() != before:
                    wrong.append(f"{method} {path} as {role}: {response.status_code}")
                transaction.set_rollback(True)
    assert wrong == []
