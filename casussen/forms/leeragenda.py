"""Forms about the leeragenda of a community."""

from typing import Any, ClassVar

from django import forms
from django.db.models import Q

from casussen.enums import QuestionState
from casussen.forms.vragen import VraagMixin
from casussen.models import Casus, Leervraag
from communities.enums import Visibility
from communities.models import Community
from netwerk.kern.formulieren import EnkeleRegels, Filterformulier, Opmaakinvoer
from netwerk.kern.tekst import opmaak
from netwerk.kern.zoekkeuze import Zoekkeuze


class LeervraagForm(VraagMixin, Zoekkeuze, EnkeleRegels, forms.ModelForm):
    """What a community wants to learn; ``seen`` is the mark that the writer started from."""

    publish_permission = "casussen.publish_leervraag"
    visibility = forms.ChoiceField(label="Wie mag meelezen?", widget=forms.RadioSelect)
    seen = forms.CharField(required=False, max_length=16, widget=forms.HiddenInput)

    class Meta:
        model = Leervraag
        fields: ClassVar = ["question", "explanation", "casussen", "visibility"]
        labels: ClassVar = {
            "question": "Wat willen jullie leren?",
            "explanation": "Waarom is dat belangrijk?",
            "casussen": "In welke casussen speelt dit?",
        }
        help_texts: ClassVar = {
            "question": "Eén vraag. Bijvoorbeeld: hoe weeg je wat bewoners ervaren mee in een "
            "besluit?",
        }
        error_messages: ClassVar = {"question": {"required": "Schrijf je vraag op."}}
        widgets: ClassVar = {
            "explanation": forms.Textarea({"rows": 4}),
            "casussen": forms.CheckboxSelectMultiple,
        }

    def __init__(self, *args: Any, user: Any, community: Community, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        choices = Casus.objects.visible_to(user).in_community(community)
        if self.instance.pk:
            linked = Casus.objects.visible_to(user).filter(leervragen=self.instance)
            choices = Casus.objects.visible_to(user).filter(
                Q(pk__in=choices.order_by().values("pk")) | Q(pk__in=linked.values("pk"))
            )
            self.initial["seen"] = self.instance.mark()
        fields["casussen"].queryset = choices.order_by("title", "pk")
        if not choices.exists():
            del fields["casussen"]
        fields["visibility"].choices = self.readers(user)
        self.draw_in_part("casussen", "Zoek een casus")
        if not self.instance.pk:
            self.initial["visibility"] = Visibility.COMMUNITY


class StandForm(forms.Form):
    """Where a leervraag stands, with what is known now."""

    state = forms.ChoiceField(
        label="Hoe staat het ervoor?",
        choices=[(value, label.capitalize()) for value, label in QuestionState.choices],
        widget=forms.RadioSelect,
    )
    answer = forms.CharField(
        label="Wat weten jullie nu?",
        max_length=5000,
        required=False,
        widget=Opmaakinvoer({"rows": 8}),
        help_text="Een voorlopig antwoord mag ook. Bij “beantwoord” is het nodig.",
    )
    seen = forms.CharField(required=False, max_length=16, widget=forms.HiddenInput)

    def clean_answer(self) -> str:
        """Return the text as it is stored."""
        return opmaak.clean(self.cleaned_data["answer"])

    def clean(self) -> dict[str, Any]:
        """Ask for the answer when there is one."""
        data = super().clean() or self.cleaned_data
        if data.get("state") == QuestionState.ANSWERED and data.get("answer") == "":
            self.add_error("answer", "Schrijf op wat het antwoord is.")
        return data


class LeeragendaFilter(Filterformulier):
    """Which leervragen somebody looks for."""

    stand = forms.ChoiceField(
        label="Stand",
        choices=[("", "Elke stand"), *((v, s.capitalize()) for v, s in QuestionState.choices)],
    )
