"""Looking for a casus to link."""

from django import forms

from netwerk.kern.formulieren import Filterformulier


class CasusZoek(Filterformulier):
    """Which words of a casus somebody looks for."""

    q = forms.CharField(
        label="Zoek een casus", max_length=200, help_text="Een woord uit de titel of de tekst."
    )
