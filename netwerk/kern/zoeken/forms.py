"""What people say about a search that they keep."""

from typing import Any

from django import forms

from netwerk.kern.berichten.models import Frequency
from netwerk.kern.formulieren import EnkeleRegels
from netwerk.kern.zoeken.models import LONGEST_NAME

OFTEN = [
    (Frequency.AT_ONCE.value, "Meteen"),
    (Frequency.DAILY.value, "Eén keer per werkdag, om 7 uur"),
    (Frequency.WEEKLY.value, "Eén keer per week, op maandag"),
]
STOPPED = (Frequency.NEVER.value, "Niet: ik kijk zelf")


class ZoekopdrachtForm(EnkeleRegels, forms.Form):
    """A name, and how often there is mail about something new."""

    name = forms.CharField(
        label="Hoe noem je deze zoekopdracht?",
        max_length=LONGEST_NAME,
        error_messages={"required": "Geef je zoekopdracht een naam."},
    )
    frequency = forms.ChoiceField(
        label="Hoe vaak wil je mail als er iets nieuws is?",
        choices=[*OFTEN, STOPPED],
        widget=forms.RadioSelect,
        help_text="Is er niets nieuws, dan krijg je geen mail.",
    )


def begin(words: str) -> dict[str, Any]:
    """Return what the form begins with."""
    short = words if len(words) <= LONGEST_NAME else f"{words[: LONGEST_NAME - 1]}…"
    return {"name": short, "frequency": Frequency.DAILY.value}
