"""The history of a casus: what was saved when, what changed, and putting an old text back."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from casussen import geschiedenis, services
from casussen.enums import SectionKind
from casussen.models import Casus
from casussen.views.access import about_casus
from casussen.views.secties import known, stored_section
from netwerk.kern.policy import allowed, require
from netwerk.kern.tekst import opmaak
from netwerk.kern.tekst.verschil import lines_of, word_diff

PAGE_SIZE = 20
MOST_CHOICES = 200


@about_casus("casussen.view_confidential", "GET")
def history(request: HttpRequest, casus: Casus) -> HttpResponse:
    """List the versions of all sections, or of one (``deel``), newest first."""
    kind = request.GET.get("deel", "")
    kind = kind if kind in SectionKind.values else ""
    rows = geschiedenis.versions(casus, kind).defer("body")
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("pagina"))
    for row in page.object_list:
        row.section = geschiedenis.labelled(row)
    written = set(casus.secties.values_list("kind", flat=True))
    context = {
        "casus": casus,
        "page_obj": page,
        "kind": kind,
        "tabs": _tabs(casus, written),
    }
    return render(request, "casussen/geschiedenis.html", context)


def _tabs(casus: Casus, written: set[str]) -> list[dict[str, str]]:
    here = reverse("casussen:history", args=[casus.slug])
    parts = [("", "Alle delen", here)]
    parts += [(kind, kind.label, f"{here}?deel={kind}") for kind in SectionKind if kind in written]
    return [{"sleutel": key, "tekst": text, "url": url} for key, text, url in parts]


@about_casus("casussen.view_confidential", "GET")
def compare(request: HttpRequest, casus: Casus, kind: str) -> HttpResponse:
    """Show what changed between two versions of one section, the last two unless asked."""
    part = known(kind)
    choices = list(geschiedenis.versions(casus, kind).defer("body")[:MOST_CHOICES])
    if not choices:
        raise Http404
    new = _asked(request, "tot", choices[0].version)
    old = _asked(request, "van", new - 1)
    before = geschiedenis.version(casus, kind, old) if old else None
    after = geschiedenis.version(casus, kind, new)
    if after is None or (old and before is None):
        raise Http404
    pieces = word_diff(before.body if before else "", after.body)
    context = {
        "casus": casus,
        "kind": part,
        "choices": choices,
        "before": before,
        "after": after,
        "lines": lines_of(pieces),
        "changed": any(piece[0] != "same" for piece in pieces),
        "last": choices[0].version,
        "may_change": allowed(request.user, "casussen.change_casus", casus),
    }
    return render(request, "casussen/vergelijken.html", context)


def _asked(request: HttpRequest, name: str, default: int) -> int:
    """Return the number of a version in the address; nonsense counts as not asked."""
    text = request.GET.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else default


@about_casus("casussen.view_confidential", "GET", "POST")
def version(request: HttpRequest, casus: Casus, kind: str, number: int) -> HttpResponse:
    """Read one version; a writer puts it back here."""
    part = known(kind)
    if request.method == "POST":
        require(request.user, "casussen.change_casus", casus)
    found = geschiedenis.version(casus, kind, number)
    stored = stored_section(casus, kind)
    if found is None or stored is None:
        raise Http404
    if request.method == "POST":
        return _put_back(request, casus, part, number, stored.version)
    context: dict[str, Any] = {
        "casus": casus,
        "kind": part,
        "found": found,
        "stored": stored,
        "html": opmaak.render(found.body, confidential=True),
        "same": found.body == stored.body,
        "may_change": allowed(request.user, "casussen.change_casus", casus),
    }
    return render(request, "casussen/versie.html", context)


def _put_back(
    request: HttpRequest, casus: Casus, part: SectionKind, number: int, last: int
) -> HttpResponse:
    seen = request.POST.get("version", "")
    here = reverse("casussen:version", args=[casus.slug, part, number])
    if seen != str(last):
        messages.warning(request, "Intussen is er een nieuwe tekst bewaard. Kijk nog eens.")
        return redirect(here)
    try:
        saved = services.restore_version(
            actor=request.user, casus=casus, kind=part, number=number, seen=last
        )
    except services.CasusError as error:
        messages.warning(request, str(error))
        return redirect(here)
    new = saved.version if saved else last
    messages.success(
        request, f"Versie {number} staat er weer, als versie {new}. Versie {last} blijft bewaard."
    )
    address = reverse("casussen:compare", args=[casus.slug, part])
    return redirect(f"{address}?van={last}&tot={new}")
