"""Compares three accounts of what happened: what people were told, the rows, the mail server."""

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from tests.faults.acts import DONE, REFUSED, UNKNOWN
from tests.faults.site import FaultSite

FINAL = {"sent", "suppressed", "bounced", "ambiguous", "dead"}
CHANGES = ("bijeenkomst.moved", "bijeenkomst.cancelled", "bijeenkomst.restored")
ANSWERED = {"yes": "bijeenkomst.registered", "no": "bijeenkomst.unregistered"}
MARGIN = 15.0  # seconds; a transaction may have been stopped halfway for some of them
ON_THE_WAY = 20.0  # seconds between the last check of a mail and its acceptance, at most


@dataclass
class Event:
    pk: int
    kind: str
    object_id: int
    actor: int | None
    data: dict[str, Any]
    created: float
    planned: float | None


@dataclass
class Delivery:
    key: str
    event: int
    kind: str
    person: int
    state: str
    doubts: int
    reason: str
    message_id: str


@dataclass
class Baseline:
    """Where a quiet site stands before anything is done to it."""

    event: int
    reactie: int
    meeting: int
    mails: int
    generations: dict[tuple[int, int], int]
    sequences: dict[int, int]


@dataclass
class Accounts:
    """All that was written down since the baseline, and what does not add up."""

    baseline: Baseline

    acts: list[dict[str, Any]]
    mails: list[dict[str, Any]]
    events: list[Event]
    deliveries: list[Delivery]
    emails: dict[int, str]
    site: FaultSite
    wrong: list[str] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)


def baseline(site: FaultSite) -> Baseline:
    """Remember how things stand."""
    [(event, reactie, meeting)] = site.rows(
        "SELECT (SELECT coalesce(max(id), 0) FROM berichten_messageevent),"
        " (SELECT coalesce(max(id), 0) FROM communities_reactie),"
        " (SELECT coalesce(max(id), 0) FROM bijeenkomsten_bijeenkomst)"
    )
    mails = len(site.sink.ledger.rows)
    return Baseline(event, reactie, meeting, mails, _generations(site), _sequences(site))


def _generations(site: FaultSite) -> dict[tuple[int, int], int]:
    rows = site.rows(
        "SELECT deelnemer_id, bijeenkomst_id, generation FROM bijeenkomsten_aanmelding"
    )
    return {(person, meeting): number for person, meeting, number in rows}


def _sequences(site: FaultSite) -> dict[int, int]:
    return dict(site.rows("SELECT id, sequence FROM bijeenkomsten_bijeenkomst"))  # type: ignore[arg-type]


def gather(site: FaultSite, acts: list[dict[str, Any]], since: Baseline) -> Accounts:
    """Read the three accounts of a site that is quiet."""
    events = site.rows(
        "SELECT id, kind, object_id, actor_id, data, extract(epoch FROM created_at)::float,"
        " extract(epoch FROM planned_at)::float FROM berichten_messageevent"
        " WHERE id > %s ORDER BY id",
        since.event,
    )
    deliveries = site.rows(
        "SELECT dedupe_key, event_id, kind, person_id, state, doubts, reason, message_id"
        " FROM berichten_delivery WHERE event_id > %s ORDER BY id",
        since.event,
    )
    return Accounts(
        since,
        acts=acts,
        mails=site.sink.ledger.rows[since.mails :],
        events=[Event(*row) for row in events],
        deliveries=[Delivery(*row) for row in deliveries],
        emails=dict(site.rows("SELECT id, email FROM communities_deelnemer")),  # type: ignore[arg-type]
        site=site,
    )


def check(site: FaultSite, acts: list[dict[str, Any]], since: Baseline) -> Accounts:
    """Return the accounts with everything that is wrong in them; an empty list is good."""
    accounts = gather(site, acts, since)
    for name, ask in CHECKS.items():
        accounts.wrong += [f"{name}: {each}" for each in ask(accounts)]
    accounts.counts.update(
        acts=sum(act["told"] == DONE for act in acts),
        refused=sum(act["told"] == REFUSED for act in acts),
        unanswered=sum(act["told"] == UNKNOWN for act in acts),
        events=len(accounts.events),
        mails=len(accounts.mails),
        doubts=sum(each.doubts for each in accounts.deliveries),
        **{each: sum(d.state == each for d in accounts.deliveries) for each in sorted(FINAL)},
    )
    return accounts


def answers_have_events(a: Accounts) -> Iterator[str]:
    """What somebody was told is there once; what nobody was told is there at most once."""
    told: Counter[tuple[str, int, int]] = Counter()
    possible: Counter[tuple[str, int, int]] = Counter()
    for act in a.acts:
        if act["kind"] in ANSWERED and act["told"] != REFUSED:
            place = ANSWERED[act["kind"]], act["person"], act["meeting"]
            told[place] += act["told"] == DONE and act["sure"]
            possible[place] += 1
    found = Counter(
        (e.kind, e.actor or 0, e.object_id) for e in a.events if e.kind in ANSWERED.values()
    )
    for place in possible.keys() | found.keys():
        if not told[place] <= found[place] <= possible[place]:
            yield f"{place}: told {told[place]}, possible {possible[place]}, found {found[place]}"


def rows_have_events(a: Accounts) -> Iterator[str]:
    """A change in the domain and its event are one: neither is there without the other."""
    answers = Counter((e.actor, e.object_id) for e in a.events if e.kind == ANSWERED["yes"])
    before = a.baseline.generations
    now = {place: number - before.get(place, 0) for place, number in _generations(a.site).items()}
    generations = {place: number for place, number in now.items() if number}
    if generations != dict(answers):
        yield f"generations {sorted(generations.items() ^ answers.items())}"
    changes: dict[int, list[int]] = defaultdict(list)
    for event in a.events:
        if event.kind in CHANGES:
            changes[event.object_id].append(event.data["sequence"])
    for meeting, sequence in _sequences(a.site).items():
        first = a.baseline.sequences.get(meeting, 0) + 1
        if sorted(changes[meeting]) != list(range(first, sequence + 1)):
            yield f"meeting {meeting} at sequence {sequence} has {changes[meeting]}"


def changes_have_events(a: Accounts) -> Iterator[str]:
    """Each change that the organiser was told of is there."""
    told: Counter[int] = Counter()
    possible: Counter[int] = Counter()
    for act in a.acts:
        if act["kind"] == "change" and act["told"] != REFUSED:
            told[act["meeting"]] += act["told"] == DONE and act["sure"]
            possible[act["meeting"]] += 1
    found = Counter(e.object_id for e in a.events if e.kind in CHANGES)
    for meeting in possible.keys() | found.keys():
        if not told[meeting] <= found[meeting] <= possible[meeting]:
            numbers = told[meeting], found[meeting], possible[meeting]
            yield f"meeting {meeting}: told, found and possible changes are {numbers}"


def posts_have_events(a: Accounts) -> Iterator[str]:
    """Each post that somebody placed stands once, with one event."""
    after = a.baseline.reactie
    rows = a.site.rows("SELECT id, body FROM communities_reactie WHERE id > %s", after)
    standing = Counter(body for _, body in rows)
    announced = Counter(e.data["reactie_id"] for e in a.events if e.kind == "gesprek.reactie")
    if announced != Counter(pk for pk, _ in rows):
        yield "posts and their events differ"
    for act in a.acts:
        if act["kind"] == "post":
            least, most = {DONE: (1, 1), UNKNOWN: (0, 1), REFUSED: (0, 0)}[act["told"]]
            if not least <= standing[act["words"]] <= most:
                yield f"{act}: {standing[act['words']]} times"


def meetings_have_events(a: Accounts) -> Iterator[str]:
    """Each meeting that was planned stands once, with one event."""
    after = a.baseline.meeting
    rows = a.site.rows("SELECT id, title FROM bijeenkomsten_bijeenkomst WHERE id > %s", after)
    standing = Counter(title for _, title in rows)
    announced = Counter(e.object_id for e in a.events if e.kind == "bijeenkomst.published")
    for act in a.acts:
        if act["kind"] == "publish":
            least, most = {DONE: (1, 1), UNKNOWN: (0, 1), REFUSED: (0, 0)}[act["told"]]
            if not least <= standing[act["title"]] <= most:
                yield f"{act}: {standing[act['title']]} times"
    if announced != Counter(pk for pk, _ in rows):
        yield "meetings and their events differ"


def refused_acts_have_no_mail(a: Accounts) -> Iterator[str]:
    """Who may not do something leaves no trace."""
    stranger = a.site.seed["stranger"]
    if [act for act in a.acts if act["kind"] == "stranger" and act["told"] == DONE]:
        yield "a stranger was let in"
    if [e for e in a.events if e.actor == stranger["pk"]]:
        yield "a stranger caused an event"
    if [m for m in a.mails if stranger["email"] in m["to"]]:
        yield "a stranger got mail"


def events_are_planned(a: Accounts) -> Iterator[str]:
    """Every event has been planned, and each of its people has a delivery."""
    keys = {delivery.key for delivery in a.deliveries}
    members = [each["pk"] for each in a.site.seed["members"]]
    casushouder = members[0]
    for event in a.events:
        if event.planned is None:
            yield f"event {event.pk} was never planned"
            continue
        wanted: list[str] = []
        if event.kind in ANSWERED.values():
            short = {"registered": "reg", "unregistered": "unr"}[event.kind.split(".")[1]]
            generation = event.data["generation"]
            wanted = [f"{short}:{event.object_id}:{event.actor}:{generation}"]
        elif event.kind == "bijeenkomst.published":
            wanted = [f"pub:{event.object_id}:{person}" for person in members]
        elif event.kind == "gesprek.reactie" and event.actor != casushouder:
            wanted = [f"rea:{event.data['reactie_id']}:{casushouder}"]
        elif event.kind in CHANGES:
            short = {"moved": "chg", "cancelled": "can", "restored": "res"}[event.kind[12:]]
            start = f"{short}:{event.object_id}:{event.data['sequence']}"
            wanted = [f"{start}:{person}" for person in _surely_coming(a, event)]
        for key in wanted:
            if key not in keys:
                yield f"nothing for {key}"


def _surely_coming(a: Accounts, change: Event) -> Iterator[int]:
    """Yield who had said yes well before a change and stayed with it while it was planned."""
    end = (change.planned or 0) + MARGIN
    last: dict[int, tuple[str, float]] = {}
    restless: set[int] = set()
    for event in a.events:
        if event.object_id != change.object_id or event.kind not in ANSWERED.values():
            continue
        person = event.data["person_id"]
        if event.created < change.created - MARGIN:
            last[person] = event.kind, event.created
        elif event.created <= end:
            restless.add(person)
    for person, (kind, _) in last.items():
        if kind == ANSWERED["yes"] and person not in restless:
            yield person


def deliveries_have_ended(a: Accounts) -> Iterator[str]:
    """Each message was sent, or says why not."""
    for each in a.deliveries:
        if each.state not in FINAL:
            yield f"{each.key} is {each.state}"
        elif each.state != "sent" and not each.reason:
            yield f"{each.key} is {each.state} without a reason"


def mail_agrees(a: Accounts) -> Iterator[str]:
    """Nothing is lost, nothing comes out of nowhere, and nothing comes twice unexplained."""
    by_id = {each.message_id: each for each in a.deliveries}
    copies = Counter(mail["id"] for mail in a.mails)
    for mail in a.mails:
        delivery = by_id.get(mail["id"])
        if delivery is None:
            yield f"{mail['id']} belongs to no delivery"
        elif mail["to"] != [a.emails[delivery.person]]:
            yield f"{delivery.key} went to {mail['to']}"
    for each in a.deliveries:
        number = copies[each.message_id]
        explained = each.doubts + (each.state == "sent")
        if each.state == "sent" and number == 0:
            a.counts["lost"] += 1
            yield f"{each.key} is marked sent and never arrived"
        if number > 1:
            a.counts["duplicates inside the window"] += min(number, explained) - 1
        if number > explained:
            a.counts["duplicates outside the window"] += number - explained
            yield f"{each.key} ({each.state}) arrived {number} times with {each.doubts} doubts"


def mail_is_not_stale(a: Accounts) -> Iterator[str]:
    """A calendar shows the sequence that the meeting had when its mail was checked."""
    by_id = {each.message_id: each for each in a.deliveries}
    meeting_of = {event.pk: event.object_id for event in a.events}
    moments: dict[int, list[float]] = defaultdict(list)
    for event in a.events:
        if event.kind in CHANGES:
            moments[event.object_id].append(event.created)
    for mail in a.mails:
        delivery = by_id.get(mail["id"])
        if delivery is None or "sequence" not in mail:
            continue
        changes = moments[meeting_of[delivery.event]]
        first = a.baseline.sequences.get(meeting_of[delivery.event], 0)
        least = first + bisect_right(changes, mail["at"] - ON_THE_WAY)
        most = first + bisect_right(changes, mail["at"])
        a.counts["calendars"] += 1
        shown = int(mail["sequence"]) // a.site.seed["sequence_step"]
        if not least <= shown <= most:
            yield f"{delivery.key} shows {mail['sequence']}, not {least} to {most}"


CHECKS = {
    check.__name__: check
    for check in (
        answers_have_events,
        rows_have_events,
        changes_have_events,
        posts_have_events,
        meetings_have_events,
        refused_acts_have_no_mail,
        events_are_planned,
        deliveries_have_ended,
        mail_agrees,
        mail_is_not_stale,
    )
}
