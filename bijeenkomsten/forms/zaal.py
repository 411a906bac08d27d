"""The form in the room."""

from typing import Any

from django import forms

from bijeenkomsten.services.inbreng import LONGEST
from netwerk.kern.formulieren import EnkeleRegels


class InbrengForm(EnkeleRegels, forms.Form):
    """One thing that somebody writes down in the step that is on."""

    kind = forms.ChoiceField(label="Wat is het?", widget=forms.RadioSelect)
    body = forms.CharField(
        label="Schrijf op",
        max_length=LONGEST,
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": "Schrijf eerst iets op."},
    )

    def __init__(self, *args: Any, kinds: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if len(kinds) == 1:
            del self.fields["kind"]
            self.fields["body"].label = kinds[0][1]
        else:
            offered: Any = self.fields["kind"]
            offered.choices = kinds
            offered.initial = kinds[0][0]
        self.only = kinds[0][0] if len(kinds) == 1 else ""

    @property
    def chosen(self) -> str:
        """Return what kind it is."""
        return self.only or str(self.cleaned_data["kind"])
