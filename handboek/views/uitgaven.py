"""Reading editions: the list, the front, a chapter and an advies as they were, and differences."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.views.decorators.http import require_safe

from handboek import citeren, uitgaven, uitgaveverschil
from handboek.enums import UitgaveState
from handboek.models import Uitgave, UitgaveAdvies, UitgaveHoofdstuk
from netwerk.kern import feeds
from netwerk.kern.pages import about
from netwerk.kern.policy import OPEN, allowed, needs

PAGE = 25
DIFFERENCES = 10


def fetch(request: HttpRequest, year: int, number: int) -> Uitgave:
    """Return an edition that this person may know of."""
    rows = Uitgave.objects.visible_to(request.user).defer("waiting")
    return get_object_or_404(rows, year=year, number=number)


def fetch_chapter(request: HttpRequest, year: int, number: int, chapter: int) -> UitgaveHoofdstuk:
    """Return a chapter of such an edition."""
    rows = UitgaveHoofdstuk.objects.filter(uitgave=fetch(request, year, number))
    return get_object_or_404(rows.select_related("uitgave"), number=chapter)


def fetch_row(request: HttpRequest, year: int, number: int, advies: int) -> UitgaveAdvies:
    """Return an advies of such an edition."""
    rows = UitgaveAdvies.objects.filter(uitgave=fetch(request, year, number))
    return get_object_or_404(rows.select_related("uitgave", "hoofdstuk", "advies"), number=advies)


about_uitgave = about("handboek.view_uitgave", ("GET",), fetch, "year", "number")
about_chapter = about(
    "handboek.view_in_uitgave", ("GET",), fetch_chapter, "year", "number", "chapter"
)
about_row = about("handboek.view_in_uitgave", ("GET",), fetch_row, "year", "number", "advies")


@needs(OPEN)
@require_safe
def editions(request: HttpRequest) -> HttpResponse:
    """List the editions that appeared, the newest first."""
    rows = Uitgave.objects.final().defer("waiting", "foreword")
    page = Paginator(rows, PAGE).get_page(request.GET.get("pagina"))
    context = {"page": page, "makes": allowed(request.user, "handboek.make_uitgave")}
    return render(request, "handboek/uitgaven/lijst.html", context)


@needs(OPEN)
@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    """Give the newest editions in Atom."""
    rows = Uitgave.objects.final().defer("waiting")[: feeds.ITEMS]
    return feeds.respond(
        request,
        title="Uitgaven van het handboek",
        about="Elke nieuwe uitgave van het handboek brede welvaart.",
        page=reverse("handboek:uitgaven"),
        items=[
            feeds.Item(
                f"{row}: {row.name}",
                row.get_absolute_url(),
                format_html("<p>{} adviezen, zoals ze er toen stonden.</p>", row.total),
                row.published_at,
                row.published_at,
            )
            for row in rows
            if row.published_at
        ],
    )


@about_uitgave
def edition(request: HttpRequest, uitgave: Uitgave) -> HttpResponse:
    """Show the front of one edition: its foreword and its chapters."""
    others = Uitgave.objects.final().defer("waiting", "foreword").exclude(pk=uitgave.pk)
    context = {
        "uitgave": uitgave,
        "chapters": uitgaven.chapters_of(uitgave).defer("data"),
        "earlier": [row for row in others[:PAGE] if _place(row) < _place(uitgave)],
        "newest": Uitgave.objects.final().defer("waiting", "foreword").first(),
        "verwijzing": citeren.van_uitgave(uitgave),
        "decides": uitgave.state != UitgaveState.FINAL,
    }
    return render(request, "handboek/uitgaven/uitgave.html", context)


def _place(uitgave: Uitgave) -> tuple[int, int]:
    return uitgave.year, uitgave.number


@about_chapter
def chapter(request: HttpRequest, hoofdstuk: UitgaveHoofdstuk) -> HttpResponse:
    """Show a chapter with its adviezen as they were."""
    rows = hoofdstuk.adviezen.select_related("uitgave").order_by("position")
    page = Paginator(rows, PAGE).get_page(request.GET.get("pagina"))
    context = {
        "uitgave": hoofdstuk.uitgave,
        "chapter": hoofdstuk,
        "page": page,
        "cards": [uitgaven.card(row) for row in page.object_list],
        "verwijzing": citeren.van_hoofdstuk(hoofdstuk),
        **uitgaven.beside_chapter(hoofdstuk),
    }
    return render(request, "handboek/uitgaven/hoofdstuk.html", context)


@about_row
def advies(request: HttpRequest, rij: UitgaveAdvies) -> HttpResponse:
    """Show an advies as it was, and say what became of it."""
    context = {
        "uitgave": rij.uitgave,
        "rij": rij,
        "data": rij.data,
        "advies": uitgaven.text_of(rij.data),
        "level": rij.level,
        "kind": uitgaven.kind_of(rij.data),
        "steps": uitgaven.steps_of(rij.data),
        "now": uitgaven.now_of(rij),
        "sources": uitgaven.sources_of(rij),
        "ties": uitgaven.ties_of(rij),
        "weglatingen": uitgaven.removals_of(rij),
        "verwijzing": citeren.van_rij(rij),
        "may_edit": allowed(request.user, "handboek.view_redactie"),
        **uitgaven.beside(rij),
    }
    return render(request, "handboek/uitgaven/advies.html", context)


@about_uitgave
def differences(
    request: HttpRequest, uitgave: Uitgave, other_year: int, other_number: int
) -> HttpResponse:
    """Show what differs with an earlier edition; the other way round is sent on."""
    other = fetch(request, other_year, other_number)
    if other.pk == uitgave.pk:
        raise Http404
    if _place(other) > _place(uitgave):
        return redirect(
            "handboek:uitgave_verschil", *_place(other), *_place(uitgave), permanent=True
        )
    every = uitgaveverschil.lines(other, uitgave)
    asked = request.GET.get("soort", "")
    some = [line for line in every if line.kind == asked] if asked else every
    page = Paginator(some, DIFFERENCES).get_page(request.GET.get("pagina"))
    context: dict[str, Any] = {
        "uitgave": uitgave,
        "other": other,
        "page": page,
        "rows": uitgaveverschil.shown(other, uitgave, page.object_list),
        "asked": asked,
        "counts": [
            {"key": key, "label": label, "number": sum(line.kind == key for line in every)}
            for key, label in uitgaveverschil.KINDS.items()
        ],
        "total": len(every),
    }
    return render(request, "handboek/uitgaven/verschil.html", context)
