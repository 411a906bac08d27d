"""What other casussen say of a les, and what was asked of the rijk: all invented.

Real organisations are asked something, and answer nothing here: only the invented one does.
"""

from typing import Any

HERKENNINGEN: list[dict[str, Any]] = [
    {
        "les": 2,
        "casus": "schaalsprong-met-oog-voor-later",
        "stance": "recognised",
        "words": "Jongeren die na de eerste avond niets hoorden, zagen we niet meer terug. Wie een "
        "kort bericht kreeg, kwam wel.",
        "age": 12,
    },
    {
        "les": 25,
        "casus": "groeien-om-te-blijven",
        "stance": "recognised",
        "words": "Wat we vóór de subsidie afspraken, gebeurde ook. Wat we er later bij vroegen, "
        "bleef liggen.",
        "age": 9,
    },
    {
        "les": 18,
        "casus": "dorpswinkel-met-drie-vrijwilligers",
        "stance": "recognised",
        "words": "Na een ochtend achter de toonbank begreep de ambtenaar onze vraag meteen.",
        "age": 6,
    },
    {
        "les": 3,
        "casus": "de-friese-paradox",
        "stance": "contradicted",
        "words": "In ons dorpshuis kwamen alleen de mensen die er altijd al zijn. En wie we aan de "
        "deur spraken, zei dat het goed ging.",
        "age": 4,
    },
]
RIJKSVRAGEN: list[dict[str, Any]] = [
    {
        "les": 7,
        "organisatie": "ministerie-bzk",
        "by": "organisator",
        "age": 23,
        "question": "Hoeveel verantwoording vraagt het ministerie van een initiatief met alleen "
        "vrijwilligers, en kan dat minder?",
    },
    {
        "les": 15,
        "organisatie": "ministerie-lvvn",
        "by": "f.deruiter",
        "age": 41,
        "reminded": 11,
        "question": "Kunnen de potjes voor één gebied dezelfde einddatum krijgen?",
    },
    {
        "les": 2,
        "organisatie": "rijksdienst-zandhoven",
        "by": "organisator",
        "age": 60,
        "question": "Binnen hoeveel dagen hoort iemand van jullie wat er met een idee gebeurt?",
        "writer": "w.oosterling",
        "answered": 38,
        "changed": 5,
        "before": "Dat houden we nog niet bij. We gaan het dit jaar meten.",
        "answer": "We maten het: gemiddeld 34 dagen. Dat vinden we te lang. Vanaf nu staat in elke "
        "bevestiging de datum waarop je antwoord krijgt.",
    },
    {
        "les": 25,
        "organisatie": "rijksdienst-zandhoven",
        "by": "m.verhulst",
        "age": 16,
        "question": "Vragen jullie in jullie contracten om leerplekken, en zo nee: wat is daarvoor "
        "nodig?",
        "waits": 2,
        "writer": "w.oosterling",
        "text": "Ja, in nieuwe contracten voor onderhoud vanaf een half miljoen euro. We vragen "
        "één leerplek per tien mensen. In lopende contracten kunnen we het niet meer regelen.",
    },
    {
        "les": 18,
        "organisatie": "rijksdienst-zandhoven",
        "by": "organisator",
        "age": 30,
        "question": "Mag een beleidsmedewerker van jullie een dag in de winkel meelopen?",
        "withdrawn": 12,
        "reason": "We spraken elkaar op een bijeenkomst, en hebben meteen een dag gekozen.",
    },
]
OP_LESSEN = {"tien-stappen": [4], "raamwerk": [11]}
"""Publicaties that stand under lessen."""
