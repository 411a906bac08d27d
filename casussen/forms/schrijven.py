"""What people type when they throw a casus away."""

from django import forms


class TrashForm(forms.Form):
    """Why a casus goes."""

    reason = forms.CharField(
        label="Waarom gooi je de casus weg?",
        max_length=500,
        widget=forms.Textarea({"rows": 3}),
        help_text="Dit lees je terug in de prullenbak. Bijvoorbeeld: dubbel ingebracht.",
        error_messages={"required": "Schrijf op waarom je de casus weggooit."},
    )
