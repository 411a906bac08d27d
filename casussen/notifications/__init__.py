"""Every kind of message of this app, by what it is about; importing this registers them."""

from casussen.notifications import reacties, verzoeken

__all__ = ["reacties", "verzoeken"]
