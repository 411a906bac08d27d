"""What people write when they report a text, decide about it, or object."""

from typing import Any

from django import forms

from communities.enums import MeldingReason, MeldingState
from communities.moderatie import the

MOST = 2000


def _words(label: str, empty: str, hint: str, *, required: bool = True) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=required,
        max_length=MOST,
        widget=forms.Textarea({"rows": 5}),
        help_text=hint,
        error_messages={
            "required": empty,
            "max_length": "Dit is te lang: %(show_value)d tekens. Er passen er 2.000.",
        },
    )


class MeldingForm(forms.Form):
    """Why a text does not belong here."""

    reason = forms.ChoiceField(
        label="Wat is er mis?",
        choices=MeldingReason.choices,
        widget=forms.RadioSelect,
        error_messages={
            "required": "Kies wat er mis is.",
            "invalid_choice": "Kies wat er mis is.",
        },
    )
    explanation = _words(
        "Kun je het uitleggen?",
        "Leg uit wat er mis is.",
        "Bijvoorbeeld: om welke zin gaat het, en van wie zijn de gegevens?",
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        """Ask for words where the reason says nothing by itself."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        needs_words = data.get("reason") in {MeldingReason.OTHER, MeldingReason.ILLEGAL}
        if needs_words and not data.get("explanation") and "explanation" not in self.errors:
            self.add_error("explanation", "Leg uit wat er mis is.")
        return data


class BesluitForm(forms.Form):
    """What happens with the text, and why: the author and who reported it read the reason."""

    outcome = forms.ChoiceField(label="Wat doe je?", widget=forms.RadioSelect)
    reason = _words(
        "Waarom?",
        "Schrijf op waarom. Wie het schreef en wie het meldde, lezen dit.",
        "Wie het schreef en wie het meldde, lezen dit. Noem niet wie het meldde.",
    )

    def __init__(self, *args: Any, thing: Any, again: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        what = the(thing).capitalize()
        outcome: Any = self.fields["outcome"]
        outcome.choices = [
            (MeldingState.KEPT, f"{what} {'terugzetten' if again else 'laten staan'}"),
            (MeldingState.REMOVED, f"{what} {'weg laten' if again else 'weghalen'}"),
        ]
        choose = "Kies wat er met de tekst gebeurt."
        outcome.error_messages |= {"required": choose, "invalid_choice": choose}


class HerzienForm(forms.Form):
    """Why somebody comes back on their own decision."""

    reason = _words(
        "Waarom kom je erop terug?",
        "Schrijf op waarom. Wie het schreef en wie het meldde, lezen dit.",
        "Wie het schreef en wie het meldde, lezen dit.",
    )


class BezwaarForm(forms.Form):
    """Why an author wants somebody else to look again."""

    words = _words(
        "Waarom hoort je tekst hier wel?",
        "Schrijf op waarom je tekst hier wel hoort.",
        "Iemand anders dan de eerste keer leest dit en beslist.",
    )
