"""The directory: who finds whom, in which order, and with how many queries."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from communities import foto, services
from communities.enums import Role
from communities.models import Community, Deelnemer, sort_key
from tests.communities.fotos import upload
from tests.factories import (
    DeelnemerFactory,
    LidmaatschapFactory,
    OrganisatieFactory,
    begrip,
)
from tests.kaart import paths_in_map
from tests.test_bad_input import ODD

type ClientOf = Callable[[Deelnemer | None], Client]
type Queries = Callable[[Client, str], int]
LIST = "/deelnemers/"


@pytest.fixture(autouse=True)
def _own_media(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


def member(
    community: Community, name: str, kind: str = "gemeente", area: str = "", **more: Any
) -> Deelnemer:
    """Return a member of a community, from an organisation of this kind in this area."""
    office = OrganisatieFactory(
        kind=begrip("organisatietype", kind), province=begrip("provincie", area) if area else None
    )
    fields = {"organisatie": office} | more
    return LidmaatschapFactory(
        community=community,
        deelnemer__last_name=name,
        **{f"deelnemer__{field}": value for field, value in fields.items()},
    ).deelnemer


def found(client: Client, **query: str) -> list[str]:
    """Return the last names in the directory, in order."""
    return [person.last_name for person in client.get(LIST, query).context["page_obj"]]


def test_gemeente_and_fryslan_give_exactly_the_right_people(
    client_of: ClientOf, community: Community, other_community: Community, deelnemer: Deelnemer
) -> None:
    """features.md row 14: the address of the filter can be shared."""
    member(community, "Bakker", "gemeente", "fryslan")
    member(
        other_community, "Aalders", "gemeente", "drenthe", province=begrip("provincie", "fryslan")
    )
    member(community, "Weg", "gemeente", "fryslan", province=begrip("provincie", "zeeland"))
    member(community, "Dijkman", "waterschap", "fryslan")
    member(community, "Elders", "gemeente", "zeeland")
    member(community, "Uit", "gemeente", "fryslan", is_active=False)
    DeelnemerFactory(last_name="Buiten", province=begrip("provincie", "fryslan"))
    client = client_of(deelnemer)
    page = client.get(LIST)
    assert 'name="laag"' in page.content.decode()
    shared = f"{LIST}?laag=gemeente&gebied=fryslan"
    for viewer in (deelnemer, *Deelnemer.objects.filter(last_name="Elders")):
        response = client_of(viewer).get(shared)
        assert [p.last_name for p in response.context["page_obj"]] == ["Aalders", "Bakker"]
    html = response.content.decode()
    assert "2 mensen" in html
    for rest in ("?gebied=fryslan", "?laag=gemeente"):
        assert f'class="chip" href="{rest}"' in html


def test_every_part_of_the_profile_filters(
    client_of: ClientOf, community: Community, other_community: Community, deelnemer: Deelnemer
) -> None:
    """features.md row 12: what people fill in as fields, others filter on."""
    right = member(other_community, "Goed", "universiteit", "utrecht", job_title="Lector")
    right.lidmaatschappen.update(role=Role.ORGANISER)
    services.update_profile(
        actor=right,
        person=right,
        themes=[begrip("cbs-thema", "wonen")],
        expertise=["burgerberaad"],
        ask_about="De kunst van het luisteren",
        province=begrip("provincie", "limburg"),
    )
    wrong = member(community, "Fout", "ministerie", "zuid-holland")
    services.update_profile(
        actor=wrong, person=wrong, themes=[begrip("cbs-thema", "milieu")], expertise=["bodem"]
    )
    client = client_of(deelnemer)
    for query in (
        {"laag": "kennis"},
        {"kant": "kennis"},
        {"gebied": "limburg"},
        {"thema": "wonen"},
        {"expertise": "burgerberaad"},
        {"community": other_community.slug},
        {"rol": "organisator"},
        {"rol": "organisator", "community": other_community.slug},
        {"q": "goed"},
        {"q": "luisteren"},
        {"q": "lector"},
        {"q": "burgerber"},
        {"q": right.organisatie.name.split()[-1] + " goed"},
        {"q": "puck limburg"},
    ):
        assert found(client, **query) == ["Goed"], query
    assert found(client, rol="organisator", community=community.slug) == []


def test_search_takes_words_as_people_type_them(
    client_of: ClientOf, community: Community, deelnemer: Deelnemer
) -> None:
    office = {"organisatie": OrganisatieFactory(name="Wetterskip Voorbeeld")}
    member(community, "Boer", infix="de", first_name="Fenna", **office)
    member(community, "Özdemir", "gemeente", "fryslan", first_name="Çağla")
    client = client_of(deelnemer)
    for typed in ("de boer", "Fenna Boer", "BOER", "wetterskip", "boe", "fenna wetterskip"):
        assert found(client, q=typed) == ["Boer"], typed
    for typed in (
        "ozdemir",
        "Özdemir",
        "cagla",
        "fryslan",
        "Fryslân",
        "friesland",
        "özdemir fryslân",
    ):
        assert found(client, q=typed) == ["Özdemir"], typed
    for typed in ("boer fryslan", "xyz", "?", "' or xyz=xyz", "-"):
        assert found(client, q=typed) == [], typed


def test_choices_that_make_no_sense_are_left_out(
    client_of: ClientOf, community: Community, deelnemer: Deelnemer
) -> None:
    client = client_of(deelnemer)
    everybody = found(client)
    assert found(client, laag="bestaat-niet", gebied="x", expertise="y", pagina="99") == everybody


@pytest.mark.parametrize("value", ODD)
def test_odd_choices_get_an_ordinary_page(
    client_of: ClientOf, community: Community, deelnemer: Deelnemer, value: str
) -> None:
    client = client_of(deelnemer)
    for field in (
        "q",
        "laag",
        "gebied",
        "thema",
        "community",
        "kant",
        "rol",
        "expertise",
        "pagina",
    ):
        assert client.get(LIST, {field: value}).status_code == 200, field


def test_names_sort_as_dutch_people_expect(
    client_of: ClientOf, community: Community, redacteur: Deelnemer
) -> None:
    """No infix, accent, capital or apostrophe counts; IJ is an I and a J."""
    names = [
        ("Piet", "", "Aerts"),
        ("Ab", "d'", "Ancona"),
        ("An", "de", "Boer"),
        ("Bo", "", "boer"),
        ("Ömer", "", "Çelik"),
        ("IJsbrand", "", "Hof"),
        ("Wim", "van 't", "Hof"),
        ("Ans", "", "IJsselstein"),
        ("Bea", "", "Ikink"),
        ("Jo", "", "Jansen"),
        ("Al", "", "Jansen-de Vries"),
        ("Al", "", "Jansens"),
        ("Sean", "", "O’Brien"),
        ("Bob", "", "Obrij"),
        ("Olle", "", "Øster"),
        ("Cem", "", "Özdemir"),
        ("Ed", "", "Paal"),
    ]
    for first, infix, last in reversed(names):
        member(community, last, first_name=first, infix=infix)
    expected = [" ".join(part for part in name if part) for name in names]
    assert [str(p) for p in client_of(redacteur).get(LIST).context["page_obj"]] == expected
    assert [sort_key(name[2], name[0], name[1]) for name in names] == sorted(
        sort_key(name[2], name[0], name[1]) for name in names
    )


def test_only_the_network_opens_the_directory(
    client_of: ClientOf, community: Community, buitenstaander: Deelnemer, redacteur: Deelnemer
) -> None:
    member(community, "Verborgen")
    refused = client_of(buitenstaander).get(LIST)
    assert refused.status_code == 403
    assert "Verborgen" not in refused.content.decode()
    assert client_of(None).get(LIST).headers["Location"] == f"/account/login/?next={LIST}"
    assert found(client_of(redacteur)) == ["Verborgen"]


def test_no_search_engine_keeps_people(
    client_of: ClientOf, community: Community, deelnemer: Deelnemer
) -> None:
    person = member(community, "Kanarie")
    for path in (LIST, person.get_absolute_url()):
        response = client_of(deelnemer).get(path)
        assert response.headers["X-Robots-Tag"] == "noindex, nofollow"
        assert '<meta name="robots" content="noindex, nofollow">' in response.content.decode()
    anyone = client_of(None)
    assert "Disallow: /deelnemers/" in anyone.get("/robots.txt").content.decode()
    assert "/deelnemers/" not in " ".join(paths_in_map(anyone))


def test_queries_of_the_directory_do_not_grow(
    client_of: ClientOf, community: Community, deelnemer: Deelnemer, queries: Queries
) -> None:
    client = client_of(deelnemer)
    paths = [
        f"{LIST}?community={community.slug}",
        f"{LIST}?q=vol&laag=gemeente&gebied=fryslan&thema=wonen&expertise=bodem&kant=regio",
    ]
    fill(community, 1)
    before = [queries(client, path) for path in paths]
    fill(community, 49)
    assert [queries(client, path) for path in paths] == before
    assert client.get(paths[1]).context["page_obj"].paginator.count == 50
    assert "/foto/klein/" in client.get(paths[1]).content.decode()


def fill(community: Community, number: int) -> None:
    """Add people with everything that a line shows."""
    photo = foto.read(upload())
    for _ in range(number):
        person = member(community, "Vol", "gemeente", "fryslan", ask_about="Alles")
        wonen = begrip("cbs-thema", "wonen")
        services.update_profile(
            actor=person, person=person, expertise=["bodem", "water"], themes=[wonen]
        )
        services.set_photo(actor=person, person=person, photo=photo)


def test_queries_of_a_person_do_not_grow(
    client_of: ClientOf, community: Community, deelnemer: Deelnemer, queries: Queries
) -> None:
    fill(community, 1)
    person = Deelnemer.objects.get(last_name="Vol")
    client = client_of(deelnemer)
    before = queries(client, person.get_absolute_url())
    for _ in range(10):
        LidmaatschapFactory(deelnemer=person)
    services.update_profile(
        actor=person, person=person, expertise=[f"woord {n}" for n in range(10)]
    )
    assert queries(client, person.get_absolute_url()) == before


def test_nobody_found_is_an_invitation(
    client_of: ClientOf, deelnemer: Deelnemer, organisator: Deelnemer
) -> None:
    for viewer in (deelnemer, organisator):
        html = client_of(viewer).get(f"{LIST}?laag=waterschap&gebied=zeeland").content.decode()
        assert "Nog niemand van een waterschap in Zeeland" in html
        assert "0 mensen" in html
    client = client_of(organisator)
    html = client.get(f"{LIST}?laag=waterschap").content.decode()
    place = reverse("communities:uitnodigingen", args=[Community.objects.get().slug])
    assert f'href="{place}"' in html
    assert f'href="{place}"' not in client_of(deelnemer).get(f"{LIST}?laag=rijk").content.decode()
    html = client_of(deelnemer).get(f"{LIST}?laag=rijk").content.decode()
    assert "Nog niemand van het Rijk" in html
    html = client_of(deelnemer).get(f"{LIST}?q=xyz").content.decode()
    assert "Niemand gevonden" in html


def test_the_site_search_finds_people_for_the_network_only(
    client_of: ClientOf,
    community: Community,
    deelnemer: Deelnemer,
    buitenstaander: Deelnemer,
    beheerder: Deelnemer,
) -> None:
    person = member(community, "Kanarie", job_title="Vogelkenner", ask_about="Zangvogels houden")
    services.update_profile(actor=person, person=person, expertise=["ornithologie"])
    member(community, "Vogelkenner", is_active=False, job_title="Oudgediende")
    DeelnemerFactory(last_name="Vogelkenner", job_title="Nieuweling")
    words = ("kanarie", "vogelkenner", "zangvogel", "ornithologie", person.organisatie.name)
    for word in words:
        for viewer in (deelnemer, beheerder):
            html = client_of(viewer).get("/zoeken/", {"q": word}).content.decode()
            assert f'href="{person.get_absolute_url()}"' in html, (word, str(viewer))
            assert "Oudgediende" not in html
            assert "Nieuweling" not in html
        for viewer in (None, buitenstaander):
            response = client_of(viewer).get("/zoeken/", {"q": word})
            assert "Puck Kanarie" not in response.content.decode()
            kinds = {group["kind"] for group in response.context["groups"]}
            assert "deelnemer" not in kinds


def test_people_are_found_from_the_pages_that_members_open(
    client_of: ClientOf, community: Community, deelnemer: Deelnemer, buitenstaander: Deelnemer
) -> None:
    for path in ("/mijn/", reverse("communities:inside", args=[community.slug]), "/"):
        assert f'href="{LIST}"' in client_of(deelnemer).get(path).content.decode(), path
    assert f'href="{LIST}"' not in client_of(buitenstaander).get("/").content.decode()
    assert f'href="{LIST}"' not in client_of(None).get("/").content.decode()
