"""People, organisations, communities, and the conversations they have."""

from communities.models.account import Accountmail, Akkoord, Voorwaarden
from communities.models.beheer import (
    UNDO_FOR,
    Inzage,
    Ledenbewerking,
    Rechtenregel,
    Rechtenreview,
)
from communities.models.gesprekken import (
    MOST_QUOTED,
    SHOWN_ANSWERS,
    THREADS_PER_PAGE,
    Gesprek,
    GesprekQuerySet,
    Leesstand,
    Reactie,
    ReactieQuerySet,
    ReactieVersie,
)
from communities.models.meedoen import (
    ImportRegel,
    Ledenimport,
    Lidmaatschapsverzoek,
    LidmaatschapsverzoekQuerySet,
    Uitnodiging,
    UitnodigingQuerySet,
)
from communities.models.meldingen import Melding, Zaak, ZaakQuerySet
from communities.models.onderwerpen import (
    Onderwerp,
    OnderwerpQuerySet,
    Peiling,
    PeilingOptie,
    PeilingQuerySet,
    Stem,
)
from communities.models.openbaar import (
    Abonnement,
    Contactbericht,
    ContactberichtQuerySet,
    Nieuwsbericht,
    NieuwsberichtQuerySet,
)
from communities.models.organisaties import Organisatie, OrganisatieNaam, OrganisatieQuerySet
from communities.models.people import (
    Community,
    CommunityQuerySet,
    Deelnemer,
    DeelnemerQuerySet,
    Lidmaatschap,
    sort_key,
)
from communities.models.schrijven import Herkenbaar, Reactieconcept, Vermelding
from communities.models.sleutels import ApiSleutel, ApiSleutelQuerySet
from communities.models.toegankelijkheid import Toegankelijkheidsverklaring

__all__ = [
    "MOST_QUOTED",
    "SHOWN_ANSWERS",
    "THREADS_PER_PAGE",
    "UNDO_FOR",
    "Abonnement",
    "Accountmail",
    "Akkoord",
    "ApiSleutel",
    "ApiSleutelQuerySet",
    "Community",
    "CommunityQuerySet",
    "Contactbericht",
    "ContactberichtQuerySet",
    "Deelnemer",
    "DeelnemerQuerySet",
    "Gesprek",
    "GesprekQuerySet",
    "Herkenbaar",
    "ImportRegel",
    "Inzage",
    "Ledenbewerking",
    "Ledenimport",
    "Leesstand",
    "Lidmaatschap",
    "Lidmaatschapsverzoek",
    "LidmaatschapsverzoekQuerySet",
    "Melding",
    "Nieuwsbericht",
    "NieuwsberichtQuerySet",
    "Onderwerp",
    "OnderwerpQuerySet",
    "Organisatie",
    "OrganisatieNaam",
    "OrganisatieQuerySet",
    "Peiling",
    "PeilingOptie",
    "PeilingQuerySet",
    "Reactie",
    "ReactieQuerySet",
    "ReactieVersie",
    "Reactieconcept",
    "Rechtenregel",
    "Rechtenreview",
    "Stem",
    "Toegankelijkheidsverklaring",
    "Uitnodiging",
    "UitnodigingQuerySet",
    "Vermelding",
    "Voorwaarden",
    "Zaak",
    "ZaakQuerySet",
    "sort_key",
]
