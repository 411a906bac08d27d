"""What some of the invented people fill in about what they know, and who sees how to reach them."""

from typing import NamedTuple


class Profiel(NamedTuple):
    """The part of a profile that finds people; ``shown`` is {part: audience}.

    ``drawn`` are the colours of a drawn portrait: background, skin, hair, clothes.
    """

    themes: str
    expertise: str
    ask_about: str
    phone: str = ""
    shown: dict[str, str] | None = None
    drawn: str = ""


PROFIELEN = {
    "organisator": Profiel(
        "subjectief-welzijn samenleving",
        "vragenlijsten, belevingsonderzoek, procesbegeleiding",
        "Hoe je bewoners vraagt wat telt, zonder formulier.",
        "06 10 00 00 01",
        {"phone": "network", "email": "network"},
        "#dcf2e4 #e8b48c #6b3f22 #25a567",
    ),
    "deelnemer": Profiel(
        "samenleving wonen",
        "participatie, keukentafelgesprekken, dorpsplannen",
        "Wat je doet als er op een avond maar vier mensen komen.",
        "06 10 00 00 02",
        {"phone": "communities", "photo": "communities"},
        "#ffe8d8 #b9835a #1d1512 #2d6cd8",
    ),
    "m.verhulst": Profiel(
        "wonen arbeid-en-vrije-tijd",
        "wijkaanpak, isolatie, leerwerkplekken",
        "Huizen isoleren en tegelijk mensen aan werk helpen.",
        "06 10 00 00 03",
        None,
        "#e0eafb #f0c6a4 #c98a2b #0d2226",
    ),
    "o.sahin": Profiel(
        "materiele-welvaart economisch-kapitaal",
        "regels van het rijk, specifieke uitkeringen, regiodeals",
        "Welke regel in de weg zit, en wie erover gaat.",
        "",
        {"email": "network"},
        "#fff3a8 #cf9a6c #222222 #9a3800",
    ),
    "f.deruiter": Profiel(
        "gezondheid menselijk-kapitaal", "monitor, data, bevolkingskrimp", "Cijfers over krimp."
    ),
    "j.postma": Profiel(
        "economisch-kapitaal",
        "begroting, planning en control, mkba",
        "Brede welvaart in een begroting die de accountant ook snapt.",
        "06 10 00 00 04",
        {"email": "nobody", "phone": "nobody"},
    ),
    "s.ramdin": Profiel(
        "milieu natuurlijk-kapitaal",
        "toekomstverkenning, leefomgeving, data",
        "Verkennen wat er over twintig jaar telt.",
        "06 10 00 00 05",
        {"phone": "network"},
    ),
    "t.hoekstra": Profiel(
        "samenleving gezondheid", "sociaal domein, dorpshuizen", "Friese dorpen die zelf iets doen."
    ),
    "s.dijkstra": Profiel(
        "subjectief-welzijn samenleving",
        "monitor, leefbaarheid, belevingsonderzoek",
        "Hoe je leefbaarheid meet in kleine dorpen.",
        "",
        {"about": "communities"},
    ),
    "k.benali": Profiel(
        "samenleving", "burgerberaad, loting, participatie", "Een burgerberaad met weinig geld."
    ),
    "g.brouwer": Profiel(
        "milieu natuurlijk-kapitaal",
        "waterbeheer, gebiedsprocessen",
        "Boeren, water en natuur aan één tafel.",
        "06 10 00 00 06",
    ),
    "w.timmer": Profiel(
        "wonen samenleving", "dorpscoöperatie, dorpshuizen, fondsen", "Geld vinden voor je dorp."
    ),
    "m.aitlahcen": Profiel("veiligheid", "data, kaarten, monitor", "Open data van het CBS."),
}
