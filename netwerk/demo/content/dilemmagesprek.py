"""What people bring to the dilemma's: values, standpunten per layer, and where they stand.

A standpunt is (who, layer, side, arguments); positions are who stood where, as in "deelnemer -1".
"""

from typing import Any

GESPREK: dict[str, dict[str, Any]] = {
    "sneller-isoleren-of-een-vak-leren": {
        "values": ("nu", "later"),
        "affects": """
            Voor mensen met een hoge rekening en een koud huis: zij wachten een jaar langer. En
            voor jongeren in de wijk die nu geen werk hebben.
        """,
        "tried": """
            In de eerste straat liepen twee leerlingen mee met een ervaren ploeg. Dat ging bijna
            even snel, maar er was te weinig tijd om iets uit te leggen.
        """,
        "standpunten": [
            (
                "m.verhulst",
                "gemeente",
                "between",
                """
                De raad vraagt om aantallen. Toch zien we in de wijk dat een huis met leerlingen
                meer losmaakt: buren komen kijken en vragen of hun zoon ook mee kan.
                """,
            ),
            (
                "o.sahin",
                "rijk",
                "first",
                """
                Onze regeling telt huizen per jaar. Wie minder huizen isoleert, krijgt het jaar
                erop minder geld. Die regel kunnen we veranderen, maar niet voor dit jaar.
                """,
            ),
            (
                "r.tjonafong",
                "maatschappelijk",
                "second",
                """
                Huurders horen al tien jaar dat het volgend jaar beter wordt. Een vak neemt niemand
                je meer af.
                """,
            ),
            (
                "d.kartowidjojo",
                "kennis",
                "second",
                """
                In eerdere wijken was na vier jaar de helft van het effect weg als er niemand was
                opgeleid om het te onderhouden.
                """,
            ),
        ],
        "before": "m.verhulst 0 o.sahin -2 r.tjonafong 1 j.postma -1 i.pinas 2 organisator 0",
    },
    "breed-ophalen-of-goed-terugkoppelen": {
        "values": ("gelijke-behandeling", "vertrouwen"),
        "affects": "Voor bewoners die één keer meededen en nooit meer iets hoorden.",
        "parked": """
            We wachten tot Eindhoven klaar is met het terugbellen. Dan weten we wat het kost om
            iedereen te antwoorden.
        """,
        "standpunten": [
            (
                "k.benali",
                "maatschappelijk",
                "second",
                "Wie geen antwoord krijgt, komt niet terug. Dat zie ik in elke wijk.",
            ),
            (
                "deelnemer",
                "gemeente",
                "first",
                "Met een kleine groep hoor ik steeds dezelfde mensen. Ik mis wie nooit komt.",
            ),
        ],
    },
    "gemiddelde-of-verdeling": {
        "values": ("gelijke-behandeling", "rechtvaardigheid"),
        "affects": """
            Voor mensen die net boven de grens zitten. En voor groepen die niet genoemd willen
            worden, omdat ze dan een probleem lijken.
        """,
        "tried": "We maakten de begroting op twee manieren, met dezelfde cijfers.",
        "standpunten": [
            (
                "t.hoekstra",
                "gemeente",
                "second",
                "In Marrehiem gaat het gemiddeld goed. Daardoor ziet niemand wie het niet redt.",
            ),
            (
                "e.lemmens",
                "provincie",
                "first",
                "Een maatregel voor iedereen houdt ook steun van iedereen.",
            ),
            (
                "s.dijkstra",
                "kennis",
                "second",
                "De verschillen binnen een gemeente zijn groter dan die tussen gemeenten.",
            ),
        ],
        "before": "t.hoekstra 1 e.lemmens -2 s.dijkstra 2 m.aitlahcen -1 c.geraerts -1 "
        "d.kartowidjojo 0 l.vanderlinden 0 o.sahin -1 r.tjonafong 2",
        "after": "t.hoekstra 2 e.lemmens -2 s.dijkstra 2 m.aitlahcen 1 c.geraerts 1 "
        "d.kartowidjojo 1 l.vanderlinden 0 o.sahin 0 r.tjonafong 2",
        "round": "closed",
    },
    "bouwen-voor-wie-komt-of-voor-wie-er-is": {
        "values": ("economie", "nabijheid"),
        "affects": "Voor ouders met jonge kinderen, en voor ouderen die de bus nodig hebben.",
        "tried": """
            We begonnen met een plan voor alleen de nieuwe huizen. Na twee avonden met boze
            bewoners zijn we gestopt en opnieuw begonnen.
        """,
        "chosen": "between",
        "standpunten": [
            (
                "p.verschuure",
                "gemeente",
                "between",
                "Zonder nieuwe mensen sluit de school. Zonder oude bewoners is er geen dorp.",
            ),
            (
                "q.nguyen",
                "waterschap",
                "second",
                "Bouw niet op de laagste plek, ook niet als die plek nu vrij is.",
            ),
            (
                "l.dekeyzer",
                "maatschappelijk",
                "second",
                "Bewoners wachten al jaren op de opbouwwerker die beloofd was.",
            ),
            (
                "s.ramdin",
                "rijk",
                "first",
                "Het tekort aan huizen is landelijk. Elke gemeente draagt daaraan bij.",
            ),
        ],
        "before": "p.verschuure 0 q.nguyen 1 l.dekeyzer 2 s.ramdin -2 j.marijnissen -2 "
        "c.geraerts -1 g.brouwer 1 f.deruiter 1",
        "after": "p.verschuure 0 q.nguyen 0 l.dekeyzer 0 s.ramdin -1 j.marijnissen -2 "
        "c.geraerts 0 g.brouwer 0 f.deruiter 0",
        "round": "closed",
    },
    "nu-snel-of-later-ruimte": {
        "values": ("nu", "later"),
        "affects": "Voor starters van nu, en voor wie hier over dertig jaar woont.",
        "standpunten": [
            (
                "n.elidrissi",
                "gemeente",
                "first",
                "Drie jaar uitstel betekent dat een hele groep starters vertrekt.",
            ),
            (
                "q.nguyen",
                "waterschap",
                "second",
                "De beek heeft die strook nodig. Dat kun je niet later goedmaken.",
            ),
        ],
        "before": "n.elidrissi -2 q.nguyen 2 m.vandenheuvel 1 z.demir 1 s.ramdin 0",
        "after": "q.nguyen 2 z.demir 2",
        "round": "after",
    },
    "vaste-afspraak-of-ruimte-om-te-leren": {
        "values": ("vertrouwen", "zorgvuldigheid"),
        "standpunten": [
            (
                "h.vandam",
                "rijk",
                "first",
                "Wie subsidie geeft, moet kunnen uitleggen waarvoor. Dat vraagt om afspraken.",
            ),
            (
                "g.brouwer",
                "waterschap",
                "second",
                "Het water houdt zich niet aan een plan. Wij leren elk jaar iets nieuws.",
            ),
        ],
    },
    "bewijs-vragen-of-vertrouwen-geven": {
        "values": ("controle", "vertrouwen"),
        "affects": "Voor de drie vrijwilligers. En voor dorpen die geen geld kregen.",
    },
}
