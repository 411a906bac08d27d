"""Row 85: was this useful, without an account, without a cookie, and nothing of who it was."""

import re
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from casussen import toegangsproef
from handboek.models import Advies, Lezersantwoord
from netwerk.kern.avg import retention
from tests.factories import LezersantwoordFactory

pytestmark = pytest.mark.django_db
QUEUE = "/handboek/redactie/lezers/"
PROOF = re.compile(r'name="opened" value="([^"]+)"')


@pytest.fixture(autouse=True)
def _patient(fresh_cache: None, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a form be as old as somebody who read it for a moment."""
    monkeypatch.setattr(toegangsproef, "TOO_FAST", 0.0)


def url(advies: Advies) -> str:
    return f"/handboek/adviezen/{advies.number}/nuttig/"


def opened(client: Client, advies: Advies, answer: str = "ja") -> dict[str, str]:
    """Open the form as a link of the reading page does; return what it would send."""
    text = client.get(f"{url(advies)}?antwoord={answer}").content.decode()
    proof = PROOF.search(text)
    assert proof
    return {"antwoord": answer, "opened": unescape(proof[1]), "website": ""}


def test_one_answer_for_one_form(client, make_advies) -> None:
    advies = make_advies()
    sent = opened(client, advies) | {"toelichting": "Ik mis de kosten."}
    for _ in range(3):
        answer = client.post(url(advies), sent)
        assert answer.headers["Location"] == f"{url(advies)}bedankt/"
    client.post(url(advies), sent | {"antwoord": "nee", "toelichting": "Toch niet."})
    row = Lezersantwoord.objects.get()
    assert (row.advies, row.useful, row.body) == (advies, True, "Ik mis de kosten.")
    client.post(url(advies), opened(client, advies, "nee"))
    assert sorted(Lezersantwoord.objects.values_list("useful", flat=True)) == [False, True]


def test_reading_and_answering_set_no_cookie(client, make_advies) -> None:
    advies = make_advies()
    page = client.get(advies.get_absolute_url())
    text = page.content.decode()
    assert f'href="{url(advies)}?antwoord=ja"' in text
    assert f'href="{url(advies)}?antwoord=nee"' in text
    assert "csrfmiddlewaretoken" not in text
    answers = [
        page,
        client.get(f"{url(advies)}?antwoord=ja"),
        client.post(url(advies), opened(client, advies)),
        client.get(f"{url(advies)}bedankt/"),
    ]
    for answer in answers:
        assert answer.status_code in {200, 302}
        assert not answer.cookies
        assert "Set-Cookie" not in answer.headers


def test_it_works_with_csrf_checks_on(make_advies) -> None:
    """The signed proof takes the place of the token."""
    advies, strict = make_advies(), Client(enforce_csrf_checks=True)
    assert strict.post(url(advies), opened(strict, advies)).status_code == 302
    assert Lezersantwoord.objects.count() == 1


def test_opening_the_form_changes_nothing(client, make_advies) -> None:
    advies = make_advies()
    for answer in ("ja", "nee", "", "misschien", "%00"):
        assert client.get(f"{url(advies)}?antwoord={answer}").status_code == 200
    assert not Lezersantwoord.objects.exists()
    text = client.get(f"{url(advies)}?antwoord=nee").content.decode()
    assert re.search(r'value="nee"[^>]*checked', text)


def test_nothing_is_kept_of_who_it_was(client_of, deelnemer, make_advies) -> None:
    advies, client = make_advies(), client_of(deelnemer)
    sent = opened(client, advies)
    client.post(url(advies), sent, REMOTE_ADDR="203.0.113.9")
    row = Lezersantwoord.objects.values().get()
    assert set(row) == {
        "id",
        "advies_id",
        "useful",
        "body",
        "token",
        "sent_at",
        "handled_at",
        "handled_by_id",
    }
    assert row["handled_by_id"] is None
    kept = str(row)
    for secret in ("203.0.113.9", deelnemer.email, sent["opened"]):
        assert secret not in kept


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        ("Mail mij: jan@voorbeeld.nl", "Haal een e-mailadres uit je tekst."),
        ("Bel 06 12345678 even", "Haal een telefoonnummer uit je tekst."),
        ("Bel +31 6 12345678", "Haal een telefoonnummer uit je tekst."),
        ("x" * 501, "500 tekens"),
    ],
)
def test_what_could_reach_somebody_is_refused_and_stays_typed(
    client, make_advies, words: str, complaint: str
) -> None:
    advies = make_advies()
    answer = client.post(url(advies), opened(client, advies, "nee") | {"toelichting": words})
    text = answer.content.decode()
    assert answer.status_code == 422
    assert complaint in text
    assert words in text
    assert re.search(r'value="nee"[^>]*checked', text)
    assert not Lezersantwoord.objects.exists()


@pytest.mark.parametrize(
    "change",
    [
        {"opened": ""},
        {"opened": "niet:van:ons"},
        {"website": "http://spam.voorbeeld"},
        {"antwoord": ""},
        {"antwoord": "misschien"},
        {"antwoord": "\x00"},
    ],
)
def test_what_no_reader_sends_is_asked_again(client, make_advies, change: dict[str, str]) -> None:
    advies = make_advies()
    sent = opened(client, advies) | {"toelichting": "Dit typte ik."}
    answer = client.post(url(advies), sent | change)
    assert answer.status_code == 422
    text = answer.content.decode()
    assert "Dit typte ik." in text
    assert not Lezersantwoord.objects.exists()
    again = PROOF.search(text)
    assert again
    fresh = {"opened": unescape(again[1]), "website": "", "antwoord": "ja"}
    assert client.post(url(advies), sent | fresh).status_code == 302


def test_the_proof_of_another_advies_or_an_old_one_counts_for_nothing(
    client, make_advies, monkeypatch
) -> None:
    advies, other = make_advies(), make_advies()
    sent = opened(client, advies)
    assert client.post(url(other), sent).status_code == 422
    monkeypatch.setattr(toegangsproef, "OLDEST", -1)
    assert client.post(url(advies), sent).status_code == 422
    assert not Lezersantwoord.objects.exists()


def test_who_sends_at_once_is_asked_to_press_again(client, make_advies, monkeypatch) -> None:
    monkeypatch.setattr(toegangsproef, "TOO_FAST", 3.0)
    advies = make_advies()
    answer = client.post(url(advies), opened(client, advies))
    assert answer.status_code == 422
    assert "Druk daarna nog een keer" in answer.content.decode()


def test_many_answers_from_one_place_have_to_wait(client, make_advies) -> None:
    advies = make_advies()
    for _ in range(30):
        assert client.post(url(advies), opened(client, advies)).status_code == 302
    sent = opened(client, advies) | {"toelichting": "Mijn tekst."}
    answer = client.post(url(advies), sent)
    assert answer.status_code == 429
    assert "Mijn tekst." in answer.content.decode()
    assert Lezersantwoord.objects.count() == 30


def test_the_redactie_reads_and_deals_with_it(client_of, redacteur, redacteur2, client) -> None:
    row = LezersantwoordFactory(body="Ik mis de kosten.")
    silent = LezersantwoordFactory(advies=row.advies, useful=True)
    editor = client_of(redacteur)
    assert "Eén lezer schreef iets" in editor.get("/handboek/redactie/").content.decode()
    text = editor.get(QUEUE).content.decode()
    assert "Ik mis de kosten." in text
    counts = editor.get(f"{QUEUE}adviezen/").content.decode()
    assert f"Advies {row.advies.number}: 1 keer ja, 1 keer nee" in counts
    editor.post(f"{QUEUE}{row.pk}/afgehandeld/")
    row.refresh_from_db()
    assert (row.handled_by, row.handled_at is None) == (redacteur, False)
    assert "Ik mis de kosten." not in editor.get(QUEUE).content.decode()
    assert "Ik mis de kosten." in editor.get(f"{QUEUE}?stand=klaar").content.decode()
    client_of(redacteur2).post(f"{QUEUE}{row.pk}/afgehandeld/")
    row.refresh_from_db()
    assert row.handled_by == redacteur, "the first who dealt with it stays"
    assert silent.handled_at is None
    public = client.get(row.advies.get_absolute_url()).content.decode()
    assert "Ik mis de kosten." not in public


def test_the_queue_shows_one_advies_when_asked(client_of, redacteur) -> None:
    mine, other = (
        LezersantwoordFactory(body="Dit zoek ik."),
        LezersantwoordFactory(body="Niet dit."),
    )
    client = client_of(redacteur)
    text = client.get(f"{QUEUE}?advies={mine.advies.number}").content.decode()
    assert ("Dit zoek ik." in text, other.body in text) == (True, False)
    for nonsense in ("x", "-1", "9" * 30):
        assert client.get(f"{QUEUE}?advies={nonsense}&pagina=x").status_code == 200


def count(client: Client, path: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200
    return len(captured)


def test_the_lists_take_the_same_queries_for_1_and_50(client_of, redacteur) -> None:
    client = client_of(redacteur)
    done = {"handled_by": redacteur, "handled_at": timezone.now()}
    paths = (QUEUE, f"{QUEUE}?stand=klaar", f"{QUEUE}adviezen/")

    def fill(number: int) -> None:
        for _ in range(number):
            row = LezersantwoordFactory(body="Ik mis de kosten.")
            LezersantwoordFactory(advies=row.advies, body="Gelezen.", **done)

    fill(1)
    few = [(client.get(path), count(client, path))[1] for path in paths]
    fill(49)
    assert [count(client, path) for path in paths] == few
    assert "Antwoorden 1 tot en met 20 van 50" in client.get(QUEUE).content.decode()


def test_words_go_after_180_days_and_the_answer_stays() -> None:
    old, young = LezersantwoordFactory(body="Oud."), LezersantwoordFactory(body="Jong.")
    moment = timezone.now()
    Lezersantwoord.objects.filter(pk=old.pk).update(sent_at=moment - timedelta(days=181))
    assert retention.run(moment).numbers["lezersantwoord"] == 1
    bodies = dict(Lezersantwoord.objects.values_list("pk", "body"))
    assert bodies == {old.pk: "", young.pk: "Jong."}
    assert retention.run(moment).numbers.get("lezersantwoord", 0) == 0
