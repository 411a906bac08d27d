"""What holds for every page that the matrix knows: titles, pictures, fields and errors.

An error is told in three places: on top with a way to the field, at the field, and in the title.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client
from django.urls import reverse
from lxml import html

from tests.factories import DeelnemerFactory
from tests.policy import world as worlds
from tests.policy.table import NOBODY, Roles, Row
from tests.policy.test_matrix import ROWS

pytestmark = pytest.mark.django_db
OUR_FRAME = '<main id="inhoud"'
SENT = {"csrfmiddlewaretoken": "x"}  # a browser never sends less
MEANINGLESS = "?" * 3000  # no choice, number, day or address, and too long for a line
MOST_STATES = 3  # of one address; a form that cannot go wrong in these is a button
# What people fill in about themselves, so that a browser can do it for them.
OWN = {
    ("communities:contact", "name"): "name",
    ("communities:contact", "email"): "email",
    ("communities:meedoen", "name"): "name",
    ("communities:meedoen", "email"): "email",
    ("communities:meedoen", "organisation_name"): "organization",
    ("communities:nieuws_volgen", "email"): "email",
    ("communities:uitnodiging", "first_name"): "given-name",
    ("communities:uitnodiging", "last_name"): "family-name",
    ("bijeenkomsten:gast_worden", "name"): "name",
    ("bijeenkomsten:gast_worden", "email"): "email",
    ("bijeenkomsten:gast_worden", "organisation"): "organization",
    ("profile", "first_name"): "given-name",
    ("profile", "last_name"): "family-name",
    ("profile", "job_title"): "organization-title",
    ("profile", "phone"): "tel",
}
OF_SOMEBODY_ELSE = {
    ("beheer_lid_nieuw", "email"),
    ("beheer_verantwoordelijk", "email"),
}
WORDS = ".//*[contains(concat(' ', normalize-space(@class), ' '), ' fout ')]"


def one(allowed: Roles) -> str:
    """Return a role that gets through; a page for visitors is asked by one."""
    return "anoniem" if "anoniem" in allowed else min(allowed)


def ask(
    row: Row, allowed: Roles, world: worlds.World, sessions: dict[str, str], data: Any = None
) -> Any:
    """Return the page that somebody gets, or None; what was changed is undone."""
    client = Client()
    role = one(allowed)
    if role in sessions:
        client.cookies[settings.SESSION_COOKIE_NAME] = sessions[role]
    path = reverse(row.name, kwargs=row.kwargs(world))
    with transaction.atomic():
        response = client.get(path) if data is None else client.post(path, data)
        text = response.getvalue().decode(errors="replace")
        transaction.set_rollback(True)
    is_page = response.status_code in {200, 422} and OUR_FRAME in text
    return html.document_fromstring(text) if is_page else None


def title(page: Any) -> str:
    """Return what the tab of a browser says."""
    return " ".join(page.findtext(".//title").split())


@pytest.fixture(scope="module")
def pages(world: worlds.World, sessions: dict[str, str], django_db_blocker: Any) -> dict[str, Any]:
    """Return one page of each address, as somebody who may read it."""
    first = {row.name: row for row in reversed(ROWS) if row.get and not row.api}
    with django_db_blocker.unblock():
        asked = (
            (name, ask(row, row.get or NOBODY, world, sessions)) for name, row in first.items()
        )
        return {name: page for name, page in asked if page is not None}


def test_every_page_has_a_title_of_its_own(pages: dict[str, Any]) -> None:
    titles: dict[str, set[str]] = defaultdict(set)
    for name, page in pages.items():
        titles[title(page)].add(name)
    assert len(titles) > 300
    assert {each: names for each, names in titles.items() if len(names) > 1} == {}


def test_a_picture_is_told_in_words_or_is_decoration(pages: dict[str, Any]) -> None:
    pictures: Counter[str] = Counter()
    for name, page in pages.items():
        for image in page.xpath("//img"):
            assert image.get("alt") is not None, name
            beside = image.getparent().getparent().text_content().strip()
            assert image.get("alt") or ("avatar" in image.get("class") and beside), name
            pictures["words" if image.get("alt") else "decoration"] += 1
        for drawing in page.xpath("//svg"):
            is_told = drawing.get("role") == "img" and drawing.xpath("@aria-label|@aria-labelledby")
            assert is_told or drawing.xpath("ancestor-or-self::*[@aria-hidden='true']"), name
            pictures["drawings"] += 1
    assert min(pictures[each] for each in ("words", "decoration", "drawings")) > 0, pictures


def test_what_people_fill_in_about_themselves_a_browser_can_fill_in(pages: dict[str, Any]) -> None:
    found = {
        (name, str(field.get("name"))): field
        for name, page in pages.items()
        for field in page.xpath("//main//form[@method='post']//input")
    }
    assert {key: found[key].get("autocomplete") for key in OWN} == OWN
    kinds = {"email", "tel", "password"}
    typed = {key for key, field in found.items() if field.get("type") in kinds}
    assert typed - OWN.keys() == OF_SOMEBODY_ELSE
    assert [key for key in OF_SOMEBODY_ELSE if found[key].get("autocomplete") == "email"] == []


@pytest.mark.parametrize(
    ("path", "filled_in"),
    [
        ("/account/login/", {"login": "email", "password": "current-password"}),
        ("/account/login/code/", {"email": "email"}),
        ("/account/password/reset/", {"email": "email"}),
        (
            "/account/password/change/",
            {
                "oldpassword": "current-password",
                "password1": "new-password",
                "password2": "new-password",
            },
        ),
    ],
)
def test_a_keeper_of_passwords_signs_in(
    path: str, filled_in: dict[str, str], client: Client, client_of: Any
) -> None:
    person = client if "change" not in path else client_of(DeelnemerFactory(with_password=True))
    page = html.document_fromstring(person.get(path).text)
    fields = page.xpath("//main//input[@type='text' or @type='email' or @type='password']")
    assert {each.get("name"): each.get("autocomplete") for each in fields} == filled_in


def shows_error(page: Any) -> bool:
    """Say whether a page draws a form, and one of the three signs of an error."""
    if not page.xpath("//main//form[@method='post']//*[contains(@class, 'veld')]"):
        return False
    signs = page.xpath("//*[contains(@class, 'veld--fout') or @data-foutlijst]")
    return bool(signs) or title(page).startswith("Fout")


def faults(page: Any) -> Iterator[str]:
    """Say what a page with an error lacks."""
    if not title(page).startswith("Fout: ") or title(page).startswith("Fout: Fout: "):
        yield f"the title says {title(page)}"
    if [len(each.xpath(".//li")) > 0 for each in page.xpath("//*[@data-foutlijst]")] != [True]:
        yield "there is not one summary"
    ids = Counter(page.xpath("//@id"))
    for target in page.xpath("//*[@data-foutlijst]//li/a/@href"):
        if ids[target[1:]] != 1:
            yield f"the summary leads to {target}"
    told = {key for keys in page.xpath("//@aria-describedby") for key in keys.split()}
    for field in page.xpath("//*[contains(@class, 'veld--fout')]"):
        words = [each for each in field.xpath(WORDS) if each.text_content().strip()]
        if not words or told.isdisjoint(words[0].xpath("ancestor-or-self::*/@id")):
            yield f"no words belong to {field.text_content().split()[:5]}"
        if not field.xpath(".//*[@aria-invalid='true']"):
            yield f"nothing says it is wrong: {field.text_content().split()[:5]}"


def test_a_form_that_comes_back_says_what_is_wrong(
    world: worlds.World, sessions: dict[str, str]
) -> None:
    wrong: dict[str, list[str]] = {}
    seen: set[str] = set()
    asked: Counter[str] = Counter()
    for row in ROWS:
        if not row.post or row.api or row.name in seen or asked[row.name] == MOST_STATES:
            continue
        asked[row.name] += 1
        filled = row.data(world)
        for data in [SENT, SENT | dict.fromkeys(filled, MEANINGLESS)][: 1 + bool(filled)]:
            page = ask(row, row.post, world, sessions, data)
            if page is not None and shows_error(page):
                seen.add(row.name)
                wrong[row.label] = list(faults(page))
                break
    assert {label: found for label, found in wrong.items() if found} == {}
    assert len(seen) > 140
