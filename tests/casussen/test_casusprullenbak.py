"""A casus that is thrown away is gone for everybody, comes back for thirty days, and then goes."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from casussen import geschiedenis, services
from casussen.models import Casus, CasusSectie, Verhaal
from casussen.services.trash import delete_for_good
from communities.models import Community, Deelnemer, Gesprek, Reactie
from communities.services import post_reactie
from handboek.models import Bevinding
from netwerk.kern.audit.models import AuditEvent
from netwerk.kern.avg import retention
from tests.factories import (
    AgendapuntFactory,
    BijeenkomstFactory,
    CasusFactory,
    DilemmaFactory,
    begrip,
)

Clients = Callable[[Deelnemer | None], Client]
TRASH = "/casussen/prullenbak/"
TITLE = "De verdwenen kanarievogel"


@pytest.fixture
def casus(community: Community, deelnemer: Deelnemer) -> Casus:
    """Return a public casus of *deelnemer* with everything around it that can point at it."""
    casus = CasusFactory(
        title=TITLE,
        slug="kanarievogel",
        community=community,
        casushouder=deelnemer,
        visibility="public",
    )
    DilemmaFactory(slug="kooi", visibility="public", community=community).casussen.add(casus)
    meeting = BijeenkomstFactory(slug="tafel", visibility="public", community=community)
    AgendapuntFactory(bijeenkomst=meeting, title="Vogels", casus=casus)
    CasusFactory(
        slug="buur", visibility="public", community=community, casushouder=deelnemer
    ).related.add(casus)
    first = post_reactie(actor=deelnemer, subject=casus, body="Waar is hij heen?")
    post_reactie(actor=deelnemer, subject=casus, body="Naar buiten.", parent=first)
    return casus


def throw_away(client: Client) -> str:
    answer = client.post(
        "/casussen/kanarievogel/weggooien/", {"reason": "Dubbel ingebracht."}, follow=True
    )
    return answer.content.decode()


PLACES = (
    "/",
    "/casussen/",
    "/casussen/buur/",
    "/casussen/dilemmas/kooi/",
    "/bijeenkomsten/tafel/",
    "/communities/bewoners-in-beeld/",
    "/mijn/",
    "/zoeken/?q=kanarievogel",
    "/sitemap-casussen-1.xml",
)


def test_a_casus_that_was_thrown_away_shows_nowhere_and_breaks_nothing(
    casus: Casus, organisator: Deelnemer, redacteur: Deelnemer, client: Client, client_of: Clients
) -> None:
    holder = client_of(casus.casushouder)
    listed = [path for path in PLACES if "kanarievogel" in holder.get(path).content.decode()]
    assert {"/casussen/", "/bijeenkomsten/tafel/", "/zoeken/?q=kanarievogel"} <= set(listed)
    assert "De casus is weg. Hieronder zet je hem terug." in throw_away(holder)
    for reader in (client, holder, client_of(organisator), client_of(redacteur)):
        assert reader.get(casus.get_absolute_url()).status_code == 404
        for path in PLACES:
            page = reader.get(path)
            if page.status_code == 302:
                continue  # /mijn/ of a visitor
            assert page.status_code == 200, path
            text = (
                page.content.decode().replace("q=kanarievogel", "").replace('="kanarievogel"', "")
            )
            assert TITLE not in text, path
            assert "/casussen/kanarievogel/" not in text, path
    edit = holder.post("/casussen/kanarievogel/bewerk/approach/", {"body": "x", "version": "1"})
    assert edit.status_code == 404


def test_holder_and_organiser_take_it_back_and_nobody_else_sees_it(
    casus: Casus, organisator: Deelnemer, ander_lid: Deelnemer, client_of: Clients
) -> None:
    holder = client_of(casus.casushouder)
    assert TRASH not in holder.get("/casussen/").content.decode()
    throw_away(holder)
    assert TRASH in holder.get("/casussen/").content.decode()
    assert TRASH not in client_of(ander_lid).get("/casussen/").content.decode()
    for person in (casus.casushouder, organisator):
        page = client_of(person).get(TRASH).content.decode()
        assert TITLE in page
        assert "Dubbel ingebracht." in page
    other = client_of(ander_lid)
    assert "De prullenbak is leeg" in other.get(TRASH).content.decode()
    assert other.post(f"{TRASH}kanarievogel/").status_code == 404
    back = client_of(organisator).post(f"{TRASH}kanarievogel/")
    assert back.headers["Location"] == casus.get_absolute_url()
    assert holder.get(casus.get_absolute_url()).status_code == 200
    assert Reactie.objects.count() == 2
    actions = AuditEvent.objects.filter(action__in=["casus.thrown_away", "casus.taken_back"])
    assert [(row.actor, row.action) for row in actions.order_by("pk")] == [
        (casus.casushouder, "casus.thrown_away"),
        (organisator, "casus.taken_back"),
    ]
    assert holder.post(f"{TRASH}kanarievogel/").status_code == 404


def test_what_the_handboek_rests_on_can_only_be_withdrawn(casus: Casus, client_of: Clients) -> None:
    Bevinding.objects.create(
        quote="We vroegen eerst de reizigers.",
        casus=casus,
        section=CasusSectie.objects.get(casus=casus),
        created_by=casus.casushouder,
    )
    holder = client_of(casus.casushouder)
    html = holder.get("/casussen/kanarievogel/weggooien/").content.decode()
    assert "Deze casus kan niet weg" in html
    assert "In het handboek staat een bevinding uit deze casus." in html
    assert "/casussen/kanarievogel/intrekken/" in html
    throw_away(holder)
    assert Casus.objects.get(pk=casus.pk).deleted_at is None


@pytest.mark.parametrize(("state", "stays"), [("review", True), ("draft", False)])
def test_a_story_without_names_keeps_its_casus_and_is_not_named(
    state: str, stays: bool, casus: Casus, organisator: Deelnemer, client_of: Clients
) -> None:
    Verhaal.objects.create(
        casus=casus,
        title="Wat er misging met de duif",
        slug="duif",
        summary="Kort.",
        body="Lang.",
        area_type=begrip("gebiedstype", "niet-stedelijk"),
        state=state,
        created_by=casus.casushouder,
    )
    client = client_of(organisator)
    html = client.get("/casussen/kanarievogel/weggooien/").content.decode()
    assert ("Een andere tekst komt uit deze casus." in html) is stays
    assert "duif" not in html
    throw_away(client)
    assert (Casus.objects.get(pk=casus.pk).deleted_at is None) is stays


def test_a_reason_is_asked(casus: Casus, client_of: Clients) -> None:
    page = client_of(casus.casushouder).post("/casussen/kanarievogel/weggooien/", {"reason": ""})
    assert "Schrijf op waarom je de casus weggooit." in page.content.decode()
    assert Casus.objects.get(pk=casus.pk).deleted_at is None


def test_after_thirty_days_it_goes_with_text_history_and_gesprek(
    casus: Casus, client_of: Clients
) -> None:
    throw_away(client_of(casus.casushouder))
    Casus.objects.filter(pk=casus.pk).update(deleted_at=timezone.now() - timedelta(days=29))
    retention.run()
    assert Casus.objects.filter(pk=casus.pk).exists()
    assert geschiedenis.versions(casus).count() == 1
    Casus.objects.filter(pk=casus.pk).update(deleted_at=timezone.now() - timedelta(days=31))
    with pytest.raises(services.CasusError, match="te lang"):
        services.take_back_casus(actor=casus.casushouder, casus=casus)
    assert TITLE not in client_of(casus.casushouder).get(TRASH).content.decode()
    retention.run()
    assert not Casus.objects.filter(pk=casus.pk).exists()
    assert not geschiedenis.versions(casus).exists()
    assert (Gesprek.objects.count(), Reactie.objects.count()) == (0, 0)
    assert CasusSectie.objects.count() == 1  # of the neighbour
    assert AuditEvent.objects.filter(action="casus.deleted", subject_id=casus.pk).exists()
    assert client_of(None).get("/bijeenkomsten/tafel/").status_code == 200


def test_what_something_still_points_at_stays_hidden(casus: Casus, client_of: Clients) -> None:
    throw_away(client_of(casus.casushouder))
    Bevinding.objects.create(
        quote="We vroegen eerst de reizigers.",
        casus=casus,
        section=CasusSectie.objects.get(casus=casus),
        created_by=casus.casushouder,
    )
    assert delete_for_good(Casus.objects.get(pk=casus.pk)) is False
    assert geschiedenis.versions(casus).count() == 1
    assert Reactie.objects.count() == 2
    assert client_of(casus.casushouder).get(casus.get_absolute_url()).status_code == 404


def test_1_and_50_casussen_in_the_trash_take_the_same_number_of_queries(
    community: Community, organisator: Deelnemer, client_of: Clients
) -> None:
    def one() -> None:
        casus = CasusFactory(community=community)
        services.throw_away_casus(actor=casus.casushouder, casus=casus, reason="Weg.")

    client = client_of(organisator)
    one()
    client.get(TRASH)
    with CaptureQueriesContext(connection) as few:
        client.get(TRASH)
    for _ in range(49):
        one()
    with CaptureQueriesContext(connection) as many:
        page = client.get(TRASH)
    assert len(page.context["page_obj"]) == 20
    assert len(few) == len(many)
