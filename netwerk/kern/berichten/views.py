"""Pages about messages: what you want to hear, and the links under a mail."""

from django.http import HttpRequest, HttpResponse

from netwerk.kern.policy import OPEN, SIGNED_IN, needs


@needs(SIGNED_IN)
def preferences_page(request: HttpRequest) -> HttpResponse:
    """Show what this person wants to hear, and how often."""
    return HttpResponse("")


@needs(OPEN)
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """Stop one kind of message."""
    return HttpResponse("")


@needs(OPEN)
def mute(request: HttpRequest, token: str) -> HttpResponse:
    """Silence one subject."""
    return HttpResponse("")
