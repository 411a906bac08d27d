"""What somebody answers to a meeting, and how they take part."""

from typing import Any

from django import forms

from bijeenkomsten.enums import Answer, Form
from bijeenkomsten.models import Aanmelding, Bijeenkomst

ANSWERS = (
    (Answer.YES, "Ja, ik kom"),
    (Answer.WAITING, "Zet me op de wachtlijst"),
    (Answer.MAYBE, "Misschien"),
    (Answer.NO, "Nee, ik kom niet"),
)
NEEDS = (
    "Bijvoorbeeld een tolk, een plek voor een rolstoel of een maaltijd zonder gluten. Alleen de "
    "organisatoren lezen dit."
)


def form_choices(bijeenkomst: Bijeenkomst) -> list[tuple[str, str]]:
    """Return the forms of a hybrid meeting, with what is left of each."""
    return [(form.value, f"{form.label.capitalize()} {_left(bijeenkomst, form)}") for form in Form]


def _left(bijeenkomst: Bijeenkomst, form: Form) -> str:
    left = bijeenkomst.places_left_in(form)
    if left is None:
        return "(plek genoeg)"
    if left == 0:
        return "(alle plekken zijn bezet)"
    return f"(nog {left} {'plek' if left == 1 else 'plekken'})"


class AnswerForm(forms.Form):
    """Somebody's answer to a meeting; at a hybrid one also how they take part."""

    answer = forms.ChoiceField(label="Kom je?", choices=ANSWERS, widget=forms.RadioSelect)
    form = forms.ChoiceField(
        label="Hoe doe je mee?", choices=Form, required=False, widget=forms.RadioSelect
    )
    needs = forms.CharField(
        label="Wat heb je nodig om goed mee te kunnen doen?",
        required=False,
        max_length=300,
        widget=forms.Textarea({"rows": 3}),
        help_text=NEEDS,
    )

    def __init__(
        self,
        *args: Any,
        bijeenkomst: Bijeenkomst,
        mine: Aanmelding | None = None,
        **kwargs: Any,
    ) -> None:
        kwargs["initial"] = _initial(bijeenkomst, mine)
        super().__init__(*args, **kwargs)
        self.bijeenkomst, self.mine = bijeenkomst, mine
        if not bijeenkomst.is_hybrid:
            del self.fields["form"]
        if not self.is_bound:
            self.offer_what_is_there()

    def offer_what_is_there(self) -> None:
        """Draw only the answers that can be given now, and how many places each form has."""
        full, forms_ = self.bijeenkomst.full_forms, self.bijeenkomst.forms
        said = self.mine.answer if self.mine else ""
        kept = said == Answer.YES or (self.mine is not None and self.mine.has_offer)
        hidden = set()
        if len(full) == len(forms_) and not kept:
            hidden.add(Answer.YES)
        if not full and said != Answer.WAITING:
            hidden.add(Answer.WAITING)
        offered: Any = self.fields["answer"]
        offered.choices = [(value, label) for value, label in ANSWERS if value not in hidden]
        if "form" in self.fields:
            choice: Any = self.fields["form"]
            choice.choices = form_choices(self.bijeenkomst)
            choice.mag_zwijgen = True  # one of them is always chosen

    def clean_needs(self) -> str | None:
        """Leave it as it was when only a button was pressed."""
        needs: str = self.cleaned_data["needs"]
        return needs if "needs" in self.data else None


def _initial(bijeenkomst: Bijeenkomst, mine: Aanmelding | None) -> dict[str, str]:
    full, forms_ = bijeenkomst.full_forms, bijeenkomst.forms
    if mine is not None:
        return {"answer": mine.answer, "form": mine.form, "needs": mine.needs}
    free = next((form for form in forms_ if form not in full), None)
    return {"answer": Answer.YES if free else Answer.WAITING, "form": free or forms_[0]}
