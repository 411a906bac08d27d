"""Adviezen of chapters 1 and 2."""

from typing import Any

ADVIEZEN: list[dict[str, Any]] = [
    {
        "number": 1,
        "kind": "do",
        "chapter": 1,
        "title": "Noem bij je vraag al de datum van je antwoord",
        "summary": "Dan weten bewoners waar ze aan toe zijn. En jij hebt een afspraak met jezelf.",
        "why": """
            Ophalen is leuk, antwoorden is werk. Zonder datum schuift het antwoord steeds een
            vergadering op, tot niemand er meer aan denkt. Bewoners merken dat. Zij zijn niet boos
            over een nee, maar over de stilte.

            Een datum in de uitnodiging zet druk op je eigen organisatie. Dat is precies de
            bedoeling.
        """,
        "how": """
            1. Kies de datum voordat je de uitnodiging verstuurt, en zet hem erin.
            2. Reken uit hoeveel antwoorden je moet geven. Vier minuten per antwoord is een goede
               schatting.
            3. Zet die uren in iemands agenda, met naam.
            4. Antwoord op de dag zelf, ook als er nog geen besluit is. Schrijf dan wat je wel
               weet.
        """,
        "when": """
            - je organisatie er echt iets mee kan doen;
            - één persoon de antwoorden verstuurt en bereikbaar is.
        """,
        "not_when": """
            - het besluit al genomen is; zeg dat dan gewoon.
        """,
        "for": ["adviseur-participatie", "beleidsmaker", "bestuurder"],
        "themes": ["samenleving", "sociaal-kapitaal"],
        "phase": "voorbereiding",
        "lessen": [1, 2],
        "papers": ["tien-stappen"],
        "age": 22,
        "review": 190,
    },
    {
        "number": 2,
        "kind": "do",
        "chapter": 1,
        "title": "Ga naar plekken waar mensen toch al komen",
        "summary": "Aan de deur, bij de kassa of in de kantine hoor je mensen die nooit naar een "
        "zaal komen.",
        "why": """
            Naar een avond in een zaal komen vooral mensen die dat gewend zijn. Wie onregelmatig
            werkt, voor kinderen zorgt of de overheid niet vertrouwt, blijft thuis. Op hun eigen
            plek praten zij wel, en vaak over iets anders dan jij vroeg. Dat is juist nuttig.
        """,
        "how": """
            1. Vraag een opbouwwerker of dorpsraad welke plekken dat zijn.
            2. Ga met z’n tweeën, van twee verschillende afdelingen.
            3. Stel één open vraag en luister tien minuten.
            4. Schrijf op wat er naast je vraag langskwam, en breng het bij de juiste collega.
        """,
        "when": """
            - je er meer dan één keer komt;
            - je ook iets mag doen met een antwoord buiten je eigen onderwerp.
        """,
        "not_when": """
            - je een cijfer nodig hebt dat voor de hele gemeente geldt.
        """,
        "for": ["adviseur-participatie", "projectleider"],
        "themes": ["samenleving", "subjectief-welzijn"],
        "phase": "agendavorming",
        "lessen": [3],
        "author": "redacteur2",
        "age": 120,
        "review": 60,
    },
    {
        "number": 3,
        "kind": "dont",
        "chapter": 1,
        "title": "Laat een idee niet zonder antwoord liggen",
        "summary": "Ook bij honderden ideeën. Een kort nee kost minder dan het vertrouwen dat je "
        "anders kwijtraakt.",
        "why": """
            Het lijkt redelijk: te veel ideeën, dus een algemeen bericht op de site. Maar wie een
            avond aan een plan werkte, leest die site niet. Die wacht. In twee provincies hoorden
            we hetzelfde, van bewoners en van scholieren: het wachten was erger dan het nee.
        """,
        "how": """
            1. Maak drie soorten antwoord: ja, nee en later. Elk met één zin over de reden.
            2. Noem een naam die mensen mogen bellen.
            3. Vertel wie het idee wél kan gebruiken, als dat er is.
        """,
        "when": """
            - het antwoord kort en eerlijk is;
            - iemand terugbelt als een bewoner doorvraagt.
        """,
        "not_when": """
            - mensen anoniem meededen; hang de antwoorden dan op de plek zelf.
        """,
        "for": ["adviseur-participatie", "bestuurder"],
        "themes": ["sociaal-kapitaal"],
        "phase": "uitvoering",
        "lessen": [2, 21],
        "age": 18,
        "review": 200,
    },
    {
        "number": 5,
        "kind": "dont",
        "chapter": 1,
        "title": "Vraag een klein initiatief niet om extra papier",
        "summary": "Elk uur aan een formulier is een uur minder voor het dorp. Kom liever zelf "
        "kijken.",
        "why": """
            Een groep van drie vrijwilligers heeft geen controller. Wie toch om een verslag met
            cijfers vraagt, krijgt cijfers die niets zeggen. En soms is iemand het zat en stopt.
            Dan ben je kwijt waar de subsidie voor was.
        """,
        "how": """
            1. Loop één ochtend mee voordat je iets vraagt.
            2. Vraag alleen wat je echt gebruikt. Schrap de rest van het formulier.
            3. Schrijf het verslag zelf en laat het nalezen.
        """,
        "when": """
            - het bedrag klein is en de groep bekend.
        """,
        "not_when": """
            - er een vermoeden is dat geld verkeerd wordt gebruikt.
        """,
        "for": ["beleidsmaker", "bestuurder", "maatschappelijke-organisatie"],
        "themes": ["samenleving", "sociaal-kapitaal"],
        "phase": "monitoring-en-evaluatie",
        "lessen": [6, 7],
        "author": "redacteur2",
        "age": 33,
        "review": 150,
    },
    {
        "number": 6,
        "kind": "do",
        "chapter": 2,
        "title": "Zet drie cijfers naast elk besluit",
        "summary": "Een cijfer doet iets op de dag dat er iets te kiezen valt. In een bijlage "
        "doet het niets.",
        "why": """
            Een raadslid leest een stapel stukken in een avond. Van twintig cijfers blijft niets
            hangen. Van drie wel, zeker als ze naast de keuze staan waar het die avond om gaat.
        """,
        "how": """
            1. Vraag de griffier welke besluiten dit jaar komen.
            2. Kies per besluit drie cijfers: één over nu, één over later en één over het verschil
               tussen groepen.
            3. Zet er een vraag bij die een raadslid zo kan stellen.
            4. Kijk na een jaar welk cijfer is genoemd. Vervang de andere.
        """,
        "when": """
            - er echt iets te kiezen is;
            - de cijfers er al zijn, zodat het weinig werk kost.
        """,
        "not_when": """
            - het besluit alleen nog een handtekening is.
        """,
        "for": ["beleidsmaker", "volksvertegenwoordiger", "beleidsonderzoeker"],
        "themes": ["subjectief-welzijn", "verdeling"],
        "phase": "besluit",
        "lessen": [10],
        "papers": ["monitor"],
        "age": 29,
        "review": 210,
    },
    {
        "number": 7,
        "kind": "dont",
        "chapter": 2,
        "title": "Tel brede welvaart niet op tot één cijfer",
        "summary": "Eén cijfer verbergt wie erop vooruitgaat en wie niet. Het gesprek gaat dan "
        "over de rekensom.",
        "why": """
            Een 7,2 klinkt duidelijk. Maar wat moet een wethouder morgen doen als het een 7,1
            wordt? Zodra alles is opgeteld, praat iedereen over de weging. Schone lucht en werk
            zijn dan even veel waard omdat een model dat zegt.
        """,
        "how": """
            1. Laat thema’s naast elkaar staan, ook als dat rommelig oogt.
            2. Schrijf in woorden wat het zwaarst telde, en waarom.
            3. Vraagt iemand toch om één cijfer, vraag dan welk besluit ermee genomen wordt.
        """,
        "when": """
            - iemand in de organisatie durft te zeggen wat het zwaarst telt.
        """,
        "not_when": """
            - je gemeenten wilt vergelijken voor een eerste blik; noem dan ook de losse thema’s.
        """,
        "for": ["beleidsonderzoeker", "bestuurder"],
        "themes": ["verdeling"],
        "phase": "monitoring-en-evaluatie",
        "lessen": [11],
        "author": "redacteur2",
        "age": 70,
        "review": -12,
    },
    {
        "number": 8,
        "kind": "do",
        "chapter": 2,
        "title": "Deel elk gemiddelde op in groepen",
        "summary": "Laat naast het gemiddelde zien hoe het gaat met mensen die moeilijk rondkomen.",
        "why": """
            In een provincie waar negen van de tien mensen gelukkig zijn, gold dat maar voor de
            helft van wie moeilijk rondkomt. Het gemiddelde was waar en zei toch te weinig. Met
            één extra kolom ging het gesprek over mensen.
        """,
        "how": """
            1. Kies één verschil dat ertoe doet, zoals makkelijk of moeilijk rondkomen.
            2. Zet de groepen naast elkaar in dezelfde tabel als het gemiddelde.
            3. Vraag aan een paar mensen uit elke groep wat erachter zit.
        """,
        "when": """
            - er in elke groep minstens honderd antwoorden zijn.
        """,
        "not_when": """
            - je een buurt of klein dorp bekijkt; dan zijn mensen te herkennen.
        """,
        "for": ["beleidsonderzoeker", "beleidsmaker"],
        "themes": ["verdeling", "subjectief-welzijn", "materiele-welvaart"],
        "phase": "agendavorming",
        "lessen": [8],
        "against": [9],
        "age": 31,
        "review": 120,
    },
    {
        "number": 9,
        "kind": "do",
        "chapter": 2,
        "title": "Leg een cijfer en een verhaal op één bladzijde",
        "summary": "Het cijfer laat zien hoe vaak het voorkomt. Het verhaal laat zien waarom.",
        "why": """
            Met alleen cijfers haalt de zaal de schouders op. Met alleen een verhaal zegt iemand
            dat het een uitzondering is. Op één bladzijde houden ze elkaar overeind.
        """,
        "how": """
            1. Begin met het cijfer en zoek twee mensen die erin zitten.
            2. Stel hun één vraag, zoals: wat maakt een week een goede week?
            3. Laat hen nalezen wat je opschrijft.
            4. Houd het bij één bladzijde.
        """,
        "when": """
            - mensen weten waar hun verhaal voor wordt gebruikt.
        """,
        "not_when": """
            - iemand in een klein dorp aan zijn verhaal te herkennen is.
        """,
        "for": ["beleidsonderzoeker", "beleidsmaker", "adviseur-participatie"],
        "themes": ["subjectief-welzijn"],
        "phase": "voorbereiding",
        "lessen": [22],
        "author": "redacteur2",
        "age": 26,
        "review": 230,
    },
]
