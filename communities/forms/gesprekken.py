"""What people write: a post, and a text with markup."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from communities import ankers, concepten, vermeldingen
from communities.models import (
    MOST_QUOTED,
    Community,
    Gesprek,
    Onderwerp,
    Reactie,
    Reactieconcept,
)
from netwerk.kern.formulieren import Opmaakinvoer, Reactieinvoer, one_line
from netwerk.kern.tekst import opmaak

COMMUNITY_HINT = (
    "Schrijf geen gegevens van inwoners op. Alleen leden van deze community kunnen dit lezen."
)

TOO_LONG = "Je reactie is te lang: %(show_value)d tekens. Er passen er 10.000."


class TextField(forms.CharField):
    """Markdown of at most ``max_length`` characters, counted with one for each line end."""

    widget = Opmaakinvoer

    def to_python(self, value: Any) -> str:
        """Return the text as it is stored."""
        return opmaak.clean(super().to_python(value) or "")

    def validate(self, value: str) -> None:
        """Refuse a text in which nothing can be read."""
        super().validate(value)
        if self.required and not one_line(opmaak.plain(value)):
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
            "max_length": TOO_LONG,
        },
    )
    parent = forms.ModelChoiceField(
        Reactie.objects.none(),
        required=False,
        widget=forms.HiddenInput,
        error_messages={"invalid_choice": "De reactie waarop je antwoordt, is er niet meer."},
    )

    def __init__(
        self,
        *args: Any,
        gesprek: Gesprek,
        user: Any = None,
        post: Reactie | None = None,
        drafts: bool = True,
        **kwargs: Any,
    ) -> None:
        kwargs.setdefault("auto_id", "reageer_%s")
        super().__init__(*args, **kwargs)
        self.gesprek, self.user, self.post = gesprek, user, post
        self.named = vermeldingen.Found()
        self.concept: Reactieconcept | None = None
        self.other_concepts: list[Reactieconcept] = []
        self._about_part(None if post else user, gesprek)
        if gesprek.pk:
            self.fields["parent"].queryset = gesprek.reacties.standing()  # type: ignore[attr-defined]
        if isinstance(gesprek.subject, Community | Onderwerp):
            self.fields["body"].help_text = COMMUNITY_HINT
        if user and post is None and drafts and not self.is_bound:
            self._take_up_concept()

    def _take_up_concept(self) -> None:
        """Begin with what this person wrote here before; a quotation comes behind that."""
        subject: Any = self.gesprek.subject
        parent = self.initial.get("parent")
        drafts = concepten.mine_about(self.user, subject)
        parent_id = parent.pk if isinstance(parent, Reactie) else None
        self.concept = concepten.belonging(drafts, parent_id, self.asked)
        self.other_concepts = [draft for draft in drafts if draft is not self.concept]
        if self.concept is None:
            return
        begun, quoted = self.concept.body, str(self.initial.get("body") or "")
        more = f"\n\n{quoted}" if quoted and quoted.strip() not in begun else ""
        self.initial["body"] = f"{begun}{more}"
        if self.part is not None and self.concept.quote:
            self.initial.setdefault("zin", self.concept.quote)

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

    def clean_body(self) -> str:
        """Refuse a name after an @ that may be of more people."""
        body: str = self.cleaned_data["body"]
        if self.user is not None:
            before = {row.deelnemer_id for row in self.post.vermeldingen.all()} if self.post else ()
            self.named = vermeldingen.check(vermeldingen.read(self.user, body, before))
        return body

    @property
    def warnings(self) -> list[str]:
        """Return who will not hear that they are named, in Dutch."""
        return vermeldingen.warnings(self.named, self.gesprek)

    def clean_zin(self) -> str:
        """Refuse a sentence that does not stand there for everybody."""
        assert self.part is not None
        return ankers.sentence_in(self.part, self.cleaned_data["zin"])

    def clean(self) -> dict[str, Any]:
        """Say so when the part is gone; the text can still be placed."""
        if self.asked and self.part is None:
            raise ValidationError(ankers.NOTHING_THERE)
        return self.cleaned_data


class ConceptForm(forms.Form):
    """What somebody typed so far, kept without looking at whether it can be placed."""

    body = TextField(required=False, max_length=10_000)
    deel = forms.CharField(required=False, max_length=40)
    zin = forms.CharField(required=False, max_length=MOST_QUOTED)
    parent = forms.ModelChoiceField(Reactie.objects.none(), required=False)

    def __init__(self, *args: Any, gesprek: Gesprek, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].error_messages["max_length"] = TOO_LONG
        if gesprek.pk:
            self.fields["parent"].queryset = gesprek.reacties.all()  # type: ignore[attr-defined]

    @property
    def kept(self) -> dict[str, Any]:
        """Return what keeps it, for the services."""
        data = self.cleaned_data
        part = "" if data["parent"] else data["deel"]
        quote = data["zin"] if part else ""
        return {"body": data["body"], "parent": data["parent"], "part": part, "quote": quote}
