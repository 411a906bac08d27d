"""What people bring up in their community, and what they ask each other to choose."""

from datetime import date, datetime, time, timedelta
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from communities.forms.gesprekken import COMMUNITY_HINT, TextField
from communities.models import Onderwerp
from communities.models.onderwerpen import POLL_DAYS
from netwerk.kern.formulieren import Datuminvoer, EnkeleRegels, one_line

FEWEST, MOST = 2, 8  # answers of a poll
LONGEST = 366  # days that a poll may stay open


class OnderwerpForm(EnkeleRegels, forms.ModelForm):
    """A topic: a title, a text that may stay empty, and whether it is a question."""

    body = TextField(
        label="Vertel er meer over",
        required=False,
        max_length=10_000,
        help_text=COMMUNITY_HINT,
        error_messages={
            "max_length": "Je tekst is te lang: %(show_value)d tekens. Er passen er 10.000."
        },
    )

    class Meta:
        model = Onderwerp
        fields: ClassVar = ["title", "body", "is_question"]
        labels: ClassVar = {
            "title": "Waar gaat het over?",
            "is_question": "Dit is een vraag",
        }
        help_texts: ClassVar = {
            "title": "In één zin.",
            "is_question": "Bij een vraag kun je later zeggen welke reactie het antwoord is.",
        }
        error_messages: ClassVar = {"title": {"required": "Schrijf in één zin waar het over gaat."}}


class PeilingForm(EnkeleRegels, forms.Form):
    """A question with answers, one on each line, and the last day on which people choose."""

    question = forms.CharField(
        label="Wat wil je weten?",
        max_length=200,
        help_text="Eén vraag. Bijvoorbeeld: welke dag past het best?",
        error_messages={"required": "Schrijf je vraag op."},
    )
    answers = forms.CharField(
        label="Waaruit kunnen mensen kiezen?",
        max_length=2000,
        widget=forms.Textarea({"rows": 6}),
        help_text=f"Zet elk antwoord op een eigen regel. Minstens {FEWEST}, hoogstens {MOST}.",
        error_messages={"required": "Schrijf de antwoorden op, elk op een eigen regel."},
    )
    last_day = forms.DateField(
        label="Tot en met welke dag kunnen mensen kiezen?",
        widget=Datuminvoer,
        help_text="Daarna ziet iedereen de uitkomst.",
        error_messages={
            "required": "Kies een dag.",
            "invalid": "Vul een dag in, bijvoorbeeld 31-12-2026.",
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["last_day"].initial = timezone.localdate() + timedelta(days=POLL_DAYS)

    def clean_answers(self) -> list[str]:
        """Return the lines as answers, without empty ones."""
        lines = [one_line(line) for line in self.cleaned_data["answers"].splitlines()]
        answers = [line for line in lines if line]
        if not FEWEST <= len(answers) <= MOST:
            raise ValidationError(
                f"Dit zijn er {len(answers)}. Schrijf minstens {FEWEST} en hoogstens {MOST} "
                "antwoorden op, elk op een eigen regel."
            )
        if too_long := next((line for line in answers if len(line) > 150), ""):
            raise ValidationError(f"Dit antwoord is te lang: “{too_long[:40]}…”. Er passen er 150.")
        if len({answer.casefold() for answer in answers}) < len(answers):
            raise ValidationError("Twee antwoorden zijn gelijk. Maak ze verschillend.")
        return answers

    def clean_last_day(self) -> date:
        """Refuse a day that is over, and one that is years away."""
        day: date = self.cleaned_data["last_day"]
        today = timezone.localdate()
        if day < today:
            raise ValidationError("Deze dag is al voorbij. Kies vandaag of later.")
        if day > today + timedelta(days=LONGEST):
            raise ValidationError("Kies een dag binnen een jaar.")
        return day

    @property
    def closes_at(self) -> datetime:
        """Return the end of the last day, in the time of the Netherlands."""
        day = self.cleaned_data["last_day"] + timedelta(days=1)
        return timezone.make_aware(datetime.combine(day, time(0)))
