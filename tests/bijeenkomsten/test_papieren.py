"""Papers at a part of the programme (row 64): files and links, on the page and in the room."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from bijeenkomsten import services
from bijeenkomsten.models import Agendapunt, Bijeenkomst
from communities.models import Community, Deelnemer
from netwerk.kern.audit.models import AuditEvent
from netwerk.kern.bijlagen.models import Bijlage
from tests.bijlagen.bestanden import pdf
from tests.bijlagen.factories import BestandFactory, LinkFactory
from tests.factories import (
    AanmeldingFactory,
    AgendapuntFactory,
    BijeenkomstFactory,
    LidmaatschapFactory,
)

pytestmark = pytest.mark.django_db
ClientOf = Callable[[Deelnemer | None], Client]
WORDS = {"title": "Dia’s over de dorpswinkel", "licence": "unknown"}


@pytest.fixture(autouse=True)
def _files_apart(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def part(community: Community, deelnemer: Deelnemer) -> Agendapunt:
    """Return the second part of a meeting, which a member brings in."""
    soon = timezone.now() + timedelta(minutes=10)
    meeting = BijeenkomstFactory(
        community=community, starts_at=soon, ends_at=soon + timedelta(hours=2)
    )
    AgendapuntFactory(bijeenkomst=meeting, title="Welkom", order=1)
    return AgendapuntFactory(bijeenkomst=meeting, title="Casus", order=2, owner=deelnemer)


@pytest.fixture
def lid(community: Community) -> Deelnemer:
    """Return a member who brings nothing in."""
    return LidmaatschapFactory(community=community).deelnemer


def address(part: Agendapunt, name: str) -> str:
    return reverse(f"bijeenkomsten:{name}", args=[part.bijeenkomst.slug, part.pk])


def page(client: Client, part: Agendapunt) -> str:
    return client.get(part.bijeenkomst.get_absolute_url()).content.decode()


def test_who_brings_a_part_in_and_an_organiser_add_papers_and_members_read_them(
    client_of: ClientOf,
    organisator: Deelnemer,
    deelnemer: Deelnemer,
    lid: Deelnemer,
    part: Agendapunt,
) -> None:
    owner, organiser, member = map(client_of, (deelnemer, organisator, lid))
    made = SimpleUploadedFile("dias.pdf", pdf(), content_type="application/pdf")
    answer = owner.post(address(part, "bijlage_bestand"), WORDS | {"file": made})
    assert answer.status_code == 302
    link = WORDS | {"title": "Onderzoek naar winkels", "url": "https://onderzoek.voorbeeld.nl/"}
    organiser.post(address(part, "bijlage_link"), link)
    assert Bijlage.objects.of(part).count() == 2
    assert AuditEvent.objects.filter(action="bijlage.added").count() == 2
    shown = page(member, part)
    at_part = shown.split(f'id="punt-{part.pk}"')[1].split("<li")[0:4]
    assert "Dia’s over de dorpswinkel" in "".join(at_part)
    assert "Onderzoek naar winkels" in shown
    assert address(part, "bijlagen") not in shown
    assert address(part, "bijlagen") in page(owner, part)
    programme = organiser.get(reverse("bijeenkomsten:agenda", args=[part.bijeenkomst.slug]))
    for each in part.bijeenkomst.agendapunten.all():
        assert address(each, "bijlagen") in programme.content.decode()
    stored = Bijlage.objects.of(part).exclude(file="").get()
    assert b"".join(member.get(stored.get_absolute_url()).streaming_content) == pdf()
    assert member.get(address(part, "bijlagen")).status_code == 403
    assert "alleen de casusgroep" not in owner.get(address(part, "bijlage_link")).content.decode()


def test_papers_of_a_closed_meeting_are_there_for_nobody_else(
    client_of: ClientOf, buitenstaander: Deelnemer, part: Agendapunt
) -> None:
    stored = BestandFactory(subject=part, title="Geheim plan")
    for person in (None, buitenstaander):
        client = client_of(person)
        for there in (stored.get_absolute_url(), address(part, "papieren")):
            assert client.get(there).status_code == 404
    Bijeenkomst.objects.update(visibility="public")
    assert "Geheim plan" in page(client_of(None), part)
    sent = client_of(None).get(stored.get_absolute_url())
    assert b"".join(sent.streaming_content) == pdf()


def test_the_room_shows_the_papers_of_the_part_that_is_on_and_asks_for_new_ones(
    client_of: ClientOf, organisator: Deelnemer, lid: Deelnemer, part: Agendapunt
) -> None:
    meeting = part.bijeenkomst
    AanmeldingFactory(bijeenkomst=meeting, deelnemer=lid)
    LinkFactory(subject=part, title="Dia’s van nu")
    client = client_of(lid)
    room, now = (reverse(f"bijeenkomsten:{n}", args=[meeting.slug]) for n in ("room", "room_now"))
    assert "Dia’s van nu" not in client.get(room).content.decode()
    services.steer_room(
        actor=organisator, bijeenkomst=meeting, act="kies", version=1, agendapunt=part.pk
    )
    shown = client.get(room)
    assert "Dia’s van nu" in shown.content.decode()
    version = {"versie": shown.context["beeld"].version}
    assert client.get(now, version).status_code == 204
    LinkFactory(subject=part, title="Erbij gelegd")
    assert "Erbij gelegd" in client.get(now, version).content.decode()


def test_more_papers_than_fit_have_a_page_and_a_removed_part_says_that_they_go(
    client_of: ClientOf, organisator: Deelnemer, part: Agendapunt
) -> None:
    for number in range(12):
        LinkFactory(subject=part, title=f"Stuk {number:02}")
    client = client_of(organisator)
    shown = page(client, part)
    assert ("Stuk 09" in shown, "Stuk 10" in shown, address(part, "papieren") in shown) == (
        True,
        False,
        True,
    )
    assert "Stuk 11" in client.get(address(part, "papieren")).content.decode()
    gone = client.get(address(part, "agenda_remove")).content.decode()
    assert "De papieren die erbij liggen, gaan ook weg." in gone


def test_a_programme_takes_as_many_queries_with_papers_at_one_part_as_at_fifty(
    client_of: ClientOf, organisator: Deelnemer, part: Agendapunt
) -> None:
    client, counts = client_of(organisator), []
    for number in (1, 49):
        for _ in range(number):
            LinkFactory(subject=AgendapuntFactory(bijeenkomst=part.bijeenkomst), title="Stuk")
        page(client, part)
        with CaptureQueriesContext(connection) as queries:
            assert page(client, part).count(">Stuk<") == (1 if number == 1 else 50)
        counts.append(len(queries))
    assert counts[0] == counts[1]
