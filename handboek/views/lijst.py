"""All adviezen of the handboek, to search and choose from, and the chapters."""

from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe
from django.views.generic import DetailView

from casussen.models import Casus
from handboek import chain, schema_org
from handboek.forms import HandboekFilter
from handboek.models import Advies, Hoofdstuk
from handboek.registrations import search
from handboek.sources import Reader
from handboek.views.reading import CanonicalMixin
from netwerk.kern.pages import other_choices
from netwerk.kern.policy import OPEN, PolicyMixin, needs
from netwerk.kern.tekst.sentences import readable
from netwerk.kern.zoeken.lines import highlighted, quotes
from netwerk.kern.zoeken.suggesties import meant_in_time
from netwerk.kern.zoeken.vraag import Ready, ready
from netwerk.kern.zoeken.zoeken import normalise

PAGE = 24
FIELDS = {  # name in the address: field of an advies
    "soort": "kind",
    "hoofdstuk": "hoofdstuk",
    "doelgroep": "audiences",
    "fase": "phase",
    "thema": "themes",
    "stap": "steps",
    "instrument": "instruments",
}


@needs(OPEN)
@require_safe
def adviezen(request: HttpRequest) -> HttpResponse:
    """Show every published advies by chapter, or loose ones by rank when somebody searches."""
    form = HandboekFilter(request.GET or None)
    chosen = form.cleaned_data if form.is_bound and form.is_valid() else {}
    words = normalise(request.GET.get("q", ""))
    choice = chosen_from(chosen, request.user)
    rows, found = find(choice, words)
    page = Paginator(rows.with_sources(), PAGE).get_page(request.GET.get("pagina"))
    reader = Reader.of_adviezen(request.user, page.object_list)
    choices = [name for name, value in chosen.items() if value and name != "q"]
    context = {
        "form": form,
        "page": page,
        "q": words,
        "has_choices": bool({*choices} - {"hoofdstuk"}),
        "filtered": bool(found.query or choices),
        "wider": found.wider,
        "suggestion": "" if page.paginator.count else finds(choice, request.user, words),
        "without_url": f"?{urlencode({'q': words})}" if words and choices else "",
        "feed_query": other_choices(request.GET, choices),
        "clear_url": reverse("handboek:lijst") if found.query or choices else "",
        "chapters": Hoofdstuk.objects.all(),
        "chapter": chosen.get("hoofdstuk"),
        "found": marked(page.object_list, reader, found.query) if found.query else [],
        "groups": [] if found.query else by_chapter(page.object_list, reader),
    }
    return render(request, "handboek/lijst.html", context)


def chosen_from(chosen: dict[str, Any], user: Any) -> QuerySet[Advies]:
    """Return the published adviezen of a choice, in the order of the book.

    The kind of area is that of the sources that this reader may see.
    """
    rows = Advies.objects.published().in_order()
    for name, path in FIELDS.items():
        if chosen.get(name):
            rows = rows.filter(**{path: chosen[name]})
    if chosen.get("gebied"):
        rows = rows.learned_in(Casus.objects.visible_to(user).filter(area_type=chosen["gebied"]))
    return rows


@dataclass(frozen=True)
class Found:
    """What was searched for: None when nothing was; ``wider`` when not every word was found."""

    query: Ready | None
    wider: bool = False


def find(rows: QuerySet[Advies], words: str) -> tuple[QuerySet[Advies], Found]:
    """Return the rows with every word, best first; with some of the words when none has all."""
    query = ready(words)
    if query is None:
        return rows, Found(None)
    found = search(rows, query)
    any_word = ready(words, any_word=True)
    if any_word is None or any_word.text == query.text or found.exists():
        return found, Found(query)
    return search(rows, any_word), Found(any_word, wider=True)


def finds(rows: QuerySet[Any], user: Any, words: str) -> str:
    """Return the words that were perhaps meant, when something among the rows has them."""
    meant = meant_in_time(user, words)
    query = ready(meant) if meant else None
    return meant if query is not None and search(rows, query).exists() else ""


def marked(adviezen: Any, reader: Reader, query: Ready) -> list[dict[str, Any]]:
    """Return each on a card of its own, with marks around what was found: three queries.

    Where neither the rule nor its summary holds it, words from the text stand under them.
    """
    rows = list(adviezen)
    titles = highlighted(query, [row.title for row in rows])
    texts = highlighted(query, [row.summary for row in rows])
    inside = quotes(query, [f"{readable(row.why)} {readable(row.how)}" for row in rows])
    cards = [chain.single(row, reader) for row in rows]
    for card, title, text, quote in zip(cards, titles, texts, inside, strict=True):
        half = card["doe"] or card["niet"]
        shown = "" if "<mark>" in title or "<mark>" in text else quote
        half.update(titel=title, tekst=text, citaat=shown)
    return cards


def by_chapter(adviezen: Any, reader: Reader) -> list[dict[str, Any]]:
    """Group adviezen that are in order of chapter, and show each kind."""
    return [
        {"chapter": chapter, "parts": chain.by_kind(list(rows), reader)}
        for chapter, rows in groupby(adviezen, key=lambda advies: advies.hoofdstuk)
    ]


class HoofdstukView(CanonicalMixin, PolicyMixin, DetailView):
    """One chapter with its do's and don'ts."""

    permission = OPEN
    template_name = "handboek/hoofdstuk.html"
    context_object_name = "chapter"

    def get_object(self, queryset: Any = None) -> Hoofdstuk:
        """Return the chapter of the slug, which never changes; else the one of the number.

        A chapter that got another place keeps its old address; chapters are public.
        """
        rows = Hoofdstuk.objects.filter(
            Q(slug=self.kwargs["slug"]) | Q(number=self.kwargs["number"])
        )
        chapter = max(rows, key=lambda row: row.slug == self.kwargs["slug"], default=None)
        if chapter is None:
            raise Http404
        return chapter

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the pairs, all chapters, and the neighbours."""
        rows = Advies.objects.published().filter(hoofdstuk=self.object).in_order()
        page = Paginator(rows.with_sources(), PAGE).get_page(self.request.GET.get("pagina"))
        reader = Reader.of_adviezen(self.request.user, page.object_list)
        chapters = list(Hoofdstuk.objects.all())
        here = chapters.index(self.object)
        return super().get_context_data(**kwargs) | {
            "schema_org": schema_org.chapter(self.object),
            "page": page,
            "parts": chain.by_kind(page.object_list, reader),
            "chapters": chapters,
            "previous": chapters[here - 1] if here else None,
            "next": chapters[here + 1] if here + 1 < len(chapters) else None,
        }
