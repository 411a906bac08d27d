"""What somebody looks for in the directory."""

from typing import Any

from django import forms
from taggit.models import Tag

from communities.models import Community
from netwerk.kern.begrippen.models import Begrip
from netwerk.kern.formulieren import Filterformulier


def _concept(label: str, empty: str) -> forms.ModelChoiceField:
    return forms.ModelChoiceField(
        Begrip.objects.none(), label=label, to_field_name="notation", empty_label=empty
    )


class DeelnemersFilter(Filterformulier):
    """Whom somebody looks for; every choice stands in the address, so that it can be shared."""

    q = forms.CharField(
        label="Naam of onderwerp",
        max_length=200,
        help_text="Ook een organisatie, of wat iemand weet.",
    )
    laag = _concept("Soort organisatie", "Alle soorten")
    gebied = _concept("Gebied", "Alle gebieden")
    thema = _concept("Thema", "Alle thema’s")
    community = forms.ModelChoiceField(
        Community.objects.all(),
        label="Community",
        to_field_name="slug",
        empty_label="Alle communities",
    )
    kant = _concept("Kant van het netwerk", "Alle kanten")
    rol = forms.ChoiceField(
        label="Rol", choices=[("", "Iedereen"), ("organisator", "Alleen organisatoren")]
    )
    expertise = forms.ModelChoiceField(
        Tag.objects.none(), to_field_name="slug", widget=forms.HiddenInput
    )

    def __init__(self, *args: Any, expertise: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["expertise"].queryset = expertise
        lists = {
            "laag": "bestuurslaag",
            "gebied": "provincie",
            "thema": "cbs-thema",
            "kant": "kant",
        }
        for name, schema in lists.items():
            fields[name].queryset = Begrip.objects.in_schema(schema).current()
