"""Acts with side effects; a refusal that a person can mend is a ValidationError in Dutch."""

from communities.services.antwoord import set_answer, take_answer_back
from communities.services.communities import (
    add_community,
    change_community,
    close_community,
    refuse_taken_slug,
    reopen_community,
)
from communities.services.contact import set_handled
from communities.services.gesprekken import (
    edit_reactie,
    post_reactie,
    remove_reactie,
    restore_reactie,
)
from communities.services.herkenbaar import set_herkenbaar
from communities.services.inzage import start_inzage, stop_inzage, why_not
from communities.services.leden import (
    add_deelnemer,
    add_lidmaatschap,
    change_role,
    deactivate,
    end_sessions,
    holder_of,
    reactivate,
    remove_lidmaatschap,
    set_network_roles,
)
from communities.services.lezen import mark_all_read, mark_read
from communities.services.moderatie import decide, object_to, reconsider, report
from communities.services.onderwerpen import (
    close_gesprek,
    edit_onderwerp,
    remove_onderwerp,
    reopen_gesprek,
    restore_onderwerp,
    start_onderwerp,
)
from communities.services.organisaties import (
    ORGANISATIE_FIELDS,
    add_name,
    add_organisatie,
    change_organisatie,
    end_organisatie,
    find_organisatie,
    remove_name,
    rename_organisatie,
    revive_organisatie,
)
from communities.services.peilingen import close_peiling, start_peiling, vote
from communities.services.profiel import (
    PROFILE_FIELDS,
    remove_photo,
    set_photo,
    update_profile,
)
from communities.services.reactieconcepten import (
    discard_concept,
    forget_concept,
    keep_concept,
)
from communities.services.rechten import (
    keep_rights,
    open_due_reviews,
    remind_of_overdue,
    reopen_line,
    sign_review,
    take_rights,
)
from communities.services.samenvoegen import delete_organisatie, merge_organisaties, uses_of
from communities.services.sleutels import (
    SleutelError,
    make_apisleutel,
    used_today,
    withdraw_apisleutel,
)
from communities.services.tweede_stap import reset_second_step
from communities.services.vertrek import leave_community

__all__ = [
    "ORGANISATIE_FIELDS",
    "PROFILE_FIELDS",
    "SleutelError",
    "add_community",
    "add_deelnemer",
    "add_lidmaatschap",
    "add_name",
    "add_organisatie",
    "change_community",
    "change_organisatie",
    "change_role",
    "close_community",
    "close_gesprek",
    "close_peiling",
    "deactivate",
    "decide",
    "delete_organisatie",
    "discard_concept",
    "edit_onderwerp",
    "edit_reactie",
    "end_organisatie",
    "end_sessions",
    "find_organisatie",
    "forget_concept",
    "holder_of",
    "keep_concept",
    "keep_rights",
    "leave_community",
    "make_apisleutel",
    "mark_all_read",
    "mark_read",
    "merge_organisaties",
    "object_to",
    "open_due_reviews",
    "post_reactie",
    "reactivate",
    "reconsider",
    "refuse_taken_slug",
    "remind_of_overdue",
    "remove_lidmaatschap",
    "remove_name",
    "remove_onderwerp",
    "remove_photo",
    "remove_reactie",
    "rename_organisatie",
    "reopen_community",
    "reopen_gesprek",
    "reopen_line",
    "report",
    "reset_second_step",
    "restore_onderwerp",
    "restore_reactie",
    "revive_organisatie",
    "set_answer",
    "set_handled",
    "set_herkenbaar",
    "set_network_roles",
    "set_photo",
    "sign_review",
    "start_inzage",
    "start_onderwerp",
    "start_peiling",
    "stop_inzage",
    "take_answer_back",
    "take_rights",
    "update_profile",
    "used_today",
    "uses_of",
    "vote",
    "why_not",
    "withdraw_apisleutel",
]
