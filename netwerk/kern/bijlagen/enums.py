"""Choices: English values, Dutch labels."""

from django.db.models import TextChoices


class Licence(TextChoices):
    """What others may do with it."""

    CC0 = "cc0", "CC0 (vrij te gebruiken)"
    CC_BY = "cc_by", "CC BY 4.0 (vrij te gebruiken, met de naam van de maker)"
    CC_BY_SA = "cc_by_sa", "CC BY-SA 4.0 (met de naam van de maker, en onder dezelfde voorwaarden)"
    RESERVED = "reserved", "Alle rechten voorbehouden"
    UNKNOWN = "unknown", "Niet bekend"


REUSABLE = {Licence.CC0, Licence.CC_BY, Licence.CC_BY_SA}
SHORT = {
    Licence.CC0: "CC0",
    Licence.CC_BY: "CC BY 4.0",
    Licence.CC_BY_SA: "CC BY-SA 4.0",
    Licence.RESERVED: "alle rechten voorbehouden",
    Licence.UNKNOWN: "licentie niet bekend",
}
LICENCE_PAGES = {
    Licence.CC0: "https://creativecommons.org/publicdomain/zero/1.0/deed.nl",
    Licence.CC_BY: "https://creativecommons.org/licenses/by/4.0/deed.nl",
    Licence.CC_BY_SA: "https://creativecommons.org/licenses/by-sa/4.0/deed.nl",
}


class ScanState(TextChoices):
    """Whether a virus scanner looked at a file."""

    CLEAN = "clean", "op virussen gecontroleerd"
    NOT_SCANNED = "not_scanned", "niet door een virusscanner bekeken"
