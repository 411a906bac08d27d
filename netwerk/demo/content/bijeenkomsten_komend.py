"""Meetings to come: one for each community, a network day, and one that does not go on."""

from typing import Any

from netwerk.demo.content.bijeenkomsten_geweest import INLOOP, LUNCH

BIJEENKOMSTEN: list[dict[str, Any]] = [
    {
        "slug": "casustafel-vragen-zonder-formulier",
        "title": "Casustafel: vragen zonder formulier",
        "kind": "casustafel",
        "community": 1,
        "by": "organisator",
        "days": 16,
        "from": "13.00",
        "goal": """
            Een dorpswinkel moet laten zien wat hij waard is. Hoe vraag je dat aan drie
            vrijwilligers zonder dat het ze hun ochtend kost? Wobbe en Fatima brengen de casus in.
        """,
        "bring": "Een formulier uit je eigen organisatie dat je liever zou afschaffen.",
        "place": "Gemeentehuis Veldhage, trouwzaal",
        "host": "gemeente-veldhage",
        "capacity_online": 20,
        "route": "Acht minuten lopen van het station.",
        "access": "De ingang heeft geen drempel.",
        "online": "https://vergaderen.voorbeeld.nl/bewoners-in-beeld",
        "visibility": "community",
        "capacity": 14,
        "yes": "organisator deelnemer o.sahin t.hoekstra s.dijkstra k.benali r.tjonafong "
        "l.dekeyzer w.timmer m.aitlahcen m.verhulst",
        "maybe": "n.elidrissi",
        "needs": {"w.timmer": "Ik kom met een rollator."},
        "mail_drafts": [
            {
                "subject": "Neem je formulier op papier mee",
                "text": """
                    We leggen alle formulieren op één tafel. Neem dat van jou dus op papier mee,
                    het liefst ingevuld met een verzonnen voorbeeld.

                    Kom je met de auto? Het parkeerterrein achter het gemeentehuis is die dag
                    dicht. Aan de Kanaalweg is plek.
                """,
            },
        ],
        "programme": [
            {"title": "Welkom, en hoe ging het sinds de vorige keer?", "minutes": 30},
            {
                "title": "Casus: de dorpswinkel",
                "minutes": 65,
                "method": "incidentmethode",
                "owner": "deelnemer",
                "casus": "dorpswinkel-met-drie-vrijwilligers",
                "text": "Eerst vragen stellen. Pas na een halfuur mag je advies geven.",
            },
            {"title": "Pauze", "minutes": 15, "break": True},
            {
                "title": "Bewijs of vertrouwen?",
                "minutes": 60,
                "method": "dilemmasessie",
                "owner": "o.sahin",
                "dilemma": "bewijs-vragen-of-vertrouwen-geven",
                "leervraag": "bewijs-zonder-formulier",
            },
        ],
    },
    {
        "slug": "gebiedstafel-een-kaart-die-blijft",
        "title": "Gebiedstafel: een kaart die blijft",
        "kind": "cop-bijeenkomst",
        "community": 2,
        "by": "f.deruiter",
        "days": 23,
        "from": "10.00",
        "goal": """
            In Braakmeer maakten we een kaart met alle plannen en hun jaartal. Nu de vraag van
            Hugo: wie houdt die kaart bij, en wie mag erop schrijven?
        """,
        "place": "Waterschapshuis, Terneuzen",
        "route": "Het waterschapshuis staat naast het busstation.",
        "access": "Parkeerplaatsen voor mindervaliden voor de deur.",
        "visibility": "network",
        "yes": "f.deruiter p.verschuure q.nguyen g.brouwer c.geraerts",
        "maybe": "h.vandam s.ramdin",
        "no": "e.lemmens",
        "programme": [
            INLOOP,
            {
                "title": "Een jaar later in de buurt",
                "minutes": 60,
                "casus": "groeien-om-te-blijven",
            },
            {"title": "Drie manieren om een kaart bij te houden", "minutes": 60},
            LUNCH,
            {"title": "Afspraken voor je eigen gebied", "minutes": 60},
        ],
    },
    {
        "slug": "open-bijeenkomst-kunnen-we-nog-terug",
        "title": "Open bijeenkomst: kunnen we nog terug?",
        "kind": "open-bijeenkomst",
        "community": 3,
        "also": [2],
        "by": "s.ramdin",
        "days": 37,
        "from": "13.30",
        "goal": """
            Sommige besluiten kun je later terugdraaien en andere niet. We oefenen met een vraag
            die in elk raadsvoorstel past: kunnen we hier nog op terugkomen?
        """,
        "bring": "Een raadsvoorstel of nota van dit jaar.",
        "place": "Hogeschool De Brug, zaal 1.04, Eindhoven",
        "host": "hogeschool-de-brug",
        "route": "Vanaf het station tien minuten met de bus.",
        "access": "Er is een lift en een ringleiding.",
        "online": "https://vergaderen.voorbeeld.nl/kunnen-we-nog-terug",
        "visibility": "public",
        "capacity": 40,
        "yes": "s.ramdin m.vandenheuvel z.demir i.pinas n.elidrissi j.postma",
        "maybe": "k.benali a.yilmaz",
        "guests": [
            {
                "name": "Roos van der Linde",
                "email": "roos@voorbeeld.nl",
                "organisation": "Dorpsraad Oosterwold",
                "needs": "Een plek vooraan, ik hoor slecht.",
            },
            {
                "name": "Tariq Haddad",
                "email": "tariq@voorbeeld.nl",
                "organisation": "Woningcorporatie De Sluis",
                "form": "online",
            },
            {"name": "Mien Bakker", "email": "mien@voorbeeld.nl"},
        ],
        "programme": [
            {"title": "Welkom en een rondje langs de gasten uit 2050", "minutes": 30},
            {
                "title": "De schaalsprong: wat ligt al vast?",
                "minutes": 60,
                "casus": "schaalsprong-met-oog-voor-later",
            },
            {"title": "Pauze", "minutes": 15, "break": True},
            {
                "title": "Nu snel of later ruimte",
                "minutes": 60,
                "dilemma": "nu-snel-of-later-ruimte",
            },
            {"title": "De vraag in je eigen voorstel", "minutes": 15},
        ],
    },
    {
        "slug": "casustafel-een-begroting-die-je-leest",
        "title": "Casustafel: een begroting die je leest",
        "kind": "casustafel",
        "community": 4,
        "by": "m.verhulst",
        "days": 9,
        "from": "9.30",
        "goal": """
            We herschrijven samen één bladzijde uit een begroting. Twee raadsleden lezen mee en
            zeggen wat ze ermee zouden doen.
        """,
        "bring": "De bladzijde uit je eigen begroting die niemand leest.",
        "place": "Gemeentehuis Rijnwold, raadzaal",
        "route": "Vier minuten lopen van het station.",
        "access": "Alles is op de begane grond.",
        "visibility": "community",
        "capacity": 12,
        "yes": "m.verhulst o.sahin j.postma t.hoekstra d.kartowidjojo c.geraerts l.vanderlinden "
        "m.aitlahcen e.lemmens a.yilmaz r.tjonafong",
        "maybe": "z.demir",
        "programme": [
            {"title": "Welkom", "minutes": 15},
            {
                "title": "Van twintig cijfers naar drie",
                "minutes": 75,
                "casus": "begroting-met-acht-themas",
            },
            {"title": "Pauze", "minutes": 15, "break": True},
            {"title": "Twee raadsleden lezen mee", "minutes": 75},
        ],
    },
    {
        "slug": "leertafel-een-naam-achter-de-vraag",
        "title": "Leertafel: een naam achter de vraag",
        "kind": "cop-bijeenkomst",
        "community": 5,
        "also": [2],
        "by": "b.zijlstra",
        "days": 30,
        "times": 3,
        "from": "10.00",
        "goal": """
            Op de leerdag maakte iedereen een leeragenda. Bij veel vragen stond nog geen naam.
            We helpen elkaar om die naam te vinden, en om het gesprek te voeren dat daarbij hoort.
        """,
        "online": "https://vergaderen.voorbeeld.nl/leertafel",
        "visibility": "network",
        "yes": "b.zijlstra deelnemer g.brouwer a.terhorst",
        "maybe": "h.vandam l.vanderlinden",
        "programme": [
            {"title": "Hoe staat je leeragenda ervoor?", "minutes": 30},
            {
                "title": "Een moeilijk gesprek oefenen",
                "minutes": 60,
                "casus": "bijsturen-in-de-lindevallei",
            },
            {"title": "Afspraken", "minutes": 30},
        ],
    },
    {
        "slug": "netwerkdag-van-les-naar-praktijk",
        "title": "Netwerkdag: van les naar praktijk",
        "kind": "netwerkdag",
        "community": 1,
        "also": [2, 3, 4, 5],
        "by": "organisator",
        "days": 58,
        "from": "10.00",
        "goal": """
            Alle vijf communities leggen hun lessen op tafel. Je kiest er één die je thuis gaat
            proberen. In de middag schrijven we met de redactie mee aan het handboek. Iedereen is
            welkom, ook als je nog geen lid bent.
        """,
        "bring": "Een collega die er anders over denkt dan jij.",
        "place": "De Voorbeeldzaal, Stationsplein 1, Zwolle",
        "route": "Drie minuten lopen van het station.",
        "access": "Zonder drempels, met ringleiding en schrijftolk.",
        "visibility": "public",
        "capacity": 120,
        "yes": "organisator deelnemer redacteur redacteur2 m.verhulst o.sahin f.deruiter s.ramdin "
        "b.zijlstra t.hoekstra p.verschuure r.tjonafong m.vandenheuvel w.timmer l.dekeyzer",
        "maybe": "a.yilmaz h.vandam j.marijnissen",
        "programme": [
            INLOOP,
            {
                "title": "Vijf lessen in vijf minuten",
                "minutes": 45,
                "casus": "een-wijk-verduurzamen-en-werk",
            },
            {"title": "Kies je les en werk hem uit", "minutes": 75},
            LUNCH,
            {"title": "Schrijven aan het handboek", "minutes": 90},
            {
                "title": "Het dilemma van de dag",
                "minutes": 45,
                "dilemma": "breed-ophalen-of-goed-terugkoppelen",
            },
            {"title": "Borrel zonder toespraak", "minutes": 30, "break": True},
        ],
    },
    {
        "slug": "masterclass-rekenen-met-kapitalen",
        "title": "Masterclass: rekenen met later",
        "kind": "masterclass",
        "community": 3,
        "by": "s.ramdin",
        "days": 13,
        "from": "14.00",
        "goal": "Hoe zet je natuur en kennis op de balans, zonder te doen alsof het geld is?",
        "place": "Universiteit Middelland, Utrecht",
        "visibility": "network",
        "cancelled": "De spreker is ziek. We zoeken een nieuwe datum in het voorjaar.",
        "yes": "s.ramdin z.demir j.postma",
        "programme": [{"title": "Rekenen met vier kapitalen", "minutes": 120}],
    },
]
