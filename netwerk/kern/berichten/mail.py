"""One delivery as a mail: text, HTML, and for an invitation the calendar, for one person."""

import base64
import hashlib
import hmac
from email.message import EmailMessage as MimeMessage
from email.policy import SMTP
from email.utils import formataddr, parseaddr
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db.models import Model
from django.template import Context
from django.template.loader import get_template
from django.urls import reverse
from django.utils import timezone, translation

from netwerk.kern import subjects
from netwerk.kern.berichten import tokens
from netwerk.kern.berichten.models import Delivery
from netwerk.kern.berichten.registry import AddressMessage, Message

AUTOMATIC = {"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "OOF, AutoReply"}
UNSUBSCRIBE, MUTE = "unsubscribe", "mute"  # the pages, and what their tokens are for
# 1 January 2026 in 100 ns since 1601, the upper six bytes; Outlook only compares it.
THREADS_BEGAN = (134_116_992_000_000_000 >> 16).to_bytes(6, "big")
VIA = "via Netwerk Brede Welvaart"
MEANINGFUL = dict.fromkeys(map(ord, '()<>[]:;@\\,"'), " ")  # RFC 5322 3.2.3, but for the dot


class Mail(EmailMultiAlternatives):
    """A mail whose calendar part says its METHOD in the MIME type, as iMIP asks (RFC 6047)."""

    calendar_method = ""
    ready: MimeMessage | None = None

    def message(self, **kwargs: Any) -> MimeMessage:
        """Build the MIME message, unless ``build`` has done so already."""
        return self.ready if self.ready is not None else self._built(**kwargs)

    def build(self) -> None:
        """Build what goes over the wire now; nothing may be changed after that."""
        self.ready = self._built(policy=SMTP)

    def _built(self, **kwargs: Any) -> MimeMessage:
        built: MimeMessage = super().message(**kwargs)
        for part in built.walk():
            if part.get_content_type() == "text/calendar":
                part.set_param("method", self.calendar_method)
        return built


def compose(message: Message, delivery: Delivery, subject: Model) -> Mail:
    """Render a delivery for its person, as things are now.

    Structure: multipart/alternative of text, HTML and calendar; the calendar once more as the
    last attachment, for mail programs that know only that. The envelope sender is an address of
    this one delivery, so that a mail that comes back says whose it was.
    """
    content = message.context(delivery, subject)
    with translation.override(settings.LANGUAGE_CODE), timezone.override(settings.TIME_ZONE):
        mail = render(message, content | footer(message, delivery), delivery.reader, subject)
    mail.from_email = tokens.address(tokens.BOUNCE, delivery.pk or 0) or mail.from_email
    mail.extra_headers |= _headers(message, delivery, subject)
    name, answers = parseaddr(message.reply_to(delivery, subject))
    mail.reply_to = (
        [formataddr((plain_name(name) or settings.SITE_NAME, answers))] if answers else []
    )
    invitation = message.calendar(delivery, subject)
    if invitation:
        mail.calendar_method, calendar = invitation
        mail.attach_alternative(calendar.decode(), "text/calendar")
        mail.attach("uitnodiging.ics", calendar, "application/ics")
    return mail


def example(message: Message) -> Mail:
    """Make an invented mail of this kind, with links that do nothing to anybody."""
    choose = f"{settings.SITE_URL}{reverse('berichten:preferences')}"
    person = SimpleNamespace(first_name="Noor", email="noor@voorbeeld.nl")
    chosen = choose if message.choices() else ""
    links = _footer(message, choose, choose, chosen)
    if isinstance(message, AddressMessage):
        can_stop = type(message).leave_url is not AddressMessage.leave_url
        links = _footer_of_address(message, settings.SITE_URL if can_stop else "")
    with translation.override(settings.LANGUAGE_CODE), timezone.override(settings.TIME_ZONE):
        content = message.example()
        mail = render(message, content | links, person, message.label)
    author = content.get("author", "Dana de Boer")
    name = author if isinstance(author, str) else author.get_full_name
    mail.extra_headers = AUTOMATIC | {"From": sender_of(message, name)}
    return mail


def render(message: Message, content: dict[str, Any], person: Any, subject: Any) -> Mail:
    """Make the mail of a kind of message from what it shows, an invented example too."""
    context = content | {
        "person": person,
        "subject": subject,
        "site_url": settings.SITE_URL,
        "site_name": settings.SITE_NAME,
        "contact_mail": settings.CONTACT_MAIL,
    }
    mail = Mail(
        subject=one_line(_render(f"{message.template}.subject.txt", context)),
        body=_render(f"{message.template}.txt", context).strip() + "\n",
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[person.email],
    )
    mail.attach_alternative(_render(f"{message.template}.html", context), "text/html")
    return mail


def footer(message: Message, delivery: Delivery) -> dict[str, str]:
    """Return why somebody gets it, and the links to hear less, where that can be chosen."""
    if isinstance(message, AddressMessage):
        return _footer_of_address(message, message.leave_url(delivery))
    choose = f"{settings.SITE_URL}{reverse('berichten:preferences')}"
    if message.essential:
        return _footer(message, choose)
    unsubscribe = _link(UNSUBSCRIBE, delivery.person_id, message.key)
    topics = message.topics(delivery.event)
    if not topics:
        return _footer(message, choose, unsubscribe)
    mute = _link(MUTE, delivery.person_id, topics[0]._meta.label_lower, topics[0].pk)
    this = {"mute_this": subjects.of(topics[0]).this}
    return _footer(message, choose, unsubscribe, mute) | this


def _footer(message: Message, choose: str, unsubscribe: str = "", mute: str = "") -> dict[str, str]:
    return {
        "kind_label": message.label,
        "always": message.always if message.essential else "",
        "preferences_url": choose,
        "unsubscribe_url": "" if message.essential else unsubscribe,
        "mute_url": "" if message.essential else mute,
    }


def _footer_of_address(message: AddressMessage, leave_url: str) -> dict[str, str]:
    """Return the footer for who has no account; what can be stopped does not come always."""
    links = _footer(message, "") | {"leave_url": leave_url}
    return links | ({"always": ""} if leave_url else {})


def _link(purpose: str, *parts: Any) -> str:
    token = tokens.link_token(purpose, *parts)
    return f"{settings.SITE_URL}{reverse(f'berichten:{purpose}', args=[token])}"


def _headers(message: Message, delivery: Delivery, subject: Model) -> dict[str, str]:
    actor = delivery.event.actor
    sender = sender_of(message, actor.get_full_name() if actor else "")
    headers = AUTOMATIC | {"Message-ID": delivery.message_id, "From": sender}
    thread = message.thread(delivery, subject)
    if thread:
        # Nobody ever got the mail that they all answer to; it only holds them together.
        headers |= dict.fromkeys(("In-Reply-To", "References"), message_id(f"thread:{thread}"))
        headers["Thread-Index"] = thread_index(thread)
    if isinstance(message, AddressMessage):
        stop = message.leave_url(delivery)
    else:
        stop = "" if message.essential else _link(UNSUBSCRIBE, delivery.person_id, message.key)
    if stop:
        # RFC 8058: the mail program unsubscribes with a POST, without opening a page.
        headers["List-Unsubscribe"] = f"<{stop}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return headers


def sender_of(message: Message, name: str) -> str:
    """Return what stands in From: who caused it "via" us, and always an address of our own.

    Another address would fail DMARC.
    """
    if not message.from_person or not name:
        return str(settings.DEFAULT_FROM_EMAIL)
    _, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    return formataddr((f"{plain_name(name)} {VIA}", address))


def one_line(text: str) -> str:
    """Return text for a header: no line end of any kind, and no begin of an encoded word."""
    printable = "".join(sign if sign.isprintable() else " " for sign in text)
    return " ".join(printable.replace("=?", "= ?").split())


def plain_name(name: str) -> str:
    """Return a name for in front of an address, without what has a meaning there.

    Quotes would do (RFC 5322 3.4), but Python loses them when it folds a long header; then a
    name with an address in it becomes the sender.
    """
    return one_line(name.translate(MEANINGFUL))


def thread_index(thread: str) -> str:
    """Return the Thread-Index by which Outlook groups, the same for a whole thread.

    The first 22 bytes of [MS-OXOMSG] 2.2.1.3: six of a moment, sixteen that name the thread.
    """
    name = hashlib.sha256(f"thread:{thread}".encode()).digest()[:16]
    return base64.b64encode(THREADS_BEGAN + name).decode()


def message_id(key: str) -> str:
    """Return the Message-ID that belongs to a key, the same on every attempt to send.

    Nobody else can work it out: a mailbox drops a mail whose Message-ID it has seen already.
    Half of the digest is plenty, and keeps the header on one line.
    """
    secret = f"berichten.message-id:{settings.SECRET_KEY}".encode()
    digest = hmac.digest(secret, key.encode(), hashlib.sha256).hex()[:32]
    return f"<{digest}@{urlsplit(settings.SITE_URL).hostname}>"


def _render(name: str, context: dict[str, Any]) -> str:
    """Render a template; what is not HTML is not escaped."""
    template: Any = get_template(name)
    return template.template.render(Context(context, autoescape=name.endswith(".html")))
