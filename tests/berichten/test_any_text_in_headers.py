"""Whatever people call themselves or their things, no header or recipient comes in (case 27)."""

from email import message_from_bytes, policy
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, example, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from netwerk.kern.berichten import registry
from netwerk.kern.berichten.mail import Mail
from netwerk.kern.berichten.registry import Message
from tests.berichten.situations import Situation, render

pytestmark = pytest.mark.django_db
ALLOWED = {
    "auto-submitted",
    "content-type",
    "date",
    "from",
    "in-reply-to",
    "list-unsubscribe",
    "list-unsubscribe-post",
    "mime-version",
    "message-id",
    "references",
    "reply-to",
    "subject",
    "thread-index",
    "to",
    "x-auto-response-suppress",
}
INJECTIONS = [
    "Tafel\r\nBcc: iemand@voorbeeld.nl",
    "Tafel\nTo: iemand@voorbeeld.nl\n\nEen andere tekst",
    "Tafel\u2028Bcc: iemand@voorbeeld.nl\x85Cc: iemand@voorbeeld.nl\x0bX: y",
    "a@voorbeeld.nl>, Iemand <iemand@voorbeeld.nl",
    '"Iemand" <iemand@voorbeeld.nl>, "',
    "=?utf-8?q?=0D=0ABcc:_iemand@voorbeeld.nl?=",
    "é" * 150,
    "👩‍🏫" * 50,
]
texts = st.one_of(
    st.sampled_from(INJECTIONS),
    st.text(
        st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), min_size=1, max_size=80
    ),
    st.lists(
        st.sampled_from(
            ["\r", "\n", "\r\n", "\x0b", "\x85", "\u2028", "Bcc: x@y.nl", ":", "<", ","]
        )
    ).map("".join),
).filter(lambda text: text.strip())


class UndoneError(Exception):
    """Ends a transaction of which nothing may stay."""


def check(mail: Mail, address: str) -> None:
    """Check a mail as the mail server gets it."""
    assert mail.recipients() == [address]
    built = mail.message()
    raw = built.as_bytes(policy=policy.SMTP)
    read: Any = message_from_bytes(raw, policy=policy.default)
    names = [name.lower() for name in read]
    assert set(names) <= ALLOWED
    assert len(names) == len(set(names)), "a header twice"
    assert [each.addr_spec for each in read["To"].addresses] == [address]
    assert [each.addr_spec for each in read["From"].addresses] == ["netwerk@netwerk.voorbeeld.nl"]
    assert not read.defects
    for name, value in read.items():
        assert "\n" not in str(value), name
        assert "\r" not in str(value), name
    head = raw.split(b"\r\n\r\n", 1)[0]
    assert max(len(line) for line in head.split(b"\r\n")) <= 998, "RFC 5322 2.1.1"


@pytest.mark.parametrize("message", registry.all_messages(), ids=lambda message: message.key)
@hypothesis_settings(
    max_examples=8, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True
)
@given(title=texts, name=texts, community=texts)
@example(title=INJECTIONS[0], name=INJECTIONS[1], community=INJECTIONS[2])
@example(title=INJECTIONS[3], name=INJECTIONS[3], community=INJECTIONS[4])
@example(title=INJECTIONS[5], name=INJECTIONS[5], community=INJECTIONS[6])
def test_no_header_comes_in_with_any_text(
    title: str, name: str, community: str, message: Message, situation: Situation
) -> None:
    with pytest.raises(UndoneError), transaction.atomic():
        situation.community.name = community[:80]
        situation.community.save()
        situation.bijeenkomst.title = title[:150]
        situation.bijeenkomst.place = title[:200]
        situation.bijeenkomst.save()
        for person in (situation.deelnemer, situation.organisator, situation.redacteur):
            person.first_name, person.last_name = name[:40], title[:40]
            person.save()
        check(render(message, situation, situation.deelnemer), situation.deelnemer.email)
        raise UndoneError
