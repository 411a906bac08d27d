"""What the rijk answers: written by its people, placed by a second reader, read by a visitor."""

from collections.abc import Callable

from playwright.sync_api import expect

from tests.browser.conftest import Person, Site

VRAAG = "Vragen jullie in jullie contracten om leerplekken"
ANSWER = "Ja, in elk nieuw contract. We vragen één leerplek per acht mensen."


def test_an_answer_is_placed_by_a_second_reader_and_read_by_a_visitor(
    site: Site, person: Callable[..., Person]
) -> None:
    official = person("w.oosterling@voorbeeld.nl", width=390)
    page = official.goto("/handboek/vragen-aan-het-rijk/")
    page.get_by_role("link", name=VRAAG).click()
    address = page.url.removeprefix(site.url)
    expect(page.get_by_text("Je antwoord wacht op een tweede lezer")).to_be_visible()
    page.get_by_role("link", name="Pas je antwoord aan").click()
    page.get_by_label("Het antwoord").fill(ANSWER)
    page.get_by_role("button", name="Leg het antwoord voor").click()
    expect(page.get_by_text(ANSWER)).to_be_visible()
    reader = person()
    assert "leerplek per" not in reader.goto(address).content()

    editor = person("redacteur@voorbeeld.nl", width=1280)
    desk = editor.goto("/mijn/")
    task = desk.get_by_role("listitem").filter(has_text="Antwoord van het Rijk")
    task.get_by_role("link", name="Lees na").click()
    desk.get_by_role("link", name=VRAAG).click()
    desk.get_by_role("button", name="Plaats dit antwoord").click()
    expect(desk.get_by_text("Het antwoord staat bij de les.")).to_be_visible()

    shown = reader.goto(address)
    expect(shown.get_by_text(ANSWER)).to_be_visible()
    assert "Wout Oosterling" not in shown.content()
    site.mail.wait_for("w.oosterling@voorbeeld.nl", "Jouw antwoord staat nu bij les 25")
    for someone in (official, editor, reader):
        assert someone.faults == []
