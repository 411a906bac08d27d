"""The beheer of members, and what closing an account does."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from communities import services
from communities.enums import Role
from communities.models import Community, Deelnemer, Lidmaatschap
from netwerk.kern.audit.models import AuditEvent
from tests.factories import DeelnemerFactory, LidmaatschapFactory, OrganisatieFactory, begrip

ClientOf = Callable[[Deelnemer | None], Client]
Words = Callable[[Any], str]
Queries = Callable[[Client, str], int]


@pytest.fixture
def people(community: Community, other_community: Community) -> dict[str, Deelnemer]:
    """Return four people who differ in what the filters ask."""
    rijk = OrganisatieFactory(name="Ministerie", kind=begrip("organisatietype", "ministerie"))
    return {
        "ömer": LidmaatschapFactory(
            community=community,
            role=Role.ORGANISER,
            deelnemer__first_name="Ömer",
            deelnemer__last_name="Şahin",
            deelnemer__organisatie=rijk,
        ).deelnemer,
        "femke": LidmaatschapFactory(
            community=other_community,
            deelnemer__first_name="Femke",
            deelnemer__infix="de",
            deelnemer__last_name="Ruiter",
            deelnemer__province=begrip("provincie", "limburg"),
        ).deelnemer,
        "uit": DeelnemerFactory(first_name="Thijs", last_name="Uit", is_active=False),
        "redacteur": DeelnemerFactory(first_name="Robin", last_name="Rood", is_redacteur=True),
    }


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", {"ömer", "femke", "uit", "redacteur"}),
        ("q=sahin", {"ömer"}),
        ("q=Ömer+Şahin", {"ömer"}),
        ("q=de+ruiter", {"femke"}),
        ("q=ministerie", {"ömer"}),
        ("q=niemand", set()),
        ("community=bewoners-in-beeld", {"ömer"}),
        ("rol=organiser", {"ömer"}),
        ("rol=member", {"femke"}),
        ("community=bewoners-in-beeld&rol=member", set()),
        ("rol=redacteur", {"redacteur"}),
        ("rol=niemand", {"uit", "redacteur"}),
        ("kant=rijk", {"ömer"}),
        ("kant=kennis", set()),
        ("provincie=limburg", {"femke"}),
        ("stand=uit", {"uit"}),
        ("stand=actief&rol=niemand", {"redacteur"}),
    ],
)
def test_filters_narrow_the_list(
    client_of: ClientOf,
    beheerder: Deelnemer,
    people: dict[str, Deelnemer],
    query: str,
    expected: set[str],
) -> None:
    response = client_of(beheerder).get(f"/beheer/leden/?{query}")
    found = set(response.context["people"]) - {beheerder}
    assert found == {people[name] for name in expected}


def test_a_filter_that_does_not_exist_shows_all_with_the_error(
    client_of: ClientOf, beheerder: Deelnemer, people: dict[str, Deelnemer]
) -> None:
    response = client_of(beheerder).get("/beheer/leden/?kant=maan&pagina=x")
    assert response.status_code == 200
    assert len(response.context["people"]) == 5


def test_a_list_of_fifty_with_the_same_queries(
    client_of: ClientOf, beheerder: Deelnemer, community: Community, queries: Queries
) -> None:
    client = client_of(beheerder)
    LidmaatschapFactory(community=community)
    one = queries(client, "/beheer/leden/")
    for _ in range(53):
        LidmaatschapFactory(community=community)
    assert queries(client, "/beheer/leden/") == one
    response = client.get("/beheer/leden/?rol=member&pagina=2")
    assert [len(response.context["people"]), response.context["paginator"].count] == [4, 54]
    assert 'href="?rol=member&amp;pagina=1"' in response.content.decode()


def new_person(**changes: Any) -> dict[str, Any]:
    return {
        "email": "noor@veldhage.nl",
        "first_name": "Noor",
        "last_name": "Haverkamp",
        "role": "member",
        **changes,
    }


def test_adding_somebody_from_a_new_organisation(
    client_of: ClientOf, beheerder: Deelnemer, community: Community
) -> None:
    kind = begrip("organisatietype", "gemeente")
    data = new_person(
        new_organisatie="Gemeente Veldhage",
        new_kind=kind.pk,
        community=community.pk,
        role="organiser",
    )
    response = client_of(beheerder).post("/beheer/leden/nieuw/", data)
    person = Deelnemer.objects.get(email="noor@veldhage.nl")
    assert response.headers["Location"] == f"/beheer/leden/{person.pk}/"
    assert (str(person.organisatie), person.side) == ("Gemeente Veldhage", "regio")
    assert person.roles == {community.pk: "organiser"}


def test_a_known_address_leads_to_that_person(
    client_of: ClientOf, beheerder: Deelnemer, deelnemer: Deelnemer
) -> None:
    data = new_person(email=deelnemer.email.upper())
    response = client_of(beheerder).post("/beheer/leden/nieuw/", data)
    html = response.content.decode()
    assert response.status_code == 422
    assert f"{deelnemer} heeft al een account met dit adres." in html
    assert f'href="/beheer/leden/{deelnemer.pk}/"' in html
    assert AuditEvent.objects.count() == 0


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"email": "geen-adres"}, "Voer een geldig e-mailadres in."),
        ({"new_organisatie": "Gemeente X"}, "Kies wat voor soort organisatie het is."),
        ({"role": "koning"}, "Rol in die community: Selecteer een geldige keuze."),
    ],
    ids=["email", "kind", "role"],
)
def test_what_is_wrong_with_a_new_person_is_said(
    client_of: ClientOf, beheerder: Deelnemer, changes: dict[str, str], error: str
) -> None:
    before = Deelnemer.objects.count()
    response = client_of(beheerder).post("/beheer/leden/nieuw/", new_person(**changes))
    assert response.status_code == 422
    assert error in response.content.decode()
    assert Deelnemer.objects.count() == before


def acts(person: Deelnemer, name: str, *args: int) -> str:
    return reverse(f"beheer_lid_{name}", args=[person.pk, *args])


def test_every_act_on_a_person_is_confirmed_and_stands_in_the_log(
    client_of: ClientOf,
    beheerder: Deelnemer,
    buitenstaander: Deelnemer,
    community: Community,
    text_of: Words,
) -> None:
    client = client_of(beheerder)
    person = buitenstaander

    def act(path: str, **data: Any) -> str:
        return text_of(client.post(path, data, follow=True))

    path = acts(person, "community")
    assert "Bo Buiten doet nu mee in Bewoners in beeld." in act(
        path, community=community.pk, role="member"
    )
    place = Lidmaatschap.objects.get(deelnemer=person)
    LidmaatschapFactory(community=community, role=Role.ORGANISER)
    assert "Bo Buiten is nu organisator in Bewoners in beeld." in act(
        acts(person, "rol", place.pk), role="organiser"
    )
    assert "De rollen van Bo Buiten zijn bewaard." in act(
        acts(person, "netwerkrollen"), is_redacteur="on"
    )
    assert "Haal Bo Buiten weg uit Bewoners in beeld?" in text_of(
        client.get(acts(person, "weghalen", place.pk))
    )
    assert "Bo Buiten doet niet meer mee in Bewoners in beeld." in act(
        acts(person, "weghalen", place.pk)
    )
    assert "Zet het account van Bo Buiten uit?" in text_of(client.get(acts(person, "uitzetten")))
    assert "Het account van Bo Buiten staat uit." in act(acts(person, "uitzetten"))
    assert "Bo Buiten kan weer inloggen." in act(acts(person, "aanzetten"))
    log = client.get(reverse("beheer_lid", args=[person.pk])).context["log"]
    assert [(line.actor, line.text) for line in log] == [
        (str(beheerder), text)
        for text in (
            "Account weer aangezet",
            "Account uitgezet",
            "Weggehaald uit Bewoners in beeld",
            "Rollen in het netwerk: redacteur erbij",
            "Rol in Bewoners in beeld: nu organisator",
            "Toegevoegd aan Bewoners in beeld als deelnemer",
        )
    ]


def test_a_refusal_is_explained_on_the_page_of_the_person(
    client_of: ClientOf, beheerder: Deelnemer, organisator: Deelnemer, text_of: Words
) -> None:
    client = client_of(beheerder)
    place = Lidmaatschap.objects.get(deelnemer=organisator)
    why = "is de enige organisator van Bewoners in beeld. Maak eerst iemand anders organisator."
    for path, data in (
        (acts(organisator, "rol", place.pk), {"role": "member"}),
        (acts(organisator, "weghalen", place.pk), {}),
    ):
        response = client.post(path, data, follow=True)
        assert response.redirect_chain == [(f"/beheer/leden/{organisator.pk}/", 302)]
        assert why in text_of(response)
    place.refresh_from_db()
    assert place.role == "organiser"
    for name in ("uitzetten", "netwerkrollen"):
        response = client.post(acts(beheerder, name), follow=True)
        assert "Vraag dat aan een andere beheerder." in text_of(response)
    assert AuditEvent.objects.count() == 0


def test_a_place_of_somebody_else_is_not_found(
    client_of: ClientOf, beheerder: Deelnemer, organisator: Deelnemer, deelnemer: Deelnemer
) -> None:
    place = Lidmaatschap.objects.get(deelnemer=organisator)
    path = acts(deelnemer, "weghalen", place.pk)
    assert client_of(beheerder).post(path).status_code == 404
    assert Lidmaatschap.objects.count() == 2


def test_closing_the_account_of_the_last_organiser_warns(
    client_of: ClientOf, beheerder: Deelnemer, organisator: Deelnemer, text_of: Words
) -> None:
    response = client_of(beheerder).get(acts(organisator, "uitzetten"))
    assert "Bewoners in beeld heeft dan geen organisator meer." in text_of(response)


def test_a_closed_account_is_out_on_the_next_request(
    client_of: ClientOf, beheerder: Deelnemer, deelnemer: Deelnemer
) -> None:
    client = client_of(deelnemer)
    assert client.get("/mijn/profiel/").status_code == 200
    services.deactivate(actor=beheerder, person=deelnemer)
    login = "/account/login/?next=/mijn/profiel/"
    assert client.get("/mijn/profiel/").headers["Location"] == login
    services.reactivate(actor=beheerder, person=deelnemer)
    assert client.get("/mijn/profiel/").headers["Location"] == login


def test_nobody_else_sees_the_beheer(
    client_of: ClientOf, redacteur: Deelnemer, organisator: Deelnemer, beheerder: Deelnemer
) -> None:
    for person in (redacteur, organisator):
        response = client_of(person).get("/beheer/leden/")
        assert response.status_code == 403
        assert beheerder.email not in response.content.decode()
