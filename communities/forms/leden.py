"""The beheer of members."""

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError

from communities.enums import Role
from communities.models import (
    Community,
    Deelnemer,
    Lidmaatschap,
    Organisatie,
)
from communities.services import holder_of
from netwerk.kern.begrippen.models import Begrip
from netwerk.kern.formulieren import EnkeleRegels


class NieuwLidForm(EnkeleRegels, forms.Form):
    """A new person: who it is, where they work, and in which community they start."""

    email = forms.EmailField(label="E-mailadres van het werk", max_length=254)
    first_name = forms.CharField(label="Voornaam", max_length=60)
    infix = forms.CharField(label="Tussenvoegsel", max_length=20, required=False)
    last_name = forms.CharField(label="Achternaam", max_length=80)
    organisatie = forms.ModelChoiceField(
        Organisatie.objects.none(), label="Organisatie", required=False, empty_label="Kies er een"
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
        Community.objects.none(), label="Community", required=False, empty_label="Nog geen"
    )
    role = forms.ChoiceField(label="Rol in die community", choices=Role.choices)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.existing: Deelnemer | None = None
        self.fields["organisatie"].queryset = Organisatie.objects.current()  # type: ignore[attr-defined]
        kinds = Begrip.objects.in_schema("organisatietype").current()
        self.fields["new_kind"].queryset = kinds  # type: ignore[attr-defined]
        self.fields["community"].queryset = Community.objects.running()  # type: ignore[attr-defined]

    def clean_email(self) -> str:
        """Refuse an address that is somebody's already; ``existing`` says whose."""
        email = self.cleaned_data["email"].lower()
        self.existing = holder_of(email)
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
        others = Community.objects.running().exclude(lidmaatschappen__deelnemer=person)
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
