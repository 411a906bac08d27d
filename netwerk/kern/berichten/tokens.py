"""Addresses and links that say for whom and for what they are, and cannot be made by others.

An address that people answer to, such as ``antwoord+2k.q7...@in.voorbeeld.nl``, carries the
number of one row (a delivery, an aanmelding) and a code of 80 bits. A token is for one purpose
and one row; it is written in small letters and digits, because mail servers change capitals.
"""

import base64
import hmac
import re
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.core import signing
from django.utils.http import base36_to_int, int_to_base36

REPLY = "antwoord"  # an answer to a message; the number is that of the delivery
CALENDAR = "agenda"  # an answer of a calendar; the number is that of the aanmelding
BOUNCE = "retour"  # a mail that came back; the number is that of the delivery
PURPOSES = (REPLY, CALENDAR, BOUNCE)
LOCAL_PART = re.compile(rf"^({'|'.join(PURPOSES)})\+([0-9a-z]{{1,13}})\.([a-z2-7]{{16}})$")
LINK_AGE = 60 * 60 * 24 * 400  # seconds; a link in a mail works for more than a year


def address(purpose: str, number: int) -> str:
    """Return the address for answers to one row; "" when this site receives no mail."""
    domain = settings.MAIL_IN_DOMAIN
    code = _code(purpose, number, settings.SECRET_KEY)
    return f"{purpose}+{int_to_base36(number)}.{code}@{domain}" if domain else ""


def read_address(given: str) -> tuple[str, int] | None:
    """Return (purpose, number) of an address that we made ourselves; None for any other."""
    local, _, domain = given.strip().lower().rpartition("@")
    found = LOCAL_PART.match(local)
    if not found or not settings.MAIL_IN_DOMAIN or domain != settings.MAIL_IN_DOMAIN.lower():
        return None
    purpose, number = found[1], base36_to_int(found[2])
    keys = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    codes = [_code(purpose, number, key) for key in keys]
    if number >= 2**63 or not any(hmac.compare_digest(found[3], code) for code in codes):
        return None
    return purpose, number


def _code(purpose: str, number: int, secret: str) -> str:
    key = f"berichten.adres:{secret}".encode()
    digest = hmac.digest(key, f"{purpose}:{number}".encode(), sha256)
    return base64.b32encode(digest[:10]).decode().lower()


def link_token(purpose: str, *parts: Any) -> str:
    """Return a token for a link in a mail; it works without logging in, for one purpose only."""
    return signing.dumps(list(parts), salt=f"berichten.{purpose}")


def read_link_token(purpose: str, token: str) -> list[Any] | None:
    """Return the parts of a token; None when it is forged, too old or for another purpose."""
    try:
        parts: list[Any] = signing.loads(token, salt=f"berichten.{purpose}", max_age=LINK_AGE)
    except signing.BadSignature:
        return None
    return parts
