"""Forms about generatoren: what produced brede welvaart."""

from typing import Any, ClassVar

from django import forms

from casussen.enums import Outcome
from casussen.forms.casussen import concepts
from casussen.models import Generator
from netwerk.kern.begrippen.models import Begrip
from netwerk.kern.formulieren import EnkeleRegels, Filterformulier, Naaminvoer
from netwerk.kern.zoekkeuze import Zoekkeuze

OUTCOMES = [(value, label.capitalize()) for value, label in Outcome.choices]
MOST_NAMES = 300  # that the box offers while somebody types


class ErvaringForm(EnkeleRegels, forms.Form):
    """How one generator went in a casus."""

    outcome = forms.ChoiceField(
        label="Hoe ging het?",
        choices=OUTCOMES,
        widget=forms.RadioSelect,
        error_messages={"required": "Kies hoe het ging."},
    )
    explanation = forms.CharField(
        label="Waardoor werkte het wel of niet?",
        max_length=1000,
        required=False,
        widget=forms.Textarea({"rows": 4}),
        help_text="Wat hielp, wat zat tegen, en voor wie? Schrijf geen gegevens van inwoners op.",
    )


class NieuweErvaringForm(ErvaringForm):
    """A generator in a casus: one that exists, or a new one."""

    name = forms.CharField(
        label="Wat zorgde voor brede welvaart?",
        max_length=100,
        widget=Naaminvoer,
        help_text="Een paar woorden voor iets wat je dóét. Bijvoorbeeld: vaste contactpersoon in "
        "de wijk. Kies een naam die er al is als hij past.",
        error_messages={"required": "Schrijf op wat voor brede welvaart zorgde."},
    )
    field_order = ("name",)

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        widget: Any = self.fields["name"].widget
        names = Generator.objects.visible_to(user).order_by("name", "pk")
        widget.names = list(names.values_list("name", flat=True)[:MOST_NAMES])


class GeneratorForm(EnkeleRegels, forms.ModelForm):
    """What a generator is."""

    class Meta:
        model = Generator
        fields: ClassVar = ["name", "description", "kind"]
        labels: ClassVar = {
            "name": "Hoe heet het?",
            "description": "Wat is het?",
            "kind": "Wat voor soort is het?",
        }
        help_texts: ClassVar = {
            "description": "Twee of drie zinnen, los van één casus. Iedereen leest dit zodra een "
            "openbare casus deze generator noemt.",
        }
        widgets: ClassVar = {"description": forms.Textarea({"rows": 5})}
        error_messages: ClassVar = {"name": {"required": "Geef het een naam."}}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind: Any = self.fields["kind"]
        kind.queryset = Begrip.objects.offered("instrument", self.instance, "kind")
        kind.empty_label = "Iets anders, of nog niet gekozen"


class SamenvoegForm(Zoekkeuze, forms.Form):
    """Which generator stays."""

    met = forms.ModelChoiceField(
        Generator.objects.none(),
        label="Welke blijft?",
        to_field_name="slug",
        empty_label="Kies een generator",
        error_messages={"required": "Kies een generator."},
    )

    def __init__(self, *args: Any, user: Any, generator: Generator, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = Generator.objects.visible_to(user).exclude(pk=generator.pk)
        self.fields["met"].queryset = others  # type: ignore[attr-defined]
        self.draw_in_part("met", "Zoek een generator")


class GeneratorFilter(Filterformulier):
    """Which generatoren somebody looks for."""

    q = forms.CharField(label="Woord", max_length=200)
    soort = forms.ModelChoiceField(
        Begrip.objects.none(), label="Soort", to_field_name="notation", empty_label="Elke soort"
    )
    ging = forms.ChoiceField(label="Hoe het ging", choices=[("", "Alles"), *OUTCOMES])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["soort"].queryset = concepts("instrument")  # type: ignore[attr-defined]
