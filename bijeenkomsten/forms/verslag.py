"""The forms of the minutes: writing, checking, correcting."""

from datetime import timedelta
from typing import Any, ClassVar

from django import forms
from django.utils import timezone

from bijeenkomsten.forms.meetings import WHO_SEES
from bijeenkomsten.models import Verslag, VerslagItem, Wijzigingsvoorstel
from bijeenkomsten.services.schrijvers import possible_writers
from bijeenkomsten.services.verslagstand import CHECK_DAYS, READERS
from communities.models import Deelnemer
from netwerk.kern.formulieren import Datuminvoer, EnkeleRegels, Opmaakinvoer
from netwerk.kern.tekst import opmaak

WHO_READS = [(value, label) for value, label in WHO_SEES if value in READERS]


class VerslagItemForm(forms.ModelForm):
    """What was said at one agenda item; ``version`` is the one that the writer started from."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    class Meta:
        model = VerslagItem
        fields: ClassVar = ["body"]
        labels: ClassVar = {"body": "Wat is er besproken?"}
        help_texts: ClassVar = {
            "body": "Wat hoorde je? Wat spraken jullie af? Schrijf het zo dat iemand die er niet "
            "bij was het ook begrijpt."
        }
        widgets: ClassVar = {"body": Opmaakinvoer({"rows": 14})}

    def clean_body(self) -> str:
        """Return the text as it is stored."""
        return opmaak.clean(self.cleaned_data["body"])


class FinaliseForm(forms.ModelForm):
    """Who may read the minutes once they are final."""

    visibility = forms.ChoiceField(
        label="Wie mag het verslag lezen?", choices=WHO_READS, widget=forms.RadioSelect
    )

    class Meta:
        model = Verslag
        fields: ClassVar = ["visibility"]


class CorrectieForm(VerslagItemForm):
    """Another text for a part of final minutes, and why."""

    reason = forms.CharField(
        label="Wat klopte er niet?",
        max_length=500,
        help_text="Iedereen die het verslag leest, ziet deze reden.",
    )

    class Meta(VerslagItemForm.Meta):
        help_texts: ClassVar = {"body": "Verander alleen wat niet klopt."}


class ControleForm(forms.Form):
    """Until which day people look at the minutes."""

    until = forms.DateField(label="Nakijken kan tot en met", widget=Datuminvoer)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["until"].initial = timezone.localdate() + timedelta(days=CHECK_DAYS)


class VoorstelForm(forms.ModelForm):
    """What should be written instead."""

    class Meta:
        model = Wijzigingsvoorstel
        fields: ClassVar = ["body"]
        labels: ClassVar = {"body": "Wat moet er anders?"}
        help_texts: ClassVar = {
            "body": "Schrijf op wat er niet klopt en wat er wel moet staan. Wie het verslag "
            "schrijft, leest dit."
        }
        widgets: ClassVar = {"body": forms.Textarea({"rows": 6})}


class DeclineChangeForm(EnkeleRegels, forms.Form):
    """Why a proposed change is not taken over."""

    reason = forms.CharField(
        label="Waarom neem je het niet over?",
        max_length=500,
        help_text="Wie het voorstelde, krijgt deze reden te lezen.",
    )


class SchrijverForm(forms.Form):
    """Somebody who writes along."""

    deelnemer = forms.ModelChoiceField(
        Deelnemer.objects.none(), label="Wie schrijft mee?", empty_label="Kies iemand"
    )

    def __init__(self, *args: Any, verslag: Verslag, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["deelnemer"]
        field.queryset = possible_writers(verslag)
