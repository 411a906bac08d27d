"""The loop as a process of its own, without any broker."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest
from django.conf import settings
from django.db import connection

from bijeenkomsten import services as meetings
from communities.models import Community, Deelnemer
from netwerk.kern.berichten.models import Delivery, Heartbeat, State
from tests.berichten.conftest import free_port, wait_for
from tests.factories import BijeenkomstFactory

pytestmark = pytest.mark.django_db(transaction=True)


def database_url() -> str:
    """Return the address of the database of this test."""
    given = connection.settings_dict
    login = f"{quote(given['USER'])}:{quote(given['PASSWORD'])}@" if given["USER"] else ""
    query = urlencode({"host": given["HOST"], "port": given["PORT"]})
    return f"postgresql://{login}/{quote(given['NAME'])}?{query}"


@pytest.fixture
def process(tmp_path: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Start the loop; it writes mail to a folder, and its broker and cache do not exist."""
    env = os.environ | {
        "DATABASE_URL": database_url(),
        "REDIS_URL": f"redis://127.0.0.1:{free_port()}/0",
        "CACHE_URL": f"redis://127.0.0.1:{free_port()}/0",
        "MAIL_URL": "",
        "MAIL_DIR": str(tmp_path / "mail"),
    }
    command = [sys.executable, "manage.py", "berichtenlus"]
    with subprocess.Popen(command, cwd=settings.BASE_DIR, env=env) as running:
        try:
            yield running
        finally:
            running.kill()


def test_delivers_without_a_broker_and_ends_cleanly(
    process: subprocess.Popen[bytes], community: Community, deelnemer: Deelnemer, tmp_path: Path
) -> None:
    wait_for(lambda: Heartbeat.objects.filter(job="berichtenlus").exists())
    bijeenkomst = BijeenkomstFactory(community=community)
    meetings.answer(actor=deelnemer, bijeenkomst=bijeenkomst, answer="yes")
    wait_for(lambda: Delivery.objects.filter(state=State.SENT).exists())
    [file] = (tmp_path / "mail").glob("*.eml")
    assert f"To: {deelnemer.email}\n" in file.read_text()
    process.send_signal(signal.SIGTERM)
    assert process.wait(timeout=10) == 0
