"""Following the network by mail, as somebody without an account does it."""

import re
from collections.abc import Callable

from tests.browser.conftest import Person, Site

ADDRESS = "nieuwsgierig@voorbeeld.nl"


def address_in(site: Site, text: str, word: str) -> str:
    """Return the address in a mail that leads to confirming or to stopping."""
    found = re.search(re.escape(site.url) + rf"(/nieuws/volgen/{word}/\S+)", text)
    assert found, text
    return found[1]


def test_somebody_follows_by_mail_confirms_and_stops(
    site: Site, person: Callable[..., Person]
) -> None:
    visitor = person()
    page = visitor.goto("/")
    page.get_by_role("link", name="Krijg nieuws in je mail").click()
    page.get_by_label("Je e-mailadres").fill(ADDRESS)
    page.get_by_role("button", name="Volg het nieuws").click()
    page.get_by_role("heading", name="Kijk in je mail").wait_for()
    mail = site.mail.wait_for(ADDRESS, "Wil je ons nieuws per mail?")
    text = mail.get_body(("plain",)).get_content()

    reader = person()
    page = reader.goto(address_in(site, text, "bevestig"))
    assert ADDRESS not in page.content()
    page.get_by_role("button", name="Ja, stuur mij het nieuws").click()
    page.get_by_role("heading", name="Gelukt: je volgt het nieuws").wait_for()

    page = reader.goto(address_in(site, text, "stop"))
    page.get_by_role("button", name="Stuur mij geen nieuws meer").click()
    page.get_by_role("heading", name="Je krijgt geen mail meer van ons").wait_for()
    assert reader.context.cookies() == []
    assert visitor.faults + reader.faults == []
