"""The consent of the organisation described: nothing becomes public without it (row 48)."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from casussen import services
from casussen.enums import ConsentState, RequestState, SectionKind
from casussen.models import Casus, CasusDeelname, Publicatieverzoek, Toestemming
from casussen.openbaar import public_mark, public_text
from casussen.services import consent as consents
from communities.models import Community, Deelnemer
from netwerk.kern.audit.models import AuditEvent
from netwerk.kern.berichten.models import MessageEvent
from netwerk.kern.berichten.planner import plan_due
from netwerk.kern.berichten.sender import send_due
from tests.factories import CasusFactory, ToestemmingFactory, begrip

ClientOf = Callable[[Deelnemer | None], Client]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("fresh_cache")]
SECRET = "De wethouder twijfelde."
CONTACT = {
    "contact_name": "Noor Haverkamp",
    "contact_role": "Wethouder",
    "contact_email": "noor@veldhage.example",
    "note": "We spraken elkaar in maart.",
}


@pytest.fixture
def casus(community: Community, deelnemer: Deelnemer) -> Casus:
    """Return a casus of *deelnemer* for the network, with all that is needed, and a secret."""
    made = CasusFactory(community=community, casushouder=deelnemer, visibility="network")
    complete(made)
    return made


def complete(casus: Casus) -> None:
    for kind in (SectionKind.CONTEXT, SectionKind.RESULTS):
        body = f"Iedereen leest dit over {kind.label}.\n\n:::vertrouwelijk\n{SECRET}\n:::"
        services.save_section(actor=casus.casushouder, casus=casus, kind=kind, body=body, version=0)
    casus.themes.add(begrip("cbs-thema", "wonen"))


def ask(casus: Casus, **more: Any) -> Toestemming:
    return services.ask_consent(actor=casus.casushouder, casus=casus, **CONTACT | more)


def page_of(row: Toestemming) -> str:
    return reverse("casussen:consent_answer", args=[consents.token_of(row)])


def say(row: Toestemming, answer: str, note: str = "", client: Client | None = None) -> Any:
    """Answer as the contact does: read, choose, confirm."""
    visitor = client or Client()
    page = visitor.get(page_of(row))
    seen = page.context["form"].initial["seen"]
    data = {"answer": answer, "note": note, "seen": seen}
    sure = visitor.post(page_of(row), data)
    assert sure.status_code == 200
    return visitor.post(page_of(row), data | {"confirmed": "1"})


def send_mail() -> None:
    plan_due()
    send_due()


def decide(casus: Casus, actor: Deelnemer) -> None:
    verzoek = Publicatieverzoek.objects.waiting().get(casus=casus)
    services.decide_publication(actor=actor, verzoek=verzoek, granted=True)


def publish(casus: Casus, organisator: Deelnemer) -> Toestemming:
    row = ask(casus)
    say(row, "ja")
    services.request_publication(actor=casus.casushouder, casus=casus)
    decide(casus, organisator)
    return row


def test_public_is_impossible_until_the_named_contact_approved_by_link(
    casus: Casus, organisator: Deelnemer, mailoutbox: list[Any]
) -> None:
    writer = casus.casushouder
    with pytest.raises(services.CasusError):
        services.request_publication(actor=writer, casus=casus)
    row = ask(casus)
    verzoek = Publicatieverzoek.objects.create(casus=casus, wanted="public", requested_by=writer)
    with pytest.raises(services.CasusError):
        services.decide_publication(actor=organisator, verzoek=verzoek, granted=True)
    verzoek.delete()
    send_mail()
    [mail] = mailoutbox
    assert mail.to == [CONTACT["contact_email"]]
    [token] = re.findall(r"/toestemming/([^/\s]+)/", mail.body)
    assert consents.row_of(token) == row
    assert SECRET not in mail.body
    assert casus.summary not in mail.body
    assert say(row, "ja", "Mooi verhaal.").status_code == 200
    services.request_publication(actor=writer, casus=casus)
    decide(casus, organisator)
    casus.refresh_from_db()
    assert casus.visibility == "public"
    row.refresh_from_db()
    assert (row.state, row.text_mark, row.text, row.answer_note) == (
        ConsentState.GRANTED,
        public_mark(casus),
        public_text(casus),
        "Mooi verhaal.",
    )
    assert SECRET not in row.text
    answered = AuditEvent.objects.get(action="toestemming.answered")
    assert (answered.actor_id, answered.data) == (None, {"toestemming": row.pk, "state": "granted"})


def test_opening_the_link_approves_nothing_and_one_post_is_not_enough(casus: Casus) -> None:
    row = ask(casus)
    scanner = Client(enforce_csrf_checks=True)
    for _ in range(3):
        page = scanner.get(page_of(row))
        assert page.status_code == 200
    assert scanner.head(page_of(row)).status_code == 200
    seen = page.context["form"].initial["seen"]
    scanner.get(page_of(row), {"answer": "ja", "confirmed": "1", "seen": seen})
    sure = scanner.post(page_of(row), {"answer": "ja", "seen": seen})
    row.refresh_from_db()
    assert row.state == ConsentState.OPEN
    assert "Je zegt ja" in sure.text
    scanner.post(page_of(row), {"answer": "ja", "seen": seen, "confirmed": "1"})
    row.refresh_from_db()
    assert row.state == ConsentState.GRANTED


def test_the_page_shows_what_the_public_reads_and_is_kept_by_nobody(casus: Casus) -> None:
    row = ask(casus)
    visitor = Client()
    page = visitor.get(page_of(row))
    assert "Iedereen leest dit over Resultaten." in page.text
    assert casus.summary in page.text
    assert CONTACT["note"] in page.text
    assert SECRET not in page.text
    assert not visitor.cookies
    assert page.headers["Cache-Control"] == "no-store"
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert "noindex" in page.headers["X-Robots-Tag"]
    assert CONTACT["contact_email"] not in page.text


def test_a_token_is_for_one_question_and_cannot_be_made(casus: Casus) -> None:
    from netwerk.kern.berichten import tokens

    row = ask(casus)
    for token in (
        "x",
        f"{row.pk}",
        consents.token_of(row).replace(":", ":x", 1),
        tokens.link_token("toestemming", row.pk),
        tokens.link_token("uitnodiging", row.pk),
    ):
        address = reverse("casussen:consent_answer", args=[token])
        assert Client().get(address).status_code == 404
    assert Client().get(page_of(row)).status_code == 200


def test_an_answer_can_be_changed_by_the_same_link_until_it_is_public(casus: Casus) -> None:
    row = ask(casus)
    for answer, state in (("nee", "refused"), ("ja", "granted"), ("nee", "withdrawn")):
        say(row, answer, "Om deze reden.")
        row.refresh_from_db()
        assert row.state == state
        page = Client().get(page_of(row))
        assert "Om deze reden." in page.text
    with pytest.raises(services.CasusError):
        services.request_publication(actor=casus.casushouder, casus=casus)


def test_the_writers_hear_the_answer_without_the_words_of_the_contact(
    casus: Casus, mailoutbox: list[Any]
) -> None:
    author = CasusFactory().casushouder
    CasusDeelname.objects.create(casus=casus, deelnemer=author, role="co_author")
    expert = CasusFactory().casushouder
    CasusDeelname.objects.create(casus=casus, deelnemer=expert, role="expert")
    row = ask(casus)
    say(row, "nee", "Geheim antwoord")
    send_mail()
    told = {address for mail in mailoutbox for address in mail.to}
    assert told == {casus.casushouder.email, author.email}
    assert all("Geheim antwoord" not in mail.body for mail in mailoutbox)
    assert all("Noor Haverkamp vindt het niet goed" in mail.body for mail in mailoutbox)


@pytest.mark.parametrize("change", ["section", "title", "theme", "welfare"])
def test_another_text_needs_another_consent(
    casus: Casus, organisator: Deelnemer, client_of: ClientOf, change: str
) -> None:
    writer = casus.casushouder
    say(ask(casus), "ja")
    services.request_publication(actor=writer, casus=casus)
    if change == "section":
        services.save_section(
            actor=writer, casus=casus, kind="results", body="Nieuwe regel.", version=1
        )
    elif change == "title":
        services.update_casus(actor=writer, casus=casus, title="Nieuwe regel.")
    elif change == "theme":
        services.update_casus(actor=writer, casus=casus, themes=[begrip("cbs-thema", "milieu")])
    else:
        lines = {"nu": ("plus", "Nieuwe regel.")}
        services.set_welvaartsbeeld(actor=writer, casus=casus, lines=lines)
    with pytest.raises(services.CasusError):
        decide(casus, organisator)
    assert Casus.objects.get(pk=casus.pk).visibility == "network"
    page = client_of(organisator).get(reverse("casussen:decide", args=[casus.slug]))
    assert "Ja zeggen kan nu niet" in page.text
    if change != "theme":
        assert "Nieuwe regel." in page.text.partition("Dit is er veranderd")[2][:2000]
    MessageEvent.objects.all().delete()
    say(ask(casus), "ja")
    told = MessageEvent.objects.values_list("kind", flat=True)
    assert "publicatieverzoek.asked" in told
    decide(casus, organisator)
    assert Casus.objects.get(pk=casus.pk).visibility == "public"


def test_a_confidential_passage_that_changes_needs_no_new_consent(
    casus: Casus, organisator: Deelnemer
) -> None:
    say(ask(casus), "ja")
    current = casus.secties.get(kind="results")
    body = current.body.replace(SECRET, "Iets anders wat niemand mag weten.")
    services.save_section(
        actor=casus.casushouder, casus=casus, kind="results", body=body, version=1
    )
    assert consents.state_of(casus) == "granted"
    services.request_publication(actor=casus.casushouder, casus=casus)
    decide(casus, organisator)
    assert Casus.objects.get(pk=casus.pk).visibility == "public"


def test_a_yes_is_about_the_text_that_was_read(casus: Casus) -> None:
    row = ask(casus)
    visitor = Client()
    seen = visitor.get(page_of(row)).context["form"].initial["seen"]
    services.save_section(
        actor=casus.casushouder, casus=casus, kind="results", body="Heel anders.", version=1
    )
    said = {"answer": "ja", "note": "Prima zo.", "seen": seen, "confirmed": "1"}
    page = visitor.post(page_of(row), said)
    row.refresh_from_db()
    assert (page.status_code, row.state) == (422, ConsentState.OPEN)
    assert "De tekst is gewijzigd terwijl je las" in page.text
    assert "Heel anders." in page.text
    assert "Prima zo." in page.text


def test_withdrawing_takes_it_from_the_public_at_once_and_can_be_undone(
    casus: Casus, organisator: Deelnemer, redacteur: Deelnemer, mailoutbox: list[Any]
) -> None:
    row = publish(casus, organisator)
    assert Client().get(casus.get_absolute_url()).status_code == 200
    send_mail()
    mailoutbox.clear()
    say(row, "nee", "Het ligt nu gevoelig.")
    casus.refresh_from_db()
    row.refresh_from_db()
    assert (casus.visibility, row.state) == ("network", ConsentState.WITHDRAWN)
    assert Client().get(casus.get_absolute_url()).status_code == 404
    send_mail()
    told = {address for mail in mailoutbox for address in mail.to}
    assert told == {casus.casushouder.email, organisator.email, redacteur.email}
    assert all(mail.subject.startswith("Niet meer openbaar") for mail in mailoutbox)
    say(row, "ja")
    assert Casus.objects.get(pk=casus.pk).visibility == "network"
    services.request_publication(actor=casus.casushouder, casus=casus)
    decide(casus, organisator)
    assert Casus.objects.get(pk=casus.pk).visibility == "public"


def test_asking_another_contact_does_not_silence_the_first(
    casus: Casus, organisator: Deelnemer
) -> None:
    first = publish(casus, organisator)
    second = ask(casus, contact_email="ander@veldhage.example")
    assert Client().get(page_of(first)).status_code == 200
    say(first, "nee")
    assert Casus.objects.get(pk=casus.pk).visibility == "network"
    say(second, "ja")
    page = Client().get(page_of(first))
    assert page.status_code == 410


def test_a_question_is_sent_again_taken_back_and_expires(casus: Casus) -> None:
    writer = casus.casushouder
    row = ask(casus)
    with pytest.raises(services.CasusError):
        services.resend_consent(actor=writer, casus=casus)
    Toestemming.objects.update(sent_at=timezone.now() - timedelta(days=1))
    again = services.resend_consent(actor=writer, casus=casus)
    assert (again.pk, again.times_sent) == (row.pk, 2)
    Toestemming.objects.update(expires_at=timezone.now() - timedelta(minutes=1))
    page = Client().get(page_of(row))
    assert (page.status_code, consents.state_of(casus)) == (410, "expired")
    posted = Client().post(page_of(row), {"answer": "ja", "confirmed": "1", "seen": "x"})
    assert posted.status_code == 410
    replaced = ask(casus, contact_email="ander@veldhage.example")
    services.take_back_consent(actor=writer, casus=casus)
    for each in (row, replaced):
        assert Client().get(page_of(each)).status_code == 410
    assert consents.state_of(casus) == "none"
    with pytest.raises(services.CasusError):
        services.take_back_consent(actor=writer, casus=casus)


def test_an_older_link_to_the_same_contact_leads_to_the_newest_question(casus: Casus) -> None:
    first = ask(casus)
    second = ask(casus)
    say(first, "ja")
    second.refresh_from_db()
    assert second.state == ConsentState.GRANTED


def test_the_contact_is_somebody_else_than_who_writes(casus: Casus) -> None:
    author = CasusFactory().casushouder
    CasusDeelname.objects.create(casus=casus, deelnemer=author, role="co_author")
    for person in (casus.casushouder, author):
        with pytest.raises(services.CasusError):
            ask(casus, contact_email=person.email.upper())
    assert Toestemming.objects.count() == 0


def test_who_agreed_for_the_organisation_does_not_look_along(
    casus: Casus, organisator: Deelnemer, redacteur: Deelnemer
) -> None:
    say(ask(casus, contact_email=organisator.email), "ja")
    services.request_publication(actor=casus.casushouder, casus=casus)
    with pytest.raises(services.CasusError):
        decide(casus, organisator)
    decide(casus, redacteur)
    assert Casus.objects.get(pk=casus.pk).visibility == "public"


def test_an_incomplete_casus_is_put_to_nobody(casus: Casus) -> None:
    casus.themes.clear()
    with pytest.raises(services.IncompleteError):
        ask(casus)


def test_nobody_mails_strangers_without_end(casus: Casus) -> None:
    for number in range(consents.MOST_A_DAY):
        ask(casus, contact_email=f"a{number}@veldhage.example")
    with pytest.raises(services.CasusError):
        ask(casus)
    Toestemming.objects.update(sent_at=timezone.now() - timedelta(days=1), times_sent=5)
    with pytest.raises(services.CasusError):
        services.resend_consent(actor=casus.casushouder, casus=casus)


def test_answers_from_one_place_are_counted(casus: Casus, fresh_cache: None, settings: Any) -> None:
    row = ask(casus)
    codes = [Client().post(page_of(row), {}).status_code for _ in range(32)]
    assert set(codes) == {422, 429}
    row.refresh_from_db()
    assert row.state == ConsentState.OPEN


def test_a_change_of_a_public_text_is_told_once_and_quietly(
    casus: Casus, organisator: Deelnemer, redacteur: Deelnemer
) -> None:
    say(ask(casus), "ja")
    services.request_publication(actor=casus.casushouder, casus=casus)
    decide(casus, redacteur)
    MessageEvent.objects.all().delete()
    later = timezone.now() + timedelta(hours=2)
    consents.notice_changes(later)
    assert MessageEvent.objects.count() == 0
    services.save_section(
        actor=casus.casushouder, casus=casus, kind="results", body="Anders.", version=1
    )
    assert consents.notice_changes(timezone.now()) == 0
    assert [consents.notice_changes(later) for _ in range(2)] == [1, 0]
    [event] = MessageEvent.objects.all()
    assert event.kind == "casus.public_changed"
    from netwerk.kern.berichten import registry

    told = registry.get("casus.public_changed").recipients(event)
    assert {person.pk for person in told} == {organisator.pk, redacteur.pk}
    assert Casus.objects.get(pk=casus.pk).visibility == "public"


def test_a_mail_that_comes_back_is_shown(casus: Casus, client_of: ClientOf) -> None:
    row = ask(casus)
    consents.note_came_back(pk=row.pk, times=1)
    page = client_of(casus.casushouder).get(
        reverse("casussen:request_publication", args=[casus.slug])
    )
    assert "De mail kwam terug" in page.text


def test_the_answers_of_the_past_stay_for_who_decides(
    casus: Casus, organisator: Deelnemer, client_of: ClientOf
) -> None:
    say(ask(casus, contact_name="Kees de Jong", contact_email="k@v.example"), "nee", "Te vroeg.")
    say(ask(casus), "ja")
    verzoek = services.request_publication(actor=casus.casushouder, casus=casus)
    services.decide_publication(
        actor=organisator, verzoek=verzoek, granted=False, reason="Leg de cijfers uit."
    )
    services.request_publication(actor=casus.casushouder, casus=casus)
    page = client_of(organisator).get(reverse("casussen:decide", args=[casus.slug])).text
    for words in ("Kees de Jong", "Te vroeg.", "Leg de cijfers uit.", "Noor Haverkamp"):
        assert words in page
    assert Publicatieverzoek.objects.filter(state=RequestState.REFUSED).count() == 1


def test_no_consent_is_given_for_a_factory_row(casus: Casus) -> None:
    ToestemmingFactory(casus=casus, granted=True)
    assert consents.state_of(casus) == "granted"


def test_what_the_contact_wrote_stays_when_they_go_back_to_the_text(casus: Casus) -> None:
    row = ask(casus)
    data = {"answer": "nee", "note": "Haal de naam eruit.", "seen": public_mark(casus)}
    sure = Client().post(page_of(row), data).text
    assert "Dit zeg je erbij: Haal de naam eruit." in sure
    back = Client().post(page_of(row), data | {"terug": "1"})
    assert back.context["form"]["note"].value() == "Haal de naam eruit."
    assert back.context["form"]["answer"].value() == "nee"
    row.refresh_from_db()
    assert row.answered_at is None


def test_the_contact_reads_what_is_true_of_a_text_that_is_public(
    casus: Casus, organisator: Deelnemer
) -> None:
    row = ask(casus)
    assert "Dit leest iedereen straks" in Client().get(page_of(row)).text
    say(row, "ja")
    services.request_publication(actor=casus.casushouder, casus=casus)
    decide(casus, organisator)
    page = Client().get(page_of(row))
    assert "Dit leest iedereen nu" in page.text
    data = {"answer": "ja", "seen": page.context["form"].initial["seen"]}
    sure = Client().post(page_of(row), data).text
    assert "De tekst blijft openbaar." in sure
    assert "Pas dan wordt de tekst openbaar" not in sure
    no = Client().post(page_of(row), data | {"answer": "nee"}).text
    assert "Mensen in het netwerk kunnen hem nog lezen." in no


def test_mail_to_the_contact_says_that_it_is_asked_again_and_comes_from_the_network(
    casus: Casus, organisator: Deelnemer, mailoutbox: list[Any]
) -> None:
    row = ask(casus)
    send_mail()
    say(row, "nee")
    ask(casus, contact_email=CONTACT["contact_email"].upper())
    send_mail()
    first, second = (mail for mail in mailoutbox if mail.subject.startswith("Mag iedereen"))
    assert "Je gaf hier eerder antwoord op" not in first.body
    assert "Je gaf hier eerder antwoord op" in second.body
    say(row, "ja")
    services.request_publication(actor=casus.casushouder, casus=casus)
    decide(casus, organisator)
    send_mail()
    [told] = [mail for mail in mailoutbox if mail.subject.startswith("Iedereen kan het nu lezen")]
    assert str(organisator) not in told.from_email
    [granted] = [mail for mail in mailoutbox if mail.subject.startswith("Toegestaan")]
    assert "Iedereen kan je casus nu lezen, ook zonder account." in granted.body


@pytest.mark.parametrize(
    ("how", "words"),
    [
        ("private", "Vraag nu iemand om mee te kijken"),
        ("asked", "Nu kijkt nog iemand van het netwerk mee"),
        ("public", "Hij was al openbaar, en blijft dat"),
    ],
)
def test_the_mail_about_a_yes_says_what_is_left_to_do(
    casus: Casus, organisator: Deelnemer, mailoutbox: list[Any], how: str, words: str
) -> None:
    row = publish(casus, organisator) if how == "public" else ask(casus)
    if how == "asked":
        Publicatieverzoek.objects.create(
            casus=casus, wanted="public", requested_by=casus.casushouder
        )
    send_mail()
    mailoutbox.clear()
    say(row, "ja")
    send_mail()
    [mail] = [mail for mail in mailoutbox if mail.subject.startswith("Akkoord")]
    assert words in mail.body


def test_a_consent_that_was_taken_back_tells_writers_what_they_can_do(
    casus: Casus, organisator: Deelnemer, mailoutbox: list[Any]
) -> None:
    row = publish(casus, organisator)
    send_mail()
    mailoutbox.clear()
    say(row, "nee")
    send_mail()
    words = {mail.to[0]: mail.body for mail in mailoutbox}
    asks = "Neem contact op met wie de casus schrijft"
    assert asks not in words[casus.casushouder.email]
    assert "Praat met de organisatie" in words[casus.casushouder.email]
    assert asks in words[organisator.email]
