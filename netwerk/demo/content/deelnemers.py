"""People, all invented: who they are, where they work, and which communities they are in.

A number is a community; with a star the person organises it. "Tussenvoegsel" stands apart.
"""

from typing import NamedTuple


class Persoon(NamedTuple):
    """One invented person; the key is the part of the address before @voorbeeld.nl."""

    key: str
    name: tuple[str, str, str]
    organisatie: str
    job: str
    communities: str = ""
    about: str = ""


DEELNEMERS: list[Persoon] = [
    Persoon(
        "beheerder",
        ("Ingrid", "van der", "Veen"),
        "planbureau-noordrand",
        "Programmasecretaris",
        "",
        "Ik regel de accounts en help je als iets niet lukt.",
    ),
    Persoon(
        "redacteur",
        ("Willemijn", "de", "Groot"),
        "universiteit-middelland",
        "Redacteur van het handboek",
        "",
        "Ik maak van lessen adviezen. Stuur mij gerust een zin die je niet snapt.",
    ),
    Persoon(
        "redacteur2",
        ("Yusuf", "", "Kaya"),
        "hogeschool-de-brug",
        "Redacteur van het handboek",
        "",
        "Ik lees elk advies na met één vraag: kan iemand hier morgen mee aan het werk?",
    ),
    Persoon(
        "organisator",
        ("Hanneke", "", "Wiersma"),
        "planbureau-noordrand",
        "Onderzoeker en procesbegeleider",
        "1*",
        "Ik onderzoek hoe bewoners zelf over hun leven oordelen, en wat beleid daarmee doet.",
    ),
    Persoon(
        "deelnemer",
        ("Fatima", "", "el Amrani"),
        "gemeente-veldhage",
        "Adviseur participatie",
        "1 5",
        "Ik werk in zeven dorpen en één kleine stad. Het liefst aan een keukentafel.",
    ),
    Persoon(
        "buitenstaander",
        ("Bram", "", "Hofstede"),
        "gemeente-polderhaven",
        "Beleidsmedewerker wonen",
    ),
    Persoon(
        "m.verhulst",
        ("Marieke", "", "Verhulst"),
        "gemeente-rijnwold",
        "Programmamanager wijken",
        "4* 1",
        "Rijnwold isoleert huizen en leidt tegelijk buurtbewoners op. Dat botst soms.",
    ),
    Persoon(
        "o.sahin",
        ("Ömer", "", "Şahin"),
        "ministerie-bzk",
        "Senior beleidsmedewerker regio",
        "1 4 5",
        "Ik zoek uit welke regels van het Rijk het werk in de regio in de weg zitten.",
    ),
    Persoon(
        "f.deruiter", ("Femke", "de", "Ruiter"), "kenniscentrum-deltaland", "Onderzoeker", "2* 5"
    ),
    Persoon(
        "j.postma",
        ("Jan-Willem", "", "Postma"),
        "provincie-gelderland",
        "Concerncontroller",
        "4 3",
    ),
    Persoon(
        "s.ramdin", ("Sharda", "", "Ramdin"), "ministerie-ienw", "Strateeg leefomgeving", "3* 2"
    ),
    Persoon(
        "t.hoekstra",
        ("Tjitske", "", "Hoekstra"),
        "gemeente-marrehiem",
        "Beleidsadviseur sociaal domein",
        "1 4",
    ),
    Persoon(
        "s.dijkstra",
        ("Sietse", "", "Dijkstra"),
        "planbureau-noordrand",
        "Onderzoeker leefbaarheid",
        "1 4",
    ),
    Persoon(
        "k.benali",
        ("Karim", "", "Benali"),
        "bureau-samenspraak",
        "Adviseur burgerparticipatie",
        "1 3",
    ),
    Persoon(
        "m.vandenheuvel",
        ("Mieke", "van den", "Heuvel"),
        "hogeschool-de-brug",
        "Lector toekomst van de regio",
        "3 5",
    ),
    Persoon(
        "r.tjonafong",
        ("Rowena", "", "Tjon A Fong"),
        "huurdersraad-samen-thuis",
        "Voorzitter",
        "1 4",
        "Ik kijk altijd even wie er niet aan tafel zit.",
    ),
    Persoon(
        "g.brouwer", ("Gerrit", "", "Brouwer"), "waterschap-lindevallei", "Gebiedsmanager", "5 2"
    ),
    Persoon("a.yilmaz", ("Aylin", "", "Yılmaz"), "ministerie-ez", "Beleidsmedewerker", "4 3"),
    Persoon(
        "p.verschuure",
        ("Piet", "", "Verschuure"),
        "gemeente-braakmeer",
        "Programmaleider bevolking",
        "2 5",
    ),
    Persoon("l.dekeyzer", ("Lies", "de", "Keyzer"), "welzijn-braakmeer", "Opbouwwerker", "2 1"),
    Persoon(
        "d.kartowidjojo",
        ("Dewi", "", "Kartowidjojo"),
        "universiteit-middelland",
        "Universitair docent bestuurskunde",
        "4 5",
    ),
    Persoon(
        "h.vandam", ("Hugo", "van", "Dam"), "ministerie-lvvn", "Accountmanager gebieden", "5 2"
    ),
    Persoon(
        "n.elidrissi",
        ("Nadia", "", "El Idrissi"),
        "gemeente-oosterdrecht",
        "Strateeg",
        "3 1",
    ),
    Persoon(
        "w.timmer",
        ("Wobbe", "", "Timmer"),
        "dorpscooperatie-de-brink",
        "Penningmeester (vrijwilliger)",
        "1",
    ),
    Persoon(
        "c.geraerts",
        ("Chantal", "", "Geraerts"),
        "regio-heuvelrand",
        "Programmamanager regiodeal",
        "4 2",
    ),
    Persoon("e.lemmens", ("Eric", "", "Lemmens"), "provincie-limburg", "Adviseur economie", "4 2"),
    Persoon("z.demir", ("Zeynep", "", "Demir"), "instituut-leefkracht", "Onderzoeker", "3 4"),
    Persoon(
        "b.zijlstra",
        ("Baukje", "", "Zijlstra"),
        "planbureau-noordrand",
        "Begeleider van leergroepen",
        "5* 3",
    ),
    Persoon(
        "j.marijnissen",
        ("Joost", "", "Marijnissen"),
        "woonstichting-de-haard",
        "Manager wijken",
        "2 4",
    ),
    Persoon(
        "i.pinas",
        ("Iwan", "", "Pinas"),
        "roc-stroomland",
        "Docent en praktijkbegeleider",
        "3 4",
    ),
    Persoon(
        "a.terhorst",
        ("Annet", "ter", "Horst"),
        "gemeente-rijnwold",
        "Adviseur landelijk gebied",
        "5 2",
    ),
    Persoon(
        "q.nguyen", ("Quinten", "", "Nguyen"), "waterschap-de-schorre", "Omgevingsmanager", "2 3"
    ),
    Persoon(
        "l.vanderlinden",
        ("Loes", "van der", "Linden"),
        "gemeente-maasbrugge",
        "Raadsgriffier",
        "5 4",
    ),
    Persoon(
        "m.aitlahcen",
        ("Mourad", "", "Ait Lahcen"),
        "gemeente-oosterdrecht",
        "Data-analist",
        "4 1",
    ),
    Persoon(
        "w.oosterling",
        ("Wout", "", "Oosterling"),
        "rijksdienst-zandhoven",
        "Adviseur uitvoering",
        "1 4",
        "Ik vertaal vragen uit het land naar onze eigen werkwijze. Soms lukt dat.",
    ),
]
