"""Forms of accountability."""

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from netwerk.kern.formulieren import Datuminvoer, EnkeleRegels
from netwerk.kern.verantwoording.models import (
    REPORT_WITHIN,
    Besluit,
    Datalek,
    Nakijkpunt,
    Regeling,
)
from netwerk.kern.verantwoording.punten import Punt

NOT_YET = "Dit moment is nog niet geweest."


class Momentinvoer(forms.DateTimeInput):
    """A day with a time, chosen with the calendar of the browser."""

    input_type = "datetime-local"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%dT%H:%M")


class NakijkForm(EnkeleRegels, forms.ModelForm):
    """When somebody looked, and what came of it."""

    class Meta:
        model = Nakijkpunt
        fields = ("last_on", "note")
        labels: ClassVar = {"last_on": "Wanneer is er gekeken?"}
        widgets: ClassVar = {"last_on": Datuminvoer}

    def __init__(self, *args: Any, punt: Punt, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["note"].label = punt.note

    def clean_last_on(self) -> Any:
        """Refuse a day that is still to come."""
        day = self.cleaned_data["last_on"]
        if day > timezone.localdate():
            raise ValidationError("Deze dag is nog niet geweest.")
        return day


class MetMerk(EnkeleRegels, forms.ModelForm):
    """A form of a row with a ``mark()``: it carries the one it began as, for the service."""

    expected = forms.CharField(required=False, max_length=16, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["expected"] = self.instance.mark()

    def values(self) -> dict[str, Any]:
        """Return what the services ask for."""
        return {name: value for name, value in self.cleaned_data.items() if name != "expected"}


class RegelingForm(MetMerk):
    """Who run the network together, and whom people ask."""

    class Meta:
        model = Regeling
        fields = Regeling.WRITTEN
        labels: ClassVar = {
            "organisations": "Welke organisaties zijn samen verantwoordelijk?",
            "contact": "Bij welke organisatie of afdeling kunnen mensen terecht?",
            "email": "Op welk e-mailadres?",
            "officer": "Functionaris gegevensbescherming",
            "processor": "Welk bedrijf of welke dienst beheert de server?",
            "agreed_on": "Wanneer is de afspraak getekend?",
        }
        help_texts: ClassVar = {
            "organisations": "Zet elke organisatie op een eigen regel, met wat zij doet. "
            "Bijvoorbeeld: Provincie Voorbeeld: beheert de leden en beantwoordt vragen.",
            "contact": "Noem geen persoon.",
            "officer": "Van welke organisatie, en hoe bereik je die? Noem geen persoon.",
        }
        widgets: ClassVar = {
            "organisations": forms.Textarea({"rows": 5}),
            "agreed_on": Datuminvoer,
        }


class DatalekForm(MetMerk):
    """A breach: what happened, what came of it, and whether it was told."""

    noticed_at = forms.DateTimeField(
        label="Wanneer wisten we het?",
        widget=Momentinvoer,
        help_text="Vanaf dit moment heb je 72 uur om het te melden.",
    )
    reported_at = forms.DateTimeField(
        label="Wanneer is het gemeld?", widget=Momentinvoer, required=False
    )

    class Meta:
        model = Datalek
        fields = Datalek.WRITTEN
        labels: ClassVar = {
            "title": "Waar gaat het over?",
            "noticed_how": "Wie merkte het?",
            "what": "Wat gebeurde er?",
            "people": "Om wie gaat het, en om hoeveel mensen ongeveer?",
            "data": "Om welke gegevens gaat het?",
            "consequences": "Welke gevolgen kan het hebben?",
            "measures": "Wat hebben we gedaan, en wat gaan we nog doen?",
            "authority": "Is het gemeld bij de Autoriteit Persoonsgegevens?",
            "authority_reason": "Waarom is het niet gemeld, of later dan 72 uur?",
            "people_told": "Is het verteld aan de mensen om wie het gaat?",
            "people_reason": "Hoe is het verteld, of waarom niet?",
        }
        help_texts: ClassVar = {
            "title": "Eén regel. Schrijf nergens in dit formulier namen of e-mailadressen op.",
            "noticed_how": "Bijvoorbeeld: een deelnemer, een beheerder, een bedrijf.",
            "people": "Bijvoorbeeld: ongeveer 40 deelnemers van één community.",
            "consequences": "Mag later. Tot je dit invult, blijft het datalek om aandacht vragen.",
            "measures": "Mag later. Tot je dit invult, blijft het datalek om aandacht vragen.",
            "people_told": "Dat moet als mensen er veel last van kunnen krijgen.",
        }
        widgets: ClassVar = {
            **{
                name: forms.Textarea({"rows": 3})
                for name in ("people", "data", "authority_reason", "people_reason")
            },
            **{name: forms.Textarea({"rows": 5}) for name in ("what", "consequences", "measures")},
            "authority": forms.RadioSelect,
            "people_told": forms.RadioSelect,
        }

    def clean_noticed_at(self) -> Any:
        """Refuse what is still to come."""
        return _past(self.cleaned_data["noticed_at"])

    def clean_reported_at(self) -> Any:
        """Refuse what is still to come."""
        return _past(self.cleaned_data["reported_at"])

    def clean(self) -> dict[str, Any]:
        """Ask what belongs to each choice, and a reason for what came late."""
        data = super().clean()
        noticed, reported = data.get("noticed_at"), data.get("reported_at")
        told = data.get("authority") == Besluit.TOLD
        if told and not reported and "reported_at" not in self.errors:
            self.add_error("reported_at", "Vul in wanneer het is gemeld.")
        if not told:
            data["reported_at"] = reported = None
        if noticed and reported:
            self._check_moments(data, noticed, reported)
        if data.get("authority") == Besluit.NOT_NEEDED and not data.get("authority_reason"):
            self.add_error("authority_reason", "Schrijf op waarom het niet gemeld hoeft te worden.")
        if data.get("people_told") == Besluit.NOT_NEEDED and not data.get("people_reason"):
            self.add_error("people_reason", "Schrijf op waarom het niet verteld hoeft te worden.")
        return data

    def _check_moments(self, data: dict[str, Any], noticed: Any, reported: Any) -> None:
        if reported < noticed:
            self.add_error("reported_at", "Dit is eerder dan het moment waarop we het wisten.")
        elif reported > noticed + REPORT_WITHIN and not data.get("authority_reason"):
            self.add_error("authority_reason", "Dit is later dan 72 uur. Schrijf op waarom.")


def _past(moment: Any) -> Any:
    if moment and moment > timezone.now():
        raise ValidationError(NOT_YET)
    return moment
