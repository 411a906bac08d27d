"""What people write: a post, and a text with markup."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from communities import ankers
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
    """A post; ``parent`` is the post that it answers, from this conversation only.

    ``deel`` is the part of the subject that it is about (``part``), ``zin`` a sentence in it.
    """

    deel = forms.CharField(required=False, widget=forms.HiddenInput)
    zin = forms.CharField(
        label="Over welke zin?",
        required=False,
        widget=forms.Select,
        help_text="Laat dit zo staan als je reactie over het hele deel gaat.",
    )
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

    def __init__(self, *args: Any, gesprek: Gesprek, user: Any = None, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", "reageer_%s")
        super().__init__(*args, **kwargs)
        self._about_part(user, gesprek)
        if gesprek.pk:
            self.fields["parent"].queryset = gesprek.reacties.standing()  # type: ignore[attr-defined]
        if isinstance(gesprek.subject, Community):
            self.fields["body"].help_text = COMMUNITY_HINT

    def _about_part(self, user: Any, gesprek: Gesprek) -> None:
        """Offer the sentences of the part that was asked for; without one these fields go."""
        asked: Any = self.data if self.is_bound else self.initial
        self.asked = str(asked.get("deel") or "") if user else ""
        subject: Any = gesprek.subject
        self.part = ankers.open_part(user, subject, self.asked) if self.asked else None
        if self.part is None:
            del self.fields["deel"], self.fields["zin"]
            return
        offered = ankers.choices(self.part)
        said = str(asked.get("zin") or "")  # perhaps a few words of a sentence, or two sentences
        words = " ".join(said.split())
        if words and words in self.part.open_text and said not in dict(offered):
            offered.append((said, words))
        self.fields["zin"].widget.choices = [("", "Het hele deel"), *offered]  # type: ignore[attr-defined]
        self.anker = ankers.of_part(subject, self.part)

    def clean_zin(self) -> str:
        """Refuse a sentence that does not stand there for everybody."""
        assert self.part is not None
        return ankers.sentence_in(self.part, self.cleaned_data["zin"])

    def clean(self) -> dict[str, Any]:
        """Say so when the part is gone; the text can still be placed."""
        if self.asked and self.part is None:
            raise ValidationError(ankers.NOTHING_THERE)
        return self.cleaned_data
