"""Forms about how adviezen are used."""

from datetime import date
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone

from casussen import herkenning
from casussen.enums import Outcome
from casussen.models import Casus
from casussen.toegangsproef import looks_human, opened_now
from communities.models import Organisatie
from handboek.models import Toepassing
from netwerk.kern.begrippen.models import Begrip
from netwerk.kern.formulieren import Datuminvoer, EnkeleRegels

NO_CONTACT = "Haal {} uit je tekst. We willen niet weten wie je bent."
ASK_AGAIN = "Kijk je antwoord nog eens na. Druk daarna nog een keer op “Verstuur”."
OLDEST = date(2000, 1, 1)
OUTCOMES = [
    (Outcome.WORKED.value, "Het werkte"),
    (Outcome.PARTLY.value, "Het werkte voor een deel"),
    (Outcome.FAILED.value, "Het werkte niet"),
]


class ToepassingForm(EnkeleRegels, forms.ModelForm):
    """What a member tells of an advies that the organisation applied."""

    class Meta:
        model = Toepassing
        fields: ClassVar = [
            "organisatie",
            "subject",
            "province",
            "place",
            "scale",
            "applied_on",
            "outcome",
            "did",
            "result",
            "casus",
        ]
        labels: ClassVar = {
            "organisatie": "Welke organisatie paste het advies toe?",
            "subject": "Waar ging het om?",
            "province": "In welk gebied was het?",
            "place": "In welke plaats of wijk?",
            "scale": "Op welke schaal was het?",
            "applied_on": "Wanneer was het?",
            "outcome": "Werkte het?",
            "did": "Wat deden jullie?",
            "result": "Wat kwam ervan?",
            "casus": "Hoort het bij een casus?",
        }
        help_texts: ClassVar = {
            "subject": "In een paar woorden. Bijvoorbeeld: 120 huizen, of dijkwerk.",
            "applied_on": "Weet je de dag niet meer? Kies dan een dag in die maand. We laten "
            "alleen de maand zien.",
            "outcome": "Ook als het niet werkte, helpt je verhaal anderen.",
            "did": "Schrijf geen namen van mensen op.",
            "result": "Schrijf op wat je zag. Ook wat anders liep dan je dacht.",
            "casus": "Is die casus niet openbaar? Dan zien anderen alleen uit wat voor gebied zij "
            "komt.",
        }
        widgets: ClassVar = {
            "applied_on": Datuminvoer,
            "outcome": forms.RadioSelect,
            "did": forms.Textarea({"rows": 5}),
            "result": forms.Textarea({"rows": 5}),
        }
        error_messages: ClassVar = {
            "organisatie": {"required": "Kies een organisatie."},
            "subject": {"required": "Schrijf in een paar woorden op waar het om ging."},
            "province": {"required": "Kies een gebied."},
            "applied_on": {"required": "Kies een dag.", "invalid": "Kies een dag die bestaat."},
            "outcome": {"required": "Kies of het werkte."},
            "did": {"required": "Schrijf op wat jullie deden."},
            "result": {"required": "Schrijf op wat ervan kwam."},
        }

    def __init__(self, *args: Any, person: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = person.organisatie
        self.initial.setdefault("organisatie", own.pk if own else None)
        self.initial.setdefault("province", own.province_id if own else None)
        self._choose("organisatie", Organisatie.objects.choosable())
        for name, schema in (("province", "provincie"), ("scale", "schaalniveau")):
            self._choose(name, Begrip.objects.offered(schema, self.instance, name))
        self.fields["outcome"].choices = OUTCOMES  # type: ignore[attr-defined]
        self._choose("casus", _casussen_of(person))

    def _choose(self, name: str, rows: Any) -> None:
        self.fields[name].queryset = rows  # type: ignore[attr-defined]

    def clean_applied_on(self) -> date:
        """It was done already."""
        day: date = self.cleaned_data["applied_on"]
        if day > timezone.localdate():
            raise ValidationError("Kies een dag die al geweest is.")
        if day < OLDEST:
            raise ValidationError("Kies een dag na het jaar 1999.")
        return day


def _casussen_of(person: Any) -> Any:
    """Return the casussen that this person works on, or that play at the same organisation."""
    mine = Q(casushouder=person) | Q(deelnames__deelnemer=person)
    if person.organisatie_id:
        mine |= Q(organisatie=person.organisatie_id)
    rows = Casus.objects.visible_to(person).filter(mine, withdrawn_at__isnull=True)
    return rows.distinct().order_by("title")


class WeigerForm(EnkeleRegels, forms.Form):
    """Why a report is not placed; who told it reads this."""

    reason = forms.CharField(
        label="Waarom plaats je dit niet?",
        max_length=500,
        widget=forms.Textarea({"rows": 3}),
        help_text="De verteller krijgt deze reden per mail.",
        error_messages={"required": "Schrijf op waarom je dit niet plaatst."},
    )


class NuttigForm(EnkeleRegels, forms.Form):
    """Whether an advies was useful; ``opened`` is the signed proof that gives one answer.

    ``website`` keeps programs out (casussen.toegangsproef).
    """

    antwoord = forms.ChoiceField(
        label="Jouw antwoord",
        choices=[("ja", "Ja"), ("nee", "Nee")],
        widget=forms.RadioSelect,
        error_messages={"required": "Kies ja of nee."},
    )
    toelichting = forms.CharField(
        label="Wil je er iets bij vertellen?",
        max_length=500,
        required=False,
        widget=forms.Textarea({"rows": 4, "autocomplete": "off"}),
        help_text="Bijvoorbeeld: wat kun je ermee, of wat mis je? Schrijf geen namen, adressen of "
        "andere gegevens van mensen op. Hoogstens 500 tekens.",
    )
    opened = forms.CharField(required=False, max_length=300, widget=forms.HiddenInput)
    website = forms.CharField(required=False, max_length=300)

    def __init__(self, *args: Any, number: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.about = f"nuttig:{number}"
        self.initial["opened"] = opened_now(self.about)

    def clean_toelichting(self) -> str:
        """Count line ends once, and refuse what somebody could be reached by."""
        text: str = self.cleaned_data["toelichting"].replace("\r\n", "\n").strip()
        if found := herkenning.contacts_in(text):
            raise ValidationError(NO_CONTACT.format(" en ".join(sorted(found))))
        return text

    def clean(self) -> dict[str, Any]:
        """Ask once more when a program could have sent this, or when the form is too old."""
        data = super().clean()
        opened, trap = data.get("opened", ""), data.get("website", "")
        if not looks_human(self.about, opened, trap):
            if not self.errors:
                self.add_error(None, ASK_AGAIN)
            self.open_again()
        return data

    def open_again(self) -> None:
        """Give the form a new proof that says it was asked before, and empty the trap."""
        self.data = self.data.copy()  # type: ignore[attr-defined]
        self.data["opened"] = opened_now(self.about, again=True)  # type: ignore[index]
        self.data["website"] = ""  # type: ignore[index]


class NotitieForm(EnkeleRegels, forms.Form):
    """What somebody wants to remember with an advies on their list."""

    note = forms.CharField(
        label="Mijn notitie",
        max_length=300,
        required=False,
        widget=forms.TextInput({"autocomplete": "off"}),
        help_text="Alleen jij leest dit. Hoogstens 300 tekens.",
    )
