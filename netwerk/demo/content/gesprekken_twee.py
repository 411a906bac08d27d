"""More conversations, the later ones."""

from typing import Any

GESPREKKEN: list[dict[str, Any]] = [
    {
        "about": ("casussen", "schaalsprong-met-oog-voor-later"),
        "posts": [
            {
                "by": "i.pinas",
                "days": 25,
                "at": "15.20",
                "text": """
                    Mijn studenten hebben dit gelezen. Hun vraag: wie van de raadsleden heeft
                    achteraf nog iets laten horen? Ze willen best nog een keer, maar dan bij het
                    besluit.
                """,
                "answers": [
                    {
                        "by": "m.vandenheuvel",
                        "days": 24,
                        "at": "9.10",
                        "text": """
                            Niemand, en dat is ook aan ons. Ik heb met de griffie afgesproken dat
                            twee studenten in februari bij de raad zitten als het besluit valt.
                        """,
                    },
                ],
            },
            {
                "by": "s.ramdin",
                "days": 22,
                "at": "11.35",
                "text": """
                    Ik herken de haast. Ik vraag zelf om een snel plan en mis daarna de vraag wat
                    het later betekent. De vraag ‘kunnen we nog terug?’ heb ik in
                    twee nota’s gezet. Bij één werd er echt over gepraat.
                """,
            },
            {
                "by": "j.postma",
                "days": 15,
                "at": "16.05",
                "text": """
                    Voor ons model heb ik er drie regels van gemaakt:

                    - tot wanneer kun je terug;
                    - wat kost dat;
                    - wie neemt dat besluit.

                    Meer paste niet, en dat bleek een voordeel.
                """,
            },
        ],
    },
    {
        "about": ("casussen", "dorpswinkel-met-drie-vrijwilligers"),
        "posts": [
            {
                "by": "t.hoekstra",
                "days": 14,
                "at": "10.45",
                "text": """
                    Wij geven kleine groepen drie jaar subsidie in één keer. Eén gesprek per jaar,
                    geen formulier. De accountant vond het goed, als het bedrag laag blijft.
                """,
                "answers": [
                    {
                        "by": "deelnemer",
                        "days": 14,
                        "at": "11.30",
                        "text": "Mag ik die regeling zien? Dan leg ik hem hier naast die van ons.",
                    },
                    {
                        "by": "w.timmer",
                        "days": 13,
                        "at": "21.05",
                        "text": """
                            Drie jaar! Dan hoef ik niet elk najaar na te denken of ik in het
                            voorjaar nog brood kan bestellen.
                        """,
                    },
                ],
            },
            {
                "by": "o.sahin",
                "days": 10,
                "at": "9.25",
                "text": """
                    In nota’s heet dit ‘evenredige verantwoording’. Wat jullie doen is precies dat,
                    alleen in gewone woorden. Mag ik het schriftje een keer zien?
                """,
            },
        ],
    },
    {
        "about": ("dilemmas", "gemiddelde-of-verdeling"),
        "posts": [
            {
                "by": "j.postma",
                "days": 45,
                "at": "9.00",
                "text": """
                    Als controller kies ik het gemiddelde. Dat kan ik uitleggen en niemand hoeft
                    zijn inkomen te laten zien.
                """,
                "answers": [
                    {
                        "by": "r.tjonafong",
                        "days": 45,
                        "at": "19.40",
                        "text": """
                            Uitleggen aan wie? Aan mijn achterban krijg je het niet uitgelegd dat
                            het gemiddeld goed gaat.
                        """,
                    },
                    {
                        "by": "j.postma",
                        "days": 44,
                        "at": "8.20",
                        "text": "Daar heb je een punt. Ik zou nu zeggen: allebei op één bladzijde.",
                    },
                ],
            },
            {
                "by": "d.kartowidjojo",
                "days": 40,
                "at": "14.30",
                "text": """
                    In de verslagen die wij lazen, gaat het debat over verdeling bijna altijd over
                    wijken. Zelden over mensen in dezelfde straat. Terwijl de verschillen daar net
                    zo groot zijn.
                """,
            },
        ],
    },
    {
        "about": ("dilemmas", "vaste-afspraak-of-ruimte-om-te-leren"),
        "posts": [
            {
                "by": "a.terhorst",
                "days": 48,
                "at": "10.10",
                "text": """
                    Wie stuurt, moet ook zeggen wat níet verandert. In de Lindevallei hebben we twee
                    dingen vastgezet: het waterpeil en de prijs voor de grond. De rest mag bewegen.
                """,
                "answers": [
                    {
                        "by": "p.verschuure",
                        "days": 47,
                        "at": "9.05",
                        "text": "Dat ga ik lenen. Bij ons zou het de school en de bus zijn.",
                    },
                ],
            },
            {
                "by": "h.vandam",
                "days": 46,
                "at": "13.40",
                "text": """
                    Voor ons is het lastige dat de Kamer vraagt of het doel is gehaald. Een doel dat
                    onderweg beter wordt, telt dan als niet gehaald.
                """,
            },
        ],
    },
    {
        "about": ("communities", 1),
        "posts": [
            {
                "by": "organisator",
                "days": 7,
                "at": "9.00",
                "text": """
                    De volgende casustafel gaat over de dorpswinkel van Wobbe en Fatima. Lees hem
                    vast en kom met vragen, nog niet met oplossingen. Er zijn nog drie plekken.
                """,
                "answers": [
                    {
                        "by": "l.dekeyzer",
                        "days": 7,
                        "at": "12.15",
                        "text": "Ik ben erbij. Mag ik een vrijwilliger van ons dorpshuis meenemen?",
                    },
                    {
                        "by": "organisator",
                        "days": 6,
                        "at": "8.50",
                        "text": """
                            Graag! Zo ging het de vorige keer, met taart:
                            https://www.voorbeeld.nl/verslagen/een-middag-in-de-dorpswinkel-met-bewoners
                        """,
                    },
                ],
            },
            {
                "by": "deelnemer",
                "days": 3,
                "at": "16.20",
                "text": """
                    Ik heb geprobeerd wat we in Beilen bedachten: een datum in de uitnodiging voor
                    onze dorpsvisie. Resultaat tot nu toe: mijn collega van communicatie belde
                    binnen een uur of ik dat wel zeker wist. De datum staat er nog.
                """,
            },
        ],
    },
    {
        "about": ("communities", 5),
        "posts": [
            {
                "by": "b.zijlstra",
                "days": 5,
                "at": "10.00",
                "text": """
                    Op de leertafel oefenen we het gesprek met degene wiens naam nog niet achter de
                    vraag staat. Wie heeft er een directeur of wethouder waar het spannend wordt?
                """,
                "answers": [
                    {
                        "by": "deelnemer",
                        "days": 4,
                        "at": "9.35",
                        "text": "Ik. Mijn directeur zei: ‘zet mijn naam er maar niet bij, dan ben "
                        "ik er straks van.’ Dat is nou net de bedoeling.",
                    },
                    {
                        "by": "g.brouwer",
                        "days": 4,
                        "at": "13.10",
                        "text": "Bij ons hielp het om te vragen wat hij nodig heeft om het wél te "
                        "durven. Dat bleek een einddatum te zijn.",
                    },
                ],
            },
        ],
    },
]
