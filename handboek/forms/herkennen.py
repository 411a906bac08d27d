"""Form with which another casus says what it sees of a les."""

from typing import Any

from django import forms

from casussen.models import Casus
from handboek.enums import Stance

CHOICES = [
    (Stance.RECOGNISED, "Ja, dit speelt ook bij ons"),
    (Stance.CONTRADICTED, "Nee, bij ons ging het anders"),
]


class HerkenForm(forms.Form):
    """For which casus, what one sees there, and in a few words how."""

    casus = forms.ModelChoiceField(
        Casus.objects.none(),
        label="Voor welke casus spreek je?",
        empty_label="Kies een casus",
        help_text="Je kiest uit casussen waar je aan meeschrijft, of die jouw community leidt.",
        error_messages={
            "required": "Kies een casus.",
            "invalid_choice": "Kies een casus uit de lijst.",
        },
    )
    stance = forms.ChoiceField(
        label="Zie je dit daar ook?",
        choices=CHOICES,
        widget=forms.RadioSelect,
        error_messages={"required": "Kies ja of nee."},
    )
    words = forms.CharField(
        label="Wat zag je?",
        max_length=500,
        required=False,
        widget=forms.Textarea({"rows": 3}),
        help_text="Hoogstens 500 tekens. Ging het anders? Schrijf dan op hoe. Noem geen namen. Wie "
        "de casus mag lezen, leest dit ook.",
    )

    def __init__(self, *args: Any, casussen: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["casus"].queryset = casussen  # type: ignore[attr-defined]
        if len(casussen) == 1:
            self.initial.setdefault("casus", casussen[0].pk)

    def clean(self) -> dict[str, Any]:
        """Ask how it went, when it went otherwise: others learn from that."""
        data = super().clean() or self.cleaned_data
        if data.get("stance") == Stance.CONTRADICTED and not data.get("words", "x").strip():
            self.add_error("words", "Schrijf op hoe het bij jullie ging.")
        return data
