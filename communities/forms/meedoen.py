"""Joining: the list of who is invited, an answer, a request and its decision."""

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import ProhibitNullCharactersValidator
from django.utils.html import format_html

from communities import adreslijst
from communities.enums import Role
from communities.models import Community, Deelnemer, Lidmaatschapsverzoek
from netwerk.kern.formulieren import EnkeleRegels

MOTIVATION = forms.Textarea({"rows": 5})
WORK_MAIL = forms.EmailInput({"autocomplete": "email"})
APPROVE, DECLINE = "ja", "nee"


class AdressenField(forms.CharField):
    """A pasted list; what is wrong with one address is told at that address, not here."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=200_000, strip=False, **kwargs)
        self.validators = [
            one for one in self.validators if not isinstance(one, ProhibitNullCharactersValidator)
        ]

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Let the server count: a browser would cut the list off without a word."""
        return {}

    def to_python(self, value: Any) -> str:
        """Mark what no page and no database can hold."""
        return str(super().to_python(value) or "").replace("\x00", "\ufffd")


class UitnodigForm(forms.Form):
    """Whom to invite, as what, and with which words.

    ``good`` holds the addresses that were read before; what could not be read stands in
    ``addresses``, to be mended.
    """

    good = AdressenField(required=False, widget=forms.HiddenInput)
    addresses = AdressenField(
        label="E-mailadressen",
        required=False,
        help_text=(
            "Eén op elke regel, of met een puntkomma ertussen. Plakken uit Outlook of Excel mag: "
            "Noor van Haverkamp <noor@voorbeeld.nl>."
        ),
        error_messages={"required": "Vul minstens één e-mailadres in."},
        widget=forms.Textarea({"rows": 8, "spellcheck": "false", "autocapitalize": "none"}),
    )
    note = forms.CharField(
        label="Een persoonlijk woord",
        required=False,
        max_length=1000,
        help_text="Het staat in de mail, met je naam erbij.",
        widget=forms.Textarea({"rows": 3}),
    )
    role = forms.ChoiceField(
        label="Ze worden",
        choices=[(value, label.capitalize()) for value, label in Role.choices],
        initial=Role.MEMBER,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        given = self.data if self.is_bound else self.initial
        self.fields["addresses"].required = not given.get("good")

    def clean(self) -> dict[str, Any]:
        """Read the list."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        text = "\n".join(part for part in (data.get("good"), data.get("addresses")) if part)
        self.entries = adreslijst.read(text)
        if not self.entries and "addresses" not in self.errors:
            self.add_error("addresses", "Vul minstens één e-mailadres in.")
        if len(self.entries) > adreslijst.MOST:
            self.add_error(
                "addresses",
                f"Dit zijn er {len(self.entries)}. Nodig er niet meer dan {adreslijst.MOST} "
                "tegelijk uit.",
            )
        return data


class AannameForm(EnkeleRegels, forms.ModelForm):
    """Who somebody is that has no account yet."""

    class Meta:
        model = Deelnemer
        fields = ("first_name", "infix", "last_name")
        widgets: ClassVar = {
            "first_name": forms.TextInput({"autocomplete": "given-name"}),
            "infix": forms.TextInput({"autocomplete": "off"}),
            "last_name": forms.TextInput({"autocomplete": "family-name"}),
        }


class VerzoekForm(forms.ModelForm):
    """Why somebody who has an account wants to join."""

    class Meta:
        model = Lidmaatschapsverzoek
        fields = ("motivation",)
        labels: ClassVar = {"motivation": "Waarom wil je meedoen?"}
        help_texts: ClassVar = {
            "motivation": "Twee zinnen is genoeg. De organisatoren lezen dit.",
        }
        widgets: ClassVar = {"motivation": MOTIVATION}


class MeedoenForm(EnkeleRegels, forms.ModelForm):
    """Asking to join without an account."""

    name = forms.CharField(
        label="Je naam",
        max_length=160,
        help_text="Je voornaam en je achternaam.",
        widget=forms.TextInput({"autocomplete": "name"}),
    )

    class Meta:
        model = Lidmaatschapsverzoek
        fields = ("community", "name", "email", "organisation_name", "job_title", "motivation")
        labels: ClassVar = {
            "community": "Bij welke vraag wil je meedoen?",
            "email": "E-mailadres van je werk",
            "organisation_name": "Waar werk je?",
            "job_title": "Wat doe je daar?",
            "motivation": "Waarom wil je meedoen?",
        }
        help_texts: ClassVar = {
            "email": "We sturen je een mail om te kijken of het adres klopt.",
            "motivation": "Twee zinnen is genoeg. De organisatoren lezen dit.",
        }
        widgets: ClassVar = {
            "community": forms.RadioSelect({"class": "keuzes--onder-elkaar"}),
            "email": WORK_MAIL,
            "organisation_name": forms.TextInput({"autocomplete": "organization"}),
            "job_title": forms.TextInput({"autocomplete": "organization-title"}),
            "motivation": MOTIVATION,
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["community"]
        field.queryset = Community.objects.running()
        field.empty_label = None
        field.label_from_instance = _question
        self.fields["organisation_name"].required = True

    def clean_name(self) -> str:
        """Ask for both names: people find each other by them."""
        name = str(self.cleaned_data["name"])
        first, infix, last = adreslijst.name_parts(name)
        if not last:
            raise ValidationError("Vul je voornaam en je achternaam in.")
        parts = {"first_name": first, "infix": infix, "last_name": last}
        if any(len(parts[key]) > most for key, most in adreslijst.LONGEST.items()):
            raise ValidationError("Deze naam is te lang. Kort hem in.")
        return name


def _question(community: Community) -> str:
    return format_html("<strong>{}</strong><br>{}", community.name, community.central_question)


class BesluitForm(forms.Form):
    """Let somebody in, or say why not."""

    decision = forms.ChoiceField(
        label="Wat is je antwoord?",
        choices=[(APPROVE, "Ja, doe mee"), (DECLINE, "Nee, nu niet")],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label="Wat wil je erbij zeggen?",
        required=False,
        max_length=1000,
        help_text="Bij nee moet het. Schrijf vriendelijk: diegene leest dit in een mail.",
        widget=forms.Textarea({"rows": 4}),
    )

    def clean(self) -> dict[str, Any]:
        """A no has a reason."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("decision") == DECLINE and not data.get("reason"):
            self.add_error("reason", "Schrijf op waarom niet.")
        return data
