"""Which publicaties an advies rests on, and which adviezen rest on a publicatie."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from handboek.enums import Relation
from handboek.models import Advies, AdviesLes, Les, Publicatie


def rests_on(publicaties: Sequence[Publicatie]) -> dict[int, list[Advies]]:
    """Return {key: the published adviezen that rest on it}, each once, in two queries."""
    keys = [row.pk for row in publicaties]
    found: dict[int, dict[int, Advies]] = defaultdict(dict)
    direct = Advies.publicaties.through.objects.filter(publicatie__in=keys)
    through = AdviesLes.objects.filter(relation=Relation.SUPPORTS, les__publicaties__in=keys)
    pairs = [
        *direct.values_list("publicatie", "advies"),
        *through.values_list("les__publicaties", "advies"),
    ]
    shown = Advies.objects.published().in_bulk({advies for _, advies in pairs})
    for key, advies in pairs:
        if key in keys and advies in shown:
            found[key][advies] = shown[advies]
    return {
        key: sorted(rows.values(), key=lambda advies: advies.number) for key, rows in found.items()
    }


def lessen_on(user: Any, publicaties: Sequence[Publicatie]) -> dict[int, list[Les]]:
    """Return {key: the lessen that it stands under}, as far as this person may read them."""
    links = Publicatie.lessen.through.objects.filter(publicatie__in=publicaties)
    pairs = list(links.order_by("les__number").values_list("publicatie", "les"))
    shown = Les.objects.visible_to(user).in_bulk({les for _, les in pairs})
    found: dict[int, list[Les]] = defaultdict(list)
    for key, les in pairs:
        if les in shown:
            found[key].append(shown[les])
    return dict(found)
