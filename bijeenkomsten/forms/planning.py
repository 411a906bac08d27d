"""The form with which an organiser plans a meeting, or changes one."""

from datetime import date, datetime, timedelta
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils import timezone

from bijeenkomsten.botsingen import clashing
from bijeenkomsten.enums import Moment
from bijeenkomsten.forms.links import Linkveld
from bijeenkomsten.forms.meetings import WHO_SEES
from bijeenkomsten.forms.sections import Sectie
from bijeenkomsten.models import Bijeenkomst
from bijeenkomsten.moments import AMSTERDAM, FIRST_YEAR, end_of, local_moment, plausible
from bijeenkomsten.services.errors import BijeenkomstError
from bijeenkomsten.services.planning import check_capacity
from communities.enums import Visibility
from communities.models import Community, Organisatie
from netwerk.kern.begrippen.models import Begrip
from netwerk.kern.formulieren import Datuminvoer, EnkeleRegels, Tijdinvoer
from netwerk.kern.zoekkeuze import SEARCH, Zoekkeuze

NOT_KEPT = {"first_day", "start_time", "end_time", "last_day", "closes_on", "revision", "anyway"}


class BijeenkomstForm(Zoekkeuze, EnkeleRegels, forms.ModelForm):
    """A meeting: planned for one of the communities that this person organises."""

    first_day = forms.DateField(label="Datum", widget=Datuminvoer())
    start_time = forms.TimeField(label="Begint om", widget=Tijdinvoer())
    end_time = forms.TimeField(label="Eindigt om", widget=Tijdinvoer())
    last_day = forms.DateField(
        label="Laatste dag",
        required=False,
        widget=Datuminvoer(),
        help_text="Alleen als de bijeenkomst langer dan één dag duurt.",
    )
    closes_on = forms.DateField(
        label="Aanmelden kan tot en met",
        required=False,
        widget=Datuminvoer(),
        help_text="Laat je dit leeg, dan kan aanmelden tot de bijeenkomst begint.",
    )
    visibility = forms.ChoiceField(
        label="Wie ziet deze bijeenkomst?", choices=WHO_SEES, widget=forms.RadioSelect
    )
    capacity = forms.IntegerField(
        label="Aantal plekken",
        required=False,
        min_value=1,
        max_value=100_000,
        help_text="Laat je dit leeg, dan is er plek voor iedereen.",
    )
    reminders = forms.MultipleChoiceField(
        label="Wanneer herinneren we mensen?",
        required=False,
        choices=Moment,
        initial=[Moment.DAY],
        widget=forms.CheckboxSelectMultiple,
        help_text="Alleen wie komt, krijgt een herinnering.",
    )
    anyway = forms.BooleanField(label="Toch op dit moment plannen", required=False)
    revision = forms.IntegerField(required=False, widget=forms.HiddenInput)

    online_link = Linkveld(
        label="Link om online mee te doen",
        help_text="Alleen wie zich aanmeldt, ziet deze link. "
        "Met een plaats én een link kiezen mensen zelf hoe ze meedoen.",
    )
    capacity_online = forms.IntegerField(
        label="Aantal plekken online",
        required=False,
        min_value=1,
        max_value=100_000,
        help_text="Alleen als mensen kiezen tussen de zaal en online. "
        "Het andere aantal telt dan voor de zaal.",
    )
    recording_link = Linkveld(
        label="Link naar de opname",
        help_text="Alleen wie zich had aangemeld of erbij was, ziet deze link.",
    )

    SECTIONS: ClassVar[tuple[Sectie, ...]] = (
        Sectie("Wat gaan jullie doen?", ("community", "kind", "title", "goal")),
        Sectie(
            "Wanneer is het?",
            ("first_day", "start_time", "end_time", "last_day", "anyway"),
            in_a_row=True,
        ),
        Sectie("Waar is het?", ("place", "online_link")),
        Sectie("Voor wie is het?", ("visibility", "guests_welcome", "communities")),
        Sectie("Opname", ("recording_link",)),
        Sectie(
            "Zo kom je er",
            ("route", "accessibility", f"host{SEARCH}", "host"),
            hint="De route, de toegang en wie jullie ontvangt",
        ),
        Sectie(
            "Plekken en aanmelden",
            ("capacity", "capacity_online", "closes_on"),
            hint="Hoeveel mensen, en tot wanneer",
        ),
        Sectie(
            "Meenemen en herinneren",
            ("bring_along", "reminders"),
            hint="Wat mensen meenemen, en wanneer ze een herinnering krijgen",
        ),
    )
    field_order = tuple(name for section in SECTIONS for name in section.names)

    class Meta:
        model = Bijeenkomst
        fields: ClassVar = [
            "community",
            "communities",
            "kind",
            "title",
            "goal",
            "place",
            "route",
            "accessibility",
            "online_link",
            "host",
            "capacity",
            "capacity_online",
            "bring_along",
            "reminders",
            "visibility",
            "guests_welcome",
            "recording_link",
        ]
        labels: ClassVar = {
            "goal": "Waarom komen jullie bij elkaar?",
            "communities": "Ook voor deze communities",
            "place": "Plaats",
            "route": "Hoe kom je er?",
            "accessibility": "Kan iedereen naar binnen en meedoen?",
            "guests_welcome": "Ook gasten zonder account kunnen zich aanmelden",
            "host": "Welke organisatie ontvangt jullie?",
            "bring_along": "Neem dit mee",
        }
        help_texts: ClassVar = {
            "title": "Bijvoorbeeld: Casustafel over leren op de steiger.",
            "goal": "Schrijf één of twee zinnen. Ze staan bovenaan de pagina.",
            "place": "Gebouw, straat en plaats.",
            "route": "Bijvoorbeeld: 3 minuten lopen van het station, of bus 12 tot de halte Markt.",
            "accessibility": "Bijvoorbeeld: geen drempels, een lift, en een zaal met ringleiding.",
            "guests_welcome": "Alleen als iedereen de bijeenkomst ziet. Een gast bevestigt per "
            "mail, en telt mee voor de plekken.",
            "bring_along": "Zet elk ding op een eigen regel.",
        }
        widgets: ClassVar = {
            "goal": forms.Textarea({"rows": 3}),
            "bring_along": forms.Textarea({"rows": 3}),
            "communities": forms.CheckboxSelectMultiple,
        }

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.clashes: list[Bijeenkomst] = []
        kinds = Begrip.objects.offered("bijeenkomstsoort", self.instance, "kind")
        self._offer("kind", kinds, "Kies een soort")
        hosts = Organisatie.objects.choosable(self.instance.host_id).order_by("name", "pk")
        self._offer("host", hosts, "Geen organisatie")
        if not (self.instance.pk and self.instance.is_past):
            del self.fields["recording_link"]
        organised = Community.objects.filter(pk__in=user.organised_ids)
        if self.instance.pk:
            self._start_from(self.instance)
            del self.fields["community"]
            organised = organised.exclude(pk=self.instance.community_id)
        else:
            self._offer("community", organised, None)
        self._offer_others(organised)
        self.draw_in_part("host", "Zoek een organisatie", order=("name", "pk"), first="de eerste")

    def _offer(self, name: str, choices: QuerySet[Any], empty: str | None) -> None:
        field: Any = self.fields[name]
        field.queryset, field.empty_label = choices, empty

    @property
    def sections(self) -> list[dict[str, Any]]:
        """Return the parts as the page draws them; what was just filled in stands open."""
        drawn = []
        for section in self.SECTIONS:
            hidden = set() if self.clashes else {"anyway"}
            names = [n for n in section.names if n in self.fields and n not in hidden]
            fields = [self[name] for name in names]
            if fields:
                filled = self.is_bound and not set(names).isdisjoint(self.changed_data)
                wrong = any(field.errors for field in fields)
                drawn.append({"section": section, "fields": fields, "open": wrong or filled})
        return drawn

    def _offer_others(self, organised: QuerySet[Community]) -> None:
        """Offer the communities that this person organises, and those that are there already."""
        choices = organised
        if self.instance.pk:
            present = self.instance.communities.values("pk")
            choices = Community.objects.filter(Q(pk__in=organised) | Q(pk__in=present))
        self.fields["communities"].queryset = choices  # type: ignore[attr-defined]
        if choices.count() < (1 if self.instance.pk else 2):
            del self.fields["communities"]

    def _start_from(self, meeting: Bijeenkomst) -> None:
        begin, end = (
            timezone.localtime(m, AMSTERDAM) for m in (meeting.starts_at, meeting.ends_at)
        )
        self.initial = dict(self.initial) | {
            "first_day": begin.date(),
            "start_time": begin.time(),
            "end_time": end.time(),
        }
        self.initial["revision"] = meeting.revision
        if end.date() != begin.date():
            self.initial["last_day"] = end.date()
        if meeting.registration_closes_at:
            last = meeting.registration_closes_at - timedelta(seconds=1)
            self.initial["closes_on"] = timezone.localtime(last, AMSTERDAM).date()

    def clean_first_day(self) -> date:
        """Keep the year within what calendars know."""
        return plausible(self.cleaned_data["first_day"])

    def clean_last_day(self) -> date | None:
        """Keep the year within what calendars know."""
        day = self.cleaned_data["last_day"]
        return day and plausible(day)

    def clean(self) -> dict[str, Any]:
        """Turn date and times into moments, and check that they follow each other."""
        data = super().clean() or self.cleaned_data
        begin = self._moment("start_time", data.get("first_day"))
        end = self._moment("end_time", data.get("last_day") or data.get("first_day"))
        if begin and end and end <= begin:
            field = "last_day" if data.get("last_day") else "end_time"
            self.add_error(field, "Het einde moet na het begin komen.")
        if begin and self._was_moved_into_the_past(begin):
            self.add_error("first_day", "Dit moment is al voorbij. Kies een dag in de toekomst.")
        data["starts_at"], data["ends_at"] = begin, end
        data["registration_closes_at"] = self._closing(data.get("closes_on"), begin)
        self._refuse_what_does_not_fit(data)
        self._warn_of_clashes(data, self._all_moments(data))
        return data

    def _all_moments(self, data: dict[str, Any]) -> list[tuple[datetime, datetime]]:
        """Return begin and end of every meeting that is planned; [] when they make no sense."""
        begin, end = data["starts_at"], data["ends_at"]
        return [(begin, end)] if begin and end and begin < end else []

    def _warn_of_clashes(
        self, data: dict[str, Any], moments: list[tuple[datetime, datetime]]
    ) -> None:
        """Ask whether it goes on when people are wanted in two places; only for a new moment."""
        meeting = self.instance
        if meeting.pk and moments == [(meeting.starts_at, meeting.ends_at)]:
            return
        leading = meeting.community_id or getattr(data.get("community"), "pk", None)
        wanted = {leading, *(community.pk for community in data.get("communities") or [])} - {None}
        if not moments or not wanted:
            return
        self.clashes = clashing(self.user, moments=moments, communities=wanted, but=meeting.pk)
        if self.clashes and not data.get("anyway"):
            self.add_error("anyway", "Er is dan al iets. Kies een ander moment, of vink dit aan.")

    def _refuse_what_does_not_fit(self, data: dict[str, Any]) -> None:
        if data.get("guests_welcome") and data.get("visibility") not in {None, Visibility.PUBLIC}:
            self.add_error(
                "guests_welcome",
                "Gasten kunnen zich alleen aanmelden als iedereen de bijeenkomst ziet. Kies "
                "‘Iedereen, ook zonder account’, of vink dit uit.",
            )
        if data.get("capacity_online") and not (data.get("place") and data.get("online_link")):
            self.add_error(
                "capacity_online",
                "Dit aantal telt alleen als er een plaats én een link is. Vul die in, of laat "
                "dit leeg.",
            )

    def _post_clean(self) -> None:
        """Refuse fewer places than there are people who come, in whatever form."""
        super()._post_clean()  # type: ignore[misc]
        if not self.instance.pk or self.errors:
            return
        try:
            check_capacity(self.instance)
        except BijeenkomstError as error:
            field = getattr(error, "field", "capacity")
            self.add_error(field, str(error))

    def _moment(self, clock_field: str, day: date | None) -> datetime | None:
        clock = self.cleaned_data.get(clock_field)
        if day is None or clock is None:
            return None
        try:
            return local_moment(day, clock)
        except ValidationError as error:
            self.add_error(clock_field, error)
            return None

    def _was_moved_into_the_past(self, begin: datetime) -> bool:
        before = self.instance.starts_at if self.instance.pk else None
        return begin != before and begin < timezone.now()

    def _closing(self, day: date | None, begin: datetime | None) -> datetime | None:
        if day is None or begin is None:
            return None
        if day.year < FIRST_YEAR:
            self.add_error("closes_on", f"Kies een jaar vanaf {FIRST_YEAR}.")
            return None
        if day > timezone.localtime(begin, AMSTERDAM).date():
            self.add_error("closes_on", "Kies een dag vóór de bijeenkomst, of de dag zelf.")
            return None
        return min(end_of(day), begin)

    def values(self) -> dict[str, Any]:
        """Return what the service needs to plan or change the meeting."""
        values = {name: v for name, v in self.cleaned_data.items() if name not in NOT_KEPT}
        if "communities" in values:
            leading = values.get("community")
            values["communities"] = [c for c in values["communities"] if c != leading]
        return values
