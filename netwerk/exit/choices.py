"""What goes along when the whole portal leaves, and what stays; every model is in one of the two.

Tables of many-to-many fields and of old versions go along with their model.
"""

GOES = {
    "account": "EmailAddress",
    "admin": "LogEntry",
    "audit": "AuditEvent",
    "auth": "Group Permission",
    "avg": "Bewaarronde SlapendAccount Verwijderverzoek",
    "begrippen": "Begrip Schema",
    "berichten": "FailedAddress Overzicht Preference Subscription",
    "bijeenkomsten": (
        "Aanmelding Aanwezigheid Actiepunt Agendapunt Agendavoorstel Besluit Bijeenkomst Correctie "
        "Dagbericht Datumoptie Datumprikker Datumstem Evaluatie EvaluatieGegeven Gast Inbreng "
        "Nabeeld Oproep Reeks Rondmail Stap Verslag VerslagAkkoord VerslagItem Wijzigingsvoorstel "
        "Zaalstand"
    ),
    "bijlagen": "Bijlage",
    "casussen": (
        "AfruilRegel Casus CasusDeelname CasusSectie Concept Dilemma Fasewissel Generator "
        "GeneratorErvaring Inwonersantwoord Inwonersvraag Keuze Leervraag Positie "
        "Publicatieverzoek Schrijfuitnodiging Standpunt Terugblik Toestemming Verhaal "
        "WelvaartsbeeldRegel"
    ),
    "communities": (
        "Abonnement Akkoord Community Contactbericht Deelnemer Gesprek Herkenbaar ImportRegel "
        "Inzage Ledenbewerking Ledenimport Leesstand Lidmaatschap Lidmaatschapsverzoek Melding "
        "Nieuwsbericht Onderwerp Organisatie OrganisatieNaam Peiling PeilingOptie Reactie "
        "ReactieVersie Reactieconcept Rechtenregel Rechtenreview Stem "
        "Toegankelijkheidsverklaring Uitnodiging Vermelding Voorwaarden Zaak"
    ),
    "contenttypes": "ContentType",
    "handboek": (
        "Advies AdviesLes AdviesVerband Bevinding Herkenning Hoofdstuk Instemming Les "
        "Lezersantwoord Lijstitem Publicatie Rijksantwoord Rijksvraag Signaal Tegenspraak "
        "Tekstconcept Toepassing Uitgave UitgaveAdvies UitgaveHoofdstuk Weglating Werkversie "
        "Wijziging"
    ),
    "pghistory": "Context",
    "taggit": "Tag TaggedItem",
    "verantwoording": "Datalek Nakijkpunt Regeling",
    "zoeken": "Zoekopdracht",
}

STAYS = {
    "account.EmailConfirmation": "sleutels om een adres te bevestigen",
    "avg.Gegevensexport": "kopieën die mensen van hun eigen gegevens vroegen",
    "berichten.Delivery": "mail die klaarstaat of al weg is; die gaat niet nog een keer",
    "berichten.Heartbeat": "of het achtergrondwerk hier loopt",
    "berichten.InboundMail": "mail die binnenkwam, in ruwe vorm; wat erin stond, is al verwerkt",
    "berichten.MessageEvent": "waarover nog mail moest gaan, met wat er in een link staat",
    "bijeenkomsten.Agendasleutel": "geheime adressen van agenda’s; mensen maken een nieuw adres",
    "communities.Accountmail": "mail met een code of een link om in te loggen",
    "communities.ApiSleutel": "sleutels van programma's; mensen maken een nieuwe",
    "mfa.Authenticator": "geheimen van de tweede stap; mensen stellen die opnieuw in",
    "sessions.Session": "wie er nu is ingelogd",
    "socialaccount.SocialAccount": "koppelingen met een inlogdienst; inloggen maakt ze weer",
    "socialaccount.SocialApp": "het geheim waarmee het portaal zich bij een inlogdienst meldt",
    "socialaccount.SocialToken": "sleutels van een inlogdienst",
    "uitvoer.Uitvoer": "bestanden die het portaal zelf weer maakt",
    "usersessions.UserSession": "op welke apparaten mensen zijn ingelogd",
}

LEFT_OUT: dict[str, dict[str, str | None]] = {
    "communities.Deelnemer": {"password": "!"},  # a password that nobody can give
    "bijeenkomsten.Rondmail": {"event": None},  # it stands among what has to be mailed
}
"""Fields that stay while their row goes, and what stands there after an import."""

SHIPPED = {
    "auth.Permission",
    "begrippen.Begrip",
    "begrippen.Begrip_mapped_to",
    "begrippen.Schema",
    "communities.Voorwaarden",
    "contenttypes.ContentType",
}
"""What a new installation has before anybody did anything; an import replaces it."""

OF_THE_MACHINE = {"berichten.Heartbeat", "sessions.Session", "uitvoer.Uitvoer"}
"""What a new installation may have by itself; an import throws it away."""
