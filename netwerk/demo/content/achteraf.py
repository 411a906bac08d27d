"""How casussen are later, and two stories without names."""

from typing import Any

from netwerk.demo.content.casussen_achteraf import SLUG

FINISHED = {SLUG: 205, "blik-op-eindhoven": 187, "toukomst-900-ideeen": 236}
"""{casus: how many days ago it was finished}; of the second nobody answered yet."""

ANSWERS: dict[str, tuple[int, str, str]] = {
    SLUG: (
        9,
        "failed",
        """
        Het werkte zolang de begeleiders er uren voor kregen. In het voorjaar stopte dat geld. Toen
        liepen de leerlingen weer met iedereen mee, en na de zomer waren er nog twee.

        De les over de vaste begeleider klopt, denken wij. Maar een begeleider zonder uren is er
        geen.
        """,
    ),
    "toukomst-900-ideeen": (
        40,
        "partly",
        """
        Van de plannen die geld kregen, lopen er nog veertien. De groepen met een vast aanspreekpunt
        zijn er allemaal nog. De andere zoeken nieuwe mensen.
        """,
    ),
}
"""{casus: (how many days ago, the outcome, the words)} of half a year later."""

VERHALEN: list[dict[str, Any]] = [
    {
        "casus": "banen-erbij-maar-voor-wie",
        "title": "De afspraak die niemand opschreef",
        "summary": "Een bedrijf beloofde iets aan de buurt. Wij geloofden het, en schreven het "
        "niet op. Een jaar later wist niemand er nog van.",
        "body": """
            ## Wat wilden jullie?

            Een groot bedrijf wilde bij ons bouwen. De buurt zou er ook iets aan hebben: dat was de
            bedoeling van iedereen aan tafel. Het gesprek was goed, en we wilden de sfeer niet
            bederven met een contract.

            ## Wat ging er mis?

            De mensen die het beloofden, kregen een andere baan. Hun opvolgers vonden in het dossier
            geen woord terug. De buurt wel: die had het onthouden. Wij stonden ertussen.

            ## Wat leerden jullie?

            Schrijf een belofte op waar iedereen bij zit, in één zin, met een naam en een maand
            erachter. Dat is niet wantrouwig. Het helpt ook wie na jou komt.
        """,
        "area": "sterk-stedelijk",
        "themes": ["arbeid-en-vrije-tijd", "wonen"],
        "state": "published",
        "by": "c.geraerts",
        "asked": 70,
        "decided_by": "redacteur2",
        "decided": 66,
    },
    {
        "casus": "dorpswinkel-met-drie-vrijwilligers",
        "title": "We vroegen steeds dezelfde drie mensen",
        "summary": "Een voorziening draaide op een handvol mensen. We vierden dat, tot een van hen "
        "niet meer kon.",
        "body": """
            ## Wat wilden jullie?

            Iets openhouden wat de markt niet meer wilde doen. Er waren meteen mensen die hielpen,
            en wij waren daar blij mee.

            ## Wat ging er mis?

            We telden hoeveel uur er werd gewerkt, en niet door hoeveel mensen. Toen één van hen
            ziek werd, moest de deur dicht. Zij voelde zich schuldig, en dat was onze fout.

            ## Wat leerden jullie?

            Vraag eerst wie er kan invallen. Pas dan wie er wil beginnen. Uit het onderzoek bleek
            dat mensen best willen helpen, als zij ook weer mogen stoppen.
        """,
        "area": "niet-stedelijk",
        "themes": ["samenleving"],
        "state": "review",
        "by": "deelnemer",
        "asked": 3,
        "decided_by": "",
        "decided": 0,
    },
]
