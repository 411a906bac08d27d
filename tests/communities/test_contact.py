"""The contact page: a question is kept, told to beheerders, confirmed, and ticked off."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail as outgoing
from django.test import Client

from communities import drempel
from communities.models import Contactbericht, Deelnemer
from communities.services.contact import set_handled
from netwerk.kern.berichten.models import Delivery
from netwerk.kern.berichten.planner import plan_due
from netwerk.kern.berichten.sender import send_due

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("fresh_cache")]
ClientOf = Callable[[Deelnemer | None], Client]
QUESTION = {
    "name": "Sam Pieters",
    "email": "sam@voorbeeld.nl",
    "body": "Koop goedkope kanarievogels!\nMag onze gemeente meedoen?",
}


def ask(client: Client, **fields: str) -> Any:
    return client.post("/contact/", QUESTION | fields)


def post() -> list[Any]:
    plan_due()
    send_due()
    return outgoing.outbox


def test_a_question_is_kept_and_beheerders_can_answer_the_mail(
    client: Client, beheerder: Deelnemer, redacteur: Deelnemer
) -> None:
    assert ask(client).headers["Location"] == "/contact/gestuurd/"
    assert Contactbericht.objects.get().name == "Sam Pieters"
    to_beheer, *_ = [mail for mail in post() if mail.to == [beheerder.email]]
    assert "Mag onze gemeente meedoen?" in to_beheer.body
    assert to_beheer.reply_to == ["Sam Pieters <sam@voorbeeld.nl>"]
    assert not [mail for mail in outgoing.outbox if redacteur.email in mail.to]


def test_who_asks_gets_a_confirmation_without_any_word_of_the_form(
    client: Client, beheerder: Deelnemer
) -> None:
    ask(client, name="Win nu een kanarievogel op https://kwaad.voorbeeld.nl")
    [sent] = [mail for mail in post() if mail.to == ["sam@voorbeeld.nl"]]
    everything = sent.subject + sent.message().as_string() + sent.body
    assert sent.subject == "We hebben je vraag gekregen"
    for word in ("kanarievogel", "kwaad", "Sam", "gemeente meedoen"):
        assert word not in everything


def test_a_name_writes_no_headers(client: Client, beheerder: Deelnemer) -> None:
    ask(client, name="Sam\r\nBcc: iemand@voorbeeld.nl", email="sam@voorbeeld.nl")
    [sent] = [mail for mail in post() if mail.to == [beheerder.email]]
    assert sent.message()["Bcc"] is None
    assert len(sent.message().get_all("Reply-To")) == 1
    assert sent.message()["Reply-To"].endswith("<sam@voorbeeld.nl>")


def test_form_knows_who_is_signed_in_and_keeps_what_was_typed(
    client: Client, client_of: ClientOf, deelnemer: Deelnemer
) -> None:
    form = client_of(deelnemer).get("/contact/").context["form"]
    assert (form["name"].value(), form["email"].value()) == (str(deelnemer), deelnemer.email)
    answer = ask(client, email="geen adres")
    assert answer.status_code == 422
    assert "kanarievogels" in answer.text
    assert not Contactbericht.objects.exists()


def test_questions_are_limited(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    codes = [ask(client).status_code for _ in range(5)]
    assert codes == [302, 302, 302, 429, 429], "one address gets a few confirmations"
    monkeypatch.setattr(drempel, "FROM_ONE_PLACE", "2/h/ip")
    codes = [ask(client, email=f"sam{n}@voorbeeld.nl").status_code for n in range(4)]
    assert codes == [302, 302, 429, 429]


def test_beheerder_ticks_off_and_puts_back(client_of: ClientOf, beheerder: Deelnemer) -> None:
    first = Contactbericht.objects.create(**QUESTION)
    second = Contactbericht.objects.create(**QUESTION | {"body": "Tweede"})
    client = client_of(beheerder)
    page = client.get("/beheer/vragen/")
    assert [row.pk for row in page.context["vragen"]] == [first.pk, second.pk], "oldest first"
    client.post(f"/beheer/vragen/{first.pk}/")
    assert [r.pk for r in client.get("/beheer/vragen/").context["vragen"]] == [second.pk]
    done = client.get("/beheer/vragen/?stand=afgehandeld")
    assert [row.pk for row in done.context["vragen"]] == [first.pk]
    assert f"door {beheerder}" in " ".join(re.sub(r"<[^>]+>", " ", done.text).split())
    client.post(f"/beheer/vragen/{first.pk}/", {"terug": "ja"})
    first.refresh_from_db()
    assert (first.handled_at, first.handled_by) == (None, None)


def test_mail_about_a_question_that_was_answered_is_not_sent(
    client: Client, beheerder: Deelnemer
) -> None:
    ask(client)
    plan_due()
    set_handled(actor=beheerder, vraag=Contactbericht.objects.get(), handled=True)
    post()
    delivery = Delivery.objects.get(kind="contact.asked")
    assert delivery.reason == "de vraag is al afgehandeld"


@pytest.mark.parametrize("state", ["", "?stand=afgehandeld"])
def test_same_number_of_queries_for_1_and_50(
    state: str,
    client_of: ClientOf,
    beheerder: Deelnemer,
    queries: Callable[[Client, str], int],
) -> None:
    def add() -> None:
        vraag = Contactbericht.objects.create(**QUESTION)
        if state:
            set_handled(actor=beheerder, vraag=vraag, handled=True)

    add()
    client = client_of(beheerder)
    few = queries(client, f"/beheer/vragen/{state}")
    for _ in range(49):
        add()
    assert queries(client, f"/beheer/vragen/{state}") == few
