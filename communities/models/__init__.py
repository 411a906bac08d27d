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
    THREADS_PER_PAGE,
    Gesprek,
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

__all__ = [
    "MOST_QUOTED",
    "THREADS_PER_PAGE",
    "UNDO_FOR",
    "Abonnement",
    "Accountmail",
    "Akkoord",
    "Community",
    "CommunityQuerySet",
    "Contactbericht",
    "ContactberichtQuerySet",
    "Deelnemer",
    "DeelnemerQuerySet",
    "Gesprek",
    "ImportRegel",
    "Inzage",
    "Ledenbewerking",
    "Ledenimport",
    "Lidmaatschap",
    "Lidmaatschapsverzoek",
    "LidmaatschapsverzoekQuerySet",
    "Nieuwsbericht",
    "NieuwsberichtQuerySet",
    "Organisatie",
    "OrganisatieNaam",
    "OrganisatieQuerySet",
    "Reactie",
    "ReactieQuerySet",
    "ReactieVersie",
    "Rechtenregel",
    "Rechtenreview",
    "Uitnodiging",
    "UitnodigingQuerySet",
    "Voorwaarden",
    "sort_key",
]
