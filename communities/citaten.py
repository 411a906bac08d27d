"""Quoting a post in the answer to it: its words behind a >, under a line that says whose."""

from communities.models import Reactie
from communities.models.gesprekken import FormerMember
from netwerk.kern.tekst import opmaak

MOST = 1000  # characters of a quotation
WROTE = "> %s schreef:\n>\n"


def quotation(post: Reactie) -> str:
    """Return what stands in the form when somebody quotes this post, with room behind it."""
    text = opmaak.without_confidential(post.body).strip()
    if post.removed_at is not None or not text:
        return ""
    if len(text) > MOST:
        text = f"{text[:MOST].rsplit(None, 1)[0]} …"
    lines = "\n".join(f"> {line}".rstrip() for line in text.split("\n"))
    return f"{WROTE % _plain(str(post.writer))}{lines}\n\n"


def as_known(body: str, quoted: Reactie | None) -> str:
    """Return a text in which the name over a quotation is what readers may know now."""
    if quoted is None or quoted.shows_author:
        return body
    before = WROTE % _plain(quoted.author.get_full_name())
    return body.replace(before, WROTE % FormerMember())


def _plain(name: str) -> str:
    """Return a name without signs that Markdown would read."""
    return "".join(sign for sign in name if sign not in "*_[]<>`~!\\#|")
