"""`/metrics`, what a probe asks, and a disk that fills."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client
from django.utils import timezone

from casussen.models import Casus
from communities.models import Deelnemer
from netwerk.kern.audit import services as audit
from netwerk.kern.berichten import watch
from netwerk.kern.berichten.models import Heartbeat
from netwerk.kern.bijlagen.models import Bijlage
from netwerk.kern.toezicht import schijf, stand
from netwerk.kern.uitvoer.werk import make_due
from netwerk.views import health
from tests.factories import CasusFactory
from tests.toezicht.conftest import Lines

pytestmark = pytest.mark.django_db
Clients = Callable[[Deelnemer | None], Client]
TOKEN = "een-woord-van-twintig-tekens-of-meer"
MORE_THAN_THERE_IS = 10**12  # megabytes


@pytest.fixture
def scrape(client: Client, settings: Any) -> Callable[[], dict[str, float]]:
    """Return a function that asks for the figures, as {name with labels: value}."""
    settings.METRICS_TOKEN = TOKEN

    def ask() -> dict[str, float]:
        page = client.get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"})
        assert (page.status_code, page.headers["Cache-Control"]) == (200, "no-store")
        rows = [line.rpartition(" ") for line in page.text.splitlines() if line[0] != "#"]
        return {name: float(value) for name, _, value in rows}

    return ask


def test_figures_are_there_for_who_says_the_word_only(client: Client, settings: Any) -> None:
    said = {"Authorization": f"Bearer {TOKEN}"}
    assert client.get("/metrics", headers=said).status_code == 404
    assert client.get("/metrics", headers={"Authorization": "Bearer "}).status_code == 404
    settings.METRICS_TOKEN = TOKEN
    assert client.get("/metrics", headers=said).headers["Content-Type"].startswith("text/plain")
    assert client.post("/metrics", headers=said).status_code == 405
    for wrong in ({}, {"Authorization": TOKEN}, {"Authorization": f"Bearer {TOKEN}x"}):
        assert client.get("/metrics", headers=wrong).status_code == 404


def test_figures_tell_of_requests_messages_jobs_disk_and_sign_ins(
    client: Client, scrape: Callable[[], dict[str, float]], deelnemer: Deelnemer
) -> None:
    before = scrape()
    casus = CasusFactory(visibility="public")
    client.get(casus.get_absolute_url())
    client.post("/account/login/", {"login": deelnemer.email, "password": "klopt-niet-helaas"})
    client.generic("DOEMAAR", "/bestaat-niet/")
    Heartbeat.beat(watch.WORKER, timezone.now() - timedelta(seconds=90))
    after = scrape()

    def risen(name: str) -> float:
        return after[name] - before.get(name, 0)

    view = 'view="casussen:detail"'
    assert risen(f'netwerk_requests_total{{method="get",status="200",{view}}}') == 1
    assert risen('netwerk_requests_total{method="other",status="404",view="none"}') == 1
    assert risen(f"netwerk_request_duration_seconds_count{{{view}}}") == 1
    assert risen('netwerk_failed_sign_ins_total{way="wachtwoord"}') == 1
    assert 89 < after['netwerk_heartbeat_age_seconds{part="worker"}'] < 120
    assert after["netwerk_database_up"] == after["netwerk_mail_server_up"] == 1
    assert after["netwerk_media_size_bytes"] > after["netwerk_media_free_bytes"] > 0
    assert sum(v for n, v in after.items() if n.startswith("netwerk_database_connections{")) >= 1
    assert f'netwerk_build_info{{version="{stand.version()}"}}' in after
    assert not [name for name in after if deelnemer.email in name or casus.slug in name]


def test_the_age_of_the_last_backup_is_a_figure_once_there_is_one(
    scrape: Callable[[], dict[str, float]],
) -> None:
    assert "netwerk_backup_age_seconds" not in scrape()
    for _ in range(2):
        audit.record(actor=None, action="portaal.backed_up")
    assert 0 <= scrape()["netwerk_backup_age_seconds"] < 60


def test_figures_ask_the_same_questions_whatever_there_is(
    scrape: Callable[[], dict[str, float]], django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(13):
        scrape()


def test_what_is_closed_on_purpose_is_no_fault_in_the_log_or_the_figures(
    client: Client, settings: Any, scrape: Callable[[], dict[str, float]], lines: Lines
) -> None:
    settings.MAINTENANCE = True
    before = scrape()
    assert client.get("/over/").status_code == 503
    assert client.get("/gezond/").status_code == 503  # nothing runs beside a test
    faults = [name for name in scrape().items() - before.items() if 'status="503"' in name[0]]
    assert faults == []
    assert not [line for line in lines() if line["level"] == "ERROR"]


@pytest.mark.parametrize("path", ["/gezond/levend/", "/gezond/klaar/", "/metrics"])
def test_who_looks_after_us_may_ask_one_process_by_its_own_address(
    client: Client, settings: Any, path: str
) -> None:
    settings.METRICS_TOKEN, settings.SECURE_SSL_REDIRECT = TOKEN, True
    said = {"Authorization": f"Bearer {TOKEN}"}
    assert client.get(path, headers=said, HTTP_HOST="10.42.0.7:8000").status_code == 200
    assert client.get("/over/", HTTP_HOST="10.42.0.7:8000").status_code == 400


def test_what_lives_says_so_whatever_is_away(
    client: Client, settings: Any, django_assert_num_queries: Any
) -> None:
    settings.CELERY_BROKER_URL = "redis://127.0.0.1:1/0"
    settings.DISK_LOW_MB, settings.MAINTENANCE = MORE_THAN_THERE_IS, True
    with django_assert_num_queries(0):
        page = client.get("/gezond/levend/")
    assert (page.status_code, page.json()) == (200, {"status": "levend"})
    assert client.get("/gezond/").status_code == 503


def test_ready_is_who_has_every_migration(client: Client) -> None:
    health._was_ready.clear()
    MigrationRecorder.Migration.objects.filter(app="kern").delete()
    waits = client.get("/gezond/klaar/")
    assert (waits.status_code, waits.json()["migrations"]) == (503, 1)
    MigrationRecorder.Migration.objects.create(app="kern", name="0001_search")
    assert client.get("/gezond/klaar/").status_code == 200


def test_a_disk_that_fills_is_told_once_to_the_log_and_to_beheerders(
    client_of: Clients, beheerder: Deelnemer, deelnemer: Deelnemer, settings: Any, lines: Lines
) -> None:
    now = timezone.now()
    for job in (watch.LOOP, watch.WORKER):
        Heartbeat.beat(job, now)
    client, banner = client_of(beheerder), "De schijf met bestanden raakt vol"
    schijf.look(now)
    assert client.get("/gezond/").json()["disk"] is True
    assert banner not in client.get("/over/").text
    settings.DISK_LOW_PERCENT = 101
    for minutes in range(3):
        schijf.look(now + timedelta(minutes=minutes))
    page = client.get("/over/").text
    assert banner in page
    assert re.search(r"nog \d+ MB vrij", page)
    assert banner not in client_of(deelnemer).get("/over/").text
    report = client.get("/gezond/")
    assert (report.status_code, report.json()["disk"]) == (503, False)
    settings.DISK_LOW_PERCENT = 0
    for _ in range(2):
        schijf.look(now)
    assert banner not in client.get("/over/").text
    told = [line["level"] for line in lines() if line["action"] == schijf.__name__]
    assert told == ["ERROR", "WARNING"]


def test_a_full_disk_takes_no_file_and_says_why_at_the_field(
    client_of: Clients, deelnemer: Deelnemer, settings: Any
) -> None:
    casus: Casus = CasusFactory(casushouder=deelnemer)
    client = client_of(deelnemer)
    settings.DISK_FULL_MB = MORE_THAN_THERE_IS
    words = {"title": "Onze notitie", "licence": "unknown"}
    file = SimpleUploadedFile("notitie.txt", b"Een notitie.\n")
    page = client.post(f"{casus.get_absolute_url()}bijlagen/bestand/", words | {"file": file})
    assert page.status_code == 200
    assert schijf.NO_ROOM in page.text
    assert 'value="Onze notitie"' in page.text
    assert not Bijlage.objects.exists()
    assert make_due(seconds=1) == 0
    photo = {"new_photo": SimpleUploadedFile("ik.png", b"x"), "first_name": "Dana"}
    assert schijf.NO_ROOM in client.post("/mijn/profiel/", photo).text
