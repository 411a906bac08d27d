"""Pages that show every message the system can send, each with an invented example."""

from email.message import Message as MimeMessage

from django.core.mail import EmailMultiAlternatives
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from netwerk.kern.berichten import examples, showing
from netwerk.kern.policy import SIGNED_IN, needs


@needs(SIGNED_IN)
@require_safe
def kinds(request: HttpRequest) -> HttpResponse:
    """Show every kind of message: to whom, when, and whether you can do without."""
    return render(request, "berichten/soorten.html", {"groups": list(examples.groups())})


@needs(SIGNED_IN)
@require_safe
@showing.page_around_it
def kind(request: HttpRequest, key: str) -> HttpResponse:
    """Show the example of one kind: its head and its text."""
    about, made = _find(key)
    message: MimeMessage = made.message()
    context = {
        "kind": about,
        "subject": made.subject,
        "sender": message["From"],
        "text": made.body,
        "has_html": bool(examples.html_of(made)),
    }
    return render(request, "berichten/soort.html", context)


@needs(SIGNED_IN)
@require_safe
@showing.the_mail
def kind_html(request: HttpRequest, key: str) -> HttpResponse:
    """Show the HTML part of the example as it is sent."""
    html = examples.html_of(_find(key)[1])
    if not html:
        raise Http404
    return HttpResponse(html)


def _find(key: str) -> tuple[examples.Kind, EmailMultiAlternatives]:
    try:
        return examples.find(key)
    except KeyError as unknown:
        raise Http404 from unknown
