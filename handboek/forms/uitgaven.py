"""The forms of an edition: what it is called, and what has to go from it."""

from typing import ClassVar

from django import forms

from handboek.models import Uitgave, Weglating
from handboek.services.weglatingen import NOTHING, PARTS
from netwerk.kern.formulieren import EnkeleRegels, Opmaakinvoer, Opmaakveld


class UitgaveForm(EnkeleRegels, forms.ModelForm):
    """What an edition is called, and how it begins."""

    class Meta:
        model = Uitgave
        fields = ("name", "foreword")
        field_classes: ClassVar = {"foreword": Opmaakveld}
        widgets: ClassVar = {"foreword": Opmaakinvoer}
        help_texts: ClassVar = {
            "name": "Bijvoorbeeld: Wat we leerden in het eerste jaar.",
            "foreword": "Waar gaat deze uitgave over, en voor wie is hij? Mag leeg blijven.",
        }


class WeglatingForm(EnkeleRegels, forms.ModelForm):
    """Which parts have to go, and why: everybody reads that."""

    delen = forms.MultipleChoiceField(
        label="Wat moet eruit?",
        choices=PARTS.items(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": NOTHING, "invalid_choice": NOTHING},
    )

    class Meta:
        model = Weglating
        fields = ("reason",)
        help_texts: ClassVar = {
            "reason": "Dit komt in de uitgave te staan. Noem zelf geen namen. "
            "Bijvoorbeeld: Er stond een naam van een inwoner in."
        }

    field_order = ("delen", "reason")
