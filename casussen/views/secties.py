"""Writing one section of a casus."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from casussen import geschiedenis, services
from casussen.enums import SectionKind
from casussen.forms.casussen import SectionForm
from casussen.models import Casus, CasusSectie, Concept
from casussen.services.needs import NEEDED
from casussen.views.access import about_casus
from casussen.views.hints import HINTS
from casussen.views.writing import part_steps
from netwerk.kern.tekst import opmaak
from netwerk.kern.tekst.verschil import lines_of, word_diff

PREVIEW, STAY = "voorbeeld", "bewaar"


def known(kind: str) -> SectionKind:
    """Return the section that an address names; 404 when there is none."""
    if kind not in SectionKind.values:
        raise Http404
    return SectionKind(kind)


def stored_section(casus: Casus, kind: str) -> CasusSectie | None:
    """Return a section as it was saved last."""
    return casus.secties.select_related("updated_by").filter(kind=kind).first()


@about_casus("casussen.change_casus", "GET", "POST")
def section(request: HttpRequest, casus: Casus, kind: str) -> HttpResponse:
    """Write one section: save and go on, save and stay, or look at it first.

    Looking first keeps a draft too, so that nobody needs a script for one.
    """
    part = known(kind)
    draft = services.my_draft(request.user, casus, kind)
    form = SectionForm(
        request.POST or None,
        initial=_start(casus, kind, draft),
        picture_url=reverse("casussen:bijlage_afbeelding", args=[casus.slug]),
    )
    preview = None
    if request.method == "POST" and form.is_valid():
        action = request.POST.get("actie", "")
        try:
            if action != PREVIEW:
                return _save(request, casus, part, form, stay=action == STAY)
            draft = keep(request, casus, kind, form)
        except services.CasusError as error:
            form.add_error(None, str(error))
        else:
            preview = opmaak.render(form.cleaned_data["body"], confidential=True) or ""
    context = _page(request, casus, part, form) | {"preview": preview}
    if request.method != "POST" and draft:
        context |= _draft_shown(casus, draft, context["stored"])
    return render(request, "casussen/deel.html", context)


def keep(request: HttpRequest, casus: Casus, kind: str, form: SectionForm) -> Concept | None:
    """Keep what a valid form holds as a draft."""
    return services.keep_draft(
        actor=request.user,
        casus=casus,
        kind=kind,
        body=form.cleaned_data["body"],
        base_version=form.cleaned_data["version"],
    )


def _start(casus: Casus, kind: str, draft: Concept | None) -> dict[str, Any]:
    """Begin with the draft, for somebody who typed and did not save goes on with that."""
    if draft:
        return {"body": draft.body, "version": draft.base_version}
    stored = stored_section(casus, kind)
    return {"body": stored.body, "version": stored.version} if stored else {"version": 0}


def _save(
    request: HttpRequest, casus: Casus, part: SectionKind, form: SectionForm, *, stay: bool
) -> HttpResponse:
    """Save, or show both texts when somebody else saved this section first."""
    try:
        services.save_section(actor=request.user, casus=casus, kind=part, **form.cleaned_data)
    except services.SectionConflictError:
        keep(request, casus, part, form)
        return redirect("casussen:conflict", casus.slug, part)
    messages.success(request, f"Bewaard: {part.label}.")
    return redirect(_next_page(casus, part, stay=stay))


def _page(
    request: HttpRequest, casus: Casus, part: SectionKind, form: SectionForm
) -> dict[str, Any]:
    order = list(SectionKind)
    place = order.index(part)
    steps = part_steps(casus, request.user)
    return {
        "casus": casus,
        "kind": part,
        "hint": HINTS[part],
        "form": form,
        "steps": steps,
        "done": sum(step["done"] for step in steps),
        "number": place + 1,
        "before": order[place - 1] if place else None,
        "after": order[place + 1] if place + 1 < len(order) else None,
        "needed": part in NEEDED,
        "stored": stored_section(casus, part),
        "busy": geschiedenis.busy(casus, request.user, part),
        "discarded": services.my_discarded(request.user, casus, part),
    }


def _draft_shown(casus: Casus, draft: Concept, stored: CasusSectie | None) -> dict[str, Any]:
    """Return what the page says of a draft: how it differs, and whether somebody else saved."""
    moved = stored is not None and stored.version != draft.base_version
    changes = lines_of(word_diff(stored.body if stored else "", draft.body))
    return {"draft": draft, "moved": moved, "changes": changes}


def _next_page(casus: Casus, kind: str, *, stay: bool) -> str:
    order = SectionKind.values
    if stay:
        return reverse("casussen:section", args=[casus.slug, kind])
    if kind == order[-1]:
        return reverse("casussen:welvaartsbeeld", args=[casus.slug])
    return reverse("casussen:section", args=[casus.slug, order[order.index(kind) + 1]])
