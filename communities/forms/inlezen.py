"""A list of people to read in."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from communities.enums import Role
from communities.inlezen import reading
from communities.models import Community
from netwerk.kern.begrippen.models import Begrip


class InleesForm(forms.Form):
    """The file, and what holds for rows that say nothing themselves."""

    bestand = forms.FileField(
        label="Bestand",
        error_messages={"required": "Kies een bestand."},
        allow_empty_file=True,  # we say ourselves that it is empty
        help_text="Een lijst uit Excel (xlsx, xls), LibreOffice (ods) of een CSV-bestand. "
        "Hooguit 10.000 rijen en 5 MB.",
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.tsv,.xlsx,.xls,.ods"}),
    )
    community = forms.ModelChoiceField(
        Community.objects.none(),
        label="Community",
        required=False,
        empty_label="Geen, of wat er in de rij staat",
        help_text="Voor rijen waarin geen community staat.",
    )
    role = forms.ChoiceField(
        label="Rol in die community",
        choices=Role.choices,
        initial=Role.MEMBER,
        help_text="Voor rijen waarin geen rol staat.",
    )
    new_kind = forms.ModelChoiceField(
        Begrip.objects.none(),
        label="Organisaties die we nog niet kennen",
        required=False,
        empty_label="Niet aanmaken: die rij klopt niet",
        help_text="Kies een soort als we ze voor je aan moeten maken.",
    )
    welcomes = forms.BooleanField(
        label="Stuur nieuwe mensen meteen een welkomstmail",
        required=False,
        initial=True,
        help_text="Daarin staat hoe ze een wachtwoord kiezen en inloggen.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["community"].queryset = Community.objects.running()  # type: ignore[attr-defined]
        kinds = Begrip.objects.in_schema("organisatietype").current()
        choose = self.fields["new_kind"]
        choose.queryset = kinds  # type: ignore[attr-defined]
        choose.label_from_instance = lambda kind: f"Aanmaken als: {kind}"  # type: ignore[attr-defined]
        self.table: reading.Table | None = None

    def clean_bestand(self) -> UploadedFile:
        """Read the rows; whatever is wrong with the file is said here, and nothing is kept."""
        file: UploadedFile = self.cleaned_data["bestand"]
        if (file.size or 0) > reading.MOST_BYTES:
            raise ValidationError("Dit bestand is groter dan 5 MB. Splits de lijst.")
        self.table = reading.read(file.read())
        return file
