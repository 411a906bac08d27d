"""Every kind of message of this app, by what it is about; importing this registers them."""

from handboek.notifications import (
    adviezen,
    gebruik,
    instemming,
    lessen,
    nakijken,
    rijk,
    rijksantwoorden,
    uitgaven,
)

__all__ = [
    "adviezen",
    "gebruik",
    "instemming",
    "lessen",
    "nakijken",
    "rijk",
    "rijksantwoorden",
    "uitgaven",
]
