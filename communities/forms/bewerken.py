"""What a beheerder does with many people at once."""

from typing import Any

from django import forms

from communities.enums import BulkAction, Role
from communities.models import Community
from communities.services.bewerkingen import Choice

WITH_COMMUNITY = (BulkAction.ADD, BulkAction.ROLE, BulkAction.REMOVE)
WITH_ROLE = (BulkAction.ADD, BulkAction.ROLE)


class BewerkForm(forms.Form):
    """Choose the act; the community and the role only matter for a place in a community."""

    alles_mag_leeg = True  # what must be filled in depends on the act

    actie = forms.ChoiceField(
        label="Wat wil je doen?", choices=[("", "Kies wat je wilt doen"), *BulkAction.choices]
    )
    community = forms.ModelChoiceField(
        Community.objects.all(),
        label="In welke community?",
        required=False,
        empty_label="Kies een community",
        help_text="Alleen nodig als het over een community gaat.",
    )
    rol = forms.ChoiceField(label="Met welke rol?", choices=Role.choices, required=False)

    def clean(self) -> dict[str, Any]:
        """Ask for the community and the role where the act is about them."""
        data = super().clean() or {}
        for name, acts in (("community", WITH_COMMUNITY), ("rol", WITH_ROLE)):
            if data.get("actie") in acts and not data.get(name) and name not in self.errors:
                self.add_error(name, f"Kies een {name}.")
        return data

    def choice(self) -> Choice:
        """Return what was chosen, without what does not matter for it."""
        data = self.cleaned_data
        action = BulkAction(data["actie"])
        community = data["community"] if action in WITH_COMMUNITY else None
        return Choice(action, community, data["rol"] if action in WITH_ROLE else "")
