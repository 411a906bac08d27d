"""Names after an @ in a post: who is meant, who cannot read it, and where the link goes.

The text stays as it was typed. A name is matched whole, without accents or capitals, and the
longest one wins. What stands in a quotation names nobody.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.text import get_text_list

from communities.models import Deelnemer, Gesprek, Reactie, Vermelding
from communities.models.people import sort_key
from netwerk.kern.policy import allowed
from netwerk.kern.tekst import opmaak

MOST = 20  # people that one post can name
MOST_LOOKED_AT = 100  # signs in one text after which a name is looked for
MOST_WORDS = 8  # of a name
LONGEST = 160  # characters of a name
AT = re.compile(r"(?<![\w@/.:+-])@(?=[^\W\d_])")
WORD = re.compile(r"[ \t]*([\w.'’‘`´\u0300-\u036f-]+)")
ORGANISATION = re.compile(r"[ \t]?\(([^()\n]{1,200})\)")
GENITIVE = re.compile(r"['’]s$")
QUOTED = re.compile(r"^[ \t]*>.*$", re.MULTILINE)
MANY = (
    f"Je noemt %d mensen met een @. In één reactie kunnen dat er {MOST} zijn. "
    "Haal bij een paar namen het teken @ weg."
)


@dataclass
class Found:
    """Whom a text names: ``unclear`` are names of more people, ``unknown`` those of nobody."""

    people: dict[int, Deelnemer] = field(default_factory=dict)
    unclear: dict[str, list[Deelnemer]] = field(default_factory=dict)
    unknown: list[str] = field(default_factory=list)


def name_of(person: Deelnemer) -> str:
    """Return the name as it is compared."""
    return sort_key(person.get_full_name())


def read(actor: Any, text: str, already: Collection[int] = ()) -> Found:
    """Return whom a text names of the people that its writer can find.

    ``already`` are the people (ids) that the post named before it was changed: of two people
    with one name they are meant. The writer is not named.
    """
    words = QUOTED.sub("", opmaak.without_confidential(text))
    ends = {place: _ends(words, place) for place in _places(words)}
    known = _known(actor, {name for found in ends.values() for name in found})
    result = Found()
    for place, names in ends.items():
        name = max((name for name in names if name in known), key=len, default="")
        if not name:
            result.unknown.append(_first_word(words, place))
            continue
        typed = words[place : names[name]]
        meant = _meant(words, names[name], known[name], already)
        if len(meant) > 1:
            result.unclear[typed] = meant
        elif meant[0].pk != actor.pk:
            result.people[meant[0].pk] = meant[0]
    result.unknown = list(dict.fromkeys(result.unknown))
    return result


def _places(text: str) -> list[int]:
    """Return where a name may begin; of what is said more than once, the first time only."""
    found: dict[str, int] = {}
    for sign in AT.finditer(text):
        found.setdefault(text[sign.end() : sign.end() + LONGEST], sign.start())
    return [*found.values()][:MOST_LOOKED_AT]


def _ends(text: str, place: int) -> dict[str, int]:
    """Return where every name that may begin here would end, by the name as it is compared."""
    found: dict[str, int] = {}
    start = end = place + 1
    for _ in range(MOST_WORDS):
        word = WORD.match(text, end)
        if word is None or word.end() - start > LONGEST:
            break
        end = word.end()
        whole = text[start:end]
        bare = whole.rstrip(".'’‘`´-")
        for each in (whole, bare, GENITIVE.sub("", bare)):
            found.setdefault(sort_key(each), start + len(each))
    found.pop("", None)
    return found


def _known(actor: Any, names: set[str]) -> dict[str, list[Deelnemer]]:
    """Return the people with one of these names that this person can find, in one query."""
    keys = {key for name in names for key in _sort_keys(name.split())}
    if not keys:
        return {}
    rows = Deelnemer.objects.visible_to(actor).active().filter(sort_name__in=keys)
    known: dict[str, list[Deelnemer]] = {}
    for person in rows.select_related("organisatie").order_by("pk"):
        known.setdefault(name_of(person), []).append(person)
    return known


def _sort_keys(words: list[str]) -> Iterator[str]:
    """Return how a name would be sorted: any words may be the first name, the infix, the last."""
    yield " ".join(words)
    for first in range(1, len(words)):
        for last in range(first, len(words)):
            yield " ".join([*words[last:], *words[:last]])[:200]


def _first_word(text: str, place: int) -> str:
    word = WORD.match(text, place + 1)
    return f"@{word[1].rstrip('.-')}" if word else "@"


def _meant(
    text: str, end: int, people: list[Deelnemer], already: Collection[int] = ()
) -> list[Deelnemer]:
    """Return who of the people with one name is meant, by what stands between brackets."""
    if len(people) == 1:
        return people
    said = ORGANISATION.match(text, end)
    if said:
        wanted = sort_key(said[1])
        chosen = [each for each in people if wanted in _labels(each)]
        if len(chosen) == 1:
            return chosen
    before = [each for each in people if each.pk in already]
    return before if len(before) == 1 else people


def _labels(person: Deelnemer) -> list[str]:
    """Return what tells somebody apart, as it is compared: the best comes first."""
    organisation = str(person.organisatie or "")
    both = f"{organisation}, {person.job_title}" if person.job_title else ""
    labels = [organisation, both.removeprefix(", "), f"nummer {person.pk}"]
    return [sort_key(label) for label in labels if label]


def label_of(person: Deelnemer, people: Iterable[Deelnemer]) -> str:
    """Return what to write behind a name to tell this person apart from others of that name."""
    others = {label for each in people if each.pk != person.pk for label in _labels(each)}
    organisation = str(person.organisatie or "")
    both = ", ".join(part for part in (organisation, person.job_title) if part)
    for label in (organisation, both):
        if label and "(" not in label and sort_key(label) not in others:
            return label
    return f"nummer {person.pk}"


def problems(found: Found) -> list[str]:
    """Return what must be put right before the post can be placed, in Dutch."""
    said = [
        f"Er zijn meer mensen met de naam {typed[1:]}. Wie bedoel je? Schrijf "
        + get_text_list([f"{typed} ({label_of(each, people)})" for each in people], "of")
        + "."
        for typed, people in found.unclear.items()
    ]
    if len(found.people) > MOST:
        said.append(MANY % len(found.people))
    return said


def check(found: Found) -> Found:
    """Return what was found; raises ValidationError (Dutch) when it is not clear."""
    if said := problems(found):
        raise ValidationError(said)
    return found


def readers(found: Found, talk: Gesprek) -> list[Deelnemer]:
    """Return who of the named people can read the conversation."""
    people = found.people.values()
    return [each for each in people if allowed(each, "communities.view_gesprek", talk)]


def warnings(found: Found, talk: Gesprek) -> list[str]:
    """Say in Dutch who will not hear that they are named."""
    heard = {each.pk for each in readers(found, talk)}
    deaf = [str(each) for each in found.people.values() if each.pk not in heard]
    said = []
    if len(deaf) == 1:
        said.append(f"{deaf[0]} kan dit gesprek niet lezen en krijgt geen mail.")
    elif deaf:
        names = get_text_list(deaf, "en")
        said.append(f"{names} kunnen dit gesprek niet lezen en krijgen geen mail.")
    if found.unknown:
        names = get_text_list([f"“{each[:60]}”" for each in found.unknown[:5]], "en")
        said.append(
            f"Bij {names} vonden we niemand. Schrijf de hele naam als je iemand wilt noemen."
        )
    return said


Finder = Callable[[str], list[tuple[int, int, str]]]


def marks(user: Any, posts: Sequence[Reactie]) -> dict[int, Finder]:
    """Return for each post that names people what finds them in its text, in one query.

    Only people whose page the reader may see are found.
    """
    visible = Deelnemer.objects.visible_to(user)
    rows = Vermelding.objects.filter(reactie__in=posts, deelnemer__in=visible)
    named: dict[int, list[Deelnemer]] = {}
    for row in rows.select_related("deelnemer__organisatie").order_by("pk"):
        named.setdefault(row.reactie_id, []).append(row.deelnemer)
    return {pk: finder(people) for pk, people in named.items()}


def finder(people: Iterable[Deelnemer]) -> Finder:
    """Return a function that says where in a piece of text these people are named."""
    known: dict[str, list[Deelnemer]] = {}
    for person in people:
        known.setdefault(name_of(person), []).append(person)

    def find(text: str) -> list[tuple[int, int, str]]:
        found = []
        for sign in AT.finditer(text):
            ends = _ends(text, sign.start())
            name = max((name for name in ends if name in known), key=len, default="")
            meant = _meant(text, ends[name], known[name]) if name else []
            if len(meant) == 1:
                found.append((sign.start(), ends[name], meant[0].get_absolute_url()))
        return found

    return find
