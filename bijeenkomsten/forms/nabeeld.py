"""The forms of the look back on a meeting."""

from typing import Any, ClassVar

from django import forms

from bijeenkomsten.models import Nabeeld
from netwerk.kern.formulieren import Opmaakinvoer
from netwerk.kern.tekst import opmaak

MOST = 20_000  # characters
NAMES_ARE_ASKED = (
    "Staat een deelnemer of gast er met naam en achternaam in? "
    "Wie de terugblik online zet, vraagt eerst aan die persoon of dat mag."
)


class NabeeldForm(forms.ModelForm):
    """The text; ``version`` is the one that the writer started from, 0 for none.

    ``is_public``: everybody will read it, so that who is named in it is asked first.
    """

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2_000_000_000)

    class Meta:
        model = Nabeeld
        fields: ClassVar = ["body"]
        labels: ClassVar = {"body": "Hoe was het?"}
        help_texts: ClassVar = {
            "body": "Een kort verhaal is genoeg. Wat deden jullie, en wat viel op? Noem alleen "
            "mensen die dat goed vinden."
        }
        widgets: ClassVar = {"body": Opmaakinvoer({"rows": 12})}
        error_messages: ClassVar = {
            "body": {"required": "Schrijf eerst iets op.", "max_length": "Deze tekst is te lang."}
        }

    def __init__(self, *args: Any, is_public: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].required = True
        if is_public:
            self.fields["body"].help_text += f" {NAMES_ARE_ASKED}"
        self.initial.setdefault("version", self.instance.version if self.instance.pk else 0)

    def clean_body(self) -> str:
        """Return the text as it is stored; only confidential words say nothing to a reader."""
        body = opmaak.clean(self.cleaned_data["body"])
        if len(body) > MOST:
            raise forms.ValidationError("Deze tekst is te lang. Er passen 20.000 tekens in.")
        if not opmaak.without_confidential(body).strip():
            raise forms.ValidationError("Hier staat niets dat anderen mogen lezen.")
        return body


class NabeeldBesluitForm(forms.Form):
    """The answer of who looked along; ``version`` is the text that they read.

    ``named`` are by key the names of people in it: each must be content with that.
    """

    granted = forms.TypedChoiceField(
        label="Mag deze terugblik online?",
        choices=[("ja", "Ja, zet hem online"), ("nee", "Nee, er moet nog iets veranderen")],
        coerce=lambda value: value == "ja",
        widget=forms.RadioSelect,
        error_messages={"required": "Kies ja of nee."},
    )
    reason = forms.CharField(
        label="Wat moet er veranderen?",
        max_length=500,
        required=False,
        widget=forms.Textarea({"rows": 3}),
        help_text="Wie het schreef, leest dit. Bij een nee is het nodig.",
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2_000_000_000)
    content = forms.MultipleChoiceField(
        label="Wie vindt het goed dat zijn of haar naam erin staat?",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Vraag het hun eerst. Iedereen kan dit straks lezen, ook zonder account. "
        "Zonder een ja van iedereen die genoemd wordt, gaat de terugblik niet online.",
    )
    field_order = ("granted", "content", "reason")

    def __init__(self, *args: Any, named: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        content: Any = self.fields["content"]
        content.choices = list(named.items())
        content.mag_zwijgen = True  # with a yes nobody may be left out
        if not named:
            del self.fields["content"]

    def clean(self) -> dict[str, Any]:
        """Ask why not, and a yes of everybody who is named."""
        data = super().clean() or self.cleaned_data
        if data.get("granted") and "content" in data:
            names: Any = self.fields["content"]
            unasked = [name for key, name in names.choices if key not in data["content"]]
            if unasked:
                self.add_error("content", f"Vraag eerst of dit mag aan: {', '.join(unasked)}.")
        if data.get("granted") is False and not data.get("reason"):
            self.add_error("reason", "Leg uit wat er moet veranderen. Wie het schreef, leest het.")
        return data


class OfflineForm(forms.Form):
    """Why it goes offline."""

    reason = forms.CharField(
        label="Waarom haal je de terugblik offline?",
        max_length=500,
        widget=forms.Textarea({"rows": 3}),
        help_text="Alleen wie de terugblik schrijft, leest dit.",
        error_messages={"required": "Schrijf op waarom."},
    )
