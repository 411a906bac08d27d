"""What a beheerder reads about messages: kinds, people, moments and reasons; no subjects.

A beheerder does not read closed conversations, so no title stands here. Every function takes
a fixed number of queries.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from netwerk.kern.berichten import registry, tokens, watch, words
from netwerk.kern.berichten.models import Delivery, Heartbeat, InboundMail, Outcome, State
from netwerk.kern.berichten.retries import AGAIN

LAST = 20  # messages on the page of one person
MOST_COUNTED = 1000
GONE_KIND = "Een soort bericht dat niet meer bestaat"
PURPOSES = {
    tokens.REPLY: "Antwoord op een bericht",
    tokens.CALENDAR: "Antwoord uit een agenda",
    tokens.BOUNCE: "Melding dat mail terugkwam",
}


@dataclass(frozen=True)
class Line:
    """One message, as far as a beheerder may know of it."""

    pk: int
    kind: str
    person: Any
    at: datetime
    attempts: int
    state: str
    reason: str
    explanation: str = ""
    can_retry: bool = False
    must_ask: bool = False


@dataclass(frozen=True)
class Lijst:
    """One list of what did not arrive."""

    key: str
    title: str
    empty: str
    meaning: str
    rows: Callable[[], QuerySet[Any]]
    line: Callable[[Any, datetime], Line]
    is_counted: bool = True

    def number(self) -> int:
        """Count its rows, up to MOST_COUNTED."""
        return int(self.rows()[:MOST_COUNTED].count())


@dataclass(frozen=True)
class Status:
    """Whether mail goes at this moment."""

    stop: watch.Stop | None
    last_sent: datetime | None
    waiting: int
    oldest: datetime | None
    beats: dict[str, datetime]
    server: str

    @property
    def worker(self) -> datetime | None:
        """Return when the worker last ran."""
        return self.beats.get(watch.WORKER)

    @property
    def loop(self) -> datetime | None:
        """Return when the loop last ran."""
        return self.beats.get(watch.LOOP)

    @property
    def is_bounded(self) -> bool:
        """Say whether more messages wait than were counted."""
        return self.waiting == MOST_COUNTED


def status(now: datetime) -> Status:
    """Look at the outbox itself, so that the page tells how it is now."""
    beats = {row.job: row for row in Heartbeat.objects.all()}
    due = Delivery.objects.due(now)
    away = beats.get(watch.MAIL_AWAY)
    is_away = away is not None and now - away.ran_at < watch.STILL_AWAY
    return Status(
        stop=watch.current_stop(now) or watch.find_stop(now),
        last_sent=watch.last_sent(),
        waiting=due[:MOST_COUNTED].count(),
        oldest=due.oldest(),
        beats={job: row.ran_at for job, row in beats.items()},
        server=words.of_server(away.trouble) if away is not None and is_away else "",
    )


def line_of_delivery(row: Delivery, now: datetime, person: Any = None) -> Line:
    """Return one message in words."""
    try:
        message = registry.get(row.kind)
    except KeyError:
        label, timeless = GONE_KIND, False
    else:
        label, timeless = message.label, message.timeless
    return Line(
        pk=row.pk,
        kind=label,
        person=person or row.person,
        at=row.sent_at or row.due_at,
        attempts=row.attempts,
        state=State(row.state).label,
        reason=row.reason,
        explanation=words.of_bounce(row.reason) if row.state == State.BOUNCED else "",
        can_retry=row.state in AGAIN and (timeless or row.expires_at > now),
        must_ask=row.state == State.AMBIGUOUS,
    )


def last_messages(person: Any, now: datetime) -> list[Line]:
    """Return the last messages to a person, newest first. One query."""
    rows = Delivery.objects.filter(person=person).order_by("-pk")[:LAST]
    return [line_of_delivery(row, now, person) for row in rows]


def _line_of_mail(row: InboundMail, now: datetime) -> Line:
    return Line(
        pk=row.pk,
        kind=PURPOSES.get(row.purpose, "Mail aan een adres dat we niet kennen"),
        person=row.person,
        at=row.received_at,
        attempts=row.attempts,
        state=Outcome(row.outcome).label,
        reason=row.reason,
    )


def _in_state(state: State) -> Callable[[], QuerySet[Delivery]]:
    def rows() -> QuerySet[Delivery]:
        return Delivery.objects.filter(state=state).select_related("person").order_by("-pk")

    return rows


def _mail_in_trouble() -> QuerySet[InboundMail]:
    rows = InboundMail.objects.filter(outcome__in=[Outcome.REFUSED, Outcome.FAILED])
    return rows.select_related("person").order_by("-pk")


LISTS = (
    Lijst(
        "mislukt",
        "Mislukt",
        "Er is geen bericht mislukt.",
        "Het lukte niet. We proberen het niet meer, tot jij het opnieuw stuurt.",
        _in_state(State.DEAD),
        line_of_delivery,
    ),
    Lijst(
        "teruggekomen",
        "Teruggekomen",
        "Er kwam geen mail terug.",
        "De mailserver van de ontvanger nam het bericht niet aan.",
        _in_state(State.BOUNCED),
        line_of_delivery,
    ),
    Lijst(
        "onduidelijk",
        "Onduidelijk",
        "Van elk bericht weten we of het verstuurd is.",
        "De verbinding viel weg tijdens het versturen. Misschien kwam het toch aan.",
        _in_state(State.AMBIGUOUS),
        line_of_delivery,
    ),
    Lijst(
        "binnengekomen",
        "Binnengekomen",
        "Alle mail die binnenkwam, is verwerkt.",
        "Deze antwoorden en andere mail aan de site konden we niet verwerken.",
        _mail_in_trouble,
        _line_of_mail,
    ),
    Lijst(
        "niet-verstuurd",
        "Niet verstuurd",
        "Elk bericht was nog nodig toen het weg mocht.",
        "Dit hoefde niet meer weg. Bijvoorbeeld omdat iemand zich had afgemeld.",
        _in_state(State.SUPPRESSED),
        line_of_delivery,
        is_counted=False,
    ),
)


def chosen(key: str) -> Lijst:
    """Return a list by its key; the first for nonsense."""
    return next((each for each in LISTS if each.key == key), LISTS[0])
