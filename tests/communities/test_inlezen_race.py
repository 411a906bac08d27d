"""Many workers on one import, and a worker that is killed: nobody comes in twice."""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client

from communities.enums import ImportState
from communities.models import Community, Deelnemer, Ledenimport, Lidmaatschap
from communities.services import inlezen
from netwerk.kern.audit.models import AuditEvent
from netwerk.kern.berichten.models import MessageEvent
from tests.berichten.conftest import in_parallel
from tests.communities.lijsten import HEADING, as_csv, looked_at

ClientOf = Callable[[Deelnemer | None], Client]
pytestmark = pytest.mark.django_db(transaction=True)
ROWS = [[f"p{number}@lijst.voorbeeld.nl", "Puck", "", f"Rij {number}"] for number in range(60)]
WORK = """
import django
django.setup()
from communities.services import inlezen
inlezen.BATCH = 1
print("begun", flush=True)
inlezen.work_on_imports(seconds=60)
"""


@pytest.fixture
def started(client_of: ClientOf, beheerder: Deelnemer, community: Community) -> Ledenimport:
    """Return an import of sixty new people that may begin."""
    client = client_of(beheerder)
    choices = {"community": community.pk, "welcomes": "on"}
    found = looked_at(client, as_csv([HEADING, *ROWS]), **choices)
    inlezen.start_import(actor=beheerder, ledenimport=found)
    return found


def assert_everybody_came_in_once(found: Ledenimport) -> None:
    found.refresh_from_db()
    people = Deelnemer.objects.filter(email__endswith="@lijst.voorbeeld.nl")
    assert (found.state, found.done, found.total) == (ImportState.DONE, 60, 60)
    assert people.count() == Lidmaatschap.objects.filter(deelnemer__in=people).count() == 60
    added = AuditEvent.objects.filter(action="deelnemer.added", subject_id__in=people)
    assert added.count() == 60
    assert MessageEvent.objects.filter(kind="deelnemer.welcome").count() == 60
    assert AuditEvent.objects.filter(action="ledenimport.done").count() == 1


def test_twenty_parallel_workers_read_everybody_in_once(
    started: Ledenimport, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inlezen, "BATCH", 3)

    def work() -> None:
        for _ in range(20):
            inlezen.work_on_imports(seconds=60)

    in_parallel(20, work)
    inlezen.work_on_imports(seconds=60)
    assert_everybody_came_in_once(started)


def test_a_worker_that_is_killed_in_the_middle_is_followed_by_another(started: Ledenimport) -> None:
    database = connection.settings_dict
    url = "postgres://{USER}:{PASSWORD}@{HOST}:{PORT}/{NAME}".format(**database)
    with subprocess.Popen(
        [sys.executable, "-c", WORK],
        cwd=Path(settings.BASE_DIR),
        env=os.environ | {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "netwerk.settings"},
        stdout=subprocess.PIPE,
    ) as worker:
        assert worker.stdout is not None
        assert worker.stdout.readline() == b"begun\n"
        end = time.monotonic() + 30
        while Ledenimport.objects.get().done < 10 and time.monotonic() < end:
            pass
        worker.kill()
    done = Ledenimport.objects.get().done
    assert 10 <= done < 60
    made = Deelnemer.objects.filter(email__endswith="@lijst.voorbeeld.nl").count()
    assert made == done
    inlezen.work_on_imports(seconds=60)
    assert_everybody_came_in_once(started)
