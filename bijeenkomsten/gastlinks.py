"""The links in mails to guests: to confirm, and to the page of their own sign-up.

Who has such a link may use it: there is no login. So they stand in no log (``logregels``).
"""

from typing import Any

from django.conf import settings
from django.urls import reverse

from netwerk.kern.berichten import tokens

CONFIRM, OWN = "gast_bevestigen", "gast"  # what a token is for


def confirm_url(pk: int) -> str:
    """Return the page with the button that confirms."""
    return _url("gast_bevestig", tokens.link_token(CONFIRM, pk))


def own_path(pk: int) -> str:
    """Return the path of the page on which a guest changes their answer."""
    return reverse("bijeenkomsten:gast", args=[tokens.link_token(OWN, pk)])


def own_url(pk: int) -> str:
    """Return the same, as it stands in a mail."""
    return f"{settings.SITE_URL}{own_path(pk)}"


def example_url(name: str) -> str:
    """Return a link that does nothing, for an invented mail."""
    return _url(name, "voorbeeld")


def read(purpose: str, token: str) -> int | None:
    """Return the key of the row of a guest; None when the token is forged or too old."""
    parts: list[Any] = tokens.read_link_token(purpose, token) or []
    return parts[0] if len(parts) == 1 and isinstance(parts[0], int) else None


def _url(name: str, token: str) -> str:
    return f"{settings.SITE_URL}{reverse(f'bijeenkomsten:{name}', args=[token])}"
