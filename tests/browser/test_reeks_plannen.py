"""An organiser plans a series on a phone: the days first, then all of it, and one for a change."""

from collections.abc import Callable
from datetime import timedelta

from django.utils import timezone

from tests.browser.conftest import Person

TITLE = "Spreekuur over de leeragenda"


def test_organiser_plans_a_series_and_moves_one_of_it(person: Callable[..., Person]) -> None:
    organiser = person("organisator@voorbeeld.nl", width=390)
    page = organiser.goto("/bijeenkomsten/nieuw/")
    page.get_by_label("Soort bijeenkomst").select_option(index=1)
    page.get_by_label("Titel").fill(TITLE)
    page.get_by_label("Waarom komen jullie").fill("We lopen de vragen langs.")
    page.get_by_label("Datum").fill((timezone.localdate() + timedelta(days=100)).isoformat())
    page.get_by_label("Begint om").fill("20:15")
    page.get_by_label("Eindigt om").fill("21:00")
    page.locator("summary").filter(has_text="Vaker terug").click()
    page.get_by_label("Komt dit vaker terug?").select_option("month")
    page.get_by_label("Hoe vaak in totaal?").fill("3")
    page.get_by_role("button", name="Zet in de agenda").click()
    page.get_by_role("heading", name="Kloppen deze 3 dagen?").wait_for()
    assert page.get_by_label("Hoe vaak in totaal?").is_visible(), "what was filled in stands open"
    page.get_by_role("button", name="Zet de reeks in de agenda").click()
    page.get_by_text("Er staan 3 bijeenkomsten in de agenda.").wait_for()
    others = page.get_by_role("region", name="Hoort bij een reeks").get_by_role("link")
    assert others.count() == 2

    page.get_by_role("link", name="Wijzig tijd, plaats of tekst").click()
    page.get_by_label("Begint om").fill("20:30")
    page.get_by_text("Het einde schuift mee, naar 21.15 uur.").wait_for()
    page.get_by_label("Eindigt om").fill("21:30")
    page.get_by_label("Begint om").fill("23:30")  # an hour later it is another day
    assert page.get_by_label("Eindigt om").input_value() == "21:30"
    page.get_by_label("Begint om").fill("20:45")
    assert page.get_by_label("Alleen deze").is_checked()
    page.get_by_role("button", name="Bewaar", exact=True).click()
    page.get_by_text("20.45 tot 21.45 uur").first.wait_for()
    others.first.click()
    page.get_by_text("20.15 tot 21.00 uur").first.wait_for()
    assert organiser.faults == []
