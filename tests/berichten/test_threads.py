"""Which mails a mail program shows together, and in whose name they come; on the wire."""

import base64
import re
from email.headerregistry import Address
from email.message import EmailMessage
from typing import Any

import pytest

from bijeenkomsten import services as meetings
from casussen.models import Casus
from communities.models import Community, Deelnemer
from communities.services import post_reactie
from netwerk.kern.berichten import mail, registry, tokens
from netwerk.kern.berichten.models import Delivery, State
from netwerk.kern.berichten.planner import plan_due
from netwerk.kern.berichten.sender import send_due
from tests.berichten.conftest import Sink, due_now
from tests.factories import BijeenkomstFactory, CasusFactory

pytestmark = pytest.mark.django_db
OUR_ADDRESS = "netwerk@netwerk.voorbeeld.nl"


@pytest.fixture
def casus(community: Community, deelnemer: Deelnemer) -> Casus:
    return CasusFactory(community=community, casushouder=deelnemer)


def delivered(sink: Sink) -> list[EmailMessage]:
    """Send all that is due, and return what arrived since the start."""
    plan_due()
    due_now()
    send_due()
    return sink.mails()


def normalised(subject: str) -> str:
    """Return a subject as mail programs compare it: without Re: and the like."""
    return re.sub(r"^((re|antw|fwd?)(\[\d+\])?:\s*)+", "", subject, flags=re.IGNORECASE)


def sender_of(message: EmailMessage) -> Address:
    """Return the one address in From."""
    [address] = message["From"].addresses
    return address


def test_posts_in_one_conversation_are_one_thread(
    sink: Sink, casus: Casus, organisator: Deelnemer
) -> None:
    for body in ("Eén.", "Twee.", "Drie."):
        post_reactie(actor=organisator, subject=casus, body=body)
    mails = delivered(sink)
    assert len(mails) == 3
    assert len({each["Message-ID"] for each in mails}) == 3
    [thread] = {each["References"] for each in mails}
    assert thread == mail.message_id(f"thread:casussen.casus:{casus.pk}")
    assert {each["In-Reply-To"] for each in mails} == {thread}
    assert {normalised(each["Subject"]) for each in mails} == {f"Nieuwe reactie bij {casus.title}"}
    assert len({each["Thread-Index"] for each in mails}) == 1


def test_a_community_has_a_thread_for_each_post_with_its_answers(
    sink: Sink, community: Community, deelnemer: Deelnemer, organisator: Deelnemer
) -> None:
    roots = [
        post_reactie(actor=deelnemer, subject=community, body=f"Vraag {number}")
        for number in (1, 2)
    ]
    for root in roots:
        for _ in range(2):
            post_reactie(actor=organisator, subject=community, body="Antwoord", parent=root)
    mails = delivered(sink)
    threads = [mail.message_id(f"thread:communities.reactie:{root.pk}") for root in roots]
    assert sorted(each["References"] for each in mails) == sorted(threads * 2)
    assert len({each["Thread-Index"] for each in mails}) == 2


def test_all_mail_about_one_meeting_is_one_thread(
    sink: Sink, community: Community, deelnemer: Deelnemer, organisator: Deelnemer
) -> None:
    bijeenkomst = BijeenkomstFactory(community=community)
    meetings.answer(actor=deelnemer, bijeenkomst=bijeenkomst, answer="yes")
    delivered(sink)
    meetings.answer(actor=deelnemer, bijeenkomst=bijeenkomst, answer="no")
    mails = delivered(sink)
    assert [each["Subject"].split(":")[0] for each in mails] == [
        "Je bent aangemeld",
        "Je bent afgemeld",
    ]
    assert {each["References"] for each in mails} == {
        mail.message_id(f"thread:bijeenkomsten.bijeenkomst:{bijeenkomst.pk}")
    }


def test_thread_index_is_what_outlook_reads() -> None:
    raw = base64.b64decode(mail.thread_index("casussen.casus:1"), validate=True)
    assert len(raw) == 22
    assert raw[0] == 1
    assert raw[:6] == base64.b64decode(mail.thread_index("casussen.casus:2"))[:6]
    assert raw != base64.b64decode(mail.thread_index("casussen.casus:2"))


def test_a_second_attempt_has_the_same_message_id(
    sink: Sink, casus: Casus, organisator: Deelnemer
) -> None:
    post_reactie(actor=organisator, subject=casus, body="Eén.")
    seen: list[Any] = []

    def refuse_once(envelope: Any) -> str | None:
        seen.append(re.search(rb"^Message-ID: (.*?)\r$", envelope.original_content, re.MULTILINE))
        return "451 4.3.0 later" if len(seen) == 1 else None

    sink.on_data = refuse_once
    assert delivered(sink) == []
    assert Delivery.objects.get().state == State.RETRY
    [arrived] = delivered(sink)
    first, second = [found[1].decode() for found in seen]
    assert first == second == arrived["Message-ID"] == Delivery.objects.get().message_id


NAMES = {
    "plain": ("Dana", "Boer", "Dana Boer"),
    "comma": ("Dana", "Boer, de", "Dana Boer de"),
    "quotes": ('Da"na', "O'Boer", "Da na O'Boer"),
    "accents": ("Zoë", "Çelik", "Zoë Çelik"),
    "address": ("baas@elders.nl", "<x@y.nl>", "baas elders.nl x y.nl"),
    "line end": ("Dana\r\nBcc: x@y.nl", "Boer", "Dana Bcc x y.nl Boer"),
    "unicode line end": ("Dana\u2028Bcc: x@y.nl", "Bo\x0ber", "Dana Bcc x y.nl Bo er"),
    "encoded word": ("=?utf-8?q?=0ABcc:_x=40y.nl?=", "Boer", "= ?utf-8?q?=0ABcc _x=40y.nl?= Boer"),
}


@pytest.mark.parametrize("name", NAMES)
def test_a_person_is_named_and_the_address_is_always_ours(
    name: str, sink: Sink, casus: Casus, organisator: Deelnemer
) -> None:
    first, last, shown = NAMES[name]
    Deelnemer.objects.filter(pk=organisator.pk).update(first_name=first, last_name=last)
    organisator.refresh_from_db()
    post_reactie(actor=organisator, subject=casus, body="Eén.")
    [arrived] = delivered(sink)
    sender = sender_of(arrived)
    assert sender.display_name == f"{shown} via Netwerk Brede Welvaart"
    assert sender.addr_spec == OUR_ADDRESS
    assert (arrived["Bcc"], arrived["Cc"]) == (None, None)
    assert len(arrived.get_all("From")) == 1


def test_a_message_of_nobody_comes_in_our_own_name(
    sink: Sink, community: Community, deelnemer: Deelnemer
) -> None:
    meetings.answer(
        actor=deelnemer, bijeenkomst=BijeenkomstFactory(community=community), answer="yes"
    )
    [arrived] = delivered(sink)
    assert arrived["From"] == f"Netwerk Brede Welvaart <{OUR_ADDRESS}>"


def envelopes(sink: Sink) -> list[str]:
    """Keep the envelope sender of every mail that comes in from now on."""
    seen: list[str] = []
    sink.on_data = lambda envelope: seen.append(str(envelope.mail_from))
    return seen


@pytest.mark.parametrize("domain", ["", "in.voorbeeld.nl"])
def test_envelope_sender_is_an_address_of_this_one_mail(
    domain: str, sink: Sink, casus: Casus, organisator: Deelnemer, settings: Any
) -> None:
    settings.MAIL_IN_DOMAIN = domain
    seen = envelopes(sink)
    post_reactie(actor=organisator, subject=casus, body="Eén.")
    [arrived] = delivered(sink)
    delivery = Delivery.objects.get()
    assert sender_of(arrived).addr_spec == OUR_ADDRESS
    assert arrived["Sender"] is None
    if domain:
        assert [tokens.read_address(each) for each in seen] == [(tokens.BOUNCE, delivery.pk)]
    else:
        assert seen == [OUR_ADDRESS]


def test_unsubscribing_with_one_click_is_offered_for_what_is_not_essential(
    sink: Sink, community: Community, casus: Casus, deelnemer: Deelnemer, organisator: Deelnemer
) -> None:
    post_reactie(actor=organisator, subject=casus, body="Eén.")
    meetings.answer(
        actor=deelnemer, bijeenkomst=BijeenkomstFactory(community=community), answer="yes"
    )
    found = {each["Subject"].split()[0]: each for each in delivered(sink)}
    assert re.fullmatch(
        r"<http://testserver/berichten/afmelden/[\w:.-]+/>", found["Nieuwe"]["List-Unsubscribe"]
    )
    assert found["Nieuwe"]["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert found["Je"]["List-Unsubscribe"] is None
    assert all(
        each["X-Auto-Response-Suppress"] == "OOF, AutoReply"
        and each["Auto-Submitted"] == "auto-generated"
        for each in found.values()
    )


def test_no_header_is_longer_than_mail_servers_take(
    sink: Sink, casus: Casus, organisator: Deelnemer, settings: Any
) -> None:
    settings.MAIL_IN_DOMAIN = "in.voorbeeld.nl"
    post_reactie(actor=organisator, subject=casus, body="Eén.")
    delivered(sink)
    [(_, raw)] = sink.ledger
    assert max(map(len, raw.split(b"\r\n"))) <= 998


@pytest.mark.parametrize("message", registry.all_messages(), ids=lambda message: message.key)
def test_examples_come_from_our_address(message: registry.Message) -> None:
    assert mail.example(message).extra_headers["From"].endswith(f"<{OUR_ADDRESS}>")
