"""Forms: what people type about meetings."""

from typing import Any, ClassVar

from django import forms
from django.db.models import Q, QuerySet

from bijeenkomsten.enums import Answer, ItemKind
from bijeenkomsten.models import Agendapunt, Bijeenkomst
from casussen.models import Casus, Dilemma, Leervraag
from communities.enums import Visibility
from communities.models import Community
from netwerk.kern.begrippen.models import Begrip
from netwerk.kern.formulieren import EnkeleRegels, Filterformulier
from netwerk.kern.zoekkeuze import Zoekkeuze

WHO_SEES = (
    (Visibility.COMMUNITY, "De leden van de community"),
    (Visibility.NETWORK, "Iedereen in het netwerk"),
    (Visibility.PUBLIC, "Iedereen, ook zonder account"),
)
ANSWERS = (
    (Answer.YES, "Ja, ik kom"),
    (Answer.MAYBE, "Misschien"),
    (Answer.NO, "Nee, ik kom niet"),
)
KINDS = ((ItemKind.WORK, "Iets inhoudelijks"), (ItemKind.BREAK, "Pauze, inloop of lunch"))


class CancelForm(forms.Form):
    """Why a meeting does not go on."""

    reason = forms.CharField(
        label="Waarom gaat het niet door?",
        max_length=500,
        widget=forms.Textarea({"rows": 3}),
        help_text="Dit staat in de mail en op de pagina.",
    )


class AnswerForm(forms.Form):
    """Somebody's answer to a meeting."""

    answer = forms.ChoiceField(label="Kom je?", choices=ANSWERS, widget=forms.RadioSelect)
    needs = forms.CharField(
        label="Wat heb je nodig om goed mee te kunnen doen?",
        required=False,
        max_length=300,
        widget=forms.Textarea({"rows": 3}),
        help_text="Bijvoorbeeld een tolk, een plek voor een rolstoel of een maaltijd zonder "
        "gluten. Alleen de organisatoren lezen dit.",
    )


class AgendapuntForm(Zoekkeuze, EnkeleRegels, forms.ModelForm):
    """One part of the programme, perhaps about a casus, dilemma or leervraag."""

    kind = forms.ChoiceField(label="Wat is het?", choices=KINDS, widget=forms.RadioSelect)
    minutes = forms.IntegerField(
        label="Hoe lang duurt het?", min_value=1, max_value=2880, help_text="In minuten."
    )

    class Meta:
        model = Agendapunt
        fields: ClassVar = [
            "title",
            "kind",
            "minutes",
            "explanation",
            "casus",
            "dilemma",
            "leervraag",
        ]
        labels: ClassVar = {
            "title": "Wat gaan jullie doen?",
            "casus": "Gaat het over een casus?",
            "dilemma": "Gaat het over een dilemma?",
            "leervraag": "Helpt het aan een antwoord op een leervraag?",
        }
        widgets: ClassVar = {
            "explanation": forms.Textarea({"rows": 3}),
        }

    def __init__(self, *args: Any, user: Any, bijeenkomst: Bijeenkomst, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        where = bijeenkomst.community_ids
        shared = Casus.communities.through.objects.filter(community__in=where).values("casus")
        casussen = Casus.objects.visible_to(user).filter(
            Q(community__in=where) | Q(pk__in=shared) | Q(pk=self.instance.casus_id)
        )
        dilemmas = Dilemma.objects.visible_to(user).filter(
            Q(community__in=where) | Q(pk=self.instance.dilemma_id)
        )
        self._offer("casus", casussen.order_by("title", "pk"), "Nee, niet over een casus")
        leervragen = Leervraag.objects.visible_to(user).filter(
            Q(community__in=where) | Q(pk=self.instance.leervraag_id)
        )
        self._offer("dilemma", dilemmas.order_by("question", "pk"), "Nee, niet over een dilemma")
        self._offer("leervraag", leervragen, "Nee, niet aan een leervraag")
        for name in ("casus", "dilemma", "leervraag"):
            self.draw_in_part(name, f"Zoek een {name}")
        if not self.instance.pk:
            self.initial.update({"minutes": 30, "kind": ItemKind.WORK})

    def _offer(self, name: str, choices: QuerySet[Any], empty: str) -> None:
        """Set the choices; a coupled casus that this person may not read stays coupled."""
        field: Any = self.fields[name]
        field.queryset, field.empty_label = choices, empty
        coupled = getattr(self.instance, f"{name}_id")
        if not choices.exists() or (coupled and not choices.filter(pk=coupled).exists()):
            del self.fields[name]


class ListFilter(Filterformulier):
    """Which meetings somebody looks for."""

    wanneer = forms.CharField(widget=forms.HiddenInput, max_length=10)
    community = forms.ModelChoiceField(
        Community.objects.all(),
        label="Community",
        to_field_name="slug",
        empty_label="Alle communities",
    )
    soort = forms.ModelChoiceField(
        Begrip.objects.none(), label="Soort", to_field_name="notation", empty_label="Alle soorten"
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = Begrip.objects.in_schema("bijeenkomstsoort")
        self.fields["soort"].queryset = kinds  # type: ignore[attr-defined]


class MonthFilter(ListFilter):
    """Which meetings of a month somebody looks for."""

    wanneer = None  # type: ignore[assignment]
