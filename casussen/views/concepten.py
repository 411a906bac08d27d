"""Keeping a draft while somebody types, throwing it away, and two texts of one section."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from casussen import geschiedenis, services
from casussen.enums import SectionKind
from casussen.forms.casussen import SectionForm
from casussen.models import Casus, CasusSectie, Concept
from casussen.views.access import about_casus
from casussen.views.secties import keep as keep_form
from casussen.views.secties import known, stored_section
from netwerk.kern.formulieren import one_line
from netwerk.kern.tekst.verschil import merge, sides_of

MINE, THEIRS = "mijn", "ander"


@about_casus("casussen.change_casus", "POST")
def keep(request: HttpRequest, casus: Casus, kind: str) -> HttpResponse:
    """Keep what somebody types; the answer says so, and who else is busy here."""
    part = known(kind)
    form = SectionForm(request.POST)
    if not form.is_valid():
        problem = " ".join(error for errors in form.errors.values() for error in errors)
        return JsonResponse({"problem": problem}, status=413)
    try:
        draft = keep_form(request, casus, kind, form)
    except services.CasusError as error:
        return JsonResponse({"problem": str(error)}, status=409)
    now = timezone.localtime()
    busy = geschiedenis.busy(casus, request.user, kind)
    return JsonResponse(
        {
            "kept": draft is not None,
            "sentence": f"Concept bewaard om {now.hour}.{now:%M} uur."
            if draft
            else "Alles is bewaard.",
            "busy": [each.sentence for each in busy],
            "moved": _moved(stored_section(casus, part), form.cleaned_data["version"]),
        }
    )


def _moved(stored: CasusSectie | None, version: int) -> str:
    """Say who saved this section since; "" when nobody did."""
    if stored is None or stored.version <= version:
        return ""
    return (
        f"{stored.updated_by} bewaarde intussen een andere tekst. Er gaat niets weg: als je "
        "bewaart, zie je ze allebei."
    )


@about_casus("casussen.change_casus", "POST")
def discard(request: HttpRequest, casus: Casus, kind: str) -> HttpResponse:
    """Throw one's own draft away; the page offers to take it back."""
    known(kind)
    services.discard_draft(actor=request.user, casus=casus, kind=kind)
    messages.success(request, "Je concept is weg. Onder het tekstvak haal je het terug.")
    return redirect("casussen:section", casus.slug, kind)


@about_casus("casussen.change_casus", "POST")
def take_back(request: HttpRequest, casus: Casus, kind: str) -> HttpResponse:
    """Take back the draft that was thrown away last."""
    known(kind)
    if services.take_back_draft(actor=request.user, casus=casus, kind=kind):
        messages.success(request, "Je concept is terug. Het is nog niet bewaard.")
    else:
        messages.info(request, "Er is geen concept dat terug kan.")
    return redirect("casussen:section", casus.slug, kind)


@about_casus("casussen.change_casus", "GET", "POST")
def conflict(request: HttpRequest, casus: Casus, kind: str) -> HttpResponse:
    """Show the own text beside that of somebody else, and let the writer choose."""
    part = known(kind)
    draft = services.my_draft(request.user, casus, kind)
    stored = stored_section(casus, kind)
    if draft is None or stored is None or draft.base_version == stored.version:
        return redirect("casussen:section", casus.slug, kind)
    if request.method == "POST":
        return _choose(request, casus, part, draft, stored)
    return render(request, "casussen/deel_botsing.html", _both(casus, part, draft, stored))


def _both(casus: Casus, part: SectionKind, draft: Concept, stored: CasusSectie) -> dict[str, Any]:
    base = geschiedenis.text_of(casus, part, draft.base_version)
    joined = merge(base, draft.body, stored.body)
    theirs, mine = sides_of(stored.body, draft.body)
    return {
        "casus": casus,
        "kind": part,
        "draft": draft,
        "stored": stored,
        "theirs": theirs,
        "mine": mine,
        "clashes": joined.clashes,
        "form": SectionForm(
            initial={"body": joined.text, "version": stored.version},
            picture_url=reverse("casussen:bijlage_afbeelding", args=[casus.slug]),
        ),
    }


def _choose(
    request: HttpRequest, casus: Casus, part: SectionKind, draft: Concept, stored: CasusSectie
) -> HttpResponse:
    choice = one_line(request.POST.get("keuze", ""))
    seen = request.POST.get("version", "")
    if choice == THEIRS:
        services.discard_draft(actor=request.user, casus=casus, kind=part)
        messages.success(
            request,
            f"De tekst van {stored.updated_by} blijft staan. Die van jou haal je onder het "
            "tekstvak terug, als je wilt.",
        )
        return redirect("casussen:section", casus.slug, part)
    if choice != MINE or seen != str(stored.version):
        messages.warning(request, "Intussen is er weer een tekst bewaard. Kijk nog eens.")
        return redirect("casussen:conflict", casus.slug, part)
    try:
        services.save_section(
            actor=request.user, casus=casus, kind=part, body=draft.body, version=int(seen)
        )
    except services.CasusError as error:
        messages.warning(request, str(error))
        return redirect("casussen:conflict", casus.slug, part)
    messages.success(
        request,
        f"Jouw tekst staat er nu. Die van {stored.updated_by} vind je terug in de geschiedenis.",
    )
    return redirect("casussen:section", casus.slug, part)
