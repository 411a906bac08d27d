"""The access policy of the handboek: one table, of predicates that stand here by subject."""

import rules

from casussen.permissions.casussen import (
    is_casushouder,
    is_lead_organiser,
    is_writer,
    may_view,
)
from casussen.permissions.casussen import is_not_withdrawn as is_not_withdrawn_casus
from communities.permissions import is_in_network, is_redacteur
from handboek.models import (
    Advies,
    Bevinding,
    Herkenning,
    Les,
    Lezersantwoord,
    Lijstitem,
    Rijksantwoord,
    Rijksvraag,
    Signaal,
    Toepassing,
    Uitgave,
)
from handboek.permissions.adviezen import (
    has_werkversie,
    is_author,
    is_being_written,
    is_draft,
    is_last_editor,
    is_not_withdrawn,
    is_published,
    may_decide_werkversie,
    once_published,
    waits_for_review,
    werkversie_is_draft,
)
from handboek.permissions.gebruik import (
    is_open_failure,
    is_placed,
    is_signed_in,
    owns_item,
    told_it,
    waits,
)
from handboek.permissions.instemming import casushouder_left
from handboek.permissions.lessen import (
    has_casus_to_speak_for,
    is_maker_of_les,
    is_under_published_advies,
    may_harvest_from,
    may_take_back,
    may_view_object,
    may_view_source,
    may_view_what_is_said,
)
from handboek.permissions.rijk import (
    asked_it,
    is_of_the_organisation,
    is_open,
    is_taken_back,
    may_view_les_of,
    organises_its_community,
    waits_for_second_reader,
    wrote_answer,
)
from handboek.permissions.uitgaven import (
    asked_for_it,
    has_not_appeared,
    is_final,
    is_in_final,
    made_it,
    waits_for_agreement,
    waits_for_second_redacteur,
)

PERMISSIONS = {
    "handboek.view_advies": once_published | is_redacteur | is_author,
    "handboek.discuss_advies": is_in_network & is_published,
    "handboek.view_les": is_in_network | is_under_published_advies,
    "handboek.view_lessen": is_in_network,
    "handboek.change_les": is_redacteur
    | (is_in_network & is_maker_of_les & ~is_under_published_advies),
    "handboek.recognise_les": (is_in_network | is_under_published_advies) & has_casus_to_speak_for,
    "handboek.speak_for_casus": may_view & is_not_withdrawn_casus & (is_writer | is_lead_organiser),
    "handboek.answer_instemming": may_view
    & is_not_withdrawn_casus
    & (is_casushouder | (casushouder_left & is_lead_organiser)),
    "handboek.view_herkenning": may_view_what_is_said,
    "handboek.take_back_herkenning": may_view_what_is_said & may_take_back,
    "handboek.manage_publicaties": is_redacteur,
    "handboek.ask_rijk": is_redacteur | organises_its_community,
    "handboek.view_rijksvraag": may_view_les_of,
    "handboek.answer_rijksvraag": (is_redacteur | is_of_the_organisation) & ~is_taken_back,
    "handboek.take_back_rijksvraag": (is_redacteur | (is_in_network & asked_it)) & is_open,
    "handboek.view_rijksantwoord": is_in_network & (is_redacteur | wrote_answer),
    "handboek.decide_rijksantwoord": is_redacteur & waits_for_second_reader & ~wrote_answer,
    "handboek.view_bevinding": may_view_source,
    "handboek.harvest": may_view_object & may_harvest_from,
    "handboek.view_redactie": is_redacteur,
    "handboek.view_signaal": is_redacteur,
    "handboek.handle_signaal": is_redacteur,
    "handboek.add_advies": is_redacteur,
    "handboek.change_advies": is_redacteur & is_being_written,
    "handboek.link_les": is_redacteur & is_not_withdrawn,
    "handboek.order_handboek": is_redacteur,
    "handboek.move_advies": is_redacteur & is_not_withdrawn,
    "handboek.tie_advies": is_redacteur & is_not_withdrawn,
    "handboek.submit_advies": is_redacteur & is_draft,
    "handboek.decide_advies": is_redacteur & waits_for_review & ~is_author & ~is_last_editor,
    "handboek.withdraw_advies": is_redacteur & is_not_withdrawn,
    "handboek.check_advies": is_redacteur & is_published,
    "handboek.start_werkversie": is_redacteur & is_published & ~has_werkversie,
    "handboek.change_werkversie": is_redacteur & has_werkversie,
    "handboek.submit_werkversie": is_redacteur & werkversie_is_draft,
    "handboek.decide_werkversie": is_redacteur & may_decide_werkversie,
    "handboek.rate_advies": is_published,
    "handboek.list_advies": is_signed_in & is_published,
    "handboek.change_lijstitem": owns_item,
    "handboek.view_lezersantwoord": is_redacteur,
    "handboek.report_toepassing": is_in_network & is_published,
    "handboek.view_toepassing": is_placed | is_redacteur | told_it,
    "handboek.place_toepassing": is_redacteur & waits & ~told_it,
    "handboek.refuse_toepassing": is_redacteur & (waits | is_placed) & ~told_it,
    "handboek.withdraw_toepassing": told_it & (waits | is_placed),
    "handboek.settle_toepassing": is_redacteur & is_open_failure & ~told_it,
    "handboek.view_uitgave": is_final | is_redacteur,
    "handboek.view_in_uitgave": is_in_final | is_redacteur,
    "handboek.make_uitgave": is_redacteur,
    "handboek.change_uitgave": is_redacteur & has_not_appeared,
    "handboek.decide_uitgave": is_redacteur & waits_for_second_redacteur & ~made_it,
    "handboek.ask_weglating": is_redacteur,
    "handboek.view_weglating": is_redacteur,
    "handboek.decide_weglating": is_redacteur & waits_for_agreement & ~asked_for_it,
}
for name, predicate in PERMISSIONS.items():
    rules.add_perm(name, predicate)

VISIBLE_MODELS = {
    Advies: "handboek.view_advies",
    Les: "handboek.view_les",
    Herkenning: "handboek.view_herkenning",
    Bevinding: "handboek.view_bevinding",
    Rijksantwoord: "handboek.view_rijksantwoord",
    Rijksvraag: "handboek.view_rijksvraag",
    Signaal: "handboek.view_signaal",
    Toepassing: "handboek.view_toepassing",
    Lezersantwoord: "handboek.view_lezersantwoord",
    Lijstitem: "handboek.change_lijstitem",
    Uitgave: "handboek.view_uitgave",
}
"""Models whose ``visible_to`` must equal this permission; the tests compare them."""
