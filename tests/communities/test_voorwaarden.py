"""Terms with versions: asked first, asked again, and never changed once they hold."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from communities import akkoord
from communities.models import Akkoord, Deelnemer, Reactie, Voorwaarden
from communities.services import voorwaarden as services
from netwerk.kern.audit.models import AuditEvent
from tests.inloggen import sign_in

pytestmark = pytest.mark.django_db
ClientOf = Callable[[Deelnemer | None], Client]


@pytest.fixture(autouse=True)
def first(first_terms: Voorwaarden) -> Voorwaarden:
    """Let a version hold."""
    return first_terms


@pytest.fixture
def newcomer(deelnemer: Deelnemer) -> Client:
    """Return a client of somebody who logged in and agreed to nothing yet."""
    client = Client()
    sign_in(client, deelnemer, agreed=False)
    return client


@pytest.fixture
def publish(
    beheerder: Deelnemer, django_capture_on_commit_callbacks: Any
) -> Callable[[str], Voorwaarden]:
    """Return a function that lets a next version hold."""

    def make(text: str) -> Voorwaarden:
        with django_capture_on_commit_callbacks(execute=True):
            draft = services.write_terms(actor=beheerder, text=text, changes="Er is een regel bij.")
            return services.publish_terms(actor=beheerder, expected=draft.fingerprint)

    return make


def agree(client: Client, version: int, **more: str) -> Any:
    return client.post("/mijn/akkoord/", {"version": version, **more})


def test_new_version_forces_re_accept_and_date_and_version_are_stored(
    newcomer: Client, deelnemer: Deelnemer, first: Voorwaarden, publish: Callable[..., Voorwaarden]
) -> None:
    answer = newcomer.get("/mijn/")
    assert answer.headers["Location"] == "/mijn/akkoord/?next=%2Fmijn%2F"
    assert agree(newcomer, first.version).status_code == 302
    assert newcomer.get("/mijn/").status_code == 200
    second = publish("Wees aardig, ook op maandag.")
    answer = newcomer.get("/casussen/?provincie=drenthe")
    assert answer.headers["Location"] == "/mijn/akkoord/?next=%2Fcasussen%2F%3Fprovincie%3Ddrenthe"
    page = newcomer.get(answer.headers["Location"])
    assert "ook op maandag" in page.text
    assert "Er is een regel bij." in page.text
    answer = agree(newcomer, second.version, next="/casussen/?provincie=drenthe")
    assert answer.headers["Location"] == "/casussen/?provincie=drenthe"
    assert newcomer.get("/mijn/").status_code == 200
    rows = Akkoord.objects.filter(deelnemer=deelnemer).order_by("voorwaarden__version")
    assert [row.voorwaarden.version for row in rows] == [first.version, second.version]
    assert all(row.accepted_at <= timezone.now() for row in rows)
    lines = AuditEvent.objects.filter(action="voorwaarden.agreed").order_by("pk")
    assert [line.data for line in lines] == [{"version": first.version}, {"version": 2}]


def test_another_browser_of_who_agreed_is_not_asked(
    newcomer: Client, deelnemer: Deelnemer, first: Voorwaarden
) -> None:
    services.agree(actor=deelnemer, terms=first)
    assert newcomer.get("/mijn/").status_code == 200


def test_what_was_agreed_to_in_a_session_is_not_that_of_another_person(
    newcomer: Client, organisator: Deelnemer, first: Voorwaarden
) -> None:
    agree(newcomer, first.version)
    sign_in(newcomer, organisator, agreed=False)
    assert newcomer.get("/mijn/").status_code == 302


@pytest.mark.parametrize(
    "path",
    [
        "/account/logout/",
        "/account/email/",
        "/voorwaarden/",
        "/voorwaarden/1/",
        "/privacy/",
        "/contact/",
        "/nieuws/atom.xml",
        "/robots.txt",
        "/mijn/berichten/",
    ],
)
def test_who_did_not_agree_can_still_read_this_and_leave(newcomer: Client, path: str) -> None:
    answer = newcomer.get(path)
    blocked = answer.headers.get("Location", "").startswith("/mijn/akkoord/")
    assert blocked is (path == "/mijn/berichten/")


@pytest.mark.parametrize("destination", ["image", "iframe", "empty"])
def test_what_a_page_fetches_is_not_asked(newcomer: Client, destination: str) -> None:
    answer = newcomer.get("/mijn/", headers={"Sec-Fetch-Dest": destination})
    assert answer.status_code == 200
    answer = newcomer.get("/mijn/", headers={"Sec-Fetch-Dest": "document"})
    assert answer.status_code == 302


def test_a_form_that_is_being_sent_is_not_lost(
    client_of: ClientOf, deelnemer: Deelnemer, publish: Callable[..., Voorwaarden], community: Any
) -> None:
    client = client_of(deelnemer)
    publish("Wees nog aardiger.")
    content_type = ContentType.objects.get_for_model(community)
    path = f"/communities/gesprek/{content_type.pk}/{community.pk}/reageer/"
    client.post(path, {"body": "Hier werkte ik een uur aan."})
    assert Reactie.objects.get().body == "Hier werkte ik een uur aan."
    assert client.get("/mijn/").status_code == 302


def test_a_version_that_came_in_between_is_shown_before_it_is_agreed_to(
    newcomer: Client, first: Voorwaarden, publish: Callable[..., Voorwaarden]
) -> None:
    publish("Nog een regel.")
    answer = agree(newcomer, first.version)
    assert answer.status_code == 422
    assert "Er kwam net een nieuwe versie" in answer.text
    assert not Akkoord.objects.exists()


def test_question_leads_to_no_other_site(newcomer: Client, first: Voorwaarden) -> None:
    answer = agree(newcomer, first.version, next="https://kwaad.voorbeeld.nl/")
    assert answer.headers["Location"] == "/mijn/"


def test_asking_takes_no_query_for_who_agreed(client_of: ClientOf, deelnemer: Deelnemer) -> None:
    client = client_of(deelnemer)
    client.get("/mijn/")
    with CaptureQueriesContext(connection) as captured:
        client.get("/mijn/")
    tables = ("communities_voorwaarden", "communities_akkoord")
    assert [each["sql"] for each in captured if any(name in each["sql"] for name in tables)] == []


def test_nobody_is_asked_while_a_beheerder_looks_as_another(
    rf: Any, deelnemer: Deelnemer, beheerder: Deelnemer
) -> None:
    request = rf.get("/mijn/")
    request.user, request.session = deelnemer, {}
    assert akkoord.is_missing(request)
    request.beheerder = beheerder
    assert not akkoord.is_missing(request)


def test_a_visitor_is_not_asked_and_reads_every_version(
    client: Client, first: Voorwaarden, publish: Callable[..., Voorwaarden]
) -> None:
    second = publish("De tweede tekst.")
    assert client.get("/casussen/").status_code == 200
    page = client.get("/voorwaarden/")
    assert "De tweede tekst." in page.text
    assert f"/voorwaarden/{first.version}/" in page.text
    old = client.get(f"/voorwaarden/{first.version}/")
    assert "Deze versie geldt niet meer" in old.text
    assert "Deze versie geldt niet meer" not in client.get(second.get_absolute_url()).text


def test_a_draft_is_read_by_nobody_else(
    client_of: ClientOf, beheerder: Deelnemer, first: Voorwaarden
) -> None:
    draft = services.write_terms(actor=beheerder, text="Geheim: kanarievogel", changes="Anders.")
    for person in (None, beheerder):
        client = client_of(person)
        assert client.get(draft.get_absolute_url()).status_code == 404
        assert "kanarievogel" not in client.get("/voorwaarden/").text


def test_published_terms_never_change(first: Voorwaarden) -> None:
    for act in (
        lambda: Voorwaarden.objects.filter(pk=first.pk).update(text="Iets anders."),
        lambda: Voorwaarden.objects.filter(pk=first.pk).delete(),
    ):
        with pytest.raises(DatabaseError, match="Cannot update or delete"), transaction.atomic():
            act()
    assert Voorwaarden.objects.get(pk=first.pk).text == first.text


def test_beheerder_writes_looks_and_lets_it_hold(
    client_of: ClientOf, beheerder: Deelnemer, first: Voorwaarden
) -> None:
    client = client_of(beheerder)
    form = client.get("/beheer/voorwaarden/schrijven/").context["form"]
    assert form["text"].value() == first.text, "a next version begins as the last one"
    answer = client.post("/beheer/voorwaarden/schrijven/", {"text": "Nieuw."})
    assert answer.status_code == 422, "what changed must be said"
    client.post("/beheer/voorwaarden/schrijven/", {"text": "Nieuw.", "changes": "Alles."})
    draft = client.get("/beheer/voorwaarden/publiceren/").context["draft"]
    assert draft.version == first.version + 1
    assert Voorwaarden.objects.current() == first
    client.post("/beheer/voorwaarden/publiceren/", {"expected": draft.fingerprint})
    now = Voorwaarden.objects.current()
    assert now is not None
    assert (now.text, now.changes, now.published_by) == ("Nieuw.", "Alles.", beheerder)


def test_nobody_publishes_what_they_did_not_see(beheerder: Deelnemer) -> None:
    seen = services.write_terms(actor=beheerder, text="Een", changes="Iets.").fingerprint
    services.write_terms(actor=beheerder, text="Twee", changes="Iets.")
    assert Voorwaarden.objects.drafts().count() == 1
    with pytest.raises(ValidationError):
        services.publish_terms(actor=beheerder, expected=seen)


def test_same_number_of_queries_for_1_and_50_versions(
    client_of: ClientOf,
    beheerder: Deelnemer,
    publish: Callable[..., Voorwaarden],
    queries: Callable[[Client, str], int],
) -> None:
    client = client_of(beheerder)
    few = queries(client, "/beheer/voorwaarden/")
    for number in range(49):
        publish(f"Versie {number}")
    client = client_of(beheerder)
    assert queries(client, "/beheer/voorwaarden/") == few


def test_without_terms_nobody_is_asked(newcomer: Client) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; TRUNCATE communities_voorwaarden CASCADE")
    akkoord.forget_current()
    assert newcomer.get("/mijn/").status_code == 200
    assert newcomer.get("/voorwaarden/").status_code == 404
