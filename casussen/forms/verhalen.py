"""Writing a story without names, with a word at each field that may give the casus away."""

import hashlib
from collections.abc import Iterator
from typing import Any, ClassVar

from django import forms
from django.forms import BoundField

from casussen.forms.casussen import concepts
from casussen.herkenning import Clues, Hit, find, open_hits
from casussen.models import Verhaal
from netwerk.kern.begrippen.models import Begrip
from netwerk.kern.formulieren import EnkeleRegels, Filterformulier, Opmaakinvoer
from netwerk.kern.tekst import opmaak

TEXTS = ("title", "summary", "body")
MOST_THEMES = 3
MOST_BODY = 20_000  # characters
MOST_ASKED = 100  # words at a time; a form with more fields than Django reads is lost

TOO_MANY = (
    f"In dit verhaal staan meer dan {MOST_ASKED} woorden waaraan iemand jullie kan herkennen. "
    "Haal er eerst een aantal weg. Dan kijken we verder."
)


def reason_name(hit: Hit) -> str:
    """Return the name of the field in which somebody says why a word may stay."""
    return f"waarom_{hashlib.sha256(hit.key.encode()).hexdigest()[:12]}"


class VerhaalForm(EnkeleRegels, forms.ModelForm):
    """The story; for each word that may give it away a field to say why it may stay.

    With ``asks`` every such word must be gone or explained. ``version`` is the one that the
    writer started from.
    """

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2_000_000_000)

    class Meta:
        model = Verhaal
        fields: ClassVar = ["title", "summary", "body", "area_type", "themes"]
        labels: ClassVar = {
            "title": "Hoe heet het verhaal?",
            "summary": "Waar gaat het over?",
            "body": "Het verhaal",
            "area_type": "In wat voor gebied speelde het?",
            "themes": "Over welke thema’s gaat het?",
        }
        help_texts: ClassVar = {
            "title": "Zonder namen en plaatsen. Bijvoorbeeld: de avond waar niemand kwam.",
            "summary": "Twee of drie zinnen.",
            "body": "Geen namen, plaatsen, data of bedragen waaraan iemand jullie herkent.",
            "area_type": "Dit is het enige dat lezers over de plek zien.",
            "themes": "Kies er hoogstens drie.",
        }
        widgets: ClassVar = {
            "summary": forms.Textarea({"rows": 3}),
            "body": Opmaakinvoer({"rows": 16}),
            "themes": forms.CheckboxSelectMultiple,
        }
        error_messages: ClassVar = {
            "title": {"required": "Geef het verhaal een titel."},
            "summary": {"required": "Vertel in twee of drie zinnen waar het over gaat."},
            "body": {"required": "Schrijf het verhaal op."},
            "area_type": {"required": "Kies wat voor gebied het is."},
        }

    def __init__(self, *args: Any, clues: Clues, asks: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asks = asks
        fields: Any = self.fields
        fields["body"].max_length = MOST_BODY
        fields["area_type"].queryset = Begrip.objects.offered(
            "gebiedstype", self.instance, "area_type"
        )
        fields["area_type"].empty_label = "Kies een soort gebied"
        fields["themes"].queryset = Begrip.objects.offered("cbs-thema", self.instance, "themes")
        self.initial.setdefault("version", 0)
        texts = {name: str(self[name].value() or "")[:MOST_BODY] for name in TEXTS}
        self.hits = find(texts, clues)
        keys = list(dict.fromkeys(hit.key for hit in self.hits))[:MOST_ASKED]
        self.asked = [hit for hit in self.hits if hit.key in keys]
        for hit in self.asked:
            self._ask_why(hit)

    def _ask_why(self, hit: Hit) -> None:
        kept = (self.instance.explained or {}).get(hit.key, "")
        self.fields.setdefault(
            reason_name(hit),
            forms.CharField(
                label=f"Waarom kan “{hit.word}” blijven staan?",
                help_text=f"Dit is {hit.why}. Haal het weg, of leg uit waarom niemand jullie "
                "eraan herkent.",
                required=False,
                max_length=200,
                initial=kept,
            ),
        )

    def parts(self) -> Iterator[tuple[BoundField, list[BoundField]]]:
        """Give each field, with the questions about the words in it."""
        asked: set[str] = set()
        for name in self.Meta.fields:
            names = [reason_name(hit) for hit in self.asked if hit.field == name]
            fresh = [why for why in dict.fromkeys(names) if why not in asked]
            asked.update(fresh)
            yield self[name], [self[why] for why in fresh]

    def clean_body(self) -> str:
        """Return the text as it is stored."""
        body: str = opmaak.clean(self.cleaned_data["body"])
        if len(body) > self.fields["body"].max_length:  # type: ignore[attr-defined]
            raise forms.ValidationError("Dit verhaal is te lang. Er passen 20.000 tekens in.")
        return body

    def clean_themes(self) -> Any:
        """Three at most, or nothing stands out."""
        themes = self.cleaned_data["themes"]
        if len(themes) > MOST_THEMES:
            raise forms.ValidationError("Kies niet meer dan drie thema’s.")
        return themes

    def clean(self) -> dict[str, Any]:
        """Gather the reasons; who asks somebody to look has one for each word that stays."""
        data = super().clean()
        data["explained"] = {
            hit.key: data[reason_name(hit)] for hit in self.asked if data.get(reason_name(hit))
        }
        if self.asks:
            for hit in open_hits(self.asked, data["explained"]):
                self.add_error(
                    hit.field, f"Hierin staat “{hit.word}”. Haal het weg, of leg eronder uit."
                )
            if len(self.asked) < len(self.hits):
                self.add_error(None, TOO_MANY)
        return data

    def values(self) -> dict[str, Any]:
        """Return what the service saves."""
        names = [*self.Meta.fields, "version", "explained"]
        return {name: self.cleaned_data[name] for name in names}


class BesluitForm(forms.Form):
    """The answer of who looked; ``version`` is the text that they looked at."""

    granted = forms.TypedChoiceField(
        label="Mag dit verhaal openbaar?",
        choices=[
            ("ja", "Ja, niemand herkent hierin de casus"),
            ("nee", "Nee, er moet nog iets veranderen"),
        ],
        coerce=lambda value: value == "ja",
        widget=forms.RadioSelect,
        error_messages={"required": "Kies ja of nee."},
    )
    reason = forms.CharField(
        label="Wat moet er veranderen?",
        max_length=1000,
        required=False,
        widget=forms.Textarea({"rows": 4}),
        help_text="De schrijvers lezen dit. Bij een nee is het nodig.",
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2_000_000_000)

    def clean(self) -> dict[str, Any]:
        """Ask why not."""
        data = super().clean() or self.cleaned_data
        if data.get("granted") is False and not data.get("reason"):
            self.add_error("reason", "Leg uit wat er moet veranderen. De schrijvers lezen het.")
        return data


class VerhaalFilter(Filterformulier):
    """Which stories somebody looks for."""

    thema = forms.ModelChoiceField(
        Begrip.objects.none(), label="Thema", to_field_name="notation", empty_label="Alle thema’s"
    )
    gebied = forms.ModelChoiceField(
        Begrip.objects.none(),
        label="Soort gebied",
        to_field_name="notation",
        empty_label="Elk soort gebied",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["thema"].queryset = concepts("cbs-thema")
        fields["gebied"].queryset = concepts("gebiedstype")
