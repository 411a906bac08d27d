"""What people write: a post, and a text with markup."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from communities.models import (
    Community,
    Gesprek,
    Reactie,
)
from netwerk.kern.formulieren import Opmaakinvoer, Reactieinvoer
from netwerk.kern.tekst import opmaak

COMMUNITY_HINT = (
    "Schrijf geen gegevens van inwoners op. Alleen leden van deze community kunnen dit lezen."
)


class TextField(forms.CharField):
    """Markdown of at most ``max_length`` characters, counted with one for each line end."""

    widget = Opmaakinvoer

    def to_python(self, value: Any) -> str:
        """Return the text as it is stored."""
        return opmaak.clean(super().to_python(value) or "")

    def validate(self, value: str) -> None:
        """Refuse a text in which nothing can be read."""
        super().validate(value)
        if self.required and not opmaak.plain(value):
            raise ValidationError(self.error_messages["required"], code="empty")

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Let the server count: a browser would cut the text off without a word."""
        return {}


class ReactieForm(forms.Form):
    """A post; ``parent`` is the post that it answers, from this conversation only."""

    body = TextField(
        label="Je reactie",
        max_length=10_000,
        widget=Reactieinvoer,
        help_text="Schrijf geen gegevens van inwoners op. "
        "Alleen mensen van het netwerk kunnen dit lezen.",
        error_messages={
            "required": "Schrijf eerst je reactie.",
            "max_length": "Je reactie is te lang: %(show_value)d tekens. Er passen er 10.000.",
        },
    )
    parent = forms.ModelChoiceField(
        Reactie.objects.none(),
        required=False,
        widget=forms.HiddenInput,
        error_messages={"invalid_choice": "De reactie waarop je antwoordt, is er niet meer."},
    )

    def __init__(self, *args: Any, gesprek: Gesprek, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", "reageer_%s")
        super().__init__(*args, **kwargs)
        if gesprek.pk:
            self.fields["parent"].queryset = gesprek.reacties.standing()  # type: ignore[attr-defined]
        if isinstance(gesprek.subject, Community):
            self.fields["body"].help_text = COMMUNITY_HINT
