"""What the audit log says of acts on bijeenkomsten."""

from bijeenkomsten.enums import ActionState, Answer, Scope, Steering
from bijeenkomsten.models import Bijeenkomst, Datumprikker
from netwerk.kern.audit.words import say, titled, values_of

titled(Bijeenkomst)
titled(Datumprikker)
values_of("answer", dict(Answer.choices))
values_of("scope", dict(Scope.choices))
values_of("steering", dict(Steering.choices))
values_of("stand", dict(ActionState.choices))
say(
    "Bijeenkomsten",
    {
        "bijeenkomst.scheduled": "Bijeenkomst gepland",
        "bijeenkomst.changed": "Bijeenkomst aangepast",
        "bijeenkomst.cancelled": "Bijeenkomst afgelast",
        "bijeenkomst.restored": "Bijeenkomst gaat toch door",
        "datumprikker.opened": "Datumprikker begonnen",
        "datumprikker.extended": "Momenten aan een datumprikker toegevoegd",
        "datumprikker.answered": "Een datumprikker ingevuld",
        "datumprikker.chosen": "Moment van een datumprikker gekozen",
        "datumprikker.stopped": "Datumprikker gestopt",
        "agendasleutel.renewed": "Nieuw adres voor de eigen agenda gemaakt",
        "community.asked": "Een community uitgenodigd voor een bijeenkomst",
        "reeks.changed": ("Bijeenkomsten van een reeks aangepast", "Welke: {scope}"),
        "reeks.cancelled": ("Bijeenkomsten van een reeks afgelast", "Welke: {scope}"),
        "aanmelding.answered": ("Geantwoord op een bijeenkomst", "Geantwoord: {answer}"),
        "aanmelding.offered": "Vrije plek aangeboden aan wie wacht",
        "aanmelding.offer_passed": "Aangeboden plek ging door naar de volgende",
        "gast.asked": "Een gast vroeg om te komen",
        "gast.confirmed": "Een gast bevestigde te komen",
        "aanwezigheid.noted": "Aangetikt wie er was",
        "aanwezigheid.undone": "Aantikken wie er was teruggedraaid",
        "aanwezigheid.exported": "Lijst van wie er was opgehaald",
        "agendapunt.added": "Onderdeel van het programma toegevoegd",
        "agendapunt.changed": "Onderdeel van het programma aangepast",
        "agendapunt.moved": "Onderdeel van het programma verplaatst",
        "agendapunt.method": "Werkvorm van een onderdeel gekozen",
        "agendapunt.steps": "Stappen van een onderdeel aangepast",
        "agendapunt.removed": "Onderdeel van het programma weggehaald",
        "agendavoorstel.made": "Iets voorgesteld voor een programma",
        "agendavoorstel.accepted": "Voorstel voor een programma overgenomen",
        "agendavoorstel.declined": "Voorstel voor een programma niet overgenomen",
        "agendavoorstel.withdrawn": "Voorstel voor een programma ingetrokken",
        "zaal.steered": ("De zaal gestuurd", "De zaal: {steering}"),
        "inbreng.written": "Iets opgeschreven in de zaal",
        "inbreng.removed": "Iets weggehaald wat in de zaal was opgeschreven",
        "inbreng.adopted": "Gezegd dat een advies wordt meegenomen",
        "inbreng.let_go": "Gezegd dat een advies toch niet wordt meegenomen",
        "verslag.started": "Verslag begonnen",
        "verslag.written": "Aan een verslag geschreven",
        "verslag.finalised": "Verslag vastgesteld",
        "verslag.check_opened": "Verslag ter controle gelegd",
        "verslag.reopened": "Verslag weer een concept gemaakt",
        "verslag.agreed": "Akkoord met een verslag",
        "verslag.agreement_withdrawn": "Akkoord met een verslag teruggenomen",
        "verslag.change_proposed": "Wijziging van een verslag voorgesteld",
        "wijzigingsvoorstel.accepted": "Voorgestelde wijziging overgenomen",
        "wijzigingsvoorstel.declined": "Voorgestelde wijziging niet overgenomen",
        "verslag.corrected": "Vastgesteld verslag gecorrigeerd",
        "verslag.writer_added": (
            "Iemand laten meeschrijven aan een verslag",
            "{person} laten meeschrijven aan een verslag",
        ),
        "verslag.writer_removed": (
            "Iemand niet meer laten meeschrijven aan een verslag",
            "{person} niet meer laten meeschrijven aan een verslag",
        ),
        "besluit.added": "Besluit opgeschreven",
        "besluit.changed": "Besluit gewijzigd",
        "besluit.removed": "Besluit weggehaald",
        "actiepunt.added": ("Actiepunt opgeschreven", "Actiepunt opgeschreven voor {person}"),
        "actiepunt.changed": "Actiepunt gewijzigd",
        "actiepunt.moved": ("Actiepunt naar een andere dag", "Actiepunt moet klaar op {day}"),
        "actiepunt.closed": ("Actiepunt gesloten", "Actiepunt gesloten: {stand}"),
        "rondmail.written": "Mail aan deelnemers geschreven",
        "rondmail.changed": "Mail aan deelnemers aangepast",
        "rondmail.discarded": "Mail aan deelnemers weggegooid",
        "rondmail.sent": "Mail aan deelnemers verstuurd",
    },
)
