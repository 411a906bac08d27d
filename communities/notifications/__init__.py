"""Every kind of message of this app, by what it is about; importing this registers them."""

from communities.notifications import (
    contact,
    nieuws,
    toezicht,
    uitnodigingen,
    verzoeken,
    welkom,
)
from communities.notifications.gesprekken import ReactieMessage

__all__ = [
    "ReactieMessage",
    "contact",
    "nieuws",
    "toezicht",
    "uitnodigingen",
    "verzoeken",
    "welkom",
]
