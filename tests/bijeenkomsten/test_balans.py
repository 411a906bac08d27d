"""Who is at the table of a meeting: for its organiser, and for nobody else."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from bijeenkomsten.enums import Answer, Status
from bijeenkomsten.models import Bijeenkomst
from communities.models import Community, Deelnemer
from netwerk.kern.begrippen.models import Begrip
from tests.factories import (
    AanmeldingFactory,
    BijeenkomstFactory,
    LidmaatschapFactory,
    OrganisatieFactory,
    begrip,
)

ClientOf = Callable[[Deelnemer | None], Client]
WARNING = "Er komt nog niemand van het Rijk."


@pytest.fixture
def meeting(community: Community) -> Bijeenkomst:
    """Return a meeting to which two people of a municipality said yes."""
    made = BijeenkomstFactory(community=community, visibility="public")
    for _ in range(2):
        person = LidmaatschapFactory(community=community).deelnemer
        AanmeldingFactory(bijeenkomst=made, deelnemer=person)
    return made


def of_rijk(community: Community) -> Deelnemer:
    """Return a member who works at a ministry."""
    office = OrganisatieFactory(kind=begrip("organisatietype", "ministerie"))
    return LidmaatschapFactory(community=community, deelnemer__organisatie=office).deelnemer


def page(client: Client, meeting: Bijeenkomst) -> str:
    """Return the page of a meeting."""
    return client.get(meeting.get_absolute_url()).content.decode()


def test_a_meeting_without_rijk_warns_its_organiser(
    client_of: ClientOf,
    organisator: Deelnemer,
    community: Community,
    meeting: Bijeenkomst,
) -> None:
    """features.md row 114."""
    organiser = client_of(organisator)
    shown = page(organiser, meeting)
    assert (WARNING in shown, "Er is ook nog niemand van het Rijk gevraagd" in shown) == (
        True,
        True,
    )
    table = organiser.get(meeting.get_absolute_url()).content.decode()
    assert '<i class="stip stip--regio"></i>Regio' in table
    person = of_rijk(community)
    asked = page(organiser, meeting)
    assert "Eén persoon van het Rijk is gevraagd en gaf" in asked
    assert "Mail wie nog niets zei" in asked
    no = AanmeldingFactory(bijeenkomst=meeting, deelnemer=person, answer=Answer.NO)
    assert "Er is ook nog niemand van het Rijk gevraagd" in page(organiser, meeting)
    no.answer = Answer.YES
    no.save()
    assert WARNING not in page(organiser, meeting)


def test_nobody_else_reads_who_is_missing(
    client_of: ClientOf,
    client: Client,
    community: Community,
    deelnemer: Deelnemer,
    ander_lid: Deelnemer,
    beheerder: Deelnemer,
    meeting: Bijeenkomst,
) -> None:
    AanmeldingFactory(bijeenkomst=meeting, deelnemer=deelnemer)
    elsewhere = LidmaatschapFactory(
        community=ander_lid.lidmaatschappen.get().community, role="organiser"
    ).deelnemer
    readers = [client, *(client_of(p) for p in (deelnemer, ander_lid, elsewhere, beheerder))]
    for reader in readers:
        shown = page(reader, meeting)
        assert meeting.title in shown
        assert ("van het Rijk" in shown, "Wie zit er aan tafel" in shown) == (False, False)


def test_what_was_or_does_not_go_on_warns_of_nothing(
    client_of: ClientOf, organisator: Deelnemer, meeting: Bijeenkomst
) -> None:
    organiser = client_of(organisator)
    assert WARNING in page(organiser, meeting)
    Bijeenkomst.objects.update(status=Status.CANCELLED)
    assert WARNING not in page(organiser, meeting)
    past = timezone.now() - timedelta(days=2)
    Bijeenkomst.objects.update(
        status=Status.PLANNED, starts_at=past, ends_at=past + timedelta(hours=1)
    )
    assert WARNING not in page(organiser, meeting)


def test_a_closed_account_is_not_at_the_table(
    client_of: ClientOf, organisator: Deelnemer, community: Community, meeting: Bijeenkomst
) -> None:
    person = of_rijk(community)
    AanmeldingFactory(bijeenkomst=meeting, deelnemer=person)
    organiser = client_of(organisator)
    assert WARNING not in page(organiser, meeting)
    Deelnemer.objects.filter(pk=person.pk).update(is_active=False)
    assert WARNING in page(organiser, meeting)


def test_the_table_takes_as_many_queries_for_one_as_for_fifty(
    client_of: ClientOf, organisator: Deelnemer, community: Community, meeting: Bijeenkomst
) -> None:
    organiser: Any = client_of(organisator)

    def count() -> int:
        organiser.get(meeting.get_absolute_url())
        with CaptureQueriesContext(connection) as captured:
            organiser.get(meeting.get_absolute_url())
        return len(captured)

    before = count()
    for _ in range(48):
        AanmeldingFactory(bijeenkomst=meeting, deelnemer=of_rijk(community))
    assert count() == before


def from_province(community: Community, notation: str) -> Deelnemer:
    """Return a member who works in a province."""
    member = LidmaatschapFactory(community=community).deelnemer
    Deelnemer.objects.filter(pk=member.pk).update(province=begrip("provincie", notation))
    return member


def test_a_province_with_members_of_whom_nobody_comes_is_named(
    client_of: ClientOf, organisator: Deelnemer, community: Community, meeting: Bijeenkomst
) -> None:
    """features.md row 114: of the provinces, only those where members are."""
    Deelnemer.objects.update(province=None)
    names = {row.label: row.notation for row in Begrip.objects.in_schema("provincie")}
    there = from_province(community, names["Drenthe"])
    AanmeldingFactory(bijeenkomst=meeting, deelnemer=there)
    maybe = from_province(community, names["Zeeland"])
    mine = AanmeldingFactory(bijeenkomst=meeting, deelnemer=maybe, answer=Answer.MAYBE)
    organiser = client_of(organisator)
    shown = page(organiser, meeting)
    assert "Er komt nog niemand uit Zeeland." in shown
    from_province(community, names["Limburg"])
    assert "Er komt nog niemand uit Zeeland en Limburg." in page(organiser, meeting)
    mine.answer = Answer.YES
    mine.save()
    assert "Er komt nog niemand uit Limburg." in page(organiser, meeting)
    for name in ("Fryslân", "Groningen", "Utrecht", "Flevoland"):
        from_province(community, names[name])
    assert "Utrecht en nog 1." in page(organiser, meeting)
