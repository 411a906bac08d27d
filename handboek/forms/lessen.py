"""Forms about a les."""

from typing import Any, ClassVar

from django import forms

from handboek.models import Les
from netwerk.kern.formulieren import EnkeleRegels


class LesForm(EnkeleRegels, forms.ModelForm):
    """The text of a les; ``seen`` is the mark that the writer started from."""

    seen = forms.CharField(required=False, max_length=16, widget=forms.HiddenInput)

    class Meta:
        model = Les
        fields = ("conclusion", "observation", "context", "conditions")
        labels: ClassVar = {
            "conclusion": "De les in één zin",
            "observation": "Wat zagen jullie?",
            "context": "Waar speelde dit?",
            "conditions": "Onder welke voorwaarden geldt het?",
        }
        help_texts: ClassVar = {
            "conclusion": "Schrijf op wat iemand anders hiervan kan leren.",
            "context": "Bijvoorbeeld: in een klein dorp met veel ouderen.",
            "conditions": "Bijvoorbeeld: alleen als er al een bewonersgroep is.",
        }
        widgets: ClassVar = {
            "conclusion": forms.Textarea({"rows": 2}),
            "observation": forms.Textarea({"rows": 3}),
            "context": forms.Textarea({"rows": 3}),
            "conditions": forms.Textarea({"rows": 3}),
        }
        error_messages: ClassVar = {"conclusion": {"required": "Schrijf op wat de les is."}}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["seen"] = self.instance.mark()

    def clean_conclusion(self) -> str:
        """Keep it on one line, as it stands in lists and headings."""
        return " ".join(str(self.cleaned_data["conclusion"]).split())
