"""Feeds for a calendar program: what is in them, for whom, and when they stop."""

import logging
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from bijeenkomsten import services
from bijeenkomsten.kalender import Entry, feed, invitation, sequence
from bijeenkomsten.models import Agendasleutel, Bijeenkomst
from communities import services as people
from communities.enums import Role
from communities.models import Community, Deelnemer, Lidmaatschap
from netwerk.kern.logregels import HideSecrets
from tests.bijeenkomsten.two_readers import Readers, check_lines, two_readers
from tests.factories import AanmeldingFactory, BijeenkomstFactory, DeelnemerFactory

pytestmark = pytest.mark.django_db
GOLDEN = Path(__file__).parent / "golden"
LINK = "https://video.voorbeeld.nl/geheim"
SECRET = "Waarover wij alleen hier praten"


@pytest.fixture(scope="module")
def readers() -> Iterator[Readers]:
    with two_readers() as both:
        yield both


@pytest.fixture
def meeting(community: Community) -> Bijeenkomst:
    return BijeenkomstFactory(
        title="Casustafel van ons", community=community, goal=SECRET, online_link=LINK
    )


def key_of(person: Deelnemer) -> str:
    return services.renew_agendasleutel(actor=person).key


def personal(key: str) -> str:
    return reverse("agenda_mijn", args=[key])


def of_community(key: str, community: Community) -> str:
    return reverse("agenda_community", args=[key, community.slug])


def events(response: Any) -> dict[str, Any]:
    """Return the meetings in a feed by title, as the icalendar library reads them."""
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "text/calendar; charset=utf-8"
    check_lines(response.content)
    calendar = Calendar.from_ical(response.content)
    return {str(event["SUMMARY"]): event for event in calendar.walk("VEVENT")}


def test_the_public_feed_holds_public_meetings_only(client: Client, meeting: Bijeenkomst) -> None:
    BijeenkomstFactory(title="Voor iedereen", visibility="public", online_link=LINK)
    BijeenkomstFactory(title="Voor het netwerk", visibility="network")
    response = client.get(reverse("bijeenkomsten:public_ics"))
    assert list(events(response)) == ["Voor iedereen"]
    assert LINK not in response.content.decode()
    assert response.headers["Cache-Control"] == "public, max-age=300"


def test_the_personal_feed_holds_what_i_said_yes_or_maybe_to(
    client: Client, meeting: Bijeenkomst, deelnemer: Deelnemer, community: Community
) -> None:
    others = {
        answer: BijeenkomstFactory(title=answer, community=community)
        for answer in ("maybe", "no", "stil")
    }
    AanmeldingFactory(bijeenkomst=meeting, deelnemer=deelnemer)
    AanmeldingFactory(bijeenkomst=others["maybe"], deelnemer=deelnemer, answer="maybe")
    AanmeldingFactory(bijeenkomst=others["no"], deelnemer=deelnemer, answer="no")
    AanmeldingFactory(bijeenkomst=others["stil"], deelnemer=DeelnemerFactory())
    response = client.get(personal(key_of(deelnemer)))
    found = events(response)
    assert sorted(found) == ["Casustafel van ons", "maybe"]
    assert LINK in str(found["Casustafel van ons"]["DESCRIPTION"])
    assert [str(event["STATUS"]) for event in found.values()] == ["CONFIRMED", "TENTATIVE"]
    assert response.headers["Cache-Control"] == "private, no-cache"
    assert response.headers["Referrer-Policy"] == "no-referrer"


def test_the_feed_of_a_community_holds_all_its_meetings_and_nothing_of_what_is_said_there(
    client: Client, meeting: Bijeenkomst, deelnemer: Deelnemer, community: Community
) -> None:
    shared = BijeenkomstFactory(title="Ook voor ons", visibility="community")
    shared.communities.add(community)
    BijeenkomstFactory(title="Van anderen")
    other = DeelnemerFactory(first_name="Zeldzaam", last_name="Naampje")
    AanmeldingFactory(bijeenkomst=meeting, deelnemer=other)
    response = client.get(of_community(key_of(deelnemer), community))
    assert sorted(events(response)) == ["Casustafel van ons", "Ook voor ons"]
    text = response.content.decode().replace("\r\n ", "")
    for never in (SECRET, LINK, "Zeldzaam", "Naampje", other.email, deelnemer.email):
        assert never not in text


def test_uid_and_sequence_are_those_of_the_invitation(
    client: Client, meeting: Bijeenkomst, deelnemer: Deelnemer, community: Community
) -> None:
    services.answer(actor=deelnemer, bijeenkomst=meeting, answer="yes")
    services.answer(actor=deelnemer, bijeenkomst=meeting, answer="no")
    services.answer(actor=deelnemer, bijeenkomst=meeting, answer="yes")
    [sent] = Calendar.from_ical(invitation(Bijeenkomst.objects.get(), deelnemer, "REQUEST")).walk(
        "VEVENT"
    )
    key = key_of(deelnemer)
    for address in (personal(key), of_community(key, community)):
        [event] = events(client.get(address)).values()
        assert (event["UID"], event["SEQUENCE"]) == (sent["UID"], sent["SEQUENCE"])


def test_lost_access_hides(
    client: Client, meeting: Bijeenkomst, deelnemer: Deelnemer, community: Community
) -> None:
    AanmeldingFactory(bijeenkomst=meeting, deelnemer=deelnemer)
    key = key_of(deelnemer)
    first = client.get(personal(key))
    assert len(events(first)) == 1
    Lidmaatschap.objects.filter(deelnemer=deelnemer).delete()
    again = client.get(
        personal(key),
        headers={"If-None-Match": first.headers["ETag"], "If-Modified-Since": _now()},
    )
    assert events(again) == {}
    gone = client.get(of_community(key, community))
    assert (gone.status_code, gone.headers["Content-Type"]) == (404, "text/plain; charset=utf-8")


def _now() -> str:
    return timezone.now().astimezone(UTC).strftime("%a, %d %b %Y %H:%M:%S GMT")


def test_an_account_that_was_closed_has_no_feed(
    client: Client, meeting: Bijeenkomst, deelnemer: Deelnemer, beheerder: Deelnemer
) -> None:
    AanmeldingFactory(bijeenkomst=meeting, deelnemer=deelnemer)
    key = key_of(deelnemer)
    assert len(events(client.get(personal(key)))) == 1
    people.deactivate(actor=beheerder, person=deelnemer)
    assert client.get(personal(key)).status_code == 404


def test_a_renewed_address_is_the_only_one_that_works(
    client: Client, client_of: Any, meeting: Bijeenkomst, deelnemer: Deelnemer
) -> None:
    AanmeldingFactory(bijeenkomst=meeting, deelnemer=deelnemer)
    mine = client_of(deelnemer)
    page = mine.get(reverse("mijn_agenda"))
    assert "Maak je adres" in page.text
    assert not Agendasleutel.objects.exists(), "looking makes no key"
    mine.post(reverse("mijn_agenda_nieuw"))
    old = Agendasleutel.objects.get().key
    assert personal(old) in mine.get(reverse("mijn_agenda")).text
    assert "Ja, maak nieuwe adressen" in mine.get(reverse("mijn_agenda_nieuw")).text
    assert Agendasleutel.objects.get().key == old, "asking changes nothing"
    mine.post(reverse("mijn_agenda_nieuw"))
    new = Agendasleutel.objects.get().key
    assert new != old
    assert len(events(client.get(personal(new)))) == 1
    dead = client.get(personal(old))
    assert (dead.status_code, dead.content) == (404, b"Dit adres bestaat niet.\n")
    assert personal(old) not in mine.get(reverse("mijn_agenda")).text


def test_the_same_feed_is_304_until_something_changes(
    client: Client, meeting: Bijeenkomst, deelnemer: Deelnemer, organisator: Deelnemer
) -> None:
    AanmeldingFactory(bijeenkomst=meeting, deelnemer=deelnemer)
    address = personal(key_of(deelnemer))
    first = client.get(address)
    with time_machine.travel(timezone.now() + timedelta(hours=2)):
        same = client.get(address, headers={"If-None-Match": first.headers["ETag"]})
    assert (same.status_code, same.content) == (304, b"")
    assert same.headers["Cache-Control"] == "private, no-cache"
    services.cancel_bijeenkomst(actor=organisator, bijeenkomst=meeting, reason="Ziek.")
    changed = client.get(address, headers={"If-None-Match": first.headers["ETag"]})
    [event] = events(changed).values()
    assert (str(event["STATUS"]), event["SEQUENCE"]) == ("CANCELLED", 100)


def test_meetings_of_the_last_ninety_days_and_all_that_come(client: Client) -> None:
    now = timezone.now()
    for title, days in {"lang geleden": -91, "kort geleden": -89, "over jaren": 1500}.items():
        begin = now + timedelta(days=days)
        BijeenkomstFactory(
            title=title,
            visibility="public",
            starts_at=begin - timedelta(hours=2),
            ends_at=begin,
        )
    response = client.get(reverse("bijeenkomsten:public_ics"))
    assert list(events(response)) == ["kort geleden", "over jaren"]


@time_machine.travel(datetime(2027, 1, 5, 10, 30, tzinfo=UTC), tick=False)
def test_a_feed_as_it_should_be(community: Community, readers: Readers) -> None:
    with time_machine.travel(datetime(2027, 1, 4, 8, 0, tzinfo=UTC), tick=False):
        meeting = BijeenkomstFactory(
            uid=uuid.UUID("0b1f7a60-7a0e-4d7e-9c53-2f1d3c5a9e11"),
            slug="werkatelier",
            title="Werkatelier: kiezen; waar je op inzet, en waarom",
            community=community,
            starts_at=datetime(2027, 1, 28, 9, 0, tzinfo=UTC),
            ends_at=datetime(2027, 1, 28, 14, 30, tzinfo=UTC),
            place="De Voorbeeldzaal, Stationsplein 1, Zwolle",
            online_link=LINK,
            sequence=2,
        )
    mine = AanmeldingFactory(bijeenkomst=meeting, deelnemer=DeelnemerFactory(), answer="maybe")
    ics = feed("Bewoners in beeld - Netwerk", [Entry(meeting, mine, with_link=True)])
    assert ics.replace(b"\r\n", b"\n").decode() == (GOLDEN / "feed.ics").read_text()
    read = readers.read(ics)
    assert (read["method"], read["status"]) == ("", "TENTATIVE")
    assert read["sequence"] == sequence(meeting, mine)
    assert (read["start"], read["stamp"]) == (meeting.starts_at, meeting.updated_at)
    assert (read["attendees"], read["organizers"]) == ([], [])


@pytest.mark.parametrize("kind", ["public", "personal", "community"])
def test_queries_of_a_feed_do_not_grow(
    client: Client, deelnemer: Deelnemer, community: Community, kind: str
) -> None:
    key = key_of(deelnemer)
    address = {
        "public": reverse("bijeenkomsten:public_ics"),
        "personal": personal(key),
        "community": of_community(key, community),
    }[kind]
    counts = []
    for number in (1, 49):
        for meeting in BijeenkomstFactory.create_batch(
            number, community=community, visibility="public"
        ):
            AanmeldingFactory(bijeenkomst=meeting, deelnemer=deelnemer)
        with CaptureQueriesContext(connection) as queries:
            assert len(events(client.get(address))) == (1 if number == 1 else 50)
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 5


def test_the_page_gives_an_address_for_each_of_my_communities_only(
    client_of: Any, deelnemer: Deelnemer, community: Community, other_community: Community
) -> None:
    key = key_of(deelnemer)
    page = client_of(deelnemer).get(reverse("mijn_agenda")).text
    assert of_community(key, community) in page
    assert other_community.slug not in page


def test_a_role_without_membership_gives_no_feed_of_a_community(
    client: Client, redacteur: Deelnemer, meeting: Bijeenkomst, community: Community
) -> None:
    key = key_of(redacteur)
    assert client.get(of_community(key, community)).status_code == 404
    Lidmaatschap.objects.create(deelnemer=redacteur, community=community, role=Role.MEMBER)
    assert len(events(client.get(of_community(key, community)))) == 1


def test_no_line_of_the_log_holds_the_key(deelnemer: Deelnemer) -> None:
    key = key_of(deelnemer)
    record = logging.LogRecord(
        "django.request", logging.ERROR, "", 0, "Internal Server Error: %s", (personal(key),), None
    )
    assert HideSecrets().filter(record)
    assert record.getMessage() == "Internal Server Error: /agenda/(sleutel)/mijn.ics"
    assert settings.LOGGING["handlers"]["console"]["filters"] == ["hide_secrets"]
