"""What the audit log says of acts on casussen and dilemma's."""

from casussen.enums import CasusRole, RequestState, Stage
from casussen.models import Casus, Dilemma
from communities.enums import Visibility
from netwerk.kern.audit.words import say, titled, values_of

titled(Casus)
titled(Dilemma)
values_of("role", dict(CasusRole.choices))
values_of("visibility", dict(Visibility.choices))
values_of("after", {**dict(Stage.choices), **dict(Visibility.choices)})
values_of("state", dict(RequestState.choices))
say(
    "Casussen",
    {
        "casus.created": ("Casus ingebracht", "Casus ingebracht, voor {visibility}"),
        "casus.facts_changed": "Gegevens van een casus aangepast",
        "casus.section_saved": "Deel van een casus geschreven",
        "casus.welvaartsbeeld_set": "Welvaartsbeeld ingevuld",
        "casus.stage_set": ("Fase van een casus aangepast", "Fase is nu: {after}"),
        "casus.withdrawn": "Casus ingetrokken",
        "casus.restored": "Casus teruggezet",
        "casus.part_given": ("Plek in een casusgroep gegeven", "{person} is nu {role}"),
        "casus.part_removed": (
            "Plek in een casusgroep weggehaald",
            "{person} doet niet meer mee in de casusgroep",
        ),
        "casus.transferred": "Casus overgedragen",
        "casus.visibility_changed": "Zichtbaarheid van een casus aangepast",
    },
)
say(
    "Publicatie",
    {
        "publicatieverzoek.asked": "Gevraagd om een casus openbaar te maken",
        "publicatieverzoek.decided": "Beslist over een publicatieverzoek",
        "publicatieverzoek.dropped": "Publicatieverzoek ingetrokken",
    },
)
say(
    "Dilemma's",
    {
        "dilemma.created": "Dilemma ingebracht",
        "dilemma.changed": "Dilemma aangepast",
        "dilemma.closed": "Dilemma gesloten",
    },
)
