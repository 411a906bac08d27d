"""The access policy of bijeenkomsten: one table, of predicates that stand here by subject."""

import rules

from bijeenkomsten.models import (
    Actiepunt,
    Agendapunt,
    Agendavoorstel,
    Bijeenkomst,
    Datumprikker,
    Nabeeld,
    Rondmail,
    Verslag,
)
from bijeenkomsten.permissions.afspraken import (
    is_in_draft,
    is_open,
    noted_actiepunt,
    organises_actiepunt,
    owns_actiepunt,
    shares_actiepunt,
)
from bijeenkomsten.permissions.datumprikkers import (
    is_asked_by_poll,
    is_open_poll,
    organises_poll,
)
from bijeenkomsten.permissions.meetings import (
    attended,
    is_member,
    is_organiser,
    is_signed_up,
    is_unsent,
    may_schedule_in,
    may_view,
    organises_meeting_of,
)
from bijeenkomsten.permissions.nabeeld import (
    is_online,
    looks_along,
    may_read_nabeeld,
    waits,
    writes_about,
    writes_nabeeld,
    wrote_last,
)
from bijeenkomsten.permissions.nazorg import is_over
from bijeenkomsten.permissions.programma import organises_part, owns_part, sees_part
from bijeenkomsten.permissions.verslag import (
    checks_item,
    corrects_item,
    decides_proposal,
    is_checked,
    is_draft,
    is_final,
    may_read_verslag,
    organises_verslag,
    reads_item,
    was_at_meeting,
    writes_item,
    writes_verslag,
)
from bijeenkomsten.permissions.voorstellen import organises_programme_of, proposed_it
from bijeenkomsten.permissions.zaal import (
    brought_the_part_in,
    joins_room,
    joins_room_of,
    wrote_it_or_organises,
)
from communities.permissions import is_in_network, is_member_of_community, is_signed_in

PERMISSIONS = {
    "bijeenkomsten.view_bijeenkomst": may_view,
    "bijeenkomsten.schedule_bijeenkomst": may_schedule_in,
    "bijeenkomsten.change_bijeenkomst": is_organiser,
    "bijeenkomsten.copy_bijeenkomst": is_organiser,
    "bijeenkomsten.cancel_bijeenkomst": is_organiser,
    "bijeenkomsten.restore_bijeenkomst": is_organiser,
    "bijeenkomsten.discuss_bijeenkomst": may_view & is_in_network & (is_member | is_signed_up),
    "bijeenkomsten.view_datumprikker": is_asked_by_poll,
    "bijeenkomsten.vote_datumprikker": is_asked_by_poll & is_open_poll,
    "bijeenkomsten.change_datumprikker": organises_poll,
    "bijeenkomsten.register": is_signed_in & may_view,
    "bijeenkomsten.view_attendees": is_organiser | (may_view & is_in_network & is_signed_up),
    "bijeenkomsten.view_needs": is_organiser,
    "bijeenkomsten.note_presence": is_organiser,
    "bijeenkomsten.view_online_link": is_organiser | (may_view & is_signed_up),
    "bijeenkomsten.view_recording": is_organiser | attended | (may_view & is_signed_up),
    "bijeenkomsten.ask_community": is_organiser,
    "bijeenkomsten.mail_attendees": is_organiser,
    "bijeenkomsten.view_rondmail": organises_meeting_of,
    "bijeenkomsten.change_rondmail": organises_meeting_of & is_unsent,
    "bijeenkomsten.view_agendapunt": sees_part,
    "bijeenkomsten.attach_agendapunt": sees_part & (organises_part | owns_part),
    "bijeenkomsten.propose_agendapunt": may_view & is_in_network,
    "bijeenkomsten.view_agendavoorstel": proposed_it | organises_programme_of,
    "bijeenkomsten.decide_agendavoorstel": organises_programme_of,
    "bijeenkomsten.withdraw_agendavoorstel": proposed_it,
    "bijeenkomsten.join_room": joins_room,
    "bijeenkomsten.remove_inbreng": joins_room_of & wrote_it_or_organises,
    "bijeenkomsten.adopt_inbreng": joins_room_of & brought_the_part_in,
    "bijeenkomsten.steer_room": is_organiser,
    "bijeenkomsten.start_verslag": is_organiser,
    "bijeenkomsten.view_verslag": writes_verslag | may_read_verslag | (is_checked & was_at_meeting),
    "bijeenkomsten.manage_writers": organises_verslag & ~is_final,
    "bijeenkomsten.open_check": organises_verslag & is_draft,
    "bijeenkomsten.reopen_verslag": organises_verslag & is_checked,
    "bijeenkomsten.agree_verslag": is_checked & was_at_meeting,
    "bijeenkomsten.finalise_verslag": organises_verslag & ~is_final,
    "bijeenkomsten.view_item": reads_item,
    "bijeenkomsten.write_item": writes_item,
    "bijeenkomsten.propose_change": checks_item,
    "bijeenkomsten.decide_proposal": decides_proposal,
    "bijeenkomsten.correct_item": corrects_item,
    "bijeenkomsten.view_evaluatie": is_over & (is_organiser | attended),
    "bijeenkomsten.give_evaluatie": is_over & attended,
    "bijeenkomsten.write_nabeeld": is_over & writes_about,
    "bijeenkomsten.view_nabeeld": may_read_nabeeld | writes_nabeeld | (waits & looks_along),
    "bijeenkomsten.decide_nabeeld": waits & looks_along & ~wrote_last,
    "bijeenkomsten.withdraw_nabeeld": is_online & (writes_nabeeld | looks_along),
    "bijeenkomsten.view_actiepunten": is_member_of_community,
    "bijeenkomsten.view_actiepunt": owns_actiepunt | shares_actiepunt,
    "bijeenkomsten.change_actiepunt": (owns_actiepunt | organises_actiepunt) & is_open,
    "bijeenkomsten.remove_actiepunt": noted_actiepunt & is_open & is_in_draft,
    "bijeenkomsten.close_actiepunt": (owns_actiepunt | organises_actiepunt) & is_open,
}
for name, predicate in PERMISSIONS.items():
    rules.add_perm(name, predicate)

VISIBLE_MODELS = {
    Agendapunt: "bijeenkomsten.view_agendapunt",
    Agendavoorstel: "bijeenkomsten.view_agendavoorstel",
    Bijeenkomst: "bijeenkomsten.view_bijeenkomst",
    Datumprikker: "bijeenkomsten.view_datumprikker",
    Rondmail: "bijeenkomsten.view_rondmail",
    Actiepunt: "bijeenkomsten.view_actiepunt",
    Nabeeld: "bijeenkomsten.view_nabeeld",
    Verslag: "bijeenkomsten.view_verslag",
}
"""Models whose ``visible_to`` must equal this permission; the tests compare them."""
