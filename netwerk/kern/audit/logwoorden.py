"""What the log says of acts on the ground floor: mail, words, and the log itself."""

from netwerk.kern.audit.words import say

say(
    "Berichten",
    {
        "bericht.retried": "Een bericht opnieuw verstuurd",
        "berichten.retried": (
            "Berichten opnieuw verstuurd",
            "{number} berichten opnieuw verstuurd",
        ),
        "deelnemer.address_retried": "Adres opnieuw geprobeerd",
    },
)
say("Toezicht", {"logboek.exported": "Logboek gedownload"})
say(
    "Begrippen",
    {
        "begrip.added": "Begrip toegevoegd",
        "begrip.changed": "Begrip aangepast",
        "begrip.ended": "Begrip opgeheven",
        "begrip.revived": "Begrip weer in gebruik",
        "begrip.moved": "Begrip verplaatst",
        "trefwoord.renamed": "Trefwoord hernoemd",
        "trefwoord.merged": "Trefwoorden samengevoegd",
        "trefwoord.deleted": "Trefwoord verwijderd",
    },
)
