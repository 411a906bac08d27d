"""Drafts: kept while somebody types, read by nobody else, never a version or a mail."""

from collections.abc import Callable
from datetime import timedelta
from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from casussen import services
from casussen.enums import SectionKind
from casussen.models import Casus, CasusDeelname, CasusSectie, Concept
from communities.models import Community, Deelnemer
from netwerk.kern.audit.models import AuditEvent
from netwerk.kern.avg import retention
from netwerk.kern.berichten.models import MessageEvent
from tests.factories import CasusFactory, DeelnemerFactory

Clients = Callable[[Deelnemer | None], Client]
CANARY = "Kanarievogel zonder kooi"


@pytest.fixture
def casus(community: Community, deelnemer: Deelnemer) -> Casus:
    """Return a casus of *deelnemer* that *other* writes along with; Aanpak is written."""
    return CasusFactory(
        slug="dorpswinkel", community=community, casushouder=deelnemer, visibility="network"
    )


@pytest.fixture
def other(casus: Casus, organisator: Deelnemer) -> Deelnemer:
    """Return the co-auteur."""
    CasusDeelname.objects.create(casus=casus, deelnemer=organisator, role="co_author")
    return organisator


def address(name: str, kind: str = "approach") -> str:
    return reverse(f"casussen:{name}", args=["dorpswinkel", kind])


def typed(client: Client, body: str, version: int = 1, kind: str = "approach") -> Any:
    return client.post(address("draft", kind), {"body": body, "version": str(version)})


def section(casus: Casus) -> CasusSectie:
    return CasusSectie.objects.get(casus=casus, kind="approach")


def test_autosave_keeps_a_draft_and_makes_no_version_line_or_mail(
    casus: Casus, client_of: Clients
) -> None:
    before = section(casus)
    answer = typed(client_of(casus.casushouder), f"{CANARY}.\r\n")
    assert answer.status_code == 200
    assert answer.json()["kept"] is True
    assert answer.json()["sentence"].startswith("Concept bewaard om ")
    draft = Concept.objects.get()
    assert (draft.body, draft.base_version, draft.deelnemer) == (
        f"{CANARY}.",
        1,
        casus.casushouder,
    )
    after = section(casus)
    assert (after.body, after.version, after.updated_at) == (
        before.body,
        1,
        before.updated_at,
    )
    assert after.events.count() == 1
    assert Casus.objects.get().updated_at == casus.updated_at
    assert not AuditEvent.objects.filter(action__startswith="casus").exists()
    assert not MessageEvent.objects.exists()


def test_one_draft_a_section_and_it_is_offered_and_removed_by_saving(
    casus: Casus, client_of: Clients
) -> None:
    client = client_of(casus.casushouder)
    typed(client, "Eerst dit.")
    typed(client, CANARY)
    typed(client, "Anders.", version=0, kind="results")
    assert Concept.objects.count() == 2
    html = client.get(address("section")).content.decode()
    assert "Je typte hier iets dat nog niet is bewaard" in html
    assert f">\n{CANARY}</textarea>" in html
    client.post(address("section"), {"body": f"{CANARY}!", "version": "1"})
    assert [row.kind for row in Concept.objects.all()] == ["results"]
    assert section(casus).body == f"{CANARY}!"
    assert "nog niet is bewaard" not in client.get(address("section")).content.decode()


def test_nobody_else_reads_a_draft(
    casus: Casus, other: Deelnemer, organisator: Deelnemer, beheerder: Deelnemer, client_of: Clients
) -> None:
    typed(client_of(casus.casushouder), CANARY)
    casus.refresh_from_db()
    pages = [
        address("section"),
        casus.get_absolute_url(),
        reverse("casussen:history", args=[casus.slug]),
        "/zoeken/?q=kanarievogel",
        "/mijn/",
    ]
    for person in (other, beheerder):
        for page in pages:
            assert "Kanarievogel" not in client_of(person).get(page).content.decode()
    answer = typed(client_of(other), "Van Olle.").content.decode()
    assert "Kanarievogel" not in answer
    assert Concept.objects.count() == 2


def test_text_that_is_already_saved_is_no_draft(casus: Casus, client_of: Clients) -> None:
    client = client_of(casus.casushouder)
    typed(client, CANARY)
    answer = typed(client, section(casus).body)
    assert (answer.json()["kept"], answer.json()["sentence"]) == (False, "Alles is bewaard.")
    assert not Concept.objects.exists()


def test_an_automatic_save_that_comes_late_makes_no_draft(casus: Casus, client_of: Clients) -> None:
    client = client_of(casus.casushouder)
    client.post(address("section"), {"body": "Het hele verhaal.", "version": "1"})
    typed(client, "Het hele ver", version=1)
    assert not Concept.objects.exists()


def test_throwing_a_draft_away_can_be_undone(casus: Casus, client_of: Clients) -> None:
    client = client_of(casus.casushouder)
    typed(client, CANARY)
    offered = client.get(address("section")).content.decode()
    after_address = offered.split(f'action="{address("draft_discard")}"')[1]
    assert "csrfmiddlewaretoken" in after_address.split("</form>")[0]
    client.post(address("draft_discard"))
    html = client.get(address("section")).content.decode()
    assert CANARY not in html
    assert "Haal die tekst terug" in html
    typed(client, "Daarna iets anders.")
    client.post(address("draft_back"))
    assert CANARY in client.get(address("section")).content.decode()
    bodies = {row.body: row.discarded_at is None for row in Concept.objects.all()}
    assert bodies == {CANARY: True, "Daarna iets anders.": False}


def test_looking_first_keeps_a_draft_without_any_script(casus: Casus, client_of: Clients) -> None:
    data = {"body": CANARY, "version": "1", "actie": "voorbeeld"}
    html = client_of(casus.casushouder).post(address("section"), data).content.decode()
    assert "bewaren het als concept" in html
    assert Concept.objects.get().body == CANARY


def test_a_text_that_is_too_long_is_refused_in_words(casus: Casus, client_of: Clients) -> None:
    answer = typed(client_of(casus.casushouder), "a" * 1_000_000)
    assert answer.status_code == 413
    assert "Deze tekst is te lang: 1000000 tekens." in answer.json()["problem"]
    assert not Concept.objects.exists()


@pytest.mark.parametrize("version", ["", "-1", "x", "99999999999"])
def test_nonsense_is_refused_and_keeps_nothing(
    version: str, casus: Casus, client_of: Clients
) -> None:
    data = {"body": "Tekst.", "version": version}
    answer = client_of(casus.casushouder).post(address("draft"), data)
    assert answer.status_code == 413
    assert not Concept.objects.exists()
    assert client_of(casus.casushouder).post(address("draft", "onzin")).status_code == 404


def test_writers_see_who_else_is_busy_and_others_do_not(
    casus: Casus, other: Deelnemer, ander_lid: Deelnemer, client_of: Clients
) -> None:
    typed(client_of(other), CANARY)
    Concept.objects.update(updated_at=timezone.now() - timedelta(minutes=3, seconds=5))
    words = f"{other} schreef hier 3 minuten geleden"
    writer = client_of(casus.casushouder)
    assert words in writer.get(address("section")).content.decode()
    assert words in writer.get(casus.get_absolute_url()).content.decode()
    assert typed(writer, "Iets.").json()["busy"] == [f"{words}."]
    assert words not in client_of(other).get(address("section")).content.decode()
    assert "schreef hier" not in client_of(ander_lid).get(casus.get_absolute_url()).content.decode()
    Concept.objects.filter(deelnemer=other).update(
        updated_at=timezone.now() - timedelta(minutes=16)
    )
    assert "schreef hier" not in writer.get(address("section")).content.decode()


def test_who_no_longer_writes_is_not_named(
    casus: Casus, other: Deelnemer, client_of: Clients
) -> None:
    typed(client_of(other), CANARY)
    CasusDeelname.objects.all().delete()
    page = client_of(casus.casushouder).get(address("section")).content.decode()
    assert "schreef hier" not in page


def test_1_and_50_busy_writers_take_the_same_number_of_queries(
    casus: Casus, client_of: Clients
) -> None:
    def one() -> None:
        person = DeelnemerFactory()
        CasusDeelname.objects.create(casus=casus, deelnemer=person, role="co_author")
        Concept.objects.create(casus=casus, kind="approach", deelnemer=person, body="x")

    client = client_of(casus.casushouder)
    one()
    client.get(address("section"))
    with CaptureQueriesContext(connection) as few:
        client.get(address("section"))
    for _ in range(49):
        one()
    with CaptureQueriesContext(connection) as many:
        page = client.get(address("section"))
    assert page.content.decode().count("schreef hier") == 50
    assert len(few) == len(many)


def test_drafts_go_after_their_terms(casus: Casus, client_of: Clients) -> None:
    client = client_of(casus.casushouder)
    typed(client, CANARY)
    Concept.objects.update(updated_at=timezone.now() - timedelta(days=89))
    retention.run()
    assert Concept.objects.count() == 1
    client.post(address("draft_discard"))
    Concept.objects.update(discarded_at=timezone.now() - timedelta(days=29))
    retention.run()
    assert Concept.objects.count() == 1
    Concept.objects.update(discarded_at=timezone.now() - timedelta(days=31))
    assert services.take_back_draft(actor=casus.casushouder, casus=casus, kind="approach") is None
    retention.run()
    assert not Concept.objects.exists()
    typed(client, CANARY)
    Concept.objects.update(updated_at=timezone.now() - timedelta(days=91))
    retention.run()
    assert not Concept.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_automatic_saves_at_once_make_one_draft(casus: Casus) -> None:
    ready = Barrier(2)

    def keep(body: str) -> None:
        try:
            ready.wait(timeout=10)
            services.keep_draft(
                actor=casus.casushouder, casus=casus, kind="approach", body=body, base_version=1
            )
        finally:
            connection.close()

    threads = [Thread(target=keep, args=(body,)) for body in ("Een.", "Twee.")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=20)
    assert Concept.objects.get().body in {"Een.", "Twee."}


def test_a_draft_that_waits_is_found_from_the_casus_and_from_mijn(
    casus: Casus, other: Deelnemer, client_of: Clients
) -> None:
    """Who left half way comes back to the casus or to mijn, not to the section."""
    me = client_of(casus.casushouder)
    waits, short = "Je concept is nog niet bewaard", "Je typte hier iets dat nog niet is bewaard"
    assert waits not in me.get(casus.get_absolute_url()).content.decode()
    typed(me, f"{CANARY}.")
    page = me.get(casus.get_absolute_url()).content.decode()
    assert page.count(waits) == 1
    assert CANARY not in page
    assert waits in me.get(address("section", "context")).content.decode()
    assert me.get("/mijn/").content.decode().count(short) == 1
    theirs = client_of(other)
    assert waits not in theirs.get(casus.get_absolute_url()).content.decode()
    assert waits not in theirs.get(address("section", "context")).content.decode()
    assert short not in theirs.get("/mijn/").content.decode()


def test_a_casus_with_every_part_written_comes_back_on_mijn_while_a_draft_waits(
    casus: Casus, client_of: Clients
) -> None:
    me = client_of(casus.casushouder)
    for kind in SectionKind:
        values = {"body": "Klaar.", "updated_by": casus.casushouder}
        CasusSectie.objects.update_or_create(casus=casus, kind=kind, defaults=values)
    assert "Waar jij aan schrijft" not in me.get("/mijn/").content.decode()
    typed(me, f"{CANARY}.")
    assert "Waar jij aan schrijft" in me.get("/mijn/").content.decode()


def test_the_number_of_words_is_that_of_a_reader(casus: Casus, client_of: Clients) -> None:
    """An address of a picture is no word, and what is confidential counts for who writes it."""
    picture = "![Een groen vlak](/bestanden/c85ceb66-ce91-4888-888e-9e35f9024805/foto.png)"
    body = f"Lees [het rapport](https://voorbeeld.nl/a).\n\n{picture}\n\n- punt\n"
    CasusSectie.objects.filter(casus=casus, kind="approach").update(
        body=f"{body}\n:::vertrouwelijk\nGeheim stuk\n:::\n"
    )
    page = client_of(casus.casushouder).get(address("section")).content.decode()
    assert " 6 woorden." in page
