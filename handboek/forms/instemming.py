"""Form with which a casushouder says whether one les may become public."""

from typing import Any

from django import forms

from handboek.enums import AgreementState
from handboek.models import Instemming
from handboek.services.instemming import SAY_WHY, Answer

CHOICES = [
    (AgreementState.YES, "Ja, iedereen mag deze les lezen"),
    (AgreementState.NO, "Nee, deze les mag niet openbaar worden"),
]


class InstemmingForm(forms.Form):
    """One les: yes, or no with the reason; without a choice it waits on."""

    answer = forms.ChoiceField(
        label="Mag dit openbaar?",
        choices=CHOICES,
        widget=forms.RadioSelect,
        required=False,
        error_messages={"invalid_choice": "Kies ja of nee."},
    )
    reason = forms.CharField(
        label="Waarom niet?",
        max_length=500,
        required=False,
        widget=forms.Textarea({"rows": 2}),
        help_text="Alleen bij nee. De redactie leest dit. Hoogstens 500 tekens.",
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=16)

    def __init__(self, data: Any = None, *, row: Instemming) -> None:
        self.row = row
        now = row.les.mark()
        before = {"answer": row.state, "reason": row.reason} if row.text == now else {}
        super().__init__(data, prefix=f"les-{row.les.number}", initial={"seen": now} | before)

    def clean(self) -> dict[str, Any]:
        """Ask for the reason of a no."""
        data = super().clean() or self.cleaned_data
        said_no = data.get("answer") == AgreementState.NO
        if said_no and not data.get("reason", "x").strip():
            self.add_error("reason", SAY_WHY)
        return data

    def given(self) -> Answer | None:
        """Return the answer, or None when there is none yet."""
        data = self.cleaned_data
        if not data["answer"]:
            return None
        return Answer(
            les=self.row.les_id,
            agrees=data["answer"] == AgreementState.YES,
            seen=data["seen"],
            reason=data["reason"],
        )
