"""Asking the organisation that a casus describes, and its answer."""

from typing import Any, ClassVar

from django import forms

from casussen.models import Toestemming
from netwerk.kern.formulieren import EnkeleRegels


class ContactForm(EnkeleRegels, forms.ModelForm):
    """Who of the organisation says whether everybody may read it."""

    class Meta:
        model = Toestemming
        fields: ClassVar = ["contact_name", "contact_role", "contact_email", "note"]
        labels: ClassVar = {
            "contact_name": "Hoe heet de contactpersoon?",
            "contact_role": "Welke functie heeft die persoon?",
            "contact_email": "Wat is het mailadres?",
            "note": "Wil je er iets bij zeggen?",
        }
        help_texts: ClassVar = {
            "contact_name": "Iemand die namens de organisatie ja of nee kan zeggen. Niet iemand "
            "die meeschrijft.",
            "note": "Dit staat in de mail, onder je naam.",
        }
        widgets: ClassVar = {"note": forms.Textarea({"rows": 4})}
        error_messages: ClassVar = {
            "contact_name": {"required": "Schrijf op hoe de contactpersoon heet."},
            "contact_email": {
                "required": "Vul het mailadres in.",
                "invalid": "Dit is geen mailadres. Kijk of je een teken mist.",
            },
        }


class AnswerForm(forms.Form):
    """The answer of the contact; ``seen`` is the mark of the text that stood on the page."""

    answer = forms.TypedChoiceField(
        label="Mag iedereen dit lezen?",
        choices=[
            ("ja", "Ja, iedereen mag dit lezen"),
            ("nee", "Nee, dit mag niet openbaar"),
        ],
        coerce=lambda value: value == "ja",
        widget=forms.RadioSelect,
        error_messages={"required": "Kies ja of nee."},
    )
    note = forms.CharField(
        label="Wil je er iets bij zeggen?",
        max_length=2000,
        required=False,
        widget=forms.Textarea({"rows": 4}),
        help_text="Bijvoorbeeld wat er anders moet. Wie de casus schrijft en wie erover beslist, "
        "leest dit.",
    )
    seen = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)
    confirmed = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def confirm(self) -> list[tuple[str, Any]]:
        """Return what the page that asks "are you sure" sends along."""
        data = self.cleaned_data
        answer = "ja" if data["answer"] else "nee"
        return [("answer", answer), ("note", data["note"]), ("seen", data["seen"])]
