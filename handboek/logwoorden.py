"""What the audit log says of acts on the handboek."""

from handboek.models import Advies, Les
from netwerk.kern.audit.words import say, titled

titled(Advies)
titled(Les)
say(
    "Publicatie",
    {
        "advies.submitted": "Advies voorgelegd aan een tweede redacteur",
        "advies.returned": "Advies teruggegeven",
        "advies.published": "Advies gepubliceerd",
        "werkversie.submitted": "Nieuwe tekst voorgelegd aan een tweede redacteur",
        "werkversie.returned": "Nieuwe tekst teruggegeven",
        "werkversie.published": "Nieuwe tekst van een advies gepubliceerd",
        "advies.withdrawn": "Advies ingetrokken",
    },
)
say(
    "Handboek",
    {
        "advies.created": "Advies begonnen",
        "advies.changed": "Advies aangepast",
        "werkversie.started": "Nieuwe tekst voor een advies begonnen",
        "werkversie.changed": "Nieuwe tekst voor een advies aangepast",
        "werkversie.discarded": "Nieuwe tekst voor een advies weggegooid",
        "advies.les_linked": "Les onder een advies gezet",
        "advies.les_unlinked": "Les onder een advies weggehaald",
        "advies.moved": "Advies op een andere plek in het hoofdstuk gezet",
        "hoofdstuk.added": "Hoofdstuk toegevoegd",
        "hoofdstuk.changed": "Hoofdstuk aangepast",
        "hoofdstuk.moved": "Hoofdstuk op een andere plek gezet",
        "advies.tied": "Verband tussen twee adviezen gelegd",
        "advies.untied": "Verband tussen twee adviezen weggehaald",
        "advies.contradiction_settled": "Tegenspraak afgehandeld",
        "advies.objection_settled": "Tegenspraak van een andere casus afgehandeld",
        "advies.failure_settled": "Tegenspraak achteraf afgehandeld",
        "advies.evidence_changed": "Bewijskracht van een advies veranderd",
        "advies.source_withdrawn": "Bron onder een advies ingetrokken",
        "advies.voice_withdrawn": "Reactie of antwoord onder een advies weggehaald",
        "advies.checked": "Advies nagekeken",
        "bevinding.marked": "Zin aangewezen als bevinding",
        "instemming.asked": "Casushouder gevraagd of een les openbaar mag worden",
        "instemming.given": "Casushouder stemt ermee in dat een les openbaar wordt",
        "instemming.refused": "Casushouder stemt er niet mee in dat een les openbaar wordt",
        "les.changed": "Les aangepast",
        "les.harvested": "Les geoogst",
        "les.recognised": "Les herkend of tegengesproken door een andere casus",
        "les.recognition_withdrawn": "Herkenning van een les teruggenomen",
        "les.supported": "Bevinding onder een les gezet",
        "lezersantwoord.handled": "Antwoord van een lezer afgehandeld",
        "publicatie.changed": "Publicatie gewijzigd",
        "publicatie.created": "Publicatie toegevoegd",
        "publicatie.tied": "Publicatie onder een les of advies gezet",
        "publicatie.untied": "Publicatie onder een les of advies weggehaald",
        "rijksvraag.answered": "Vraag aan het rijk beantwoord",
        "rijksvraag.asked": "Vraag aan het rijk gesteld",
        "rijksvraag.changed": "Antwoord van het rijk aangepast",
        "rijksvraag.reminded": "Het rijk herinnerd aan een vraag",
        "signaal.handled": "Signaal afgehandeld",
        "toepassing.placed": "Verhaal “toegepast bij ons” geplaatst",
        "toepassing.refused": "Verhaal “toegepast bij ons” niet geplaatst",
        "toepassing.settled": "Tegenspraak uit “toegepast bij ons” afgehandeld",
        "toepassing.told": "Verteld dat een advies is toegepast",
        "toepassing.withdrawn": "Verhaal “toegepast bij ons” teruggenomen",
    },
)
