"""What people fill in about themselves, and what the form says when something is wrong."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from communities import services
from communities.enums import Audience
from communities.models import Deelnemer
from netwerk.kern.audit.models import AuditEvent
from tests.communities.fotos import upload
from tests.factories import LidmaatschapFactory, OrganisatieFactory, begrip

type ClientOf = Callable[[Deelnemer | None], Client]
PAGE = "/mijn/profiel/"


@pytest.fixture(autouse=True)
def _own_media(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


def filled(**changes: Any) -> dict[str, Any]:
    """Return what a browser sends of a filled in form."""
    return {
        "first_name": "Dana",
        "last_name": "Dam",
        "email_shown": "communities",
        "phone_shown": "communities",
        "photo_shown": "network",
        "about_shown": "network",
    } | changes


def fresh(person: Deelnemer) -> Deelnemer:
    return Deelnemer.objects.get(pk=person.pk)


def test_the_profile_has_structured_fields(client_of: ClientOf, deelnemer: Deelnemer) -> None:
    """features.md row 12; test_deelnemers.py filters the directory on each of these."""
    office = OrganisatieFactory()
    themes = [begrip("cbs-thema", "wonen"), begrip("cbs-thema", "milieu")]
    data = filled(
        organisatie=office.pk,
        job_title="Strateeg",
        province=begrip("provincie", "fryslan").pk,
        themes=[theme.pk for theme in themes],
        expertise="Burgerberaad,  monitor ,burgerberaad,",
        ask_about="Een beraad met loting",
        phone="+31 (0)6 12 34 56 78",
        email_shown="nobody",
        phone_shown="network",
    )
    response = client_of(deelnemer).post(PAGE, data)
    assert response.headers["Location"] == PAGE
    person = fresh(deelnemer)
    assert (person.organisatie, person.job_title, str(person.province)) == (
        office,
        "Strateeg",
        "Fryslân",
    )
    assert list(person.themes.all()) == themes
    assert sorted(person.expertise.names()) == ["burgerberaad", "monitor"]
    assert (person.ask_about, person.phone) == ("Een beraad met loting", "+31 (0)6 12 34 56 78")
    assert (person.email_shown, person.phone_shown) == (Audience.NOBODY, Audience.NETWORK)
    event = AuditEvent.objects.get(action="deelnemer.profile_changed")
    assert {"themes", "expertise", "phone", "email_shown"} <= set(event.data["fields"])
    assert "Strateeg" not in str(event.data)
    html = client_of(deelnemer).get(PAGE).content.decode()
    assert 'value="burgerberaad, monitor"' in html
    client_of(deelnemer).post(PAGE, data)
    assert AuditEvent.objects.count() == 1, "the same again changes nothing"


def test_who_sees_it_stands_next_to_each_part(client_of: ClientOf, deelnemer: Deelnemer) -> None:
    html = client_of(deelnemer).get(PAGE).content.decode()
    order = [
        'name="about"',
        "Wie ziet deze tekst?",
        'name="new_photo"',
        "Wie ziet je foto?",
        deelnemer.email.partition("@")[0],
        "Wie ziet je e-mailadres?",
        'name="phone"',
        "Wie ziet je telefoonnummer?",
    ]
    places = [html.rindex(words) for words in order[:4]] + [
        html.index(words, html.index('id="deel-bereik"')) for words in order[4:]
    ]
    assert places == sorted(places)
    assert html.count("Mensen uit mijn communities") == 4


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"phone": "bel me"}, "Dit lijkt geen telefoonnummer"),
        ({"phone": "0612"}, "Dit lijkt geen telefoonnummer"),
        ({"phone": "06 1234 5678 javascript:"}, "Dit lijkt geen telefoonnummer"),
        ({"expertise": ", ".join(f"woord {n}" for n in range(11))}, "niet meer dan 10"),
        ({"expertise": "x" * 41}, "te lang"),
        ({"ask_about": "x" * 301}, "300"),
        ({"first_name": ""}, "Voornaam: Vul dit in."),
        ({"email_shown": "iedereen"}, "Wie ziet je e-mailadres?"),
    ],
)
def test_what_is_wrong_is_said_and_the_rest_is_kept(
    client_of: ClientOf, deelnemer: Deelnemer, changes: dict[str, str], words: str
) -> None:
    response = client_of(deelnemer).post(PAGE, filled(job_title="Nieuwe functie") | changes)
    html = response.content.decode()
    assert response.status_code == 422
    assert words in html
    assert 'value="Nieuwe functie"' in html
    assert fresh(deelnemer).job_title == ""


def test_four_themes_are_too_many(client_of: ClientOf, deelnemer: Deelnemer) -> None:
    names = ("wonen", "milieu", "veiligheid", "samenleving")
    data = filled(themes=[begrip("cbs-thema", name).pk for name in names])
    response = client_of(deelnemer).post(PAGE, data)
    assert (response.status_code, "Je koos er 4." in response.content.decode()) == (422, True)


def test_a_photo_is_put_up_replaced_and_taken_away(
    client_of: ClientOf, deelnemer: Deelnemer
) -> None:
    client = client_of(deelnemer)
    assert "Haal mijn foto weg" not in client.get(PAGE).content.decode()
    client.post(PAGE, filled(new_photo=upload()))
    first = fresh(deelnemer).photo.name
    html = client.get(PAGE).content.decode()
    assert first
    assert "ik.jpg" not in first
    assert f"/deelnemers/{deelnemer.pk}/foto/?v=" in html
    assert "Haal mijn foto weg" in html
    client.post(PAGE, filled(job_title="Iets anders"))
    assert fresh(deelnemer).photo.name == first, "another change leaves the photo alone"
    client.post(PAGE, filled(new_photo=upload("PNG"), remove_photo="on"))
    assert fresh(deelnemer).photo.name not in {first, ""}
    client.post(PAGE, filled(remove_photo="on"))
    assert fresh(deelnemer).photo.name == ""


@pytest.mark.parametrize(
    "content", [b"<svg onload='alert(1)'/>", b"%PDF-1.7", b"", b"\xff\xd8\xff"]
)
def test_what_is_no_photo_is_refused_at_its_field_and_the_rest_is_kept(
    client_of: ClientOf, deelnemer: Deelnemer, content: bytes
) -> None:
    file = SimpleUploadedFile("ik.jpg", content, content_type="image/jpeg")
    response = client_of(deelnemer).post(PAGE, filled(job_title="Strateeg", new_photo=file))
    html = response.content.decode()
    assert response.status_code == 422
    at_field = html[html.index('id="id_new_photo_error"') :][:400]
    assert "We kunnen dit bestand niet lezen als foto." in at_field
    assert 'value="Strateeg"' in html
    assert fresh(deelnemer).photo.name == ""


def test_who_has_to_choose_the_photo_again_is_told(
    client_of: ClientOf, deelnemer: Deelnemer
) -> None:
    response = client_of(deelnemer).post(PAGE, filled(phone="x", new_photo=upload()))
    assert "Kies je foto nog een keer" in response.content.decode()
    assert fresh(deelnemer).photo.name == ""


def test_words_of_others_help_the_network_to_begin(
    client_of: ClientOf, deelnemer: Deelnemer, buitenstaander: Deelnemer, ander_lid: Deelnemer
) -> None:
    services.update_profile(actor=ander_lid, person=ander_lid, expertise=["burgerberaad"])
    services.update_profile(actor=buitenstaander, person=buitenstaander, expertise=["geheimwoord"])
    html = client_of(deelnemer).get(PAGE).content.decode()
    assert "Anderen schreven: burgerberaad." in html
    assert "Anderen schreven" not in client_of(buitenstaander).get(PAGE).content.decode()


def test_nobody_changes_somebody_else(
    client_of: ClientOf, deelnemer: Deelnemer, ander_lid: Deelnemer
) -> None:
    before = fresh(ander_lid).last_name
    client_of(deelnemer).post(PAGE, filled(pk=ander_lid.pk, id=ander_lid.pk, last_name="Gekaapt"))
    assert fresh(ander_lid).last_name == before


def test_a_field_that_is_no_part_of_the_profile_is_a_fault_of_ours(deelnemer: Deelnemer) -> None:
    with pytest.raises(ValueError, match="is_beheerder"):
        services.update_profile(actor=deelnemer, person=deelnemer, is_beheerder=True)


def test_dashboard_shows_every_membership_with_its_role(
    client_of: ClientOf, deelnemer: Deelnemer, other_community: Any, text_of: Callable[[Any], str]
) -> None:
    """features.md row 16."""
    LidmaatschapFactory(community=other_community, deelnemer=deelnemer, role="organiser")
    text = text_of(client_of(deelnemer).get("/mijn/"))
    assert "Bewoners in beeld Je bent deelnemer Sturen op impact Je bent organisator" in text
