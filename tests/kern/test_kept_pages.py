"""Pages that are kept for visitors: no query while nothing changed, and never an old one."""

from collections.abc import Callable
from datetime import timedelta

import brotli
import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from time_machine import travel

from communities.models import Deelnemer
from handboek import services
from netwerk.kern import kept_pages, portal_state
from netwerk.kern.begrippen.models import Begrip
from tests.factories import (
    AdviesFactory,
    BijeenkomstFactory,
    CasusFactory,
    DeelnemerFactory,
    LesFactory,
    RijksantwoordFactory,
    RijksvraagFactory,
)

ClientOf = Callable[[Deelnemer | None], Client]
WORD = "/begrippen/taal/afruil/"
committed = pytest.mark.django_db(transaction=True)
pytestmark = pytest.mark.usefixtures("fresh_cache")


def read(path: str, client: Client | None = None, **headers: str) -> tuple[str, int]:
    """Return a page and how many queries it took."""
    with CaptureQueriesContext(connection) as caught:
        response = (client or Client()).get(path, headers=headers)
    assert response.status_code == 200, path
    assert not response.cookies
    return response.content.decode(), len(caught)


def kept_now(path: str) -> str:
    """Read a page until it is kept, and return it."""
    read(path)  # the first of all may begin the state
    read(path)
    page, queries = read(path)
    assert queries == 0, path
    return page


@committed
def test_reading_asks_the_database_nothing_while_nothing_changed() -> None:
    advies = AdviesFactory(published=True, title="Vraag het aan bewoners")
    paths = ["/handboek/", advies.hoofdstuk.get_absolute_url(), advies.get_absolute_url()]
    paths += ["/begrippen/", WORD, "/handboek/adviezen/?soort=do"]
    paths.append(f"/handboek/lijst/?n={advies.number}")
    for path in paths:
        assert kept_now(path) == read(path)[0]


@committed
def test_whatever_is_written_shows_at_once() -> None:
    advies = AdviesFactory(published=True, title="Vraag het aan bewoners")
    path = advies.get_absolute_url()
    kept_now(path)
    advies.title = "Vraag het aan jongeren"
    advies.save()
    assert "Vraag het aan jongeren" in read(advies.get_absolute_url())[0]
    assert read("/handboek/adviezen/")[0].count("Vraag het aan jongeren") >= 1
    kept_now("/handboek/adviezen/")
    type(advies).objects.filter(pk=advies.pk).update(title="Vraag het met een rechte regel")
    assert "met een rechte regel" in read("/handboek/adviezen/")[0]
    kept_now(WORD)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE begrippen_begrip SET definition = 'Iets anders.'")
    assert "Iets anders." in read(WORD)[0]


@committed
def test_no_kept_page_holds_an_answer_that_waits() -> None:
    les = AdviesFactory(published=True).lessen.get()
    vraag = RijksvraagFactory(les=les)
    pages = [vraag.get_absolute_url(), les.get_absolute_url(), "/handboek/vragen-aan-het-rijk/"]
    for path in pages:
        kept_now(path)
    antwoord = RijksantwoordFactory(vraag=vraag, answer="Ja, met een kanarie.")
    for path in pages:
        assert "kanarie" not in read(path)[0]
        assert "kanarie" not in kept_now(path)
    redacteur = DeelnemerFactory(is_redacteur=True)
    services.place_rijksantwoord(actor=redacteur, antwoord=antwoord, seen=antwoord.mark())
    for path in pages:
        assert "Ja, met een kanarie." in read(path)[0]


@committed
def test_what_is_made_private_is_gone_at_the_next_request() -> None:
    casus = CasusFactory(title="Een bus in Veldhage", visibility="public")
    les = LesFactory(casus=casus)
    advies = AdviesFactory(published=True, les=les)
    assert casus.title in kept_now(advies.get_absolute_url())
    casus.visibility = "community"
    casus.save()
    assert casus.title not in read(advies.get_absolute_url())[0]


@committed
def test_a_page_made_before_a_change_is_not_kept_after_it() -> None:
    kept_now(WORD)
    begrip = Begrip.objects.get(schema__key="taal", notation="afruil")
    with transaction.atomic():
        begrip.definition = "Nog niet vast."
        begrip.save()
        kept, _ = portal_state.look()
        assert kept is not None
        assert "Nog niet vast." in read(WORD)[0]  # in the transaction itself: not from what is kept
        transaction.set_rollback(True)
    assert "Nog niet vast." not in kept_now(WORD)
    with transaction.atomic():
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            Begrip.objects.filter(pk=begrip.pk).update(definition="Teruggedraaid.")
            raise ZeroDivisionError
        Begrip.objects.filter(pk=begrip.pk).update(definition="Vast.")
    assert "Vast." in read(WORD)[0]


@committed
def test_who_is_signed_in_reads_their_own_page(client_of: ClientOf, redacteur: Deelnemer) -> None:
    advies = AdviesFactory(published=True)
    path = advies.get_absolute_url()
    kept_now(path)
    own = client_of(redacteur).get(path)
    assert "Voor de redactie" in own.content.decode()
    assert "no-store" in own.headers["Cache-Control"]
    assert "Voor de redactie" not in read(path)[0]


@committed
def test_a_browser_that_has_the_page_gets_no_page_again() -> None:
    kept_now(WORD)
    first = Client().get(WORD)
    again = Client().get(WORD, headers={"if-none-match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert first.headers["Cache-Control"] == "no-cache"
    assert "Cookie" in first.headers["Vary"]
    assert "Content-Security-Policy" in first.headers


@committed
def test_choices_that_anybody_makes_up_do_not_fill_the_memory(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(kept_pages, "MOST_CHOICES", 2)
    read(WORD)
    for number in range(4):
        read(f"{WORD}?x={number}")
    assert [read(f"{WORD}?x={number}")[1] == 0 for number in range(4)] == [True, True, False, False]
    assert kept_now(WORD)


@committed
def test_addresses_that_only_look_new_do_not_fill_the_memory(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    les = AdviesFactory(published=True).lessen.get()
    zeros = [f"/handboek/lessen/{'0' * number}{les.number}/" for number in range(1, 5)]
    signs = [f"{WORD}?{'&' * number}" for number in range(1, 5)]
    read(WORD)
    monkeypatch.setattr(kept_pages, "MOST_CHOICES", 0)
    for path in zeros + signs:
        assert [read(path)[1] == 0 for _ in range(3)] == [False] * 3, path
    for host in ("testserver:81", "TESTSERVER", "testserver:082"):
        assert [read(WORD, host=host)[1] == 0 for _ in range(3)] == [False] * 3, host
    assert kept_now(les.get_absolute_url())


@committed
def test_what_changes_by_the_clock_is_kept_a_minute() -> None:
    meeting = BijeenkomstFactory(visibility="public")
    paths = ["/", "/bijeenkomsten/", meeting.get_absolute_url(), "/casussen/", "/communities/"]
    now = timezone.now()
    with travel(now, tick=False):
        for path in paths:
            kept_now(path)
    with travel(now + timedelta(seconds=59), tick=False):
        assert [read(path)[1] for path in paths] == [0] * len(paths)
    with travel(now + timedelta(seconds=61), tick=False):
        assert all(read(path)[1] for path in paths)


@committed
def test_a_bijeenkomst_that_begins_is_no_more_to_come_within_a_minute() -> None:
    begin = timezone.now() + timedelta(days=1)
    meeting = BijeenkomstFactory(
        visibility="public", starts_at=begin, ends_at=begin + timedelta(hours=1)
    )
    path, end = meeting.get_absolute_url(), meeting.ends_at
    with travel(end - timedelta(seconds=30), tick=False):
        before = kept_now(path)
    with travel(end + timedelta(seconds=31), tick=False):
        assert read(path)[0] != before


@committed
def test_what_visitors_never_see_leaves_the_pages_kept(
    client_of: ClientOf, deelnemer: Deelnemer
) -> None:
    member = client_of(deelnemer)
    kept_now(WORD)
    with CaptureQueriesContext(connection) as caught:
        member.post("/account/logout/")
    assert any("django_session" in query["sql"] for query in caught.captured_queries)
    assert read(WORD)[1] == 0


@committed
def test_a_visitor_gets_a_page_in_brotli_and_a_member_never(client_of: ClientOf) -> None:
    plain = kept_now(WORD)
    for accept in ("br", "gzip, deflate, br, zstd", "br;q=0.5"):
        for path in (WORD, "/zoeken/?q=afruil"):
            whole = Client().get(path)
            small = Client().get(path, headers={"accept-encoding": accept})
            assert brotli.decompress(small.content) == whole.content
            assert len(small.content) < len(whole.content) / 2
            assert small.headers["Content-Encoding"] == "br"
            assert small.headers["Content-Length"] == str(len(small.content))
            assert "Accept-Encoding" in whole.headers["Vary"]
    whole, small = Client().get(WORD), Client().get(WORD, headers={"accept-encoding": "br"})
    assert small.headers["ETag"] != whole.headers["ETag"], "other bytes, other name"
    asked = {"accept-encoding": "br", "if-none-match": small.headers["ETag"]}
    again = Client().get(WORD, headers=asked)
    assert (again.status_code, again.content) == (304, b"")
    for accept in ("", "gzip", "br;q=0", "br; q=0.0, gzip", "brotli"):
        answer = Client().get(WORD, headers={"accept-encoding": accept})
        assert answer.content.decode() == plain
    for client, path in ((client_of(DeelnemerFactory()), WORD), (Client(), "/account/login/")):
        answer = client.get(path, headers={"accept-encoding": "br"})
        assert "Content-Encoding" not in answer.headers, "it holds a token"


@committed
@pytest.mark.parametrize(
    ("path", "kept"),
    [("/zoeken/suggesties/?q=afruil", "max-age=60"), ("/zoeken/atom.xml?q=afruil", "max-age=300")],
)
def test_what_a_browser_may_have_for_a_while_stays_so(path: str, kept: str) -> None:
    answer = Client().get(path, headers={"accept-encoding": "br"})
    assert answer.headers["Cache-Control"] == f"public, {kept}"
