"""Somebody without account reads a casus and agrees: every page of it in order, and no cookie."""

import re
from collections.abc import Callable

from tests.browser.conftest import Person
from tests.browser.test_guards import look_here

ASK = "/casussen/dorpswinkel-met-drie-vrijwilligers/toestemming/"
CONTACT = "tineke.bouwhuis@voorbeeld.nl"


def test_the_contact_of_an_organisation_agrees_without_an_account(
    person: Callable[..., Person],
) -> None:
    asker = person("deelnemer@voorbeeld.nl")
    page = asker.goto(ASK)
    page.get_by_role("button", name="Mail de vraag").click()
    page.wait_for_load_state()
    mail = asker.site.mail.wait_for(CONTACT, "Mag iedereen dit lezen")
    body = mail.get_body(("plain",))
    assert body is not None
    link = re.search(r"/toestemming/\S+/", body.get_content())
    assert link

    contact = person(None)
    page = contact.goto(link.group())
    page.get_by_role("heading", name="Dit leest iedereen straks").wait_for()
    wrong = look_here(page)
    page.get_by_role("button", name="Ga verder").click()
    page.get_by_role("alert").wait_for()
    wrong += look_here(page)  # nothing was chosen
    page.get_by_label("Ja, iedereen mag dit lezen").check()
    page.get_by_role("button", name="Ga verder").click()
    page.get_by_role("heading", name="Dit gaat er gebeuren").wait_for()
    wrong += look_here(page)
    page.get_by_role("button", name="Ja, iedereen mag dit lezen").click()
    page.get_by_role("heading", name="Je antwoord is bewaard").wait_for()
    wrong += look_here(page)

    assert wrong == []
    assert contact.context.cookies() == []
    assert [fault for fault in contact.faults if "422" not in fault] == []
