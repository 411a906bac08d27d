"""What the audit log says of acts on casussen and dilemma's."""

from casussen.enums import ConsentState, Outcome, RequestState, Stage, VerhaalState
from casussen.models import Casus, Dilemma, Generator, Leervraag
from casussen.models.schrijven import INVITED_AS
from communities.enums import Visibility
from netwerk.kern.audit.words import say, titled, values_of

titled(Casus)
titled(Dilemma)
titled(Generator)
titled(Leervraag)
values_of("role", dict(INVITED_AS))
values_of("visibility", dict(Visibility.choices))
values_of("after", {**dict(Stage.choices), **dict(Visibility.choices)})
values_of("state", dict(RequestState.choices))
values_of("state", dict(VerhaalState.choices))
values_of("outcome", dict(Outcome.choices))
say(
    "Casussen",
    {
        "inwoners.opened": "Vraag aan inwoners gesteld",
        "inwoners.changed": "Vraag aan inwoners aangepast",
        "inwoners.closed": "Vraag aan inwoners gesloten",
        "inwoners.reopened": "Vraag aan inwoners heropend",
        "inwoners.answered": "Een inwoner antwoordde",
        "inwoners.placed": "Antwoord van een inwoner geplaatst",
        "inwoners.refused": "Antwoord van een inwoner niet geplaatst",
        "inwoners.undone": "Besluit over een antwoord van een inwoner teruggenomen",
        "casus.created": ("Casus ingebracht", "Casus ingebracht, voor {visibility}"),
        "casus.facts_changed": "Gegevens van een casus aangepast",
        "casus.section_saved": "Deel van een casus geschreven",
        "casus.section_restored": (
            "Oude versie van een deel teruggezet",
            "Versie {version} van een deel teruggezet",
        ),
        "casus.thrown_away": "Casus weggegooid",
        "casus.taken_back": "Casus uit de prullenbak gehaald",
        "casus.deleted": "Casus voorgoed gewist",
        "casus.welvaartsbeeld_set": "Welvaartsbeeld ingevuld",
        "casus.effect_added": "Regels in een afruilmatrix gezet",
        "casus.effect_changed": "Regel van een afruilmatrix aangepast",
        "casus.effect_removed": "Regel van een afruilmatrix weggehaald",
        "casus.keuze_set": "Keuze bij een casus bewaard",
        "casus.stage_set": ("Fase van een casus aangepast", "Fase is nu: {after}"),
        "casus.withdrawn": "Casus ingetrokken",
        "casus.restored": "Casus teruggezet",
        "casus.part_given": ("Plek in een casusgroep gegeven", "{person} is nu {role}"),
        "casus.part_removed": (
            "Plek in een casusgroep weggehaald",
            "{person} doet niet meer mee in de casusgroep",
        ),
        "casus.part_offered": (
            "Gevraagd voor een casusgroep",
            "{person} is gevraagd als {role}",
        ),
        "casus.offer_taken_back": (
            "Uitnodiging voor een casusgroep teruggenomen",
            "De uitnodiging aan {person} is teruggenomen",
        ),
        "casus.offer_declined": "Uitnodiging voor een casusgroep afgeslagen",
        "casus.part_left": "Gestopt in een casusgroep",
        "casus.part_put_back": (
            "Plek in een casusgroep teruggegeven",
            "{person} is weer {role}",
        ),
        "casus.authors_ordered": "Volgorde van de schrijvers aangepast",
        "casus.related": "Casus gekoppeld aan een andere",
        "casus.unrelated": "Koppeling met een andere casus weggehaald",
        "casus.imported": "Tekst uit een document overgenomen",
        "casus.transferred": "Casus overgedragen",
        "casus.visibility_changed": "Zichtbaarheid van een casus aangepast",
    },
)
say(
    "Casussen",
    {
        "terugblik.asked": (
            "Gevraagd hoe het later met een casus is",
            "Gevraagd hoe het na {months} maanden is",
        ),
        "terugblik.reminded": (
            "Herinnerd aan de vraag hoe het later met een casus is",
            "Herinnerd aan de vraag hoe het na {months} maanden is",
        ),
        "terugblik.answered": (
            "Verteld hoe het later met een casus is",
            "Hoe het na {months} maanden is: {outcome}",
        ),
    },
)
say(
    "Verhalen zonder namen",
    {
        "verhaal.started": "Verhaal zonder namen begonnen",
        "verhaal.changed": "Verhaal zonder namen aangepast",
        "verhaal.asked": "Gevraagd mee te kijken met een verhaal zonder namen",
        "verhaal.decided": (
            "Beslist over een verhaal zonder namen",
            "Verhaal zonder namen: {state}",
        ),
        "verhaal.withdrawn": "Verhaal zonder namen ingetrokken",
    },
)
say(
    "Publicatie",
    {
        "publicatieverzoek.asked": "Gevraagd om een casus openbaar te maken",
        "publicatieverzoek.decided": "Beslist over een publicatieverzoek",
        "publicatieverzoek.dropped": "Publicatieverzoek ingetrokken",
        "toestemming.asked": "Een organisatie gevraagd of een casus openbaar mag",
        "toestemming.resent": "Die vraag opnieuw verstuurd",
        "toestemming.taken_back": "Die vraag teruggenomen",
        "toestemming.answered": (
            "Antwoord van een organisatie op een casus",
            lambda data: (
                f"De organisatie zegt: {dict(ConsentState.choices).get(data.get('state', ''), '')}"
            ),
        ),
    },
)
say(
    "Dilemma's",
    {
        "dilemma.created": "Dilemma ingebracht",
        "dilemma.changed": "Dilemma aangepast",
        "dilemma.closed": "Dilemma gesloten",
        "dilemma.parked": "Dilemma geparkeerd",
        "dilemma.reopened": "Dilemma weer geopend",
        "dilemma.round": "Verder met de vraag waar mensen staan in een dilemma",
        "standpunt.added": "Standpunt gegeven in een dilemma",
        "standpunt.changed": "Standpunt in een dilemma aangepast",
        "standpunt.removed": "Eigen standpunt in een dilemma weggehaald",
        "standpunt.tidied": "Standpunt van een ander in een dilemma weggehaald",
    },
)
say(
    "Generatoren",
    {
        "generator.created": "Generator toegevoegd",
        "generator.changed": "Generator aangepast",
        "generator.merged": (
            "Twee generatoren samengevoegd",
            "Samengevoegd: nummer {double} hoort er nu bij",
        ),
        "generator.deleted": "Generator weggehaald: geen casus noemde hem nog",
        "casus.ervaring_added": "Generator bij een casus gezet",
        "casus.ervaring_changed": "Generator bij een casus aangepast",
        "casus.ervaring_removed": "Generator bij een casus weggehaald",
    },
)
say(
    "Leeragenda",
    {
        "leervraag.created": "Leervraag gesteld",
        "leervraag.changed": "Leervraag aangepast",
        "leervraag.moved": "Leervraag verplaatst",
        "leervraag.state_set": "Stand van een leervraag aangepast",
    },
)
