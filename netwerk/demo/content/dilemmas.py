"""Dilemma's: two things that are both worth it, from the casussen."""

from typing import Any

DILEMMAS: list[dict[str, Any]] = [
    {
        "slug": "sneller-isoleren-of-een-vak-leren",
        "question": "Sneller isoleren, of meer buurtbewoners een vak leren?",
        "community": 4,
        "author": "m.verhulst",
        "first": (
            "Sneller isoleren",
            (
                "Met een ervaren ploeg zijn er 200 huizen per jaar klaar. Mensen betalen dan "
                "eerder een lagere rekening en zitten niet meer in de tocht."
            ),
        ),
        "second": (
            "Een vak leren",
            (
                "Met leerlingen zijn het er 150 per jaar. Maar na vier jaar hebben 24 "
                "buurtbewoners een vak, en dat blijft als de huizen klaar zijn."
            ),
        ),
        "casussen": ["een-wijk-verduurzamen-en-werk"],
        "visibility": "public",
        "age": 40,
    },
    {
        "slug": "breed-ophalen-of-goed-terugkoppelen",
        "question": "Veel mensen horen, of iedereen goed antwoorden?",
        "community": 1,
        "author": "k.benali",
        "first": (
            "Zo veel mogelijk mensen horen",
            (
                "Met 2.000 mensen hoor je ook wie nooit komt. Je mist minder, en niemand kan "
                "zeggen dat je alleen je vrienden vroeg."
            ),
        ),
        "second": (
            "Iedereen goed antwoorden",
            (
                "Met 200 mensen kun je iedereen terugbellen. Wie antwoord krijgt, doet de volgende "
                "keer weer mee. Vertrouwen groeit langzaam."
            ),
        ),
        "casussen": ["blik-op-eindhoven", "toukomst-900-ideeen"],
        "visibility": "public",
        "age": 120,
    },
    {
        "slug": "gemiddelde-of-verdeling",
        "question": "Sturen op het gemiddelde, of op wie achterblijft?",
        "community": 4,
        "author": "t.hoekstra",
        "first": (
            "Het gemiddelde omhoog",
            (
                "Een park of een goede bus is er voor iedereen. Het is eenvoudig uit te leggen en "
                "niemand hoeft te bewijzen dat hij hulp nodig heeft."
            ),
        ),
        "second": (
            "Eerst wie achterblijft",
            (
                "Het geld komt dan daar waar het verschil het grootst is. Maar je wijst wel "
                "groepen aan, en wie er net buiten valt krijgt niets."
            ),
        ),
        "casussen": ["de-friese-paradox", "begroting-met-acht-themas"],
        "visibility": "public",
        "age": 100,
    },
    {
        "slug": "bouwen-voor-wie-komt-of-voor-wie-er-is",
        "question": "Bouwen voor wie nog komt, of zorgen voor wie er al woont?",
        "community": 2,
        "author": "p.verschuure",
        "first": (
            "Bouwen voor wie nog komt",
            (
                "Zonder nieuwe mensen sluit de school, en dan vertrekken ook de jonge gezinnen die "
                "er nu zijn."
            ),
        ),
        "second": (
            "Zorgen voor wie er al woont",
            (
                "Bewoners wachten al jaren. Als zij zich niet gezien voelen, wordt het ook voor "
                "nieuwe mensen geen fijne plek."
            ),
        ),
        "casussen": ["groeien-om-te-blijven"],
        "outcome": """
            We kozen één buurt en deden daar allebei tegelijk. De school bleef twee jaar langer
            open en de opbouwwerker begon vóór de eerste paal. Het kost meer tijd, maar bewoners
            en bouwers zagen elkaar vanaf het begin.
        """,
        "visibility": "network",
        "age": 90,
    },
    {
        "slug": "nu-snel-of-later-ruimte",
        "question": "Nu snel huizen, of later nog ruimte?",
        "community": 3,
        "author": "m.vandenheuvel",
        "first": (
            "Nu snel huizen",
            (
                "Starters wonen bij hun ouders en bedrijven vinden geen mensen. Elk jaar wachten "
                "is voor hen een verloren jaar."
            ),
        ),
        "second": (
            "Later nog ruimte",
            (
                "Wat je langs de beek bouwt, haal je nooit meer weg. In een droge zomer over "
                "dertig jaar is die strook goud waard."
            ),
        ),
        "casussen": ["schaalsprong-met-oog-voor-later"],
        "visibility": "public",
        "age": 70,
    },
    {
        "slug": "vaste-afspraak-of-ruimte-om-te-leren",
        "question": "Vasthouden aan de afspraak, of bijsturen op wat je leert?",
        "community": 5,
        "author": "g.brouwer",
        "first": (
            "Vasthouden aan de afspraak",
            (
                "Boeren en buren hebben hun plannen erop gebouwd. Een overheid die steeds "
                "verandert, vertrouw je niet."
            ),
        ),
        "second": (
            "Bijsturen op wat je leert",
            (
                "Een stuw bouwen waarvan je weet dat hij niet helpt, is zonde van het geld. En ook "
                "dat kost vertrouwen."
            ),
        ),
        "casussen": ["bijsturen-in-de-lindevallei", "groeien-om-te-blijven"],
        "visibility": "network",
        "age": 60,
    },
    {
        "slug": "bewijs-vragen-of-vertrouwen-geven",
        "question": "Bewijs vragen, of vertrouwen geven?",
        "community": 1,
        "author": "deelnemer",
        "first": (
            "Bewijs vragen",
            (
                "Het is geld van iedereen. Ook andere dorpen willen weten waarom dit dorp wel "
                "subsidie krijgt."
            ),
        ),
        "second": (
            "Vertrouwen geven",
            (
                "Drie vrijwilligers houden de winkel open. Elk uur aan papier is een uur minder "
                "achter de toonbank."
            ),
        ),
        "casussen": ["dorpswinkel-met-drie-vrijwilligers"],
        "visibility": "community",
        "age": 30,
    },
]
