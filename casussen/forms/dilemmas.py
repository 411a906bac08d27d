"""Forms about dilemma's."""

from typing import Any, ClassVar

from django import forms
from django.db.models import Q

from casussen.dilemmabeeld import steps
from casussen.enums import DilemmaState, PositionMoment, Side
from casussen.forms.casussen import joined
from casussen.forms.vragen import VraagMixin
from casussen.models import Casus, Dilemma, Standpunt
from communities.models import Community
from netwerk.kern.begrippen.models import Begrip
from netwerk.kern.formulieren import EnkeleRegels, Filterformulier, Opmaakinvoer
from netwerk.kern.tekst import opmaak
from netwerk.kern.zoekkeuze import Zoekkeuze


class DilemmaForm(VraagMixin, Zoekkeuze, EnkeleRegels, forms.ModelForm):
    """Two things that are both worth it; ``community`` only when the dilemma is new."""

    publish_permission = "casussen.publish_dilemma"
    visibility = forms.ChoiceField(label="Wie mag meelezen?", widget=forms.RadioSelect)
    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    field_order = ("question", "community")

    class Meta:
        model = Dilemma
        fields: ClassVar = [
            "question",
            "community",
            "first_title",
            "first_text",
            "second_title",
            "second_text",
            "first_value",
            "second_value",
            "affects",
            "tried",
            "casussen",
            "visibility",
        ]
        labels: ClassVar = {
            "question": "Wat is de lastige keuze?",
            "community": "In welke community?",
            "first_title": "Aan de ene kant",
            "first_text": "Wat pleit daarvoor?",
            "second_title": "Aan de andere kant",
            "second_text": "Wat pleit daarvoor?",
            "first_value": "Welke waarde staat aan de ene kant?",
            "second_value": "Welke waarde staat aan de andere kant?",
            "affects": "Voor wie knelt het?",
            "tried": "Wat hebben jullie geprobeerd?",
            "casussen": "In welke casussen speelt dit?",
        }
        help_texts: ClassVar = {
            "question": "Eén vraag met ‘of’ erin. Bijvoorbeeld: sneller isoleren, of meer "
            "buurtbewoners een vak leren?",
            "first_title": "Een paar woorden. Bijvoorbeeld: snel klaar.",
            "second_title": "Een paar woorden. Bijvoorbeeld: samen leren.",
            "first_value": "Mag leeg blijven. Met de waarden vinden anderen jullie dilemma terug.",
            "affects": "Noem mensen, plekken en later. Mag leeg blijven.",
            "tried": "Wat deden jullie al, en wat kwam ervan? Mag leeg blijven.",
        }
        error_messages: ClassVar = {
            "question": {"required": "Schrijf de vraag op."},
            "community": {"required": "Kies een community."},
            "first_title": {"required": "Geef de ene kant een naam."},
            "first_text": {"required": "Vertel wat er voor de ene kant pleit."},
            "second_title": {"required": "Geef de andere kant een naam."},
            "second_text": {"required": "Vertel wat er voor de andere kant pleit."},
        }
        widgets: ClassVar = {
            "first_text": forms.Textarea({"rows": 4}),
            "second_text": forms.Textarea({"rows": 4}),
            "affects": forms.Textarea({"rows": 3}),
            "tried": forms.Textarea({"rows": 4}),
            "casussen": forms.CheckboxSelectMultiple,
        }

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["community"].queryset = Community.objects.filter(pk__in=user.roles)
        choices = joined(user, Casus.objects.visible_to(user))
        if self.instance.pk:
            del self.fields["community"]
            linked = self.instance.casussen.order_by().values("pk")
            choices = Casus.objects.visible_to(user).filter(
                Q(pk__in=choices.order_by().values("pk")) | Q(pk__in=linked)
            )
        fields["casussen"].queryset = choices.order_by("title", "pk")
        if not choices.exists():
            del self.fields["casussen"]
        for name in ("first_value", "second_value"):
            fields[name].queryset = Begrip.objects.offered("waarde", self.instance, name)
            fields[name].empty_label = "Geen waarde gekozen"
        if self.instance.pk:
            self.initial["seen"] = self.instance.mark()
        else:
            del self.fields["seen"]
        fields["visibility"].choices = self.readers(user)
        self.draw_in_part("casussen", "Zoek een casus")

    def clean(self) -> dict[str, Any]:
        """A value does not clash with itself."""
        data = super().clean()
        first, second = data.get("first_value"), data.get("second_value")
        if first and first == second:
            self.add_error("second_value", "Kies twee verschillende waarden.")
        return data


class CloseForm(forms.Form):
    """For which side was chosen, what came of it, and why."""

    side = forms.ChoiceField(
        label="Waarvoor kozen jullie?",
        widget=forms.RadioSelect,
        error_messages={"required": "Kies waarvoor jullie kozen."},
    )
    outcome = forms.CharField(
        label="Wat kozen jullie, en waarom?",
        max_length=3000,
        widget=Opmaakinvoer({"rows": 8}),
        help_text="Vertel ook wat het kostte. Daar leren anderen van.",
        error_messages={"required": "Schrijf op wat jullie kozen en waarom."},
    )

    anyway = forms.BooleanField(
        label="We kiezen toch, ook al sprak nog geen tweede laag zich uit",
        error_messages={"required": "Vink dit aan als jullie toch kiezen."},
    )

    def __init__(self, *args: Any, dilemma: Dilemma, few: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        side: Any = self.fields["side"]
        side.choices = sides(dilemma, "Een weg ertussenin")
        if not few:
            del self.fields["anyway"]

    def clean_outcome(self) -> str:
        """Return the text as it is stored."""
        return opmaak.clean(self.cleaned_data["outcome"])


class ParkForm(EnkeleRegels, forms.Form):
    """Why a dilemma waits."""

    reason = forms.CharField(
        label="Waarom wacht dit dilemma?",
        max_length=500,
        help_text="Bijvoorbeeld: we wachten op het besluit van de raad in maart.",
        error_messages={"required": "Schrijf op waarom dit dilemma wacht."},
    )


class StandpuntForm(forms.Form):
    """How a layer sees a dilemma; one's own layer is chosen already."""

    layer = forms.ModelChoiceField(
        Begrip.objects.none(),
        label="Vanuit welke laag kijk je?",
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={"required": "Kies een laag."},
    )
    side = forms.ChoiceField(
        label="Waar neig je naar?",
        widget=forms.RadioSelect,
        error_messages={"required": "Kies waar je naar neigt."},
    )
    arguments = forms.CharField(
        label="Waarom?",
        max_length=1500,
        widget=forms.Textarea({"rows": 5}),
        help_text="Noem je argumenten. Vertel wat je zelf zag of meemaakte.",
        error_messages={"required": "Schrijf op waarom je daar naar neigt."},
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        user: Any,
        dilemma: Dilemma,
        standpunt: Standpunt | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        layer: Any = self.fields["layer"]
        side: Any = self.fields["side"]
        offered = Q(valid_to__isnull=True)
        own = user.organisatie.layer if user.organisatie else None
        self.initial["layer"] = own
        if standpunt:
            offered |= Q(pk=standpunt.layer_id)
            self.initial = {
                "layer": standpunt.layer_id,
                "side": standpunt.side,
                "arguments": standpunt.arguments,
                "seen": standpunt.mark(),
            }
        layer.queryset = Begrip.objects.in_schema("bestuurslaag").filter(offered)
        layer.help_text = (
            f"Jij werkt bij: {own.label.lower()}. Kies je een andere laag, dan staat erbij dat je "
            "uit eigen ervaring schrijft."
            if own
            else "Er komt bij te staan dat je uit eigen ervaring schrijft."
        )
        side.choices = sides(dilemma, "Ertussenin")


class PositionForm(forms.Form):
    """Where somebody stands: five steps between the two sides."""

    leaning = forms.TypedChoiceField(
        label="Waar sta jij?",
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": "Kies waar jij staat."},
    )
    moment = forms.ChoiceField(choices=PositionMoment, widget=forms.HiddenInput)

    def __init__(self, *args: Any, dilemma: Dilemma, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        leaning: Any = self.fields["leaning"]
        leaning.choices = steps(dilemma)


def sides(dilemma: Dilemma, between: str) -> list[tuple[str, str]]:
    """Return the sides of a dilemma in words, from left to right."""
    return [
        (Side.FIRST, dilemma.first_title),
        (Side.BETWEEN, between),
        (Side.SECOND, dilemma.second_title),
    ]


class DilemmaFilter(Filterformulier):
    """Which dilemma's somebody looks for."""

    waarde = forms.ModelChoiceField(
        Begrip.objects.in_schema("waarde").current(),
        label="Waarde",
        to_field_name="notation",
        empty_label="Alle waarden",
    )
    stand = forms.ChoiceField(
        label="Stand",
        choices=[("", "Elke stand"), *((v, s.capitalize()) for v, s in DilemmaState.choices)],
    )
    laag = forms.ModelChoiceField(
        Begrip.objects.in_schema("bestuurslaag").current(),
        label="Met een standpunt van",
        to_field_name="notation",
        empty_label="Alle lagen",
    )
    thema = forms.ModelChoiceField(
        Begrip.objects.in_schema("cbs-thema").current(),
        label="Thema",
        to_field_name="notation",
        empty_label="Alle thema’s",
    )
    community = forms.ModelChoiceField(
        Community.objects.all(),
        label="Community",
        to_field_name="slug",
        empty_label="Alle communities",
    )


class PairFilter(Filterformulier):
    """Which two values clash."""

    een = forms.ModelChoiceField(
        Begrip.objects.in_schema("waarde").current(),
        label="De ene waarde",
        to_field_name="notation",
        empty_label="Kies een waarde",
    )
    ander = forms.ModelChoiceField(
        Begrip.objects.in_schema("waarde").current(),
        label="De andere waarde",
        to_field_name="notation",
        empty_label="Kies een waarde",
    )
