"""What the audit log says of copies and erasures."""

from netwerk.kern.audit.words import say

say(
    "Gegevens",
    {
        "gegevensexport.requested": "Kopie van gegevens gevraagd",
        "gegevensexport.ready": "Kopie van gegevens klaar",
        "gegevensexport.fetched": "Kopie van gegevens opgehaald",
        "verwijderverzoek.requested": "Gevraagd om gegevens te wissen",
        "verwijderverzoek.withdrawn": "Verzoek om te wissen ingetrokken",
        "verwijderverzoek.decided": "Gegevens laten wissen door een beheerder",
        "deelnemer.erased": "Gegevens gewist",
        "deelnemer.closed_inactive": "Account gesloten na twee jaar stilte",
        "verwerkingen.exported": "Register van verwerkingen gedownload",
        "portaal.backed_up": "Een reservekopie van het portaal gemaakt",
        "portaal.restored": "Het portaal teruggezet uit een reservekopie",
        "portaal.exported": "Het hele portaal naar een pakket geschreven",
    },
)
