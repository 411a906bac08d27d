"""How people find a casus: every choice stands in the address, with its number beside it."""

from typing import Any

from django import forms
from taggit.models import Tag

from casussen.enums import Stage
from casussen.forms.casussen import concepts
from casussen.models import Casus, Generator
from casussen.vinden import Counts
from communities.models import Community
from netwerk.kern.begrippen.models import Begrip
from netwerk.kern.formulieren import Filterformulier


def concept_field(label: str, empty: str) -> forms.ModelChoiceField:
    """Return a choice of one concept, by its notation in the address."""
    return forms.ModelChoiceField(
        Begrip.objects.none(), label=label, to_field_name="notation", empty_label=empty
    )


class CasusFilter(Filterformulier):
    """Which casussen somebody looks for; every choice stands in the address.

    The first fields show at once, the others behind "Meer keuzes". What is offered, with how many
    casussen it would leave, comes from ``offer``.
    """

    FIRST = ("q", "thema", "provincie", "community", "fase", "generator")
    q = forms.CharField(label="Woord", max_length=200)
    thema = concept_field("Thema", "Alle thema’s")
    provincie = concept_field("Gebied", "Alle gebieden")
    community = forms.ModelChoiceField(
        Community.objects.all(),
        label="Community",
        to_field_name="slug",
        empty_label="Alle communities",
    )
    fase = forms.ChoiceField(
        label="Hoe ver",
        choices=[
            ("", "Elke stand"),
            *((value, label.capitalize()) for value, label in Stage.choices),
        ],
    )
    generator = forms.ModelChoiceField(
        Generator.objects.none(),
        label="Generator",
        to_field_name="slug",
        empty_label="Elke generator",
    )
    landsdeel = concept_field("Landsdeel", "Heel Nederland")
    schaal = concept_field("Schaal", "Elke schaal")
    soort = concept_field("Soort gebied", "Elk soort gebied")
    beleid = concept_field("Fase van het beleid", "Elke fase van beleid")
    laag = concept_field("Soort organisatie", "Elke organisatie")
    tag = forms.ModelChoiceField(
        Tag.objects.none(), label="Trefwoord", to_field_name="slug", empty_label="Alle trefwoorden"
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["tag"].queryset = Casus.objects.visible_to(user).used_tags()
        fields["generator"].queryset = Generator.objects.visible_to(user)
        lists = {
            "provincie": "provincie",
            "thema": "cbs-thema",
            "landsdeel": "landsdeel",
            "schaal": "schaalniveau",
            "soort": "gebiedstype",
            "beleid": "beleidsfase",
            "laag": "bestuurslaag",
        }
        for name, schema in lists.items():
            fields[name].queryset = concepts(schema)
        self.more_open = False

    def offer(self, counts: Counts, chosen: dict[str, Any]) -> None:
        """Offer what leaves something, with the number; what was chosen always stays."""
        for name, choices in counts.items():
            field: Any = self.fields[name]
            empty = getattr(field, "empty_label", "") or str(next(iter(field.choices))[1])
            lines = [(choice.key, choice.text) for choice in choices]
            key = self[name].value() if name in chosen else ""
            if key and key not in dict(lines):
                lines.append((key, f"{self.words(name, chosen[name])} (0)"))
            field.choices = [("", empty), *lines]
        self.more_open = any(name not in self.FIRST for name in chosen)

    def words(self, name: str, value: Any) -> str:
        """Say what was chosen."""
        return Stage(value).label.capitalize() if name == "fase" else str(value)

    def first_fields(self) -> list[forms.BoundField]:
        """Return the choices that always show."""
        return [field for field in self if field.name in self.FIRST]

    def more_fields(self) -> list[forms.BoundField]:
        """Return the choices behind "Meer keuzes", as far as there is something to choose."""
        rest: list[Any] = [field for field in self if field.name not in self.FIRST]
        return [field for field in rest if len(field.field.choices) > 1]


class WhiteSpotsFilter(Filterformulier):
    """Of which community somebody looks for what is not there yet."""

    community = forms.ModelChoiceField(
        Community.objects.all(),
        label="Community",
        to_field_name="slug",
        empty_label="Alle communities",
    )
