"""What a post is about: a part of its subject, or one sentence in that part.

A sentence is chosen from what everybody reads who can read the post. When it went behind a
confidential passage later, or may have, it does not show to who cannot read that passage.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote as quoted

from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils.text import Truncator

from communities.models import MOST_QUOTED, Reactie
from netwerk.kern import subjects
from netwerk.kern.subjects import Part
from netwerk.kern.tekst import sentences

STANDS, CLOSED, CHANGED, HIDDEN = "stands", "closed", "changed", "hidden"
NOTHING_THERE = (
    "Op dat deel kun je niet meer reageren: er staat nu niets dat iedereen leest. "
    "Je kunt je tekst nog wel als gewone reactie plaatsen."
)
NOT_THERE = "Deze zin staat niet (meer) in de tekst. Kies een andere zin, of het hele deel."
CONFIDENTIAL = (
    "Deze zin is vertrouwelijk, en je reactie lezen ook anderen. "
    "Kies een andere zin, of het hele deel."
)
LABEL = 110  # characters of a sentence in the list to choose from
WORDS = 6  # of a long sentence, at both ends, by which a browser finds it


@dataclass(frozen=True)
class Anker:
    """What a page shows of where a post belongs; ``state`` says what became of the sentence."""

    title: str
    url: str = ""
    quote: str = ""
    quote_url: str = ""
    state: str = ""


@dataclass(frozen=True)
class Selector:
    """Where in a part a post belongs, as it is stored."""

    part: str
    quote: str
    prefix: str
    suffix: str
    source_version: int


def open_part(user: Any, subject: Model, key: str) -> Part | None:
    """Return a part on which this person can react: something that everybody reads stands there."""
    part = subjects.parts_of(user, subject).get(key) if key else None
    return part if part and part.open_text else None


def choices(part: Part) -> list[tuple[str, str]]:
    """Return the sentences of a part that everybody reads, to choose one, without doubles."""
    found = dict.fromkeys(each.text[:MOST_QUOTED].strip() for each in _sentences(part))
    return [(text, Truncator(text).chars(LABEL)) for text in found]


def _sentences(part: Part) -> list[sentences.Sentence]:
    return sentences.sentences(part.source)


def selector(user: Any, subject: Model, key: str, quote: str) -> Selector:
    """Return where a post belongs; raises ValidationError (Dutch) for what not all may read."""
    part = open_part(user, subject, key)
    if part is None:
        raise ValidationError(NOTHING_THERE)
    words = sentence_in(part, quote)
    start = part.open_text.index(words)
    before, after = sentences.anchor(part.open_text, start, words) if words else ("", "")
    return Selector(key, words, before, after, part.version)


def sentence_in(part: Part, quote: str) -> str:
    """Return a quote as it stands in a part; raises ValidationError (Dutch) when it does not."""
    words = " ".join(quote.split())
    if len(words) <= MOST_QUOTED and words in part.open_text:
        return words
    hidden = part.everything and words in part.full_text
    raise ValidationError(CONFIDENTIAL if hidden else NOT_THERE)


def shown(user: Any, subject: Model | None, reacties: Iterable[Reactie]) -> dict[int, Anker]:
    """Return what this reader sees of where posts belong, by the key of the post."""
    about = [post for post in reacties if post.part and not post.removed_at]
    if subject is None or not about:
        return {}
    parts, url = subjects.parts_of(user, subject), subjects.of(subject).url(subject)
    return {post.pk: _anker(parts[post.part], url, post) for post in about if post.part in parts}


def of_part(subject: Model, part: Part, quote: str = "") -> Anker:
    """Return the anchor of a post that is being written."""
    return _found(part, subjects.of(subject).url(subject), quote, STANDS if quote else "")


def _anker(part: Part, url: str, post: Reactie) -> Anker:
    state = _state(part, post.quote) if post.quote else ""
    return _found(part, url, "" if state == HIDDEN else post.quote, state)


def _found(part: Part, url: str, quote: str, state: str) -> Anker:
    page = url if part.is_read else ""
    place = f"{url}#{part.anchor}:~:text={_fragment(quote)}" if state == STANDS else ""
    return Anker(part.title, page and f"{page}#{part.anchor}", quote, place, state)


def _state(part: Part, quote: str) -> str:
    if quote in part.open_text:
        return STANDS
    if part.everything:
        return CLOSED if quote in part.full_text else CHANGED
    closed = part.full_text != part.open_text  # in doubt it went there, perhaps in other words
    return HIDDEN if closed else CHANGED


def _fragment(quote: str) -> str:
    """Return the sentence as a browser looks for it; in a long one, by its ends."""
    words = quote.split()
    ends = [words[:WORDS], words[-WORDS:]] if len(words) > 2 * WORDS else [words]
    return ",".join(quoted(" ".join(end), safe="").replace("-", "%2D") for end in ends)
