"""The reason why a beheerder looks as somebody else."""

from django import forms

from communities.models import Inzage
from communities.services.inzage import SHORTEST_REASON
from netwerk.kern.formulieren import EnkeleRegels


class InzageForm(EnkeleRegels, forms.ModelForm):
    """One sentence, which the person reads too."""

    class Meta:
        model = Inzage
        fields = ("reason",)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        field = self.fields["reason"]
        field.label = "Waarom kijk je mee?"
        field.help_text = (
            "Bijvoorbeeld: Dana ziet haar casus niet en vroeg om hulp. "
            "Wie het aangaat, leest deze reden."
        )

    def clean_reason(self) -> str:
        """Refuse a reason that says nothing."""
        reason = " ".join(self.cleaned_data["reason"].split())
        if len(reason) < SHORTEST_REASON:
            raise forms.ValidationError(
                "Schrijf een hele zin. Nu is de reden te kort om iets te zeggen."
            )
        return reason
