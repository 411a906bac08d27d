"""The checker itself: it finds every kind of thing that does not add up, and nothing else."""

from types import SimpleNamespace
from typing import Any

import pytest

from tests.faults import invariants
from tests.faults.invariants import Accounts, Baseline, Delivery, Event

REGISTERED = "bijeenkomst.registered"
SEED = {"members": [{"pk": 1}, {"pk": 2}], "sequence_step": 100, "meetings": []}


def event(pk: int = 1, kind: str = REGISTERED, **changes: Any) -> Event:
    data = {"generation": 1, "person_id": 2, "sequence": 1}
    return Event(
        **{"pk": pk, "kind": kind, "object_id": 7, "actor": 2, "data": data}
        | {"created": 100.0, "planned": 101.0}
        | changes
    )


def delivery(**changes: Any) -> Delivery:
    row = {"key": "reg:7:2:1", "event": 1, "kind": REGISTERED, "person": 2, "state": "sent"}
    return Delivery(**row | {"doubts": 0, "reason": "", "message_id": "<a@x>"} | changes)


def mail(**changes: Any) -> dict[str, Any]:
    return {"id": "<a@x>", "to": ["2@x"], "at": 110.0, "sequence": "0"} | changes


def accounts(**changes: Any) -> Accounts:
    """Return accounts in which one person signed up and got one mail."""
    whole = {
        "acts": [{"kind": "yes", "person": 2, "meeting": 7, "told": "done", "sure": True}],
        "mails": [mail()],
        "events": [event()],
        "deliveries": [delivery()],
        "emails": {1: "1@x", 2: "2@x"},
        "site": SimpleNamespace(seed=SEED),
    }
    return Accounts(Baseline(0, 0, 0, 0, {}, {}), **whole | changes)


WITHOUT_DATABASE = (
    invariants.answers_have_events,
    invariants.events_are_planned,
    invariants.deliveries_have_ended,
    invariants.mail_agrees,
    invariants.mail_is_not_stale,
)


def test_what_is_right_is_right() -> None:
    right = accounts()
    assert [wrong for check in WITHOUT_DATABASE for wrong in check(right)] == []


def test_explained_second_copy_is_right_and_counted() -> None:
    twice = accounts(mails=[mail(), mail()], deliveries=[delivery(doubts=1)])
    assert list(invariants.mail_agrees(twice)) == []
    assert twice.counts["duplicates inside the window"] == 1


@pytest.mark.parametrize(
    ("check", "changes", "found"),
    [
        ("answers_have_events", {"events": []}, "told 1, possible 1, found 0"),
        ("answers_have_events", {"acts": []}, "told 0, possible 0, found 1"),
        ("events_are_planned", {"events": [event(planned=None)]}, "was never planned"),
        ("events_are_planned", {"deliveries": []}, "nothing for reg:7:2:1"),
        (
            "events_are_planned",
            {"events": [event(created=50.0), event(2, "bijeenkomst.moved")]},
            "nothing for chg:7:1:2",
        ),
        ("deliveries_have_ended", {"deliveries": [delivery(state="sending")]}, "is sending"),
        ("deliveries_have_ended", {"deliveries": [delivery(state="dead")]}, "without a reason"),
        ("mail_agrees", {"mails": []}, "is marked sent and never arrived"),
        ("mail_agrees", {"mails": [mail(), mail()]}, "arrived 2 times with 0 doubts"),
        ("mail_agrees", {"deliveries": [delivery(state="suppressed")]}, "arrived 1 times"),
        ("mail_agrees", {"mails": [mail(), mail(id="<b@x>")]}, "<b@x> belongs to no delivery"),
        ("mail_agrees", {"mails": [mail(to=["1@x"])]}, "went to ['1@x']"),
        (
            "mail_is_not_stale",
            {"events": [event(), event(2, "bijeenkomst.moved", created=80.0)]},
            "shows 0, not 1 to 1",
        ),
        ("mail_is_not_stale", {"mails": [mail(sequence="100")]}, "shows 100, not 0 to 0"),
    ],
)
def test_what_is_wrong_is_found(check: str, changes: dict[str, Any], found: str) -> None:
    wrong = list(invariants.CHECKS[check](accounts(**changes)))
    assert [each for each in wrong if found in each] != [], wrong
