"""The form in which an organiser writes to the people of a meeting."""

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError

from bijeenkomsten import audiences
from bijeenkomsten.enums import Audience
from bijeenkomsten.models import Bijeenkomst, Rondmail
from bijeenkomsten.services.rondmail import is_over
from netwerk.kern.formulieren import EnkeleRegels


class RondmailForm(EnkeleRegels, forms.ModelForm):
    """A subject, a text and its readers; ``expected`` is the text that the writer started from."""

    audience = forms.ChoiceField(label="Aan wie?", widget=forms.RadioSelect)
    expected = forms.CharField(required=False, max_length=16, widget=forms.HiddenInput)

    class Meta:
        model = Rondmail
        fields = Rondmail.WRITTEN
        labels: ClassVar = {
            "subject": "Onderwerp",
            "body": "Bericht",
            "essential": "Dit moet iedereen weten die komt",
        }
        help_texts: ClassVar = {
            "body": "Schrijf geen ‘Dag’ erboven en geen naam eronder: dat doen wij. Laat een lege "
            "regel tussen alinea’s. Mail gaat de site uit en is door te sturen. Schrijf dus niets "
            "wat binnen de community moet blijven.",
            "essential": "Zet dit alleen aan als iemand anders niet mee kan doen. De mail gaat dan "
            "ook naar wie geen mail van organisatoren wil.",
        }
        widgets: ClassVar = {"body": forms.Textarea({"rows": 12})}

    def __init__(self, *args: Any, bijeenkomst: Bijeenkomst, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        numbers = audiences.sizes(bijeenkomst, user)
        offered: Any = self.fields["audience"]
        over = is_over(bijeenkomst)
        offered.choices = [
            (value, f"{label}: {_people(numbers[value])}")
            for value, label in Audience.choices
            if not (over and value == Audience.SILENT)
        ]
        if any(numbers.values()):
            offered.help_text = "Jij telt niet mee: je krijgt je eigen mail niet."
        if over:
            del self.fields["essential"]
        if self.instance.pk:
            self.initial["expected"] = self.instance.fingerprint
        else:
            self.initial.setdefault("audience", Audience.COMING)

    def clean(self) -> dict[str, Any]:
        """Refuse what must be known by people who did not say that they come."""
        data = super().clean()
        if data.get("essential") and data.get("audience") not in {None, Audience.COMING}:
            self.add_error(
                "essential",
                ValidationError(
                    "Dit kan alleen in een mail aan wie ja zei. Kies ‘Wie ja zei’, of haal het "
                    "vinkje weg.",
                    code="not_coming",
                ),
            )
        return data

    def values(self) -> dict[str, Any]:
        """Return what the services ask for."""
        given = {name: self.cleaned_data.get(name, False) for name in Rondmail.WRITTEN}
        return given | {"body": given["body"].replace("\r\n", "\n")}


def _people(number: int) -> str:
    return "niemand" if number == 0 else "1 persoon" if number == 1 else f"{number} mensen"
