"""From outside to inside: by asking, on a phone, and by an invitation, without an account."""

import re
from collections.abc import Callable
from typing import Any

from tests.browser.conftest import Person, Site

SAM, NOOR = "sam.pieters@veldhage.voorbeeld.nl", "noor.haverkamp@veldhage.voorbeeld.nl"


def link(mail: Any, word: str) -> str:
    """Return the path in a mail that holds this word."""
    [path] = re.findall(
        rf"https?://[^/\s]+(/\S*{word}\S*)", mail.get_body(("plain",)).get_content()
    )
    return str(path)


def log_in_with_code(someone: Person, address: str) -> None:
    """Fill in the code that was mailed."""
    mail = someone.site.mail.wait_for(address, "code")
    [code] = re.findall(r"code om in te loggen:\n\n(\S+)", body(mail))
    someone.page.get_by_label("De code uit je mail").fill(code)
    someone.page.get_by_role("button", name="Ga verder").click()


def body(mail: Any) -> str:
    return str(mail.get_body(("plain",)).get_content().replace("\r\n", "\n"))


def agree(someone: Person) -> None:
    """Agree to the terms, when they are asked first."""
    button = someone.page.get_by_role("button", name="akkoord", exact=False)
    if "/mijn/akkoord/" in someone.page.url:
        button.first.click()


def test_outsider_asks_by_phone_and_becomes_a_member(
    person: Callable[..., Person], site: Site
) -> None:
    sam = person()
    page = sam.goto("/")
    page.goto(f"{site.url}/communities/")
    page.get_by_role("main").get_by_role("link", name="Bewoners in beeld").first.click()
    page.get_by_role("link", name="Doe mee").first.click()
    page.get_by_label("Je naam").fill("Sam Pieters")
    page.get_by_label("E-mailadres van je werk").fill(SAM)
    page.get_by_label("Waar werk je?").fill("Gemeente Veldhage")
    page.get_by_label("Waarom wil je meedoen?").fill("Ik wil leren hoe je bewoners vraagt.")
    page.get_by_role("button", name="Vraag of je mee kunt doen").click()
    page.get_by_role("heading", name="Kijk in je mail").wait_for()
    sam.goto(link(site.mail.wait_for(SAM, "Bevestig je adres"), "bevestig"))
    page.get_by_role("button", name="Ja, dit is mijn adres").click()
    page.get_by_role("heading", name="Je adres is bevestigd").wait_for()

    organiser = person("organisator@voorbeeld.nl", width=1280)
    asked = site.mail.wait_for("organisator@voorbeeld.nl", "Sam Pieters vraagt om mee te doen")
    desk = organiser.goto(link(asked, "verzoeken"))
    desk.get_by_text("Ik wil leren hoe je bewoners vraagt.").wait_for()
    desk.get_by_label("Ja, doe mee").check()
    desk.get_by_role("button", name="Geef antwoord").click()
    desk.get_by_text("Sam Pieters doet nu mee.").wait_for()
    welcome = site.mail.wait_for(SAM, "Welkom in Bewoners in beeld")
    sam.goto(link(welcome, "binnen"))
    assert "/account/login/" in page.url
    assert sam.faults == []
    assert organiser.faults == []


def test_invited_person_without_account_joins_and_logs_in_with_a_code(
    person: Callable[..., Person], site: Site
) -> None:
    organiser = person("organisator@voorbeeld.nl", width=1280)
    desk = organiser.goto("/communities/bewoners-in-beeld/uitnodigingen/nieuw/")
    desk.get_by_label("E-mailadressen").fill(f"Noor Haverkamp <{NOOR}>")
    desk.get_by_label("Een persoonlijk woord").fill("Jouw verhaal past hier precies.")
    desk.get_by_role("button", name="Kijk de lijst na").click()
    desk.get_by_role("button", name="Verstuur 1 uitnodiging").click()
    desk.get_by_role("heading", name="1 uitnodiging verstuurd").wait_for()
    mail = site.mail.wait_for(NOOR, "nodigt je uit voor Bewoners in beeld")
    assert str(mail["From"]).startswith("Hanneke Wiersma via Netwerk Brede Welvaart <")
    noor = person()
    page = noor.goto(link(mail, "uitnodiging"))
    assert page.get_by_label("Achternaam").input_value() == "Haverkamp"
    page.get_by_role("button", name="Ja, ik doe mee").click()
    page.get_by_role("heading", name="Je doet mee in Bewoners in beeld").wait_for()
    page.get_by_role("button", name="Mail me een code").click()
    log_in_with_code(noor, NOOR)
    page.wait_for_load_state()
    agree(noor)
    page.wait_for_url("**/communities/bewoners-in-beeld/binnen/")
    assert noor.faults == []
    assert organiser.faults == []
