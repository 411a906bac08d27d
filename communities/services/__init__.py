"""Acts with side effects; a refusal that a person can mend is a ValidationError in Dutch."""

from communities.services.gesprekken import edit_reactie, post_reactie, remove_reactie
from communities.services.leden import (
    add_deelnemer,
    add_lidmaatschap,
    change_role,
    deactivate,
    find_by_email,
    reactivate,
    remove_lidmaatschap,
    set_network_roles,
)
from communities.services.organisaties import add_organisatie
from communities.services.profiel import (
    PROFILE_FIELDS,
    remove_photo,
    set_photo,
    update_profile,
)

__all__ = [
    "PROFILE_FIELDS",
    "add_deelnemer",
    "add_lidmaatschap",
    "add_organisatie",
    "change_role",
    "deactivate",
    "edit_reactie",
    "find_by_email",
    "post_reactie",
    "reactivate",
    "remove_lidmaatschap",
    "remove_photo",
    "remove_reactie",
    "set_network_roles",
    "set_photo",
    "update_profile",
]
