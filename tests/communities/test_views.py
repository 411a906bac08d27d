from collections.abc import Callable
from typing import Any

from django.test import Client
from django.urls import reverse

from communities.enums import Role
from communities.models import Community, Deelnemer
from netwerk.kern.audit.models import AuditEvent
from tests.factories import (
    BijeenkomstFactory,
    CasusFactory,
    DeelnemerFactory,
    LidmaatschapFactory,
    OrganisatieFactory,
    begrip,
)

ClientOf = Callable[[Deelnemer | None], Client]
Words = Callable[[Any], str]
Queries = Callable[[Client, str], int]


def test_anyone_reads_the_list_without_a_cookie(
    client: Client, community: Community, other_community: Community, text_of: Words
) -> None:
    LidmaatschapFactory(community=community)
    CasusFactory(community=community, visibility="public")
    CasusFactory(community=community, visibility="community", title="Geheim")
    response = client.get("/communities/")
    text = text_of(response)
    assert response.status_code == 200
    assert dict(response.cookies) == {}
    assert "Bewoners in beeld" in text
    assert "Sturen op impact" in text
    assert "1 deelnemer 1 organisatie 1 casus" in text


def test_the_list_counts_what_the_reader_may_see(
    client_of: ClientOf, community: Community, deelnemer: Deelnemer, text_of: Words
) -> None:
    CasusFactory(community=community, visibility="public")
    CasusFactory(community=community, visibility="community")
    CasusFactory(community=community, visibility="group")
    assert "2 casussen" in text_of(client_of(deelnemer).get("/communities/"))


def test_queries_of_the_list_do_not_grow(client: Client, db: None, queries: Queries) -> None:
    CasusFactory()
    one = queries(client, "/communities/")
    for _ in range(49):
        CasusFactory(visibility="public")
    assert queries(client, "/communities/") == one


def test_the_public_page_shows_question_layers_and_coordination(
    client: Client, community: Community, text_of: Words
) -> None:
    community.intro = "We zoeken naar **wat telt**."
    community.sub_lines = ["Meten wat mensen merken"]
    community.save()
    office = OrganisatieFactory(
        name="Hogeschool Voorbeeld", kind=begrip("organisatietype", "hogeschool")
    )
    community.coordinators.add(office)
    LidmaatschapFactory(community=community, deelnemer__organisatie=office)
    LidmaatschapFactory(community=community, deelnemer__first_name="Anoniem")
    CasusFactory(community=community, visibility="public", title="De bus die bleef")
    CasusFactory(community=community, visibility="community", title="Onder ons")
    response = client.get(community.get_absolute_url())
    text = text_of(response)
    assert dict(response.cookies) == {}
    assert "Hoe leren we van elkaar?" in text
    assert "We zoeken naar wat telt" in text
    assert "Meten wat mensen merken" in text
    assert "Hogeschool Voorbeeld" in text
    assert "2 deelnemers, geteld per soort organisatie" in text
    assert "Gemeente 1 Provincie 0 Waterschap 0 Rijk 0 Kennis 1 Maatschappelijk 0" in text
    assert "De bus die bleef" in text
    assert "Onder ons" not in text
    assert "Anoniem" not in text
    assert "Naar het gesprek" not in text


def test_the_inside_is_for_members(
    client_of: ClientOf, community: Community, deelnemer: Deelnemer, text_of: Words
) -> None:
    LidmaatschapFactory(
        community=community, deelnemer__last_name="Zichtbaar", deelnemer__job_title="Adviseur"
    )
    CasusFactory(community=community, visibility="community", title="Onder ons")
    BijeenkomstFactory(community=community, visibility="community", title="Casustafel in Assen")
    path = reverse("communities:inside", args=[community.slug])
    response = client_of(deelnemer).get(path)
    text = text_of(response)
    assert response.status_code == 200
    for part in ("Onder ons", "Casustafel in Assen", "Puck Zichtbaar", "Adviseur", "Schrijf mee"):
        assert part in text
    assert "Breng een casus in" in text
    assert "Plan een bijeenkomst" not in text
    assert client_of(None).get(path).headers["Location"] == f"/account/login/?next={path}"


def test_an_organiser_plans_a_meeting_from_the_inside(
    client_of: ClientOf, community: Community, organisator: Deelnemer
) -> None:
    response = client_of(organisator).get(reverse("communities:inside", args=[community.slug]))
    expected = f'href="{reverse("bijeenkomsten:create")}?community={community.slug}"'
    assert expected in response.content.decode()


def test_organiser_of_one_community_is_refused_in_another(
    client_of: ClientOf, community: Community, other_community: Community, organisator: Deelnemer
) -> None:
    """features.md row 10."""
    LidmaatschapFactory(community=other_community, deelnemer__last_name="Verborgen")
    client = client_of(organisator)
    for name in ("inside", "members"):
        assert client.get(reverse(f"communities:{name}", args=[community.slug])).status_code == 200
        refused = client.get(reverse(f"communities:{name}", args=[other_community.slug]))
        assert refused.status_code == 403
        assert b"Verborgen" not in refused.content
    meeting = BijeenkomstFactory(community=other_community, visibility="public")
    assert client.get(meeting.get_absolute_url()).status_code == 200
    path = reverse("bijeenkomsten:update", args=[meeting.slug])
    assert client.post(path, {"title": "Van mij"}).status_code == 403
    meeting.refresh_from_db()
    assert meeting.title != "Van mij"
    assert client.get(reverse("beheer_leden")).status_code == 403


def test_a_change_of_role_works_on_the_next_request(
    client_of: ClientOf, community: Community, deelnemer: Deelnemer
) -> None:
    client = client_of(deelnemer)
    path = reverse("communities:inside", args=[community.slug])
    assert b"Plan een bijeenkomst" not in client.get(path).content
    deelnemer.lidmaatschappen.update(role=Role.ORGANISER)
    assert b"Plan een bijeenkomst" in client.get(path).content
    deelnemer.lidmaatschappen.all().delete()
    assert client.get(path).status_code == 403


def test_the_members_stand_in_order_with_organisation_and_role(
    client_of: ClientOf, community: Community, organisator: Deelnemer, text_of: Words
) -> None:
    LidmaatschapFactory(community=community, deelnemer__infix="de", deelnemer__last_name="Boer")
    LidmaatschapFactory(community=community, deelnemer__last_name="Aalders")
    LidmaatschapFactory(community=community, deelnemer__last_name="Weg", deelnemer__is_active=False)
    response = client_of(organisator).get(reverse("communities:members", args=[community.slug]))
    names = [str(place.deelnemer) for place in response.context["places"]]
    assert names == ["Puck Aalders", "Puck de Boer", str(organisator)]
    assert "Organisator" in text_of(response)


def test_queries_of_the_members_do_not_grow(
    client_of: ClientOf, community: Community, organisator: Deelnemer, queries: Queries
) -> None:
    client = client_of(organisator)
    paths = [
        reverse(f"communities:{name}", args=[community.slug]) for name in ("members", "inside")
    ]
    LidmaatschapFactory(community=community)
    before = [queries(client, path) for path in paths]
    for _ in range(49):
        LidmaatschapFactory(community=community)
    assert [queries(client, path) for path in paths] == before
    assert client.get(f"{paths[0]}?pagina=2").context["page_obj"].paginator.count == 51


def test_an_organisation_names_its_people_to_the_network_only(
    client_of: ClientOf, community: Community, deelnemer: Deelnemer, text_of: Words
) -> None:
    office = OrganisatieFactory(
        name="Waterschap Voorbeeld", kind=begrip("organisatietype", "waterschap")
    )
    LidmaatschapFactory(
        community=community, deelnemer__organisatie=office, deelnemer__last_name="Dijkman"
    )
    DeelnemerFactory(organisatie=office, last_name="Ongezien")
    CasusFactory(organisatie=office, visibility="public", title="De dijk")
    CasusFactory(organisatie=office, visibility="group", title="Het geheim")
    anyone = text_of(client_of(None).get(office.get_absolute_url()))
    member = text_of(client_of(deelnemer).get(office.get_absolute_url()))
    assert "Soort Waterschap Laag Waterschap Kant van het netwerk Regio" in anyone
    for text in (anyone, member):
        assert "De dijk" in text
        assert "Het geheim" not in text
        assert "Ongezien" not in text
    assert "Dijkman" not in anyone
    assert "Puck Dijkman" in member


def test_a_person_is_shown_to_the_network(
    client_of: ClientOf,
    community: Community,
    deelnemer: Deelnemer,
    buitenstaander: Deelnemer,
    other_community: Community,
    text_of: Words,
) -> None:
    person = LidmaatschapFactory(
        community=community, deelnemer__about="Vraag me naar *bussen*", role=Role.ORGANISER
    ).deelnemer
    LidmaatschapFactory(community=other_community, deelnemer=person)
    response = client_of(deelnemer).get(person.get_absolute_url())
    text = text_of(response)
    assert "Vraag me naar bussen" in text
    expected = "Bewoners in beeld Organisator. Jij doet hier ook mee Sturen op impact Deelnemer"
    assert expected in text
    assert client_of(buitenstaander).get(person.get_absolute_url()).status_code == 404
    assert client_of(deelnemer).get(buitenstaander.get_absolute_url()).status_code == 404


def test_one_changes_the_own_profile(client_of: ClientOf, deelnemer: Deelnemer) -> None:
    office = OrganisatieFactory()
    data = {
        "first_name": "Dana",
        "infix": "van",
        "last_name": "Dam",
        "organisatie": office.pk,
        "job_title": "Strateeg",
        "province": begrip("provincie", "zeeland").pk,
        "about": "Ik help graag.\r\n",
        **{f"{part}_shown": "network" for part in ("email", "phone", "photo", "about")},
        "is_beheerder": "on",
        "email": "ander@voorbeeld.nl",
    }
    before = deelnemer.email
    response = client_of(deelnemer).post("/mijn/profiel/", data)
    assert response.headers["Location"] == "/mijn/profiel/"
    found = Deelnemer.objects.get(pk=deelnemer.pk)
    assert (str(found), found.organisatie, found.job_title, str(found.province), found.about) == (
        "Dana van Dam",
        office,
        "Strateeg",
        "Zeeland",
        "Ik help graag.",
    )
    assert (found.is_beheerder, found.email) == (False, before)
    assert AuditEvent.objects.get().action == "deelnemer.profile_changed"


def test_a_profile_without_a_name_is_refused_and_kept(
    client_of: ClientOf, deelnemer: Deelnemer
) -> None:
    data = {"first_name": "", "last_name": "Dam", "about": "Mijn tekst"}
    response = client_of(deelnemer).post("/mijn/profiel/", data)
    html = response.content.decode()
    assert "Voornaam: Vul dit in." in html
    assert "Mijn tekst</textarea>" in html.replace("\n", "")
    deelnemer.refresh_from_db()
    assert deelnemer.first_name == "Dana"


def test_one_person_is_member_here_and_organiser_there(
    client_of: ClientOf, community: Community, other_community: Community, deelnemer: Deelnemer
) -> None:
    """features.md row 16."""
    LidmaatschapFactory(community=other_community, deelnemer=deelnemer, role=Role.ORGANISER)
    response = client_of(deelnemer).get("/mijn/")
    places = {(p.community.name, p.role) for p in response.context["memberships"]}
    assert places == {("Bewoners in beeld", "member"), ("Sturen op impact", "organiser")}
