"""Looking for somebody to write or read along, and asking them."""

from typing import Any

from django import forms
from django.db.models import Q

from casussen.enums import CasusRole
from casussen.models import Casus
from casussen.models.schrijven import HOLDER
from communities import deelnemerslijst
from communities.models import Deelnemer
from netwerk.kern.formulieren import Filterformulier

MOST_FOUND = 20


class WieForm(Filterformulier):
    """Which words of a name somebody looks for."""

    q = forms.CharField(
        label="Zoek op naam",
        max_length=100,
        help_text="Een organisatie kan ook. Je vindt mensen die meedoen in een community.",
    )


class WriterForm(forms.Form):
    """As what somebody is asked, with a word of the one who asks."""

    role = forms.ChoiceField(
        label="Wat vraag je?",
        choices=[
            (CasusRole.CO_AUTHOR, "Schrijf mee als co-auteur"),
            (CasusRole.EXPERT, "Lees mee als expert, ook wat vertrouwelijk is"),
            (HOLDER, "Neem de casus over als casushouder"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Kies wat je vraagt."},
    )
    note = forms.CharField(
        label="Wil je er iets bij zeggen?",
        max_length=1000,
        required=False,
        widget=forms.Textarea({"rows": 4}),
        help_text="Dit staat in de mail. Schrijf er niets vertrouwelijks in.",
    )


def findable(user: Any, casus: Casus) -> Any:
    """Return whom this person may ask: who they see in the network, but not the casushouder."""
    people = Deelnemer.objects.visible_to(user).active()
    return people.exclude(pk=casus.casushouder_id)


def find(user: Any, casus: Casus, words: str) -> list[Deelnemer]:
    """Return who fits these words, one more than a page shows."""
    rows = deelnemerslijst.filtered(findable(user, casus).filter(~Q(pk=user.pk)), {"q": words})
    return list(rows.with_organisatie()[: MOST_FOUND + 1])
