"""Forms with which people ask the rijk about a les, and answer."""

from typing import Any

from django import forms

from communities.models import Organisatie
from handboek.models.rijksvragen import RIJK
from netwerk.kern.formulieren import EnkeleRegels, Filterformulier
from netwerk.kern.tekst import opmaak


class RijksvraagForm(forms.Form):
    """Which organisation of the rijk, and what somebody wants to know of it."""

    organisatie = forms.ModelChoiceField(
        Organisatie.objects.none(),
        label="Aan wie vraag je het?",
        empty_label="Kies een organisatie",
        error_messages={
            "required": "Kies een organisatie.",
            "invalid_choice": "Kies een organisatie uit de lijst.",
        },
    )
    question = forms.CharField(
        label="Wat wil je weten?",
        max_length=1000,
        widget=forms.Textarea({"rows": 4}),
        help_text="Vraag één ding, en zeg waarom je het wilt weten. Iedereen die de les leest, "
        "leest ook jouw vraag.",
        error_messages={"required": "Schrijf je vraag op."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Organisatie.objects.current().filter(kind__broader__broader__notation=RIJK)
        self.fields["organisatie"].queryset = rows.order_by("name")  # type: ignore[attr-defined]

    def clean_question(self) -> str:
        """Return the text as it is stored."""
        return opmaak.clean(self.cleaned_data["question"])


class RijksantwoordForm(forms.Form):
    """The answer; ``seen`` is the mark that the writer started from."""

    answer = forms.CharField(
        label="Het antwoord",
        max_length=5000,
        widget=forms.Textarea({"rows": 8}),
        help_text="Wat doet jullie organisatie hiermee? “Niets, want …” is ook een antwoord.",
        error_messages={"required": "Schrijf het antwoord op."},
    )
    seen = forms.CharField(required=False, max_length=16, widget=forms.HiddenInput)

    def clean_answer(self) -> str:
        """Return the text as it is stored."""
        return opmaak.clean(self.cleaned_data["answer"])


class TerugneemForm(EnkeleRegels, forms.Form):
    """Why a question is taken back; everybody who reads the les reads this."""

    reason = forms.CharField(
        label="Waarom neem je de vraag terug?",
        max_length=500,
        widget=forms.Textarea({"rows": 3}),
        help_text="Iedereen die de les leest, leest ook deze reden. Schrijf geen namen op.",
        error_messages={"required": "Schrijf op waarom je de vraag terugneemt."},
    )


class TeruggeefForm(EnkeleRegels, forms.Form):
    """Why an answer is not placed as it is; its writer reads this."""

    reason = forms.CharField(
        label="Wat moet er nog gebeuren?",
        max_length=500,
        widget=forms.Textarea({"rows": 3}),
        help_text="De schrijver krijgt dit per mail.",
        error_messages={"required": "Schrijf op wat er nog moet gebeuren."},
    )


class RijksvragenFilter(Filterformulier):
    """Which questions to the rijk somebody looks for."""

    stand = forms.ChoiceField(
        label="Stand", choices=[("open", "Nog open"), ("beantwoord", "Beantwoord")]
    )
