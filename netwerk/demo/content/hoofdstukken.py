"""The chapters of the handboek, and real publications that some adviezen also rest on."""

HOOFDSTUKKEN: list[tuple[int, str, str]] = [
    (
        1,
        "Begin bij mensen",
        """
        Bewoners weten iets wat jij niet weet. Vraag het ze op een plek die van hen is, en laat
        daarna zien wat je ermee doet. Het tweede deel is het moeilijkst.
        """,
    ),
    (
        2,
        "Maak brede welvaart concreet",
        """
        Brede welvaart is een groot woord. In een raadsstuk wordt het klein: een cijfer, een
        verhaal, een verschil tussen groepen. Zo maak je het klein zonder het plat te maken.
        """,
    ),
    (
        3,
        "Kies samen waar je op inzet",
        """
        Je kunt niet alles tegelijk. Kiezen doe je met de mensen die het raakt, ook met wie er nog
        niet is. En je legt uit wat je niet doet.
        """,
    ),
    (
        4,
        "Combineer opgaven",
        """
        In een buurt komt alles samen: huizen, zorg, water, werk. Wie plannen naast elkaar legt,
        ziet waar ze elkaar helpen. En waar ze botsen, nu het nog kan.
        """,
    ),
    (
        5,
        "Leer en stuur bij",
        """
        Leren is geen rapport aan het einde. Spreek bij de start af wie wat wil weten, en wie dan
        iets mag veranderen.
        """,
    ),
    (
        6,
        "Werk samen als rijk en regio",
        """
        Het Rijk heeft geld en regels. De regio heeft de straat en de mensen. Samenwerken lukt
        beter als je elkaars werk een keer hebt gezien.
        """,
    ),
]

PUBLICATIES: dict[str, tuple[str, str, int]] = {
    "tien-stappen": (
        "Brede welvaart: 10 praktische stappen",
        "VNG, Platform31, Het PON & Telos en Tilburg University",
        2022,
    ),
    "raamwerk": ("Raamwerk brede welvaart in beleid", "Trendbureau Drenthe", 2023),
    "magazine": (
        "Brede welvaart: van perspectief naar praktijk",
        "Nationaal Netwerk Brede Welvaart",
        2024,
    ),
    "elke-regio-telt": (
        "Elke regio telt! Een nieuwe aanpak van verschillen tussen regio’s",
        (
            "Raad voor de leefomgeving en infrastructuur, Raad voor het Openbaar Bestuur en Raad "
            "voor Volksgezondheid & Samenleving"
        ),
        2023,
    ),
    "monitor": (
        "Monitor Brede Welvaart & de Sustainable Development Goals 2023",
        "Centraal Bureau voor de Statistiek",
        2023,
    ),
}
