"""One mail a day to an organiser, in place of one for everybody who signs up or off.

It tells of all their meetings where something changed since the last round, and of nothing else:
on a day without changes there is no mail. A proposal for a programme keeps its own mail, for
somebody waits for an answer; here it is only counted.
"""

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Model, QuerySet
from django.urls import reverse
from django.utils import timezone

from bijeenkomsten.dagbericht import News, changed, news_for
from bijeenkomsten.models import Bijeenkomst, Dagbericht
from communities.balans import in_words
from communities.enums import Role
from communities.models import Deelnemer, Lidmaatschap
from netwerk.kern.berichten.models import Delivery, Lane, MessageEvent
from netwerk.kern.berichten.notifications import Section
from netwerk.kern.berichten.registry import Group, Message, every_round, register
from netwerk.kern.berichten.services import announce

HOUR = time(8)
SATURDAY = 5
STILL = timedelta(minutes=5)  # what was written since may not be there yet for this round
WORTH = timedelta(hours=20)
MOST_NAMED = 10
MOST_MEETINGS = 20


@every_round
def announce_dagbericht() -> None:
    """Announce, once on a working day from eight o'clock on, that something changed."""
    now = timezone.localtime()
    if now.time() < HOUR or now.weekday() >= SATURDAY:
        return
    last = Dagbericht.objects.order_by("-day").first()
    if last and last.day >= now.date():
        return
    until = now - STILL
    since = last.until if last else until  # the first round only says from when
    try:
        with transaction.atomic():
            row = Dagbericht.objects.create(day=now.date(), since=since, until=until)
            if changed(since, until).exists():
                announce(kind="bijeenkomst.daily", subject=row, actor=None)
    except IntegrityError:
        return  # another scheduler was quicker


@register
class DailyForOrganisers(Message):
    """Who signed up and off, who waits, and what is asked, at all your meetings."""

    key = "bijeenkomst.daily"
    label = "Er veranderde iets bij wat je organiseert: hoogstens één mail per dag"
    audience = "Organisatoren van een bijeenkomst waar iets veranderde"
    moment = "Op werkdagen om 8 uur, als er iets veranderde"
    group = Group.MEETINGS
    follows = "bijeenkomst.daily"
    template = "bijeenkomsten/mail/dagbericht"
    lane = Lane.DIGEST
    timeless = False

    def concerns(self, person: Any) -> bool:
        """Only who organises gets it."""
        return bool(person.is_organiser(*person.roles))

    def recipients(self, event: MessageEvent) -> QuerySet[Deelnemer]:
        """Return the organisers of the meetings where something changed."""
        row: Any = event.subject
        leading = changed(row.since, row.until).order_by().values("community")
        organisers = Lidmaatschap.objects.filter(role=Role.ORGANISER, community__in=leading)
        people: QuerySet[Deelnemer] = Deelnemer.objects.active()
        return people.filter(pk__in=organisers.values("deelnemer"))

    def dedupe_key(self, event: MessageEvent, person_id: int) -> str:
        """Once for a round and a person."""
        return f"dag:{event.object_id}:{person_id}"

    def expires_at(self, event: MessageEvent) -> datetime:
        """Tomorrow there is another one."""
        return event.created_at + WORTH

    def topics(self, event: MessageEvent) -> list[Model]:
        """It is work, and not news about one thing."""
        return []

    def thread(self, delivery: Delivery, subject: Any) -> str:
        """Every day stands by itself."""
        return ""

    def reason_to_drop(self, delivery: Delivery, subject: Any) -> str:
        """Without anything to tell there is no mail."""
        return "" if _news(delivery, subject) else "er is niets te melden"

    def context(self, delivery: Delivery, subject: Any) -> dict[str, Any]:
        """Return a part for each meeting, and how many came and went."""
        return _shown(_news(delivery, subject))

    def example(self) -> dict[str, Any]:
        """A table where two people came and one went."""
        address = f"{settings.SITE_URL}{reverse('bijeenkomsten:list')}"
        words = (
            "Aangemeld: Dana de Boer en Milan Visser",
            "Afgemeld: Wobbe Timmer",
            "2 mensen hebben iets nodig om mee te doen",
            "Er komen nu 11 mensen. Nog 3 plekken",
        )
        lines = [{"text": text, "url": address} for text in words]
        section = Section("Casustafel: leerplekken in het groen", address, lines)
        return {"sections": [section], "more": 0, "up": 2, "off": 1, "url": address}


def _news(delivery: Delivery, row: Any) -> list[News]:
    """Return what is new for this person; computed once for a delivery under way."""
    if "_dagbericht" not in delivery.__dict__:
        delivery.__dict__["_dagbericht"] = news_for(delivery.person, row.since, row.until)
    found: list[News] = delivery.__dict__["_dagbericht"]
    return found


def _shown(found: list[News]) -> dict[str, Any]:
    return {
        "sections": [_section(news) for news in found[:MOST_MEETINGS]],
        "more": max(0, len(found) - MOST_MEETINGS),
        "up": sum(len(news.signed_up) for news in found),
        "off": sum(len(news.signed_off) for news in found),
        "url": f"{settings.SITE_URL}{reverse('bijeenkomsten:list')}",
    }


def _section(news: News) -> Section:
    meeting = news.bijeenkomst
    section = Section(meeting.title, f"{settings.SITE_URL}{meeting.get_absolute_url()}")
    answers = _url("attendees", meeting)
    if news.signed_up:
        section.lines.append({"text": f"Aangemeld: {_names(news.signed_up)}", "url": answers})
    if news.signed_off:
        section.lines.append({"text": f"Afgemeld: {_names(news.signed_off)}", "url": answers})
    if news.queued:
        text = f"Nieuw op de wachtlijst: {_people(news.queued)}"
        section.lines.append({"text": text, "url": answers})
    if news.new_needs:
        has = "heeft" if news.needs == 1 else "hebben"
        text = f"{_people(news.needs)} {has} iets nodig om mee te doen"
        section.lines.append({"text": text, "url": _url("needs", meeting)})
    if news.proposals:
        what = "voorstel wacht" if news.proposals == 1 else "voorstellen wachten"
        text = f"{news.proposals} {what} op je antwoord"
        section.lines.append({"text": text, "url": _url("proposals", meeting)})
    section.lines.append({"text": _places(meeting), "url": section.url})
    return section


def _url(name: str, meeting: Bijeenkomst) -> str:
    return f"{settings.SITE_URL}{reverse(f'bijeenkomsten:{name}', args=[meeting.slug])}"


def _people(number: int) -> str:
    return "1 persoon" if number == 1 else f"{number} mensen"


def _names(names: Sequence[str]) -> str:
    if len(names) <= MOST_NAMED:
        return in_words(names)
    return in_words([*names[:MOST_NAMED], f"nog {len(names) - MOST_NAMED}"])


def _places(meeting: Bijeenkomst) -> str:
    """Return "Er komen nu 11 mensen. Nog 3 plekken", for each form where people choose one."""
    comes = "komt" if meeting.number_coming == 1 else "komen"
    said = f"Er {comes} nu {_people(meeting.number_coming)}"
    left = []
    for form in meeting.forms:
        number = meeting.places_left_in(form)
        if number is not None:
            where = f" {form.label}" if meeting.is_hybrid else ""
            left.append(f"nog {number} {'plek' if number == 1 else 'plekken'}{where}")
    return f"{said}. {', '.join(left).capitalize()}" if left else said
