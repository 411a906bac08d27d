"""Casussen about impact: Fryslân and the province of Utrecht."""

from typing import Any

CASUSSEN: list[dict[str, Any]] = [
    {
        "slug": "de-friese-paradox",
        "title": "Minder geld, toch gelukkig: wat de Friese paradox verbergt",
        "summary": "Fryslân verdient per inwoner veel minder dan het gemiddelde van Nederland, "
        "en is toch een van de meest tevreden provincies. Behalve voor wie moeilijk rondkomt.",
        "question": "Hoe stuur je op een gemiddelde dat goed is, als een deel van de mensen "
        "achterblijft?",
        "community": 4,
        "also": [1],
        "holder": "t.hoekstra",
        "organisatie": "gemeente-marrehiem",
        "experts": ["s.dijkstra", "m.aitlahcen"],
        "provinces": ["fryslan"],
        "scale": "provincie",
        "area": "weinig-stedelijk",
        "phase": "agendavorming",
        "themes": ["subjectief-welzijn", "materiele-welvaart", "verdeling"],
        "tags": ["indicatoren", "verdeling", "geluk", "bestaanszekerheid"],
        "stage": "discussed",
        "visibility": "public",
        "age": 150,
        "sections": {
            "context": """
                In 2021 was het bbp per inwoner in Fryslân 34.800 euro. In heel Nederland was dat
                49.100 euro. Toch zeggen Friezen vaker dan anderen dat ze gelukkig zijn: 92
                procent in 2018, tegen 88 procent landelijk. Mensen noemen dat de Friese paradox.

                Onderzoekers noemen een paar redenen. Mensen kennen elkaar en de verschillen zijn
                klein. Er is natuur, en wonen is er minder duur dan in veel andere regio’s.
            """,
            "question": """
                Het is een mooi verhaal, en het klopt. Maar in 2022 was 90 procent van de Friezen
                gelukkig, en van de mensen die moeilijk rondkomen maar 51 procent. Dat verschil
                zie je niet als je alleen naar het gemiddelde kijkt.

                In onze gemeente merkten we dat het goede gemiddelde in de weg ging zitten. Wie
                om geld vroeg voor een wijk, kreeg te horen dat het hier toch goed gaat.
            """,
            "parties": """
                Deze casus komt van een groep van vijf gemeenten en een onderzoeker. We lazen de
                openbare cijfers van het planbureau en legden ze naast onze eigen ervaring.

                Later deden ook een voedselbank en een dorpshuis mee. Zij herkenden de 51 procent
                meteen.
            """,
            "approach": """
                We spraken af dat we elk cijfer over welzijn in drie groepen delen: makkelijk
                rondkomen, net rondkomen en moeilijk rondkomen. De cijfers waren er al. Het kostte
                een middag werk.

                Zodra de tabel drie groepen liet zien, ging de vergadering over mensen in plaats
                van over een rapportcijfer. Dat gebeurde in alle vijf de gemeenten.

                Daarna vroegen we aan veertig bewoners wat er achter hun cijfer zat. Niet met een
                lijst, maar met één vraag: wat maakt een week een goede week?
            """,
            "results": """
                Twee van de vijf gemeenten kozen een andere volgorde in hun wijkaanpak. Eén
                gemeente hield de oude volgorde, omdat de raad er al over had besloten.

                Niet alles lukte. In de kleinste gemeente waren de groepen zo klein dat we de
                cijfers niet konden laten zien. Bij minder dan honderd antwoorden in een groep
                zegt het verschil niets en kun je mensen herkennen. Daar gebruikten we alleen de
                gesprekken.

                Een dashboard dat we ervoor lieten maken, wordt bijna niet gebruikt. De ene tabel
                in het raadsstuk wel.
            """,
            "generators": """
                Het hielp dat de cijfers er al waren. We hoefden niets nieuws te meten, alleen
                anders te tellen.

                Een cijfer zonder verhaal overtuigt niemand, en een verhaal zonder cijfer wordt
                weggezet als een uitzondering. Samen op één bladzijde werkten ze wel.
            """,
            "contact": """
                De cijfers over Fryslân zijn openbaar. De vijf gemeenten, de gesprekken en de
                conclusies zijn voorbeelden.
            """,
        },
        "welfare": {
            "nu": ("let", "Gemiddeld goed, maar niet voor wie moeilijk rondkomt."),
            "later": ("plus", "Mensen kennen elkaar en helpen elkaar. Dat is kapitaal."),
            "elders": ("leeg", "Nog niet bekeken."),
        },
    },
    {
        "slug": "begroting-met-acht-themas",
        "title": "Acht thema’s in de begroting: leest iemand ze ook?",
        "summary": "De provincie Utrecht zette brede welvaart in haar begroting, met cijfers "
        "per thema. We zochten uit wanneer Statenleden er iets mee doen, en wanneer niet.",
        "question": "Wanneer verandert een bladzijde met indicatoren een besluit?",
        "community": 4,
        "also": [5],
        "holder": "d.kartowidjojo",
        "organisatie": "universiteit-middelland",
        "experts": ["j.postma", "l.vanderlinden"],
        "provinces": ["utrecht"],
        "scale": "provincie",
        "area": "sterk-stedelijk",
        "phase": "besluit",
        "themes": ["economisch-kapitaal", "natuurlijk-kapitaal", "samenleving"],
        "tags": ["begroting", "indicatoren", "staten", "verantwoording"],
        "stage": "working",
        "visibility": "public",
        "age": 110,
        "sections": {
            "context": """
                De provincie Utrecht noemt brede welvaart een uitgangspunt in haar economische
                agenda en in drie regiodeals: Foodvalley, Groene Hart en Vitale wijken. In de
                begroting van 2024 staat een onderdeel met cijfers voor acht thema’s van de
                planbureaus.

                Utrecht had in 2022 de hoogste score in de regionale monitor van het CBS. Dat
                maakt de vraag lastiger, niet makkelijker. Waar werk je aan als het al goed gaat?
            """,
            "question": """
                Een begroting gaat over geld en over een jaar. Brede welvaart gaat over het leven
                van mensen en over later. Als je die twee naast elkaar zet, gebeurt er nog niets.

                Wij wilden weten wanneer een cijfer uit zo’n onderdeel terugkomt in een debat, een
                vraag of een besluit.
            """,
            "approach": """
                We lazen openbare verslagen van vergaderingen van drie provincies en vier
                gemeenten met zo’n onderdeel in de begroting. Elke keer dat iemand een indicator
                noemde, schreven we op waarvoor.

                Daarna spraken we negen volksvertegenwoordigers. We legden steeds dezelfde twee
                bladzijden voor: één met twintig cijfers en één met drie cijfers en een vraag.

                Van twintig cijfers onthield niemand er één, van drie cijfers kon iedereen er twee
                navertellen. Dat hadden we niet zo sterk verwacht.
            """,
            "results": """
                In de verslagen vonden we elf plekken waar een indicator echt iets veranderde. Bij
                negen van de elf stond het cijfer naast een besluit dat die dag genomen moest
                worden. Een indicator die los in een bijlage staat, is nergens in een debat
                teruggekomen.

                We zagen ook hoe het misgaat. Eén gemeente telde alle thema’s op tot één
                rapportcijfer. Het debat ging daarna over de rekenmethode en niet meer over de
                wijken.

                Nog niet af: we weten niet of een besluit ook beter werd. We weten alleen dat het
                gesprek beter werd.
            """,
            "generators": """
                Een griffier die meedenkt maakt verschil. Zij weet welk besluit op welke dag
                valt, en welk cijfer daarbij past.

                Ook hielp het als de makers vooraf met Statenleden kozen welke indicatoren ertoe
                doen. Wie zelf heeft gekozen, vraagt er het jaar daarna ook naar.
            """,
            "contact": """
                Wat we over de provincie Utrecht schrijven, is openbaar. Ons onderzoek en de
                conclusies zijn voorbeelden en zijn niet van de provincie.
            """,
        },
        "welfare": {
            "nu": ("plus", "Het debat gaat vaker over wonen en gezondheid."),
            "later": ("let", "In de debatten die wij lazen, ging het zelden over later."),
            "elders": ("let", "Geen van de acht thema’s gaat over elders."),
        },
    },
]
