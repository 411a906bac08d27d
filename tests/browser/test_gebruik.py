"""A reader says whether an advies was useful; an organisation tells that it applied one."""

from collections.abc import Callable

from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Person, Site

ADVIES = "/handboek/adviezen/15/"
WORDS = "Wat kost dit? Dat mis ik."


def says_no(page: Page) -> None:
    """Follow the link, write something and send it; who is fast is asked once more."""
    region = page.get_by_role("region", name="Had je hier iets aan?")
    region.get_by_role("link", name="Nee").click()
    expect(page.get_by_label("Nee", exact=True)).to_be_checked()
    page.get_by_label("Wil je er iets bij vertellen?").fill(WORDS)
    page.get_by_role("button", name="Verstuur").click()
    if page.get_by_role("heading", name="Bedankt voor je antwoord").count() == 0:
        expect(page.get_by_label("Wil je er iets bij vertellen?")).to_have_value(WORDS)
        page.get_by_role("button", name="Verstuur").click()
    expect(page.get_by_role("heading", name="Bedankt voor je antwoord")).to_be_visible()


def test_a_reader_without_script_or_cookie_says_it_was_not_useful(
    site: Site, chromium: Browser, person: Callable[..., Person]
) -> None:
    context = chromium.new_context(
        java_script_enabled=False, viewport={"width": 390, "height": 844}
    )
    page = context.new_page()
    page.goto(f"{site.url}{ADVIES}")
    says_no(page)
    assert context.cookies() == []
    page.get_by_role("link", name="Terug naar het advies").click()
    assert ADVIES.rstrip("/") in page.url
    context.close()
    editor = person("redacteur@voorbeeld.nl", width=1280)
    assert WORDS in editor.goto("/handboek/redactie/lezers/").content()
    assert editor.faults == []


def test_a_reader_without_script_or_cookie_ticks_adviezen_and_adds_one_later(
    site: Site, chromium: Browser
) -> None:
    context = chromium.new_context(
        java_script_enabled=False, viewport={"width": 390, "height": 844}
    )
    page = context.new_page()
    page.goto(f"{site.url}/handboek/adviezen/")
    page.get_by_label("Neem mee: advies 2", exact=True).check()
    page.get_by_label("Neem mee: advies 1", exact=True).check()
    expect(page.get_by_role("button", name="Zet op een lijst")).to_be_in_viewport()
    page.get_by_role("button", name="Zet op een lijst").click()
    expect(page.get_by_text("2 adviezen om mee te nemen.")).to_be_visible()
    page.get_by_role("link", name="Kies adviezen").click()
    expect(page.get_by_text("Staat op je lijst")).to_have_count(2)
    page.get_by_label("Zoek", exact=True).fill("bewoners")
    page.get_by_role("button", name="Toon adviezen").click()
    page.get_by_label("Neem mee").first.check()
    page.get_by_role("button", name="Zet bij je lijst").click()
    expect(page.get_by_text("3 adviezen om mee te nemen.")).to_be_visible()
    assert context.cookies() == []
    context.close()


def test_what_an_organisation_tells_makes_an_advies_stronger(
    site: Site, person: Callable[..., Person]
) -> None:
    reader = person()
    assert "Stap 1 van 3" in reader.goto(ADVIES).content()
    member = person("deelnemer@voorbeeld.nl", width=390)
    page = member.goto(ADVIES)
    page.get_by_role("link", name="Vertel wat jij deed").click()
    page.get_by_label("Waar ging het om?").fill("het dorpsplein")
    page.get_by_label("Wanneer was het?").fill("2026-03-01")
    page.get_by_label("Het werkte", exact=True).check()
    page.get_by_label("Wat deden jullie?").fill("Twee collega’s kregen samen een budget.")
    page.get_by_label("Wat kwam ervan?").fill("Het plein lag er binnen een jaar.")
    page.get_by_role("button", name="Verstuur je verhaal").click()
    expect(page.get_by_text("Een redacteur leest je verhaal en beslist.")).to_be_visible()
    assert "het dorpsplein" not in reader.goto(ADVIES).content()

    editor = person("redacteur@voorbeeld.nl", width=1280)
    desk = editor.goto("/handboek/redactie/toepassingen/")
    desk.get_by_role("link", name="Gemeente Veldhage, het dorpsplein").click()
    desk.get_by_role("button", name="Plaats dit verhaal").click()
    expect(desk.get_by_text("De bewijskracht is opnieuw uitgerekend.")).to_be_visible()

    text = reader.goto(ADVIES).content()
    assert "Stap 2 van 3" in text
    assert "Gemeente Veldhage, het dorpsplein" in text
    site.mail.wait_for("deelnemer@voorbeeld.nl", "Je verhaal staat nu bij advies 15")
    for someone in (reader, member, editor):
        assert someone.faults == []
