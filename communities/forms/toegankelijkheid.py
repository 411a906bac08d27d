"""The statement about accessibility, as a beheerder fills it in."""

from typing import Any, ClassVar

from django import forms
from django.utils import timezone

from communities.enums import Naleving
from communities.models import Toegankelijkheidsverklaring
from netwerk.kern.formulieren import Datuminvoer, Opmaakinvoer, Opmaakveld
from netwerk.kern.verantwoording.forms import MetMerk

AUDITED = {Naleving.FULL, Naleving.PARTLY}  # the model asks a whole audit for these
WITH_MEASURES = {Naleving.PARTLY, Naleving.FIRST_STEPS}
STATUSES = (
    (Naleving.FULL, "A. Voldoet volledig"),
    (Naleving.PARTLY, "B. Voldoet gedeeltelijk"),
    (Naleving.FIRST_STEPS, "C. Eerste maatregelen genomen"),
    (Naleving.NOT, "D. Voldoet niet"),
    (Naleving.NONE, "E. Er is nog geen verklaring"),
)


class VerklaringForm(MetMerk):
    """The statement; ``expected`` is the mark of the one that it began as."""

    status = forms.ChoiceField(
        label="Status",
        help_text="Dezelfde letter als in het register van toegankelijkheidsverklaringen.",
        choices=STATUSES,
        widget=forms.RadioSelect,
    )
    shortcomings = Opmaakveld(
        label="Wat is nog niet goed?",
        required=False,
        max_length=20_000,
        help_text=(
            "Schrijf per punt op: wat lukt niet en voor wie, waarom nog niet, wat jullie eraan "
            "doen en wanneer dat klaar is."
        ),
        widget=Opmaakinvoer({"rows": 12}),
    )

    class Meta:
        model = Toegankelijkheidsverklaring
        fields = Toegankelijkheidsverklaring.STATED
        help_texts: ClassVar = {
            "stated_on": "De dag waarop iemand haar schreef of voor het laatst nakeek.",
            "audited_on": "De dag waarop het onderzoek klaar was.",
            "auditor": "De naam van het bureau of de organisatie.",
            "report_url": "Waar iedereen het rapport kan lezen.",
            "register_url": "Het adres van jullie verklaring in het register.",
        }
        widgets: ClassVar = {
            "stated_on": Datuminvoer(),
            "audited_on": Datuminvoer(),
            "auditor": forms.TextInput({"autocomplete": "off"}),
        }

    def clean(self) -> dict[str, Any]:
        """Ask what belongs to the status, and no day that is still to come."""
        data = super().clean()
        status = data.get("status")
        if status != Naleving.NONE and "stated_on" in data and not data["stated_on"]:
            self.add_error("stated_on", "Vul de dag van de verklaring in.")
        if status in AUDITED and "audited_on" in data and not data["audited_on"]:
            self.add_error("audited_on", "Bij status A en B hoort een onderzoek. Vul de dag in.")
        if status in WITH_MEASURES and "shortcomings" in data and not data["shortcomings"]:
            self.add_error("shortcomings", "Schrijf op wat nog niet goed is en wat jullie doen.")
        for name in ("stated_on", "audited_on"):
            if (day := data.get(name)) and day > timezone.localdate():
                self.add_error(name, "Deze dag is nog niet geweest.")
        return data
