"""Forms: what people type about meetings, in the time of the Netherlands."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils import formats, timezone

from bijeenkomsten.enums import Answer, ItemKind, Moment
from bijeenkomsten.models import Agendapunt, Bijeenkomst, Verslag, VerslagItem
from bijeenkomsten.services.verslag import READERS
from casussen.models import Casus, Dilemma, Leervraag
from communities.enums import Visibility
from communities.models import Community
from netwerk.kern.begrippen.models import Begrip
from netwerk.kern.formulieren import (
    Datuminvoer,
    EnkeleRegels,
    Filterformulier,
    Opmaakinvoer,
    Tijdinvoer,
)
from netwerk.kern.tekst import opmaak
from netwerk.kern.zoekkeuze import Zoekkeuze

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
FIRST_YEAR, LAST_YEAR = 2020, 2099
WHO_SEES = (
    (Visibility.COMMUNITY, "De leden van de community"),
    (Visibility.NETWORK, "Iedereen in het netwerk"),
    (Visibility.PUBLIC, "Iedereen, ook zonder account"),
)
WHO_READS = [(value, label) for value, label in WHO_SEES if value in READERS]
ANSWERS = (
    (Answer.YES, "Ja, ik kom"),
    (Answer.MAYBE, "Misschien"),
    (Answer.NO, "Nee, ik kom niet"),
)
KINDS = ((ItemKind.WORK, "Iets inhoudelijks"), (ItemKind.BREAK, "Pauze, inloop of lunch"))


def local_moment(day: date, clock: time) -> datetime:
    """Return the moment, in UTC, of a date and a time in the Netherlands.

    Raises ValidationError (Dutch) for a time that the clock skips in March, and for one that
    comes twice in October: a guess would put people an hour early or late before the door.
    """
    first = datetime.combine(day, clock, AMSTERDAM)
    again = first.replace(fold=1)
    if first.utcoffset() == again.utcoffset():
        return first.astimezone(UTC)
    shown = f"{formats.date_format(day, 'j F Y')} om {formats.time_format(clock, 'G.i')} uur"
    if first.astimezone(UTC).astimezone(AMSTERDAM).time() != clock:
        raise ValidationError(
            f"{shown} bestaat niet: de klok gaat die nacht een uur vooruit. Kies een andere tijd.",
            code="nonexistent",
        )
    raise ValidationError(
        f"{shown} komt twee keer voor: de klok gaat die nacht een uur terug. Kies een andere tijd.",
        code="ambiguous",
    )


class BijeenkomstForm(EnkeleRegels, forms.ModelForm):
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
    revision = forms.IntegerField(required=False, widget=forms.HiddenInput)

    field_order = (
        "community",
        "communities",
        "kind",
        "title",
        "goal",
        "first_day",
        "start_time",
        "end_time",
        "last_day",
        "place",
        "accessibility",
        "online_link",
        "capacity",
        "closes_on",
        "bring_along",
        "reminders",
        "visibility",
    )

    class Meta:
        model = Bijeenkomst
        fields: ClassVar = [
            "community",
            "communities",
            "kind",
            "title",
            "goal",
            "place",
            "accessibility",
            "online_link",
            "capacity",
            "bring_along",
            "reminders",
            "visibility",
        ]
        labels: ClassVar = {
            "goal": "Waarom komen jullie bij elkaar?",
            "communities": "Ook voor deze communities",
            "place": "Waar is het?",
            "accessibility": "Hoe kom je er, en kan iedereen naar binnen?",
            "online_link": "Link om online mee te doen",
            "bring_along": "Neem dit mee",
        }
        help_texts: ClassVar = {
            "title": "Bijvoorbeeld: Casustafel over leren op de steiger.",
            "goal": "Schrijf één of twee zinnen. Ze staan bovenaan de pagina.",
            "place": "Gebouw, straat en plaats.",
            "accessibility": "Bijvoorbeeld: 3 minuten lopen van het station, zonder drempels.",
            "online_link": "Alleen wie zich aanmeldt, ziet deze link.",
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
        kinds = Begrip.objects.offered("bijeenkomstsoort", self.instance, "kind")
        choice: Any = self.fields["kind"]
        choice.queryset, choice.empty_label = kinds, "Kies een soort"
        organised = Community.objects.filter(pk__in=[c for c in user.roles if user.is_organiser(c)])
        if self.instance.pk:
            self._start_from(self.instance)
            del self.fields["community"]
            organised = organised.exclude(pk=self.instance.community_id)
        else:
            leading: Any = self.fields["community"]
            leading.queryset, leading.empty_label = organised, None
        self._offer_others(organised)

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
        return self._plausible(self.cleaned_data["first_day"])

    def clean_last_day(self) -> date | None:
        """Keep the year within what calendars know."""
        day = self.cleaned_data["last_day"]
        return day and self._plausible(day)

    @staticmethod
    def _plausible(day: date) -> date:
        if not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise ValidationError(f"Kies een jaar van {FIRST_YEAR} tot en met {LAST_YEAR}.")
        return day

    def clean_capacity(self) -> int | None:
        """Refuse fewer places than there are people who come."""
        capacity = self.cleaned_data["capacity"]
        coming = self.instance.number_coming if self.instance.pk else 0
        if capacity is not None and capacity < coming:
            raise ValidationError(f"Er komen al {coming} mensen. Kies minstens dat aantal plekken.")
        return capacity

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
        return data

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
        midnight = datetime.combine(day + timedelta(days=1), time(), AMSTERDAM)
        return min(midnight, begin)

    def values(self) -> dict[str, Any]:
        """Return what the service needs to plan or change the meeting."""
        names = ("first_day", "start_time", "end_time", "last_day", "closes_on", "revision")
        values = {name: v for name, v in self.cleaned_data.items() if name not in names}
        if "communities" in values:
            leading = values.get("community")
            values["communities"] = [c for c in values["communities"] if c != leading]
        return values


class CancelForm(forms.Form):
    """Why a meeting does not go on."""

    reason = forms.CharField(
        label="Waarom gaat het niet door?",
        max_length=500,
        widget=forms.Textarea({"rows": 3}),
        help_text="Dit staat in de mail en op de pagina.",
    )


class AnswerForm(forms.Form):
    """Somebody's answer to a meeting."""

    answer = forms.ChoiceField(label="Kom je?", choices=ANSWERS, widget=forms.RadioSelect)
    needs = forms.CharField(
        label="Wat heb je nodig om goed mee te kunnen doen?",
        required=False,
        max_length=300,
        widget=forms.Textarea({"rows": 3}),
        help_text="Bijvoorbeeld een tolk, een plek voor een rolstoel of een maaltijd zonder "
        "gluten. Alleen de organisatoren lezen dit.",
    )


class AgendapuntForm(Zoekkeuze, EnkeleRegels, forms.ModelForm):
    """One part of the programme, perhaps about a casus, dilemma or leervraag."""

    kind = forms.ChoiceField(label="Wat is het?", choices=KINDS, widget=forms.RadioSelect)
    minutes = forms.IntegerField(
        label="Hoe lang duurt het?", min_value=1, max_value=2880, help_text="In minuten."
    )

    class Meta:
        model = Agendapunt
        fields: ClassVar = [
            "title",
            "kind",
            "minutes",
            "explanation",
            "casus",
            "dilemma",
            "leervraag",
        ]
        labels: ClassVar = {
            "title": "Wat gaan jullie doen?",
            "casus": "Gaat het over een casus?",
            "dilemma": "Gaat het over een dilemma?",
            "leervraag": "Helpt het aan een antwoord op een leervraag?",
        }
        widgets: ClassVar = {
            "explanation": forms.Textarea({"rows": 3}),
        }

    def __init__(self, *args: Any, user: Any, bijeenkomst: Bijeenkomst, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        where = bijeenkomst.community_ids
        shared = Casus.communities.through.objects.filter(community__in=where).values("casus")
        casussen = Casus.objects.visible_to(user).filter(
            Q(community__in=where) | Q(pk__in=shared) | Q(pk=self.instance.casus_id)
        )
        dilemmas = Dilemma.objects.visible_to(user).filter(
            Q(community__in=where) | Q(pk=self.instance.dilemma_id)
        )
        self._offer("casus", casussen.order_by("title", "pk"), "Nee, niet over een casus")
        leervragen = Leervraag.objects.visible_to(user).filter(
            Q(community__in=where) | Q(pk=self.instance.leervraag_id)
        )
        self._offer("dilemma", dilemmas.order_by("question", "pk"), "Nee, niet over een dilemma")
        self._offer("leervraag", leervragen, "Nee, niet aan een leervraag")
        for name in ("casus", "dilemma", "leervraag"):
            self.draw_in_part(name, f"Zoek een {name}")
        if not self.instance.pk:
            self.initial.update({"minutes": 30, "kind": ItemKind.WORK})

    def _offer(self, name: str, choices: QuerySet[Any], empty: str) -> None:
        """Set the choices; a coupled casus that this person may not read stays coupled."""
        field: Any = self.fields[name]
        field.queryset, field.empty_label = choices, empty
        coupled = getattr(self.instance, f"{name}_id")
        if not choices.exists() or (coupled and not choices.filter(pk=coupled).exists()):
            del self.fields[name]


class VerslagItemForm(forms.ModelForm):
    """What was said at one agenda item; ``version`` is the one that the writer started from."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    class Meta:
        model = VerslagItem
        fields: ClassVar = ["body"]
        labels: ClassVar = {"body": "Wat is er besproken?"}
        help_texts: ClassVar = {
            "body": "Wat hoorde je? Wat spraken jullie af? Schrijf het zo dat iemand die er niet "
            "bij was het ook begrijpt."
        }
        widgets: ClassVar = {"body": Opmaakinvoer({"rows": 14})}

    def clean_body(self) -> str:
        """Return the text as it is stored."""
        return opmaak.clean(self.cleaned_data["body"])


class FinaliseForm(forms.ModelForm):
    """Who may read the minutes once they are final."""

    visibility = forms.ChoiceField(
        label="Wie mag het verslag lezen?", choices=WHO_READS, widget=forms.RadioSelect
    )

    class Meta:
        model = Verslag
        fields: ClassVar = ["visibility"]


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
