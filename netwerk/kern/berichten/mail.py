"""One delivery as a mail: text, HTML, and for an invitation the calendar, for one person."""

from email.message import EmailMessage as MimeMessage
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db.models import Model
from django.template import Context
from django.template.loader import get_template
from django.utils import timezone, translation

from netwerk.kern.berichten.models import Delivery
from netwerk.kern.berichten.registry import Message

HEADERS = {"Auto-Submitted": "auto-generated"}


class Mail(EmailMultiAlternatives):
    """A mail whose calendar part says its METHOD in the MIME type, as iMIP asks (RFC 6047)."""

    calendar_method = ""

    def message(self, **kwargs: Any) -> MimeMessage:
        """Build the MIME message."""
        built: MimeMessage = super().message(**kwargs)
        for part in built.walk():
            if part.get_content_type() == "text/calendar":
                part.set_param("method", self.calendar_method)
        return built


def compose(message: Message, delivery: Delivery, subject: Model) -> Mail:
    """Render a delivery for its person, as things are now.

    Structure: multipart/alternative of text, HTML and calendar; the calendar once more as the
    last attachment, for mail programs that know only that.
    """
    context = message.context(delivery, subject) | {
        "person": delivery.person,
        "subject": subject,
        "site_url": settings.SITE_URL,
        "site_name": settings.SITE_NAME,
        "contact_mail": settings.CONTACT_MAIL,
    }
    with translation.override(settings.LANGUAGE_CODE), timezone.override(settings.TIME_ZONE):
        mail = Mail(
            subject=" ".join(_render(f"{message.template}.subject.txt", context).split()),
            body=_render(f"{message.template}.txt", context).strip() + "\n",
            from_email=settings.DEFAULT_FROM_EMAIL,
            to=[delivery.person.email],
            headers=HEADERS | {"Message-ID": delivery.message_id},
        )
        mail.attach_alternative(_render(f"{message.template}.html", context), "text/html")
    invitation = message.calendar(delivery, subject)
    if invitation:
        mail.calendar_method, content = invitation
        mail.attach_alternative(content.decode(), "text/calendar")
        mail.attach("uitnodiging.ics", content, "application/ics")
    return mail


def _render(name: str, context: dict[str, Any]) -> str:
    """Render a template; what is not HTML is not escaped."""
    template: Any = get_template(name)
    return template.template.render(Context(context, autoescape=name.endswith(".html")))
