"""Forms of the text of an advies: a draft, and the new text of one that is published."""

from typing import Any, ClassVar

from django import forms
from django.db.models import Q
from django.http import QueryDict

from communities.models import Deelnemer
from handboek.enums import Kind
from handboek.models import Advies, Publicatie, Werkversie
from handboek.models.teksten import AdviesTekst
from netwerk.kern.begrippen.models import Begrip
from netwerk.kern.formulieren import Datuminvoer, EnkeleRegels, Opmaakinvoer, Opmaakveld
from netwerk.kern.zoekkeuze import Zoekkeuze


class TekstForm(Zoekkeuze, EnkeleRegels, forms.ModelForm):
    """The text; ``seen`` is the mark of the one that the person began with."""

    seen = forms.CharField(max_length=16, required=False, widget=forms.HiddenInput)

    class Meta:
        model: ClassVar[type[AdviesTekst]] = Advies
        fields: ClassVar[tuple[str, ...]] = (*Advies.TEXT, *Advies.MANY)
        field_classes: ClassVar = {"why": Opmaakveld, "how": Opmaakveld}
        widgets: ClassVar = {
            "kind": forms.RadioSelect,
            "why": Opmaakinvoer,
            "how": Opmaakinvoer,
            "summary": forms.Textarea({"rows": 2}),
            "works_when": forms.Textarea({"rows": 3}),
            "works_not_when": forms.Textarea({"rows": 3}),
            "audiences": forms.CheckboxSelectMultiple,
            "themes": forms.CheckboxSelectMultiple,
            "areas": forms.CheckboxSelectMultiple,
            "instruments": forms.CheckboxSelectMultiple,
            "steps": forms.CheckboxSelectMultiple,
            "publicaties": forms.CheckboxSelectMultiple,
        }
        help_texts: ClassVar = {
            "title": "Begin met een werkwoord: “Vraag reizigers voor je rekent”. Hoogstens 15"
            " woorden. Een vraag vooraf eindigt met een vraagteken.",
            "how": "Maak er een genummerde lijst van: elke regel een stap.",
            "works_when": "Zet elke voorwaarde op een eigen regel, met een streepje ervoor.",
            "works_not_when": "Zet elke voorwaarde op een eigen regel, met een streepje ervoor.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, schema in (
            ("audiences", "doelgroep"),
            ("themes", "cbs-thema"),
            ("areas", "gebiedstype"),
            ("instruments", "instrument"),
            ("steps", "beleidskompas"),
            ("phase", "beleidsfase"),
        ):
            offered = Begrip.objects.offered(schema, self.instance, name)
            self.fields[name].queryset = offered  # type: ignore[attr-defined]
        self.fields["kind"].choices = Kind.choices  # type: ignore[attr-defined]
        self.fields["publicaties"].queryset = Publicatie.objects.all()  # type: ignore[attr-defined]
        if self.instance.pk:
            self.initial.setdefault("seen", self.instance.mark())
        self.draw_in_part("publicaties", "Zoek een publicatie", order=("-pk",))

    @classmethod
    def typed(cls, data: QueryDict) -> dict[str, Any]:
        """Return what a browser sent for each field, judged by nobody: ``initial`` takes it."""
        plain = {
            name: [_plain(value) for value in data.getlist(name)]
            for name in cls.base_fields  # type: ignore[attr-defined]
        }
        return {
            name: values if name in AdviesTekst.MANY else values[-1]
            for name, values in plain.items()
            if values or name in AdviesTekst.MANY
        }

    @property
    def differs(self) -> bool:
        """Say whether it holds anything else than the text that it stands beside."""
        return bool({*self.changed_data} & {*self.base_fields} - {"seen"})  # type: ignore[attr-defined]

    def values(self) -> dict[str, Any]:
        """Return what was filled in, as the services take it."""
        found = dict(self.cleaned_data)
        found["seen"] = found["seen"] or None
        return found


def _plain(value: str) -> str:
    """Return text with line ends as they are stored, without what a database refuses."""
    return value.replace("\r\n", "\n").replace("\x00", "")


class AdviesForm(TekstForm):
    """A draft: its text, who keeps it, and when somebody looks again."""

    class Meta(TekstForm.Meta):
        fields: ClassVar = (*TekstForm.Meta.fields, "owner", "review_at")
        widgets: ClassVar = TekstForm.Meta.widgets | {"review_at": Datuminvoer}
        help_texts: ClassVar = TekstForm.Meta.help_texts | {
            "owner": "Deze redacteur krijgt mail als het tijd is om het na te kijken.",
            "review_at": "Dan kijkt een redacteur of het nog klopt.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        owners = Deelnemer.objects.filter(Q(is_redacteur=True) | Q(pk=self.instance.owner_id))
        self.fields["owner"].queryset = owners  # type: ignore[attr-defined]
        self.fields["owner"].empty_label = "Alle redacteuren"  # type: ignore[attr-defined]


class WerkversieForm(TekstForm):
    """A new text, with what readers are told of it."""

    class Meta(TekstForm.Meta):
        model = Werkversie
        fields: ClassVar = (*TekstForm.Meta.fields, "what", "reason")
        help_texts: ClassVar = TekstForm.Meta.help_texts | {
            "what": "In één zin. Deze zin staat straks bij het advies, voor iedereen.",
            "reason": "Waarom was dit nodig? Ook dit leest iedereen.",
        }
        widgets: ClassVar = TekstForm.Meta.widgets | {"reason": forms.Textarea({"rows": 2})}


class PublishForm(forms.Form):
    """The second reader says that the text is clear, and when somebody looks again."""

    begrepen = forms.BooleanField(
        label="Ik begrijp dit zonder uitleg",
        error_messages={
            "required": "Zet een vinkje als je de tekst zonder uitleg begrijpt. Begrijp je iets "
            "niet? Geef hem terug."
        },
    )
    nakijken = forms.DateField(
        label="Weer nakijken op",
        widget=Datuminvoer,
        required=False,
        help_text="Vul je niets in? Dan kijken we over een jaar.",
    )
