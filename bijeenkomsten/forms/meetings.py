"""Which meetings somebody looks for, and who can see one."""

from typing import Any

from django import forms

from communities.enums import Visibility
from communities.models import Community
from netwerk.kern.begrippen.models import Begrip
from netwerk.kern.formulieren import Filterformulier

WHO_SEES = (
    (Visibility.COMMUNITY, "De leden van de community"),
    (Visibility.NETWORK, "Iedereen in het netwerk"),
    (Visibility.PUBLIC, "Iedereen, ook zonder account"),
)


class ListFilter(Filterformulier):
    """Which meetings somebody looks for."""

    wanneer = forms.CharField(widget=forms.HiddenInput, max_length=10)
    community = forms.ModelChoiceField(
        Community.objects.all(),
        label="Community",
        to_field_name="slug",
        empty_label="Alle communities",
    )
    soort = forms.ModelChoiceField(
        Begrip.objects.none(), label="Soort", to_field_name="notation", empty_label="Alle soorten"
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = Begrip.objects.in_schema("bijeenkomstsoort")
        self.fields["soort"].queryset = kinds  # type: ignore[attr-defined]


class MonthFilter(ListFilter):
    """Which meetings of a month, or of one day of it, somebody looks for."""

    wanneer = None  # type: ignore[assignment]
    dag = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=31)
