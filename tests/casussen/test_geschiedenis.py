"""The history of a casus: every version, what changed, and an old text put back as a new one."""

from collections.abc import Callable

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from casussen import geschiedenis, services
from casussen.models import Casus, CasusDeelname, CasusSectie
from communities.models import Community, Deelnemer
from netwerk.kern.audit.models import AuditEvent
from tests.factories import CasusFactory, DeelnemerFactory

Clients = Callable[[Deelnemer | None], Client]
SECRET = "Het bedrag was een kanarievogel."


@pytest.fixture
def casus(community: Community, deelnemer: Deelnemer) -> Casus:
    """Return a public casus of which the first text held what is confidential now."""
    casus = CasusFactory(
        slug="dorpswinkel",
        community=community,
        casushouder=deelnemer,
        visibility="public",
        body=f"We vroegen eerst de reizigers.\n\n{SECRET}",
    )
    for number, body in enumerate(["We vroegen eerst de reizigers.", "We vroegen iedereen."], 1):
        write(casus, deelnemer, body, number)
    return casus


def write(casus: Casus, person: Deelnemer, body: str, version: int) -> CasusSectie | None:
    return services.save_section(
        actor=person, casus=casus, kind="approach", body=body, version=version
    )


def address(name: str, *more: object) -> str:
    return reverse(f"casussen:{name}", args=["dorpswinkel", *more])


def section() -> CasusSectie:
    return CasusSectie.objects.get(kind="approach")


def history() -> list[tuple[int, str, int | None]]:
    rows = geschiedenis.versions(section().casus).order_by("pgh_id")
    return [(row.version, row.body, row.restored_from) for row in rows]


def test_the_history_lists_every_version_with_who_and_when(
    casus: Casus, client_of: Clients
) -> None:
    client = client_of(casus.casushouder)
    html = client.get(address("history")).content.decode()
    positions = [html.index(f"Aanpak, versie {number}<") for number in (3, 2, 1)]
    assert positions == sorted(positions)
    assert str(casus.casushouder) in html
    assert "kanarievogel" not in html
    empty = client.get(address("history"), {"deel": "results"}).content.decode()
    assert "Er is nog niets bewaard" in empty
    assert "Aanpak, versie" in client.get(address("history"), {"deel": "onzin"}).content.decode()


def test_any_two_versions_are_compared_word_by_word(casus: Casus, client_of: Clients) -> None:
    client = client_of(casus.casushouder)
    last = client.get(address("compare", "approach")).content.decode()
    assert "Van versie 2 naar versie 3" in last
    assert '<ins><span class="verborgen">[erbij: </span>iedereen<' in last
    far = client.get(address("compare", "approach"), {"van": 1, "tot": 3}).content.decode()
    assert '<span class="verborgen">[weg: </span>eerst de reizigers' in far
    assert "kanarievogel" in far
    same = client.get(address("compare", "approach"), {"van": 3, "tot": 3}).content.decode()
    assert "Deze twee versies zijn gelijk" in same
    first = client.get(address("compare", "approach"), {"van": 0, "tot": 1}).content.decode()
    assert "nog leeg" in first
    for query in ({"van": 9}, {"tot": 9}, {"van": 2, "tot": 99999999999}):
        assert client.get(address("compare", "approach"), query).status_code in {200, 404}
    assert client.get(address("compare", "results")).status_code == 404


@pytest.mark.parametrize("who", ["organisator", "redacteur", "beheerder", "ander_lid"])
def test_only_the_casusgroep_reads_old_text(
    who: str, casus: Casus, client_of: Clients, request: pytest.FixtureRequest
) -> None:
    client = client_of(request.getfixturevalue(who))
    pages = [address("history"), address("compare", "approach"), address("version", "approach", 1)]
    for page in pages:
        answer = client.get(page)
        assert answer.status_code == 403
        assert "kanarievogel" not in answer.content.decode()
    assert "kanarievogel" not in client.get(casus.get_absolute_url()).content.decode()
    expert = DeelnemerFactory()
    CasusDeelname.objects.create(casus=casus, deelnemer=expert, role="expert")
    assert "kanarievogel" in client_of(expert).get(pages[2]).content.decode()
    refused = client_of(expert).post(pages[2], {"version": "3"})
    assert (refused.status_code, section().version) == (403, 3)


def test_restore_creates_a_new_version_and_old_versions_are_immutable(
    casus: Casus, client_of: Clients
) -> None:
    client = client_of(casus.casushouder)
    before = history()
    assert "Zet versie 2 terug" in client.get(address("version", "approach", 2)).content.decode()
    answer = client.post(address("version", "approach", 2), {"version": "3"}, follow=True)
    html = answer.content.decode()
    assert "Versie 2 staat er weer, als versie 4. Versie 3 blijft bewaard." in html
    assert "Dat is de tekst van versie 2, teruggezet." in html
    assert history() == [*before, (4, "We vroegen eerst de reizigers.", 2)]
    last = AuditEvent.objects.order_by("-pk")[0]
    assert (last.actor, last.action, last.data) == (
        casus.casushouder,
        "casus.section_restored",
        {"kind": "approach", "version": 2},
    )
    events = type(geschiedenis.version(casus, "approach", 1)).objects
    for act in (lambda: events.update(body="Anders."), lambda: events.all().delete()):
        with pytest.raises(DatabaseError), transaction.atomic():
            act()
    assert len(history()) == 4
    undone = client.post(address("version", "approach", 3), {"version": "4"})
    assert undone.status_code == 302
    assert history()[-1] == (5, "We vroegen iedereen.", 3)
    write(casus, casus.casushouder, "Zelf geschreven.", 5)
    assert history()[-1] == (6, "Zelf geschreven.", None)


def test_putting_back_does_not_write_over_what_somebody_saved_meanwhile(
    casus: Casus, organisator: Deelnemer, client_of: Clients
) -> None:
    write(casus, organisator, "Net bewaard.", 3)
    client = client_of(casus.casushouder)
    html = client.post(address("version", "approach", 1), {"version": "3"}, follow=True)
    assert "Intussen is er een nieuwe tekst bewaard" in html.content.decode()
    assert section().body == "Net bewaard."
    assert client.post(address("version", "approach", 99), {"version": "4"}).status_code == 404
    assert client.get(address("version", "approach", 99999999999)).status_code == 404


def test_a_withdrawn_casus_shows_its_history_and_takes_nothing_back(
    casus: Casus, client_of: Clients
) -> None:
    services.withdraw_casus(actor=casus.casushouder, casus=casus, reason="Klopt niet.")
    client = client_of(casus.casushouder)
    html = client.get(address("version", "approach", 1)).content.decode()
    assert "kanarievogel" in html
    assert "Zet versie 1 terug" not in html
    assert client.post(address("version", "approach", 1), {"version": "3"}).status_code == 403


def test_text_of_somebody_else_is_escaped(casus: Casus, client_of: Clients) -> None:
    write(casus, casus.casushouder, "We <script>alert(1)</script> \u202evroegen iedereen.", 3)
    client = client_of(casus.casushouder)
    for page in (address("compare", "approach"), address("version", "approach", 4)):
        assert "<script>alert" not in client.get(page).content.decode()


def test_1_and_50_versions_take_the_same_number_of_queries(
    community: Community, client_of: Clients
) -> None:
    casus = CasusFactory(slug="dorpswinkel", community=community)
    client = client_of(casus.casushouder)
    pages = (address("history"), address("compare", "approach"))

    def count() -> list[int]:
        numbers = []
        for page in pages:
            with CaptureQueriesContext(connection) as queries:
                assert client.get(page).status_code == 200
            numbers.append(len(queries))
        return numbers

    write(casus, casus.casushouder, "Tekst 2.", 1)
    count()
    few = count()
    for number in range(2, 51):
        writer = DeelnemerFactory()
        write(casus, writer, f"Tekst {number + 1}.", number)
    assert count() == few
    page = client.get(address("history"), {"pagina": 3})
    assert [row.version for row in page.context["page_obj"]] == list(range(11, 0, -1))
