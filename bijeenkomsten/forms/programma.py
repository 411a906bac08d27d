"""Forms of the programme: its parts, their werkvorm and their steps."""

from typing import Any, ClassVar

from django import forms
from django.db.models import Q, QuerySet

from bijeenkomsten import werkvormen
from bijeenkomsten.enums import Capture, ItemKind
from bijeenkomsten.forms.mensen import people_of
from bijeenkomsten.models import Agendapunt, Bijeenkomst, Stap
from bijeenkomsten.moments import MOST_MINUTES
from casussen.models import Casus, Dilemma, Leervraag
from communities.models import Deelnemer
from netwerk.kern.formulieren import EnkeleRegels
from netwerk.kern.zoekkeuze import Zoekkeuze

KINDS = ((ItemKind.WORK, "Iets inhoudelijks"), (ItemKind.BREAK, "Pauze, inloop of lunch"))
NO_METHOD = ("", "Geen vaste stappen")


class OnderwerpKeuze(Zoekkeuze, EnkeleRegels, forms.ModelForm):
    """For a form that says what a part is about: a casus, a dilemma or a leervraag."""

    def offer_subjects(self, user: Any, bijeenkomst: Bijeenkomst) -> None:
        """Offer what this person may read of the communities of the meeting."""
        where = bijeenkomst.community_ids
        shared = Casus.communities.through.objects.filter(community__in=where).values("casus")
        of_us = Q(community__in=where)
        casussen = Casus.objects.visible_to(user).filter(
            of_us | Q(pk__in=shared) | Q(pk=self.instance.casus_id)
        )
        dilemmas = Dilemma.objects.visible_to(user).filter(of_us | Q(pk=self.instance.dilemma_id))
        leervragen = Leervraag.objects.visible_to(user).filter(
            of_us | Q(pk=self.instance.leervraag_id)
        )
        self.offer("casus", casussen.order_by("title", "pk"), "Nee, niet over een casus")
        self.offer("dilemma", dilemmas.order_by("question", "pk"), "Nee, niet over een dilemma")
        self.offer("leervraag", leervragen, "Nee, niet aan een leervraag")
        for name in ("casus", "dilemma", "leervraag"):
            self.draw_in_part(name, f"Zoek een {name}")

    def offer(self, name: str, choices: QuerySet[Any], empty: str) -> None:
        """Set the choices; a coupled casus that this person may not read stays coupled."""
        field: Any = self.fields[name]
        field.queryset, field.empty_label = choices, empty
        coupled = getattr(self.instance, f"{name}_id")
        if not choices.exists() or (coupled and not choices.filter(pk=coupled).exists()):
            del self.fields[name]


class AgendapuntForm(OnderwerpKeuze):
    """One part of the programme, perhaps about a casus, dilemma or leervraag.

    A new part can begin with a werkvorm; then its steps say how long it takes.
    """

    kind = forms.ChoiceField(label="Wat is het?", choices=KINDS, widget=forms.RadioSelect)
    minutes = forms.IntegerField(
        label="Hoe lang duurt het?",
        min_value=1,
        max_value=MOST_MINUTES,
        help_text="In minuten. Kies je een werkvorm? Dan rekenen we de tijd voor je uit.",
    )
    werkvorm = forms.ChoiceField(
        label="Welke werkvorm gebruiken jullie?",
        required=False,
        help_text="Dan staan de stappen er meteen bij. Je kunt ze daarna nog aanpassen.",
    )

    class Meta:
        model = Agendapunt
        fields: ClassVar = [
            "title",
            "kind",
            "minutes",
            "werkvorm",
            "explanation",
            "owner",
            "casus",
            "dilemma",
            "leervraag",
        ]
        labels: ClassVar = {
            "title": "Wat gaan jullie doen?",
            "owner": "Wie brengt het in?",
            "casus": "Gaat het over een casus?",
            "dilemma": "Gaat het over een dilemma?",
            "leervraag": "Helpt het aan een antwoord op een leervraag?",
        }
        help_texts: ClassVar = {
            "owner": "Diens naam staat op het programma, voor mensen in het netwerk."
        }
        widgets: ClassVar = {
            "explanation": forms.Textarea({"rows": 3}),
        }

    def __init__(self, *args: Any, user: Any, bijeenkomst: Bijeenkomst, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = people_of(bijeenkomst)
        if self.instance.owner_id:
            people = people | Deelnemer.objects.filter(pk=self.instance.owner_id)
        self.offer("owner", people, "Nog niemand")
        self.offer_subjects(user, bijeenkomst)
        self.draw_in_part("owner", "Zoek een naam", order=("sort_name", "pk"), first="de eerste")
        self._method()
        if not self.instance.pk:
            self.initial.update({"minutes": 30, "kind": ItemKind.WORK})

    def _method(self) -> None:
        if self.instance.pk:
            del self.fields["werkvorm"]
            self.fields["minutes"].help_text = "In minuten."
            if self.instance.stappen.exists():  # they say how long it takes
                del self.fields["minutes"]
        else:
            self.fields["werkvorm"].choices = [NO_METHOD, *werkvormen.choices()]


class WerkvormForm(forms.Form):
    """Which werkvorm a part uses."""

    werkvorm = forms.ChoiceField(
        label="Welke werkvorm gebruiken jullie?", required=False, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered: Any = self.fields["werkvorm"]
        offered.choices = [NO_METHOD, *werkvormen.choices()]


class StapForm(EnkeleRegels, forms.ModelForm):
    """One step of a part."""

    minutes = forms.IntegerField(
        label="Hoe lang duurt het?", min_value=1, max_value=600, help_text="In minuten."
    )

    class Meta:
        model = Stap
        fields: ClassVar = ["title", "minutes", "instruction", "speaks", "captures"]
        labels: ClassVar = {
            "title": "Hoe heet de stap?",
            "instruction": "Wat doe je in deze stap?",
            "speaks": "Wie praat er?",
            "captures": "Wat schrijven jullie op?",
        }
        widgets: ClassVar = {"instruction": forms.Textarea({"rows": 3})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        written = [(value, str(label).capitalize()) for value, label in Capture.choices]
        offered: Any = self.fields["captures"]
        offered.choices = [("", "Niets"), *written]
        if not self.instance.pk:
            self.initial["minutes"] = 10
