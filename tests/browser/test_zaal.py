"""Two browsers side by side: the organiser moves on, a participant writes, both see it."""

from collections.abc import Callable

from playwright.sync_api import expect

from tests.browser.conftest import Person

Open = Callable[..., Person]
ROOM = "/bijeenkomsten/casustafel-vragen-zonder-formulier/zaal/"


def test_organiser_moves_on_and_participant_writes_in_two_browsers(person: Open) -> None:
    organiser = person("organisator@voorbeeld.nl", 1280)
    participant = person("deelnemer@voorbeeld.nl", 390)
    screen, phone = organiser.goto(ROOM), participant.goto(ROOM)
    expect(phone.get_by_role("heading", name="Het is nog niet begonnen")).to_be_visible()
    screen.get_by_role("button", name="Begin", exact=True).click()
    first = phone.locator(".zaal__stap").text_content()
    expect(phone.get_by_role("heading", name="Het is nog niet begonnen")).to_have_count(0)
    screen.get_by_text("Ga naar een ander onderdeel").click()
    screen.get_by_label("Onderdeel").select_option(label="Casus: de dorpswinkel")
    screen.get_by_role("button", name="Ga hierheen").click()
    expect(phone.locator(".zaal__stap")).to_have_text("Terugblik")
    assert first != "Terugblik"
    for step in ("Situaties kort inbrengen", "Kiezen", "Vragen naar de feiten"):
        screen.get_by_role("button", name="Volgende stap").click()
        expect(screen.locator(".zaal__stap")).to_have_text(step)
        expect(phone.locator(".zaal__stap")).to_have_text(step)
    expect(phone.get_by_role("timer")).to_contain_text("14:")
    box = phone.locator("#zaal-vorm textarea")
    box.fill("Wie betaalt het licht in de winkel?")
    phone.get_by_role("button", name="Zet op het scherm").click()
    expect(screen.locator("#zaal-inbreng")).to_contain_text("Wie betaalt het licht in de winkel?")
    expect(screen.locator("#zaal-inbreng")).to_contain_text("Opgeschreven 1")
    # what somebody is typing stays, and stays with its step, when the room goes on
    phone.locator("#zaal-vorm textarea").fill("Ik ben nog bezig met mijn vraag")
    screen.get_by_role("button", name="Volgende stap").click()
    expect(phone.locator(".zaal__stap")).to_have_text("Samen begrijpen")
    expect(phone.locator("#zaal-vorm textarea")).to_have_value("Ik ben nog bezig met mijn vraag")
    expect(phone.get_by_text("Jullie zijn al een stap verder.")).to_be_visible()
    wall = organiser.goto(f"{ROOM}?scherm=ja")
    expect(wall.get_by_role("button", name="Volgende stap")).to_have_count(0)
    assert organiser.faults == []
    assert participant.faults == []
