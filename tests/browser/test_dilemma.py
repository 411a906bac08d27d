"""In a meeting room: people take a position on their phones, talk, and see how they moved."""

from collections.abc import Callable

from tests.browser.conftest import Person

DILEMMA = "/casussen/dilemmas/breed-ophalen-of-goed-terugkoppelen/"
BEFORE = {
    "deelnemer": "Helemaal voor: Iedereen goed antwoorden",
    "t.hoekstra": "Iets meer voor: Zo veel mogelijk mensen horen",
    "w.timmer": "Er precies tussenin",
    "k.benali": "Er precies tussenin",
}
AFTER = BEFORE | {
    "t.hoekstra": "Iets meer voor: Iedereen goed antwoorden",
    "w.timmer": "Iets meer voor: Iedereen goed antwoorden",
}


def answer(someone: Person, words: str) -> None:
    """Tap one of the five steps, and keep it."""
    page = someone.goto(f"{DILEMMA}positie/")
    page.get_by_text(words).click()
    page.get_by_role("button", name="Bewaar").click()
    page.get_by_text("Bewaard. Je kunt je positie nog veranderen.").wait_for()
    assert page.get_by_label(words).is_checked()


def next_round(organiser: Person, button: str) -> None:
    """Lead the group on."""
    organiser.goto(f"{DILEMMA}rondes/").get_by_role("button", name=button).click()


def test_four_people_take_positions_on_their_phones_and_see_how_they_moved(
    person: Callable[..., Person],
) -> None:
    group = {key: person(f"{key}@voorbeeld.nl") for key in BEFORE}
    organiser = person("organisator@voorbeeld.nl", width=1280)
    for key, words in BEFORE.items():
        answer(group[key], words)
    organiser.goto(f"{DILEMMA}rondes/").get_by_text("4 mensen gaven een positie.").wait_for()
    next_round(organiser, "Het gesprek is geweest")
    for key, words in AFTER.items():
        answer(group[key], words)
    phone = group["deelnemer"]
    assert "schoven" not in phone.goto(DILEMMA).inner_text("main")
    next_round(organiser, "Rond af en laat zien")
    words = "2 van de 4 mensen schoven naar ‘Iedereen goed antwoorden’. 2 bleven op dezelfde plek."
    for someone in (*group.values(), organiser):
        someone.goto(DILEMMA).get_by_text(words).wait_for()
        wide = "document.documentElement.scrollWidth - innerWidth"
        assert someone.page.evaluate(wide) <= 0
        assert someone.faults == []
