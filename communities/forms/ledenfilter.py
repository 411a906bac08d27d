"""The filters above the list of members."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.http import QueryDict

from communities.enums import Role
from communities.models import Community
from netwerk.kern.begrippen.models import Begrip
from netwerk.kern.formulieren import Filterformulier

NOBODY = "niemand"
NETWORK_ROLES = [("redacteur", "redacteur"), ("beheerder", "beheerder"), (NOBODY, "geen community")]
ANY = ("", "Alle")


class LedenFilter(Filterformulier):
    """The filters of the list of members; everything stands in the address.

    Five of them are always in sight, the others when asked for, or used.
    """

    ALWAYS = ("q", "community", "rol", "stand", "volgorde")

    q = forms.CharField(label="Naam, mail of organisatie", max_length=100)
    community = forms.ModelChoiceField(
        Community.objects.all(), label="Community", empty_label="Alle", to_field_name="slug"
    )
    rol = forms.ChoiceField(label="Rol", choices=[ANY, *Role.choices, *NETWORK_ROLES])
    stand = forms.ChoiceField(
        label="Account",
        choices=[
            ANY,
            ("actief", "Actief"),
            ("uit", "Uitgezet"),
            ("nooit", "Nog nooit ingelogd"),
            ("lang", "Langer dan een jaar niet gezien"),
        ],
    )
    kant = forms.ChoiceField(label="Kant", choices=[ANY])
    laag = forms.ChoiceField(label="Bestuurslaag", choices=[ANY])
    provincie = forms.ModelChoiceField(
        Begrip.objects.none(), label="Gebied", empty_label="Alle", to_field_name="notation"
    )
    organisatie = forms.CharField(label="Organisatie", max_length=100)
    let_op = forms.ChoiceField(
        label="Let op", choices=[ANY, ("mail", "Mail komt terug"), ("stap", "Zonder tweede stap")]
    )
    volgorde = forms.ChoiceField(
        label="Volgorde",
        choices=[
            ("", "Op achternaam"),
            ("gezien", "Laatst gezien eerst"),
            ("lang-geleden", "Langst niet gezien eerst"),
        ],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, schema in (("kant", "kant"), ("laag", "bestuurslaag")):
            rows = Begrip.objects.in_schema(schema).values_list("notation", "label")
            self.fields[name].choices = [ANY, *rows]  # type: ignore[attr-defined]
        provinces = Begrip.objects.in_schema("provincie")
        self.fields["provincie"].queryset = provinces  # type: ignore[attr-defined]
        self.fields["q"].widget.input_type = "search"

    def chosen(self) -> dict[str, Any]:
        """Return what was typed and chosen; nothing of it when something does not exist."""
        return self.cleaned_data if self.is_valid() else {}

    def in_sight(self) -> list[forms.BoundField]:
        """Return the fields that always show."""
        return [self[name] for name in self.ALWAYS]

    def behind(self) -> list[forms.BoundField]:
        """Return the fields behind "Meer filters"."""
        return [self[name] for name in self.fields if name not in self.ALWAYS]

    @property
    def is_open(self) -> bool:
        """Say whether a field behind "Meer filters" is used, or wrong."""
        return any(field.value() or field.errors for field in self.behind())

    @property
    def is_used(self) -> bool:
        """Say whether the list is narrowed down."""
        return any(True for _ in self.chips())

    def chips(self) -> Iterator[dict[str, str]]:
        """Give every filter in use: in words, and the address without it."""
        used = self.chosen()
        for name in self.fields:
            if used.get(name) and name != "volgorde":
                yield {
                    "name": name,
                    "key": str(self.data[name]),
                    "label": str(self.fields[name].label),
                    "value": self._word(name, used[name]),
                    "url": self.without(name),
                }

    def _word(self, name: str, value: Any) -> str:
        choices = dict(getattr(self.fields[name], "choices", []))
        return str(choices.get(value, value)) if isinstance(value, str) else str(value)

    def without(self, *names: str) -> str:
        """Return the query of the address with what is used, but not these."""
        query = QueryDict(mutable=True)
        for name in self.fields:
            value = self.data.get(name, "")
            if value and name not in names:
                query[name] = value
        return f"?{query.urlencode()}"

    @property
    def query(self) -> str:
        """Return what is used as the query of an address, with the question mark."""
        return self.without()
