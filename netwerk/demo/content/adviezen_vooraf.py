"""Questions to ask before you begin, and one more thing to weigh."""

from typing import Any

ADVIEZEN: list[dict[str, Any]] = [
    {
        "number": 32,
        "kind": "ask",
        "chapter": 2,
        "title": "Welk besluit verandert door dit cijfer?",
        "summary": "Stel deze vraag voordat je iets laat meten. Geen besluit, dan ook geen meting.",
        "why": """
            Meten kost tijd, van jou en van bewoners. Een cijfer dat bij geen enkel besluit hoort,
            verdwijnt in een bijlage. Dat merk je vooraf al aan het antwoord op deze vraag.
        """,
        "how": """
            1. Er staat een besluit in, met de datum waarop het valt.
            2. Er staat bij wie dat besluit neemt.
            3. Er staat wat er gebeurt als het cijfer tegenvalt.
        """,
        "when": """
            - iemand om een nieuw dashboard of een nieuwe enquête vraagt;
            - je de indicatoren van een begroting kiest.
        """,
        "not_when": """
            - het cijfer volgens de wet nodig is.
        """,
        "for": ["beleidsmaker", "beleidsonderzoeker", "volksvertegenwoordiger"],
        "themes": ["samenleving"],
        "phase": "voorbereiding",
        "steps": ["doel"],
        "instruments": ["monitor"],
        "lessen": [10, 13],
        "age": 5,
        "review": 190,
    },
    {
        "number": 33,
        "kind": "ask",
        "chapter": 3,
        "title": "Wie is er over twintig jaar blij met dit besluit?",
        "summary": "Noem één mens, met een leeftijd en een straat. Dan gaat “later” ergens over.",
        "why": """
            “Toekomstige generaties” zit nooit aan tafel. Een meisje van acht uit de Kerkstraat wel:
            je kunt je voorstellen wat zij ervan vindt.
        """,
        "how": """
            1. Het noemt één mens, met een leeftijd en een plek.
            2. Het zegt wat die mens merkt van jouw besluit.
            3. Het zegt ook wie er minder blij is.
        """,
        "when": """
            - het besluit langer meegaat dan tien jaar;
            - het gesprek alleen over dit jaar gaat.
        """,
        "for": ["bestuurder", "volksvertegenwoordiger"],
        "themes": ["natuurlijk-kapitaal", "wonen"],
        "phase": "besluit",
        "steps": ["gevolgen", "voorkeursoptie"],
        "lessen": [19, 20],
        "age": 7,
        "review": 210,
    },
    {
        "number": 34,
        "kind": "ask",
        "chapter": 4,
        "title": "Welk ander plan ligt er al in deze straat?",
        "summary": "Vraag het aan drie afdelingen, voordat je een datum kiest.",
        "why": """
            Wie het riool vervangt, breekt de straat open. Wie dat weet, plant dan ook de bomen.
            Achteraf kost samenwerken meer dan vooraf vragen.
        """,
        "how": """
            1. Er staan plannen in van minstens drie afdelingen.
            2. Bij elk plan staat een jaar.
            3. Er staat welke plannen elkaar in de weg zitten.
        """,
        "when": """
            - je in een wijk werkt waar meer gebeurt;
            - je nog kunt schuiven met de planning.
        """,
        "for": ["projectleider", "beleidsmaker"],
        "themes": ["wonen", "milieu"],
        "phase": "voorbereiding",
        "areas": ["zeer-sterk-stedelijk", "sterk-stedelijk"],
        "steps": ["opties"],
        "lessen": [14],
        "age": 9,
        "review": 200,
    },
    {
        "number": 35,
        "kind": "ask",
        "chapter": 5,
        "title": "Wat mag de projectleider zelf veranderen?",
        "summary": "Vraag het bij de start. Dan hoeft niemand later te wachten op toestemming.",
        "why": """
            Bijsturen loopt vaak vast op de vraag wie erover gaat. Is dat vooraf gezegd, dan stuurt
            iemand bij op de dag dat het nodig is.
        """,
        "how": """
            1. Er staat een bedrag in, en een aantal weken.
            2. Er staat wat altijd terug moet naar het bestuur.
            3. Er staat wie je belt als je twijfelt.
        """,
        "when": """
            - het werk langer duurt dan een half jaar.
        """,
        "not_when": """
            - het om een eenmalige opdracht gaat.
        """,
        "for": ["bestuurder", "projectleider"],
        "themes": ["sociaal-kapitaal"],
        "phase": "uitvoering",
        "steps": ["voorkeursoptie"],
        "lessen": [16, 17],
        "author": "redacteur2",
        "age": 3,
        "review": 180,
    },
    {
        "number": 36,
        "kind": "weigh",
        "chapter": 6,
        "title": "Weeg af of je één regel maakt of ruimte laat",
        "summary": "Eén regel is eerlijk en duidelijk. Ruimte past beter bij elke plek.",
        "why": """
            Het Rijk wil iedereen gelijk behandelen. De regio wil doen wat ter plekke past. Beide
            is redelijk, en kost iets.
        """,
        "how": """
            1. Vraag drie gemeenten wat ze zonder de regel zouden doen.
            2. Schrijf op wie er nadeel heeft als elke plek het anders doet.
            3. Kies, en spreek af wanneer je opnieuw kijkt.
        """,
        "when": """
            - mensen recht hebben op hetzelfde, waar ze ook wonen;
            - er veel misbruik mogelijk is.
        """,
        "not_when": """
            - plekken sterk van elkaar verschillen;
            - de mensen ter plekke het beste weten wat werkt.
        """,
        "for": ["beleidsmaker", "bestuurder"],
        "themes": ["samenleving", "verdeling"],
        "phase": "voorbereiding",
        "steps": ["opties", "voorkeursoptie"],
        "instruments": ["regiodeal-of-citydeal"],
        "lessen": [15, 18],
        "age": 10,
        "review": 220,
    },
]
