"""The forms of decisions and action points."""

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from bijeenkomsten.enums import ActionState
from bijeenkomsten.forms.mensen import people_of
from bijeenkomsten.models import Actiepunt, Besluit, Bijeenkomst
from bijeenkomsten.services.afspraken import words_are_fixed
from netwerk.kern.formulieren import Datuminvoer, EnkeleRegels

ENDS = ((ActionState.DONE, "Het is klaar"), (ActionState.DROPPED, "Het hoeft niet meer"))


class BesluitForm(EnkeleRegels, forms.ModelForm):
    """One decision in one sentence."""

    class Meta:
        model = Besluit
        fields: ClassVar = ["text"]
        labels: ClassVar = {"text": "Wat is er besloten?"}
        help_texts: ClassVar = {"text": "Eén zin die iedereen begrijpt."}


class ActiepuntForm(EnkeleRegels, forms.ModelForm):
    """Who does what, and when it is done; ``version`` is the one that the writer started from."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Actiepunt
        fields: ClassVar = ["text", "owner", "due_on"]
        labels: ClassVar = {
            "text": "Wat moet er gebeuren?",
            "owner": "Wie doet het?",
            "due_on": "Wanneer is het klaar?",
        }
        widgets: ClassVar = {"due_on": Datuminvoer}
        help_texts: ClassVar = {"owner": "Diegene krijgt een mail, nu en op de dag zelf."}

    def __init__(self, *args: Any, user: Any, bijeenkomst: Bijeenkomst, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = people_of(bijeenkomst)
        if not user.in_network:  # who may not know who is in the network
            people = people.filter(pk__in=[user.pk, self.instance.owner_id or user.pk])
        field: Any = self.fields["owner"]
        field.queryset, field.empty_label = people, "Kies iemand"
        self.initial.setdefault("version", self.instance.version)
        if self.instance.pk and words_are_fixed(self.instance):
            del self.fields["text"]

    def clean_due_on(self) -> Any:
        """Refuse a day that is over, unless it stood there already."""
        day = self.cleaned_data["due_on"]
        if day < timezone.localdate() and day != self.initial.get("due_on"):
            raise ValidationError("Deze dag is al voorbij. Kies een dag vanaf vandaag.")
        return day


class CloseForm(EnkeleRegels, forms.Form):
    """That it is done, or why nobody will do it."""

    state = forms.ChoiceField(label="Hoe is het afgelopen?", choices=ENDS, widget=forms.RadioSelect)
    outcome = forms.CharField(
        label="Wat kwam eruit, of waarom hoeft het niet meer?", max_length=500, required=False
    )

    def clean(self) -> dict[str, Any]:
        """Ask for the reason why it is dropped."""
        data = super().clean()
        if data.get("state") == ActionState.DROPPED and not data.get("outcome"):
            self.add_error("outcome", "Schrijf op waarom het niet meer hoeft.")
        return data
