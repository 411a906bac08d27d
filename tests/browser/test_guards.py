"""What holds for every page that anyone adds, in a real browser.

A crawl finds one page of every kind for each role. On each: no axe violation and no uncertain
contrast, at 320 and 1280 px, and in dark; every table has a name and headers; nothing wider
than the screen; no report of the content security policy; nothing asked of another host; no
English; no cookie for a reader.
"""

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Literal

import axe_playwright_python
import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Person
from tests.browser.crawl import STARTS, pages

AXE = Path(axe_playwright_python.__file__).parent / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RULES = {
    "light": {"type": "tag", "values": TAGS},
    "dark": {"type": "rule", "values": ["color-contrast"]},  # it differs in colour only
}
# From wide to narrow: after widening axe sees overlaps. In dark the same things stand in other
# colours, so one width will do; it comes before anything scrolls.
SIZES: tuple[tuple[int, tuple[Literal["light", "dark"], ...]], ...] = (
    (1280, ("light",)),
    (320, ("light", "dark")),
)
# Without preload: our styles and scripts are of our own host, so axe need not ask them once more.
AXE_RUN = """([rules, known]) => axe.run(
  { include: [['html']], exclude: known.map(each => [each]) },
  { runOnly: rules, preload: false, resultTypes: ['violations', 'incomplete'] },
)"""
# Head and foot are the same on every page of somebody: some pages are enough to look at them.
AROUND = ("body > header", "body > footer")
LOOKED_AT_WHOLE = 12  # pages of each role
# Text over drawn lines (gradients, svg), each read by hand: ink on its own surface.
UNCERTAIN_IS_FINE = re.compile(
    r"svg|text|keten|stroom|vervolg|knoop|tegel|afruil|select|groot-nr|held"
)
ENGLISH = re.compile(
    r"\b(the|and|this|that|your|with|from|please|required|enter|password|sign|submit|delete|"
    r"save|cancel|next|previous|field|search|page|have|choose|browse|welcome|home page)\b",
    re.IGNORECASE,
)
ROLES = {
    "anoniem": None,
    "deelnemer": "deelnemer@voorbeeld.nl",
    "organisator": "organisator@voorbeeld.nl",
    "redacteur": "redacteur@voorbeeld.nl",
    "beheerder": "beheerder@voorbeeld.nl",
}
# A casus of this person, with a text that is not saved yet: the crawl meets it before any other.
OWN = "/casussen/dorpswinkel-met-drie-vrijwilligers/"
OWN_DILEMMA = "/casussen/dilemmas/bewijs-vragen-of-vertrouwen-geven/"
FIRST = {"deelnemer": (f"{OWN}bewerk/question/", OWN, OWN_DILEMMA)}
ONLY_WRITERS = {
    f"casussen:{name}"
    for name in (
        *("section", "conflict", "history", "version", "group", "import", "bijlagen", "stage"),
        *("afruil_edit", "effect", "keuzehulp", "casus_generatoren", "ervaring", "verhaal_write"),
        *("request_publication", "preview", "consent_ask", "visibility", "withdraw", "throw_away"),
        *("schrijfuitnodiging", "dilemma_update", "dilemma_rounds", "dilemma_close", "positie"),
    )
}
# Public pages that are a form or lead to one, and so need a cookie against forgery.
WITH_A_FORM = {
    "bijeenkomsten:gast_worden",
    "casussen:inwonersvraag_antwoord",
    "communities:contact",
    "communities:meedoen",
    "communities:nieuws_volgen",
    "communities:verzoek_doen",
}
SEEN_SIGNED_IN: set[str] = set()
PUBLIC: dict[str, str] = {}
VISITED: dict[str, tuple[list[str], list[str]]] = {}


def public_pages(someone: Person) -> dict[str, str]:
    """Return what a visitor can reach, looked for once for all tests."""
    if not PUBLIC:
        PUBLIC.update(pages(someone))
    return PUBLIC


@lru_cache
def axe_source() -> str:
    """Return the script of axe-core."""
    return AXE.read_text()


def axe(page: Page, scheme: str, known: Sequence[str] = ()) -> list[str]:
    """Return the violations on the page as it stands now, outside what is known."""
    report = page.evaluate(AXE_RUN, [RULES[scheme], list(known)])
    found = []
    for kind in ("violations", "incomplete"):
        for rule in report[kind]:
            if kind == "incomplete" and rule["id"] != "color-contrast":
                continue
            for node in rule["nodes"]:
                where = f"{node['target']} {node['html'][:100]}"
                if kind == "violations" or not UNCERTAIN_IS_FINE.search(where):
                    found.append(f"{kind} {rule['id']}: {where}")
    return found


COVERED = """() => [...document.querySelectorAll('main a[href], main button')].filter(link => {
  if (!link.checkVisibility({visibilityProperty: true, opacityProperty: true})) return false
  link.scrollIntoView({block: 'center'})
  const box = link.getClientRects()[0]
  if (!box || box.width < 2 || box.height < 2) return false
  const top = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2)
  return top && !link.contains(top) && !top.contains(link)
}).map(link => link.outerHTML.slice(0, 120))"""


TABLES = """() => [...document.querySelectorAll('table')].filter(table => table.checkVisibility() &&
  !(table.querySelector('th') && (table.caption || table.ariaLabel ||
    table.hasAttribute('aria-labelledby')))
).map(table => table.outerHTML.slice(0, 120))"""


def covered(page: Page) -> list[str]:
    """Return the links and buttons that something else lies over, so that no click reaches them."""
    found = [f"covered: {link}" for link in page.evaluate(COVERED)]
    page.evaluate("scrollTo(0, 0)")
    return found


def look(someone: Person, path: str, known: Sequence[str] = ()) -> list[str]:
    """Open a page and return all that is wrong with it."""
    page = someone.page
    someone.faults.clear()
    page.emulate_media(color_scheme="light")
    page.set_viewport_size({"width": 1280, "height": 900})
    someone.goto(path)
    wrong = look_here(page, known)
    words = {match.group(0).lower() for match in ENGLISH.finditer(page.inner_text("body"))}
    if words:
        wrong.append(f"English words: {sorted(words)}")
    expected_404 = "404" if path == "/bestaat-niet/" else None
    wrong += [fault for fault in someone.faults if not (expected_404 and expected_404 in fault)]
    return [f"{path} {line}" for line in wrong]


def look_here(page: Page, known: Sequence[str] = ()) -> list[str]:
    """Return what is wrong with the page that is open, also when a form led to it."""
    page.evaluate(axe_source())
    wrong = []
    for width, schemes in SIZES:
        page.set_viewport_size({"width": width, "height": 900})
        for scheme in schemes:
            page.emulate_media(color_scheme=scheme)
            wrong += [f"{scheme} {width}: {line}" for line in axe(page, scheme, known)]
        wrong += [f"{width}: {line}" for line in covered(page)]
        wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        if wide > 0:
            wrong.append(f"{width}: {wide} px wider than the screen")
    return wrong + [f"table without name or headers: {table}" for table in page.evaluate(TABLES)]


def around(number: int) -> Sequence[str]:
    """Return what need not be looked at any more on this page of a role."""
    return AROUND if number >= LOOKED_AT_WHOLE else ()


def visited(someone: Person) -> dict[str, tuple[list[str], list[str]]]:
    """Return what is wrong with each public page and the cookies it gave, looked at once for all.

    Each is the first page of a visit: there is no cookie yet.
    """
    if not VISITED:
        found = {}
        for number, (kind, path) in enumerate(public_pages(someone).items()):
            someone.context.clear_cookies()
            wrong = look(someone, path, around(number))
            found[kind] = wrong, [cookie["name"] for cookie in someone.context.cookies()]
        VISITED.update(found)
    return VISITED


@pytest.mark.parametrize("role", ROLES)
def test_every_kind_of_page_is_in_order(role: str, person: Callable[..., Person]) -> None:
    someone = person(ROLES[role], width=1280)
    wrong: list[str] = []
    if role == "anoniem":
        wrong += [line for lines, _ in visited(someone).values() for line in lines]
    else:
        found = pages(someone, (*FIRST.get(role, ()), *STARTS))
        assert role != "deelnemer" or found.keys() >= ONLY_WRITERS
        fresh = {kind: path for kind, path in found.items() if kind not in SEEN_SIGNED_IN}
        SEEN_SIGNED_IN.update(found)
        for number, path in enumerate(fresh.values()):
            wrong += look(someone, path, around(number))
    assert wrong == []


def test_a_reader_gets_no_cookie(person: Callable[..., Person]) -> None:
    cookies = {kind: names for kind, (_, names) in visited(person(None, width=1280)).items()}
    reading = {
        kind: names
        for kind, names in cookies.items()
        if not kind.startswith("account_") and kind not in WITH_A_FORM
    }
    assert {"home", "casussen:detail", "handboek:advies", "search?"} <= set(reading)
    assert {kind: names for kind, names in reading.items() if names} == {}
    assert cookies["account_login"], "a form does give one, so cookies are seen"
