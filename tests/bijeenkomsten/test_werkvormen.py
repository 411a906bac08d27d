"""Who brings a part in, and the werkvorm with its steps."""

from dataclasses import asdict
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bijeenkomsten import services, werkvormen
from bijeenkomsten.forms import AgendapuntForm
from bijeenkomsten.models import Agendapunt, Bijeenkomst, Inbreng, Stap
from bijeenkomsten.services.planning import RESERVED
from communities.enums import Visibility
from tests.factories import (
    AanmeldingFactory,
    AgendapuntFactory,
    BijeenkomstFactory,
    DeelnemerFactory,
    LidmaatschapFactory,
    StapFactory,
)


@pytest.fixture
def meeting(community: Any) -> Bijeenkomst:
    return BijeenkomstFactory(community=community, visibility=Visibility.PUBLIC)


def address(name: str, *args: Any) -> str:
    return reverse(f"bijeenkomsten:{name}", args=args)


def read(client: Any, name: str, *args: Any) -> str:
    response = client.get(address(name, *args))
    assert response.status_code == 200
    return response.content.decode()


# --- Who brings it in ---


def test_members_and_who_signed_up_can_bring_a_part_in_and_nobody_else(
    organisator: Any, deelnemer: Any, ander_lid: Any, buitenstaander: Any, meeting: Bijeenkomst
) -> None:
    AanmeldingFactory(bijeenkomst=meeting, deelnemer=buitenstaander, answer="maybe")
    AanmeldingFactory(bijeenkomst=meeting, deelnemer=ander_lid, answer="no")
    form = AgendapuntForm(user=organisator, bijeenkomst=meeting)
    offered = set(form.fields["owner"].queryset)
    assert offered == {organisator, deelnemer, buitenstaander}


def test_an_owner_who_left_stays_until_another_is_chosen(
    organisator: Any, meeting: Bijeenkomst
) -> None:
    gone = DeelnemerFactory(first_name="Gijs")
    point = AgendapuntFactory(bijeenkomst=meeting, owner=gone)
    form = AgendapuntForm(
        {"title": "Anders", "kind": "work", "minutes": "20", "owner": gone.pk},
        user=organisator,
        bijeenkomst=meeting,
        instance=point,
    )
    assert form.is_valid(), form.errors
    assert form.cleaned_data["owner"] == gone


def test_a_name_is_found_by_words_when_there_are_many(
    organisator: Any, community: Any, meeting: Bijeenkomst
) -> None:
    for number in range(25):
        LidmaatschapFactory(community=community, deelnemer__last_name=f"Aal{number}")
    last = LidmaatschapFactory(community=community, deelnemer__last_name="Zwaluw").deelnemer
    form = AgendapuntForm(user=organisator, bijeenkomst=meeting)
    assert "Zwaluw" not in str(form["owner"])
    assert "de eerste 20" in str(form)
    found = AgendapuntForm({"owner_zoek": "Zwaluw"}, user=organisator, bijeenkomst=meeting)
    assert f'value="{last.pk}"' in str(found["owner"])
    assert not found.is_valid()


def test_the_programme_names_the_owner_to_members_and_not_to_the_public(
    client_of: Any, deelnemer: Any, community: Any, meeting: Bijeenkomst
) -> None:
    owner = LidmaatschapFactory(community=community, deelnemer__first_name="Kanarie").deelnemer
    AgendapuntFactory(bijeenkomst=meeting, owner=owner)
    assert "Ingebracht door" in read(client_of(deelnemer), "detail", meeting.slug)
    assert "Kanarie" not in read(client_of(None), "detail", meeting.slug)


# --- The library ---


def test_every_werkvorm_has_a_page_with_its_steps_and_their_minutes(client_of: Any) -> None:
    client = client_of(None)
    library = read(client, "werkvormen")
    for werkvorm in werkvormen.WERKVORMEN:
        assert werkvorm.name in library
        shown = read(client, "werkvorm", werkvorm.key)
        assert f"{werkvorm.minutes} minuten" in shown
        for step in werkvorm.steps:
            assert step.title in shown
    assert client.get(address("werkvorm", "bestaat-niet")).status_code == 404


def test_what_a_werkvorm_says_fits_in_a_step() -> None:
    for werkvorm in werkvormen.WERKVORMEN:
        assert len(werkvorm.key) <= 40
        for step in werkvorm.steps:
            Stap(order=1, **asdict(step)).clean_fields(exclude=["agendapunt"])


def test_a_meeting_called_werkvormen_does_not_hide_the_library() -> None:
    assert "werkvormen" in RESERVED


# --- Steps at a part ---


def test_a_new_part_with_a_werkvorm_has_its_steps_and_their_length(
    client_of: Any, organisator: Any, meeting: Bijeenkomst
) -> None:
    client = client_of(organisator)
    data = {"title": "De casus", "kind": "work", "minutes": 30, "werkvorm": "incidentmethode"}
    client.post(address("agenda", meeting.slug), data)
    client.post(address("agenda", meeting.slug), {"title": "Eten", "kind": "break", "minutes": 5})
    first, second = Agendapunt.timed(meeting, organisator)
    assert (first.minutes, first.stappen.count()) == (65, 7)
    assert second.starts_at == meeting.starts_at + timedelta(minutes=65)
    steps = list(first.stappen.all())
    assert steps[3].starts_at == meeting.starts_at + timedelta(minutes=20)
    shown = read(client, "detail", meeting.slug)
    assert "7 stappen: incidentmethode" in shown
    assert "Vragen naar de feiten" in shown


def test_a_werkvorm_of_a_part_is_chosen_changed_and_taken_away(
    client_of: Any, organisator: Any, meeting: Bijeenkomst
) -> None:
    client = client_of(organisator)
    point = AgendapuntFactory(bijeenkomst=meeting, minutes=45)
    choose = address("agenda_method", meeting.slug, point.pk)
    for key, minutes, steps in (("1-2-4-allen", 25, 4), ("dilemmasessie", 60, 7), ("", 60, 0)):
        client.post(choose, {"werkvorm": key})
        point.refresh_from_db()
        assert (point.werkvorm, point.minutes, point.stappen.count()) == (key, minutes, steps)
    refused = client.post(choose, {"werkvorm": "verzonnen"})
    assert refused.status_code == 200
    assert "Selecteer een geldige keuze" in refused.content.decode()


def test_another_werkvorm_asks_first_when_something_was_written_down(
    client_of: Any, organisator: Any, deelnemer: Any, meeting: Bijeenkomst
) -> None:
    client = client_of(organisator)
    point = AgendapuntFactory(bijeenkomst=meeting)
    services.choose_werkvorm(actor=organisator, agendapunt=point, werkvorm="terugblik")
    step = point.stappen.first()
    said = Inbreng.objects.create(
        agendapunt=point, stap=step, kind="advice", body="Begin klein.", author=deelnemer
    )
    choose = address("agenda_method", meeting.slug, point.pk)
    asked = client.post(choose, {"werkvorm": "dilemmasessie"}).content.decode()
    assert "al iets opgeschreven" in asked
    point.refresh_from_db()
    assert point.werkvorm == "terugblik"
    client.post(choose, {"werkvorm": "dilemmasessie", "zeker": "ja"})
    point.refresh_from_db()
    said.refresh_from_db()
    assert point.werkvorm == "dilemmasessie"
    assert (said.body, said.stap) == ("Begin klein.", None)


def test_steps_are_added_changed_moved_and_removed_and_the_part_takes_their_length(
    client_of: Any, organisator: Any, meeting: Bijeenkomst
) -> None:
    client = client_of(organisator)
    point = AgendapuntFactory(bijeenkomst=meeting, minutes=90)
    steps = address("steps", meeting.slug, point.pk)
    client.post(steps, {"title": "Vragen", "minutes": 10, "captures": "question"})
    client.post(steps, {"title": "Adviezen", "minutes": 20, "captures": "advice"})
    first, second = point.stappen.all()

    def length() -> int:
        return Agendapunt.objects.get(pk=point.pk).minutes

    assert length() == 30
    args = [meeting.slug, point.pk]
    moved = client.post(address("step_move", *args, second.pk), {"richting": "omhoog"})
    assert moved.headers["Location"] == f"{steps}#stap-{second.pk}"
    assert [s.title for s in point.stappen.all()] == ["Adviezen", "Vragen"]
    client.post(address("step_change", *args, first.pk), {"title": "Vragen", "minutes": "25"})
    assert length() == 45
    client.post(address("step_remove", *args, second.pk))
    assert length() == 25
    client.post(address("step_remove", *args, first.pk))
    assert length() == 25
    assert "minutes" in AgendapuntForm(user=organisator, bijeenkomst=meeting, instance=point).fields


def test_a_part_with_steps_does_not_ask_how_long_it_takes(
    client_of: Any, organisator: Any, meeting: Bijeenkomst
) -> None:
    point = StapFactory(agendapunt__bijeenkomst=meeting, minutes=15).agendapunt
    point.minutes = 15
    point.save()
    change = address("agenda_change", meeting.slug, point.pk)
    client_of(organisator).post(change, {"title": "Nieuw", "kind": "work", "minutes": 99})
    point.refresh_from_db()
    assert (point.title, point.minutes) == ("Nieuw", 15)


def test_a_step_of_another_part_cannot_be_reached(
    client_of: Any, organisator: Any, meeting: Bijeenkomst
) -> None:
    point = AgendapuntFactory(bijeenkomst=meeting)
    other = StapFactory(title="Van een ander")
    for name in ("step_change", "step_move", "step_remove"):
        found = client_of(organisator).post(address(name, meeting.slug, point.pk, other.pk))
        assert found.status_code == 404
    other.refresh_from_db()


def test_a_part_with_something_written_down_is_not_removed(
    organisator: Any, deelnemer: Any, meeting: Bijeenkomst
) -> None:
    point = AgendapuntFactory(bijeenkomst=meeting)
    Inbreng.objects.create(agendapunt=point, kind="advice", body="Blijft.", author=deelnemer)
    with pytest.raises(services.BijeenkomstError, match="al iets opgeschreven"):
        services.remove_agendapunt(actor=organisator, agendapunt=point)
    assert Agendapunt.objects.filter(pk=point.pk).exists()


@pytest.mark.parametrize("name", ["detail", "agenda"])
def test_one_and_thirty_parts_with_steps_take_the_same_number_of_queries(
    name: str, client_of: Any, organisator: Any, community: Any, meeting: Bijeenkomst
) -> None:
    client = client_of(organisator)

    def ask() -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            read(client, name, meeting.slug)
        return len(queries)

    def add() -> None:
        owner = LidmaatschapFactory(community=community).deelnemer
        point = AgendapuntFactory(bijeenkomst=meeting, owner=owner, werkvorm="terugblik")
        StapFactory.create_batch(2, agendapunt=point)

    for _ in range(2):
        add()
    ask()
    few = ask()
    for _ in range(28):
        add()
    assert ask() - few <= (2 if name == "agenda" else 0)  # the box to search a name in
