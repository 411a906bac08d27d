"""The form of a chapter."""

from typing import ClassVar

from django import forms

from handboek.models import Hoofdstuk
from netwerk.kern.formulieren import EnkeleRegels, Opmaakinvoer, Opmaakveld


class HoofdstukForm(EnkeleRegels, forms.ModelForm):
    """What a chapter is called, and how it begins."""

    class Meta:
        model = Hoofdstuk
        fields = ("title", "intro")
        field_classes: ClassVar = {"intro": Opmaakveld}
        widgets: ClassVar = {"intro": Opmaakinvoer}
