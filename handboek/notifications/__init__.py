"""Every kind of message of this app, by what it is about; importing this registers them."""

from handboek.notifications import adviezen, gebruik, lessen, nakijken, rijk

__all__ = ["adviezen", "gebruik", "lessen", "nakijken", "rijk"]
