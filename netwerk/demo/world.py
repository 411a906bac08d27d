"""What the parts of the generator share: who and what was made so far, by its key."""

from dataclasses import dataclass, field
from functools import cached_property

from bijeenkomsten.models import Bijeenkomst, VerslagItem
from casussen.models import Casus, CasusSectie, Dilemma, Leervraag
from communities.models import Community, Deelnemer, Organisatie
from handboek.models import Bevinding, Hoofdstuk, Les, Publicatie
from netwerk.kern.begrippen.models import Begrip


@dataclass
class World:
    """Everything by the key that the content uses for it."""

    organisaties: dict[str, Organisatie] = field(default_factory=dict)
    people: dict[str, Deelnemer] = field(default_factory=dict)
    communities: dict[int, Community] = field(default_factory=dict)
    casussen: dict[str, Casus] = field(default_factory=dict)
    secties: dict[tuple[str, str], CasusSectie] = field(default_factory=dict)
    dilemmas: dict[str, Dilemma] = field(default_factory=dict)
    leervragen: dict[str, Leervraag] = field(default_factory=dict)
    bijeenkomsten: dict[str, Bijeenkomst] = field(default_factory=dict)
    verslag_items: dict[tuple[str, int], VerslagItem] = field(default_factory=dict)
    hoofdstukken: dict[int, Hoofdstuk] = field(default_factory=dict)
    publicaties: dict[str, Publicatie] = field(default_factory=dict)
    bevindingen: dict[tuple[CasusSectie | VerslagItem, str], Bevinding] = field(
        default_factory=dict
    )
    lessen: dict[int, Les] = field(default_factory=dict)

    @cached_property
    def _begrippen(self) -> dict[tuple[str, str], Begrip]:
        rows = Begrip.objects.select_related("schema")
        return {(begrip.schema.key, begrip.notation): begrip for begrip in rows}

    def begrip(self, schema: str, notation: str) -> Begrip:
        """Return a concept of a vocabulary; loud when the content names one that is not there."""
        return self._begrippen[schema, notation]

    def begrippen(self, schema: str, notations: list[str]) -> list[Begrip]:
        """Return several concepts of one vocabulary."""
        return [self.begrip(schema, notation) for notation in notations]

    def maybe(self, schema: str, notation: str) -> Begrip | None:
        """Return a concept, or None for an empty notation."""
        return self.begrip(schema, notation) if notation else None
