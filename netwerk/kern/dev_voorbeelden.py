"""Invented data for the component page; it also shows what each component expects."""

from datetime import UTC, datetime
from typing import Any

from django.utils.safestring import SafeString

from netwerk.kern.tekst import opmaak


def node(soort: str, titel: str, url: str = "", onder: str = "", label: str = "") -> dict[str, str]:
    """Return one node of the keten."""
    return {"soort": soort, "titel": titel, "url": url, "onder": onder, "label": label}


def step(label: str, titel: str, url: str = "#vervolg") -> dict[str, str]:
    """Return one step of the vervolg."""
    return {"label": label, "titel": titel, "url": url}


KETEN: dict[str, Any] = {
    "sporen": [
        {
            "kop": "Twee bronnen zeggen hetzelfde",
            "paren": [
                {
                    "bron": node("casus", "Een wijk verduurzamen", "#keten", "Overijssel"),
                    "bevinding": node(
                        "bevinding",
                        "“Na de gunning was er geen ruimte meer.”",
                        "#keten",
                        "Uit het deel Aanpak",
                    ),
                },
                {
                    "bron": node(
                        "bijeenkomst", "Casustafel: wie leert er mee?", "#keten", "24 september"
                    ),
                    "bevinding": node(
                        "bevinding",
                        "“Zet het in het bestek, dan reken ik het mee.”",
                        "#keten",
                        "Uit het verslag, punt 3",
                    ),
                },
            ],
            "les": node(
                "les",
                "Wat vóór de aanbesteding is afgesproken, gebeurt ook",
                "#keten",
                "Herkend door 9 deelnemers",
                "Les 31",
            ),
        },
        {
            "kop": "Een derde bron voegt iets toe",
            "paren": [
                {
                    "bron": node("casus", "Leren op de steiger", "#keten", "Limburg"),
                    "bevinding": node(
                        "bevinding", "“Zonder leermeester haakte de helft af.”", "#keten"
                    ),
                }
            ],
            "les": node("les", "Een leerplek vraagt een vaste begeleider", "#keten", "", "Les 37"),
        },
        {
            "kop": "Eén bron spreekt het tegen",
            "tegen": True,
            "paren": [
                {
                    "bron": node("casus", "Casus in een plattelandsregio", "", "Niet openbaar"),
                    "bevinding": node("bevinding", "“Een klein bedrijf schreef zich niet in.”"),
                }
            ],
            "les": node(
                "les", "Een eis vooraf kan bedrijven buitensluiten", "#keten", "", "Les 40"
            ),
        },
    ],
    "advies": {"label": "Advies 14", "titel": "Spreek leerplekken af vóór de aanbesteding"},
    "uitgaven": [
        {"titel": "2026-2", "url": "#keten", "onder": "Nu: herkend"},
        {"titel": "2026-1", "url": "#keten", "onder": "Toen: vermoeden"},
    ],
    "terug": {
        "tekst": "Hun ervaring is nu zelf een bron:",
        "linktekst": "de gemeente Veldhage paste dit advies toe.",
        "url": "#keten",
    },
}
REACTIE: dict[str, Any] = {
    "id": 1,
    "naam": "Marieke Verhulst",
    "kant": "regio",
    "rol": "Gemeente Rijnwold",
    "moment": datetime(2026, 11, 12, 8, 40, tzinfo=UTC),
    "html": SafeString("<p>Wij neigen naar het tweede. Wie heeft daar een goed antwoord op?</p>"),
}
ANTWOORD = REACTIE | {
    "id": 2,
    "naam": "Femke de Ruiter",
    "kant": "kennis",
    "rol": "Planbureau in de regio",
    "html": SafeString("<p>Begin met de huizen waar de rekening het hoogst is.</p>"),
    "label": "Staat nu in het handboek",
}
TEKST = """De huizen zijn slecht geïsoleerd. Eén op de vijf huishoudens komt **geld tekort**.

## Wat we deden

- We spraken met [bewoners](https://netwerk.voorbeeld.nl/).
- We telden wie er een vak wil leren.

> Zet het in het bestek, dan reken ik het mee.

| Jaar | Huizen |
| --- | ---: |
| 2025 | 120 |
| 2026 | 200 |

:::vertrouwelijk
De aannemer noemde een bedrag.
:::
"""
CONTEXT: dict[str, Any] = {
    "lopende_tekst": opmaak.render(TEKST, confidential=True),
    "keten": KETEN,
    "vervolg": [
        {
            "bevinding": step("Bevinding", "“Na de gunning was er geen ruimte meer.”"),
            "les": step("Les 31", "Wat vóór de aanbesteding is afgesproken, gebeurt ook"),
            "advies": step("Advies 14", "Spreek leerplekken af vóór de aanbesteding"),
            "uitgave": step("Uitgave", "2026-2"),
        },
        {"bevinding": step("Bevinding", "“De besparing zit in een ander potje.”")},
    ],
    "reactie": REACTIE,
    "antwoorden": [ANTWOORD],
    "doe": {
        "soort": "doe",
        "icoon": "check",
        "soort_woord": "Doe",
        "titel": "Spreek leer- en werkplekken af vóór de aanbesteding",
        "url": "#advies",
        "tekst": "Dan kan elke aannemer er rekening mee houden in zijn plan en zijn prijs.",
        "herkomst": [
            {"titel": "Een wijk verduurzamen", "url": "#advies", "waar": "Overijssel"},
            {"titel": "Leren op de steiger", "url": "#advies", "waar": "Limburg"},
        ],
    },
    "niet": {
        "soort": "niet",
        "icoon": "x",
        "soort_woord": "Doe niet",
        "titel": "Tel niet alles op tot één cijfer",
        "tekst": "Eén cijfer verbergt wie erop vooruitgaat en wie niet.",
        "herkomst_tekst": "Geleerd van een casus die niet openbaar is",
    },
    "weeg": {
        "soort": "weeg",
        "icoon": "scale",
        "soort_woord": "Weeg af",
        "titel": "Weeg snel beginnen af tegen lang luisteren",
        "tekst": "Allebei is verstandig, maar niet tegelijk.",
        "herkomst_tekst": "Geleerd van drie casussen",
    },
    "vooraf": {
        "soort": "vraag",
        "icoon": "circle-help",
        "soort_woord": "Vraag vooraf",
        "titel": "Wie betaalt het onderhoud over tien jaar?",
        "tekst": "Wie dat nu niet weet, betaalt het later zelf.",
        "herkomst_tekst": "Geleerd van twee casussen",
    },
    "zijde_een": {
        "label": "Vooral winst hier en nu",
        "tekst": "Met een ervaren ploeg zijn er 200 huizen per jaar klaar.",
    },
    "zijde_ander": {
        "label": "Vooral winst later",
        "tekst": "Met leerlingen hebben na vier jaar 24 buurtbewoners een vak geleerd.",
    },
    "feiten": [
        {"term": "Wie", "waarde": "Gemeente Rijnwold"},
        {"term": "Community", "waarde": "Sturen op impact", "url": "#feiten"},
        {"term": "Leeg valt weg", "waarde": ""},
    ],
    "staven": [
        {"naam": "Gemeenten", "aantal": 14},
        {"naam": "Provincies", "aantal": 6},
        {"naam": "Rijk", "aantal": 0},
    ],
    "aantallen": {"fryslan": 3, "groningen": 4, "PV27": 2, "Limburg": 1, "zeeland": 1},
    "gevolgen": ["27 deelnemers krijgen een mail.", "De wachtlijst wordt opgeheven."],
    "delen": [
        {"sleutel": "over", "tekst": "Over", "url": "#tabs"},
        {"sleutel": "casussen", "tekst": "Casussen", "url": "#tabs", "aantal": 7},
        {"sleutel": "gesprekken", "tekst": "Gesprekken", "url": "#tabs"},
    ],
    "doorwerking": {
        "nu": {"stand": "plus", "tekst": "Lagere rekening, minder tocht en schimmel."},
        "later": {"stand": "let", "tekst": "Meer vakmensen, maar minder huizen per jaar."},
        "elders": {"stand": "leeg", "tekst": ""},
    },
}
