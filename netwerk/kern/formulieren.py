"""How forms look: `{{ form }}` gives the error summary and every field in one template.

Errors are shown by the server: put `novalidate` on the form element.
"""

import unicodedata
from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models.fields import BLANK_CHOICE_LABEL
from django.forms.renderers import TemplatesSetting
from django.http import HttpRequest

from netwerk.kern.tekst import opmaak

PLAIN_INPUTS = {
    "django/forms/widgets/clearable_file_input.html",
    "django/forms/widgets/date.html",
    "django/forms/widgets/datetime.html",
    "django/forms/widgets/email.html",
    "django/forms/widgets/file.html",
    "django/forms/widgets/input.html",
    "django/forms/widgets/number.html",
    "django/forms/widgets/password.html",
    "django/forms/widgets/select.html",
    "django/forms/widgets/text.html",
    "django/forms/widgets/textarea.html",
    "django/forms/widgets/time.html",
    "django/forms/widgets/url.html",
    "forms/editor.html",
    "forms/namen.html",
    "forms/opmaak.html",
    "forms/zoekvak.html",
}
OWN_TEMPLATES = {
    "django/forms/widgets/checkbox_select.html": "forms/keuzes.html",
    "django/forms/widgets/clearable_file_input.html": "forms/bestand.html",
    "django/forms/widgets/radio.html": "forms/keuzes.html",
    "django/forms/widgets/select.html": "forms/keuzelijst.html",
}


# What to do, where Django only says that a field is required.
WHEN_EMPTY: dict[type[forms.Field], str] = {
    forms.Field: "Vul dit in.",
    forms.BooleanField: "Zet hier een vinkje.",
    forms.ChoiceField: "Kies er een.",
    forms.MultipleChoiceField: "Kies er minstens een.",
    forms.ModelChoiceField: "Kies er een.",
    forms.ModelMultipleChoiceField: "Kies er minstens een.",
    forms.FileField: "Kies een bestand.",
}
TURNS = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)])  # bidi controls


def say_what_to_do() -> None:
    """Let an empty field of any form, also of a library, say what to do; its own words go first."""
    for field, words in WHEN_EMPTY.items():
        field.default_error_messages = field.default_error_messages | {"required": words}


class Renderer(TemplatesSetting):
    """Renders forms with templates/forms/ and gives every plain input the class `invoer`."""

    form_template_name = "forms/formulier.html"
    formset_template_name = "forms/formulierset.html"
    field_template_name = "components/veld.html"

    def render(
        self, template_name: str, context: dict[str, Any], request: HttpRequest | None = None
    ) -> str:
        """Render one widget, field or form; Django's own widget names keep working."""
        if template_name in PLAIN_INPUTS:
            attrs = context["widget"]["attrs"]
            attrs["class"] = f"invoer {attrs.get('class', '')}".strip()
            attrs.pop("placeholder", None)  # it disappears while you type: use help_text
        for _, options, _ in context.get("widget", {}).get("optgroups", []):
            for option in options:
                if option["label"] == BLANK_CHOICE_LABEL:  # Django has no Dutch for it
                    option["label"] = "Kies uit de lijst"
        return super().render(OWN_TEMPLATES.get(template_name, template_name), context, request)


class Datuminvoer(forms.DateInput):
    """A date, chosen with the calendar of the browser."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class Tijdinvoer(forms.TimeInput):
    """A time of the day, in hours and minutes."""

    input_type = "time"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%H:%M")


class Opmaakinvoer(forms.Textarea):
    """A text box for Markdown, in which people write as in Word (static/src/js/editor).

    Without a script it is a plain box. Two attributes say what else can be done in it:
    ``data-vertrouwelijk`` says in Dutch who reads a confidential passage, and
    ``data-afbeelding-url`` is the address that takes a picture: a POST with ``file``, ``alt`` and
    the token of the form, answered with ``{"url", "alt"}`` or 4xx and ``{"fout"}`` in Dutch.
    """

    template_name = "forms/editor.html"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"rows": 6, "autocomplete": "off"} | (attrs or {}))

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        """Count each line end once: a form sends two signs for it."""
        value = super().value_from_datadict(data, files, name)
        return value.replace("\r\n", "\n") if isinstance(value, str) else value

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Draw the text for the editor; the browser has no parser for it."""
        context = super().get_context(name, value, attrs)
        given = context["widget"]["attrs"]
        return context | {
            "drawn": opmaak.for_editor(context["widget"]["value"] or ""),
            "passages": given.get("data-vertrouwelijk"),
            "images": given.get("data-afbeelding-url"),
            "most": given.get("maxlength") or opmaak.MAX_LENGTH,
        }


class Opmaakveld(forms.CharField):
    """Markdown, as it is stored."""

    widget = Opmaakinvoer

    def to_python(self, value: Any) -> str:
        """Take out what nobody sees, and refuse an image that is not ours."""
        return opmaak.clean(super().to_python(value) or "")


class Reactieinvoer(forms.Textarea):
    """A small text box for Markdown on a page for reading, with a few buttons."""

    template_name = "forms/opmaak.html"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"rows": 6} | (attrs or {}))


class Naaminvoer(forms.TextInput):
    """A box of one line that offers names which exist; any other text may be typed."""

    template_name = "forms/namen.html"
    names: Sequence[str] = ()

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Add the names, and the id of their list."""
        context: dict[str, Any] = super().get_context(name, value, attrs)
        list_id = f"{context['widget']['attrs'].get('id', name)}_namen"
        context["widget"]["attrs"]["list"] = list_id
        return context | {"names": self.names, "list_id": list_id}


class TagField(forms.CharField):
    """Free words, separated by commas, kept in small letters."""

    def __init__(self, *, most: int, longest: int = 40, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.most, self.longest = most, longest

    def to_python(self, value: Any) -> list[str]:  # type: ignore[override]
        """Return the words, each once."""
        words = [" ".join(word.split()).lower() for word in (value or "").split(",")]
        return list(dict.fromkeys(word for word in words if word))

    def validate(self, value: Any) -> None:
        """Keep their number and length within what a page can show."""
        super().validate(value)
        if len(value) > self.most:
            raise ValidationError(f"Kies niet meer dan {self.most} trefwoorden.")
        for word in value:
            if len(word) > self.longest:
                raise ValidationError(f"Dit trefwoord is te lang: {word[: self.longest]}…")

    def run_validators(self, value: Any) -> None:
        """Check each word by itself (control characters and the like)."""
        for word in value:
            super().run_validators(word)

    def prepare_value(self, value: Any) -> Any:
        """Show a list as people typed it."""
        return ", ".join(value) if isinstance(value, list) else value


class EnkeleRegels:
    """For a form: what is typed in a box of one line is one line, whoever sends it.

    A browser takes line ends out; without one, a name could write paragraphs in our mail.
    """

    def clean(self) -> dict[str, Any]:
        """Turn every run of white space into one space, and refuse what nobody can see."""
        data: dict[str, Any] = super().clean() or self.cleaned_data  # type: ignore[misc, attr-defined]
        for name, field in self.fields.items():  # type: ignore[attr-defined]
            if isinstance(field.widget, forms.TextInput) and isinstance(data.get(name), str):
                data[name] = one_line(data[name])
                if field.required and not data[name]:
                    error = ValidationError(field.error_messages["required"], code="required")
                    self.add_error(name, error)  # type: ignore[attr-defined]
        return data


def one_line(text: str) -> str:
    """Return text on one line, read in one direction; "" when there is nothing to see in it.

    Signs that turn the direction would turn what stands behind a name on the page too.
    """
    line = " ".join(text.translate(TURNS).split())
    return line if any(unicodedata.category(sign)[0] not in "CZ" for sign in line) else ""


class Filterformulier(forms.Form):
    """A search form of a list: sent with GET, every field may stay empty and does not say so."""

    use_required_attribute = False
    alles_mag_leeg = True

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.required = False

    @property
    def usable(self) -> dict[str, Any]:
        """Return what was chosen; a choice that makes no sense is left out."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}
