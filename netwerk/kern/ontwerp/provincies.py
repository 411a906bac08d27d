"""The twelve provinces as the design shows them: colour of the landsdeel, place on the map."""

import unicodedata
from typing import NamedTuple

TILE_NAMES = {
    "Flevoland": "Flevo\u00adland",
    "Gelderland": "Gelder\u00adland",
    "Groningen": "Gronin\u00adgen",
    "Noord-Brabant": "Noord-\u200bBrabant",
    "Noord-Holland": "Noord-\u200bHolland",
    "Overijssel": "Over\u00adijssel",
    "Zuid-Holland": "Zuid-\u200bHolland",
}


class Provincie(NamedTuple):
    """A province: kort is the class of its tile, cbs the code of Statistics Netherlands."""

    kort: str
    cbs: str
    naam: str
    deel: str

    @property
    def slug(self) -> str:
        """Return the name as it stands in an address."""
        return simplified(self.naam)

    @property
    def tegelnaam(self) -> str:
        """Return the name with the places where a narrow tile may break it."""
        return TILE_NAMES.get(self.naam, self.naam)


def simplified(text: str) -> str:
    """Return the text in lower case, without accents and with hyphens for spaces."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return "-".join(plain.lower().split())


# In reading order of the map, from the north-west.
ALL = (
    Provincie("fr", "PV21", "Fryslân", "noord"),
    Provincie("gr", "PV20", "Groningen", "noord"),
    Provincie("nh", "PV27", "Noord-Holland", "west"),
    Provincie("fl", "PV24", "Flevoland", "oost"),
    Provincie("dr", "PV22", "Drenthe", "noord"),
    Provincie("zh", "PV28", "Zuid-Holland", "west"),
    Provincie("ut", "PV26", "Utrecht", "west"),
    Provincie("ge", "PV25", "Gelderland", "oost"),
    Provincie("ov", "PV23", "Overijssel", "oost"),
    Provincie("ze", "PV29", "Zeeland", "zuid"),
    Provincie("nb", "PV30", "Noord-Brabant", "zuid"),
    Provincie("li", "PV31", "Limburg", "zuid"),
)
_BY_KEY = {key: p for p in ALL for key in (p.kort, p.cbs.lower(), p.slug)} | {"friesland": ALL[0]}


def find(key: object) -> Provincie | None:
    """Return the province with this name, slug, CBS code or short code; None when unknown."""
    return _BY_KEY.get(simplified(str(key or "")))
