"""The pages of the manual, read once from the Markdown files in ``teksten``.

A file begins with lines of ``key: value`` between two lines of ``---``; its name is the address.

title, intro   what the reader does here, and one sentence about it
roles          for whom, from ROLES, with commas; ``order`` is its place in that list
link, button   the page of the portal where it is done
picture, alt   a file in ``static/src/img/hulp`` (made by ``make plaatjes``), and what it shows
related        addresses of other pages of the manual
"""

from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from django.contrib.staticfiles import finders
from django.urls import reverse
from django.utils.safestring import SafeString
from PIL import Image

from netwerk.kern.tekst import opmaak
from netwerk.kern.tekst.sentences import readable

FOLDER = Path(__file__).parent / "teksten"
LINE = "---\n"
ROLES = {
    "iedereen": ("Voor iedereen", "Ook zonder account."),
    "deelnemer": ("Deelnemer", "Je hebt een account en doet mee in een community."),
    "casushouder": ("Casushouder", "Jij brengt een casus in, of je schrijft mee."),
    "organisator": ("Organisator", "Je plant bijeenkomsten en nodigt mensen uit."),
    "redacteur": ("Redacteur", "Je schrijft aan het handboek."),
    "beheerder": ("Beheerder", "Je regelt accounts, communities en instellingen."),
}


@dataclass(frozen=True)
class Picture:
    """A picture, with its size so that a page does not jump while it loads."""

    file: str
    alt: str
    width: int
    height: int


@dataclass(frozen=True)
class Page:
    """One page of the manual."""

    slug: str
    title: str
    intro: str
    roles: tuple[str, ...]
    order: int
    body: str
    link: str = ""
    button: str = ""
    picture: str = ""
    alt: str = ""
    related: tuple[str, ...] = ()

    @property
    def html(self) -> SafeString:
        """Return the text as safe HTML, under the title of a page of its own."""
        return opmaak.render(self.body, top_heading=2)

    @property
    def html_in_manual(self) -> SafeString:
        """Return the text as safe HTML, one of many below a heading each."""
        return opmaak.render(self.body, top_heading=3)

    @cached_property
    def words(self) -> str:
        """Return the text without signs, as every search reads it."""
        return readable(self.body)

    @property
    def role_names(self) -> list[str]:
        """Return for whom it is, in words."""
        return [ROLES[role][0] for role in self.roles]

    @property
    def also(self) -> list["Page"]:
        """Return the pages to read next."""
        return [ALL[slug] for slug in self.related]

    @property
    def drawing(self) -> Picture | None:
        """Return the picture, if there is one."""
        return _picture(self.picture, self.alt) if self.picture else None

    def get_absolute_url(self) -> str:
        """Return where it stands."""
        return reverse("hulp_pagina", args=[self.slug])


@lru_cache
def _picture(file: str, alt: str) -> Picture | None:
    found = finders.find(f"hulp/{file}")
    if not found:
        return None
    with Image.open(str(found)) as image:
        return Picture(f"hulp/{file}", alt, *image.size)


def read(slug: str, source: str) -> Page:
    """Read one page; ValueError or KeyError when its first lines are not in order."""
    _, head, body = source.split(LINE, 2)
    said = dict(line.split(": ", 1) for line in head.splitlines())
    roles = _several(said.pop("roles"))
    if not roles or not set(roles) <= ROLES.keys():
        raise ValueError(f"{slug}: roles must be some of {', '.join(ROLES)}")
    order, related = int(said.pop("order")), _several(said.pop("related", ""))
    return Page(slug=slug, roles=roles, order=order, related=related, body=body.strip(), **said)


def _several(value: str) -> tuple[str, ...]:
    return tuple(filter(None, (each.strip() for each in value.split(","))))


def of_role(role: str) -> list[Page]:
    """Return the pages of a role, in their order."""
    mine = (page for page in ALL.values() if role in page.roles)
    return sorted(mine, key=lambda page: (page.order, page.title))


ALL = {path.stem: read(path.stem, path.read_text()) for path in sorted(FOLDER.glob("*.md"))}
