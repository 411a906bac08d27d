"""What must not stand in a line of the log: an address that is itself the key to something."""

import logging
import re

from netwerk.kern.toezicht.vraag import place

SECRET_PATH = re.compile(r"(/agenda/|/bijeenkomsten/gast/(?:bevestig/)?)[^/\s?]+")
ABOUT_A_REQUEST = re.compile(r"Invalid request|Error handling request")
MARKS = ("/agenda/", "/bijeenkomsten/gast/")


class HideSecrets(logging.Filter):
    """Takes the key out of the address of a calendar or a guest, whoever writes the line.

    Django writes the address of a page that failed, and a web server may write every address. Of
    what Django writes about a request the pattern of its address is left, and of what gunicorn
    writes about one that it cannot read or that failed, nothing but that.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        """Change the line, and let it through."""
        request = getattr(record, "request", None)
        if hasattr(request, "path"):
            record.msg, record.args = "%s: %s", (record.levelname, place(request))
        message = record.getMessage()
        if record.name.startswith("gunicorn") and (found := ABOUT_A_REQUEST.match(message)):
            record.msg, record.args = found[0], ()
        if any(mark in message for mark in MARKS):
            record.msg, record.args = SECRET_PATH.sub(r"\1(sleutel)", message), ()
        return True
