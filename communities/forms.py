"""Forms for posts, for one's own profile, and for the beheer of members."""

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError

from communities.enums import Role
from communities.models import (
    Community,
    Deelnemer,
    Gesprek,
    Lidmaatschap,
    Organisatie,
    Reactie,
)
from communities.services import find_by_email
from netwerk.kern.begrippen.models import Begrip
from netwerk.kern.formulieren import EnkeleRegels, Filterformulier, Opmaakinvoer
from netwerk.kern.tekst import opmaak

COMMUNITY_HINT = (
    "Schrijf geen gegevens van inwoners op. Alleen leden van deze community kunnen dit lezen."
)
NOBODY = "niemand"
NETWORK_ROLES = [("redacteur", "redacteur"), ("beheerder", "beheerder"), (NOBODY, "geen community")]


class TextField(forms.CharField):
    """Markdown of at most ``max_length`` characters, counted with one for each line end."""

    widget = Opmaakinvoer

    def to_python(self, value: Any) -> str:
        """Return the text as it is stored."""
        return opmaak.clean(super().to_python(value) or "")

    def validate(self, value: str) -> None:
        """Refuse a text in which nothing can be read."""
        super().validate(value)
        if self.required and not opmaak.plain(value):
            raise ValidationError(self.error_messages["required"], code="empty")

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Let the server count: a browser would cut the text off without a word."""
        return {}


class ReactieForm(forms.Form):
    """A post; ``parent`` is the post that it answers, from this conversation only."""

    body = TextField(
        label="Je reactie",
        max_length=10_000,
        help_text="Schrijf geen gegevens van inwoners op. "
        "Alleen mensen van het netwerk kunnen dit lezen.",
        error_messages={
            "required": "Schrijf eerst je reactie.",
            "max_length": "Je reactie is te lang: %(show_value)d tekens. Er passen er 10.000.",
        },
    )
    parent = forms.ModelChoiceField(
        Reactie.objects.none(),
        required=False,
        widget=forms.HiddenInput,
        error_messages={"invalid_choice": "De reactie waarop je antwoordt, is er niet meer."},
    )

    def __init__(self, *args: Any, gesprek: Gesprek, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", "reageer_%s")
        super().__init__(*args, **kwargs)
        if gesprek.pk:
            self.fields["parent"].queryset = gesprek.reacties.standing()  # type: ignore[attr-defined]
        if isinstance(gesprek.subject, Community):
            self.fields["body"].help_text = COMMUNITY_HINT


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


class LedenFilter(Filterformulier):
    """The filters above the list of members; everything stands in the address."""

    q = forms.CharField(label="Naam of mail", max_length=100)
    community = forms.ModelChoiceField(
        Community.objects.all(), label="Community", empty_label="Alle", to_field_name="slug"
    )
    rol = forms.ChoiceField(label="Rol", choices=[("", "Alle"), *Role.choices, *NETWORK_ROLES])
    kant = forms.ChoiceField(label="Kant", choices=[("", "Alle")])
    provincie = forms.ModelChoiceField(
        Begrip.objects.none(), label="Gebied", empty_label="Alle", to_field_name="notation"
    )
    stand = forms.ChoiceField(
        label="Status", choices=[("", "Alle"), ("actief", "Actief"), ("uit", "Uitgezet")]
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sides = Begrip.objects.in_schema("kant").values_list("notation", "label")
        self.fields["kant"].choices = [("", "Alle"), *sides]  # type: ignore[attr-defined]
        provinces = Begrip.objects.in_schema("provincie")
        self.fields["provincie"].queryset = provinces  # type: ignore[attr-defined]
        self.fields["q"].widget.input_type = "search"


class NieuwLidForm(EnkeleRegels, forms.Form):
    """A new person: who it is, where they work, and in which community they start."""

    email = forms.EmailField(label="E-mailadres van het werk", max_length=254)
    first_name = forms.CharField(label="Voornaam", max_length=60)
    infix = forms.CharField(label="Tussenvoegsel", max_length=20, required=False)
    last_name = forms.CharField(label="Achternaam", max_length=80)
    organisatie = forms.ModelChoiceField(
        Organisatie.objects.all(), label="Organisatie", required=False, empty_label="Kies er een"
    )
    new_organisatie = forms.CharField(
        label="Of een nieuwe organisatie",
        max_length=200,
        required=False,
        help_text="Alleen als die nog niet in de lijst staat.",
    )
    new_kind = forms.ModelChoiceField(
        Begrip.objects.none(),
        label="Soort van die nieuwe organisatie",
        required=False,
        empty_label="Kies een soort",
    )
    community = forms.ModelChoiceField(
        Community.objects.all(), label="Community", required=False, empty_label="Nog geen"
    )
    role = forms.ChoiceField(label="Rol in die community", choices=Role.choices)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.existing: Deelnemer | None = None
        kinds = Begrip.objects.in_schema("organisatietype").current()
        self.fields["new_kind"].queryset = kinds  # type: ignore[attr-defined]

    def clean_email(self) -> str:
        """Refuse an address that is somebody's already; ``existing`` says whose."""
        email = self.cleaned_data["email"].lower()
        self.existing = find_by_email(email)
        if self.existing is not None:
            raise ValidationError(f"{self.existing} heeft al een account met dit adres.")
        return email

    def clean(self) -> dict[str, Any]:
        """Ask for one organisation at most, and for the kind of a new one."""
        data = super().clean() or {}
        if data.get("new_organisatie"):
            if data.get("organisatie"):
                self.add_error(
                    "new_organisatie", "Kies een organisatie uit de lijst, of vul een nieuwe in."
                )
            if not data.get("new_kind"):
                self.add_error("new_kind", "Kies wat voor soort organisatie het is.")
        return data


class LidmaatschapForm(forms.Form):
    """A place in one more community."""

    community = forms.ModelChoiceField(
        Community.objects.none(), label="Community", empty_label="Kies een community"
    )
    role = forms.ChoiceField(label="Rol", choices=Role.choices)

    def __init__(self, *args: Any, person: Deelnemer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = Community.objects.exclude(lidmaatschappen__deelnemer=person)
        self.fields["community"].queryset = others  # type: ignore[attr-defined]


class RoleForm(forms.ModelForm):
    """Another role in the same community."""

    class Meta:
        model = Lidmaatschap
        fields = ("role",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.auto_id = f"rol{self.instance.pk}_%s"
        self.fields["role"].label = f"Rol in {self.instance.community}"


class NetworkRolesForm(forms.ModelForm):
    """Roles in the whole network."""

    class Meta:
        model = Deelnemer
        fields = ("is_redacteur", "is_beheerder")
        labels: ClassVar = {
            "is_redacteur": "Redacteur: maakt het handboek",
            "is_beheerder": "Beheerder: beheert mensen en rollen",
        }
