"""Forms of a question to residents: asking it, answering it, and looking at answers."""

import re
from datetime import timedelta
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from casussen.models import Inwonersantwoord, Inwonersvraag
from casussen.services.inwoners import LONGEST, PAST, TOO_FAR, WORDS_STAND
from casussen.toegangsproef import looks_human, opened_now
from netwerk.kern.formulieren import Datuminvoer, EnkeleRegels

FOUR_WEEKS = timedelta(days=28)
MOST_LINKS = 2
A_LINK = re.compile(
    r"(?:https?:|www\.)\S+|\b[\w-]+\.(?:nl|com|org|eu|net|ru|info|xyz)\b", re.IGNORECASE
)
ASK_AGAIN = "Kijk je antwoord nog eens na. Druk daarna nog een keer op “Verstuur je antwoord”."


class _ClosesOn(forms.Form):
    """A day that is today or later, within a year."""

    closes_on = forms.DateField(
        label="Tot en met welke dag kunnen mensen antwoorden?",
        widget=Datuminvoer,
        help_text="Je kunt de vraag altijd eerder sluiten.",
        error_messages={"required": "Kies een dag."},
    )

    def clean_closes_on(self) -> Any:
        """Refuse a day that is over, or far away; the day that stands may stay."""
        chosen, today = self.cleaned_data["closes_on"], timezone.localdate()
        if chosen == self.initial.get("closes_on"):
            return chosen
        if chosen < today:
            raise ValidationError(PAST)
        if chosen > today + LONGEST:
            raise ValidationError(TOO_FAR)
        return chosen


class InwonersvraagForm(EnkeleRegels, _ClosesOn, forms.ModelForm):
    """One question; ``seen`` is the mark that the writer started from."""

    seen = forms.CharField(required=False, max_length=16, widget=forms.HiddenInput)

    class Meta:
        model = Inwonersvraag
        fields: ClassVar = ["question", "explanation", "closes_on"]
        labels: ClassVar = {
            "question": "Wat wil je van inwoners weten?",
            "explanation": "Wat moeten ze weten om te kunnen antwoorden?",
        }
        help_texts: ClassVar = {
            "question": "Eén vraag, in gewone woorden. Bijvoorbeeld: wat mis jij het meest in "
            "je dorp?",
            "explanation": "Een paar zinnen. Vertel ook wat jullie met de antwoorden doen.",
        }
        error_messages: ClassVar = {"question": {"required": "Schrijf je vraag op."}}
        widgets: ClassVar = {"explanation": forms.Textarea({"rows": 5})}

    field_order = ("question", "explanation", "closes_on")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["seen"] = self.instance.mark()
            if self.instance.antwoorden.exists():
                self.fields["question"].disabled = True
                self.fields["question"].help_text = WORDS_STAND
        else:
            self.initial.setdefault("closes_on", timezone.localdate() + FOUR_WEEKS)

    def clean_question(self) -> str:
        """A question ends in a question mark."""
        question: str = self.cleaned_data["question"].strip()
        if not question.endswith("?"):
            raise ValidationError("Zet een vraagteken achter je vraag.")
        return question


class HeropenForm(_ClosesOn):
    """The new last day of a question that was closed."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["closes_on"] = timezone.localdate() + FOUR_WEEKS


class AntwoordForm(EnkeleRegels, forms.ModelForm):
    """What a resident answers; ``opened`` and ``website`` keep programs out (toegangsproef)."""

    opened = forms.CharField(required=False, max_length=300, widget=forms.HiddenInput)
    website = forms.CharField(required=False, max_length=300)

    class Meta:
        model = Inwonersantwoord
        fields: ClassVar = ["body", "name", "place"]
        labels: ClassVar = {
            "body": "Je antwoord",
            "name": "Je voornaam",
            "place": "Je woonplaats of buurt",
        }
        help_texts: ClassVar = {
            "body": "Schrijf over jezelf, en noem geen namen van anderen. Hoogstens 3.000 tekens.",
            "name": "Alleen als je wilt dat hij bij je antwoord staat.",
            "place": "Alleen als je wilt dat die bij je antwoord staat.",
        }
        error_messages: ClassVar = {"body": {"required": "Schrijf je antwoord op."}}
        widgets: ClassVar = {
            "body": forms.Textarea({"rows": 8, "autocomplete": "off"}),
            "name": forms.TextInput({"autocomplete": "given-name"}),
            "place": forms.TextInput({"autocomplete": "address-level2"}),
        }

    def __init__(self, *args: Any, vraag: Inwonersvraag, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.vraag = vraag
        self.initial["opened"] = opened_now(vraag.pk)

    def clean_body(self) -> str:
        """Return the text with line ends counted once; too many links ask for fewer."""
        body: str = self.cleaned_data["body"].replace("\r\n", "\n").strip()
        if len(A_LINK.findall(body)) > MOST_LINKS:
            raise ValidationError(
                f"Er staan veel links in je antwoord. Laat er hoogstens {MOST_LINKS} staan."
            )
        return body

    def clean(self) -> dict[str, Any]:
        """Ask once more when a program could have sent this; an error comes with a new moment."""
        data = super().clean()
        opened, trap = data.get("opened", ""), data.get("website", "")
        human = looks_human(self.vraag.pk, opened, trap)
        if not human and not self.errors:
            self.add_error(None, ASK_AGAIN)
        if not human or self.errors:
            self.open_again()
        return data

    def open_again(self) -> None:
        """Give the form a new moment that says it was asked before, and empty the trap."""
        self.data = self.data.copy()  # type: ignore[attr-defined]
        self.data["opened"] = opened_now(self.vraag.pk, again=True)  # type: ignore[index]
        self.data["website"] = ""  # type: ignore[index]


class NietPlaatsenForm(EnkeleRegels, forms.Form):
    """Why an answer is not placed."""

    reason = forms.CharField(
        label="Waarom plaats je dit antwoord niet?",
        max_length=300,
        help_text="Alleen wie de antwoorden bekijkt, leest dit. Bijvoorbeeld: er staat een naam "
        "van iemand anders in.",
        error_messages={"required": "Schrijf kort op waarom je dit antwoord niet plaatst."},
    )
