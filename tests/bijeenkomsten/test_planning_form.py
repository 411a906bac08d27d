"""The form for planning: the place, the host, places of each form, guests, links and its parts."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from bijeenkomsten import services
from bijeenkomsten.forms import BijeenkomstForm
from bijeenkomsten.models import Aanwezigheid, Bijeenkomst
from bijeenkomsten.services.planning import Fields
from netwerk.kern.zoekkeuze import MOST_DRAWN, SEARCH
from tests.bijeenkomsten.test_forms import filled
from tests.factories import AanmeldingFactory, BijeenkomstFactory, OrganisatieFactory

LINK = "https://vergaderen.voorbeeld.nl/123"
RECORDING = "https://video.voorbeeld.nl/geheime-opname"


def ended(community: Any, **fields: Any) -> Bijeenkomst:
    """Return a meeting of yesterday."""
    begin = timezone.now() - timedelta(days=1)
    times = {"starts_at": begin, "ends_at": begin + timedelta(hours=2)}
    return BijeenkomstFactory(community=community, **(times | fields))


def test_every_field_is_drawn_once_and_kept_by_the_service() -> None:
    """A field that is forgotten in one of these places is left out in silence."""
    drawn = [name for section in BijeenkomstForm.SECTIONS for name in section.names]
    drawn = [name for name in drawn if not name.endswith(SEARCH)]
    asked = set(BijeenkomstForm.base_fields) - {"revision"}
    assert len(drawn) == len(set(drawn)), "a field stands in two sections"
    assert asked - set(drawn) == set(), "give these a place in SECTIONS of BijeenkomstForm"
    assert set(drawn) - asked == set(), "name these in Meta.fields of BijeenkomstForm"
    kept = set(Fields.__annotations__) - {"starts_at", "ends_at", "registration_closes_at"}
    filled_in = set(BijeenkomstForm.Meta.fields) - {"community", "communities"}
    assert kept == filled_in, "Fields (services/planning.py) and Meta.fields must name the same"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("teams.microsoft.com/l/meetup-join/1", "https://teams.microsoft.com/l/meetup-join/1"),
        ("vergaderen.voorbeeld.nl:8443/x", "https://vergaderen.voorbeeld.nl:8443/x"),
        ("  http://voorbeeld.nl/a  ", "http://voorbeeld.nl/a"),
        (LINK, LINK),
    ],
)
def test_a_link_without_its_beginning_is_completed(typed: str, kept: str, organisator: Any) -> None:
    form = filled(organisator, online_link=typed)
    assert form.is_valid(), form.errors
    assert form.values()["online_link"] == kept


@pytest.mark.parametrize(
    "typed",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "ftp://voorbeeld.nl/a",
        "mailto:dana@voorbeeld.nl",
        "bel me even",
        "https://",
        "/mijn/",
    ],
)
def test_what_is_no_link_is_refused_at_its_field(typed: str, organisator: Any) -> None:
    form = filled(organisator, online_link=typed)
    assert list(form.errors) == ["online_link"]
    assert form["online_link"].value() == typed


def test_a_link_that_is_just_too_long_with_its_beginning_is_refused(organisator: Any) -> None:
    form = filled(organisator, online_link=f"voorbeeld.nl/{'a' * 485}")
    assert form.errors == {"online_link": ["Deze link is te lang. Er passen 500 tekens."]}


def test_the_route_the_access_and_the_host_are_kept_and_shown(
    organisator: Any, community: Any, client_of: Any
) -> None:
    host = OrganisatieFactory(name="Gemeente Voorbeeld")
    form = filled(
        organisator,
        route="Bus 12 tot de halte Markt.",
        accessibility="Er is een lift.",
        host=host.pk,
    )
    assert form.is_valid(), form.errors
    meeting = services.schedule_bijeenkomst(actor=organisator, **form.values())
    page = client_of(organisator).get(meeting.get_absolute_url()).content.decode()
    assert "Bus 12 tot de halte Markt." in page
    assert "Er is een lift." in page
    assert f'href="{host.get_absolute_url()}">Gemeente Voorbeeld</a>' in page


def test_places_online_make_sense_only_beside_a_place_and_a_link(organisator: Any) -> None:
    alone = filled(organisator, online_link=LINK, capacity_online="30")
    assert list(alone.errors) == ["capacity_online"]
    both = filled(organisator, place="Assen", online_link=LINK, capacity_online="30")
    assert both.is_valid(), both.errors
    assert both.values()["capacity_online"] == 30


def test_the_service_refuses_guests_at_a_closed_meeting(organisator: Any, community: Any) -> None:
    meeting = BijeenkomstFactory(community=community, visibility="public", guests_welcome=True)
    with pytest.raises(services.BijeenkomstError, match="als iedereen de bijeenkomst ziet"):
        services.update_bijeenkomst(actor=organisator, bijeenkomst=meeting, visibility="community")


def test_a_recording_is_asked_for_only_after_the_meeting(organisator: Any, community: Any) -> None:
    coming, past = BijeenkomstFactory(community=community), ended(community)
    assert "recording_link" not in BijeenkomstForm(user=organisator).fields
    assert "recording_link" not in BijeenkomstForm(user=organisator, instance=coming).fields
    assert "recording_link" in BijeenkomstForm(user=organisator, instance=past).fields
    with pytest.raises(services.BijeenkomstError, match="als de bijeenkomst is geweest"):
        services.update_bijeenkomst(actor=organisator, bijeenkomst=coming, recording_link=RECORDING)


def test_the_recording_is_only_for_who_signed_up_or_was_there_and_organisers(
    organisator: Any,
    deelnemer: Any,
    buitenstaander: Any,
    ander_lid: Any,
    community: Any,
    client_of: Any,
) -> None:
    meeting = ended(community, visibility="public", recording_link=RECORDING)
    AanmeldingFactory(bijeenkomst=meeting, deelnemer=deelnemer)
    AanmeldingFactory(bijeenkomst=meeting, deelnemer=ander_lid, answer="no")
    address = meeting.get_absolute_url()

    def sees(person: Any) -> bool:
        page = client_of(person).get(address)
        assert page.status_code == 200
        return RECORDING in page.content.decode()

    people = (organisator, deelnemer, buitenstaander, ander_lid, None)
    assert [sees(person) for person in people] == [True, True, False, False, False]
    Aanwezigheid.objects.create(bijeenkomst=meeting, deelnemer=buitenstaander)
    assert sees(buitenstaander)


def test_every_field_of_the_form_stands_in_one_of_its_parts(
    organisator: Any, community: Any
) -> None:
    for instance in (None, BijeenkomstFactory(community=community), ended(community)):
        form = BijeenkomstForm(user=organisator, instance=instance)
        drawn = [field.name for part in form.sections for field in part["fields"]]
        visible = {field.name for field in form.visible_fields()} - {"anyway"}
        assert sorted(drawn) == sorted(visible)


def test_a_folded_part_stands_open_when_something_in_it_is_wrong(
    organisator: Any, client_of: Any
) -> None:
    wrong = filled(organisator, capacity="0", reminders=["1d"])
    folded = [part for part in wrong.sections if part["section"].hint]
    opened = [part["section"].title for part in folded if part["open"]]
    assert opened == ["Plekken en aanmelden"]
    page = client_of(organisator).get("/bijeenkomsten/nieuw/").content.decode()
    assert page.count("<details") >= 3
    assert 'formulierdeel--dicht" open' not in page


def test_fewer_places_online_than_people_online_are_refused_at_that_field(
    organisator: Any, community: Any
) -> None:
    meeting = BijeenkomstFactory(community=community, place="Assen", online_link=LINK)
    AanmeldingFactory.create_batch(2, bijeenkomst=meeting, form="online")
    typed = {"place": "Assen", "online_link": LINK, "capacity": "1"}
    few = filled(organisator, meeting, **typed, capacity_online="1")
    assert list(few.errors) == ["capacity_online"]
    assert filled(organisator, meeting, **typed, capacity_online="2").is_valid()


def test_the_host_is_found_by_a_word_and_nothing_is_kept_meanwhile(
    organisator: Any, client_of: Any
) -> None:
    for number in range(MOST_DRAWN + 5):
        OrganisatieFactory(name=f"Gemeente Aanzet {number:02}")
    wanted = OrganisatieFactory(name="Waterschap Zuiderdiep")
    client, address = client_of(organisator), reverse("bijeenkomsten:create")
    page = client.get(address).content.decode()
    assert ("Zoek een organisatie" in page, "Zuiderdiep" in page) == (True, False)
    typed = filled(organisator).data
    found = client.post(address, typed | {"title": "Mijn titel", "host_zoek": "zuiderdiep"})
    shown = found.content.decode()
    assert ("Waterschap Zuiderdiep" in shown, "Mijn titel" in shown) == (True, True)
    assert '<details class="uitklap formulierdeel--dicht" open' in shown
    assert Bijeenkomst.objects.count() == 0
    client.post(address, typed | {"host_zoek": "", "host": wanted.pk})
    assert Bijeenkomst.objects.get().host == wanted
