"""The choice of who leaves a community."""

from django import forms

WITH_NAME, WITHOUT_NAME = "met", "zonder"


class VertrekForm(forms.Form):
    """What must happen with one's name; there is no silent choice."""

    name = forms.ChoiceField(
        label="Wat doen we met je naam bij wat je hier schreef?",
        choices=[
            (WITH_NAME, "Laat mijn naam staan"),
            (WITHOUT_NAME, "Zet “Voormalig lid” in plaats van mijn naam"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Kies wat we met je naam doen."},
    )
