"""Everything of the portal that is open, in one list: what there is, in which forms, and where.

The page for people and the description for machines (DCAT-AP-NL 3.0) are made of this list, so a
new form of something needs one ``Form`` here. Every address in it answers a visitor.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Max
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from bijeenkomsten.models import Bijeenkomst
from casussen.models import Casus
from communities.models import Nieuwsbericht
from handboek.models import Wijziging
from handboek.uitvoer.boekbestanden import BOOK
from handboek.uitvoer.vormen import ZIP
from handboek.views.downloads import files_of
from netwerk.kern import licentie, rdf
from netwerk.kern.begrippen.models import Begrip, Schema
from netwerk.kern.policy import OPEN, needs
from netwerk.views import dcat

NOBODY = AnonymousUser()
ATOM, JSON, ICS = "application/atom+xml", "application/json", "text/calendar"


@dataclass(frozen=True)
class Form:
    """One form in which a dataset can be had; ``service`` says that a program asks it pieces.

    ``file`` is the name of the format in the list of the European Union.
    """

    name: str
    path: str
    media: str
    file: str
    service: bool = False


@dataclass(frozen=True)
class Dataset:
    """One thing to use again. ``often`` and ``themes`` are of the lists of the European Union."""

    key: str
    title: str
    text: str
    page: str
    forms: Callable[[], Iterable[Form]]
    changed: Callable[[], datetime | None]
    words: tuple[str, ...]
    themes: tuple[str, ...] = ("SOCI", "GOVE")
    often: str = "IRREG"


def _api(name: str, what: str) -> Form:
    return Form(what, f"{reverse('api:openapi').rpartition('/')[0]}/{name}", JSON, "JSON", True)


def _handboek() -> list[Form]:
    return [
        _api("adviezen", "Adviezen (API)"),
        Form("Nieuwe en veranderde adviezen (feed)", reverse("handboek:feed"), ATOM, "ATOM"),
        Form("Wat er veranderde (feed)", reverse("handboek:wijzigingen_feed"), ATOM, "ATOM"),
        *(_file(row["form"], row["file"]) for row in files_of(BOOK) if _is_there(row["file"])),
    ]


def _is_there(row: Any) -> bool:
    return row is not None and bool(row.file)


def _file(form: Any, row: Any) -> Form:
    """Return the whole book as a file; a large one comes as volumes in a zip."""
    path = reverse("handboek:boekbestand", args=[form.code])
    known = "ZIP" if row.media_type == ZIP else form.code.upper()
    return Form(f"Het hele handboek: {form.label}", path, row.media_type.partition(";")[0], known)


def _casussen() -> list[Form]:
    return [
        _api("casussen", "Casussen (API)"),
        Form("Veranderde casussen (feed)", reverse("casussen:feed"), ATOM, "ATOM"),
    ]


def _bijeenkomsten() -> list[Form]:
    return [
        _api("bijeenkomsten", "Bijeenkomsten (API)"),
        Form("Bijeenkomsten (feed)", reverse("bijeenkomsten:feed"), ATOM, "ATOM"),
        Form("Bijeenkomsten (agenda)", reverse("bijeenkomsten:public_ics"), ICS, "ICS"),
    ]


def _nieuws() -> list[Form]:
    return [Form("Nieuws (feed)", reverse("communities:nieuws_feed"), ATOM, "ATOM")]


def _begrippen() -> list[Form]:
    made = []
    for schema in Schema.objects.order_by("title"):
        for form, media, file, name in (
            ("ttl", "text/turtle", "RDF_TURTLE", "Turtle"),
            ("jsonld", "application/ld+json", "JSON_LD", "JSON-LD"),
        ):
            path = reverse("begrippenlijst_data", args=[schema.key, form])
            made.append(Form(f"{schema.title} (SKOS, {name})", path, media, file))
    return made


def _last(rows: Any, field: str) -> datetime | None:
    found: datetime | None = rows.order_by().aggregate(last=Max(field))["last"]
    return found


DATASETS = (
    Dataset(
        "handboek",
        "Handboek brede welvaart",
        "Adviezen uit de praktijk over brede welvaart in beleid: wat werkt en wat niet. Bij elk "
        "advies staat waar het vandaan komt en hoe sterk het bewijs is.",
        "handboek:index",
        _handboek,
        lambda: _last(Wijziging.objects.of_public(), "at"),
        ("brede welvaart", "beleid", "adviezen", "handboek"),
    ),
    Dataset(
        "casussen",
        "Openbare casussen",
        "Echte opgaven van gemeenten, provincies, waterschappen en het Rijk, waar het netwerk van "
        "leert: de vraag, de dilemma’s, en wat het doet met brede welvaart.",
        "casussen:list",
        _casussen,
        lambda: _last(Casus.objects.public(), "updated_at"),
        ("brede welvaart", "casussen", "regio", "dilemma"),
        ("SOCI", "GOVE", "REGI"),
    ),
    Dataset(
        "begrippen",
        "Begrippenlijsten",
        "De woorden waarmee we ordenen, zoals thema’s, gebieden en fasen van beleid, met hun "
        "betekenis. Elk begrip heeft een adres dat blijft (SKOS).",
        "begrippen",
        _begrippen,
        lambda: _last(Begrip.objects.all(), "updated_at"),
        ("brede welvaart", "begrippen", "thesaurus", "SKOS"),
        ("GOVE",),
    ),
    Dataset(
        "bijeenkomsten",
        "Openbare bijeenkomsten",
        "Wanneer en waar het netwerk bij elkaar komt, voor wie erbij wil zijn.",
        "bijeenkomsten:list",
        _bijeenkomsten,
        lambda: _last(Bijeenkomst.objects.visible_to(NOBODY), "updated_at"),
        ("brede welvaart", "bijeenkomsten", "agenda"),
    ),
    Dataset(
        "nieuws",
        "Nieuws van het netwerk",
        "Korte berichten over wat er gebeurt in het netwerk.",
        "communities:nieuws",
        _nieuws,
        lambda: _last(Nieuwsbericht.objects.published(), "published_at"),
        ("brede welvaart", "nieuws"),
    ),
)


@needs(OPEN)
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Show people what there is to use again, and what they may do with it."""
    parts = [(dataset, list(dataset.forms())) for dataset in DATASETS]
    context = {
        "parts": [
            {
                "dataset": dataset,
                "url": reverse(dataset.page),
                "changed": dataset.changed(),
                "forms": [form for form in forms if dataset.key != "begrippen"],
            }
            for dataset, forms in parts
        ],
        "schemas": Schema.objects.order_by("title"),
        "licence": licentie,
    }
    return render(request, "netwerk/open_data.html", context)


@needs(OPEN)
@require_safe
def catalogue(request: HttpRequest, form: str) -> HttpResponse:
    """Give the description of all datasets for machines, in Turtle or JSON-LD."""
    return rdf.response(dcat.catalogue(DATASETS), form)
