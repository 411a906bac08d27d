"""The crashes of docs/reliability.md on real processes, one by one.

Cases 5, 6, 7, 9, 10 and 15 need no processes; they stand in tests/berichten and tests/kern.
"""

import functools
import signal
from typing import Any

import pytest

from netwerk.kern import failpoints
from tests.faults.acts import DONE, UNKNOWN, Person
from tests.faults.invariants import baseline, gather, mail_agrees
from tests.faults.site import FaultSite, sign_up, signal_group

pytestmark = pytest.mark.xdist_group("faults")
Meeting = dict[str, Any]
SENDERS = 3  # the loop, and two processes of the worker


def deliveries(site: FaultSite, meeting: Meeting, kind: str = "%") -> list[tuple[Any, ...]]:
    """Return (kind, person, state, doubts, copies that arrived) of all mail about a meeting."""
    rows = site.rows(
        "SELECT d.kind, d.person_id, d.state, d.doubts, d.message_id FROM berichten_delivery d"
        " JOIN berichten_messageevent e ON e.id = d.event_id JOIN django_content_type t"
        " ON t.id = e.content_type_id WHERE t.model = 'bijeenkomst' AND e.object_id = %s"
        " AND d.kind LIKE %s ORDER BY d.id",
        meeting["pk"],
        kind,
    )
    ids = [mail["id"] for mail in site.sink.ledger.rows]
    return [(*row[:4], ids.count(row[4])) for row in rows]


def is_sent(site: FaultSite, meeting: Meeting) -> bool:
    return [row[2] for row in deliveries(site, meeting)] == ["sent"]


def answers(site: FaultSite, meeting: Meeting) -> list[tuple[Any, ...]]:
    return site.rows(
        "SELECT deelnemer_id, answer, generation FROM bijeenkomsten_aanmelding"
        " WHERE bijeenkomst_id = %s ORDER BY deelnemer_id",
        meeting["pk"],
    )


def wait_for_death_at(site: FaultSite, point: str) -> None:
    armed = site.folder / "failpoints" / point
    site.wait_for(lambda: not armed.exists(), f"somebody reaches {point}")


def test_case_01_kill_before_commit(site: FaultSite, meeting: Meeting, member: Person) -> None:
    armed = site.arm(failpoints.COMMITTING)
    assert member.answer(meeting, "yes") == UNKNOWN
    assert not armed.exists()
    site.wait_until_quiet()
    assert answers(site, meeting) == []
    assert deliveries(site, meeting) == []


def test_case_02_kill_just_after_commit(site: FaultSite, meeting: Meeting, member: Person) -> None:
    armed = site.arm(failpoints.COMMITTED)
    assert member.answer(meeting, "yes") == UNKNOWN
    assert not armed.exists()
    site.wait_until_quiet()
    assert answers(site, meeting) == [(member.pk, "yes", 1)]
    assert deliveries(site, meeting) == [("bijeenkomst.registered", member.pk, "sent", 0, 1)]


def test_case_03_kill_before_the_mail_server_hears_of_it(
    site: FaultSite, meeting: Meeting, member: Person
) -> None:
    site.arm(failpoints.LEASED)
    assert member.answer(meeting, "yes") == DONE
    wait_for_death_at(site, failpoints.LEASED)
    site.wait_until_quiet()
    assert deliveries(site, meeting) == [("bijeenkomst.registered", member.pk, "sent", 0, 1)]


def test_case_03_kill_between_the_mark_and_the_mail_server(
    site: FaultSite, meeting: Meeting, member: Person
) -> None:
    site.arm(failpoints.MARKED)
    assert member.answer(meeting, "yes") == DONE
    wait_for_death_at(site, failpoints.MARKED)
    site.wait_until_quiet()
    assert deliveries(site, meeting) == [("bijeenkomst.registered", member.pk, "sent", 1, 1)]


def test_case_04_kill_after_acceptance_is_sent_again_and_counted(
    site: FaultSite, meeting: Meeting, member: Person
) -> None:
    site.arm(failpoints.ACCEPTED)
    assert member.answer(meeting, "yes") == DONE
    wait_for_death_at(site, failpoints.ACCEPTED)
    site.wait_until_quiet()
    assert deliveries(site, meeting) == [("bijeenkomst.registered", member.pk, "sent", 1, 2)]


def test_case_04_kill_after_acceptance_of_what_is_not_sent_twice(
    site: FaultSite, member: Person
) -> None:
    [(before,)] = site.rows("SELECT max(id) FROM berichten_messageevent")
    site.arm(failpoints.ACCEPTED)
    assert member.post("Eerst luisteren, dan rekenen.") == DONE
    wait_for_death_at(site, failpoints.ACCEPTED)
    site.wait_until_quiet()
    rows = site.rows(
        "SELECT state, doubts, reason, message_id FROM berichten_delivery WHERE event_id > %s",
        before or 0,
    )
    [(state, doubts, reason, message_id)] = [row for row in rows if row[1]]
    assert (state, doubts) == ("ambiguous", 1)
    assert reason == "onduidelijk of het aankwam: het versturen brak af"
    arrived = [mail["id"] for mail in site.sink.ledger.rows]
    assert arrived.count(message_id) == 1
    assert {arrived.count(row[3]) for row in rows} == {1}


def test_case_08_mail_server_dies_halfway(
    site: FaultSite, meeting: Meeting, organiser: Person
) -> None:
    people = sign_up(site, meeting)
    since = baseline(site)
    site.sink.die_after = len(people) // 2
    assert organiser.move(meeting, 9) == DONE
    site.wait_for(lambda: site.sink.dead, "the mail server dies")
    site.wait_for(lambda: not site.health()[1].get("mail", True), "the site notices")
    assert site.health()[0] == 503
    site.sink.heal()
    site.wait_until_quiet()
    found = deliveries(site, meeting, "bijeenkomst.moved")
    assert [(person, state) for _, person, state, _, _ in found] == [(p, "sent") for p in people]
    assert list(mail_agrees(gather(site, [], since))) == []
    doubts = sum(each[3] for each in found)
    assert doubts <= SENDERS, "at most what each sender had under way when it died"


def test_case_11_frozen_redis(site: FaultSite, meeting: Meeting, member: Person) -> None:
    for name in ("broker", "cache"):
        signal_group(site.pid(name), signal.SIGSTOP)
    try:
        assert member.ask("GET", f"/bijeenkomsten/{meeting['slug']}/")[0] == 200
        assert member.answer(meeting, "yes") == DONE
        site.wait_for(lambda: is_sent(site, meeting), "mail without Redis")
        assert site.health()[1]["broker"] is False
    finally:
        for name in ("broker", "cache"):
            signal_group(site.pid(name), signal.SIGCONT)
    assert deliveries(site, meeting) == [("bijeenkomst.registered", member.pk, "sent", 0, 1)]


def test_case_12_redis_restarts_empty(site: FaultSite, meeting: Meeting, member: Person) -> None:
    signal_group(site.pid("worker"), signal.SIGKILL)
    assert member.answer(meeting, "yes") == DONE
    for name in ("broker", "cache"):
        site.redis(name).flushall()
        signal_group(site.pid(name), signal.SIGKILL)
    assert member.ask("GET", "/mijn/")[0] == 200, "sessions are in the database"
    site.wait_until_quiet()
    assert deliveries(site, meeting) == [("bijeenkomst.registered", member.pk, "sent", 0, 1)]


def last_beat(site: FaultSite, job: str) -> Any:
    return site.rows("SELECT ran_at FROM berichten_heartbeat WHERE job = %s", job)


def test_case_13_worker_works_on_after_its_connection_was_cut(site: FaultSite) -> None:
    site.redis("broker").client_kill_filter(_type="normal", skipme=True)
    before, pid = last_beat(site, "worker"), site.pid("worker")
    site.wait_for(lambda: last_beat(site, "worker") > before, "the worker runs a job again")
    assert site.pid("worker") == pid


def test_case_13_worker_that_hears_nothing_is_started_anew(site: FaultSite) -> None:
    from celery import Celery

    pid = site.pid("worker")
    app = Celery(broker=site.env["REDIS_URL"])
    order = functools.partial(app.control.cancel_consumer, "celery", reply=True, timeout=2)
    site.wait_for(order, "the worker, perhaps busy connecting again, hears the order")
    site.wait_for(lambda: site.pid("worker") != pid, "the deaf worker ends itself")
    before = last_beat(site, "worker")
    site.wait_for(lambda: last_beat(site, "worker") > before, "the new one works")
    log = (site.folder / "log/worker.log").read_text()
    assert "De werker does nothing any more and ends itself." in log


def test_case_14_two_clocks_make_one_reminder(
    site: FaultSite, meeting: Meeting, member: Person
) -> None:
    assert member.answer(meeting, "yes") == DONE
    site.wait_until_quiet()
    site.rows(
        "UPDATE bijeenkomsten_aanmelding SET updated_at = now() - interval '3 days'"
        " WHERE bijeenkomst_id = %s RETURNING 1",
        meeting["pk"],
    )
    assert last_beat(site, "worker"), "both clocks tick"
    assert {site.program(name).child.process.poll() for name in ("beat", "beat2")} == {None}
    site.rows(
        "UPDATE bijeenkomsten_bijeenkomst SET starts_at = now() + interval '20 hours',"
        " ends_at = now() + interval '22 hours' WHERE id = %s RETURNING 1",
        meeting["pk"],
    )
    site.wait_for(lambda: len(deliveries(site, meeting)) > 1, "the reminder is planned")
    beats = last_beat(site, "worker")
    site.wait_for(lambda: last_beat(site, "worker") > beats, "the clocks tick on")
    site.wait_until_quiet()
    reminders = deliveries(site, meeting, "bijeenkomst.reminder")
    assert reminders == [("bijeenkomst.reminder", member.pk, "sent", 0, 1)]


def test_case_16_database_is_killed(site: FaultSite, meeting: Meeting, member: Person) -> None:
    assert member.answer(meeting, "yes") == DONE
    signal_group(site.pid("postgres"), signal.SIGKILL)
    site.program("postgres").child.process.wait(30)
    assert site.health()[0] == 503, "nobody looks after the database yet"
    site.wait_until_quiet()
    assert answers(site, meeting) == [(member.pk, "yes", 1)]
    [(kind, person, state, doubts, copies)] = deliveries(site, meeting)
    assert (kind, person, state) == ("bijeenkomst.registered", member.pk, "sent")
    assert 1 <= copies <= 1 + doubts
    assert member.answer(meeting, "no") == DONE
    site.wait_until_quiet()
    assert deliveries(site, meeting)[-1][:3] == ("bijeenkomst.unregistered", member.pk, "sent")
