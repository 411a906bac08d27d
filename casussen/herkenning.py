"""Looks for words in a text by which somebody could recognise a casus.

A helper, not a wall: it finds names that the network knows, and what looks like a name, a day or
an address. Whether the rest gives a casus away, a person decides.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from casussen.models import Casus
from communities.models import Community, Organisatie, OrganisatieNaam
from netwerk.kern.begrippen.models import Begrip

OURS = "de naam van jullie organisatie"
ORGANISATION = "de naam van een organisatie"
PLACE = "een plaats of gebied"
PERSON = "de naam van iemand uit de casusgroep"
COMMUNITY = "de naam van een community"
TITLE = "een woord uit de casus"
LINK = "een link of adres op internet"
MAIL = "een e-mailadres"
PHONE = "een telefoonnummer"
POSTCODE = "een postcode"
DAY = "een datum of jaartal"
CAPITAL = "een woord met een hoofdletter, misschien een naam"

BODY = re.compile(r"^(gemeente|provincie|waterschap|hoogheemraadschap|regio|ministerie van) ", re.I)
MONTH = (
    "(?:januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december)"
)
DATE = rf"\d{{1,2}} {MONTH}(?: \d{{4}})?|{MONTH} \d{{4}}"
NUMBERS = r"\d{1,4}[-/]\d{1,2}[-/]\d{2,4}|(?:19|20)\d\d"
PATTERNS = (
    (LINK, re.compile(r"(?:https?:|www\.|!\[|\]\()\S*|/casussen/\S*")),
    (MAIL, re.compile(r"(?<![\w.+-])[\w.+-]++@[\w-]++(?:\.[\w-]++)+")),
    (LINK, re.compile(r"(?<![\w-])[\w-]++\.(?:nl|com|org|eu|net)\b")),
    (POSTCODE, re.compile(r"\b[1-9]\d{3} ?[a-z]{2}\b")),
    (DAY, re.compile(rf"\b(?:{DATE}|{NUMBERS})\b")),
    (PHONE, re.compile(r"(?:\+\d{2}|\b0)[\d ()-]{8,}\d")),
)
"""In text with small letters; what comes first is taken first. None looks at a sign twice over."""
WORD = re.compile(r"\w+")
ENDINGS = ("s", "e", "se", "er", "ers")
ORDINARY_WORDS = """
bewoners inwoners gemeente provincie samen welvaart samenwerken buurten wijken dorpen mensen
jongeren ouderen zonder tussen binnen buiten waarom wanneer anders betere nieuwe werken leren
maken project casussen beleid overheid organisatie gesprek
"""
ORDINARY = frozenset(ORDINARY_WORDS.split())
KNOWN_WORDS = """
nederland nederlands nederlandse nederlanders europa europees europese brede welvaart rijk cbs
ik we wij je jullie de het een en maar dus want toen nu
"""
KNOWN = frozenset(KNOWN_WORDS.split())
LOOK_BACK = 40
TITLE_WORD = 6  # letters that a word of the title has, to say something about it


@dataclass(frozen=True)
class Hit:
    """A word in a field by which somebody could recognise the casus; ``key`` is it in plain."""

    field: str
    word: str
    why: str
    key: str


Clues = dict[str, dict[tuple[str, ...], str]]
"""{first word: {all words: why}}, all in plain letters."""


def plain(text: str) -> str:
    """Return text in small letters without accents and without signs that nobody sees."""
    return _folded(text)[0]


def contacts_in(text: str) -> set[str]:
    """Return which ways to reach somebody stand in a text: MAIL, PHONE."""
    letters = plain(text)
    contact = {MAIL, PHONE}
    return {why for why, pattern in PATTERNS if why in contact and pattern.search(letters)}


def _folded(text: str) -> tuple[str, list[int]]:
    """Return text in plain letters, and of each letter where it stands in the text."""
    letters: list[str] = []
    places: list[int] = []
    for place, sign in enumerate(text):
        for letter in unicodedata.normalize("NFKD", sign).casefold():
            if unicodedata.category(letter) not in {"Mn", "Cf"}:
                letters.append(letter)
                places.append(place)
    return "".join(letters), places


def clues_of(casus: Casus) -> Clues:
    """Gather what may not stand in a story about this casus, in a fixed number of queries."""
    found: Clues = {}
    for text, why in _names(casus):
        words = tuple(WORD.findall(plain(text)))
        for variant in _variants(words, why):
            found.setdefault(variant[0], {}).setdefault(variant, why)
    return found


def _variants(words: tuple[str, ...], why: str) -> Iterator[tuple[str, ...]]:
    if not words or len("".join(words)) < 2:
        return
    forms = [words]
    if len(words) > 1 and why != TITLE:
        forms.append(("".join(words),))
    for form in forms:
        yield form
        if why == PLACE:
            yield from ((*form[:-1], end) for end in _bent(form[-1]))


def _bent(word: str) -> Iterator[str]:
    """Give the forms of a place that people use as an adjective: Assense, Drentse."""
    yield from (word + ending for ending in ENDINGS)
    if word.endswith("e"):
        yield from (word[:-1].removesuffix("h") + ending for ending in ("s", "se"))


def _names(casus: Casus) -> Iterator[tuple[str, str]]:
    ours = casus.organisatie
    yield from _of_organisation(ours.name, OURS)
    for name in OrganisatieNaam.objects.filter(organisatie=ours).values_list("name", flat=True):
        yield from _of_organisation(name, OURS)
    people = [
        casus.casushouder,
        *(part.deelnemer for part in casus.deelnames.select_related("deelnemer")),
    ]
    for person in people:
        for name in (person.get_full_name(), person.first_name, person.last_name):
            if len(name) > 2:
                yield name, PERSON
    yield casus.title, TITLE
    loose = [
        *WORD.findall(casus.title),
        *casus.slug.split("-"),
        *(tag.name for tag in casus.tags.all()),
    ]
    for word in loose:
        if len(word) >= TITLE_WORD and plain(word) not in ORDINARY:
            yield word, TITLE
    for name in Community.objects.values_list("name", flat=True):
        yield name, COMMUNITY
    yield from _places()
    for model in (Organisatie, OrganisatieNaam):
        for name in model.objects.values_list("name", flat=True):  # type: ignore[attr-defined]
            yield from _of_organisation(name, ORGANISATION)


def _of_organisation(name: str, why: str) -> Iterator[tuple[str, str]]:
    yield name, why
    place = BODY.sub("", name)
    if place != name and len(place) > 2:
        yield place, PLACE


def _places() -> Iterator[tuple[str, str]]:
    rows = Begrip.objects.in_schema("provincie").exclude(
        notation__in=["landelijk", "over-de-grens"]
    )
    for label, synonyms in rows.values_list("label", "synonyms"):
        for name in (label, *synonyms):
            yield name, PLACE


def find(texts: Mapping[str, str], clues: Clues) -> list[Hit]:
    """Return each word to look at, once for a field, in the order of the text."""
    hits: list[Hit] = []
    for field, text in texts.items():
        seen: set[str] = set()
        for _, hit in sorted(_in_text(field, text, clues), key=lambda found: found[0]):
            if hit.key not in seen:
                seen.add(hit.key)
                hits.append(hit)
    return hits


def _in_text(field: str, text: str, clues: Clues) -> list[tuple[int, Hit]]:
    folded, places = _folded(text)
    taken = bytearray(len(folded))
    found: list[tuple[int, Hit]] = []

    def take(start: int, end: int, why: str) -> None:
        if any(taken[start:end]):
            return
        word = text[places[start] : places[end - 1] + 1]
        if why == POSTCODE and not word[-2:].isupper():
            return
        taken[start:end] = bytes([1]) * (end - start)
        found.append((start, Hit(field, word, why, " ".join(folded[start:end].split())[:120])))

    for why, pattern in PATTERNS:
        for match in pattern.finditer(folded):
            if match.group().strip():
                take(match.start(), match.end(), why)
    for start, end, why in _known(folded, clues):
        take(start, end, why)
    for start, end in _capitals(text, folded, places):
        take(start, end, CAPITAL)
    return found


def _known(folded: str, clues: Clues) -> Iterator[tuple[int, int, str]]:
    """Find clues, the longest first at each place."""
    words = list(WORD.finditer(folded))
    plain_words = [word.group() for word in words]
    lengths: dict[str, list[int]] = {}
    for number, word in enumerate(plain_words):
        if word not in clues:
            continue
        if word not in lengths:
            lengths[word] = sorted({len(clue) for clue in clues[word]}, reverse=True)
        for length in lengths[word]:
            clue = tuple(plain_words[number : number + length])
            if clue in clues[word]:
                last = words[number + len(clue) - 1]  # the text may end before the longest
                yield words[number].start(), last.end(), clues[word][clue]
                break


def _capitals(text: str, folded: str, places: list[int]) -> Iterator[tuple[int, int]]:
    """Find words with a capital that do not begin a sentence: in Dutch most are names."""
    for match in WORD.finditer(folded):
        start = match.start()
        if not text[places[start]].isupper() or match.group() in KNOWN:
            continue
        if not _begins(folded[max(0, start - LOOK_BACK) : start]):
            yield start, match.end()


def _begins(before: str) -> bool:
    """Say whether a sentence begins after this: a line, a full stop, a quote or a colon."""
    rest = before.rstrip(" \t")
    quoted = rest.rstrip("\"'“”‘’«»([*_#>-").rstrip(" \t")
    return not quoted or quoted[-1] in ".!?:\n;…" or rest[-1] in '“‘"«([#>'


def open_hits(hits: Iterable[Hit], explained: Mapping[str, str]) -> list[Hit]:
    """Return the hits of which nobody said why they may stay."""
    return [hit for hit in hits if not explained.get(hit.key, "").strip()]
