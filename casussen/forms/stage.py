"""How far the work on a casus is: only what can be chosen now, in words that say what follows."""

from typing import Any

from django import forms

from casussen.enums import Stage
from casussen.services.stage import Move, Step

MEANS = {
    Stage.EXPLORING: "Jullie kijken nog wat er speelt.",
    Stage.WORKING: "Jullie zijn bezig en schrijven op wat er gebeurt.",
    Stage.DISCUSSED: "De community heeft meegedacht over jullie casus.",
    Stage.FINISHED: "Het werk is klaar. Na 6 en na 12 maanden vragen we de casushouder "
    "hoe het gaat.",
    Stage.FOLLOWED: "Er is later nog eens gekeken wat ervan kwam.",
    Stage.ARCHIVED: "Iedereen die de casus mag lezen, kan dat blijven doen. Niemand kan er nog "
    "aan schrijven. Het kan weer terug.",
}
REOPENED = "Jullie zijn toch niet klaar. De vragen na 6 en 12 maanden komen dan nog niet."
WHY = "Schrijf op waarom. De casusgroep leest het."


class StageForm(forms.Form):
    """One of the moves that are allowed now."""

    stage = forms.ChoiceField(
        label="Wat verandert er?",
        widget=forms.RadioSelect,
        error_messages={
            "required": "Kies hoe ver jullie zijn.",
            "invalid_choice": "Dit kan nu niet. Kies een van de fasen hieronder.",
        },
    )
    reason = forms.CharField(
        label="Waarom?",
        max_length=500,
        required=False,
        widget=forms.Textarea({"rows": 3}),
        help_text="Een stap verder spreekt voor zich. Bij alles wat anders is, is een reden nodig. "
        "De casusgroep leest die.",
    )

    def __init__(self, *args: Any, moves: tuple[Move, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.moves = {str(move.to): move for move in moves}
        field: Any = self.fields["stage"]
        field.choices = [(str(move.to), in_words(move)) for move in moves]
        if moves and all(move.needs_reason for move in moves):  # out of the archive
            self.fields["reason"].required = True
            self.fields["reason"].error_messages["required"] = WHY
            self.fields["reason"].help_text = "De casusgroep leest die."

    def clean(self) -> dict[str, Any]:
        """Ask why, where that does not speak for itself."""
        data = super().clean() or self.cleaned_data
        move = self.moves.get(data.get("stage", ""))
        if move and move.needs_reason and not data.get("reason") and "reason" not in self.errors:
            self.add_error("reason", WHY)
        return data


def in_words(move: Move) -> str:
    """Say what a move does and what follows from it."""
    label = move.to.label
    if move.step == Step.ARCHIVE:
        return f"Naar het archief. {MEANS[Stage.ARCHIVED]}"
    if move.step == Step.REVIVE:
        return f"Uit het archief, terug naar: {label}. Jullie kunnen weer schrijven."
    if move.step == Step.BACK:
        means = REOPENED if move.to == Stage.DISCUSSED else MEANS[move.to]
        return f"Een stap terug, naar: {label}. {means}"
    return f"Een stap verder, naar: {label}. {MEANS[move.to]}"
