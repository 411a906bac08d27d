"""The forms of this app, by what they are about."""

from communities.forms.communities import AfsluitForm, CommunityForm
from communities.forms.deelnemers import DeelnemersFilter
from communities.forms.gesprekken import ReactieForm, TextField
from communities.forms.leden import (
    LidmaatschapForm,
    NetworkRolesForm,
    NieuwLidForm,
    RoleForm,
)
from communities.forms.ledenfilter import NOBODY, LedenFilter
from communities.forms.organisaties import (
    ENDED,
    AndereNaamForm,
    OokBekendForm,
    OpheffenForm,
    OrganisatieFilter,
    OrganisatieForm,
    OrganisatieZoeker,
    SamenvoegForm,
)
from communities.forms.profiel import ProfileForm

__all__ = [
    "ENDED",
    "NOBODY",
    "AfsluitForm",
    "AndereNaamForm",
    "CommunityForm",
    "DeelnemersFilter",
    "LedenFilter",
    "LidmaatschapForm",
    "NetworkRolesForm",
    "NieuwLidForm",
    "OokBekendForm",
    "OpheffenForm",
    "OrganisatieFilter",
    "OrganisatieForm",
    "OrganisatieZoeker",
    "ProfileForm",
    "ReactieForm",
    "RoleForm",
    "SamenvoegForm",
    "TextField",
]
