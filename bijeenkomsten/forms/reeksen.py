"""Planning once or as a series, and changing or cancelling more than one meeting of it."""

from datetime import date, datetime
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError

from bijeenkomsten import reeksen
from bijeenkomsten.enums import Rhythm, Scope
from bijeenkomsten.forms.planning import BijeenkomstForm
from bijeenkomsten.forms.sections import Sectie
from bijeenkomsten.models import Bijeenkomst
from bijeenkomsten.services.reeksen import OF_ONE

ONCE = ("", "Nee, één keer")
FOR_WHICH = "Voor welke bijeenkomsten van de reeks?"


class PlanForm(BijeenkomstForm):
    """A new meeting, or as many as a series has.

    Nothing of a series may be kept before the organiser saw its days: ``dates_seen`` comes back
    with the days that the page showed.
    """

    rhythm = forms.ChoiceField(
        label="Komt dit vaker terug?", required=False, choices=[ONCE, *Rhythm.choices]
    )
    times = forms.IntegerField(
        label="Hoe vaak in totaal?",
        required=False,
        min_value=reeksen.LEAST,
        max_value=reeksen.MOST,
        help_text=f"Van {reeksen.LEAST} tot en met {reeksen.MOST} keer. Je ziet eerst de dagen.",
    )
    dates_seen = forms.CharField(required=False, max_length=1000, widget=forms.HiddenInput)

    SECTIONS: ClassVar[tuple[Sectie, ...]] = (
        *BijeenkomstForm.SECTIONS,
        Sectie(
            "Vaker terug",
            ("rhythm", "times"),
            hint="Plan in één keer een reeks, elke week of elke maand",
        ),
    )
    field_order = tuple(name for section in SECTIONS for name in section.names)
    preview: ClassVar[list[reeksen.Moments]] = []

    def _all_moments(self, data: dict[str, Any]) -> list[reeksen.Moments]:
        first = super()._all_moments(data)
        rhythm, times = data.get("rhythm"), data.get("times")
        if not rhythm:
            return first
        if not times:
            if "times" not in self.errors:
                self.add_error("times", "Vul in hoe vaak jullie bij elkaar komen.")
            return first
        return self._series(data, rhythm, times) if first else []

    def _series(self, data: dict[str, Any], rhythm: str, times: int) -> list[reeksen.Moments]:
        day: date = data["first_day"]
        nights = ((data.get("last_day") or day) - day).days
        days = reeksen.days_of(day, rhythm, times)
        try:
            found = reeksen.moments_of(days, data["start_time"], data["end_time"], nights)
        except ValidationError as error:
            self.add_error("times", error)
            return []
        self._show_first(data, found)
        return found

    def _show_first(self, data: dict[str, Any], found: list[reeksen.Moments]) -> None:
        mark = "|".join(f"{begin:%Y%m%d%H%M}" for begin, _ in found)
        self.dates_confirmed = data.get("dates_seen") == mark
        self.preview = found  # type: ignore[misc]
        typed: Any = self.data
        self.data = shown = typed.copy()
        shown[self.add_prefix("dates_seen")] = mark

    def is_valid(self) -> bool:
        """Say that it may be kept; a series of which nobody saw the days may not."""
        return super().is_valid() and (not self.preview or self.dates_confirmed)

    def series(self) -> dict[str, Any]:
        """Return the rhythm and the moments of a series; {} for one meeting."""
        if not self.preview:
            return {}
        return {"rhythm": self.cleaned_data["rhythm"], "moments": self.preview}

    def values(self) -> dict[str, Any]:
        """Return what the service needs, without how often it comes back."""
        names = {"rhythm", "times", "dates_seen"}
        return {name: value for name, value in super().values().items() if name not in names}


class ScopeMixin:
    """For a form about one meeting: asks for which of its series, when more of it come."""

    fields: Any

    def offer_scope(self, meeting: Bijeenkomst) -> None:
        """Add the question; call it in ``__init__``."""
        if meeting.reeks_id is None or not _others_come(meeting):
            return
        self.fields["scope"] = forms.ChoiceField(
            label=FOR_WHICH,
            choices=Scope.choices,
            initial=Scope.THIS,
            widget=forms.RadioSelect,
            help_text="Elke bijeenkomst houdt haar eigen dag.",
        )


class ChangeForm(ScopeMixin, BijeenkomstForm):
    """A meeting that is there already, perhaps with others of its series."""

    SECTIONS: ClassVar[tuple[Sectie, ...]] = (
        *BijeenkomstForm.SECTIONS,
        Sectie("De andere bijeenkomsten van de reeks", ("scope",)),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer_scope(self.instance)

    def values(self) -> dict[str, Any]:
        """Return what the service needs, without for which meetings it is."""
        return {name: value for name, value in super().values().items() if name != "scope"}


class CancelForm(ScopeMixin, forms.Form):
    """Why a meeting does not go on, and perhaps others of its series."""

    reason = forms.CharField(
        label="Waarom gaat het niet door?",
        max_length=500,
        widget=forms.Textarea({"rows": 3}),
        help_text="Dit staat in de mail en op de pagina.",
    )

    def __init__(self, *args: Any, bijeenkomst: Bijeenkomst, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer_scope(bijeenkomst)
        if "scope" in self.fields:
            self.fields["scope"].help_text = "De reden staat dan bij allemaal."


def _others_come(meeting: Bijeenkomst) -> bool:
    rows = Bijeenkomst.objects.filter(reeks=meeting.reeks_id).exclude(pk=meeting.pk)
    return rows.upcoming().exists()


def copied(meeting: Bijeenkomst) -> dict[str, Any]:
    """Return what a new meeting takes from an earlier one: all but its days and its own things."""
    begin, end = reeksen.local(meeting.starts_at), reeksen.local(meeting.ends_at)
    names = [name for name in BijeenkomstForm.Meta.fields if name not in OF_ONE]
    values = forms.model_to_dict(meeting, names)
    times: dict[str, datetime | Any] = {"start_time": begin.time(), "end_time": end.time()}
    return values | times
