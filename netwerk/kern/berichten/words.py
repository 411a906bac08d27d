"""What codes of mail servers mean, in Dutch words for somebody who is no engineer."""

import re

ENHANCED = re.compile(r"\b[245]\.\d{1,3}\.\d{1,3}\b")  # a status code of RFC 3463
# RFC 3463 and the IANA registry of enhanced status codes; the longest beginning that fits counts.
BOUNCES = {
    "1.": "het adres klopt niet",
    "1.1": "het adres bestaat niet",
    "1.2": "wat achter het apenstaartje staat, bestaat niet",
    "1.6": "het adres is verhuisd en niemand weet waarheen",
    "1.10": "wat achter het apenstaartje staat, neemt geen mail aan",
    "2.": "het postvak neemt niets aan",
    "2.1": "het postvak staat uit",
    "2.2": "het postvak is vol",
    "2.3": "het bericht is te groot voor dit postvak",
    "3.": "de mailserver van de ontvanger kan het bericht niet aan",
    "4.": "de mailserver van de ontvanger is niet te bereiken",
    "5.": "de mailserver van de ontvanger begreep ons niet",
    "6.": "de mailserver van de ontvanger kan dit bericht niet lezen",
    "7.": "geweigerd als ongewenste mail",
}
PLAIN = {"552": "het postvak is vol", "553": "het adres klopt niet"}
SERVER = {
    "ConnectionRefusedError": "de mailserver neemt niet op",
    "ConnectionResetError": "de mailserver verbreekt de verbinding",
    "SMTPServerDisconnected": "de mailserver verbreekt de verbinding",
    "TimeoutError": "de mailserver antwoordt niet",
    "gaierror": "de naam van de mailserver is niet te vinden",
    "SMTPAuthenticationError": "de mailserver neemt ons wachtwoord niet aan",
    "SMTPNotSupportedError": "de mailserver kent geen beveiligde verbinding",
    "SSLError": "de beveiligde verbinding lukt niet",
    "SSLCertVerificationError": "het certificaat van de mailserver klopt niet",
    "SMTPConnectError": "de mailserver laat ons niet binnen",
    "421": "de mailserver neemt nu niets aan",
}


def of_bounce(code: str) -> str:
    """Return what the code of a mail that came back means; it may hold other words around it."""
    found = ENHANCED.search(code)
    if found is None:
        return PLAIN.get(code[:3], "geweigerd, zonder reden die we kennen")
    rest = found[0].partition(".")[2]
    subject = rest.partition(".")[0]
    words = BOUNCES.get(rest) or BOUNCES.get(f"{subject}.")
    return words or "geweigerd, zonder reden die we kennen"


def of_server(trouble: str) -> str:
    """Return what the last error of our own mail server means; "" when there is none."""
    if not trouble:
        return ""
    return SERVER.get(trouble.partition(" ")[0], f"de mailserver geeft een fout ({trouble})")
