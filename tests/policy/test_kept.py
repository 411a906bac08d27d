"""A page that visitors read is kept for them, or it says here why it is not (kept_pages.py)."""

from tests.policy.test_matrix import ROWS, views

FORM = "a form of a visitor, or what follows it"
FILE = "a file or a feed, which a browser or a program keeps itself"
OWN = "somebody's own link, from a mail"
NOT_KEPT = {
    "tells how the machine is": ("health", "health_alive", "health_ready"),
    "a line of text": ("robots_txt", "security_txt", "security_txt_moved"),
    "leads on": ("handboek:kort", "casussen:inwonersantwoord"),
    "shows which files are made meanwhile, which gives no new state": ("handboek:downloads",),
    "answers a program about another address": ("handboek:oembed",),
    FORM: (
        *("bijeenkomsten:gast_worden", "bijeenkomsten:gast_gevraagd"),
        *("casussen:inwonersvraag_antwoord", "casussen:inwonersvraag_bedankt"),
        *("communities:contact", "communities:contact_gestuurd"),
        *("communities:meedoen", "communities:meedoen_gevraagd", "communities:verzoek_doen"),
        *("communities:nieuws_volgen", "communities:nieuws_volgen_gevraagd"),
        *("handboek:nuttig", "handboek:nuttig_bedankt"),
    ),
    OWN: (
        *("berichten:unsubscribe", "berichten:mute", "berichten:undo"),
        *("bijeenkomsten:gast", "bijeenkomsten:gast_bevestig"),
        *("casussen:consent_answer", "communities:meedoen_bevestig", "communities:uitnodiging"),
        *("communities:nieuws_volgen_bevestig", "communities:nieuws_volgen_stop"),
    ),
    FILE: (
        *("agenda_mijn", "agenda_community", "bijlage", "bijeenkomsten:papieren"),
        *("bijeenkomsten:feed", "bijeenkomsten:ics", "bijeenkomsten:public_ics"),
        *("casussen:dossierbestand", "casussen:feed", "communities:nieuws_feed"),
        *("handboek:boekbestand", "handboek:hoofdstukbestand", "handboek:lijstbestand"),
        *("handboek:uitgavebestand", "handboek:feed", "handboek:uitgaven_feed"),
        *("handboek:wijzigingen_feed", "handboek:citeer_uitgave", "handboek:citeer_hoofdstuk"),
        *("handboek:citeer_rij", "handboek:citeer_versie"),
    ),
}


def test_every_page_of_visitors_is_kept_or_has_a_reason() -> None:
    open_to_all = {
        row.name for row in ROWS if not row.api and row.expected("anoniem", "GET") == "ok"
    }
    kept = {name for name, view in views() if hasattr(view, "kept_for_visitors")}
    reasons = [name for names in NOT_KEPT.values() for name in names]
    assert open_to_all - kept - set(reasons) == set(), "kept(public(view)) in urls.py, or a reason"
    assert set(reasons) <= open_to_all - kept, "these are kept, or closed, or gone"
    assert len(reasons) == len(set(reasons))
