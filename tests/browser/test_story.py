"""The whole chain, walked by the people who walk it, from a mail to a page that anyone finds."""

import re
from collections.abc import Callable
from datetime import timedelta
from email.message import EmailMessage

import icalendar
from django.utils import timezone
from playwright.sync_api import Page

from tests.browser.conftest import Person, Site

CASUS = "/casussen/blik-op-eindhoven/"
MEETING = "Casustafel: een antwoord op elk idee"
RULE = "Beloof een datum voordat je ideeën ophaalt"
CONCLUSION = "Wie vooraf een datum belooft, krijgt later minder boze brieven"


def path_of(url: str) -> str:
    """Return an address without the host."""
    return re.sub(r"^https?://[^/]+", "", url)


def plan_a_meeting(organiser: Person) -> None:
    """Schedule a meeting about the casus, two weeks from now."""
    page = organiser.goto("/bijeenkomsten/nieuw/")
    page.locator("select[name=kind]").select_option(label="Casustafel")
    page.locator("[name=title]").fill(MEETING)
    page.locator("[name=goal]").fill("We bespreken wat je doet met ideeën die het niet halen.")
    page.locator("[name=first_day]").fill(f"{timezone.localdate() + timedelta(days=14):%Y-%m-%d}")
    page.locator("[name=start_time]").fill("10:00")
    page.locator("[name=end_time]").fill("12:00")
    page.locator("[name=place]").fill("Het Voorbeeldhuis, Assen")
    page.locator("[name=visibility][value=community]").check()
    page.get_by_role("main").get_by_role("button", name="Zet in de agenda").click()
    page.wait_for_url(re.compile(r"/bijeenkomsten/casustafel-een-antwoord"))


def put_the_casus_on_the_programme(organiser: Person, address: str) -> None:
    """Make the casus a part of the programme."""
    page = organiser.goto(f"{address}programma/")
    page.locator("[name=kind][value=work]").check()
    page.locator("[name=title]").fill("Eindhoven: ophalen, en dan?")
    page.locator("[name=minutes]").fill("60")
    page.locator("select[name=casus]").select_option(
        label=page.locator("select[name=casus] option", has_text="Eerst ophalen").inner_text()
    )
    page.get_by_role("button", name="Zet op het programma").click()
    page.get_by_role("link", name="Klaar, terug naar de bijeenkomst").wait_for()


def link_in(message: EmailMessage, site: Site) -> str:
    """Return the first link to the site in the text of a mail, as a path."""
    text = message.get_body(("plain",)).get_content()
    found = re.search(re.escape(site.url) + r"(/\S+)", text)
    assert found, text
    return found.group(1)


def harvest(organiser: Person) -> str:
    """Make a les of the first sentence of the casus; return its number."""
    page = organiser.goto(CASUS)
    page.get_by_role("link", name="Maak er een les van").first.click()
    page.locator("[name=zin]").first.check()
    page.locator("[name=conclusie]").fill(CONCLUSION)
    page.get_by_role("button", name="Maak er een les van").click()
    if page.get_by_text("Er is al een les die hierop lijkt").is_visible():
        page.locator("[name=les][value=nieuw]").check()
        page.get_by_role("button", name="Maak er een les van").click()
    page.wait_for_url(re.compile(r"/handboek/lessen/\d+/"))
    return page.url.rstrip("/").rpartition("/")[2]


def write_in(page: Page, name: str, text: str) -> None:
    """Put Markdown in a large text box as its editor does."""
    page.locator(f"[name={name}]").evaluate(
        "(box, text) => { box.value = text;"
        " box.dispatchEvent(new Event('input', {bubbles: true})); }",
        text,
    )


def write_an_advies(editor: Person, les: str) -> str:
    """Make a do of the les and hand it in; return the address of its desk page."""
    page = editor.goto(f"/handboek/lessen/{les}/")
    page.get_by_role("link", name="Maak hier een advies van").click()
    page.locator("[name=kind][value=do]").check()
    page.locator("[name=title]").fill(RULE)
    page.locator("select[name=hoofdstuk]").select_option(index=1)
    page.locator("[name=summary]").fill("Dan weet iedereen wanneer er een antwoord komt.")
    write_in(page, "why", "Zonder datum denken mensen dat hun idee kwijt is.")
    write_in(page, "how", "1. Kies een datum.\n2. Zet hem in de uitnodiging.")
    page.locator("[name=works_when]").fill("Er is iemand die het antwoord schrijft.")
    page.get_by_role("button", name="Bewaar als concept").click()
    page.get_by_role("button", name="Lever in").click()
    page.get_by_text("wacht op een tweede lezer").wait_for()
    assert page.get_by_role("button", name="Zet in het handboek").count() == 0, "four eyes"
    return path_of(page.url)


def test_from_a_meeting_to_a_do_that_anyone_finds(
    person: Callable[..., Person], site: Site
) -> None:
    organiser = person("organisator@voorbeeld.nl", width=1280)
    plan_a_meeting(organiser)
    address = re.search(r"/bijeenkomsten/[^/]+/", organiser.page.url).group()
    put_the_casus_on_the_programme(organiser, address)

    member = person("deelnemer@voorbeeld.nl")
    announcement = site.mail.wait_for("deelnemer@voorbeeld.nl", MEETING)
    assert link_in(announcement, site).startswith(address)
    to_outsider = site.mail.to("buitenstaander@voorbeeld.nl")
    assert not any(MEETING in message["Subject"] for message in to_outsider)
    page = member.goto(link_in(announcement, site))
    page.locator("[name=answer][value=yes]").check()
    page.get_by_role("button", name="Geef antwoord").click()
    page.get_by_role("heading", name="Je bent aangemeld").wait_for()

    invitation = site.mail.wait_for("deelnemer@voorbeeld.nl", MEETING, calendar=True)
    part = next(p for p in invitation.walk() if p.get_content_type() == "text/calendar")
    assert part["Content-Type"].params["method"] == "REQUEST"
    event = icalendar.Calendar.from_ical(part.get_content()).walk("VEVENT")[0]
    assert event["SUMMARY"] == MEETING
    assert f"{event['DTSTART'].dt:%H:%M}" == "10:00"

    page = member.goto(CASUS)
    page.locator("main textarea[name=body]").fill("Wij beloofden een datum. Dat gaf rust.")
    page.get_by_role("button", name="Plaats reactie").click()
    page.get_by_text("Wij beloofden een datum. Dat gaf rust.").first.wait_for()

    les = harvest(organiser)
    desk = write_an_advies(person("redacteur@voorbeeld.nl", width=1280), les)
    second = person("redacteur2@voorbeeld.nl", width=1280)
    page = second.goto(desk)
    page.get_by_label("Ik begrijp dit zonder uitleg").check()
    page.get_by_role("button", name="Zet in het handboek").click()
    page.get_by_text("Het advies staat in het handboek.").wait_for()

    reader = person(None)
    page = reader.goto("/zoeken/?q=beloof+datum")
    page.get_by_role("link", name=re.compile(RULE)).click()
    page.wait_for_url(re.compile(r"/handboek/adviezen/\d+-beloof-een-datum"))
    assert page.get_by_text("Vermoeden").first.is_visible()
    advies = page.url
    page.locator(f"main a[href^='{CASUS}']").first.click()
    page.wait_for_url(re.compile(CASUS))
    assert page.get_by_text("Wij beloofden een datum").count() == 0, "posts are for members"
    page.locator(f"main a[href='{path_of(advies)}']").first.click()
    page.wait_for_url(advies)
    assert reader.context.cookies() == []
    assert reader.foreign() == organiser.foreign() == member.foreign() == []
