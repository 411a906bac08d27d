"""Forms about erasing somebody."""

from typing import Any

from django import forms

from netwerk.kern.formulieren import EnkeleRegels


class WisForm(EnkeleRegels, forms.Form):
    """A beheerder types the name of who is erased, so that it is never the wrong person."""

    name = forms.CharField(label="Typ de naam over", max_length=200)
    reason = forms.CharField(
        label="Waarom wis je deze gegevens?",
        max_length=300,
        help_text="Bijvoorbeeld: vroeg het per mail op 3 maart. Schrijf geen namen op.",
    )

    def __init__(self, *args: Any, person: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person
        self.fields["name"].help_text = f"De naam is: {person.get_full_name()}"

    def clean_name(self) -> str:
        """Refuse another name; capitals and double spaces do not matter."""
        typed = " ".join(self.cleaned_data["name"].split())
        if typed.casefold() != self.person.get_full_name().casefold():
            raise forms.ValidationError(
                f"Dit is een andere naam. Typ {self.person.get_full_name()}, precies zo."
            )
        return typed
