"""The chain of one les, both ways: where it comes from, and the adviezen that it became."""

from collections.abc import Iterable, Sequence

from handboek.chain import (
    Shown,
    has_voices,
    heading,
    les_shown,
    pairs_and_more,
    pairs_shown,
    said_pair,
)
from handboek.enums import Relation, State
from handboek.models import AdviesLes, Bevinding, Herkenning, Les
from handboek.sources import Reader


def les_chain(
    les: Les,
    bevindingen: Sequence[Bevinding],
    said: Sequence[Herkenning],
    links: Iterable[AdviesLes],
    reader: Reader,
) -> Shown:
    """Return the chain for components/keten.html; the links are those that the reader may see.

    ``said`` is what other casussen say of the les; who says the same is counted as a source.
    """
    pairs = [*pairs_shown(bevindingen, reader), *(said_pair(row, reader) for row in said)]
    number = len(bevindingen) + sum(row.is_recognition and row.casus_counts for row in said)
    track = {
        "kop": heading(number, against=False) if number else "Nog geen bron",
        "tegen": False,
        **pairs_and_more(pairs),
        "les": les_shown(les, visible=False) | {"hier": True},
    }
    return {
        "sporen": [track],
        "stemmen": has_voices([track]),
        "van_les": True,
        "adviezen": [_advies_shown(link) for link in links],
    }


def _advies_shown(link: AdviesLes) -> Shown:
    advies = link.advies
    said = []
    if link.relation == Relation.CONTRADICTS:
        said.append("Deze les spreekt het tegen")
    if advies.state != State.PUBLISHED:
        said.append(advies.get_state_display().capitalize())
    return {
        "soort": "advies",
        "label": f"Advies {advies.number}: {advies.get_kind_display().lower()}",
        "titel": advies.title,
        "url": advies.get_absolute_url(),
        "onder": ". ".join(said),
    }
