"""What people type about a casus."""

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet

from casussen.enums import Dimension, Direction
from casussen.models import Casus
from communities.enums import Visibility
from communities.models import Community, Organisatie
from netwerk.kern.begrippen.models import Begrip
from netwerk.kern.formulieren import EnkeleRegels, Opmaakinvoer, TagField
from netwerk.kern.tekst import opmaak

MOST_THEMES = 3
MOST_TAGS = 8
WHO_READS = {
    Visibility.GROUP: "Alleen de casusgroep: jij en wie je erbij vraagt",
    Visibility.COMMUNITY: "De leden van de community",
    Visibility.NETWORK: "Iedereen in het netwerk",
    Visibility.PUBLIC: "Iedereen, ook zonder account",
}
CHOSEN_BY_WRITERS = [(v, WHO_READS[v]) for v in Visibility if v != Visibility.PUBLIC]


class FactsForm(EnkeleRegels, forms.ModelForm):
    """What a casus is about: shared by the first page and by changing it later."""

    tags = TagField(
        most=MOST_TAGS,
        label="Trefwoorden",
        required=False,
        help_text="Zet er komma’s tussen. Bijvoorbeeld: dorpshuis, vrijwilligers.",
    )

    class Meta:
        model = Casus
        fields: ClassVar = [
            "title",
            "summary",
            "learning_question",
            "organisatie",
            "provinces",
            "themes",
        ]
        labels: ClassVar = {
            "title": "Hoe heet je casus?",
            "summary": "Waar gaat het over?",
            "learning_question": "Wat wil je leren?",
            "organisatie": "Bij welke organisatie speelt het?",
            "provinces": "Waar speelt het?",
            "themes": "Over welke thema’s gaat het?",
        }
        help_texts: ClassVar = {
            "title": "Kort en concreet. Bijvoorbeeld: de bus die bleef rijden.",
            "summary": "Twee of drie zinnen, voor iemand die er niets van weet.",
            "learning_question": "Schrijf één zin. Bijvoorbeeld: hoe bereiken we mensen die nooit "
            "naar een avond komen?",
            "themes": "Kies er één, twee of drie.",
        }
        widgets: ClassVar = {
            "summary": forms.Textarea({"rows": 4}),
            "provinces": forms.CheckboxSelectMultiple,
            "themes": forms.CheckboxSelectMultiple,
        }
        error_messages: ClassVar = {
            "title": {"required": "Geef je casus een titel."},
            "summary": {"required": "Vertel in twee of drie zinnen waar het over gaat."},
            "organisatie": {"required": "Kies een organisatie."},
            "provinces": {"required": "Kies minstens één gebied."},
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        question = self.fields["learning_question"]
        question.required = True
        question.error_messages["required"] = "Schrijf op wat je wilt leren."
        self._choose("organisatie", Organisatie.objects.choosable(self.instance.organisatie_id))
        self._offer("provinces", "provincie")
        self._offer("themes", "cbs-thema")
        if self.instance.pk:
            self.initial["tags"] = sorted(tag.name for tag in self.instance.tags.all())

    def _choose(self, name: str, rows: QuerySet[Any]) -> None:
        self.fields[name].queryset = rows  # type: ignore[attr-defined]

    def _offer(self, name: str, schema: str) -> None:
        self._choose(name, Begrip.objects.offered(schema, self.instance, name))

    def clean_learning_question(self) -> str:
        """A question ends in a question mark."""
        question: str = self.cleaned_data["learning_question"].strip()
        if not question.endswith("?"):
            raise ValidationError("Zet een vraagteken achter je leervraag.")
        return question

    def clean_themes(self) -> QuerySet[Begrip]:
        """Three at most, or nothing stands out."""
        themes: QuerySet[Begrip] = self.cleaned_data["themes"]
        if len(themes) > MOST_THEMES:
            raise ValidationError(
                f"Kies niet meer dan drie thema’s. Je koos er {len(themes)}.", code="too_many"
            )
        return themes


class CasusForm(FactsForm):
    """A new casus of one of the communities that this person is in."""

    visibility = forms.ChoiceField(
        label="Wie mag meelezen?",
        choices=CHOSEN_BY_WRITERS,
        widget=forms.RadioSelect,
        help_text="Je kunt dit later veranderen. Voor iedereen openbaar maken kan ook, als een "
        "ander heeft meegekeken.",
    )
    field_order = (
        "title",
        "summary",
        "learning_question",
        "community",
        "organisatie",
        "provinces",
        "themes",
        "tags",
        "visibility",
    )

    class Meta(FactsForm.Meta):
        fields: ClassVar = [*FactsForm.Meta.fields, "community"]
        labels: ClassVar = FactsForm.Meta.labels | {"community": "In welke community?"}
        error_messages: ClassVar = FactsForm.Meta.error_messages | {
            "community": {"required": "Kies een community."}
        }

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._choose("community", Community.objects.filter(pk__in=user.roles))


class JaarField(forms.IntegerField):
    """A year, in four digits."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            min_value=1900,
            max_value=2100,
            widget=forms.TextInput({"inputmode": "numeric", "size": 4, "maxlength": 4}),
            **kwargs,
        )
        wrong = "Schrijf een jaar in vier cijfers. Bijvoorbeeld: 2027."
        self.error_messages |= dict.fromkeys(("invalid", "min_value", "max_value"), wrong)
        for validator in self.validators:
            validator.message = wrong  # type: ignore[attr-defined]


class CasusUpdateForm(FactsForm):
    """The facts of a casus that exists; its leading community stays.

    ``seen`` is the mark of the facts that the writer started from.
    """

    seen = forms.CharField(required=False, max_length=16, widget=forms.HiddenInput)

    class Meta(FactsForm.Meta):
        fields: ClassVar = [
            *FactsForm.Meta.fields,
            "communities",
            "scale",
            "area_type",
            "phase",
            "participation",
            "starts_in",
            "ends_in",
        ]
        labels: ClassVar = FactsForm.Meta.labels | {
            "communities": "Hoort ook bij deze communities",
            "scale": "Op welke schaal speelt het?",
            "area_type": "Wat voor gebied is het?",
            "phase": "In welke fase is het beleid?",
            "participation": "Hoe doen inwoners mee?",
            "starts_in": "In welk jaar begon het?",
            "ends_in": "In welk jaar is het klaar?",
        }
        help_texts: ClassVar = FactsForm.Meta.help_texts | {
            "participation": "Kies hoe ver hun invloed gaat.",
            "ends_in": "Laat leeg als je dat nog niet weet.",
        }
        widgets: ClassVar = FactsForm.Meta.widgets | {"communities": forms.CheckboxSelectMultiple}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = Community.objects.exclude(pk=self.instance.community_id)
        self._choose("communities", others)
        lists = {
            "scale": "schaalniveau",
            "area_type": "gebiedstype",
            "phase": "beleidsfase",
            "participation": "participatieladder",
        }
        for name, schema in lists.items():
            self._offer(name, schema)
            self.fields[name].empty_label = "Nog niet gekozen"  # type: ignore[attr-defined]
        for name in ("starts_in", "ends_in"):
            self.fields[name] = JaarField(label=self.fields[name].label, required=False)
            self.fields[name].help_text = self.Meta.help_texts.get(name, "")
        self.initial["seen"] = self.instance.facts_mark()

    def clean(self) -> dict[str, Any]:
        """What is ready was begun before."""
        data = super().clean()
        first, last = data.get("starts_in"), data.get("ends_in")
        if first and last and last < first:
            self.add_error("ends_in", "Dit jaar ligt voor het begin. Pas een van de twee aan.")
        return data


def concepts(schema: str) -> QuerySet[Begrip]:
    """Return the concepts of a vocabulary that may still be chosen."""
    return Begrip.objects.in_schema(schema).current()


class SectionForm(forms.Form):
    """One section; ``version`` is the one that the writer started from (0: nothing yet)."""

    alles_mag_leeg = True  # says nothing about leaving it empty
    body = forms.CharField(
        label="Je tekst",
        required=False,
        widget=Opmaakinvoer(
            {"rows": 16, "data-vertrouwelijk": "Alleen de casusgroep leest dit stuk."}
        ),
        help_text="Schrijf geen gegevens van inwoners op. Wat alleen de casusgroep mag lezen, "
        "zet je in een vertrouwelijk stuk.",
    )
    version = forms.IntegerField(
        label="Versie", widget=forms.HiddenInput, min_value=0, max_value=2_000_000_000
    )

    def __init__(self, *args: Any, picture_url: str = "", **kwargs: Any) -> None:
        """``picture_url`` takes the pictures that the writer puts in the text."""
        super().__init__(*args, **kwargs)
        if picture_url:
            self.fields["body"].widget.attrs["data-afbeelding-url"] = picture_url

    def clean_body(self) -> str:
        """Return the text as it is stored."""
        return opmaak.clean(self.cleaned_data["body"])


class WelvaartForm(forms.Form):
    """What a casus does in one kring of brede welvaart."""

    direction = forms.ChoiceField(
        label="Wat doet je casus hier?",
        choices=[(value, label.capitalize()) for value, label in Direction.choices],
        widget=forms.RadioSelect,
    )
    explanation = forms.CharField(
        label="Waarom denk je dat?",
        max_length=300,
        required=False,
        widget=forms.Textarea({"rows": 3}),
    )

    def __init__(self, *args: Any, dimension: Dimension, **kwargs: Any) -> None:
        kwargs["prefix"] = dimension.value
        super().__init__(*args, **kwargs)
        self.dimension = dimension


class VisibilityForm(forms.Form):
    """Who may read; ``confirmed`` is set by the page that asks whether somebody is sure."""

    visibility = forms.ChoiceField(
        label="Wie mag deze casus lezen?", choices=CHOSEN_BY_WRITERS, widget=forms.RadioSelect
    )
    confirmed = forms.BooleanField(required=False, widget=forms.HiddenInput)


class RequestForm(forms.Form):
    """What who decides should know."""

    note = forms.CharField(
        label="Wil je er iets bij zeggen?",
        max_length=1000,
        required=False,
        widget=forms.Textarea({"rows": 4}),
        help_text="Bijvoorbeeld: de gemeente vindt het goed, en er staan geen namen in.",
    )


class DecisionForm(forms.Form):
    """Somebody's answer to a request to publish."""

    granted = forms.TypedChoiceField(
        label="Mag iedereen deze casus lezen?",
        choices=[("ja", "Ja, iedereen mag hem lezen"), ("nee", "Nee, nu nog niet")],
        coerce=lambda value: value == "ja",
        widget=forms.RadioSelect,
        error_messages={"required": "Kies ja of nee."},
    )
    reason = forms.CharField(
        label="Waarom?",
        max_length=1000,
        required=False,
        widget=forms.Textarea({"rows": 4}),
        help_text="De schrijvers lezen dit. Bij een nee is het nodig.",
    )

    def __init__(self, *args: Any, may_grant: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not may_grant:
            field: Any = self.fields["granted"]
            field.choices = [choice for choice in field.choices if choice[0] == "nee"]
            field.error_messages["invalid_choice"] = (
                "Ja kan nu niet: er is geen akkoord van de organisatie op deze tekst."
            )

    def clean(self) -> dict[str, Any]:
        """Ask why not."""
        data = super().clean() or self.cleaned_data
        if data.get("granted") is False and not data.get("reason"):
            self.add_error("reason", "Leg uit waarom het niet kan. De schrijvers lezen het.")
        return data


class WithdrawForm(forms.Form):
    """Why a casus no longer counts."""

    reason = forms.CharField(
        label="Waarom trek je de casus in?",
        max_length=500,
        widget=forms.Textarea({"rows": 3}),
        help_text="Dit staat boven de casus, voor iedereen die hem mag lezen.",
        error_messages={"required": "Schrijf op waarom je de casus intrekt."},
    )


def joined(user: Any, casussen: QuerySet[Casus]) -> QuerySet[Casus]:
    """Return those of the casussen that belong to a community of this person."""
    shared = Casus.communities.through.objects.filter(community__in=user.roles).values("casus")
    return casussen.filter(Q(community__in=user.roles) | Q(pk__in=shared))
