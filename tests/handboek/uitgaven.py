"""Editions to test with, made as people make them."""

from typing import Any

from django.utils import timezone

from handboek import services
from handboek.models import Uitgave
from handboek.services.uitgaven import make_step


def made(actor: Any, **more: Any) -> Uitgave:
    """Return an edition of the book as it is, ready for a second redacteur."""
    texts = {"name": "Wat we leerden", "foreword": "Voor wie begint."}
    uitgave = services.start_uitgave(actor=actor, **(texts | more))
    while make_step(timezone.now()):
        pass
    uitgave.refresh_from_db()
    return uitgave


def appeared(actor: Any, second: Any, **more: Any) -> Uitgave:
    """Return one that everybody reads."""
    uitgave = made(actor, **more)
    return services.publish_uitgave(actor=second, uitgave=uitgave, seen=uitgave.mark())
