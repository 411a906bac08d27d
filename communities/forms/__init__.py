"""The forms of this app, by what they are about."""

from communities.forms.deelnemers import DeelnemersFilter
from communities.forms.gesprekken import ReactieForm, TextField
from communities.forms.leden import (
    NOBODY,
    LedenFilter,
    LidmaatschapForm,
    NetworkRolesForm,
    NieuwLidForm,
    RoleForm,
)
from communities.forms.profiel import ProfileForm

__all__ = [
    "NOBODY",
    "DeelnemersFilter",
    "LedenFilter",
    "LidmaatschapForm",
    "NetworkRolesForm",
    "NieuwLidForm",
    "ProfileForm",
    "ReactieForm",
    "RoleForm",
    "TextField",
]
