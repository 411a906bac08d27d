"""An answer by mail becomes a reactie, with the same rules as on the site (row 26)."""

from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.db import transaction
from django.utils import timezone

from casussen.models import Casus
from communities import inbound
from communities.models import Community, Deelnemer, Gesprek, Lidmaatschap, Reactie
from communities.services import post_reactie
from netwerk.kern.berichten import tokens
from netwerk.kern.berichten.models import Delivery, InboundMail, MessageEvent, Outcome
from netwerk.kern.berichten.planner import plan_due
from netwerk.kern.berichten.sender import send_due
from netwerk.kern.berichten.services import announce
from netwerk.kern.tekst import opmaak
from tests.factories import DeelnemerFactory, LidmaatschapFactory
from tests.inbound.conftest import ANSWER, answers, letter, outcome, plain, take_in

pytestmark = pytest.mark.django_db
STRANGER = (Outcome.REFUSED, "de afzender is niet de persoon van dit adres")


def mails_to(person: Deelnemer, mailoutbox: list[Any]) -> list[Any]:
    """Send what is due and return what this person got."""
    plan_due()
    while send_due().taken:
        continue
    return [mail for mail in mailoutbox if mail.to == [person.email]]


def test_an_answer_stands_in_the_conversation_below_what_it_answers(
    address: str, delivery: Delivery, deelnemer: Deelnemer, organisator: Deelnemer
) -> None:
    mail = take_in(letter("outlook_desktop_nl", sender=deelnemer.email), address)
    assert outcome(mail) == (Outcome.DONE, "geplaatst als reactie")
    first, answer = Reactie.objects.order_by("pk")
    assert (answer.body, answer.author, answer.parent) == (ANSWER, deelnemer, first)
    plan_due()
    told = Delivery.objects.filter(event__data__reactie_id=answer.pk)
    assert [row.person for row in told] == [organisator]


def test_a_second_verified_address_is_good_too(address: str, deelnemer: Deelnemer) -> None:
    EmailAddress.objects.create(user=deelnemer, email="Thuis@voorbeeld.nl", verified=True)
    take_in(plain("Van thuis.", sender="thuis@voorbeeld.nl"), address)
    assert answers() == ["Van thuis."]


@pytest.mark.parametrize("sender", ["boef@elders.nl", "", "a@b.nl, c@d.nl", "<<>>", "persoon"])
def test_who_is_not_the_person_is_refused_and_nobody_hears_of_it(
    sender: str, address: str, deelnemer: Deelnemer, mailoutbox: list[Any]
) -> None:
    mail = take_in(plain("Ik ben het echt.", sender=sender), address)
    assert (outcome(mail), mail.person, mail.words) == (STRANGER, None, "")
    assert answers() == []
    assert mails_to(deelnemer, mailoutbox) == []


def test_the_address_of_one_does_not_work_for_another(
    address: str, ander_lid: Deelnemer, organisator: Deelnemer, mailoutbox: list[Any]
) -> None:
    for person in (ander_lid, organisator):
        assert outcome(take_in(plain("Hoi", sender=person.email), address)) == STRANGER
        assert mails_to(person, mailoutbox) == []
    assert answers() == []


def test_an_unverified_second_address_does_not_count(address: str, deelnemer: Deelnemer) -> None:
    EmailAddress.objects.create(user=deelnemer, email="nieuw@voorbeeld.nl", verified=False)
    assert outcome(take_in(plain("Hoi", sender="nieuw@voorbeeld.nl"), address)) == STRANGER


def test_two_from_lines_are_refused(address: str, deelnemer: Deelnemer) -> None:
    raw = plain("Hoi", sender=deelnemer.email, headers="From: boef@elders.nl")
    assert outcome(take_in(raw, address)) == STRANGER


def test_a_closed_account_says_nothing(
    address: str, deelnemer: Deelnemer, mailoutbox: list[Any]
) -> None:
    Deelnemer.objects.filter(pk=deelnemer.pk).update(is_active=False)
    mail = take_in(plain("Hoi", sender=deelnemer.email), address)
    assert outcome(mail) == (Outcome.REFUSED, "het account staat uit")
    assert (answers(), mails_to(deelnemer, mailoutbox)) == ([], [])


def test_the_address_of_another_kind_of_message_places_nothing(deelnemer: Deelnemer) -> None:
    with transaction.atomic():
        announce(kind="deelnemer.welcome", subject=deelnemer, actor=None)
    plan_due()
    welcome = Delivery.objects.get(kind="deelnemer.welcome")
    mail = take_in(plain("Dank!", sender=deelnemer.email), tokens.address(tokens.REPLY, welcome.pk))
    assert outcome(mail) == (Outcome.REFUSED, "bij dit adres hoort geen gesprek")
    mail = take_in(plain("Dank!", sender=deelnemer.email), tokens.address(tokens.REPLY, 10**12))
    assert outcome(mail) == (Outcome.REFUSED, "bij dit adres hoort geen gesprek")


def _close() -> None:
    Gesprek.objects.update(closed_at=timezone.now())


def _remove() -> None:
    Reactie.objects.update(removed_at=timezone.now(), body="")


def _leave() -> None:
    Lidmaatschap.objects.all().delete()


def _hide() -> None:
    Casus.objects.update(visibility="group", casushouder=DeelnemerFactory())


@pytest.mark.parametrize(
    ("happens", "reason", "has_place"),
    [
        (_close, inbound.CLOSED, True),
        (_remove, "De reactie waarop je antwoordt, is er niet meer.", True),
        (_leave, inbound.UNREADABLE, False),
        (_hide, inbound.UNREADABLE, False),
    ],
)
def test_what_cannot_be_placed_comes_back_with_the_reason_and_the_words(
    happens: Any,
    reason: str,
    has_place: bool,
    address: str,
    delivery: Delivery,
    deelnemer: Deelnemer,
    mailoutbox: list[Any],
) -> None:
    happens()
    mail = take_in(letter("gmail_web_nl", sender=deelnemer.email), address)
    assert outcome(mail) == (Outcome.REFUSED, reason)
    assert (mail.person, mail.words, mail.raw) == (deelnemer, ANSWER, None)
    assert answers() == []
    [told] = mails_to(deelnemer, mailoutbox)
    place = f"/communities/reacties/{delivery.data['reactie_id']}/" if has_place else "/mijn/"
    assert told.subject == "Je mail is niet verwerkt" + (": Leerplekken" if has_place else "")
    assert reason in told.body
    assert ANSWER in told.body
    assert f"http://testserver{place}" in told.body
    assert ("Leerplekken" in told.body) is has_place
    assert told.message()["Reply-To"] is None


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("", inbound.EMPTY),
        ("> Wat denk jij?", inbound.EMPTY),
        ("***  \u200b", "Schrijf eerst je reactie."),
        ("ja " * 4_000, "Je reactie is te lang: 11999 tekens. Er passen er 10.000."),
    ],
)
def test_nothing_and_too_much_are_told(
    words: str, reason: str, address: str, deelnemer: Deelnemer, mailoutbox: list[Any]
) -> None:
    mail = take_in(plain(words, sender=deelnemer.email), address)
    assert outcome(mail) == (Outcome.REFUSED, reason)
    [told] = mails_to(deelnemer, mailoutbox)
    assert reason in told.body
    assert words.replace("\u200b", "").strip() in told.body


def with_file(words: str, kind: str, more: str = "", *, html: str = "") -> str:
    return "\r\n".join(
        [
            'Content-Type: multipart/mixed; boundary="grens"',
            "",
            "--grens",
            "Content-Type: text/plain; charset=utf-8",
            "",
            words,
            "--grens",
            "Content-Type: text/html; charset=utf-8",
            "",
            html,
            "--grens",
            f"Content-Type: {kind}",
            more or 'Content-Disposition: attachment; filename="plan.pdf"',
            "",
            "inhoud",
            "--grens--",
        ]
    )


def test_names_in_an_answer_by_mail_follow_the_rules_of_the_site(
    address: str, deelnemer: Deelnemer, community: Community, mailoutbox: list[Any]
) -> None:
    reader = LidmaatschapFactory(community=community, deelnemer__first_name="Rob").deelnemer
    other = LidmaatschapFactory(deelnemer__first_name="Wim").deelnemer
    mail = take_in(plain(f"Vraag @{reader} of @{other}.", sender=deelnemer.email), address)
    warning = f"{other} kan dit gesprek niet lezen en krijgt geen mail."
    assert outcome(mail) == (Outcome.DONE, f"Je reactie is geplaatst. {warning}")
    [told] = mails_to(deelnemer, mailoutbox)
    assert warning in told.body
    [named] = mails_to(reader, mailoutbox)
    assert named.subject.startswith("Je wordt genoemd bij ")
    assert mails_to(other, mailoutbox) == []
    for _ in range(2):
        LidmaatschapFactory(
            community=community,
            deelnemer__first_name="Jan",
            deelnemer__infix="",
            deelnemer__last_name="Jansen",
        )
    mail = take_in(plain("Weet @Jan Jansen dit?", sender=deelnemer.email), address)
    assert mail.outcome == Outcome.REFUSED
    assert "Er zijn meer mensen met de naam Jan Jansen." in mail.reason
    assert len(answers()) == 1


def test_an_answer_with_a_file_is_placed_and_the_loss_is_told(
    address: str, deelnemer: Deelnemer, mailoutbox: list[Any]
) -> None:
    raw = f"From: {deelnemer.email}\r\n{with_file('Zie bijlage.', 'application/pdf')}".encode()
    mail = take_in(raw, address)
    assert outcome(mail) == (Outcome.DONE, inbound.WITHOUT_FILES)
    assert answers() == ["Zie bijlage."]
    [told] = mails_to(deelnemer, mailoutbox)
    assert told.subject == "Je reactie is geplaatst, maar let op: Leerplekken"
    assert inbound.WITHOUT_FILES in told.body


def test_only_a_file_is_refused(address: str, deelnemer: Deelnemer, mailoutbox: list[Any]) -> None:
    raw = f"From: {deelnemer.email}\r\n{with_file('', 'application/pdf')}".encode()
    assert outcome(take_in(raw, address)) == (Outcome.REFUSED, inbound.ONLY_FILES)
    [told] = mails_to(deelnemer, mailoutbox)
    assert inbound.ONLY_FILES in told.body


@pytest.mark.parametrize(
    ("kind", "more", "html"),
    [
        ("image/png", "Content-ID: <logo>\r\nContent-Disposition: inline", '<img src="cid:logo">'),
        ("application/pkcs7-signature", 'Content-Disposition: attachment; filename="s.p7s"', ""),
    ],
)
def test_a_logo_or_a_seal_is_no_file(
    kind: str, more: str, html: str, address: str, deelnemer: Deelnemer, mailoutbox: list[Any]
) -> None:
    raw = f"From: {deelnemer.email}\r\n{with_file('Hoi', kind, more, html=html)}".encode()
    assert outcome(take_in(raw, address)) == (Outcome.DONE, "geplaatst als reactie")
    assert mails_to(deelnemer, mailoutbox) == []


@pytest.mark.parametrize(
    "header",
    [
        "Auto-Submitted: auto-replied",
        "Auto-Submitted: auto-generated (vacation)",
        "Precedence: bulk",
        "Precedence: Auto_Reply",
        "X-Autoreply: yes",
        "X-Autorespond: anything",
        "List-Id: <lijst.voorbeeld.nl>",
        "Return-Path: <>",
        "Message-ID: <abc@testserver>",
        'Content-Type: multipart/report; boundary="x"',
        "Subject: Afwezig: tot maandag",
        "Subject: Automatisch antwoord: Nieuwe reactie",
        "Subject: Automatic reply: Nieuwe reactie",
        "Subject: Out of Office Re: Nieuwe reactie",
        "Subject: =?utf-8?q?Automatisch_antwoord=3A_weg?=",
    ],
)
def test_what_a_program_wrote_is_ignored(
    header: str, address: str, deelnemer: Deelnemer, mailoutbox: list[Any]
) -> None:
    raw = f"{header}\r\nFrom: {deelnemer.email}\r\n\r\nIk ben er niet.".encode()
    mail = take_in(raw, address)
    assert mail.outcome == Outcome.IGNORED
    assert mail.reason
    assert (answers(), mails_to(deelnemer, mailoutbox)) == ([], [])


@pytest.mark.parametrize(
    "header",
    [
        "Auto-Submitted: no",
        "X-Auto-Response-Suppress: All",
        "Precedence: first-class",
        "Return-Path: <iemand@voorbeeld.nl>",
        "Subject: Automatische deuren in het buurthuis",
        "Subject: Re: Afwezigheid van jongeren",
    ],
)
def test_what_a_person_wrote_is_placed(header: str, address: str, deelnemer: Deelnemer) -> None:
    take_in(f"{header}\r\nFrom: {deelnemer.email}\r\n\r\nHoi.".encode(), address)
    assert answers() == ["Hoi."]


def test_an_empty_envelope_sender_is_ignored(address: str, deelnemer: Deelnemer) -> None:
    mail = take_in(plain("Hoi", sender=deelnemer.email), address, sender="")
    assert outcome(mail) == (Outcome.IGNORED, "een bericht zonder afzender")


def test_after_twenty_answers_in_an_hour_the_rest_comes_back_with_one_mail(
    address: str, deelnemer: Deelnemer, mailoutbox: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inbound, "MOST_PER_HOUR", 3)
    done = [take_in(plain(f"Nummer {n}", sender=deelnemer.email), address) for n in range(6)]
    assert [mail.outcome for mail in done] == ["done"] * 3 + ["refused"] * 3
    assert {mail.reason for mail in done[3:]} == {inbound.TOO_MANY}
    assert [mail.words for mail in done[3:]] == ["Nummer 3", "Nummer 4", "Nummer 5"]
    assert answers() == ["Nummer 0", "Nummer 1", "Nummer 2"]
    [told] = mails_to(deelnemer, mailoutbox)
    assert inbound.TOO_MANY in told.body


def test_a_mailbox_gone_mad_gets_no_mail_for_every_mail(
    address: str, deelnemer: Deelnemer, mailoutbox: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inbound, "MOST_PER_HOUR", 3)
    _close()
    done = [take_in(plain(f"Nummer {n}", sender=deelnemer.email), address) for n in range(6)]
    assert [mail.reason for mail in done] == [inbound.CLOSED] * 3 + [inbound.TOO_MANY] * 3
    assert len(mails_to(deelnemer, mailoutbox)) == 4


def test_markup_in_a_mail_is_as_harmless_as_on_the_site(address: str, deelnemer: Deelnemer) -> None:
    words = "<script>alert(1)</script>\n[klik](javascript:alert(1))\n:::vertrouwelijk\ngeheim\n:::"
    take_in(plain(words, sender=deelnemer.email), address)
    [body] = answers()
    assert body == words
    html = opmaak.render(body)
    assert "<script" not in html
    assert "href" not in html
    assert "geheim" not in html


def test_an_answer_in_a_community_stays_in_its_thread(
    community: Community, deelnemer: Deelnemer, organisator: Deelnemer
) -> None:
    root = post_reactie(actor=deelnemer, subject=community, body="Begin")
    second = post_reactie(actor=organisator, subject=community, body="Vervolg", parent=root)
    plan_due()
    row = Delivery.objects.get(person=deelnemer)
    take_in(plain("Slot", sender=deelnemer.email), tokens.address(tokens.REPLY, row.pk))
    answer = Reactie.objects.get(body="Slot")
    assert (answer.parent, answer.root) == (second, root)


def test_the_mail_says_that_it_can_be_answered_and_where(
    delivery: Delivery, deelnemer: Deelnemer, settings: Any, mailoutbox: list[Any]
) -> None:
    Delivery.objects.update(state="planned")
    [mail] = mails_to(deelnemer, mailoutbox)
    answering = tokens.address(tokens.REPLY, delivery.pk)
    assert mail.message()["Reply-To"] == f"Nationaal Netwerk Brede Welvaart <{answering}>"
    assert mail.body.startswith("--- Typ je antwoord boven deze regel ---\n")
    [html] = [str(part.content) for part in mail.alternatives]
    assert "--- Typ je antwoord boven deze regel ---" in html
    mailoutbox.clear()
    settings.MAIL_IN_DOMAIN = ""
    Delivery.objects.update(state="planned")
    [mail] = mails_to(deelnemer, mailoutbox)
    assert mail.message()["Reply-To"] is None
    for text in (mail.body, str(mail.alternatives[0].content)):
        assert "Typ je antwoord" not in text
        assert "beantwoorden" not in text


def test_nothing_is_told_about_a_stranger_in_the_event_log(address: str) -> None:
    before = MessageEvent.objects.count()
    take_in(plain("Hoi", sender="boef@elders.nl"), address)
    assert MessageEvent.objects.count() == before
    assert InboundMail.objects.get().words == ""


def test_a_member_who_only_follows_may_answer_too(
    community: Community, deelnemer: Deelnemer, organisator: Deelnemer, address: str
) -> None:
    reader = LidmaatschapFactory(community=community).deelnemer
    assert outcome(take_in(plain("Hoi", sender=reader.email), address)) == STRANGER
