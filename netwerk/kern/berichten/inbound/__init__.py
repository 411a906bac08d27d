"""Mail that comes in: one path for answers, calendars and mail that comes back.

A feeder (the LMTP server, a webhook) hands a mail to ``receive``, which stores it and nothing
else. ``handle_due`` gives it to the handler of its purpose, which is in its address (tokens.py).
The design stands in docs/reliability.md.
"""

from netwerk.kern.berichten.inbound.handlers import RefusalError, Result, register
from netwerk.kern.berichten.inbound.handling import handle_due
from netwerk.kern.berichten.inbound.intake import MAX_BYTES, Receipt, receive
from netwerk.kern.berichten.inbound.letter import Letter
from netwerk.kern.berichten.inbound.senders import stop_reason

__all__ = [
    "MAX_BYTES",
    "Letter",
    "Receipt",
    "RefusalError",
    "Result",
    "handle_due",
    "receive",
    "register",
    "stop_reason",
]
