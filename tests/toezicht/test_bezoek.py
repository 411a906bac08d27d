"""Reading is counted as the privacy page says: how often a kind of page, and never by whom."""

import json

import pytest
from django.test import Client

from netwerk.kern.toezicht import meten
from tests.factories import CasusFactory
from tests.policy.test_matrix import written
from tests.toezicht.conftest import Lines

ADDRESS, BROWSER = "203.0.113.77", "Kanariebrowser/4.2"


def counted(view: str) -> float:
    """Return how often a kind of page was read so far."""
    labels = {"view": view, "method": "get", "status": "200"}
    return meten.own.get_sample_value("netwerk_requests_total", labels) or 0


@pytest.mark.django_db
def test_reading_is_counted_and_the_reader_is_not(lines: Lines) -> None:
    casus = CasusFactory(visibility="public")
    reader = Client(REMOTE_ADDR=ADDRESS, headers={"user-agent": BROWSER})
    told = " ".join(reader.get("/privacy/").text.split())
    assert "We tellen alleen hoe vaak een soort pagina wordt bekeken, en niet door wie." in told
    assert "Je IP-adres schrijven we niet op als je leest." in told

    rows, before = written(), counted("casussen:detail")
    for _ in range(2):
        answer = reader.get(casus.get_absolute_url())
        assert (answer.status_code, len(answer.cookies)) == (200, 0)
    assert counted("casussen:detail") == before + 2
    assert written() == rows, "reading wrote something down"
    kept = json.dumps(lines()) + meten.generate_latest(meten.own).decode()
    assert "casussen" in kept
    for sign in (ADDRESS, BROWSER, casus.slug):
        assert sign not in kept
