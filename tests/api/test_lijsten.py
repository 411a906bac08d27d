"""What the API shows: as much as the reader may read, in a fixed number of queries (row 92)."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bijeenkomsten.models import Bijeenkomst
from casussen.models import Casus
from communities.models import Community, Organisatie
from handboek import openbaar
from handboek.models import Advies, Les
from netwerk.kern.begrippen.models import Begrip
from tests.api.test_vorm import everything, with_key
from tests.factories import (
    AanmeldingFactory,
    AdviesFactory,
    AgendapuntFactory,
    BijeenkomstFactory,
    CasusFactory,
    CommunityFactory,
    DeelnemerFactory,
    LesFactory,
    LijstitemFactory,
    OrganisatieFactory,
    PublicatieFactory,
    begrip,
)
from tests.handboek.uitgaven import appeared, made
from tests.netwerk import canary
from tests.netwerk.test_canary import words_in
from tests.policy import world as worlds
from tests.policy.conftest import MODULES

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("fresh_cache")]
LISTS = ("casussen", "bijeenkomsten", "lessen", "communities", "organisaties", "adviezen")


def program_of(person: Any) -> Client:
    return with_key(person) if person is not None else Client()


def test_what_each_role_reads_is_what_visible_to_gives() -> None:
    world = worlds.build()
    for module in MODULES:
        if hasattr(module, "build"):
            module.build(world)
    models: dict[str, tuple[Any, str, str]] = {
        "casussen": (Casus, "slug", "slug"),
        "bijeenkomsten": (Bijeenkomst, "slug", "slug"),
        "lessen": (Les, "number", "nummer"),
        "communities": (Community, "number", "nummer"),
        "organisaties": (Organisatie, "slug", "slug"),
    }
    differing = set()
    for role, person in world.people.items():
        program = program_of(person)
        user = type(person).objects.get(pk=person.pk) if person else AnonymousUser()
        for name, (model, field, word) in models.items():
            shown = {row[word] for row in everything(program, f"/api/v1/{name}?aantal=100")}
            seen = set(model.objects.visible_to(user).values_list(field, flat=True))
            assert shown == seen, f"{name} as {role}"
            differing.add((name, len(seen)))
    assert len(differing) > len(models) + 3, "the roles see different things, or nothing is proved"


def secrets_in_the_api(program: Client) -> dict[str, set[str]]:
    """Return {address: secrets} of every list and of everything in it."""
    found = {}
    for name in LISTS:
        keys = [
            row.get("slug", row.get("nummer")) for row in everything(program, f"/api/v1/{name}")
        ]
        for path in (f"/api/v1/{name}?aantal=100", *(f"/api/v1/{name}/{key}" for key in keys)):
            response = program.get(path)
            assert response.status_code == 200, path
            found[path] = words_in(response)
    return found


def test_a_secret_leaves_the_api_for_nobody_who_may_not_read_it() -> None:
    world = canary.build()
    readers = {secret.word.lower(): secret for secret in world.secrets}
    leaked, read = [], set()
    for role, person in world.people.items():
        for path, words in secrets_in_the_api(program_of(person)).items():
            for word in words:
                read.add((role, word))
                if role not in readers[word].readers:
                    leaked.append(f"{readers[word].place} at {path} as {role}")
    assert leaked == []
    assert {role for role, _ in read} >= {"casushouder", "deelnemer"}, "they read something"


def test_a_confidential_passage_leaves_the_api_for_nobody_at_all() -> None:
    owner = DeelnemerFactory()
    casus = CasusFactory(visibility="public", casushouder=owner)
    casus.secties.create(
        kind="context", updated_by=owner, body="Open.\n\n:::vertrouwelijk\nDicht.\n:::"
    )
    casus.secties.create(kind="results", updated_by=owner, body=":::vertrouwelijk\nDicht.\n:::")
    for program in (Client(), with_key(owner)):
        response = program.get(f"/api/v1/casussen/{casus.slug}")
        parts = {part["soort"]["code"]: part["tekst"] for part in response.json()["onderdelen"]}
        assert (parts["context"], "results" in parts) == ("Open.", False)
        assert "Dicht" not in response.content.decode()


def test_no_person_and_no_link_to_join_is_in_what_others_read(deelnemer: Any) -> None:
    meeting = BijeenkomstFactory(
        community=deelnemer.communities.get(),
        visibility="public",
        place="Heerlen",
        online_link="https://vergader.nl/geheim",
    )
    AanmeldingFactory(bijeenkomst=meeting, deelnemer=deelnemer)
    AgendapuntFactory(bijeenkomst=meeting, owner=deelnemer)
    hidden = CasusFactory(visibility="group", title="Dichte casus")
    AgendapuntFactory(bijeenkomst=meeting, casus=hidden)
    CasusFactory(visibility="public", casushouder=deelnemer)
    for program in (Client(), with_key(deelnemer)):
        for path in (f"bijeenkomsten/{meeting.slug}", "bijeenkomsten", "casussen"):
            text = program.get(f"/api/v1/{path}").content.decode()
            assert "Heerlen" in text or "casussen" in path
            for secret in (deelnemer.last_name, deelnemer.email, "geheim", "Dichte casus"):
                assert secret not in text, (path, secret)


def test_an_advies_says_exactly_what_the_handboek_says_in_public(client: Client) -> None:
    advies = AdviesFactory(published=True)
    draft = AdviesFactory()
    expected = openbaar.advies_as_data(advies)
    assert client.get(f"/api/v1/adviezen/{advies.number}").json() == expected
    assert list(everything(client, "/api/v1/adviezen")) == [expected]
    redacteur = with_key(DeelnemerFactory(is_redacteur=True))
    assert redacteur.get(f"/api/v1/adviezen/{draft.number}").status_code == 404
    assert redacteur.get(f"/api/v1/adviezen/{advies.number}").json() == expected


def test_the_choices_of_the_pages_choose_in_the_api(client: Client) -> None:
    drenthe, zeeland = begrip("provincie", "drenthe"), begrip("provincie", "zeeland")
    bus = CasusFactory(visibility="public", title="De buurtbus", stage="finished")
    other = CasusFactory(visibility="public", title="Een dorpshuis", stage="working")
    for casus, area in ((bus, drenthe), (other, zeeland)):
        casus.provinces.set([area])
    asked = {
        "provincie=drenthe": [bus],
        "q=dorpshuis": [other],
        "q=de": [],
        "fase=finished": [bus],
        f"community={other.community.slug}": [other],
        f"organisatie={other.organisatie.slug}": [other],
        "gewijzigdSinds=2000-01-01T00:00:00Z": [bus, other],
        "gewijzigdSinds=2999-01-01T00:00:00%2B01:00": [],
        "provincie=drenthe&fase=working": [],
    }
    for query, expected in asked.items():
        rows = everything(client, f"/api/v1/casussen?{query}")
        assert [row["slug"] for row in rows] == [row.slug for row in expected], query


def test_adviezen_lessen_and_meetings_can_be_chosen(client: Client) -> None:
    advies = AdviesFactory(published=True, kind="dont", title="Wacht niet op de bus")
    AdviesFactory(published=True, kind="do")
    les = LesFactory(conclusion="Bussen rijden beter op tijd")
    AdviesFactory(published=True, les=les)
    meeting = BijeenkomstFactory(visibility="public", title="Over bussen")
    for query in ("soort=niet-doen", "q=wacht", f"q=bus&hoofdstuk={advies.hoofdstuk.number}"):
        rows = everything(client, f"/api/v1/adviezen?{query}")
        assert [row["nummer"] for row in rows] == [advies.number], query
    rows = everything(client, f"/api/v1/lessen?q=bussen&community={les.community.slug}")
    assert [row["nummer"] for row in rows] == [les.number]
    for query in (f"soort={meeting.kind.notation}", "q=bussen", "vanaf=2000-01-01T00:00:00Z"):
        rows = everything(client, f"/api/v1/bijeenkomsten?{query}")
        assert [row["slug"] for row in rows] == [meeting.slug], query
    assert not list(everything(client, "/api/v1/bijeenkomsten?tot=2000-01-01T00:00:00Z"))


def test_ones_own_things_are_for_oneself(deelnemer: Any, ander_lid: Any) -> None:
    community = deelnemer.communities.get()
    casus = CasusFactory(casushouder=deelnemer, community=community, visibility="group")
    mine = AanmeldingFactory(deelnemer=deelnemer, bijeenkomst__community=community)
    item = LijstitemFactory(owner=deelnemer, note="Voor maandag")
    own, other = with_key(deelnemer), with_key(ander_lid)
    assert [row["slug"] for row in everything(own, "/api/v1/mijn/casussen")] == [casus.slug]
    (answer,) = everything(own, "/api/v1/mijn/bijeenkomsten")
    assert answer["bijeenkomst"]["slug"] == mine.bijeenkomst.slug
    (line,) = everything(own, "/api/v1/mijn/lijst")
    assert (line["nummer"], line["notitie"]) == (item.advies.number, "Voor maandag")
    assert own.get("/api/v1/mijn/profiel").json()["email"] == deelnemer.email
    for name in ("casussen", "bijeenkomsten", "lijst"):
        assert list(everything(other, f"/api/v1/mijn/{name}")) == []


def many(name: str, owner: Any) -> Callable[[], Any]:
    """Return what makes one more row of a list, with all that hangs on it."""

    def casus(**fields: Any) -> None:
        made = CasusFactory(visibility="public", **fields)
        made.provinces.set([begrip("provincie", "drenthe")])
        made.communities.set([CommunityFactory()])

    def les() -> None:
        AdviesFactory(published=True).lessen.first().publicaties.add(PublicatieFactory())

    def meeting() -> Any:
        made = BijeenkomstFactory(visibility="public")
        made.communities.set([CommunityFactory()])
        return made

    return {
        "adviezen": lambda: AdviesFactory(published=True),
        "begrippen": lambda: Begrip.objects.create(
            schema=begrip("provincie", "drenthe").schema,
            notation=f"nieuw-{Begrip.objects.count()}",
            label="Nieuw",
        ),
        "bijeenkomsten": meeting,
        "casussen": casus,
        "communities": lambda: CommunityFactory().coordinators.set([OrganisatieFactory()]),
        "lessen": les,
        "organisaties": OrganisatieFactory,
        "publicaties": lambda: AdviesFactory(published=True).publicaties.add(PublicatieFactory()),
        "mijn/casussen": lambda: casus(casushouder=owner),
        "mijn/bijeenkomsten": lambda: AanmeldingFactory(deelnemer=owner, bijeenkomst=meeting()),
        "mijn/lijst": lambda: LijstitemFactory(owner=owner),
    }[name]


NAMES = [
    "adviezen",
    "begrippen",
    "bijeenkomsten",
    "casussen",
    "communities",
    "lessen",
    "organisaties",
    "publicaties",
    "mijn/casussen",
    "mijn/bijeenkomsten",
    "mijn/lijst",
]


@pytest.mark.parametrize("name", NAMES)
def test_fifty_rows_take_as_many_queries_as_one(name: str, deelnemer: Any) -> None:
    make, program = many(name, deelnemer), with_key(deelnemer)
    make()
    program.get(f"/api/v1/{name}")  # the day on which the key was used stands written down now

    def queries(number: int) -> int:
        with CaptureQueriesContext(connection) as seen:
            rows = program.get(f"/api/v1/{name}?aantal={number}").json()["resultaten"]
        assert len(rows) == number
        return len(seen)

    one = queries(1)
    for _ in range(50):
        make()
    assert queries(50) == one


def test_a_withdrawn_advies_keeps_its_address_and_leaves_the_list(client: Client) -> None:
    advies = AdviesFactory(published=True)
    Advies.objects.filter(pk=advies.pk).update(state="withdrawn", withdrawn_reason="Achterhaald.")
    found = client.get(f"/api/v1/adviezen/{advies.number}").json()
    assert (found["stand"], found["redenIngetrokken"]) == ("ingetrokken", "Achterhaald.")
    assert list(everything(client, "/api/v1/adviezen")) == []


def test_editions_that_appeared_are_listed(client: Client, redacteur: Any, redacteur2: Any) -> None:
    AdviesFactory(published=True)
    shown = appeared(redacteur, redacteur2)
    waits = made(redacteur)
    (row,) = everything(client, "/api/v1/uitgaven")
    assert (row["code"], row["adviezen"]) == (shown.code, 1)
    assert client.get(f"/api/v1/uitgaven/{shown.code}").json() == row
    for code in (waits.code, "2027", "2027-x", "x-1", "99999999999999-1"):
        assert client.get(f"/api/v1/uitgaven/{code}").status_code == 404
