"""A casushouder decides on a phone whether a les may become public."""

from collections.abc import Callable

from playwright.sync_api import expect

from tests.browser.conftest import Person, Site

PAGE = "/handboek/instemming/dorpswinkel-met-drie-vrijwilligers/"
LES = "Een schriftje houd je vol als het twee minuten per dag kost."


def test_a_casushouder_says_no_with_a_reason_on_a_phone(
    person: Callable[..., Person], site: Site
) -> None:
    holder = person("deelnemer@voorbeeld.nl")
    page = holder.goto("/mijn/")
    page.locator(f"main a[href='{PAGE}']").click()
    card = page.get_by_role("region", name=LES)
    reason = card.get_by_label("Waarom niet?")
    expect(reason).to_be_hidden()
    card.get_by_label("Nee, deze les mag niet openbaar worden").check()
    expect(reason).to_be_visible()
    page.get_by_role("button", name="Bewaar je antwoord").click()
    expect(page.get_by_text("Schrijf op waarom").first).to_be_visible()
    expect(card.get_by_label("Nee, deze les")).to_be_checked()
    reason.fill("Iedereen in het dorp weet wie dit zijn.")
    page.get_by_role("button", name="Bewaar je antwoord").click()
    expect(page.get_by_text("De redactie krijgt er mail over")).to_be_visible()

    answered = site.mail.wait_for("redacteur2@voorbeeld.nl", "een casushouder gaf antwoord")
    text = answered.get_body(("plain",)).get_content()
    assert "Iedereen in het dorp weet wie dit zijn." in text
    assert "dorpswinkel" not in text.lower(), "the redactie may not know which casus it is"
    page = person("redacteur2@voorbeeld.nl", width=1280).goto("/handboek/redactie/24/")
    warning = page.get_by_text("De casushouder wil niet dat deze les openbaar wordt")
    expect(warning.first).to_be_visible()
