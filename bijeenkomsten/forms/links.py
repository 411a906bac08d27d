"""A link that an organiser pastes: to a meeting online, or to what was recorded of it."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:(?!\d)", re.IGNORECASE)  # a port is no scheme
NO_LINK = "Dit is geen link naar een pagina. Bijvoorbeeld: https://vergaderen.voorbeeld.nl/123."


class Linkveld(forms.CharField):
    """A link of http or https; one that was pasted without is completed to https."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput({"inputmode": "url", "autocomplete": "off"})
        super().__init__(required=False, max_length=500, widget=widget, **kwargs)

    def clean(self, value: Any) -> str:
        """Return the whole link, or "" for none."""
        typed = super().clean(value)
        if not typed:
            return ""
        link = typed if SCHEME.match(typed) else f"https://{typed}"
        URLValidator(schemes=["http", "https"], message=NO_LINK)(link)
        if len(link) > 500:  # the scheme that was added may be one too much
            raise ValidationError("Deze link is te lang. Er passen 500 tekens.")
        return str(link)
