"""Every kind of message of this app, by what it is about; importing this registers them."""

from communities.notifications import (
    antwoord,
    contact,
    moderatie,
    nieuws,
    onderwerpen,
    sleutels,
    toezicht,
    uitnodigingen,
    verzoeken,
    welkom,
)
from communities.notifications.gesprekken import ReactieMessage

__all__ = [
    "ReactieMessage",
    "antwoord",
    "contact",
    "moderatie",
    "nieuws",
    "onderwerpen",
    "sleutels",
    "toezicht",
    "uitnodigingen",
    "verzoeken",
    "welkom",
]
