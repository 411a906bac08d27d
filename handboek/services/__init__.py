"""What people do in the handboek: harvest, write, publish, withdraw; each in one transaction."""

from casussen.services import ChangedMeanwhileError
from handboek.services.achteraf import casus_followed_up, failed_terugblik, settle_terugblik
from handboek.services.evidence import (
    casus_restored,
    casus_withdrawn,
    handle_signaal,
    refresh_evidence,
)
from handboek.services.harvest import (
    add_bevinding_to_les,
    harvest_bevinding,
    harvest_les,
)
from handboek.services.herkennen import (
    recognise_les,
    settle_herkenning,
    take_back_herkenning,
)
from handboek.services.instemming import (
    answer_consent,
    ask_consent,
    casus_closed,
    remind_of_consent,
)
from handboek.services.lessen import update_les
from handboek.services.lezers import handle_lezersantwoord, keep_lezersantwoord
from handboek.services.lijsten import (
    mail_list,
    move_on_list,
    note_on_list,
    put_on_list,
    take_off_list,
)
from handboek.services.publicaties import (
    create_publicatie,
    tie_publicatie,
    untie_publicatie,
    update_publicatie,
)
from handboek.services.publication import (
    confirm_review,
    problems_before_publishing,
    publish_advies,
    return_advies,
    submit_for_review,
    withdraw_advies,
)
from handboek.services.rijk import ask_rijk, remind_rijk, take_back_rijksvraag
from handboek.services.rijksantwoorden import (
    answer_rijksvraag,
    place_rijksantwoord,
    return_rijksantwoord,
)
from handboek.services.tekstconcepten import forget_tekstconcept, keep_tekstconcept
from handboek.services.toepassingen import (
    place_application,
    refuse_application,
    report_application,
    settle_application,
    withdraw_application,
)
from handboek.services.uitgaven import (
    change_uitgave,
    discard_uitgave,
    publish_uitgave,
    start_uitgave,
)
from handboek.services.verbanden import tie_adviezen, untie_adviezen
from handboek.services.volgorde import (
    add_hoofdstuk,
    change_hoofdstuk,
    move_advies,
    move_hoofdstuk,
    place_advies,
    place_hoofdstuk,
)
from handboek.services.weggehaald import (
    antwoord_placed,
    antwoord_taken_away,
    reactie_removed,
    reactie_restored,
)
from handboek.services.weglatingen import (
    ask_removal,
    close_answer,
    close_sources,
    refuse_removal,
    take_out,
)
from handboek.services.werkversies import (
    discard_werkversie,
    problems_of_werkversie,
    publish_werkversie,
    return_werkversie,
    start_werkversie,
    submit_werkversie,
    update_werkversie,
)
from handboek.services.writing import (
    create_advies,
    link_les,
    settle_contradiction,
    unlink_les,
    update_advies,
)

__all__ = [
    "ChangedMeanwhileError",
    "add_bevinding_to_les",
    "add_hoofdstuk",
    "answer_consent",
    "answer_rijksvraag",
    "antwoord_placed",
    "antwoord_taken_away",
    "ask_consent",
    "ask_removal",
    "ask_rijk",
    "casus_closed",
    "casus_followed_up",
    "casus_restored",
    "casus_withdrawn",
    "change_hoofdstuk",
    "change_uitgave",
    "close_answer",
    "close_sources",
    "confirm_review",
    "create_advies",
    "create_publicatie",
    "discard_uitgave",
    "discard_werkversie",
    "failed_terugblik",
    "forget_tekstconcept",
    "handle_lezersantwoord",
    "handle_signaal",
    "harvest_bevinding",
    "harvest_les",
    "keep_lezersantwoord",
    "keep_tekstconcept",
    "link_les",
    "mail_list",
    "move_advies",
    "move_hoofdstuk",
    "move_on_list",
    "note_on_list",
    "place_advies",
    "place_application",
    "place_hoofdstuk",
    "place_rijksantwoord",
    "problems_before_publishing",
    "problems_of_werkversie",
    "publish_advies",
    "publish_uitgave",
    "publish_werkversie",
    "put_on_list",
    "reactie_removed",
    "reactie_restored",
    "recognise_les",
    "refresh_evidence",
    "refuse_application",
    "refuse_removal",
    "remind_of_consent",
    "remind_rijk",
    "report_application",
    "return_advies",
    "return_rijksantwoord",
    "return_werkversie",
    "settle_application",
    "settle_contradiction",
    "settle_herkenning",
    "settle_terugblik",
    "start_uitgave",
    "start_werkversie",
    "submit_for_review",
    "submit_werkversie",
    "take_back_herkenning",
    "take_back_rijksvraag",
    "take_off_list",
    "take_out",
    "tie_adviezen",
    "tie_publicatie",
    "unlink_les",
    "untie_adviezen",
    "untie_publicatie",
    "update_advies",
    "update_les",
    "update_publicatie",
    "update_werkversie",
    "withdraw_advies",
    "withdraw_application",
]
