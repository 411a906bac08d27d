"""The access policy of casussen: one table, of predicates that stand here by subject."""

import rules

from casussen.models import (
    Casus,
    Dilemma,
    Generator,
    Inwonersantwoord,
    Inwonersvraag,
    Leervraag,
    Publicatieverzoek,
    Schrijfuitnodiging,
    Standpunt,
    Verhaal,
)
from casussen.permissions.casussen import (
    is_casushouder,
    is_in_group,
    is_invited,
    is_lead_organiser,
    is_member_if_given,
    is_not_withdrawn,
    is_public,
    is_requester,
    is_standing,
    is_writer,
    may_view,
    may_view_request,
)
from casussen.permissions.dilemmas import (
    is_author_of_dilemma,
    is_chosen,
    is_of_a_choice,
    is_parked,
    may_view_dilemma,
    may_view_standpunt,
    organises_dilemma,
    tidies_standpunt,
    wrote_standpunt,
)
from casussen.permissions.inwoners import (
    may_view_inwonersantwoord,
    may_view_inwonersvraag,
    moderates_inwonersvraag,
)
from casussen.permissions.leren import (
    asked_leervraag,
    made_generator,
    may_view_generator,
    may_view_leervraag,
    organises_leervraag,
)
from casussen.permissions.verhalen import (
    is_asked_about_verhaal,
    is_public_verhaal,
    keeps_verhaal,
    made_verhaal,
    writes_verhaal,
)
from communities.permissions import is_in_network, is_redacteur

PERMISSIONS = {
    "casussen.view_casus": may_view,
    "casussen.view_confidential": may_view & is_in_group,
    "casussen.add_casus": is_member_if_given,
    "casussen.change_casus": may_view & is_writer & is_standing,
    "casussen.change_stage": may_view & is_writer & is_not_withdrawn,
    "casussen.change_visibility": may_view
    & is_not_withdrawn
    & is_writer
    & (~is_public | is_casushouder),
    "casussen.manage_group": may_view & is_not_withdrawn & (is_casushouder | is_lead_organiser),
    "casussen.leave_group": may_view & is_in_group & ~is_casushouder,
    "casussen.view_schrijfuitnodiging": is_invited,
    "casussen.discuss_casus": is_in_network & may_view,
    "casussen.use_keuzehulp": may_view & (is_in_network | is_in_group),
    "casussen.withdraw_casus": may_view & (is_casushouder | is_lead_organiser),
    "casussen.throw_away_casus": may_view & (is_casushouder | is_lead_organiser),
    "casussen.restore_casus": may_view & (is_casushouder | is_lead_organiser),
    "casussen.request_publication": may_view & is_writer & is_standing,
    "casussen.preview_publication": may_view & (is_writer | is_lead_organiser | is_redacteur),
    "casussen.decide_publication": may_view
    & (is_lead_organiser | is_redacteur)
    & ~is_requester
    & ~is_writer,
    "casussen.view_publicatieverzoek": may_view_request,
    "casussen.answer_terugblik": may_view & is_standing & (is_writer | is_lead_organiser),
    "casussen.write_verhaal": may_view & is_writer & is_not_withdrawn,
    "casussen.view_verhaal": is_public_verhaal | writes_verhaal | is_asked_about_verhaal,
    "casussen.decide_verhaal": is_asked_about_verhaal & ~writes_verhaal & ~made_verhaal,
    "casussen.withdraw_verhaal": is_public_verhaal & keeps_verhaal,
    "casussen.view_dilemma": may_view_dilemma,
    "casussen.add_dilemma": is_member_if_given,
    "casussen.change_dilemma": may_view_dilemma & (is_author_of_dilemma | organises_dilemma),
    "casussen.publish_dilemma": may_view_dilemma & organises_dilemma & ~is_author_of_dilemma,
    "casussen.discuss_dilemma": is_in_network & may_view_dilemma,
    "casussen.close_dilemma": may_view_dilemma
    & (is_author_of_dilemma | organises_dilemma)
    & ~is_parked,
    "casussen.park_dilemma": may_view_dilemma
    & (is_author_of_dilemma | organises_dilemma)
    & ~is_chosen,
    "casussen.reopen_dilemma": may_view_dilemma
    & (is_author_of_dilemma | organises_dilemma)
    & (is_parked | is_chosen),
    "casussen.add_standpunt": is_in_network & may_view_dilemma & ~is_chosen,
    "casussen.view_standpunt": may_view_standpunt,
    "casussen.change_standpunt": may_view_standpunt & wrote_standpunt & ~is_of_a_choice,
    "casussen.remove_standpunt": may_view_standpunt & (wrote_standpunt | tidies_standpunt),
    "casussen.view_inwonersvraag": may_view_inwonersvraag,
    "casussen.view_inwonersantwoord": may_view_inwonersantwoord,
    "casussen.ask_inwoners": may_view & is_standing & (is_casushouder | is_lead_organiser),
    "casussen.view_inwonersantwoorden": may_view & (is_casushouder | is_lead_organiser),
    "casussen.change_inwonersvraag": may_view_inwonersvraag & moderates_inwonersvraag,
    "casussen.view_generator": may_view_generator,
    "casussen.change_generator": may_view_generator & (made_generator | is_redacteur),
    "casussen.merge_generator": may_view_generator & is_redacteur,
    "casussen.view_leervraag": may_view_leervraag,
    "casussen.add_leervraag": is_member_if_given,
    "casussen.change_leervraag": may_view_leervraag & (asked_leervraag | organises_leervraag),
    "casussen.publish_leervraag": may_view_leervraag & organises_leervraag & ~asked_leervraag,
    "casussen.move_leervraag": may_view_leervraag & organises_leervraag,
    "casussen.discuss_leervraag": is_in_network & may_view_leervraag,
}
for name, predicate in PERMISSIONS.items():
    rules.add_perm(name, predicate)

VISIBLE_MODELS = {
    Casus: "casussen.view_casus",
    Dilemma: "casussen.view_dilemma",
    Standpunt: "casussen.view_standpunt",
    Publicatieverzoek: "casussen.view_publicatieverzoek",
    Schrijfuitnodiging: "casussen.view_schrijfuitnodiging",
    Generator: "casussen.view_generator",
    Inwonersvraag: "casussen.view_inwonersvraag",
    Inwonersantwoord: "casussen.view_inwonersantwoord",
    Leervraag: "casussen.view_leervraag",
    Verhaal: "casussen.view_verhaal",
}
"""Models whose ``visible_to`` must equal this permission; the tests compare them."""
