"""The form of an evaluation."""

from typing import Any

from django import forms

GRADES = (
    (1, "1: helemaal niet"),
    (2, "2: een beetje"),
    (3, "3: redelijk"),
    (4, "4: goed"),
    (5, "5: heel goed"),
)


def _grade(label: str, help_text: str) -> Any:
    return forms.TypedChoiceField(
        label=label, help_text=help_text, choices=GRADES, coerce=int, widget=forms.RadioSelect
    )


class EvaluatieForm(forms.Form):
    """Two grades and a few words."""

    well = _grade("Doen we de dingen goed?", "De opzet, de tijd, de plek, de begeleiding.")
    good_things = _grade("Doen we de goede dingen?", "Gaat het over wat er in jouw werk toe doet?")
    takeaway = forms.CharField(
        label="Wat neem je mee, of wat kan beter?",
        max_length=1000,
        required=False,
        widget=forms.Textarea({"rows": 4}),
        help_text="Noem geen namen, ook niet die van jezelf. Anderen lezen dit.",
    )
