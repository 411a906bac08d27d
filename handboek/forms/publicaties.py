"""Forms about publicaties."""

from typing import Any, ClassVar

from django import forms
from django.utils import timezone

from handboek.models import Publicatie
from netwerk.kern.formulieren import EnkeleRegels

OLDEST = 1800
KINDS = [("les", "Een les"), ("advies", "Een advies")]


class PublicatieForm(EnkeleRegels, forms.ModelForm):
    """What one must know to find a publicatie; ``seen`` is the mark that the writer began with."""

    seen = forms.CharField(required=False, max_length=16, widget=forms.HiddenInput)

    class Meta:
        model = Publicatie
        fields = ("title", "authors", "year", "url", "licence", "doi")
        labels: ClassVar = {"url": "Adres op internet", "doi": "DOI"}
        help_texts: ClassVar = {
            "authors": "Zoals ze erop staan, met komma’s ertussen.",
            "licence": "Bijvoorbeeld: CC BY 4.0.",
            "doi": "Begint met 10. Bijvoorbeeld: 10.1000/182.",
        }
        error_messages: ClassVar = {
            "title": {"required": "Schrijf de titel op."},
            "authors": {"required": "Schrijf op wie het maakte."},
            "year": {"required": "Schrijf het jaar op."},
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["seen"] = self.instance.mark()

    def clean_year(self) -> int:
        """Refuse a year that cannot be."""
        year = int(self.cleaned_data["year"])
        if not OLDEST <= year <= timezone.localdate().year + 1:
            raise forms.ValidationError("Kijk het jaar na.")
        return year


class TieForm(forms.Form):
    """Under which les or advies a publicatie goes, by its number."""

    soort = forms.ChoiceField(
        label="Waar hoort deze publicatie onder?",
        choices=KINDS,
        initial="les",
        widget=forms.RadioSelect,
        error_messages={"required": "Kies een les of een advies."},
    )
    nummer = forms.IntegerField(
        label="Nummer",
        min_value=1,
        max_value=2_000_000_000,
        error_messages={"required": "Schrijf het nummer op.", "invalid": "Schrijf een getal op."},
    )

    def __init__(self, *args: Any, lessen: Any, adviezen: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows = {"les": lessen, "advies": adviezen}

    def clean(self) -> dict[str, Any]:
        """Find the les or the advies."""
        data = super().clean() or self.cleaned_data
        if "soort" in data and "nummer" in data:
            data["to"] = self.rows[data["soort"]].filter(number=data["nummer"]).first()
            if data["to"] is None:
                self.add_error("nummer", "Dit nummer bestaat niet.")
        return data
