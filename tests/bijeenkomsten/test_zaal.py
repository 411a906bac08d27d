"""The live view: one clock for everybody, and what is written down appears at once."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from bijeenkomsten import opgeschreven, services
from bijeenkomsten.models import Aanwezigheid, Bijeenkomst, Inbreng, Zaalstand
from bijeenkomsten.templatetags.bijeenkomsten import wanneer
from communities.enums import Visibility
from netwerk.kern.audit.models import AuditEvent
from tests.factories import (
    AanmeldingFactory,
    AgendapuntFactory,
    BijeenkomstFactory,
    DeelnemerFactory,
    InbrengFactory,
    LidmaatschapFactory,
    StapFactory,
    VerslagFactory,
)


@pytest.fixture
def meeting(community: Any) -> Bijeenkomst:
    """Return a meeting with a break, a part of two steps, and a part without steps."""
    found = BijeenkomstFactory(community=community, visibility=Visibility.COMMUNITY)
    AgendapuntFactory(bijeenkomst=found, order=1, title="Inloop", kind="break", minutes=15)
    point = AgendapuntFactory(bijeenkomst=found, order=2, title="De casus", minutes=25)
    StapFactory(agendapunt=point, order=1, title="Vragen", minutes=10, captures="question")
    StapFactory(agendapunt=point, order=2, title="Adviezen", minutes=15, captures="advice")
    AgendapuntFactory(bijeenkomst=found, order=3, title="Afsluiting", minutes=5)
    return found


@pytest.fixture
def comer(deelnemer: Any, meeting: Bijeenkomst) -> Any:
    AanmeldingFactory(bijeenkomst=meeting, deelnemer=deelnemer)
    return deelnemer


def address(name: str, meeting: Bijeenkomst, *args: Any) -> str:
    return reverse(f"bijeenkomsten:{name}", args=[meeting.slug, *args])


def read(client: Any, name: str, meeting: Bijeenkomst, **query: str) -> str:
    response = client.get(address(name, meeting), query)
    assert response.status_code == 200
    return response.content.decode()


def steer(client: Any, meeting: Bijeenkomst, act: str, **data: Any) -> Any:
    stand = Zaalstand.objects.filter(bijeenkomst=meeting).first()
    posted = {"doe": act, "versie": stand.version if stand else 1} | data
    return client.post(address("room_steer", meeting), posted, follow=True)


def at(meeting: Bijeenkomst) -> tuple[str, str]:
    stand = Zaalstand.objects.get(bijeenkomst=meeting)
    return str(stand.agendapunt or ""), str(stand.stap or "")


def write(client: Any, meeting: Bijeenkomst, body: str, step: int = 1, **data: str) -> Any:
    point = meeting.agendapunten.get(title="De casus")
    posted = {"punt": point.pk, "stap": point.stappen.all()[step].pk, "body": body} | data
    return client.post(address("room_write", meeting), posted)


# --- Steering ---


def test_the_organiser_goes_through_the_programme_step_by_step_and_back(
    client_of: Any, organisator: Any, meeting: Bijeenkomst
) -> None:
    client = client_of(organisator)
    day = read(client, "room", meeting)
    assert "Het is nog niet begonnen" in day
    assert f"De bijeenkomst is op {wanneer(meeting).lower()}" in day
    meeting.starts_at = timezone.now() + timedelta(minutes=50)
    meeting.save()
    assert "We gaan zo beginnen" in read(client, "room", meeting)
    steer(client, meeting, "begin")
    seen = [at(meeting)]
    for act in ("volgende", "volgende", "terug", "volgende", "volgende", "volgende"):
        steer(client, meeting, act)
        seen.append(at(meeting))
    assert seen == [
        ("Inloop", ""),
        ("De casus", "Vragen"),
        ("De casus", "Adviezen"),
        ("De casus", "Vragen"),
        ("De casus", "Adviezen"),
        ("Afsluiting", ""),
        ("", ""),
    ]
    assert "Dit was het" in read(client, "room", meeting)


def test_the_clock_runs_on_the_server_and_an_organiser_gives_more_time(
    client_of: Any, organisator: Any, meeting: Bijeenkomst
) -> None:
    client = client_of(organisator)
    last = meeting.agendapunten.get(title="De casus")
    steer(client, meeting, "kies", punt=last.pk)
    stand = Zaalstand.objects.get(bijeenkomst=meeting)
    assert stand.ends_at - stand.began_at == timedelta(minutes=10)
    assert f'data-klok="{int(stand.ends_at.timestamp())}"' in read(client, "room", meeting)
    steer(client, meeting, "meer")
    later = Zaalstand.objects.get(bijeenkomst=meeting)
    assert later.ends_at - stand.ends_at == timedelta(minutes=2)
    Zaalstand.objects.update(ends_at=timezone.now() - timedelta(minutes=3))
    assert "De tijd is om" in read(client, "room", meeting)
    steer(client, meeting, "meer")
    assert Zaalstand.objects.get(bijeenkomst=meeting).ends_at > timezone.now()


def test_a_double_click_and_a_second_organiser_do_not_skip_a_step(
    client_of: Any, organisator: Any, community: Any, meeting: Bijeenkomst
) -> None:
    other = LidmaatschapFactory(community=community, role="organiser").deelnemer
    first, second = client_of(organisator), client_of(other)
    steer(first, meeting, "begin")
    version = Zaalstand.objects.get(bijeenkomst=meeting).version
    steer(first, meeting, "volgende", versie=version)
    steer(first, meeting, "volgende", versie=version)
    answer = steer(second, meeting, "volgende", versie=version)
    assert "De zaal was al verder" in answer.content.decode()
    assert at(meeting) == ("De casus", "Vragen")


@pytest.mark.parametrize(
    ("act", "data"),
    [("onzin", {}), ("kies", {"punt": "x"}), ("kies", {"punt": "999999"}), ("meer", {})],
)
def test_nonsense_does_nothing_bad(
    act: str, data: Any, client_of: Any, organisator: Any, meeting: Bijeenkomst
) -> None:
    answer = steer(client_of(organisator), meeting, act, **data)
    assert answer.status_code == 200
    steer(client_of(organisator), meeting, act, versie="geen getal")


def test_what_is_no_button_moves_nothing_and_stands_in_no_log(
    client_of: Any, organisator: Any, meeting: Bijeenkomst
) -> None:
    steer(client_of(organisator), meeting, "begin")
    before, logged = at(meeting), AuditEvent.objects.count()
    for act in ("", "Iets van een kwaadwillende.", "\x00"):
        page = steer(client_of(organisator), meeting, act).content.decode()
        assert "Kies een knop" in page
    assert at(meeting) == before
    assert AuditEvent.objects.count() == logged


def test_a_cancelled_meeting_has_no_room_to_begin(
    client_of: Any, organisator: Any, meeting: Bijeenkomst
) -> None:
    meeting.status = "cancelled"
    meeting.save()
    assert "gaat niet door" in steer(client_of(organisator), meeting, "begin").content.decode()
    assert not Zaalstand.objects.filter(agendapunt__isnull=False).exists()


def test_a_step_that_is_removed_leaves_the_room_at_its_part(
    client_of: Any, organisator: Any, meeting: Bijeenkomst
) -> None:
    client = client_of(organisator)
    point = meeting.agendapunten.get(title="De casus")
    steer(client, meeting, "kies", punt=point.pk)
    services.remove_stap(actor=organisator, stap=point.stappen.first())
    assert "Adviezen" in read(client, "room", meeting)
    steer(client, meeting, "volgende")
    assert at(meeting) == ("Afsluiting", "")


# --- Writing down ---


def test_what_somebody_writes_stands_on_the_screen_of_another_at_the_next_look(
    client_of: Any, organisator: Any, comer: Any, meeting: Bijeenkomst
) -> None:
    screen, phone = client_of(organisator), client_of(comer)
    point = meeting.agendapunten.get(title="De casus")
    steer(screen, meeting, "kies", punt=point.pk)
    [version] = re.findall(r'data-versie="([^"]+)"', read(screen, "room", meeting))
    nothing = screen.get(address("room_now", meeting), {"versie": version})
    assert (nothing.status_code, nothing.content) == (204, b"")
    write(phone, meeting, "Wie betaalt het onderhoud?", step=0)
    changed = read(screen, "room_now", meeting, versie=version)
    assert "Wie betaalt het onderhoud?" in changed
    assert "<html" not in changed
    [row] = Inbreng.objects.all()
    assert (row.kind, row.stap.title, row.author) == ("question", "Vragen", comer)


def test_what_is_sent_after_the_room_went_on_stays_with_the_step_of_the_writer(
    client_of: Any, organisator: Any, comer: Any, meeting: Bijeenkomst
) -> None:
    point = meeting.agendapunten.get(title="De casus")
    steer(client_of(organisator), meeting, "kies", punt=point.pk)
    steer(client_of(organisator), meeting, "volgende")
    write(client_of(comer), meeting, "Nog een vraag.", step=0)
    assert Inbreng.objects.get().stap.title == "Vragen"


def test_a_part_without_steps_asks_what_it_is(
    client_of: Any, organisator: Any, comer: Any, meeting: Bijeenkomst
) -> None:
    last = meeting.agendapunten.get(title="Afsluiting")
    steer(client_of(organisator), meeting, "kies", punt=last.pk)
    client = client_of(comer)
    write(client, meeting, "Bel de wijkraad.", punt=last.pk, stap="", kind="advice")
    assert Inbreng.objects.get().kind == "advice"
    wrong = write(client, meeting, "Iets anders.", punt=last.pk, stap="", kind="pro")
    assert wrong.status_code == 200
    assert "Iets anders." in wrong.content.decode()
    assert Inbreng.objects.count() == 1


def test_empty_and_long_text_get_a_message_and_nothing_is_lost(
    client_of: Any, comer: Any, meeting: Bijeenkomst
) -> None:
    client = client_of(comer)
    assert "Schrijf eerst iets op." in write(client, meeting, "  ").content.decode()
    long = "woord " * 100
    answer = write(client, meeting, long).content.decode()
    assert "500" in answer
    assert long.strip() in answer
    assert not Inbreng.objects.exists()


def test_nothing_is_written_before_the_room_begins(
    client_of: Any, organisator: Any, comer: Any, meeting: Bijeenkomst
) -> None:
    client = client_of(comer)
    early = write(client, meeting, "Alvast dit.").content.decode()
    assert "nog niet begonnen" in early
    assert "Alvast dit." in early
    assert not Inbreng.objects.exists()
    steer(client_of(organisator), meeting, "begin")
    write(client, meeting, "Alvast dit.")
    assert Inbreng.objects.count() == 1


def test_a_double_click_is_kept_once_and_a_flood_is_stopped(
    client_of: Any, organisator: Any, comer: Any, meeting: Bijeenkomst
) -> None:
    steer(client_of(organisator), meeting, "begin")
    client = client_of(comer)
    for _ in range(3):
        write(client, meeting, "Begin klein.")
    assert Inbreng.objects.count() == 1
    answers = [write(client, meeting, f"Advies {n}.") for n in range(12)]
    assert Inbreng.objects.count() == 10
    assert "Wacht even" in answers[-1].content.decode()


def test_nothing_is_added_once_the_minutes_are_final(
    client_of: Any, comer: Any, meeting: Bijeenkomst
) -> None:
    VerslagFactory(bijeenkomst=meeting, state="final")
    assert "vastgesteld" in write(client_of(comer), meeting, "Te laat.").content.decode()
    assert not Inbreng.objects.exists()


# --- Taking along, taking away ---


def test_only_who_brought_it_in_takes_an_advice_along(
    client_of: Any, organisator: Any, comer: Any, meeting: Bijeenkomst
) -> None:
    point = meeting.agendapunten.get(title="De casus")
    point.owner = comer
    point.save()
    step = point.stappen.last()
    row = InbrengFactory(agendapunt=point, stap=step)
    adopt = address("room_adopt", meeting, row.pk)
    assert client_of(organisator).post(adopt).status_code == 403
    client = client_of(comer)
    client.post(adopt, {"mee": "ja"})
    row.refresh_from_db()
    assert row.adopted_at is not None
    assert "Dit gaat mee" in read(client, "room_notes", meeting)
    client.post(adopt, {"mee": "nee"})
    row.refresh_from_db()
    assert row.adopted_at is None


def test_authors_remove_their_own_and_organisers_any(
    client_of: Any, organisator: Any, comer: Any, meeting: Bijeenkomst
) -> None:
    point = meeting.agendapunten.get(title="De casus")
    own = InbrengFactory(agendapunt=point, author=comer, body="Kanarie van mij")
    other = InbrengFactory(agendapunt=point, body="Kanarie van een ander")
    client = client_of(comer)
    assert client.post(address("room_remove", meeting, other.pk)).status_code == 403
    client.post(address("room_remove", meeting, own.pk))
    assert "Kanarie van mij" not in read(client, "room_notes", meeting)
    client_of(organisator).post(address("room_remove", meeting, other.pk))
    assert "Kanarie" not in read(client, "room_notes", meeting)
    assert client.post(address("room_remove", meeting, own.pk)).status_code == 404


def test_what_was_written_at_another_meeting_cannot_be_reached(
    client_of: Any, organisator: Any, meeting: Bijeenkomst
) -> None:
    other = InbrengFactory()
    for name in ("room_remove", "room_adopt"):
        found = client_of(organisator).post(address(name, meeting, other.pk))
        assert found.status_code == 404
    other.refresh_from_db()
    assert other.removed_at is None


# --- Who may look along ---


def test_who_comes_who_was_there_and_who_brings_it_in_look_along_and_nobody_else(
    client_of: Any, community: Any, comer: Any, ander_lid: Any, meeting: Bijeenkomst
) -> None:
    was_there, brings, silent, no = (
        LidmaatschapFactory(community=community).deelnemer for _ in range(4)
    )
    Bijeenkomst.objects.update(starts_at=timezone.now() - timedelta(minutes=5))
    Aanwezigheid.objects.create(bijeenkomst=meeting, deelnemer=was_there, noted_by=comer)
    AgendapuntFactory(bijeenkomst=meeting, owner=brings)
    AanmeldingFactory(bijeenkomst=meeting, deelnemer=no, answer="no")
    InbrengFactory(agendapunt=meeting.agendapunten.first(), body="Kanarie in de zaal")
    for person, status in (
        (comer, 200),
        (was_there, 200),
        (brings, 200),
        (silent, 403),
        (no, 403),
        (ander_lid, 404),
    ):
        for name in ("room", "room_now", "room_notes"):
            answer = client_of(person).get(address(name, meeting))
            assert answer.status_code == status, (person, name)
            if status != 200:
                assert b"Kanarie in de zaal" not in answer.content
    page = client_of(silent).get(meeting.get_absolute_url()).content.decode()
    assert "Kanarie in de zaal" not in page
    assert address("room", meeting) not in page


def test_who_signed_up_and_did_not_come_is_out_once_it_is_over(
    client_of: Any, organisator: Any, comer: Any, meeting: Bijeenkomst
) -> None:
    steer(client_of(organisator), meeting, "begin")
    InbrengFactory(agendapunt=meeting.agendapunten.get(title="De casus"), body="Kanarie")
    client, notes = client_of(comer), address("room_notes", meeting)
    Aanwezigheid.objects.create(bijeenkomst=meeting, deelnemer=organisator, noted_by=organisator)
    assert client.get(notes).status_code == 200, "they may still come in"
    now = timezone.now()
    times = {"starts_at": now - timedelta(hours=3), "ends_at": now - timedelta(hours=1)}
    Bijeenkomst.objects.update(**times)
    assert client.get(notes).status_code == 403
    assert write(client, meeting, "Ik was er niet.").status_code == 403
    assert Inbreng.objects.count() == 1
    Aanwezigheid.objects.create(bijeenkomst=meeting, deelnemer=comer, noted_by=organisator)
    assert "Kanarie" in client.get(notes).content.decode()


def test_who_is_not_in_the_network_reads_no_names_in_the_room(
    client_of: Any, organisator: Any, comer: Any, meeting: Bijeenkomst
) -> None:
    Bijeenkomst.objects.update(visibility="public")
    outsider = DeelnemerFactory()
    AanmeldingFactory(bijeenkomst=meeting, deelnemer=outsider, answer="maybe")
    point = meeting.agendapunten.get(title="De casus")
    steer(client_of(organisator), meeting, "kies", punt=point.pk)
    write(client_of(comer), meeting, "Wie betaalt?", step=0)
    write(client_of(outsider), meeting, "En wie doet het?", step=0)
    for name in ("room", "room_now", "room_notes"):
        seen = read(client_of(outsider), name, meeting)
        assert "Wie betaalt?" in seen
        assert str(comer) not in seen, name
        assert str(outsider) in seen, name
        assert str(comer) in read(client_of(organisator), name, meeting)


# --- Afterwards ---


def test_what_was_written_becomes_markdown_by_kind_without_names_or_marks(
    meeting: Bijeenkomst,
) -> None:
    point = meeting.agendapunten.get(title="De casus")
    author = DeelnemerFactory(first_name="Kanarie")
    said = {"agendapunt": point, "author": author}
    InbrengFactory(**said, kind="advice", body="Begin *klein*\nen snel", adopted_at=timezone.now())
    InbrengFactory(**said, kind="question", body="Wie betaalt?")
    InbrengFactory(**said, kind="advice", body="Weg", removed_at=timezone.now())
    assert opgeschreven.as_markdown(point.inbreng.kept()) == (
        "**Vragen**\n\n- Wie betaalt?\n\n"
        "**Adviezen**\n\n- Begin \\*klein\\* en snel *(wordt meegenomen)*"
    )


@pytest.mark.parametrize("name", ["room", "room_now", "room_notes"])
def test_one_and_fifty_entries_take_the_same_number_of_queries(
    name: str, client_of: Any, organisator: Any, meeting: Bijeenkomst
) -> None:
    client = client_of(organisator)
    point = meeting.agendapunten.get(title="De casus")
    steer(client, meeting, "kies", punt=point.pk)

    def ask() -> int:
        with CaptureQueriesContext(connection) as queries:
            read(client, name, meeting)
        return len(queries)

    InbrengFactory(agendapunt=point, stap=point.stappen.first())
    ask()
    few = ask()
    InbrengFactory.create_batch(49, agendapunt=point, stap=point.stappen.first())
    assert ask() == few
