"""More lessen: those of communities 2 to 5."""

from typing import Any

from netwerk.demo.content.bronnen import (
    BEGROTING,
    BRAAKMEER,
    CIJFERS,
    EINDHOVEN,
    KAART,
    LEERDAG,
    PARADOX,
    SPRONG,
    STOEL,
    VALLEI,
    WINKEL,
)

LESSEN: list[dict[str, Any]] = [
    {
        "number": 8,
        "community": 4,
        "by": "m.verhulst",
        "age": 38,
        "conclusion": "Een goed gemiddelde verbergt wie achterblijft.",
        "sources": [
            (
                PARADOX,
                "approach",
                (
                    "Zodra de tabel drie groepen liet zien, ging de vergadering over mensen in "
                    "plaats van over een rapportcijfer."
                ),
            ),
            (CIJFERS, 2, "Vraag bij elk gemiddelde wie er onder zit."),
            (
                EINDHOVEN,
                "results",
                "De gemeenteraad vroeg om daar ongelijkheid in inkomen aan toe te voegen.",
            ),
        ],
    },
    {
        "number": 9,
        "community": 4,
        "by": "m.verhulst",
        "age": 38,
        "conclusion": "In kleine groepen zegt een verschil te weinig, en herken je mensen.",
        "context": "Bij minder dan ongeveer honderd antwoorden in een groep.",
        "sources": [
            (
                PARADOX,
                "results",
                (
                    "Bij minder dan honderd antwoorden in een groep zegt het verschil niets en kun "
                    "je mensen herkennen."
                ),
            ),
        ],
    },
    {
        "number": 10,
        "community": 4,
        "by": "m.verhulst",
        "age": 37,
        "conclusion": "Drie cijfers bij een besluit doen meer dan twintig in een bijlage.",
        "sources": [
            (
                BEGROTING,
                "approach",
                (
                    "Van twintig cijfers onthield niemand er één, van drie cijfers kon iedereen er "
                    "twee navertellen."
                ),
            ),
            (CIJFERS, 3, "Kies eerst het besluit en zoek dan het cijfer erbij."),
            (PARADOX, "results", "De ene tabel in het raadsstuk wel."),
        ],
    },
    {
        "number": 11,
        "community": 4,
        "by": "m.verhulst",
        "age": 80,
        "conclusion": "Eén opgeteld cijfer trekt het gesprek naar de rekenmethode.",
        "sources": [
            (
                BEGROTING,
                "results",
                "Het debat ging daarna over de rekenmethode en niet meer over de wijken.",
            ),
        ],
    },
    {
        "number": 12,
        "community": 4,
        "by": "m.verhulst",
        "age": 80,
        "conclusion": "Wie zelf de indicatoren koos, vraagt er later ook naar.",
        "sources": [
            (
                BEGROTING,
                "generators",
                "Wie zelf heeft gekozen, vraagt er het jaar daarna ook naar.",
            ),
        ],
    },
    {
        "number": 13,
        "community": 4,
        "by": "m.verhulst",
        "age": 36,
        "conclusion": "Een los dashboard wordt bijna niet gebruikt.",
        "sources": [
            (
                PARADOX,
                "results",
                "Een dashboard dat we ervoor lieten maken, wordt bijna niet gebruikt.",
            ),
        ],
    },
    {
        "number": 14,
        "community": 2,
        "by": "f.deruiter",
        "age": 44,
        "conclusion": "Een kaart met jaartallen laat zien waar plannen botsen.",
        "sources": [
            (
                BRAAKMEER,
                "approach",
                (
                    "Pas op die kaart zagen we dat de school sloot in het jaar dat de nieuwe "
                    "huizen klaar waren."
                ),
            ),
            (KAART, 4, "Zonder jaartallen had niemand dat gezien."),
        ],
    },
    {
        "number": 15,
        "community": 2,
        "by": "f.deruiter",
        "age": 90,
        "conclusion": "Geldpotjes met elk een eigen einddatum kosten een jaar.",
        "sources": [
            (
                BRAAKMEER,
                "approach",
                "We hebben een jaar verloren omdat elk geldpotje een eigen einddatum had.",
            ),
        ],
    },
    {
        "number": 16,
        "community": 5,
        "by": "b.zijlstra",
        "age": 58,
        "conclusion": "Wie vooraf weet wat hij zelf mag veranderen, stuurt eerder bij.",
        "sources": [
            (
                VALLEI,
                "results",
                (
                    "Een bandbreedte vooraf geeft een projectleider meer ruimte dan een evaluatie "
                    "achteraf."
                ),
            ),
            (
                LEERDAG,
                2,
                "Schrijf bij de start op hoeveel een projectleider zelf mag veranderen.",
            ),
            (
                BRAAKMEER,
                "generators",
                "Zij mochten samen tot 10.000 euro beslissen, zonder parafen.",
            ),
        ],
    },
    {
        "number": 17,
        "community": 5,
        "by": "b.zijlstra",
        "age": 58,
        "conclusion": "Een leervraag werkt pas als er een naam achter staat van wie beslist.",
        "sources": [
            (
                VALLEI,
                "approach",
                (
                    "Sinds er achter elke leervraag een naam staat van wie mag beslissen, duurt "
                    "een wijziging drie weken in plaats van een half jaar."
                ),
            ),
        ],
    },
    {
        "number": 18,
        "community": 5,
        "by": "b.zijlstra",
        "age": 57,
        "conclusion": "Een dag meelopen leert meer dan een jaar verslagen.",
        "sources": [
            (
                VALLEI,
                "results",
                (
                    "Een dag meelopen in een ander gebied leerde ons meer dan een jaar verslagen "
                    "sturen."
                ),
            ),
            (
                BRAAKMEER,
                "generators",
                "Ook hielp het dat de accountmanager van het Rijk een dag meeliep.",
            ),
        ],
    },
    {
        "number": 19,
        "community": 3,
        "by": "s.ramdin",
        "age": 24,
        "conclusion": "Later telt pas mee als het een gezicht heeft.",
        "sources": [
            (
                SPRONG,
                "approach",
                "De lege stoel werkte pas toen hij een naam, een straat en een beroep had.",
            ),
            (
                STOEL,
                2,
                (
                    "Met een naam erbij ging het opeens over de zomer van 2050 en niet over het "
                    "bestemmingsplan."
                ),
            ),
        ],
    },
    {
        "number": 20,
        "community": 3,
        "by": "s.ramdin",
        "age": 24,
        "conclusion": "Een besluit dat je kunt omkeren, durf je eerder te nemen.",
        "sources": [
            (
                SPRONG,
                "results",
                (
                    "Een keuze die in twee van de drie toekomstbeelden slecht uitpakt, moet je "
                    "later nog kunnen omkeren."
                ),
            ),
            (VALLEI, "results", "Dat kon, omdat het bestuur vooraf een bandbreedte had gegeven."),
        ],
    },
    {
        "number": 21,
        "community": 3,
        "by": "s.ramdin",
        "age": 23,
        "conclusion": "Jongeren die niets terug horen, komen niet meer.",
        "sources": [
            (
                SPRONG,
                "results",
                "Jongeren die één avond mogen meepraten, komen de tweede keer niet.",
            ),
            (
                STOEL,
                4,
                "Laat jongeren terugkomen bij het besluit zelf, niet alleen bij de avond ervoor.",
            ),
        ],
    },
    {
        "number": 22,
        "community": 4,
        "by": "m.verhulst",
        "age": 36,
        "conclusion": "Een cijfer en een verhaal hebben elkaar nodig.",
        "sources": [
            (
                PARADOX,
                "generators",
                (
                    "Een cijfer zonder verhaal overtuigt niemand, en een verhaal zonder cijfer "
                    "wordt weggezet als een uitzondering."
                ),
            ),
            (WINKEL, "results", "De afdeling financiën wil toch een cijfer."),
        ],
    },
    {
        "number": 23,
        "community": 4,
        "by": "m.verhulst",
        "age": 36,
        "conclusion": "Sommige raadsleden zoeken cijfers liever zelf op.",
        "sources": [
            (
                CIJFERS,
                3,
                "Twee raadsleden die zij sprak, zoeken cijfers het liefst zelf op, op elk moment.",
            ),
        ],
    },
    {
        "number": 24,
        "community": 2,
        "by": "f.deruiter",
        "age": 43,
        "conclusion": "Twee mensen met een mandaat doen meer dan een stuurgroep.",
        "sources": [
            (
                BRAAKMEER,
                "generators",
                "Een vast duo van twee afdelingen werkte beter dan een stuurgroep van acht.",
            ),
        ],
    },
]
