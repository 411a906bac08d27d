"""Adviezen of chapters 3 to 6."""

from typing import Any

ADVIEZEN: list[dict[str, Any]] = [
    {
        "number": 4,
        "kind": "do",
        "chapter": 3,
        "title": "Laat een kleine groep bewoners meekiezen",
        "summary": "Twintig mensen die alles lezen, kunnen uitleggen waarom iets wel of niet "
        "doorgaat.",
        "why": """
            Een stemming onder iedereen is eerlijk, maar snel. Een kleine groep kan alles lezen en
            twijfelen. Samen werken ze het best: veel mensen geven een cijfer, de kleine groep geeft
            de reden. Zonder die groep wordt kiezen een wedstrijd. Zonder het cijfer wordt het een
            achterkamer.
        """,
        "how": """
            1. Zoek ongeveer twintig mensen die samen op de bevolking lijken. Loten helpt.
            2. Betaal mensen voor hun tijd en regel vervoer en oppas.
            3. Geef ze alles te lezen, ook de kosten.
            4. Laat de groep zelf uitleggen wat niet is gekozen.
        """,
        "when": """
            - het bestuur vooraf zegt wat het met het advies doet.
        """,
        "not_when": """
            - er eigenlijk maar één plan op tafel ligt.
        """,
        "for": ["adviseur-participatie", "bestuurder", "volksvertegenwoordiger"],
        "themes": ["samenleving", "sociaal-kapitaal"],
        "phase": "besluit",
        "lessen": [4],
        "age": 100,
        "review": 80,
    },
    {
        "number": 10,
        "kind": "do",
        "chapter": 3,
        "title": "Laat raad of Staten zelf de indicatoren kiezen",
        "summary": "Wie zelf koos, vraagt er een jaar later naar. Een lijst van de ambtenaar wordt "
        "vergeten.",
        "why": """
            Meten is ook kiezen. Als een onderzoeker kiest, is het zijn lijst. Als
            volksvertegenwoordigers kiezen, is het hun lijst en hun vraag. Dat merk je pas bij de
            tweede begroting, als iemand vraagt hoe het nu staat.
        """,
        "how": """
            1. Leg twaalf mogelijke cijfers op tafel, elk op een kaartje.
            2. Laat de fracties er samen zes kiezen, in één uur.
            3. Schrijf op waarom de andere zes afvielen.
        """,
        "when": """
            - het aan het begin van een periode gebeurt;
            - de griffie meedoet.
        """,
        "not_when": """
            - de verkiezingen binnen een half jaar zijn.
        """,
        "for": ["volksvertegenwoordiger", "beleidsonderzoeker"],
        "themes": ["samenleving"],
        "phase": "agendavorming",
        "lessen": [12],
        "author": "redacteur2",
        "age": 66,
        "review": 140,
    },
    {
        "number": 11,
        "kind": "do",
        "chapter": 3,
        "title": "Geef de toekomst een naam en een straat",
        "summary": "Zet iemand uit 2050 aan tafel met een beroep en een adres. Dan gaat het ergens "
        "over.",
        "why": """
            Over ‘toekomstige generaties’ is iedereen het eens, en daarna verandert er niets.
            Samira die in 2050 in het nieuwe huis woont, stelt een vraag waar je niet omheen kunt.
        """,
        "how": """
            1. Maak twee of drie toekomstbeelden, elk van een halve bladzijde.
            2. Bedenk in elk beeld één persoon: naam, straat, werk, zorgen.
            3. Zet een lege stoel aan tafel. Voor het besluit gaat iemand daar zitten en stelt één
               vraag.
            4. Schrijf de vraag en het antwoord in het verslag.
        """,
        "when": """
            - er een echt besluit op tafel ligt;
            - je gasten kiest die het niet met elkaar eens zijn.
        """,
        "not_when": """
            - het blijft bij een losse inspiratiesessie.
        """,
        "for": ["bestuurder", "beleidsmaker", "projectleider"],
        "themes": ["menselijk-kapitaal", "natuurlijk-kapitaal"],
        "phase": "voorbereiding",
        "lessen": [19],
        "age": 16,
        "review": 240,
    },
    {
        "number": 12,
        "kind": "do",
        "chapter": 3,
        "title": "Schrijf bij elk besluit hoe je terug kunt",
        "summary": "Een besluit dat je kunt omkeren, neem je eerder. En bij wat niet om te keren "
        "is, denk je langer na.",
        "why": """
            Haast en later bijten elkaar. De vraag of je nog terug kunt, maakt het verschil
            zichtbaar. Een proef van een jaar is iets anders dan een weg door een beekdal.
        """,
        "how": """
            1. Neem de vraag ‘kunnen we nog terug?’ op in het model voor voorstellen.
            2. Schrijf op tot wanneer, voor hoeveel geld en wie dat besluit.
            3. Kan het niet terug? Zet dan in het voorstel wie dat over dertig jaar merkt.
        """,
        "when": """
            - je een bandbreedte hebt waarbinnen je mag veranderen.
        """,
        "not_when": """
            - mensen zekerheid nodig hebben om zelf te kunnen investeren.
        """,
        "for": ["beleidsmaker", "bestuurder", "volksvertegenwoordiger"],
        "themes": ["natuurlijk-kapitaal", "veerkracht"],
        "phase": "besluit",
        "lessen": [20],
        "author": "redacteur2",
        "age": 14,
        "review": 250,
    },
    {
        "number": 13,
        "kind": "dont",
        "chapter": 3,
        "title": "Nodig jongeren niet uit voor één avond",
        "summary": "Ze zeggen eerlijke dingen, horen niets meer en komen niet terug.",
        "why": """
            Een avond met scholieren in de raadszaal levert een mooie foto op. Maar meepraten is
            pas echt als je ook bij het besluit bent. Anders leren jongeren vooral dat het niet
            uitmaakt wat ze zeggen.
        """,
        "how": """
            1. Vraag jongeren voor een besluit, niet voor een avond.
            2. Spreek af op welke drie momenten zij erbij zijn.
            3. Betaal hun reis en hun tijd.
            4. Laat ze horen wat er is besloten, van iemand die erbij was.
        """,
        "when": """
            - het besluit binnen een schooljaar valt.
        """,
        "not_when": """
            - jongeren zelf om één gesprek vragen.
        """,
        "for": ["adviseur-participatie", "volksvertegenwoordiger"],
        "themes": ["menselijk-kapitaal", "samenleving"],
        "phase": "voorbereiding",
        "lessen": [21],
        "age": 12,
        "review": 260,
    },
    {
        "number": 14,
        "kind": "do",
        "chapter": 4,
        "title": "Leg alle plannen op één kaart, met het jaar erbij",
        "summary": "Dan zie je dat de school sluit in het jaar dat de gezinnen komen. En dat je er "
        "nog iets aan kunt doen.",
        "why": """
            Elke afdeling heeft een goede planning. Samen maken ze een slechte. Op een kaart zonder
            jaartallen lijkt alles te passen. Pas met het jaar erbij zie je wat botst.
        """,
        "how": """
            1. Kies één buurt of dal, niet de hele gemeente.
            2. Vraag iedereen om zijn plannen: ook de school, de corporatie en het waterschap.
            3. Schrijf bij elk plan het jaar en wie erover gaat.
            4. Loop met de kaart door het gebied. Praat daarna pas over doelen.
        """,
        "when": """
            - mensen ook plannen durven te noemen die nog niet vaststaan.
        """,
        "not_when": """
            - grond of huizen daardoor ineens duurder worden; houd de kaart dan binnen de groep.
        """,
        "for": ["projectleider", "beleidsmaker"],
        "themes": ["wonen", "milieu", "samenleving"],
        "phase": "voorbereiding",
        "lessen": [14],
        "papers": ["elke-regio-telt"],
        "author": "redacteur2",
        "age": 35,
        "review": 180,
    },
    {
        "number": 15,
        "kind": "do",
        "chapter": 4,
        "title": "Geef een duo van twee afdelingen een eigen budget",
        "summary": "Twee mensen die samen mogen beslissen, zijn sneller dan een stuurgroep van "
        "acht.",
        "why": """
            Combineren loopt vast op parafen. Wie voor elke honderd euro terug moet naar twee
            directeuren, combineert niet. Een klein budget en een duidelijke grens lossen dat op.
        """,
        "how": """
            1. Kies twee mensen die elkaar aanvullen, bijvoorbeeld wonen en welzijn.
            2. Geef hun een bedrag waar ze samen over gaan.
            3. Spreek af dat ze achteraf vertellen wat ze deden, in één gesprek.
        """,
        "when": """
            - beide leidinggevenden het bedrag kennen en het goed vinden.
        """,
        "not_when": """
            - het gaat om geld waar Europese regels voor gelden.
        """,
        "for": ["bestuurder", "projectleider"],
        "themes": ["samenleving", "wonen"],
        "phase": "uitvoering",
        "lessen": [24],
        "age": 34,
        "review": 170,
    },
    {
        "number": 16,
        "kind": "do",
        "chapter": 5,
        "title": "Zet achter elke leervraag wie mag beslissen",
        "summary": "Leren zonder besluit blijft een verslag. Met een naam erachter verandert er "
        "iets.",
        "why": """
            In veel projecten leert iedereen en verandert niemand iets. Dat is geen onwil. Het is
            niet afgesproken wie erover gaat. Een leeragenda met namen maakt dat in één bladzijde
            duidelijk.
        """,
        "how": """
            1. Schrijf hooguit vijf leervragen op.
            2. Zet achter elke vraag: wie zoekt het uit, wanneer, en wie beslist daarna.
            3. Laat die laatste persoon zijn naam er zelf bij zetten.
            4. Loop de bladzijde elk kwartaal samen na.
        """,
        "when": """
            - bestuurders bij de start aan tafel zitten.
        """,
        "not_when": """
            - je alleen wilt verantwoorden wat al gedaan is.
        """,
        "for": ["projectleider", "bestuurder"],
        "themes": ["menselijk-kapitaal"],
        "phase": "uitvoering",
        "lessen": [17],
        "papers": ["magazine"],
        "age": 50,
        "review": 130,
    },
    {
        "number": 17,
        "kind": "dont",
        "chapter": 5,
        "title": "Leer niet alleen uit elkaars verslagen",
        "summary": "Niemand leest ze. Een dag meelopen levert meer op dan een jaar papier.",
        "why": """
            Een verslag vertelt wat er is besloten, niet waarom het zo liep. Dat hoor je pas in de
            auto terug. Twee gebieden die een jaar lang stukken uitwisselden, wisten na één dag op
            het land meer van elkaar.
        """,
        "how": """
            1. Ruil één dag per half jaar met een collega uit een ander gebied.
            2. Neem een eigen vraag mee.
            3. Schrijf na afloop drie zinnen, niet meer.
        """,
        "when": """
            - je leidinggevende de dag gewoon werktijd vindt.
        """,
        "not_when": """
            - het gaat om feiten die je kunt opzoeken.
        """,
        "for": ["projectleider", "beleidsmaker"],
        "themes": ["menselijk-kapitaal", "sociaal-kapitaal"],
        "phase": "monitoring-en-evaluatie",
        "lessen": [18],
        "author": "redacteur2",
        "age": 49,
        "review": 135,
    },
    {
        "number": 18,
        "kind": "do",
        "chapter": 5,
        "title": "Geef vooraf een bandbreedte om bij te sturen",
        "summary": "Schrijf bij de start op hoeveel een projectleider zelf mag veranderen. Dan is "
        "bijsturen geen verrassing.",
        "why": """
            Een evaluatie achteraf komt te laat en voelt als een oordeel. Een bandbreedte vooraf
            voelt als vertrouwen. De raad weet waar hij aan toe is, en de projectleider hoeft niet
            te wachten op toestemming voor iets wat iedereen al ziet.
        """,
        "how": """
            1. Kies een deel van het budget, bijvoorbeeld een tiende.
            2. Spreek af waarop je stuurt en op welke momenten.
            3. Vertel de raad vooraf wanneer je gaat bijsturen.
            4. Meld elke wijziging in één zin, met de reden.
        """,
        "when": """
            - er vertrouwen is, of je klein begint om het te laten groeien.
        """,
        "not_when": """
            - anderen hun eigen plannen op jouw afspraak hebben gebouwd.
        """,
        "for": ["bestuurder", "projectleider", "volksvertegenwoordiger"],
        "themes": ["veerkracht"],
        "phase": "bijstelling-of-beeindiging",
        "lessen": [16],
        "papers": ["magazine"],
        "author": "redacteur2",
        "age": 47,
        "review": 145,
    },
    {
        "number": 20,
        "kind": "do",
        "chapter": 6,
        "title": "Laat iemand van het Rijk een dag meelopen",
        "summary": "Wie het gebied heeft gezien, vraagt minder op papier en begrijpt waarom een "
        "plan verandert.",
        "why": """
            Vanaf een bureau in Den Haag lijkt een gewijzigd plan op slordigheid. Op het erf, met
            de laarzen aan, is het logisch. Na zo’n dag werden de eisen aan de verantwoording
            korter. Niet omdat iemand erom vroeg, maar omdat ze niet meer nodig waren.
        """,
        "how": """
            1. Nodig één persoon uit, geen delegatie.
            2. Laat de gewone dag zien, met het vergaderen en het wachten erbij.
            3. Stel aan het einde één vraag: welke regel van jullie zit ons vandaag in de weg?
            4. Kom een keer terug in Den Haag, voor dezelfde dag bij hen.
        """,
        "when": """
            - dezelfde persoon een paar jaar je contact blijft.
        """,
        "not_when": """
            - de relatie zo gespannen is dat een bezoek als controle voelt.
        """,
        "for": ["projectleider", "beleidsmaker", "bestuurder"],
        "themes": ["samenleving"],
        "phase": "uitvoering",
        "lessen": [18],
        "age": 46,
        "review": 160,
    },
    {
        "number": 21,
        "kind": "dont",
        "chapter": 6,
        "title": "Laat de einddatum van een subsidie je plan niet bepalen",
        "summary": "Vijf potjes met vijf einddatums kosten een jaar. Spreek samen één kalender af.",
        "why": """
            Elke regeling heeft een goede reden voor haar datum. Samen zorgen ze dat het riool
            eerder moet dan de straat en de school later dan de huizen. De buurt betaalt de
            rekening.
        """,
        "how": """
            1. Zet de einddatums van alle potjes op één lijn.
            2. Ga met die lijn naar de gevers, het liefst samen.
            3. Vraag om één moment van verantwoording voor alle potjes.
            4. Lukt dat niet, begin dan met het potje dat het eerst afloopt.
        """,
        "when": """
            - je het gesprek begint voordat het eerste geld binnen is.
        """,
        "not_when": """
            - er maar één geldgever is.
        """,
        "for": ["bestuurder", "beleidsmaker"],
        "themes": ["samenleving", "economisch-kapitaal"],
        "phase": "voorbereiding",
        "lessen": [15],
        "author": "redacteur2",
        "age": 82,
        "review": -30,
    },
]
