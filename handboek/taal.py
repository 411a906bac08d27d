"""Which parts of an advies are words: the language meter and an older version show these."""

from collections.abc import Mapping
from typing import Any

from handboek.models.teksten import AdviesTekst
from handboek.taalmeter import Meter, measure

PROSE = ("title", "summary", "why", "how", "works_when", "works_not_when")


def parts_of(values: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return (name, text) of each part; ``values`` may be what somebody typed."""
    return [
        (str(AdviesTekst._meta.get_field(name).verbose_name).capitalize(), str(values[name]))  # type: ignore[union-attr]
        for name in PROSE
        if values.get(name)
    ]


def meter_of(text: AdviesTekst) -> Meter:
    """Measure a text that is kept."""
    return measure(parts_of({name: getattr(text, name) for name in PROSE}))
