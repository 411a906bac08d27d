"""The beheer of vocabularies and free tags."""

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils import timezone
from taggit.models import Tag

from netwerk.kern.begrippen.models import Begrip, Schema
from netwerk.kern.begrippen.uitleg import explained
from netwerk.kern.formulieren import Datuminvoer, EnkeleRegels, Filterformulier

MOST_SYNONYMS = 20
LONGEST = 160


class Synoniemen(forms.CharField):
    """Other names, each on its own line; the value is a list."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.Textarea({"rows": 4}), required=False, **kwargs)

    def to_python(self, value: Any) -> Any:
        """Return each name once, in the order of typing."""
        lines = [" ".join(line.split()) for line in (super().to_python(value) or "").splitlines()]
        return list(dict.fromkeys(line for line in lines if line))

    def prepare_value(self, value: Any) -> Any:
        """Show a list as lines."""
        return "\n".join(value) if isinstance(value, list) else value

    def validate(self, value: Any) -> None:
        """Keep the list short, and each name on one line of the screen."""
        if len(value) > MOST_SYNONYMS:
            raise ValidationError(f"Dat zijn te veel namen. Er passen er {MOST_SYNONYMS}.")
        for name in value:
            if len(name) > LONGEST:
                raise ValidationError(f"Deze naam is te lang: {name[:40]}…")


class BegripForm(EnkeleRegels, forms.ModelForm):
    """A concept. ``used`` says that something points at it: then its notation stays.

    What a list falls under or corresponds with follows from what is in it: a kind of
    organisation falls under a layer, and nothing else.
    """

    synonyms = Synoniemen(
        label="Ook wel",
        help_text="Andere woorden, elk op een eigen regel. Wie zo’n woord zoekt, vindt ook dit.",
    )
    mapped_to = forms.ModelMultipleChoiceField(
        Begrip.objects.none(),
        label="Komt overeen met",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    field_order = (
        "label",
        "synonyms",
        "definition",
        "broader",
        "mapped_to",
        "same_as",
        "notation",
    )

    class Meta:
        model = Begrip
        fields = ("label", "definition", "broader", "same_as", "notation")
        widgets: ClassVar = {"definition": forms.Textarea({"rows": 4})}
        error_messages: ClassVar = {"label": {"required": "Geef het begrip een naam."}}
        help_texts: ClassVar = {
            "definition": "In gewone taal. Lezers zien dit op de pagina met woorden.",
            "same_as": "Een vast adres, bijvoorbeeld van het CBS. Alleen als het precies hetzelfde "
            "betekent: computers nemen het over.",
        }

    def __init__(self, *args: Any, schema: Schema, used: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.schema, self.used = schema, used
        self._names()
        self._connections()

    def _names(self) -> None:
        fields: Any = self.fields
        fields["notation"].required = False
        fields["notation"].help_text = (
            "Staat vast: het begrip wordt gebruikt."
            if self.used
            else "Staat in adressen: kleine letters, cijfers en streepjes. "
            "Laat leeg, dan maken we hem van de naam."
        )
        fields["notation"].disabled = self.used
        if self.instance.pk:
            self.initial["synonyms"] = self.instance.synonyms

    def _connections(self) -> None:
        fields: Any = self.fields
        mine = Begrip.objects.filter(schema=self.schema)
        above = Schema.objects.filter(begrippen__narrower__schema=self.schema).distinct()
        rows = Begrip.objects.filter(schema__in=above).exclude(pk=self.instance.pk)
        fields["broader"].queryset = rows.filter(
            Q(valid_to__isnull=True) | Q(pk=self.instance.broader_id)
        )
        fields["broader"].empty_label = "Kies uit de lijst"
        fields["broader"].required = not mine.filter(broader__isnull=True).exists()
        fields["broader"].error_messages["required"] = "Kies waar dit begrip onder valt."
        beside = Schema.objects.filter(begrippen__mapped_to__schema=self.schema).distinct()
        fields["mapped_to"].queryset = Begrip.objects.filter(schema__in=beside)
        if self.instance.pk:
            self.initial["mapped_to"] = self.instance.mapped_to.all()
        if not above:
            del fields["broader"]
        if not beside:
            del fields["mapped_to"]

    def clean_notation(self) -> str:
        """Keep what stands fast, and refuse the notation of another concept of the list."""
        notation: str = self.cleaned_data["notation"] or self.instance.notation
        others = Begrip.objects.filter(schema=self.schema).exclude(pk=self.instance.pk)
        if notation and others.filter(notation=notation).exists():
            raise ValidationError("Deze notatie is al van een ander begrip in de lijst.")
        return notation


class EindForm(forms.Form):
    """From which day a concept is offered no longer."""

    valid_to = forms.DateField(
        label="Vanaf welke dag kan niemand dit meer kiezen?",
        widget=Datuminvoer,
        error_messages={"required": "Vul de dag in."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("valid_to", timezone.localdate())

    def clean_valid_to(self) -> Any:
        """Ending is done at once: a list that changes by itself some day surprises people."""
        day = self.cleaned_data["valid_to"]
        if day > timezone.localdate():
            raise ValidationError("Kies vandaag of een dag die al geweest is.")
        return day


class UitlegFilter(Filterformulier):
    """The search above the list of words that are explained."""

    q = forms.CharField(
        label="Zoek een woord", max_length=100, widget=forms.TextInput({"type": "search"})
    )
    lijst = forms.ModelChoiceField(
        Schema.objects.none(), label="Lijst", to_field_name="key", empty_label="Alle lijsten"
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["lijst"]
        field.queryset = Schema.objects.filter(begrippen__in=explained().order_by()).distinct()


class TrefwoordFilter(Filterformulier):
    """The search above the list of free tags."""

    q = forms.CharField(label="Trefwoord", max_length=100)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["q"].widget.input_type = "search"


class TrefwoordForm(EnkeleRegels, forms.Form):
    """How a free tag is spelled."""

    name = forms.CharField(
        label="Trefwoord",
        max_length=40,
        help_text="Zonder komma. Het adres van de lijst met casussen blijft hetzelfde.",
        error_messages={"required": "Vul een trefwoord in."},
    )

    def clean_name(self) -> str:
        """A comma would make it two."""
        name: str = self.cleaned_data["name"]
        if "," in name:
            raise ValidationError("Een trefwoord heeft geen komma.")
        return name


class TrefwoordSamenForm(forms.Form):
    """Which free tag takes the place of another."""

    met = forms.CharField(
        label="Welk trefwoord blijft?",
        max_length=100,
        help_text="Typ het zoals het in de lijst staat.",
        error_messages={"required": "Vul het trefwoord in dat blijft."},
    )

    def __init__(self, *args: Any, tag: Tag, others: QuerySet[Tag], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.tag, self.others = tag, others

    def clean_met(self) -> Tag:
        """Find it, whatever its capitals."""
        name = " ".join(self.cleaned_data["met"].split())
        found = self.others.filter(name__iexact=name).exclude(pk=self.tag.pk).first()
        if found is None:
            raise ValidationError(f"Er is geen ander trefwoord dat {name} heet.")
        return found
