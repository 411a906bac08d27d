"""The map of the site for search engines and archives: every public page, with its last change.

An index leads to parts, one for each kind of page and so many addresses. What is in a part is
what a visitor without an account may read, whoever asks. Stories without names are left out on
purpose: when one appeared would tell whose it is (``docs/decisions/stories.md``).
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from operator import methodcaller
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, F, Max, QuerySet
from django.db.models.functions import Coalesce
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from bijeenkomsten.models import Bijeenkomst, Nabeeld, Verslag
from bijeenkomsten.werkvormen import WERKVORMEN
from casussen.models import AfruilRegel, Casus, Dilemma, Generator, Inwonersvraag, Leervraag
from casussen.views.themas import CBS, SCHEMAS
from communities.models import Community, Nieuwsbericht, Organisatie, Voorwaarden
from handboek.enums import State, UitgaveState
from handboek.models import (
    Advies,
    AdviesEvent,
    Hoofdstuk,
    Les,
    Rijksvraag,
    Toepassing,
    Uitgave,
    UitgaveAdvies,
    UitgaveHoofdstuk,
)
from netwerk.hulp import paginas as hulp
from netwerk.kern.begrippen.models import Begrip, Schema
from netwerk.kern.policy import OPEN, needs

MOST = 2000  # addresses in one part; the standard allows 50,000
PAGES = (
    "home",
    "about",
    "hulp",
    "accessibility",
    "privacy",
    "bewaren",
    "verantwoordelijk",
    "licence",
    "open_data",
    "api_uitleg",
    "communities:list",
    "communities:organisaties",
    "communities:nieuws",
    "communities:contact",
    "communities:voorwaarden",
    "casussen:list",
    "casussen:dilemmas",
    "casussen:dilemma_compare",
    "casussen:generatoren",
    "casussen:themes",
    "casussen:compare",
    "casussen:white_spots",
    "bijeenkomsten:list",
    "bijeenkomsten:werkvormen",
    "handboek:index",
    "handboek:lijst",
    "handboek:waar",
    "handboek:bewijskracht",
    "handboek:wijzigingen",
    "handboek:downloads",
    "handboek:publicaties",
    "handboek:rijksvragen",
    "handboek:uitgaven",
    "begrippen",
)
FURTHEST = 1_000_000  # a part that far does not exist, whoever makes it up
TERMS = "communities:voorwaarden_versie"
XML = "application/xml; charset=utf-8"
NOBODY = AnonymousUser()


@dataclass(frozen=True)
class Line:
    """One address with its last change, if we know that."""

    path: str
    changed: datetime | None = None

    @property
    def address(self) -> str:
        """Return the whole address."""
        return settings.SITE_URL + self.path


@dataclass(frozen=True)
class Part:
    """One kind of page: its rows, the field that says when one changed, and where it stands."""

    rows: Callable[[], QuerySet[Any]]
    changed: Any = None
    address: Callable[[Any], str] = methodcaller("get_absolute_url")

    def page(self, number: int) -> Iterator[Line]:
        """Yield the lines of one page."""
        rows = self.rows()
        if self.changed is not None:
            rows = rows.annotate(map_changed=self.changed)
        for row in rows[(number - 1) * MOST : number * MOST]:
            yield Line(self.address(row), getattr(row, "map_changed", None))

    def size(self) -> tuple[int, datetime | None]:
        """Return how many there are, and when one changed last."""
        rows = self.rows().order_by()
        if self.changed is None:
            return rows.count(), None
        found = rows.aggregate(number=Count("pk"), last=Max(self.changed))
        return found["number"], found["last"]


def at(name: str, *fields: str) -> Callable[[Any], str]:
    """Return a function that makes an address of what a row knows."""
    return lambda row: reverse(name, args=[getattr(row, field) for field in fields])


def _old_texts() -> QuerySet[Any]:
    """Return each text that stood in the handboek once."""
    stood = AdviesEvent.objects.filter(state=State.PUBLISHED).order_by("number", "version")
    return stood.distinct("number", "version").only("number", "version")


def _in_editions(model: type[UitgaveAdvies | UitgaveHoofdstuk]) -> QuerySet[Any]:
    """Return the pages of editions that appeared, without what stands on them."""
    rows: QuerySet[Any] = model._default_manager.filter(uitgave__state=UitgaveState.FINAL)
    named = rows.select_related("uitgave").only("number", "uitgave__year", "uitgave__number")
    return named.order_by("pk")


def _adviezen() -> QuerySet[Advies]:
    return Advies.objects.visible_to(NOBODY).only("number", "title", "updated_at").order_by("pk")


def _applied() -> QuerySet[Advies]:
    told = Toepassing.objects.placed().order_by().values("advies")
    return _adviezen().filter(pk__in=told)


def _with_afruil() -> QuerySet[Casus]:
    filled = AfruilRegel.objects.order_by().values("casus")
    return Casus.objects.public().filter(pk__in=filled).order_by("pk")


PARTS: dict[str, Part] = {
    "communities": Part(lambda: Community.objects.order_by("pk")),
    "leeragendas": Part(
        lambda: Community.objects.order_by("pk"),
        address=at("casussen:leeragenda", "slug"),
    ),
    "leervragen": Part(
        lambda: Leervraag.objects.visible_to(NOBODY).select_related("community").order_by("pk")
    ),
    "organisaties": Part(lambda: Organisatie.objects.visible_to(NOBODY).order_by("pk")),
    "nieuws": Part(lambda: Nieuwsbericht.objects.published().order_by("pk"), F("published_at")),
    "voorwaarden": Part(Voorwaarden.objects.published, F("published_at"), at(TERMS, "version")),
    "casussen": Part(lambda: Casus.objects.public().order_by("pk"), F("updated_at")),
    "afruil": Part(_with_afruil, F("updated_at"), at("casussen:afruil", "slug")),
    "inwonersvragen": Part(
        lambda: Inwonersvraag.objects.visible_to(NOBODY).select_related("casus").order_by("pk")
    ),
    "dilemmas": Part(lambda: Dilemma.objects.visible_to(NOBODY).order_by("pk"), F("updated_at")),
    "generatoren": Part(
        lambda: Generator.objects.visible_to(NOBODY).order_by("pk"), F("updated_at")
    ),
    "themas": Part(
        lambda: Begrip.objects.in_schema(SCHEMAS[CBS]).order_by("pk"),
        address=at("casussen:theme", "notation"),
    ),
    "bijeenkomsten": Part(
        lambda: Bijeenkomst.objects.visible_to(NOBODY).order_by("pk"), F("updated_at")
    ),
    "terugblikken": Part(
        lambda: Nabeeld.objects.visible_to(NOBODY).select_related("bijeenkomst").order_by("pk"),
        F("published_at"),
    ),
    "verslagen": Part(
        lambda: Verslag.objects.visible_to(NOBODY).select_related("bijeenkomst").order_by("pk")
    ),
    "hoofdstukken": Part(lambda: Hoofdstuk.objects.order_by("pk")),
    "adviezen": Part(_adviezen, F("updated_at")),
    "versies": Part(_adviezen, F("updated_at"), at("handboek:versies", "number")),
    "oude-teksten": Part(_old_texts, address=at("handboek:versie", "number", "version")),
    "toegepast": Part(_applied, address=at("handboek:toepassingen", "number")),
    "lessen": Part(
        lambda: Les.objects.visible_to(NOBODY).order_by("pk"), Coalesce("edited_at", "created_at")
    ),
    "toepassingen": Part(lambda: Toepassing.objects.visible_to(NOBODY).order_by("pk")),
    "rijksvragen": Part(lambda: Rijksvraag.objects.visible_to(NOBODY).order_by("pk")),
    "uitgaven": Part(lambda: Uitgave.objects.visible_to(NOBODY).order_by("pk"), F("published_at")),
    "uitgavehoofdstukken": Part(lambda: _in_editions(UitgaveHoofdstuk), F("uitgave__published_at")),
    "uitgaveadviezen": Part(
        lambda: _in_editions(UitgaveAdvies), Coalesce("removed_at", "uitgave__published_at")
    ),
    "begrippenlijsten": Part(lambda: Schema.objects.order_by("pk")),
    "begrippen": Part(
        lambda: Begrip.objects.select_related("schema").order_by("pk"), F("updated_at")
    ),
}


@needs(OPEN)
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """List the parts, each with its last change."""
    lines = [Line(reverse("sitemap_part", args=["paginas", 1]))]
    for name, kind in PARTS.items():
        size, changed = kind.size()
        pages = range(1, -(-size // MOST) + 1)
        lines += [Line(reverse("sitemap_part", args=[name, page]), changed) for page in pages]
    return _answer(request, "netwerk/sitemap_index.xml", lines)


@needs(OPEN)
@require_safe
def part(request: HttpRequest, name: str, number: int) -> HttpResponse:
    """List the addresses of one part."""
    if name == "paginas" and number == 1:
        lines = [Line(reverse(page)) for page in PAGES]
        lines += [Line(reverse("bijeenkomsten:werkvorm", args=[one.key])) for one in WERKVORMEN]
        lines += [Line(each.get_absolute_url()) for each in hulp.ALL.values()]
        lines += [Line(reverse("hulp_rol", args=[role])) for role in hulp.ROLES]
    else:
        known = name in PARTS and 0 < number < FURTHEST
        lines = list(PARTS[name].page(number)) if known else []
    if not lines:
        raise Http404
    return _answer(request, "netwerk/sitemap.xml", lines)


def _answer(request: HttpRequest, template: str, lines: list[Line]) -> HttpResponse:
    return render(request, template, {"lines": lines}, content_type=XML)
