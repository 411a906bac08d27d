"""What somebody without an account fills in to come to one meeting."""

from typing import Any

from django import forms

from bijeenkomsten.enums import Form
from bijeenkomsten.forms.aanmeldingen import form_choices
from bijeenkomsten.models import Bijeenkomst
from netwerk.kern.formulieren import EnkeleRegels

NEEDS = (
    "Bijvoorbeeld een tolk, een plek voor een rolstoel of een maaltijd zonder gluten. Alleen de "
    "organisatoren lezen dit. Dertig dagen na de bijeenkomst halen we het weg."
)


class GastForm(EnkeleRegels, forms.Form):
    """Who comes, at which address a mail finds them, how they take part, and what they need."""

    name = forms.CharField(
        label="Je naam", max_length=150, widget=forms.TextInput({"autocomplete": "name"})
    )
    email = forms.EmailField(
        label="Je e-mailadres",
        max_length=254,
        help_text="Hier sturen we een mail naartoe. Daarin bevestig je dat je komt.",
        widget=forms.EmailInput({"autocomplete": "email"}),
    )
    organisation = forms.CharField(
        label="Je organisatie",
        required=False,
        max_length=150,
        widget=forms.TextInput({"autocomplete": "organization"}),
    )
    form = forms.ChoiceField(
        label="Hoe doe je mee?", choices=Form, widget=forms.RadioSelect, initial=Form.ROOM
    )
    needs = forms.CharField(
        label="Wat heb je nodig om goed mee te kunnen doen?",
        required=False,
        max_length=300,
        help_text=NEEDS,
        widget=forms.Textarea({"rows": 3}),
    )

    def __init__(self, *args: Any, bijeenkomst: Bijeenkomst, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if bijeenkomst.is_hybrid:
            choice: Any = self.fields["form"]
            choice.choices = form_choices(bijeenkomst)
            free = [form for form in bijeenkomst.forms if form not in bijeenkomst.full_forms]
            choice.initial = (free or bijeenkomst.forms)[0]
        else:
            del self.fields["form"]
