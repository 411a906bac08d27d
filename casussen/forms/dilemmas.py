"""Forms about dilemma's."""

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q

from casussen.enums import DilemmaState
from casussen.forms.casussen import WHO_READS, joined
from casussen.models import Casus, Dilemma
from communities.enums import Visibility
from communities.models import Community
from netwerk.kern.formulieren import EnkeleRegels, Filterformulier, Opmaakinvoer
from netwerk.kern.policy import allowed
from netwerk.kern.tekst import opmaak


class DilemmaForm(EnkeleRegels, forms.ModelForm):
    """Two things that are both worth it; ``community`` only when the dilemma is new."""

    visibility = forms.ChoiceField(label="Wie mag meelezen?", widget=forms.RadioSelect)
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
            "casussen": "In welke casussen speelt dit?",
        }
        help_texts: ClassVar = {
            "question": "Eén vraag met ‘of’ erin. Bijvoorbeeld: sneller isoleren, of meer "
            "buurtbewoners een vak leren?",
            "first_title": "Een paar woorden. Bijvoorbeeld: snel klaar.",
            "second_title": "Een paar woorden. Bijvoorbeeld: samen leren.",
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
            "casussen": forms.CheckboxSelectMultiple,
        }

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["community"].queryset = Community.objects.filter(pk__in=user.roles)
        choices = joined(user, Casus.objects.visible_to(user))
        if self.instance.pk:
            del self.fields["community"]
            choices = Casus.objects.visible_to(user).filter(
                Q(pk__in=choices) | Q(dilemmas=self.instance)
            )
        fields["casussen"].queryset = choices.order_by("title", "pk").distinct()
        if not choices.exists():
            del self.fields["casussen"]
        fields["visibility"].choices = [(v, WHO_READS[v]) for v in self._widest(user)]

    def _widest(self, user: Any) -> list[Visibility]:
        """Offer public only to an organiser who is not the author, or when it is public."""
        offered = [Visibility.COMMUNITY, Visibility.NETWORK]
        public = self.instance.pk and (
            self.instance.visibility == Visibility.PUBLIC
            or allowed(user, "casussen.publish_dilemma", self.instance)
        )
        return [*offered, Visibility.PUBLIC] if public else offered

    def clean_question(self) -> str:
        """A question ends in a question mark."""
        question: str = self.cleaned_data["question"].strip()
        if not question.endswith("?"):
            raise ValidationError("Zet een vraagteken achter je vraag.")
        return question


class CloseForm(forms.Form):
    """What was chosen, and why."""

    outcome = forms.CharField(
        label="Wat kozen jullie, en waarom?",
        max_length=3000,
        widget=Opmaakinvoer({"rows": 8}),
        help_text="Vertel ook wat het kostte. Daar leren anderen van.",
        error_messages={"required": "Schrijf op wat jullie kozen en waarom."},
    )

    def clean_outcome(self) -> str:
        """Return the text as it is stored."""
        return opmaak.clean(self.cleaned_data["outcome"])


class DilemmaFilter(Filterformulier):
    """Which dilemma's somebody looks for."""

    community = forms.ModelChoiceField(
        Community.objects.all(),
        label="Community",
        to_field_name="slug",
        empty_label="Alle communities",
    )
    stand = forms.ChoiceField(
        label="Stand",
        choices=[("", "Elke stand"), *((v, s.capitalize()) for v, s in DilemmaState.choices)],
    )
