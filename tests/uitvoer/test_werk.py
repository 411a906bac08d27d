"""Files that are made in the background: one process dies, another goes on; nothing is shown."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from threading import Barrier
from typing import IO, Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from netwerk.kern.audit.models import AuditEvent
from netwerk.kern.avg import retention
from netwerk.kern.uitvoer import makers, services, werk
from netwerk.kern.uitvoer.makers import Made, Maker
from netwerk.kern.uitvoer.models import Stand, Uitvoer

pytestmark = pytest.mark.django_db
KEY = "test.stuk"


class Press:
    """A maker whose behaviour a test chooses."""

    def __init__(self) -> None:
        self.allowed = True
        self.words = b"inhoud"
        self.fault: Exception | None = None
        self.runs = 0

    def make(self, row: Any, out: IO[bytes], progress: Any) -> Made:
        self.runs += 1
        progress(1, 4)
        if self.fault:
            raise self.fault
        out.write(self.words)
        return Made("stuk.txt", "text/plain")


@pytest.fixture
def press(settings: Any, tmp_path: Path, monkeypatch: Any) -> Press:
    settings.MEDIA_ROOT = tmp_path / "media"
    found = Press()
    maker = Maker(
        key=KEY,
        make=found.make,
        may_have=lambda person, about: found.allowed,
        seen=lambda person, abouts: {
            about: (f"Stuk {about}", "/casussen/") for about in abouts if found.allowed
        },
    )
    monkeypatch.setitem(makers._makers, KEY, maker)
    return found


def stored(settings: Any) -> list[str]:
    return sorted(path.name for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file())


def ask(person: Any, about: str = "7") -> Uitvoer:
    return services.request_own(actor=person, maker=KEY, about=about, form="zip")


def test_somebody_asks_waits_and_fetches(client_of, deelnemer, press) -> None:
    row = ask(deelnemer)
    client = client_of(deelnemer)
    waiting = client.get(f"/mijn/bestanden/{row.public_id}/")
    assert waiting.headers["Refresh"] == "3"
    assert "We maken je bestand" in waiting.content.decode()
    assert werk.make_due(seconds=5) == 1
    ready = client.get(f"/mijn/bestanden/{row.public_id}/")
    assert "Refresh" not in ready.headers
    assert "stuk.txt" in ready.content.decode()
    answer = client.get(f"/mijn/bestanden/{row.public_id}/ophalen/")
    assert b"".join(answer.streaming_content) == b"inhoud"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="stuk.txt"'
    told = AuditEvent.objects.filter(action__startswith="uitvoer.").order_by("pk")
    assert [event.action for event in told] == ["uitvoer.requested", "uitvoer.fetched"]


def test_who_asks_twice_gets_the_same_and_not_without_end(deelnemer, press) -> None:
    assert ask(deelnemer) == ask(deelnemer)
    for number in range(services.OWN_A_DAY - 1):
        ask(deelnemer, str(100 + number))
    with pytest.raises(ValidationError, match="morgen weer"):
        ask(deelnemer, "nog een")


@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_once_give_one_file(deelnemer, press, monkeypatch) -> None:
    together = Barrier(4, timeout=20)
    maker = replace(makers.of(KEY), may_have=lambda person, about: together.wait() >= 0)
    monkeypatch.setitem(makers._makers, KEY, maker)

    def click(_: int) -> Any:
        try:
            return ask(deelnemer).pk
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        assert len({*pool.map(click, range(4))}) == 1


def test_one_person_does_not_fill_the_disk(
    deelnemer, press, settings, django_capture_on_commit_callbacks
) -> None:
    for _ in range(2):
        ask(deelnemer)
        with django_capture_on_commit_callbacks(execute=True):
            werk.make_due(seconds=5)
        assert len(stored(settings)) == 1
    assert Uitvoer.objects.filter(person=deelnemer).exclude(file="").count() == 1
    Uitvoer.objects.exclude(file="").update(size=services.OWN_BYTES)
    with pytest.raises(ValidationError, match="Mijn bestanden"):
        ask(deelnemer, "8")


def test_nobody_else_knows_of_it(client_of, deelnemer, ander_lid, beheerder, press) -> None:
    row = ask(deelnemer)
    werk.make_due(seconds=5)
    for person in (ander_lid, beheerder):
        for path in ("", "ophalen/"):
            answer = client_of(person).get(f"/mijn/bestanden/{row.public_id}/{path}")
            assert answer.status_code == 404
        assert "Stuk 7" not in client_of(person).get("/mijn/bestanden/").content.decode()


def test_what_somebody_may_no_longer_see_is_not_handed_over(client_of, deelnemer, press) -> None:
    row = ask(deelnemer)
    werk.make_due(seconds=5)
    press.allowed = False
    answer = client_of(deelnemer).get(f"/mijn/bestanden/{row.public_id}/ophalen/", follow=True)
    assert "Je mag dit niet meer zien" in answer.content.decode()
    with pytest.raises(PermissionDenied):
        ask(deelnemer, "8")


def test_a_fault_is_tried_again_and_then_said(client_of, deelnemer, press, caplog) -> None:
    press.fault = ValueError("Geheim staat hier")
    row = ask(deelnemer)
    for _ in range(werk.MOST_ATTEMPTS):
        werk.make_due(seconds=5)
        Uitvoer.objects.update(due_at=timezone.now())
    row.refresh_from_db()
    assert (row.state, row.error) == (Stand.FAILED, "ValueError")
    assert press.runs == werk.MOST_ATTEMPTS
    page = client_of(deelnemer).get(f"/mijn/bestanden/{row.public_id}/").content.decode()
    assert "niet gelukt" in page
    assert "Geheim" not in page


def test_a_process_that_dies_loses_its_turn(deelnemer, press) -> None:
    row = ask(deelnemer)
    assert werk._claim() == row  # and this process dies
    assert werk.make_due(seconds=5) == 0
    Uitvoer.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
    assert werk.make_due(seconds=5) == 1


def test_who_dies_each_time_is_given_up(deelnemer, press) -> None:
    row = ask(deelnemer)
    for _ in range(werk.MOST_ATTEMPTS + 1):
        werk._claim()
        Uitvoer.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
    row.refresh_from_db()
    assert row.state == Stand.FAILED


def test_a_public_file_stays_until_the_new_one_is_there(
    press, settings, django_capture_on_commit_callbacks
) -> None:
    def keep(mark: str) -> bool:
        return services.keep_public(maker=KEY, about="", form="pdf", fingerprint=mark)

    assert keep("een")
    with django_capture_on_commit_callbacks(execute=True):
        werk.make_due(seconds=5)
    first = stored(settings)
    assert not keep("een")
    assert keep("twee")
    assert Uitvoer.objects.get().can_be_fetched
    assert stored(settings) == first
    press.words = b"anders"
    with django_capture_on_commit_callbacks(execute=True):
        werk.make_due(seconds=5)
    row = Uitvoer.objects.get()
    assert Path(row.file.path).read_bytes() == b"anders"
    assert stored(settings) == [Path(row.file.name).name]


def test_a_file_that_shows_what_was_closed_meanwhile_is_not_kept(press, settings) -> None:
    services.keep_public(maker=KEY, about="", form="pdf", fingerprint="een")
    claimed = werk._claim()
    services.drop_public(maker=KEY)
    assert claimed is not None
    assert werk._make(claimed) is False
    assert Uitvoer.objects.get().file.name == ""
    assert stored(settings) == []


def test_a_dropped_file_is_gone_at_once(
    press, settings, django_capture_on_commit_callbacks
) -> None:
    services.keep_public(maker=KEY, about="", form="pdf", fingerprint="een")
    werk.make_due(seconds=5)
    with django_capture_on_commit_callbacks(execute=True):
        services.drop_public(maker=KEY)
    assert stored(settings) == []
    assert not Uitvoer.objects.get().can_be_fetched


def test_after_a_week_file_and_row_are_gone(
    deelnemer, press, settings, django_capture_on_commit_callbacks
) -> None:
    ask(deelnemer)
    werk.make_due(seconds=5)
    Uitvoer.objects.update(expires_at=timezone.now() - timedelta(minutes=1))
    with django_capture_on_commit_callbacks(execute=True):
        retention.run()
    assert not Uitvoer.objects.exists()
    assert stored(settings) == []


def test_the_list_asks_as_much_for_fifty_as_for_one(client_of, deelnemer, press) -> None:
    client = client_of(deelnemer)
    counts = []
    for number in (1, 49):
        for each in range(number):
            Uitvoer.objects.create(
                person=deelnemer, maker=KEY, about=f"{number}-{each}", form="zip"
            )
        with CaptureQueriesContext(connection) as asked:
            assert client.get("/mijn/bestanden/").status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1]
