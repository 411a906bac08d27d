"""The one form about how it is with a casus later."""

from django import forms

from casussen.enums import Outcome
from netwerk.kern.formulieren import Opmaakinvoer
from netwerk.kern.tekst import opmaak

CHOICES = [
    (Outcome.WORKED, "Het werkt nog"),
    (Outcome.PARTLY, "Het werkt voor een deel"),
    (Outcome.FAILED, "Het werkte achteraf niet"),
]


class TerugblikForm(forms.Form):
    """How it is now; ``seen`` is the mark of the answer that the writer started from."""

    outcome = forms.ChoiceField(
        label="Hoe is het nu?",
        choices=CHOICES,
        widget=forms.RadioSelect,
        error_messages={"required": "Kies hoe het nu is."},
    )
    body = forms.CharField(
        label="Wat is er gebeurd?",
        max_length=5000,
        widget=Opmaakinvoer(
            {"rows": 8, "data-vertrouwelijk": "Alleen de casusgroep leest dit stuk."}
        ),
        help_text="Een paar zinnen zijn genoeg. Schrijf geen gegevens van inwoners op. Wat alleen "
        "de casusgroep mag lezen, zet je in een vertrouwelijk stuk.",
        error_messages={"required": "Vertel in een paar zinnen wat er is gebeurd."},
    )
    seen = forms.CharField(required=False, max_length=16, widget=forms.HiddenInput)

    def clean_body(self) -> str:
        """Return the text as it is stored."""
        return opmaak.clean(self.cleaned_data["body"])
