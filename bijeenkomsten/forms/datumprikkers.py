"""The forms of date polls: moments in rows, and which of them suit somebody."""

from datetime import date, datetime
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from bijeenkomsten.enums import Suits
from bijeenkomsten.forms.links import Linkveld
from bijeenkomsten.models import Datumoptie, Datumprikker
from bijeenkomsten.moments import AMSTERDAM, MOST_MINUTES, local_moment, plausible
from bijeenkomsten.services.datumprikkers import FEWEST, MOST
from communities.models import Community
from netwerk.kern.begrippen.models import Begrip
from netwerk.kern.formulieren import Datuminvoer, EnkeleRegels, Tijdinvoer

ROWS, MORE = 5, 5  # rows that a form begins with, and that a button adds


class MomentRows(forms.BaseForm):
    """Rows with a day and a time; an empty row is no moment.

    ``moments`` are those of a valid form, in UTC. Without a script a button asks for more rows:
    the form comes back with ``rows`` of them and what was typed.
    """

    fewest = 1
    taken: frozenset[datetime] = frozenset()

    def add_rows(self, number: int) -> None:
        """Give the form so many rows, or as many as were sent."""
        sent = [name for name in self.data if name.startswith("dag_")]
        self.number = min(MOST, max(number, len(sent)))
        self.moments: list[datetime] = []
        for row in range(1, self.number + 1):
            self.fields[f"dag_{row}"] = forms.DateField(
                label=f"Dag {row}", required=False, widget=Datuminvoer()
            )
            self.fields[f"tijd_{row}"] = forms.TimeField(
                label=f"Begint om {row}", required=False, widget=Tijdinvoer()
            )
            for name in (f"dag_{row}", f"tijd_{row}"):
                field: Any = self.fields[name]
                field.mag_zwijgen = True  # the words above the rows say it once

    @property
    def plain_fields(self) -> list[forms.BoundField]:
        """Return the fields that stand above the rows."""
        return [field for field in self if not field.name.startswith(("dag_", "tijd_"))]

    @property
    def rows(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """Return the two fields of each row."""
        return [(self[f"dag_{n}"], self[f"tijd_{n}"]) for n in range(1, self.number + 1)]

    @property
    def may_grow(self) -> bool:
        """Say whether there can be more rows."""
        return self.number < MOST

    def clean(self) -> dict[str, Any]:
        """Turn the rows into moments."""
        super().clean()
        faults = bool(self.errors)
        for row in range(1, self.number + 1):
            self._read(row)
        if len(self.moments) < self.fewest and not (self.errors and not faults):
            words = "Vul minstens twee momenten in." if self.fewest > 1 else "Vul een moment in."
            self.add_error(f"dag_{len(self.moments) + 1}", words)
        return self.cleaned_data

    def _read(self, row: int) -> None:
        names = (f"dag_{row}", f"tijd_{row}")
        if any(name in self.errors for name in names):
            return
        day, clock = (self.cleaned_data.get(name) for name in names)
        if day is None and clock is None:
            return
        if day is None or clock is None:
            missing, words = (names[0], "dag") if day is None else (names[1], "tijd")
            self.add_error(missing, f"Vul ook de {words} in.")
            return
        try:
            plausible(day)
        except ValidationError as error:
            self.add_error(names[0], error)
            return
        try:
            moment = local_moment(day, clock)
        except ValidationError as error:
            self.add_error(names[1], error)
            return
        if moment <= timezone.now():
            self.add_error(names[0], "Dit moment is al voorbij.")
        elif moment in self.moments or moment in self.taken:
            self.add_error(names[1], "Dit moment staat er al.")
        else:
            self.moments.append(moment)


class DatumprikkerForm(MomentRows, EnkeleRegels, forms.ModelForm):
    """A date poll for one of the communities that this person organises."""

    fewest = FEWEST
    minutes = forms.IntegerField(
        label="Hoe lang duurt het?", min_value=15, max_value=MOST_MINUTES, help_text="In minuten."
    )
    online_link = Linkveld(
        label="Link om online mee te doen", help_text="Alleen wie zich aanmeldt, ziet deze link."
    )
    closes_on = forms.DateField(
        label="Antwoorden kan tot en met",
        widget=Datuminvoer(),
        help_text="Twee dagen ervoor herinneren we wie nog niets zei.",
    )

    class Meta:
        model = Datumprikker
        fields: ClassVar = [
            "community",
            "kind",
            "title",
            "goal",
            "minutes",
            "place",
            "online_link",
            "closes_on",
        ]
        labels: ClassVar = {
            "goal": "Waarom komen jullie bij elkaar?",
            "place": "Waar is het?",
        }
        help_texts: ClassVar = {
            "title": "Zo gaat ook de bijeenkomst heten.",
            "goal": "Schrijf één of twee zinnen.",
            "place": "Weet je het nog niet? Laat het dan leeg.",
        }
        widgets: ClassVar = {"goal": forms.Textarea({"rows": 3})}

    def __init__(self, *args: Any, user: Any, rows: int = ROWS, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind: Any = self.fields["kind"]
        kind.queryset = Begrip.objects.offered("bijeenkomstsoort", self.instance, "kind")
        kind.empty_label = "Kies een soort"
        leading: Any = self.fields["community"]
        organised = user.organised_ids
        leading.queryset, leading.empty_label = Community.objects.filter(pk__in=organised), None
        self.add_rows(rows)

    def clean_closes_on(self) -> date:
        """Keep it a day that is still to come, in a year that calendars know."""
        day = plausible(self.cleaned_data["closes_on"])
        if day < timezone.localdate(timezone=AMSTERDAM):
            raise ValidationError("Deze dag is al voorbij.")
        return day

    def clean(self) -> dict[str, Any]:
        """Let people answer before the last moment."""
        data = super().clean()
        closes = data.get("closes_on")
        if closes and self.moments and closes >= max(self.moments).astimezone(AMSTERDAM).date():
            self.add_error("closes_on", "Kies een dag vóór het laatste moment.")
        return data

    def values(self) -> dict[str, Any]:
        """Return what the service needs."""
        fields = {name: self.cleaned_data[name] for name in self.Meta.fields}
        return fields | {"moments": self.moments}


class MomentsForm(MomentRows, forms.Form):
    """More moments for a date poll."""

    def __init__(self, *args: Any, taken: Any, rows: int = 3, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.taken = frozenset(taken)
        self.add_rows(rows)


class StopForm(forms.Form):
    """Why no date is looked for any more."""

    reason = forms.CharField(
        label="Waarom stop je?",
        max_length=500,
        widget=forms.Textarea({"rows": 3}),
        help_text="Dit staat op de pagina. Leden van de community lezen het.",
    )


class VoteForm(forms.Form):
    """Which moments suit somebody: one choice for each."""

    def __init__(self, *args: Any, opties: list[Datumoptie], labels: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for optie in opties:
            self.fields[f"moment_{optie.pk}"] = forms.ChoiceField(
                label=labels(optie),
                choices=[(value, label.capitalize()) for value, label in Suits.choices],
                widget=forms.RadioSelect({"class": "keuzes--naast"}),
                error_messages={"required": "Kies of dit moment kan."},
            )

    def answers(self) -> dict[int, str]:
        """Return the choice for each moment, by its id."""
        return {
            int(name.removeprefix("moment_")): value for name, value in self.cleaned_data.items()
        }
