"""Mails as mail programs write them, filled in for the people of a test."""

import re
from base64 import encodebytes
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from communities.models import Deelnemer, Reactie
from communities.services import post_reactie
from netwerk.kern.berichten import tokens
from netwerk.kern.berichten.inbound import handle_due, receive
from netwerk.kern.berichten.models import Delivery, InboundMail, State
from netwerk.kern.berichten.planner import plan_due
from tests.berichten.conftest import Sink, sink
from tests.factories import CasusFactory

__all__ = ["Sink", "sink"]
LETTERS = Path(__file__).parent / "letters"
ANSWER = """Goed idee! Bij ons in Hoogeveen werkte een rondje door de wijk, met koffie, het best.

- vraag eerst wie er woont
- neem de tijd – één middag is te kort

Wie kan er dinsdag?"""
BASE64 = re.compile(r"@BASE64\[(.*?)\]@", re.DOTALL)
DOMAIN = "in.voorbeeld.nl"


@pytest.fixture(autouse=True)
def _mail_comes_in(settings: Any) -> None:
    settings.MAIL_IN_DOMAIN = DOMAIN


def letter(name: str, *, sender: str, to: str = "", **more: str) -> bytes:
    """Return a stored mail from somebody, as it comes over the line."""
    text = (LETTERS / f"{name}.eml").read_text(encoding="ascii")
    for key, value in {"from": sender, "to": to, **more}.items():
        text = text.replace(f"@{key.upper()}@", value)
    text = text.replace("\n", "\r\n")
    return BASE64.sub(lambda found: encodebytes(found[1].encode()).decode(), text).encode()


def plain(words: str, *, sender: str, headers: str = "", subject: str = "Re: reactie") -> bytes:
    """Return a simple mail; ``headers`` are whole lines."""
    lines = [f"From: {sender}", f"Subject: {subject}", "Content-Type: text/plain; charset=utf-8"]
    lines += [headers] if headers else []
    return "\r\n".join([*lines, "", *words.split("\n")]).encode()


def take_in(raw: bytes, address: str, sender: str | None = None) -> InboundMail:
    """Receive and handle one mail; return its row."""
    assert receive(raw, [address], sender).stored == [address]
    assert handle_due() == 1
    return InboundMail.objects.latest("pk")


def outcome(mail: InboundMail) -> tuple[str, str]:
    return mail.outcome, mail.reason


@pytest.fixture
def delivery(deelnemer: Deelnemer, organisator: Deelnemer) -> Delivery:
    """Return a message to *deelnemer*, casushouder, about a post of *organisator*."""
    casus = CasusFactory(
        community=organisator.communities.get(), casushouder=deelnemer, title="Leerplekken"
    )
    post_reactie(actor=organisator, subject=casus, body="Wat denk jij?")
    plan_due()
    row = Delivery.objects.get(person=deelnemer)
    with transaction.atomic():
        Delivery.objects.update(state=State.SENT)
    return row


@pytest.fixture
def address(delivery: Delivery) -> str:
    """Return the address for an answer to that message."""
    return tokens.address(tokens.REPLY, delivery.pk)


def answers() -> list[str]:
    """Return the bodies of the posts that answer another."""
    return list(Reactie.objects.exclude(parent=None).order_by("pk").values_list("body", flat=True))
