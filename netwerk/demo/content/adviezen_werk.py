"""Adviezen of chapter 4 about work."""

from typing import Any

ADVIEZEN: list[dict[str, Any]] = [
    {
        "number": 26,
        "kind": "do",
        "chapter": 4,
        "title": "Spreek leer- en werkplekken af vóór de aanbesteding",
        "summary": "Dan kan elke aannemer er rekening mee houden, in zijn plan en in zijn prijs.",
        "why": """
            Als het contract getekend is, liggen prijs en planning vast. Wat er niet in staat, komt
            er bijna nooit meer bij. Een aannemer die vooraf weet dat hij leerlingen opleidt, rekent
            de begeleiding mee. Dan is het geen gunst, maar gewoon werk.

            Mag je dit eisen? Ja, als het bij de opdracht past en vooraf in de stukken staat
            (Aanbestedingswet 2012, artikel 2.80).
        """,
        "how": """
            1. Tel eerst hoeveel mensen in de buurt willen leren. Vraag het wijkteam en de school.
            2. Praat met aannemers voordat je het bestek schrijft. Vraag hoeveel leerlingen een
               ploeg aankan.
            3. Zet het aantal, de begeleiding en de tijd in het bestek. Noem ook wat er gebeurt als
               iemand stopt.
            4. Kijk elk kwartaal samen hoe het gaat. Tel diploma’s, niet alleen huizen.
        """,
        "when": """
            - het werk minstens een jaar duurt;
            - de school het rooster wil aanpassen.
        """,
        "not_when": """
            - er alleen kleine bedrijven meedoen; laat hen dan samen één leerling opleiden;
            - er haast is, zoals bij herstel na schade.
        """,
        "for": ["beleidsmaker", "projectleider"],
        "themes": ["arbeid-en-vrije-tijd", "wonen", "menselijk-kapitaal"],
        "phase": "voorbereiding",
        "lessen": [25],
        "against": [28],
        "age": 8,
        "review": 185,
    },
    {
        "number": 27,
        "kind": "dont",
        "chapter": 4,
        "title": "Reken niet op goede wil achteraf",
        "summary": "Wie na de handtekening nog iets vraagt, krijgt een vriendelijk gesprek en "
        "verder niets.",
        "why": """
            Het is geen onwil. Na de handtekening heeft een bedrijf een begroting, een planning en
            een baas die ernaar kijkt. Een wens van de gemeente staat daar niet in. Hoe aardig het
            bedrijf ook is, jij bent dan een kostenpost.
        """,
        "how": """
            1. Schrijf alle wensen op voordat je gaat onderhandelen, ook de kleine.
            2. Vraag bewoners mee aan tafel als er nog iets te kiezen is.
            3. Kies drie wensen die in het contract of de vergunning komen. Laat de rest los.
        """,
        "when": """
            - je de voorwaarden zelf mag bepalen.
        """,
        "not_when": """
            - het bedrijf zelf met een idee komt; zeg dan gewoon ja.
        """,
        "for": ["bestuurder", "beleidsmaker"],
        "themes": ["economisch-kapitaal", "samenleving"],
        "phase": "besluit",
        "lessen": [25],
        "author": "redacteur2",
        "age": 7,
        "review": 195,
    },
    {
        "number": 28,
        "kind": "do",
        "chapter": 4,
        "title": "Geef leerlingen één vaste begeleider",
        "summary": "Iemand die belt als je er niet bent, houdt mensen beter vast dan een regeling.",
        "why": """
            Een leerling die elke week bij een andere ploeg staat, hoort nergens bij. De helft
            stopte. Met één begeleider die je naam kent, bleven mensen wel. Dat zagen we in een
            bouwproject en bij een logistiek bedrijf.
        """,
        "how": """
            1. Kies iemand die het vak kent en er plezier in heeft.
            2. Maak er uren voor vrij. Ongeveer één dag per week voor vijf leerlingen.
            3. Spreek af dat hij dezelfde ochtend belt als iemand ontbreekt.
            4. Zorg voor een vervanger die de leerlingen al kent.
        """,
        "when": """
            - de begeleider minstens een jaar blijft.
        """,
        "not_when": """
            - hij ook moet beoordelen of iemand zijn uitkering houdt.
        """,
        "for": ["projectleider", "maatschappelijke-organisatie"],
        "themes": ["arbeid-en-vrije-tijd", "menselijk-kapitaal"],
        "phase": "uitvoering",
        "lessen": [26],
        "age": 5,
        "review": 205,
    },
    {
        "number": 29,
        "kind": "dont",
        "chapter": 4,
        "title": "Tel niet alleen hoeveel banen erbij komen",
        "summary": "Vraag ook wie ze krijgt, hoe iemand er komt en of je ervan kunt leven.",
        "why": """
            Honderd banen is een mooie kop. Maar als vier op de vijf gaan naar mensen die van ver
            komen rijden, verandert er in de straat weinig. Dan heb je wel de vrachtwagens.
        """,
        "how": """
            1. Vraag bij elk aantal: voor wie, welke uren, welk loon?
            2. Kijk of er een bus rijdt als de dienst begint.
            3. Vraag het na een jaar opnieuw, en zet het antwoord in het persbericht.
        """,
        "when": """
            - je de vragen stelt voordat het bedrijf kiest voor jouw regio.
        """,
        "not_when": """
            - het om een handvol plekken gaat; dan herken je de mensen.
        """,
        "for": ["bestuurder", "beleidsonderzoeker"],
        "themes": ["arbeid-en-vrije-tijd", "verdeling"],
        "phase": "monitoring-en-evaluatie",
        "lessen": [27],
        "author": "redacteur2",
        "age": 5,
        "review": 215,
    },
]
