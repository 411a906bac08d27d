"""One's own profile."""

from typing import Any

from django import forms

from communities.forms.gesprekken import TextField
from communities.models import Deelnemer
from netwerk.kern.begrippen.models import Begrip
from netwerk.kern.formulieren import EnkeleRegels, Opmaakinvoer


class ProfileForm(EnkeleRegels, forms.ModelForm):
    """What a person tells about themselves."""

    about = TextField(
        label="Over jou",
        required=False,
        max_length=2000,
        help_text="Waar werk je aan? Wat kunnen anderen je vragen?",
        widget=Opmaakinvoer({"rows": 5}),
        error_messages={
            "max_length": "Je tekst is te lang: %(show_value)d tekens. Er passen er 2.000."
        },
    )

    class Meta:
        model = Deelnemer
        fields = (
            "first_name",
            "infix",
            "last_name",
            "organisatie",
            "job_title",
            "province",
            "about",
        )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["province"].queryset = Begrip.objects.in_schema("provincie")  # type: ignore[attr-defined]
        self.fields["organisatie"].empty_label = "Geen of een andere"  # type: ignore[attr-defined]
        self.fields["province"].empty_label = "Kies een gebied"  # type: ignore[attr-defined]
        self.fields["first_name"].widget.attrs["autocomplete"] = "given-name"
        self.fields["last_name"].widget.attrs["autocomplete"] = "family-name"
        self.fields["job_title"].widget.attrs["autocomplete"] = "organization-title"
