"""Logging in as a person does it: with a passkey, and with a code from a mail."""

import re
from collections.abc import Callable

from tests.browser.conftest import Person, Site, sign_in

KEY = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def test_a_passkey_is_made_and_opens_the_door(person: Callable[..., Person]) -> None:
    noor = person()
    browser = noor.context.new_cdp_session(noor.page)
    browser.send("WebAuthn.enable")
    browser.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})
    sign_in(noor, "redacteur@voorbeeld.nl")

    page = noor.goto("/account/2fa/webauthn/add/")
    assert page.get_by_text("browser met JavaScript").is_hidden()
    page.get_by_label("Naam van deze toegangssleutel").fill("Sleutel van de test")
    page.get_by_role("button", name="Maak de sleutel").click()
    page.get_by_role("heading", name="Je herstelcodes").wait_for()
    page = noor.goto("/account/2fa/webauthn/")
    page.get_by_text("Sleutel van de test").first.wait_for()

    noor.goto("/account/logout/")
    page.get_by_role("main").get_by_role("button", name="Log uit", exact=False).first.click()
    page = noor.goto("/account/login/")
    page.get_by_role("button", name="Log in met een toegangssleutel").click()
    page.wait_for_url("**/mijn/")
    assert noor.faults == []

    noor.goto("/account/2fa/webauthn/")
    page.get_by_role("link", name=re.compile("Haal weg")).click()
    page.get_by_role("button", name="Ja, haal weg").click()
    page.get_by_text("Je hebt nog geen toegangssleutel.").wait_for()


def test_a_browser_that_fails_says_so(person: Callable[..., Person]) -> None:
    someone = person()
    numbers = someone.site.url.replace("localhost", "127.0.0.1")  # takes no passkeys
    someone.site = Site(numbers, someone.site.mail)
    page = someone.goto("/account/login/")
    page.get_by_role("button", name="Log in met een toegangssleutel").click()
    page.get_by_role("alert").get_by_text("Het is niet gelukt.").wait_for()


def test_a_code_from_a_mail_opens_the_door(site: Site, person: Callable[..., Person]) -> None:
    someone = person()
    page = someone.goto("/account/login/")
    page.get_by_role("link", name="Mail me een code").click()
    page.get_by_label("E-mailadres").fill("buitenstaander@voorbeeld.nl")
    page.get_by_role("button", name="Mail me een code").click()
    mail = site.mail.wait_for("buitenstaander@voorbeeld.nl", "code om in te loggen", seconds=20)
    body = mail.get_body(("plain",))
    assert body is not None
    code = re.search(r"^\S{3,5}-\S{3,5}\s*$", body.get_content(), re.M)
    assert code
    page.get_by_label("De code uit je mail").fill(code[0].strip())
    page.get_by_role("button", name="Ga verder").click()
    page.wait_for_url("**/mijn/")
    assert someone.faults == []
