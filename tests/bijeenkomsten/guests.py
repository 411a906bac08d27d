"""What the tests about guests share."""

from typing import Any

from django.urls import reverse
from django.utils import timezone

from bijeenkomsten import gastlinks
from bijeenkomsten.models import Aanmelding, Bijeenkomst, Gast
from tests.factories import AanmeldingFactory, BijeenkomstFactory, GastFactory

ADDRESS = "roos@voorbeeld.nl"
TYPED = {"name": "Roos van der Linde", "email": ADDRESS, "organisation": "Dorpsraad"}


def open_meeting(**fields: Any) -> Bijeenkomst:
    """Return a meeting that everybody sees and that welcomes guests."""
    return BijeenkomstFactory(**({"visibility": "public", "guests_welcome": True} | fields))


def coming(meeting: Bijeenkomst, answer: str = "yes", **fields: Any) -> Gast:
    """Return a guest who confirmed and answered."""
    guest: Gast = GastFactory(bijeenkomst=meeting, **fields)
    waiting = timezone.now() if answer == "waiting" else None
    AanmeldingFactory(
        bijeenkomst=meeting, deelnemer=None, gast=guest, answer=answer, waiting_since=waiting
    )
    return guest


def unconfirmed(meeting: Bijeenkomst, **fields: Any) -> Gast:
    """Return a guest who did not open the mail yet."""
    guest: Gast = GastFactory(bijeenkomst=meeting, confirmed_at=None, **fields)
    return guest


def form_path(meeting: Bijeenkomst) -> str:
    """Return the address of the form."""
    return reverse("bijeenkomsten:gast_worden", args=[meeting.slug])


def confirm_path(guest: Gast) -> str:
    """Return the address behind the button of the first mail."""
    return gastlinks.confirm_url(guest.pk).removeprefix("http://testserver")


def links_in(sent: Any) -> list[str]:
    """Return the addresses of pages of guests in a mail."""
    start = "http://testserver/bijeenkomsten/gast/"
    return [word for word in sent.body.split() if word.startswith(start)]


def owner_of_link(sent: Any) -> int | None:
    """Return the guest of whom a mail opens the page."""
    [link] = links_in(sent)
    return gastlinks.read(gastlinks.OWN, link.rstrip("/").rpartition("/")[2])


def answer_of(guest: Gast) -> str:
    """Return what a guest answered, or "" while nothing counts."""
    row = Aanmelding.objects.filter(gast=guest).first()
    return row.answer if row else ""
