"""What must not stand in a line of the log: an address that is itself the key to something."""

import logging
import re

from netwerk.kern.toezicht.vraag import place

SECRET_PATH = re.compile(r"(/agenda/|/bijeenkomsten/gast/(?:bevestig/)?)[^/\s?]+")
MARKS = ("/agenda/", "/bijeenkomsten/gast/")


class HideSecrets(logging.Filter):
    """Takes the key out of the address of a calendar or a guest, whoever writes the line.

    Django writes the address of a page that failed, and a web server may write every address. Of
    what Django writes about a request the pattern of its address is left.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        """Change the line, and let it through."""
        request = getattr(record, "request", None)
        if hasattr(request, "path"):
            record.msg, record.args = "%s: %s", (record.levelname, place(request))
        message = record.getMessage()
        if any(mark in message for mark in MARKS):
            record.msg, record.args = SECRET_PATH.sub(r"\1(sleutel)", message), ()
        return True
