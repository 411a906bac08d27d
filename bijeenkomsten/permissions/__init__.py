"""The access policy of bijeenkomsten: one table, of predicates that stand here by subject."""

import rules

from bijeenkomsten.models import Bijeenkomst, Rondmail, Verslag
from bijeenkomsten.permissions.meetings import (
    is_member,
    is_organiser,
    is_signed_up,
    is_unsent,
    may_schedule_in,
    may_view,
    organises_meeting_of,
    was_present,
)
from bijeenkomsten.permissions.verslag import is_draft, may_read_verslag, writes_verslag
from communities.permissions import is_in_network, is_signed_in

PERMISSIONS = {
    "bijeenkomsten.view_bijeenkomst": may_view,
    "bijeenkomsten.schedule_bijeenkomst": may_schedule_in,
    "bijeenkomsten.change_bijeenkomst": is_organiser,
    "bijeenkomsten.cancel_bijeenkomst": is_organiser,
    "bijeenkomsten.restore_bijeenkomst": is_organiser,
    "bijeenkomsten.discuss_bijeenkomst": may_view & is_in_network & (is_member | is_signed_up),
    "bijeenkomsten.register": is_signed_in & may_view,
    "bijeenkomsten.view_attendees": is_organiser | (may_view & is_in_network & is_signed_up),
    "bijeenkomsten.view_needs": is_organiser,
    "bijeenkomsten.view_online_link": is_organiser | (may_view & is_signed_up),
    "bijeenkomsten.view_recording": is_organiser | (may_view & (is_signed_up | was_present)),
    "bijeenkomsten.mail_attendees": is_organiser,
    "bijeenkomsten.view_rondmail": organises_meeting_of,
    "bijeenkomsten.change_rondmail": organises_meeting_of & is_unsent,
    "bijeenkomsten.start_verslag": is_organiser,
    "bijeenkomsten.view_verslag": writes_verslag | may_read_verslag,
    "bijeenkomsten.write_verslag": writes_verslag & is_draft,
    "bijeenkomsten.finalise_verslag": writes_verslag & is_draft,
}
for name, predicate in PERMISSIONS.items():
    rules.add_perm(name, predicate)

VISIBLE_MODELS = {
    Bijeenkomst: "bijeenkomsten.view_bijeenkomst",
    Rondmail: "bijeenkomsten.view_rondmail",
    Verslag: "bijeenkomsten.view_verslag",
}
"""Models whose ``visible_to`` must equal this permission; the tests compare them."""
