"""The HTML of a page as it opens from a folder: links to files, no forms, no scripts."""

import html
import posixpath
from collections.abc import Callable
from html.parser import HTMLParser
from urllib.parse import quote, urlsplit

from django.conf import settings

from netwerk.exit.crawl import LEFT_OUT, clean

type Attributes = list[tuple[str, str | None]]
ICON = "icoon-"
FILES = "_bestanden"
GONE = {  # with all that is in them
    "button",
    "embed",
    "form",
    "iframe",
    "label",
    "object",
    "output",
    "script",
    "select",
    "template",
    "textarea",
}
VOID = {"input"}
KEPT_LINKS = {"canonical", "icon", "license", "stylesheet"}
NO_FORM = "Zoeken, kiezen en invullen kan in dit archief niet."


class Page(HTMLParser):
    """Writes one page anew while reading it.

    ``name_of`` gives the name of an address in the folder, "" when it is not there; ``asset`` keeps
    a file of the design and gives its name; ``symbols`` draws icons by their names.
    """

    def __init__(
        self,
        *,
        address: str,
        name: str,
        name_of: Callable[[str], str],
        asset: Callable[[str], str],
        symbols: Callable[[list[str]], str],
    ) -> None:
        super().__init__(convert_charrefs=False)
        self.address, self.name = address, name
        self.name_of, self.asset, self.symbols = name_of, asset, symbols
        self.out: list[str] = []
        self.icons: dict[str, None] = {}
        self.skipping: list[str] = []  # an element that is left out, and those of its kind in it
        self.anchor = "a"  # how the link that is open now ends
        self.in_main = self.told = False

    def rewritten(self, page: str) -> str:
        """Return the page as it stands in the folder."""
        self.feed(page)
        self.close()
        return "".join(self.out)

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        """Write a tag, with its addresses as they are in the folder."""
        if self.skipping:
            self.skipping += [tag] if tag == self.skipping[0] else []
            return
        given = dict(attrs)
        if tag in VOID | {"noscript"} or _shows_the_site(tag, given):
            return
        if tag in GONE and not self._stays(tag, given):
            self._tell(tag)
            self.skipping = [tag]
        elif tag == "a":
            self._link(given, attrs)
        elif tag == "link":
            self._head_link(given, attrs)
        else:
            self.in_main = self.in_main or tag == "main"
            self._write(tag, self._sources(tag, attrs), attrs)

    def handle_startendtag(self, tag: str, attrs: Attributes) -> None:
        """Treat ``<path />`` as it is written: a tag that is open and closed."""
        if self.skipping:
            return
        if tag in GONE | VOID | {"link", "meta", "a"}:
            self.handle_starttag(tag, attrs)
            return
        self._write(tag, self._sources(tag, attrs), attrs, closed=True)

    def handle_endtag(self, tag: str) -> None:
        """Close what is open."""
        if self.skipping:
            self.skipping = self.skipping[1:] if tag == self.skipping[0] else self.skipping
            return
        if tag == "noscript":
            return
        if tag == "body":
            self.out.append(self.symbols(list(self.icons)))
        if tag == "main":
            self.in_main = False
        self.out.append(f"</{self.anchor if tag == 'a' else tag}>")

    def handle_data(self, data: str) -> None:
        """Write words."""
        self._words(data)

    def handle_entityref(self, name: str) -> None:
        """Write a sign by its name, as it was."""
        self._words(f"&{name};")

    def handle_charref(self, name: str) -> None:
        """Write a sign by its number, as it was."""
        self._words(f"&#{name};")

    def handle_decl(self, decl: str) -> None:
        """Write the kind of document."""
        self._words(f"<!{decl}>")

    def _words(self, words: str) -> None:
        if not self.skipping:
            self.out.append(words)

    def _stays(self, tag: str, given: dict[str, str | None]) -> bool:
        """Keep what works without a server and without a script."""
        if tag == "button":
            return "popovertarget" in given and not self.in_main  # the menu
        return tag == "script" and given.get("type") == "application/ld+json"

    def _tell(self, tag: str) -> None:
        """Say once on a page that its forms are not here."""
        if tag == "form" and self.in_main and not self.told:
            self.told = True
            self.out.append(f'<p class="klein">{NO_FORM}</p>')

    def _link(self, given: dict[str, str | None], attrs: Attributes) -> None:
        href = given.get("href") or ""
        target = self._here(href)
        self.anchor = "a"
        if target is not None and not target:
            if self._is_an_act(given, href):
                self.skipping = ["a"]
                return
            self.anchor = "span"
            self.out.append("<span>")
            return
        self._write("a", attrs if target is None else _with(attrs, href=target), attrs)

    def _is_an_act(self, given: dict[str, str | None], href: str) -> bool:
        """Say whether a link that leads nowhere here was for doing something."""
        looks = (given.get("class") or "").split()
        left_out = clean(href, self.address).startswith(LEFT_OUT)
        return left_out or "nl-button" in looks or not self.in_main

    def _head_link(self, given: dict[str, str | None], attrs: Attributes) -> None:
        kinds = set((given.get("rel") or "").split())
        href = given.get("href") or ""
        if not kinds & KEPT_LINKS:
            return
        if kinds & {"stylesheet", "icon"}:
            self._write("link", _with(attrs, href=self._relative(self.asset(href))), attrs)
        else:
            self._write("link", attrs, attrs)

    def _sources(self, tag: str, attrs: Attributes) -> Attributes:
        """Return attributes with what a tag shows or points at as it is in the folder."""
        live = ("data-", "on", "srcset", "form")
        kept = [(name, value) for name, value in attrs if not name.startswith(live)]
        return [(name, self._source(tag, name, value or "") or value) for name, value in kept]

    def _source(self, tag: str, name: str, value: str) -> str:
        """Return what an attribute points at in the folder, or "" to leave it alone."""
        if name in {"src", "poster"}:
            return self._here(value) or ""
        if tag == "use" and name == "href" and "#" in value and not value.startswith("#"):
            icon = value.rpartition("#")[2]
            self.icons[icon] = None
            return f"#{ICON}{icon}"
        return ""

    def _here(self, href: str) -> str | None:
        """Return a link as it is in the folder, "" when that has it not, None to leave it alone."""
        parts = urlsplit(href)
        if href.startswith("#") or parts.scheme not in {"", "http", "https"}:
            return None
        address = clean(href, self.address)
        if not address:
            return None
        if address.startswith(settings.STATIC_URL):
            return self._relative(self.asset(address))
        name = self.name_of(address)
        anchor = f"#{parts.fragment}" if parts.fragment else ""
        return self._relative(name) + anchor if name else ""

    def _relative(self, name: str) -> str:
        return quote(posixpath.relpath(name, posixpath.dirname(self.name) or "."))

    def _write(self, tag: str, new: Attributes, old: Attributes, *, closed: bool = False) -> None:
        if new == old:
            self.out.append(self.get_starttag_text() or "")
            return
        words = "".join(f" {n}" if v is None else f' {n}="{html.escape(v)}"' for n, v in new)
        self.out.append(f"<{tag}{words}{' /' if closed else ''}>")


def _with(attrs: Attributes, **new: str) -> Attributes:
    """Return attributes with some replaced, without those that only concern a live site."""
    left = {"crossorigin", "integrity", "ping"}
    return [(name, new.get(name, value)) for name, value in attrs if name not in left]


def _shows_the_site(tag: str, given: dict[str, str | None]) -> bool:
    """Say whether it is a line for others about where a picture of the live site stands."""
    return tag == "meta" and settings.STATIC_URL in (given.get("content") or "")
