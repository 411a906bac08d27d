"""What the network tells everybody, what everybody may ask it, and the terms of use."""

from typing import Any, ClassVar

from django import forms

from communities.forms.gesprekken import TextField
from communities.models import Contactbericht, Nieuwsbericht
from netwerk.kern.formulieren import EnkeleRegels, Opmaakinvoer


class VolgForm(EnkeleRegels, forms.Form):
    """An address that wants news by mail."""

    email = forms.EmailField(
        label="Je e-mailadres",
        max_length=254,
        help_text="We sturen je eerst een mail om te kijken of het adres klopt.",
        widget=forms.EmailInput({"autocomplete": "email"}),
    )


class ContactForm(EnkeleRegels, forms.ModelForm):
    """A question to the network."""

    class Meta:
        model = Contactbericht
        fields = ("name", "email", "body")
        labels: ClassVar = {"name": "Je naam", "email": "Je e-mailadres", "body": "Je vraag"}
        help_texts: ClassVar = {
            "email": "Hier sturen we ons antwoord naartoe.",
            "body": "Zet er geen gegevens van inwoners in.",
        }
        widgets: ClassVar = {
            "name": forms.TextInput({"autocomplete": "name"}),
            "email": forms.EmailInput({"autocomplete": "email"}),
            "body": forms.Textarea({"rows": 8}),
        }


class NieuwsForm(EnkeleRegels, forms.ModelForm):
    """News; ``expected`` is the text that the writer started from."""

    body = TextField(
        label="Tekst",
        required=False,
        max_length=20_000,
        widget=Opmaakinvoer({"rows": 16}),
        error_messages={
            "max_length": "Je tekst is te lang: %(show_value)d tekens. Er passen er 20.000."
        },
    )
    expected = forms.CharField(required=False, max_length=16, widget=forms.HiddenInput)

    class Meta:
        model = Nieuwsbericht
        fields = Nieuwsbericht.WRITTEN
        help_texts: ClassVar = {
            "title": "Zeg waar het over gaat, in één korte zin.",
            "intro": "Twee of drie zinnen. Ze staan in de lijst, op de voorpagina en in de mail.",
        }
        widgets: ClassVar = {"intro": forms.Textarea({"rows": 3})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["expected"] = self.instance.fingerprint

    def clean_intro(self) -> str:
        """Keep it in one paragraph: it stands in lists and in mail."""
        return " ".join(str(self.cleaned_data["intro"]).split())

    def values(self) -> dict[str, Any]:
        """Return what the services ask for."""
        return {name: self.cleaned_data[name] for name in Nieuwsbericht.WRITTEN}


class VoorwaardenForm(EnkeleRegels, forms.Form):
    """The next version of the terms of use."""

    text = TextField(
        label="Voorwaarden",
        max_length=50_000,
        widget=Opmaakinvoer({"rows": 24}),
        error_messages={
            "required": "Schrijf eerst de voorwaarden.",
            "max_length": "De tekst is te lang: %(show_value)d tekens. Er passen er 50.000.",
        },
    )
    changes = forms.CharField(
        label="Wat is er anders?",
        max_length=500,
        help_text="Dit lezen mensen als eerste. Schrijf het kort en gewoon op.",
        widget=forms.Textarea({"rows": 3}),
    )
