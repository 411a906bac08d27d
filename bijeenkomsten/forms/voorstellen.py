"""Forms of what members propose for a programme."""

from typing import Any, ClassVar

from django import forms

from bijeenkomsten.forms.programma import OnderwerpKeuze
from bijeenkomsten.models import Agendavoorstel, Bijeenkomst

MOST_MINUTES = 240


class AgendavoorstelForm(OnderwerpKeuze):
    """What somebody would like to do at a meeting, and why."""

    minutes = forms.IntegerField(
        label="Hoe lang duurt het ongeveer?",
        min_value=5,
        max_value=MOST_MINUTES,
        initial=30,
        help_text="In minuten.",
    )

    class Meta:
        model = Agendavoorstel
        fields: ClassVar = ["title", "explanation", "minutes", "casus", "dilemma", "leervraag"]
        labels: ClassVar = {
            "title": "Wat wil je doen?",
            "explanation": "Waarom, en wat hebben anderen eraan?",
            "casus": "Gaat het over een casus?",
            "dilemma": "Gaat het over een dilemma?",
            "leervraag": "Helpt het aan een antwoord op een leervraag?",
        }
        widgets: ClassVar = {"explanation": forms.Textarea({"rows": 4})}

    def __init__(self, *args: Any, user: Any, bijeenkomst: Bijeenkomst, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["explanation"].required = True
        self.offer_subjects(user, bijeenkomst)


class DeclineForm(forms.Form):
    """Why a proposal does not come on the programme."""

    reason = forms.CharField(
        label="Waarom neem je het niet over?",
        max_length=500,
        widget=forms.Textarea({"rows": 3}),
        help_text="Wie het voorstelde leest dit.",
    )
