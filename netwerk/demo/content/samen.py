"""How two people write one casus together: versions, texts that are not saved yet."""

CASUS = "dorpswinkel-met-drie-vrijwilligers"

# (section, who, how many days ago, clock, text; None: back to the first version)
VERSIES = [
    (
        "generators",
        "w.timmer",
        9,
        "9.40",
        """
        Het hielp dat we begonnen met een gesprek en niet met een formulier. En dat de
        ambtenaar zelf aan tafel zat, zodat niemand iets hoefde te vertalen.

        Wat ook hielp:

        - de leestafel, want daar durft iedereen iets te zeggen
        - het schriftje, want dat kost twee minuten per dag

        We zoeken een manier om over twee jaar te laten zien dat het werkt.
        """,
    ),
    (
        "generators",
        "deelnemer",
        6,
        "16.15",
        """
        Het hielp dat we begonnen met een gesprek. En dat de ambtenaar zelf aan tafel zat, zodat
        niemand iets hoefde te vertalen.

        Wat ook hielp:

        - de leestafel, want daar durft iedereen iets te zeggen
        - het schriftje, want dat kost twee minuten per dag
        - de wethouder, die een ochtend meeliep

        We zoeken een manier om over twee jaar te laten zien dat het werkt.
        """,
    ),
    ("generators", "w.timmer", 2, "20.05", None),
    (
        "question",
        "w.timmer",
        1,
        "11.20",
        """
        Voor een nieuwe subsidie vraagt het formulier naar omzet, aantal klanten en groei.
        De winkel groeit niet. Dat is ook niet de bedoeling.

        Wat de winkel wel doet, weet iedereen in het dorp. Het is de plek waar iemand merkt
        dat je er al drie dagen niet was. Maar hoe schrijf je dat op in een formulier?

        De vraag is dus niet of de winkel het geld waard is. De vraag is hoe je dat laat zien.
        """,
    ),
]

# (section, who, minutes ago, the version that they began with, text)
CONCEPTEN = [
    (
        "question",
        "deelnemer",
        1500,
        1,
        """
        Voor een nieuwe subsidie vraagt het formulier naar omzet, aantal klanten en groei.
        De winkel groeit niet. Dat hoeft ook niet: er wonen niet meer mensen in het dorp.

        Wat de winkel wel doet, weet iedereen in het dorp. Het is de plek waar iemand merkt
        dat je er al drie dagen niet was. Maar hoe schrijf je dat op?
        """,
    ),
    (
        "contact",
        "deelnemer",
        190,
        0,
        """
        Meer weten? Kom op dinsdagochtend langs in de winkel, de koffie staat klaar.

        Nog nakijken: mag de link naar de vragenlijst erbij?
        """,
    ),
    (
        "results",
        "w.timmer",
        4,
        1,
        """
        Er is nog geen besluit. De wethouder heeft het schriftje gelezen en kwam een ochtend
        meelopen.
        """,
    ),
]
