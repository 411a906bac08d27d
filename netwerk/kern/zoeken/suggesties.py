"""Help while typing: titles that begin to look like it, and "Bedoelde je ...".

Both offer only words that the asker reads anyway: titles of rows that they may see, and the words
of the vocabularies. No word of a text is ever offered.
"""

import difflib
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.http import urlencode

from netwerk.kern import replica
from netwerk.kern.begrippen.models import Begrip
from netwerk.kern.zoeken import hits, vindbaar, vraag
from netwerk.kern.zoeken.hits import Choices, TooSlowError
from netwerk.kern.zoeken.lines import lines
from netwerk.kern.zoeken.zoeken import TERM, WORD, fold, normalise

MOST_OFFERED = 8
MOST_WORDS = 3  # of the vocabularies
SHORTEST = 2
SHORTEST_MEANT = 3  # of so few letters any word looks like many others
MOST_MEANT = 6
PATIENCE_MS = 300
ALIKE = 0.75  # of two words, as difflib counts: letters that changed places count too
LOOKS_LIKE = 0.45  # of a word and a title, in trigrams
TITLES = 100  # of one kind that are looked at for one word


def offered(user: Any, typed: str) -> list[dict[str, str]]:
    """Return at most eight things that somebody who typed this may look for."""
    words = normalise(typed)
    query = vraag.ready_for_titles(words) if len(words) >= SHORTEST else None
    if query is None:
        return []
    terms = [
        {
            "tekst": label,
            "soort": "Zoek op dit woord",
            "url": f"{reverse('search')}?{urlencode({'q': label})}",
        }
        for label in _labels(words)
    ]
    try:
        with hits.patience(PATIENCE_MS):
            found = hits.search(user, query, Choices(), size=MOST_OFFERED, titles=True)
            titles = [
                {"tekst": line.title, "soort": line.label.capitalize(), "url": line.url}
                for line in lines(query, found.page, quotes=False)
            ]
    except TooSlowError:
        titles = []
    return (terms + titles)[:MOST_OFFERED]


def _labels(typed: str) -> list[str]:
    """Return words of the vocabularies that begin with this, the shortest first."""
    key = fold(typed)
    labels = Begrip.objects.current().values_list("label", flat=True).distinct()
    fits = {label for label in labels if any(part.startswith(key) for part in _starts(label))}
    return sorted(fits, key=lambda label: (len(label), label))[:MOST_WORDS]


def _starts(label: str) -> list[str]:
    whole = fold(label)
    return [whole, *whole.split()]


def meant_in_time(user: Any, typed: str) -> str:
    """Return the words as they were perhaps meant, or "" when that would take too long."""
    try:
        with hits.patience(PATIENCE_MS):
            return meant(user, typed)
    except TooSlowError:
        return ""


def meant(user: Any, typed: str) -> str:
    """Return the words as they were perhaps meant, or "" when nothing is nearer.

    Works inside a transaction (hits.patience). A word in quotes or with a minus stays as it is.
    """
    terms = TERM.findall(normalise(typed))[:MOST_MEANT]
    plain = [
        words[0]
        for minus, phrase, word in terms
        if not minus and not phrase and len(words := WORD.findall(word)) == 1
    ]
    nearest = _nearest(user, [word for word in plain if len(word) > SHORTEST_MEANT])
    if not nearest:
        return ""
    said = [
        nearest.get(word.strip(), f'{minus}"{phrase}"' if phrase else f"{minus}{word}")
        for minus, phrase, word in terms
    ]
    return " ".join(said)


def _nearest(user: Any, asked: list[str]) -> dict[str, str]:
    """Return {word: the word in titles and vocabularies that looks most like it}, if another."""
    if not asked:
        return {}
    named = Begrip.objects.current().values_list("label", "synonyms")
    texts = [text for label, synonyms in named for text in (label, *synonyms)]
    with replica.reader().cursor() as cursor:
        cursor.execute("SET LOCAL pg_trgm.word_similarity_threshold = %s", [LOOKS_LIKE])
    for subject in hits.searched():
        known = vindbaar.of(subject.model)
        name = known.title
        if not name:
            continue
        like: Any = Q()
        for word in asked:
            like |= Q(**{f"{name}__trigram_word_similar": word})
        rows = known.standing(subject.visible_to(user)).filter(like)
        texts += rows.order_by("-pk").values_list(name, flat=True)[:TITLES]
    words = {fold(each): each.lower() for text in texts for each in WORD.findall(text)}
    found = {}
    for word in asked:
        near = difflib.get_close_matches(fold(word), words, n=1, cutoff=ALIKE)
        if near and near[0] != fold(word):
            found[word] = words[near[0]]
    return found
