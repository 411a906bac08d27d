"""Making a key for the API."""

from datetime import date, timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils import formats, timezone

from communities.services.sleutels import LONGEST_DAYS
from netwerk.kern.formulieren import Datuminvoer, EnkeleRegels

USUAL_DAYS = 90


class SleutelForm(EnkeleRegels, forms.Form):
    """What the key is for, and how long it works."""

    name = forms.CharField(
        label="Waar gebruik je de sleutel voor?",
        max_length=60,
        help_text="Een naam voor jezelf, zoals ‘spreadsheet van de gemeente’.",
        error_messages={"required": "Geef de sleutel een naam."},
    )
    expires_on = forms.DateField(
        label="Tot en met welke dag werkt de sleutel?",
        help_text="Hoogstens een jaar. Korter is veiliger.",
        widget=Datuminvoer(),
        error_messages={"required": "Kies een dag.", "invalid": "Vul een datum in die bestaat."},
    )

    def clean_expires_on(self) -> date:
        """Refuse a day that is over, and more than a year."""
        day: date = self.cleaned_data["expires_on"]
        today = timezone.localdate()
        last = today + timedelta(days=LONGEST_DAYS)
        if day < today:
            raise ValidationError("Deze dag is al voorbij.")
        if day > last:
            raise ValidationError(
                f"Kies een dag tot en met {formats.date_format(last, 'j F Y')}. "
                "Een sleutel werkt hoogstens een jaar."
            )
        return day


def usual_day() -> date:
    """Return the day that the form begins with."""
    return timezone.localdate() + timedelta(days=USUAL_DAYS)
