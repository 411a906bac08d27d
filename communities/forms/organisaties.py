"""The beheer of organisations, and the filters above their lists."""

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from communities.models import Organisatie
from netwerk.kern.begrippen.models import Begrip
from netwerk.kern.formulieren import Datuminvoer, EnkeleRegels, Filterformulier

ENDED = "voorbij"


def _concepts(label: str, schema: str) -> forms.ModelChoiceField:
    rows = Begrip.objects.filter(schema__key=schema)  # asked again for each form
    return forms.ModelChoiceField(rows, label=label, empty_label="Alle", to_field_name="notation")


class OrganisatieZoeker(Filterformulier):
    """The filters above the public list; everything stands in the address."""

    q = forms.CharField(label="Naam", max_length=100, widget=forms.TextInput({"type": "search"}))
    kant = _concepts("Kant", "kant")
    laag = _concepts("Laag", "bestuurslaag")
    gebied = _concepts("Gebied", "provincie")


class OrganisatieFilter(OrganisatieZoeker):
    """The filters of beheer."""

    soort = _concepts("Soort", "organisatietype")
    stand = forms.ChoiceField(
        label="Stand",
        choices=[("", "Alle"), ("bestaat", "Bestaat nog"), (ENDED, "Bestaat niet meer")],
    )
    field_order = ("q", "soort", "laag", "kant", "gebied", "stand")


class OrganisatieForm(EnkeleRegels, forms.ModelForm):
    """The facts of an organisation."""

    class Meta:
        model = Organisatie
        fields = ("name", "kind", "province", "website", "tooi_uri", "split_from")
        help_texts: ClassVar = {
            "name": "De officiële naam, voluit. Een afkorting kun je er later bij zetten.",
            "tooi_uri": "Van standaarden.overheid.nl. Laat dit leeg als je het niet weet.",
            "split_from": "Alleen als deze organisatie is afgesplitst en de andere verder gaat. "
            "Zo kwam het ministerie van VRO voort uit BZK.",
        }
        error_messages: ClassVar = {
            "name": {"required": "Geef de organisatie een naam."},
            "kind": {"required": "Kies wat voor soort organisatie het is."},
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        offered = Begrip.objects.offered
        fields["kind"].queryset = offered("organisatietype", self.instance, "kind")
        fields["kind"].empty_label = "Kies een soort"
        fields["province"].queryset = offered("provincie", self.instance, "province")
        fields["province"].empty_label = "Geen gebied"
        fields["split_from"].queryset = Organisatie.objects.exclude(pk=self.instance.pk)
        fields["split_from"].empty_label = "Niet afgesplitst"
        for name in ("website", "tooi_uri"):
            fields[name].assume_scheme = "https"
        if self.instance.pk:
            fields["name"].help_text = (
                "Verander hier alleen een tikfout. Heet de organisatie voortaan anders? "
                "Ga dan terug en kies Andere naam; dan blijft de oude bewaard."
            )

    def clean_name(self) -> str:
        """Refuse a name that another organisation has, whatever its capitals."""
        name = " ".join(self.cleaned_data["name"].split())
        taken = Organisatie.objects.filter(name__iexact=name).exclude(pk=self.instance.pk).first()
        if taken is not None:
            raise ValidationError(f"{taken} staat al in de lijst.", code="taken")
        return name


class AndereNaamForm(EnkeleRegels, forms.Form):
    """The name that an organisation has from some day on."""

    name = forms.CharField(
        label="Hoe heet de organisatie nu?",
        max_length=200,
        error_messages={"required": "Vul de nieuwe naam in."},
    )
    since = forms.DateField(
        label="Vanaf welke dag?",
        widget=Datuminvoer,
        error_messages={"required": "Vul in vanaf welke dag de naam geldt."},
    )


class OokBekendForm(EnkeleRegels, forms.Form):
    """A name that people use beside the official one."""

    name = forms.CharField(
        label="Ook bekend als",
        max_length=200,
        help_text="Bijvoorbeeld een afkorting. Wie die naam zoekt, vindt deze organisatie.",
        error_messages={"required": "Vul een naam in."},
    )


class OpheffenForm(forms.Form):
    """Since when an organisation is no more, and what came after it."""

    ended_on = forms.DateField(
        label="Sinds welke dag bestaat ze niet meer?",
        widget=Datuminvoer,
        error_messages={"required": "Vul de dag in."},
    )
    successor = forms.ModelChoiceField(
        Organisatie.objects.none(),
        label="Door welke organisatie is ze opgevolgd?",
        required=False,
        empty_label="Door geen enkele",
    )
    move_people = forms.BooleanField(
        label="Zet de mensen van deze organisatie over naar de opvolger",
        required=False,
        help_text="Doe dit alleen als zij echt zijn meegegaan. Anders kiezen ze zelf.",
    )

    def __init__(self, *args: Any, organisatie: Organisatie, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = Organisatie.objects.current().exclude(pk=organisatie.pk)
        self.fields["successor"].queryset = others  # type: ignore[attr-defined]
        self.initial.setdefault("ended_on", timezone.localdate())

    def clean(self) -> dict[str, Any]:
        """People can only move to somewhere."""
        data = super().clean() or {}
        if data.get("move_people") and not data.get("successor") and "successor" in data:
            self.add_error("successor", "Kies de organisatie waar de mensen heen gaan.")
        return data


class SamenvoegForm(forms.Form):
    """With which organisation a double becomes one."""

    met = forms.ModelChoiceField(
        Organisatie.objects.none(),
        label="Welke organisatie blijft?",
        empty_label="Kies een organisatie",
        to_field_name="slug",
        error_messages={"required": "Kies de organisatie die blijft."},
    )

    def __init__(self, *args: Any, organisatie: Organisatie, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = Organisatie.objects.exclude(pk=organisatie.pk)
        self.fields["met"].queryset = others  # type: ignore[attr-defined]
