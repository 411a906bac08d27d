"""Pages for developers only; their addresses exist when settings.DEVELOPMENT is on."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.csp import CSP
from django.utils.safestring import SafeString
from django.views.decorators.csp import csp_override

from netwerk.kern import dev_voorbeelden
from netwerk.kern.formulieren import Datuminvoer, Filterformulier, Opmaakinvoer
from netwerk.kern.policy import OPEN, needs

EXAMPLE_MOMENT = datetime(2027, 1, 28, 10, 0, tzinfo=ZoneInfo("Europe/Amsterdam"))


class Voorbeeldformulier(forms.Form):
    """Every kind of field once."""

    vraag = forms.CharField(
        label="Wat wil je leren?",
        help_text="Schrijf één zin. Bijvoorbeeld: hoe bereiken we jongeren?",
    )
    uitleg = forms.CharField(label="Vertel het verhaal", widget=Opmaakinvoer, required=False)
    dag = forms.DateField(label="Wanneer begon het?", widget=Datuminvoer, required=False)
    provincie = forms.ChoiceField(
        label="Waar speelt het?", choices=[("", "Kies een provincie"), ("fryslan", "Fryslân")]
    )
    zichtbaar = forms.ChoiceField(
        label="Wie mag dit lezen?",
        choices=[("community", "Alleen mijn community"), ("netwerk", "Het hele netwerk")],
        widget=forms.RadioSelect,
    )
    themas = forms.MultipleChoiceField(
        label="Over welke thema’s gaat het?",
        help_text="Kies er één, twee of drie.",
        choices=[("wonen", "Wonen"), ("gezondheid", "Gezondheid"), ("milieu", "Milieu")],
        widget=forms.CheckboxSelectMultiple,
    )
    bijlage = forms.FileField(label="Voeg een bestand toe", required=False)
    akkoord = forms.BooleanField(label="Mijn organisatie weet hiervan")


class Voorbeeldfilter(Filterformulier):
    """A search form as it stands above a list."""

    q = forms.CharField(label="Woord", widget=forms.TextInput(attrs={"type": "search"}))
    thema = forms.ChoiceField(label="Thema", choices=[("", "Alle thema’s"), ("w", "Wonen (6)")])
    regio = forms.ChoiceField(label="Regio", choices=[("", "Heel Nederland"), ("n", "Noord (9)")])


@needs(OPEN)
def componenten(request: HttpRequest) -> HttpResponse:
    """Show every component in every state."""
    filled = Voorbeeldformulier({"themas": ["iets"], "zichtbaar": "netwerk"}, prefix="fout")
    return render(
        request,
        "dev/componenten.html",
        {
            "leeg_formulier": Voorbeeldformulier(prefix="leeg"),
            "fout_formulier": filled,
            "filter": Voorbeeldfilter({"thema": "w"}),
            "pagina": Paginator(range(174), 25).page(2),
            "moment": EXAMPLE_MOMENT,
            "standen": ["plus", "let", "leeg"],
            "veilig": SafeString("<p>Bij ons hielp het om drie dingen vooraf vast te leggen.</p>"),
            **dev_voorbeelden.CONTEXT,
        },
    )


@needs(OPEN)
@csp_override({"default-src": [CSP.NONE], "style-src": [CSP.UNSAFE_INLINE]})
def mailonderdelen(request: HttpRequest) -> HttpResponse:
    """Show every part of a mail, as a mail; its inline styles need a policy of their own."""
    return render(request, "dev/mail.html", {"moment": EXAMPLE_MOMENT})
