"""Choosing from a list that may be long: a form draws the newest, and searches the rest.

Without a script: as long as words stand in the box, sending the form searches and keeps nothing.
"""

from typing import Any

from django import forms
from django.forms.utils import ErrorDict

from netwerk.kern.zoeken.zoeken import build_query

MOST_DRAWN = 20
SEARCH = "_zoek"


class Zoekvak(forms.TextInput):
    """A box for words with a button; what was typed does not stay in it."""

    input_type = "search"
    template_name = "forms/zoekvak.html"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Leave the box empty, so that sending the form again keeps what was chosen."""
        return super().get_context(name, None, attrs)


class Zoekkeuze:
    """For a form with choices of which there may be thousands; every one may still be chosen.

    The rows have ``search_vector``, and ``updated_at`` unless an ``order`` says which come first.
    A short list stays as it is.
    """

    fields: Any
    data: Any
    cleaned_data: dict[str, Any]

    def draw_in_part(
        self,
        name: str,
        label: str,
        *,
        order: tuple[str, ...] = ("-updated_at", "-pk"),
        first: str = "de nieuwste",
    ) -> None:
        """Draw what is chosen, and the first or what was found; call it last in ``__init__``."""
        field = self.fields.get(name)
        if field is None or len(field.queryset.order_by().values("pk")[: MOST_DRAWN + 1]) <= (
            MOST_DRAWN
        ):
            return
        words = self._words(name)
        rows = self._chosen(name, field)
        others = field.queryset.exclude(pk__in=[row.pk for row in rows])
        if words:
            query = build_query(words)
            others = others.filter(search_vector=query) if query else others.none()
        found = list(others.order_by(*order)[: MOST_DRAWN + 1])
        rows += found[:MOST_DRAWN]
        empty = [("", field.empty_label)] if field.empty_label is not None else []
        field.widget.choices = [
            *empty,
            *((field.prepare_value(row), field.label_from_instance(row)) for row in rows),
        ]
        box = forms.CharField(
            label=label,
            required=False,
            max_length=200,
            widget=Zoekvak(attrs={"autofocus": True} if words else {}),
            help_text=_told(words, len(found), first),
        )
        self.fields = {
            key: value
            for own, each in self.fields.items()
            for key, value in (((name + SEARCH, box),) if own == name else ()) + ((own, each),)
        }

    def _words(self, name: str) -> str:
        typed = self.data.get(self.add_prefix(name + SEARCH), "")  # type: ignore[attr-defined]
        return str(typed).replace("\x00", "").strip()[:200]

    def _chosen(self, name: str, field: Any) -> list[Any]:
        form: Any = self
        if form.is_bound:
            raw = field.widget.value_from_datadict(form.data, form.files, form.add_prefix(name))
        else:
            raw = field.prepare_value(form.get_initial_for_field(field, name))
        values = raw if isinstance(raw, list | tuple) else [raw]
        texts = [str(value).replace("\x00", "") for value in values if value not in {None, ""}]
        key = field.to_field_name or "pk"
        if key in {"pk", field.queryset.model._meta.pk.name}:  # a ModelForm says the name
            texts = [text for text in texts if text.isascii() and text.isdigit() and len(text) < 19]
        return list(field.queryset.filter(**{f"{key}__in": texts})) if texts else []

    @property
    def is_search(self) -> bool:
        """Say whether somebody only looks for something to choose."""
        boxes = (name for name in self.fields if name.endswith(SEARCH))
        return any(self._words(name.removesuffix(SEARCH)) for name in boxes)

    def full_clean(self) -> None:
        """Judge nothing while somebody searches; keep the boxes out of what was typed."""
        if self.is_search:
            self._errors = ErrorDict(renderer=self.renderer)  # type: ignore[attr-defined]
            self.cleaned_data = {}
            return
        super().full_clean()  # type: ignore[misc]
        for name in self.fields:
            if self.is_bound and name.endswith(SEARCH):  # type: ignore[attr-defined]
                self.cleaned_data.pop(name, None)

    def is_valid(self) -> bool:
        """Say that it may be kept; a search may not."""
        return not self.is_search and super().is_valid()  # type: ignore[misc,no-any-return]


def _told(words: str, number: int, first: str) -> str:
    if not words:
        return f"Hieronder staan {first} {MOST_DRAWN}. Zoek je een andere? Typ een woord."
    if not number:
        return f"Niets gevonden bij “{words}”. Probeer een ander woord."
    if number > MOST_DRAWN:
        return (
            f"Er is veel gevonden bij “{words}”. Hieronder staan {first} {MOST_DRAWN}. "
            "Staat die van jou er niet bij? Typ er een woord bij."
        )
    return f"Gevonden bij “{words}”: {number}. Kies hieronder, en bewaar daarna."
