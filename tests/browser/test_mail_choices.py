"""Choosing your mail, and the link under a mail: as a person does it, without JavaScript tricks."""

import re
from collections.abc import Callable

from tests.browser.conftest import Person, Site

THREAD = "/communities/bewoners-in-beeld/binnen/"
KIND = "Iemand reageert in een gesprek waar je aan meedoet"


def write(person: Person, text: str) -> str:
    """Post in the conversation of the page that is open; return the address of the thread."""
    page = person.page
    page.get_by_label("Je reactie").fill(text)
    page.get_by_role("button", name="Plaats reactie").click()
    page.get_by_text("Je reactie staat erbij.").wait_for()
    return page.url.partition("#")[2]


def choice(person: Person) -> str:
    """Return how often this person wants to hear of answers, as the page says it."""
    page = person.goto("/mijn/berichten/")
    return page.get_by_label(KIND).locator("option:checked").inner_text()


def test_mail_is_stopped_from_a_mail_without_login_and_started_again(
    site: Site, person: Callable[..., Person]
) -> None:
    asker = person("deelnemer@voorbeeld.nl")
    asker.goto(THREAD)
    thread = write(asker, "Wie heeft er een zaal met een traplift?")
    assert choice(asker) == "Meteen"

    answerer = person("organisator@voorbeeld.nl")
    page = answerer.goto(THREAD)
    page.locator(f"#{thread}").get_by_role("link", name="Reageer").first.click()
    write(answerer, "Wij, in Veldhage.")
    mail = site.mail.wait_for("deelnemer@voorbeeld.nl", "Nieuwe reactie bij Bewoners in beeld")
    assert "/berichten/afmelden/" in mail["List-Unsubscribe"]
    text = mail.get_body(("plain",)).get_content()
    found = re.search(re.escape(site.url) + r"(/berichten/afmelden/\S+)", text)
    assert found, text

    nobody = person()
    page = nobody.goto(found[1])
    assert page.get_by_text(KIND).is_visible()
    assert "deelnemer@voorbeeld.nl" not in page.content()
    assert choice(asker) == "Meteen", "opening the link changes nothing"
    page.get_by_role("button", name="Stuur deze mail niet meer").click()
    page.get_by_role("heading", name="Gelukt: je krijgt deze mail niet meer").wait_for()
    assert nobody.context.cookies() == []
    assert choice(asker) == "Niet"
    page.get_by_role("button", name="Zet het weer aan").click()
    page.get_by_role("heading", name="Gelukt: je krijgt weer mail").wait_for()
    assert choice(asker) == "Meteen"
    assert nobody.faults == []


def test_a_kind_comes_once_a_day_and_a_thread_is_silent(
    site: Site, person: Callable[..., Person]
) -> None:
    reader = person("deelnemer@voorbeeld.nl")
    page = reader.goto("/mijn/")
    page.get_by_role("link", name="Kies welke mail je krijgt").click()
    page.get_by_label(KIND).select_option("Eén keer per dag")
    page.get_by_role("button", name="Bewaar").click()
    page.get_by_text("Je keuzes zijn bewaard.").wait_for()
    assert choice(reader) == "Eén keer per dag"
    page.get_by_label(KIND).select_option("Meteen")
    page.get_by_role("button", name="Bewaar").click()
    page.get_by_text("Je keuzes zijn bewaard.").wait_for()

    reader.goto(THREAD)
    thread = write(reader, "Dit hoef ik daarna niet meer te horen.")
    post = page.locator(f"#{thread}")
    post.locator("summary").click()  # Meer
    post.get_by_role("button", name="Zet stil").click()
    page.get_by_text("Stil: je krijgt geen mail meer over dit gesprek").wait_for()
    assert page.url.endswith(f"#{thread}")
    assert post.get_by_text("Dit gesprek is stil").is_visible()
    page = reader.goto("/mijn/berichten/")
    silent = page.get_by_role("region", name="Wat stil is")
    silent.get_by_role("listitem").first.get_by_role("button", name="Niet meer stil").click()
    page.get_by_text("Over dit gesprek krijg je weer de gewone mail.").wait_for()
    assert reader.faults == []
