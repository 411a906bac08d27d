"""A beheerder looks as somebody else in a real browser: a banner, and nothing to be sent."""

from collections.abc import Callable

from tests.browser.conftest import Person

REASON = "Ze kan haar aanmelding niet terugvinden."


def test_beheerder_looks_along_with_a_banner_and_cannot_post(
    person: Callable[..., Person],
) -> None:
    beheerder = person("beheerder@voorbeeld.nl", width=1280)
    page = beheerder.goto("/beheer/leden/?q=deelnemer%40voorbeeld.nl")
    page.locator("table a").first.click()
    page.get_by_role("link", name="Kijk mee met").click()
    page.get_by_label("Waarom kijk je mee?").fill(REASON)
    page.get_by_role("button", name="Kijk mee").click()
    page.wait_for_url("**/mijn/")
    banner = page.locator(".meekijken")
    assert "Je kijkt mee met" in banner.inner_text()

    page.goto(beheerder.site.url + "/mijn/profiel/")
    page.get_by_role("main").locator("form button[type=submit]").last.click()
    page.get_by_role("heading", name="Je kijkt alleen mee").wait_for()
    assert banner.is_visible()

    banner.get_by_role("button", name="Stop met meekijken").click()
    page.get_by_text("Je kijkt niet meer mee.").wait_for()
    assert page.locator(".meekijken").count() == 0
    page.goto(beheerder.site.url + "/beheer/logboek/?handeling=inzage.started")
    assert REASON in page.get_by_role("main").inner_text()
    wrong = [fault for fault in beheerder.faults if "403" not in fault]
    assert wrong == []
