"""Forms about adviezen, and the one that makes a les of a sentence."""

from typing import Any

from django import forms

from communities.models import Community
from handboek.enums import Kind, Relation, Tie
from handboek.models import Advies, Hoofdstuk, Les
from netwerk.kern.begrippen.models import Begrip
from netwerk.kern.formulieren import (
    Datuminvoer,
    EnkeleRegels,
    Filterformulier,
)
from netwerk.kern.tekst.sentences import Sentence

NEW = "nieuw"
ONE_COLUMN = {"class": "keuzes--onder-elkaar"}


def _concepts(schema: str) -> Any:
    return Begrip.objects.in_schema(schema).current()


class HandboekFilter(Filterformulier):
    """Search and filter in the handboek."""

    q = forms.CharField(
        label="Zoek",
        max_length=200,
        widget=forms.TextInput({"type": "search", "data-zoekhier": "gevonden"}),
    )
    hoofdstuk = forms.ModelChoiceField(
        Hoofdstuk.objects.all(), to_field_name="number", widget=forms.HiddenInput
    )  # the list of chapters stands beside it
    soort = forms.ChoiceField(label="Soort advies", choices=[("", "Alle soorten"), *Kind.choices])
    doelgroep = forms.ModelChoiceField(
        Begrip.objects.none(), label="Voor wie", to_field_name="notation", empty_label="Iedereen"
    )
    fase = forms.ModelChoiceField(
        Begrip.objects.none(), label="Fase", to_field_name="notation", empty_label="Alle fasen"
    )
    thema = forms.ModelChoiceField(
        Begrip.objects.none(), label="Thema", to_field_name="notation", empty_label="Alle thema’s"
    )
    stap = forms.ModelChoiceField(
        Begrip.objects.none(),
        label="Stap van het Beleidskompas",
        to_field_name="notation",
        empty_label="Alle stappen",
    )
    instrument = forms.ModelChoiceField(
        Begrip.objects.none(),
        label="Instrument",
        to_field_name="notation",
        empty_label="Alle instrumenten",
    )
    gebied = forms.ModelChoiceField(
        Begrip.objects.none(),
        label="Geleerd in",
        to_field_name="notation",
        empty_label="Elk soort gebied",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, schema in (
            ("doelgroep", "doelgroep"),
            ("gebied", "gebiedstype"),
            ("fase", "beleidsfase"),
            ("thema", "cbs-thema"),
            ("stap", "beleidskompas"),
            ("instrument", "instrument"),
        ):
            self.fields[name].queryset = _concepts(schema)  # type: ignore[attr-defined]


class HarvestForm(forms.Form):
    """Which sentence, and what we learn from it; the second time also: in which les."""

    zin = forms.TypedChoiceField(
        label="Welke zin?",
        coerce=int,
        widget=forms.RadioSelect(ONE_COLUMN),
        help_text="Kies de zin die anderen verder helpt. De les onthoudt waar de zin stond.",
        error_messages={"required": "Kies een zin."},
    )
    versie = forms.IntegerField(widget=forms.HiddenInput)
    conclusie = forms.CharField(
        label="De les in één zin",
        max_length=200,
        widget=forms.Textarea({"rows": 2}),
        help_text="Schrijf op wat iemand anders hiervan kan leren. Hoogstens 200 tekens.",
    )
    waarneming = forms.CharField(
        label="Wat zagen jullie?",
        max_length=2000,
        required=False,
        widget=forms.Textarea({"rows": 2}),
        help_text="In één of twee zinnen. De zin die je koos, hoort er al bij.",
    )
    context = forms.CharField(
        label="Waar speelde dit?",
        max_length=2000,
        required=False,
        widget=forms.Textarea({"rows": 2}),
        help_text="Bijvoorbeeld: in een klein dorp met veel ouderen.",
    )
    voorwaarden = forms.CharField(
        label="Onder welke voorwaarden geldt het?",
        max_length=2000,
        required=False,
        widget=forms.Textarea({"rows": 2}),
        help_text="Bijvoorbeeld: alleen als er al een bewonersgroep is.",
    )
    community = forms.ModelChoiceField(
        Community.objects.none(), label="Van welke community is deze les?", empty_label=None
    )
    les = forms.ChoiceField(
        label="Deze les lijkt op een les die er al is",
        required=False,
        widget=forms.RadioSelect,
        help_text="Zeggen ze hetzelfde? Dan wordt die les sterker als je de zin daar toevoegt.",
    )

    def __init__(
        self,
        *args: Any,
        sentences: list[Sentence],
        marked: dict[str, int],
        communities: Any,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["zin"].choices = [  # type: ignore[attr-defined]
            (number, self._label(sentence, marked)) for number, sentence in enumerate(sentences)
        ]
        field = self.fields["community"]
        field.queryset = communities  # type: ignore[attr-defined]
        if len(communities) == 1:
            field.widget = forms.HiddenInput()
            self.initial.setdefault("community", communities[0].pk)
        self.fields["les"].widget = forms.HiddenInput()

    @staticmethod
    def _label(sentence: Sentence, marked: dict[str, int]) -> str:
        number = marked.get(sentence.text)
        return f"{sentence.text} (staat al in les {number})" if number else sentence.text

    def offer(self, alike: list[Les]) -> None:
        """Let the person choose between a new les and one that looks like it."""
        choices = [(str(les.number), f"Voeg toe aan les {les.number}: {les}") for les in alike]
        field = self.fields["les"]
        field.widget = forms.RadioSelect(ONE_COLUMN)
        field.choices = [*choices, (NEW, "Nee, maak een nieuwe les")]  # type: ignore[attr-defined]


class LinkLesForm(forms.Form):
    """Which les goes under an advies, by its number, and for or against."""

    nummer = forms.IntegerField(
        label="Nummer van de les",
        min_value=1,
        error_messages={"required": "Vul het nummer van een les in."},
    )
    verband = forms.ChoiceField(
        label="Wat doet deze les?",
        choices=[
            (Relation.SUPPORTS, "Zij onderbouwt het advies"),
            (Relation.CONTRADICTS, "Zij spreekt het advies tegen"),
        ],
        initial=Relation.SUPPORTS,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, lessen: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lessen = lessen

    def clean_nummer(self) -> Les:
        """Return the les of that number."""
        les = self.lessen.filter(number=self.cleaned_data["nummer"]).first()
        if les is None:
            raise forms.ValidationError("Er is geen les met dit nummer.")
        return les  # type: ignore[no-any-return]


class NoteForm(EnkeleRegels, forms.Form):
    """Why something does not count against an advies."""

    note = forms.CharField(
        max_length=500,
        error_messages={"required": "Schrijf op waarom dit niet tegen het advies telt."},
    )


class ReasonForm(forms.Form):
    """Why something is given back or withdrawn."""

    reden = forms.CharField(
        label="Reden",
        max_length=500,
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": "Schrijf de reden op."},
    )


class CheckForm(forms.Form):
    """When somebody must look at an advies again."""

    datum = forms.DateField(
        label="Weer nakijken op",
        widget=Datuminvoer,
        error_messages={"required": "Kies de dag om het weer na te kijken."},
    )


class VerbandForm(EnkeleRegels, forms.Form):
    """Which other advies, and what the two have to do with each other."""

    ander = forms.IntegerField(
        label="Nummer van het andere advies",
        min_value=1,
        error_messages={"required": "Vul het nummer van het andere advies in."},
    )
    verband = forms.ChoiceField(
        label="Wat is het verband?",
        choices=[
            (Tie.RELATED, "Het hoort hierbij"),
            (Tie.TENSION, "Het botst soms met dit advies"),
        ],
        initial=Tie.RELATED,
        widget=forms.RadioSelect,
    )
    uitleg = forms.CharField(
        label="Leg het uit in één zin",
        max_length=200,
        help_text="Deze zin staat straks op beide pagina’s.",
        error_messages={"required": "Leg het verband uit in één zin."},
    )

    def __init__(self, *args: Any, adviezen: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.adviezen = adviezen

    def clean_ander(self) -> Advies:
        """Return the advies of that number."""
        advies = self.adviezen.filter(number=self.cleaned_data["ander"]).first()
        if advies is None:
            raise forms.ValidationError("Er is geen advies met dit nummer.")
        return advies  # type: ignore[no-any-return]
