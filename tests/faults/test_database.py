"""The database cannot, for a while: cases 17 to 20 of docs/reliability.md, on a real web server.

What a visitor gets is 503 and a page in Dutch that keeps what was typed, never half a change.
"""

import concurrent.futures
import http.client
import os
import signal
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from netwerk.kern.dev.processes import wait_until
from tests.exit.conftest import Installation, new_installation  # noqa: F401 - a fixture
from tests.exit.test_round_trip import files_of
from tests.faults.acts import DONE, FormReader, Person
from tests.faults.site import children
from tests.faults.web import Web, upload

pytestmark = pytest.mark.xdist_group("faults_database")
TEXT = "Eerst luisteren, dan rekenen.\nEn dan pas <beslissen>; dat is wat wij in de wijk leerden."
LONG = (
    "Ik kom met de fiets en eet geen noten. Is er een plek voor mijn fiets bij de deur, onder dak?"
)


@pytest.fixture(scope="module")
def running(
    new_installation: Callable[[], Installation],  # noqa: F811
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Web]:
    web = Web(new_installation(), tmp_path_factory.mktemp("web"))
    web.fill()
    web.rows("UPDATE communities_deelnemer SET last_seen_on = now()::date RETURNING 1")
    yield web
    web.stop()


@pytest.fixture
def web(running: Web) -> Web:
    running.start()
    return running


@pytest.fixture
def member(web: Web) -> Person:
    return Person(web, web.seed["members"][0])  # type: ignore[arg-type]


@pytest.fixture
def meeting(web: Web) -> dict[str, Any]:
    return web.seed["meetings"].pop()


def test_case_17_a_database_that_takes_nothing_loses_nothing(web: Web, member: Person) -> None:
    [[slug]] = web.rows("SELECT slug FROM casussen_casus")
    files = files_of(web.place.media)
    before = [web.number(table) for table in ("communities_reactie", "bijlagen_bijlage")]
    events = web.number("berichten_messageevent")
    with web.read_only():
        status, page = member.ask("POST", web.seed["talk"], {"body": TEXT})
        assert status == 503
        assert "Bewaren lukt nu even niet" in page
        assert "Wat je stuurde, is nog niet bewaard." in page
        form = FormReader(page)
        assert form.values["body"].split() == TEXT.split()
        path = f"/casussen/{slug}/bijlagen/bestand/"
        words = {"title": "Onze notitie over de buurt", "licence": "unknown"}
        status, page = upload(member, path, "notitie.txt", b"Een notitie.\n", **words)
        assert status == 503
        assert "Was er een bestand bij? Ga dan terug en kies het opnieuw." in page
        visitor = Person(web, web.seed["members"][0] | {"session": ""})  # type: ignore[arg-type]
        secret = {"email": member.email, "password": "dit is mijn geheim"}
        status, page = visitor.ask("POST", "/account/password/reset/", secret)
        assert (status, "<form" in page) == (503, False)
        assert not [value for value in secret.values() if value in page], "never shown again"
        assert member.ask("GET", "/mijn/")[0] == 200, "reading goes on"
        assert web.health()[1]["database"] is False
    after = [web.number(table) for table in ("communities_reactie", "bijlagen_bijlage")]
    assert after == before
    assert web.number("berichten_messageevent") == events, "nobody gets mail of what did not happen"
    assert files_of(web.place.media) == files
    assert member.act(web.seed["talk"], form.values) == DONE
    [[body]] = web.rows("SELECT body FROM communities_reactie ORDER BY id DESC LIMIT 1")
    assert body.split() == TEXT.split()


def test_case_18_of_two_that_hold_each_other_one_is_told_and_can_send_again(
    web: Web, member: Person, meeting: dict[str, Any]
) -> None:
    path = f"/bijeenkomsten/{meeting['slug']}/aanmelden/"
    fields = {"answer": "yes", "form": "room", "needs": LONG}
    mine = f"bijeenkomsten_aanmelding WHERE bijeenkomst_id = {meeting['pk']}"
    lock = "SELECT 1 FROM {} WHERE id = %s FOR UPDATE"
    with web.session() as other, concurrent.futures.ThreadPoolExecutor(1) as pool:
        other.execute(lock.format("communities_deelnemer"), [member.pk])
        asked = pool.submit(member.ask, "POST", path, fields)
        assert wait_until(web.somebody_waits, 10)
        other.execute(lock.format("bijeenkomsten_bijeenkomst"), [meeting["pk"]])
        status, page = asked.result(30)
    assert status == 503
    assert "Iemand anders was net met hetzelfde bezig" in page
    assert web.number(mine) == 0
    form = FormReader(page)
    assert form.values["needs"].strip() == LONG
    assert member.act(path, form.values) == DONE
    assert web.number(mine) == 1


def test_case_19_slow_questions_are_cut_off_and_the_rest_still_answers(
    web: Web, member: Person
) -> None:
    with web.slow("casussen_casus", 30), concurrent.futures.ThreadPoolExecutor(12) as pool:
        begin = time.monotonic()
        asked = [pool.submit(member.ask, "GET", "/casussen/") for _ in range(10)]
        status, said = web.health()
        assert time.monotonic() - begin < 20
        assert status == 503
        assert "database" in said
        answers = [each.result(60) for each in asked]
    assert {status for status, _ in answers} == {503}
    assert all("We kunnen er even niet bij" in page for _, page in answers)
    assert member.ask("GET", "/casussen/")[0] == 200
    assert web.health()[1]["database"] is True


def test_case_20_new_code_comes_in_under_load_without_a_failed_request(
    web: Web, member: Person
) -> None:
    before, ending, seen = set(children(web.pid)), threading.Event(), Counter[Any]()

    def visit() -> None:
        while not ending.is_set():
            for path in ("/handboek/", "/mijn/"):
                try:
                    seen[member.ask("GET", path)[0]] += 1
                except (OSError, http.client.HTTPException) as error:
                    seen[repr(error)] += 1

    def renewed() -> bool:
        now = set(children(web.pid))
        return len(now) == len(before) and not now & before

    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        for _ in range(4):
            pool.submit(visit)
        try:
            assert wait_until(lambda: seen[200] > 20, 30)
            os.kill(web.pid, signal.SIGHUP)
            assert wait_until(renewed, 60)
            enough = seen[200] + 40
            assert wait_until(lambda: seen[200] > enough, 60)
        finally:
            ending.set()
    assert set(seen) == {200}, seen


def test_case_20_what_is_under_way_is_finished_before_the_end(
    web: Web, member: Person, meeting: dict[str, Any]
) -> None:
    lock = "SELECT 1 FROM bijeenkomsten_bijeenkomst WHERE id = %s FOR UPDATE"
    with web.session() as other, concurrent.futures.ThreadPoolExecutor(1) as pool:
        other.execute(lock, [meeting["pk"]])
        asked = pool.submit(member.answer, meeting, "yes")
        assert wait_until(web.somebody_waits, 10)
        os.kill(web.pid, signal.SIGTERM)
        assert wait_until(lambda: len(children(web.pid)) == 1, 10), "who is idle ends at once"
        other.rollback()
        assert asked.result(30) == DONE
    assert web.child is not None
    assert web.child.process.wait(30) == 0
