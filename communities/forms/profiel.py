"""One's own profile."""

import re
from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.html import format_html

from communities import foto
from communities.enums import Audience
from communities.forms.gesprekken import TextField
from communities.models import Deelnemer, Organisatie
from communities.profielen import PARTS
from communities.services.profiel import PROFILE_FIELDS
from netwerk.kern.begrippen.models import Begrip
from netwerk.kern.formulieren import EnkeleRegels, Opmaakinvoer, TagField
from netwerk.kern.toezicht import schijf

CHOICES = [f"{part}_shown" for part in PARTS]
MOST_THEMES = 3
MOST_EXPERTISE = 10
WHO_SEES = [(value, label.capitalize()) for value, label in Audience.choices]
NOT_IN_A_NUMBER = re.compile(r"[^\d+() /.-]")


class FotoField(forms.FileField):
    """A photo of somebody; gives what ``foto.read`` made of the file, or None."""

    widget = forms.FileInput({"accept": "image/jpeg,image/png,image/webp"})
    default_error_messages: ClassVar = {"empty": foto.NOT_READ, "invalid": foto.NOT_READ}

    def clean(self, data: Any, initial: Any = None) -> foto.Foto | None:
        """Read the photo; what is no photo is refused here, next to the field."""
        upload = super().clean(data, initial)
        if not upload:
            return None
        schijf.refuse_when_full()
        return foto.read(upload)


class ProfileForm(EnkeleRegels, forms.ModelForm):
    """What a person tells about themselves, and who sees it.

    ``others`` are words that others chose for what they know.
    """

    expertise = TagField(most=MOST_EXPERTISE, label="Waar je veel van weet", required=False)
    new_photo = FotoField(
        label="Kies een foto",
        required=False,
        help_text="Een .jpg, .png of .webp van hoogstens 8 MB. We knippen hem vierkant en halen "
        "weg waar en waarmee hij is gemaakt.",
    )
    remove_photo = forms.BooleanField(label="Haal mijn foto weg", required=False)
    about = TextField(
        label="Vertel iets over jezelf",
        required=False,
        max_length=2000,
        help_text="Waar werk je aan? Wat wil je leren?",
        widget=Opmaakinvoer({"rows": 5}),
        error_messages={
            "max_length": "Je tekst is te lang: %(show_value)d tekens. Er passen er 2.000."
        },
    )
    SECTIONS: ClassVar = {
        "wie": ("first_name", "infix", "last_name", "organisatie", "job_title", "province"),
        "weet": ("themes", "expertise", "ask_about"),
        "over": ("about", "about_shown"),
        "foto": ("new_photo", "remove_photo", "photo_shown"),
        "telefoon": ("phone", "phone_shown"),
    }

    class Meta:
        model = Deelnemer
        fields: ClassVar = [*PROFILE_FIELDS, "themes"]
        labels: ClassVar = {
            f"{part}_shown": f"Wie ziet {what}?"
            for part, what in {
                "about": "deze tekst",
                "photo": "je foto",
                "email": "je e-mailadres",
                "phone": "je telefoonnummer",
            }.items()
        }
        help_texts: ClassVar = {
            "infix": "Bijvoorbeeld: van der.",
            "themes": "Kies er hoogstens drie.",
            "ask_about": "Eén zin. Bijvoorbeeld: hoe je een burgerberaad begint met weinig geld.",
            "province": "Laat je dit leeg, dan staat het gebied van je organisatie bij je naam.",
        }
        widgets: ClassVar = {"themes": forms.CheckboxSelectMultiple} | dict.fromkeys(
            CHOICES, forms.RadioSelect
        )

    def __init__(self, *args: Any, others: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["organisatie"].queryset = Organisatie.objects.choosable(self.instance.organisatie_id)
        fields["organisatie"].empty_label = "Geen of een andere"
        fields["organisatie"].help_text = format_html(
            'Staat jouw organisatie er niet bij? <a class="nl-link" href="mailto:{}">Mail ons</a>, '
            "dan zetten we haar erbij.",
            settings.CONTACT_MAIL,
        )
        fields["province"].queryset = Begrip.objects.offered("provincie", self.instance, "province")
        fields["province"].empty_label = "Kies een gebied"
        fields["themes"].queryset = Begrip.objects.offered("cbs-thema", self.instance, "themes")
        fields["expertise"].help_text = "Zet er komma’s tussen." + (
            f" Anderen schreven: {', '.join(others)}." if others else ""
        )
        for name in CHOICES:
            fields[name].choices = WHO_SEES
        if not self.instance.photo:
            del fields["remove_photo"]
        else:
            fields["new_photo"].label = "Kies een andere foto"
        for name, filled_in in AUTOCOMPLETE.items():
            fields[name].widget.attrs["autocomplete"] = filled_in
        self.initial["expertise"] = sorted(tag.name for tag in self.instance.expertise.all())

    def clean_themes(self) -> QuerySet[Begrip]:
        """Three at most, or nothing stands out."""
        themes: QuerySet[Begrip] = self.cleaned_data["themes"]
        if len(themes) > MOST_THEMES:
            raise ValidationError(f"Kies niet meer dan drie thema’s. Je koos er {len(themes)}.")
        return themes

    def clean_phone(self) -> str:
        """Take a number as people write it: with spaces, a plus, or an extension."""
        phone: str = self.cleaned_data["phone"]
        digits = re.sub(r"\D", "", phone)
        if phone and (NOT_IN_A_NUMBER.search(phone) or not 8 <= len(digits) <= 15):
            raise ValidationError(
                "Dit lijkt geen telefoonnummer. Schrijf het zo: 06 12345678 of +32 2 123 45 67."
            )
        return phone

    def clean(self) -> dict[str, Any]:
        """Say that a file does not stay in a form that comes back."""
        data = super().clean()
        if self.errors and data.get("new_photo"):
            self.add_error(
                "new_photo", "Kies je foto nog een keer: een bestand blijft niet in het formulier."
            )
        return data


AUTOCOMPLETE = {
    "first_name": "given-name",
    "last_name": "family-name",
    "job_title": "organization-title",
    "phone": "tel",
}
