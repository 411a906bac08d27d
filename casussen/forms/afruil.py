"""One effect of a casus as a sentence, and the choice of a keuzehulp."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.html import format_html

from casussen.afruil import in_sentence
from casussen.enums import Dimension, Effect
from casussen.models import AfruilRegel, Keuze
from netwerk.kern.begrippen.models import Begrip
from netwerk.kern.formulieren import EnkeleRegels, Filterformulier

MOST_CHOSEN = 4
AT_ONCE = 8
EFFECTS = [
    (Effect.BETTER, "beter"),
    (Effect.WORSE, "slechter"),
    (Effect.MIXED, "voor een deel beter, voor een deel slechter"),
    (Effect.UNKNOWN, "anders, maar we weten nog niet hoe"),
]
PLACES = [(kring.value, in_sentence(kring.label)) for kring in Dimension]


class ConceptField(forms.ModelChoiceField):
    """A concept as it stands inside a sentence."""

    def label_from_instance(self, obj: Any) -> str:
        """Return its label without a capital."""
        return in_sentence(obj.label)


class EffectForm(EnkeleRegels, forms.Form):
    """One effect; the names of the fields make a sentence with what is chosen."""

    alles_mag_leeg = True  # says nothing about leaving it empty
    theme = forms.ModelChoiceField(
        Begrip.objects.none(),
        label="Op het thema",
        empty_label="kies een thema",
        error_messages={"required": "Kies een thema."},
    )
    effect = forms.ChoiceField(
        label="wordt het",
        choices=[("", "kies wat er gebeurt"), *EFFECTS],
        error_messages={"required": "Kies wat er gebeurt: beter, slechter of iets anders."},
    )
    group = ConceptField(
        Begrip.objects.none(), label="voor", required=False, empty_label="iedereen"
    )
    dimension = forms.ChoiceField(
        label="en wel",
        required=False,
        choices=[("", "waar het thema bij hoort"), *PLACES],
    )
    explanation = forms.CharField(label="omdat", required=False, max_length=300)
    seen = forms.CharField(required=False, max_length=16, widget=forms.HiddenInput)

    def __init__(self, *args: Any, row: AfruilRegel | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        held = row or AfruilRegel()
        fields: Any = self.fields
        fields["theme"].queryset = Begrip.objects.offered("cbs-thema", held, "theme")
        fields["theme"].queryset = fields["theme"].queryset.select_related("broader")
        fields["group"].queryset = Begrip.objects.offered("bevolkingsgroep", held, "group")


class FilledLaterForm(EffectForm):
    """A sentence of the quick start about one theme; without an effect it is left out."""

    def __init__(self, *args: Any, theme: Begrip, **kwargs: Any) -> None:
        super().__init__(*args, prefix=theme.notation, **kwargs)
        self.about = theme
        del self.fields["theme"], self.fields["seen"]
        self.fields["effect"].required = False

    def effect_values(self) -> dict[str, Any] | None:
        """Return what to add, or None when it was left open."""
        if not self.cleaned_data["effect"]:
            return None
        return {**self.cleaned_data, "theme": self.about}

    def clean(self) -> dict[str, Any]:
        """Ask what happens when a part of the sentence was filled in."""
        data = super().clean()
        begun = any(data.get(name) for name in ("explanation", "group", "dimension"))
        if begun and not data.get("effect"):
            self.add_error("effect", "Kies wat er gebeurt: beter, slechter of iets anders.")
        return data


class NotedChoices(forms.ModelMultipleChoiceField):
    """Concepts to tick, each with what the afruilmatrix says of it."""

    notes: Mapping[int, str] = {}

    def label_from_instance(self, obj: Any) -> str:
        """Return the label, with the note under it."""
        note = self.notes.get(obj.pk, "")
        if not note:
            return str(obj)
        return format_html('{}<span class="keuzehulp__noot">{}</span>', obj.label, note)


def _concepts(label: str, **kwargs: Any) -> NotedChoices:
    return NotedChoices(
        Begrip.objects.none(),
        label=label,
        to_field_name="notation",
        widget=forms.CheckboxSelectMultiple,
        **kwargs,
    )


class ThemesForm(forms.Form):
    """Which themes matter: the quick start of an afruilmatrix."""

    alles_mag_leeg = True
    thema = _concepts(
        "Welke thema’s doen ertoe?",
        required=False,
        help_text=f"Kies er hoogstens {AT_ONCE}. Dan zetten we voor elk thema een zin klaar.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["thema"].queryset = (
            Begrip.objects.in_schema("cbs-thema").current().select_related("broader")
        )


class KeuzeForm(forms.Form):
    """On which aspects people put their effort, and for whom; the names stand in addresses."""

    alles_mag_leeg = True
    thema = _concepts(
        "Op welke thema’s zet je in?",
        help_text=f"Kies er hoogstens {MOST_CHOSEN}. Wie alles kiest, kiest niets.",
        error_messages={"required": "Kies minstens één thema."},
    )
    groep = _concepts(
        "Voor wie?",
        required=False,
        help_text="Kies je niemand, dan geldt het voor iedereen.",
    )
    kring = forms.MultipleChoiceField(
        label="Nu of later, hier of elders?",
        required=False,
        choices=Dimension.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text="Kies je niets, dan tellen alle drie.",
    )
    vraag = forms.CharField(
        label="Wat wil je bespreken?",
        required=False,
        max_length=1000,
        widget=forms.Textarea({"rows": 4}),
        help_text="Dit staat boven het blad dat je meeneemt. Bijvoorbeeld: durven we te zeggen "
        "wie moet wachten?",
    )
    seen = forms.CharField(required=False, max_length=16, widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        keuze: Keuze | None = None,
        notes: Mapping[int, str] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["thema"].notes = notes or {}
        lists = {"thema": ("cbs-thema", "themes"), "groep": ("bevolkingsgroep", "groups")}
        for name, (schema, links) in lists.items():
            fields[name].queryset = (
                Begrip.objects.offered(schema, keuze, links)
                if keuze
                else Begrip.objects.in_schema(schema).current()
            )

    def clean_thema(self) -> QuerySet[Begrip]:
        """Four at most, or nothing is chosen."""
        themes: QuerySet[Begrip] = self.cleaned_data["thema"]
        if len(themes) > MOST_CHOSEN:
            raise ValidationError(
                f"Kies niet meer dan vier thema’s. Je koos er {len(themes)}.", code="too_many"
            )
        return themes


class CompareForm(Filterformulier):
    """The word to look for a casus to compare with."""

    q = forms.CharField(label="Zoek een casus", max_length=200)


class ThemeFilter(Filterformulier):
    """Which effects on one theme somebody looks for."""

    groep = forms.ModelChoiceField(
        Begrip.objects.none(),
        label="Voor wie",
        to_field_name="notation",
        empty_label="Alle groepen",
    )
    effect = forms.ChoiceField(
        label="Wat er gebeurt",
        choices=[("", "Alles"), *((value, label.capitalize()) for value, label in Effect.choices)],
    )
    kring = forms.ChoiceField(label="Kring", choices=[("", "Alle kringen"), *Dimension.choices])
    indeling = forms.CharField(max_length=20, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["groep"].queryset = Begrip.objects.in_schema("bevolkingsgroep")
