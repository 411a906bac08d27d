"""Conversations: what about, and posts with their answers. Days are days ago."""

from typing import Any

GESPREKKEN: list[dict[str, Any]] = [
    {
        "about": ("casussen", "een-wijk-verduurzamen-en-werk"),
        "posts": [
            {
                "by": "m.verhulst",
                "days": 12,
                "at": "9.40",
                "text": """
                    Wij kiezen voor de leerlingen. Maar de wethouder vraagt terecht hoe we dat
                    uitleggen aan mensen die een winter langer in de kou zitten. Wie heeft daar een
                    goed antwoord op?
                """,
                "answers": [
                    {
                        "by": "o.sahin",
                        "days": 12,
                        "at": "14.05",
                        "text": """
                            Eerlijk gezegd maakt onze regeling dit lastig: die telt alleen huizen.
                            Ik vraag na of leerplekken ook mee mogen tellen. Ik beloof niets, maar
                            je hoort het voor de casustafel.
                        """,
                    },
                    {
                        "by": "f.deruiter",
                        "days": 11,
                        "at": "8.20",
                        "text": """
                            Begin met de huizen waar de rekening het hoogst is. Dan wacht niemand
                            die het echt nodig heeft. In onze cijfers scheelt dat de helft van de
                            mensen met een betaalachterstand.
                        """,
                    },
                ],
            },
            {
                "by": "j.postma",
                "days": 6,
                "at": "16.30",
                "text": """
                    Bij ons hielp het om drie dingen vooraf vast te leggen:

                    - hoeveel leerlingen er per ploeg zijn;
                    - wie ze begeleidt;
                    - wat er gebeurt als iemand stopt.
                """,
                "answers": [
                    {
                        "by": "m.verhulst",
                        "days": 5,
                        "at": "10.15",
                        "text": "Dank je. Mag ik jullie bestek inzien? Dan leg ik het naast dat "
                        "van ons.",
                    },
                ],
            },
        ],
    },
    {
        "about": ("casussen", "blik-op-eindhoven"),
        "posts": [
            {
                "by": "r.tjonafong",
                "days": 29,
                "at": "9.40",
                "text": """
                    Wat mij opvalt: twaalf mensen is weinig om iets over afhaken te zeggen. Hoe
                    kwamen jullie aan die twaalf? Via de mensen die bleven?
                """,
                "answers": [
                    {
                        "by": "k.benali",
                        "days": 29,
                        "at": "13.15",
                        "text": """
                            Terechte vraag, en ja. Wie was gebleven, gaf ons een naam van iemand die
                            was gestopt. Zes zeiden letterlijk dat ze niets meer hoorden. De anderen
                            hadden geen tijd of waren verhuisd.
                        """,
                    },
                    {
                        "by": "m.aitlahcen",
                        "days": 28,
                        "at": "8.55",
                        "text": """
                            Goed dat het getal er nu bij staat. Zes van de twaalf is iets anders
                            dan ‘de bewoners’.
                        """,
                    },
                ],
            },
            {
                "by": "o.sahin",
                "days": 26,
                "at": "14.05",
                "text": """
                    Ik heb het nagevraagd. Een datum voor het antwoord mag gewoon in een consultatie
                    staan. Er is geen regel die het verbiedt, alleen gewoonte. Ik ga het bij de
                    volgende voorstellen.
                """,
                "answers": [
                    {
                        "by": "organisator",
                        "days": 25,
                        "at": "10.20",
                        "text": "Mooi! Kom je op de netwerkdag vertellen hoe dat ging?",
                    },
                ],
            },
            {
                "by": "n.elidrissi",
                "days": 9,
                "at": "16.30",
                "edited": 8,
                "text": """
                    Wij doen dit nu in Oosterdrecht. In de uitnodiging voor het stadsgesprek staat:
                    op 12 maart krijg je antwoord. Eerlijk gezegd vond mijn wethouder dat spannend.
                    Twee collega’s hebben nu uren in hun agenda staan.
                """,
            },
        ],
    },
    {
        "about": ("casussen", "de-friese-paradox"),
        "posts": [
            {
                "by": "e.lemmens",
                "days": 52,
                "at": "11.10",
                "text": """
                    In Limburg zien we iets anders: minder tevreden dan gemiddeld, ook bij een
                    redelijk inkomen. Zou het ook iets zeggen over hoe mensen een vraag invullen?
                """,
                "answers": [
                    {
                        "by": "s.dijkstra",
                        "days": 52,
                        "at": "15.45",
                        "text": """
                            Dat speelt mee, maar het verklaart het verschil binnen één provincie
                            niet. Daar vullen mensen dezelfde lijst in. Juist daarom is de kolom
                            ‘moeilijk rondkomen’ zo nuttig.
                        """,
                    },
                ],
            },
            {
                "by": "c.geraerts",
                "days": 38,
                "at": "9.05",
                "text": """
                    Bij ons zei een wethouder: als ik deze tabel laat zien, lijkt het alsof wij het
                    slecht doen. Hoe gingen jullie daarmee om?
                """,
                "answers": [
                    {
                        "by": "t.hoekstra",
                        "days": 37,
                        "at": "8.40",
                        "text": """
                            Door de tabel van drie jaar naast elkaar te leggen. Dan gaat het over
                            de richting. En door eerst met haar alleen te praten, niet in de
                            vergadering.
                        """,
                    },
                    {
                        "by": "l.vanderlinden",
                        "days": 37,
                        "at": "12.25",
                        "text": "Dat eerste gesprek is goud. Een raad ruikt het als een wethouder "
                        "schrikt.",
                    },
                ],
            },
            {
                "by": "a.yilmaz",
                "days": 20,
                "at": "17.00",
                "text": """
                    Als ik naar een regio kijk, begin ik vaak bij het bbp. Deze casus laat zien wat
                    ik dan mis. Welk cijfer zouden jullie ernaast zetten, als het er maar één mag
                    zijn?
                """,
                "answers": [
                    {
                        "by": "t.hoekstra",
                        "days": 19,
                        "at": "9.30",
                        "text": "Het deel van de mensen dat moeilijk rondkomt. Niet het gemiddelde "
                        "inkomen.",
                    },
                    {
                        "by": "r.tjonafong",
                        "days": 18,
                        "at": "20.15",
                        "text": "En vraag erbij of iemand hulp kan krijgen als het nodig is.",
                    },
                ],
            },
        ],
    },
    {
        "about": ("casussen", "groeien-om-te-blijven"),
        "posts": [
            {
                "by": "h.vandam",
                "days": 44,
                "at": "10.30",
                "text": """
                    Ik was de man van het Rijk die een dag meeliep. Wat ik niet wist: dat jullie
                    vier keer per jaar een verslag maken voor vier verschillende potjes. Ik lees
                    er, eerlijk is eerlijk, één goed.
                """,
                "answers": [
                    {
                        "by": "p.verschuure",
                        "days": 44,
                        "at": "16.10",
                        "text": """
                            Welke? Dan maken we die mooi en de rest kort. Vanaf volgend jaar één
                            moment voor alles, dat zou ons drie weken werk schelen.
                        """,
                    },
                    {
                        "by": "h.vandam",
                        "days": 41,
                        "at": "11.00",
                        "text": "De tussenrapportage van juni. Ik vraag na of die voor alle vier "
                        "mag gelden. Je hoort het voor de gebiedstafel.",
                    },
                ],
            },
            {
                "by": "q.nguyen",
                "days": 36,
                "at": "9.15",
                "text": """
                    De kaart met jaartallen hebben wij nu ook gemaakt, voor de dijk. Drie botsingen
                    gevonden. Eén konden we nog voorkomen.
                """,
            },
            {
                "by": "j.marijnissen",
                "days": 35,
                "at": "13.50",
                "removed_by": "f.deruiter",
                "text": "",
                "answers": [
                    {
                        "by": "f.deruiter",
                        "days": 34,
                        "at": "8.35",
                        "text": "Joost, ik heb je reactie weggehaald omdat er een naam van een "
                        "huurder in stond. Zet je hem er zonder die naam weer neer?",
                    },
                    {
                        "by": "j.marijnissen",
                        "days": 34,
                        "at": "9.20",
                        "text": """
                            Helemaal gelijk, excuus. Wat ik wilde zeggen: een huurder bij ons
                            wachtte negen maanden op een aanpassing, omdat twee regelingen naar
                            elkaar wezen.
                        """,
                    },
                ],
            },
        ],
    },
]
