"""The filter of the audit log."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.db.models import Q, QuerySet
from django.utils import timezone

from netwerk.kern import subjects
from netwerk.kern.audit import words
from netwerk.kern.audit.lines import people_called
from netwerk.kern.audit.models import AuditEvent
from netwerk.kern.formulieren import Datuminvoer, Filterformulier

MOST_PEOPLE = 100  # who typed so little that more people match, must type more


class LogboekFilter(Filterformulier):
    """By day, by who did it, about whom or what, and by what was done."""

    van = forms.DateField(label="Vanaf", widget=Datuminvoer())
    tot = forms.DateField(label="Tot en met", widget=Datuminvoer())
    wie = forms.CharField(label="Wie deed het", max_length=120)
    over = forms.CharField(label="Over wie", max_length=120)
    soort = forms.ChoiceField(label="Over wat")
    handeling = forms.ChoiceField(label="Handeling")
    persoon = forms.IntegerField(min_value=1, max_value=2**62, widget=forms.HiddenInput())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds: Any = self.fields["soort"]
        kinds.choices = [("", "Alles"), *_kinds()]
        acts: Any = self.fields["handeling"]
        acts.choices = [("", "Alle handelingen"), *words.grouped()]

    def rows(self) -> QuerySet[AuditEvent]:
        """Return the lines that the filter lets through; what is no date filters nothing."""
        self.is_valid()  # what is wrong is left out of cleaned_data
        chosen = getattr(self, "cleaned_data", {})
        rows = AuditEvent.objects.all()
        if day := chosen.get("van"):
            rows = rows.filter(at__gte=_midnight(day))
        if day := chosen.get("tot"):
            rows = rows.filter(at__lt=_midnight(day + timedelta(days=1)))
        if chosen.get("wie"):
            rows = rows.filter(actor__in=_ids(chosen["wie"]))
        if chosen.get("handeling"):
            rows = rows.filter(action=chosen["handeling"])
        if chosen.get("soort"):
            rows = rows.filter(subject_type=int(chosen["soort"]))
        return rows.filter(self._about(chosen))

    def _about(self, chosen: dict[str, Any]) -> Q:
        """Return the condition on the person that it was about."""
        people = ContentType.objects.get_for_model(get_user_model())
        about = Q()
        if chosen.get("persoon"):
            about &= Q(subject_type=people, subject_id=chosen["persoon"])
        if chosen.get("over"):
            about &= Q(subject_type=people, subject_id__in=_ids(chosen["over"]))
        return about


def _midnight(day: date) -> datetime:
    """Return the beginning of a day in the Netherlands."""
    return timezone.make_aware(datetime.combine(day, time()))


def _ids(text: str) -> list[int]:
    people = get_user_model()._default_manager.filter(people_called(text))
    return list(people.order_by("pk").values_list("pk", flat=True)[:MOST_PEOPLE])


def _kinds() -> list[tuple[str, str]]:
    """Return the kinds of things that lines can be about; mail has a page of its own."""
    models = [s.model for s in subjects.all_subjects() if s.model._meta.app_label != "berichten"]
    types = ContentType.objects.get_for_models(*models)
    rows = [(str(found.pk), str(model._meta.verbose_name)) for model, found in types.items()]
    return sorted(rows, key=lambda row: row[1])
