"""What tells a person from a program that fills in forms, without a puzzle.

A form carries when it was opened, signed, and a box that nobody sees. Who fills that box, or sends
within a few seconds, is asked to press the button once more; nothing that was typed is lost.
"""

from django.core import signing
from django.utils import timezone
from django.utils.crypto import constant_time_compare

SALT = "inwoners.opened"
TOO_FAST = 3.0  # seconds in which nobody reads a question and answers it
OLDEST = 7 * 24 * 3600
AGAIN = "again"


def opened_now(about: int | str, *, again: bool = False) -> str:
    """Return the signed moment for a form about one row (its key, or a word with a number).

    ``again`` says that it was asked before.
    """
    moment = timezone.now().timestamp()
    return signing.dumps([about, moment, AGAIN if again else ""], salt=SALT)


def looks_human(about: int | str, opened: str, trap: str) -> bool:
    """Say whether a form was opened for this row, read for a while, and filled in by sight."""
    if trap:
        return False
    try:
        row, moment, before = signing.loads(opened, salt=SALT, max_age=OLDEST)
    except (signing.BadSignature, ValueError, TypeError):
        return False
    if not constant_time_compare(str(row), str(about)):
        return False
    return before == AGAIN or timezone.now().timestamp() - moment >= TOO_FAST
