"""Reading the mail that went to a folder, while developing; it shows addresses to anybody."""

import re
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from netwerk.kern.berichten import showing
from netwerk.kern.policy import OPEN, needs

NAME = re.compile(r"^[0-9A-Za-z-]{1,80}\.eml$")
PAGE_SIZE = 25


@dataclass
class StoredMail:
    """One .eml file."""

    path: Path

    @property
    def name(self) -> str:
        """Return the name of the file, which is its address too."""
        return self.path.name

    @property
    def message(self) -> EmailMessage:
        """Read and parse the file, once."""
        if "_message" not in self.__dict__:
            raw = self.path.read_bytes()
            self.__dict__["_message"] = message_from_bytes(raw, policy=policy.default)
        message: EmailMessage = self.__dict__["_message"]
        return message

    def part(self, content_type: str) -> str:
        """Return the text of the first part of this type, or ""."""
        for part in self.message.walk():
            if part.get_content_type() == content_type:
                return str(part.get_content())
        return ""

    @property
    def attachments(self) -> list[EmailMessage]:
        """Return what hangs on to the mail."""
        return list(self.message.iter_attachments())  # type: ignore[arg-type]

    @property
    def attachment_names(self) -> list[str]:
        """Return what the attachments are called."""
        return [part.get_filename() or "de bijlage" for part in self.attachments]


@needs(OPEN)
def mail_list(request: HttpRequest) -> HttpResponse:
    """Show the mails in the folder, newest first."""
    folder = Path(settings.MAIL_DIR)
    names = sorted((path.name for path in folder.glob("*.eml")), reverse=True)
    page = Paginator(names, PAGE_SIZE).get_page(request.GET.get("pagina"))
    mails = [StoredMail(folder / name) for name in page.object_list]
    return render(request, "dev/postvak.html", {"mails": mails, "page_obj": page})


@needs(OPEN)
def mail_detail(request: HttpRequest, name: str) -> HttpResponse:
    """Show one mail: its head, its text and what hangs on to it."""
    mail = _find(name)
    context = {"mail": mail, "text": mail.part("text/plain"), "html": mail.part("text/html")}
    return render(request, "dev/bericht.html", context)


@needs(OPEN)
@showing.the_mail
def mail_html(request: HttpRequest, name: str) -> HttpResponse:
    """Show the HTML part as it came."""
    html = _find(name).part("text/html")
    if not html:
        raise Http404
    return HttpResponse(html)


@needs(OPEN)
def mail_attachment(request: HttpRequest, name: str, number: int) -> HttpResponse:
    """Give one attachment as a download."""
    attachments = _find(name).attachments
    if not 1 <= number <= len(attachments):
        raise Http404
    part = attachments[number - 1]
    content = part.get_payload(decode=True)
    response = HttpResponse(content, content_type="application/octet-stream")
    filename = re.sub(r"[^\w.-]", "_", part.get_filename() or "bijlage")
    response.headers["Content-Disposition"] = f'attachment; filename="{filename}"'
    return response


def _find(name: str) -> StoredMail:
    path = Path(settings.MAIL_DIR) / name
    if not NAME.match(name) or not path.is_file():
        raise Http404
    return StoredMail(path)
