"""The afruilmatrix of a casus: reading it large, and filling it in sentence by sentence."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from casussen import services
from casussen.afruil import MOST_ROWS, Line, differences, matrix, ordered, per_group, sentences
from casussen.forms.afruil import AT_ONCE, EffectForm, FilledLaterForm, ThemesForm
from casussen.models import AfruilRegel, Casus
from casussen.views.access import about_casus
from casussen.views.writing import part_steps
from netwerk.kern.policy import allowed

REMOVED = "afruil_weg"


def rows_of(casus: Casus) -> list[AfruilRegel]:
    """Return the effects of a casus with their words."""
    return ordered(casus.afruil.select_related("theme", "group"))


@about_casus("casussen.view_casus", "GET")
def afruil(request: HttpRequest, casus: Casus) -> HttpResponse:
    """Show the matrix as large as the page, to read out in a meeting or to print."""
    rows = rows_of(casus)
    return render(
        request,
        "casussen/afruil.html",
        {
            "casus": casus,
            "matrix": matrix(rows),
            "zinnen": sentences(rows),
            "groepen": per_group(rows),
            "may_write": allowed(request.user, "casussen.change_casus", casus),
        },
    )


@about_casus("casussen.change_casus", "GET", "POST")
def afruil_edit(request: HttpRequest, casus: Casus) -> HttpResponse:
    """Add effects: one sentence, or one for each theme of the quick start."""
    chosen = _chosen_themes(request)
    if request.method == "POST" and request.POST.get("actie") == "meer":
        return _save_more(request, casus, chosen)
    form = EffectForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        values = {k: v for k, v in form.cleaned_data.items() if k != "seen"}
        try:
            services.add_effects(actor=request.user, casus=casus, effects=[values])
        except services.CasusError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "Bewaard. Wil je nog een regel toevoegen?")
            return redirect("casussen:afruil_edit", casus.slug)
    more = [FilledLaterForm(theme=theme) for theme in chosen]
    return _page(request, casus, form=form, more=more)


def _save_more(request: HttpRequest, casus: Casus, chosen: list[Any]) -> HttpResponse:
    forms = [FilledLaterForm(request.POST, theme=theme) for theme in chosen]
    valid = [form.is_valid() for form in forms]  # each, so that every error shows
    if forms and all(valid):
        filled = [values for form in forms if (values := form.effect_values())]
        try:
            number = services.add_effects(actor=request.user, casus=casus, effects=filled)
        except services.CasusError as error:
            forms[0].add_error(None, str(error))
        else:
            said = "1 regel" if number == 1 else f"{number} regels"
            messages.success(request, f"Bewaard: {said}.")
            return redirect("casussen:afruil_edit", casus.slug)
    return _page(request, casus, form=EffectForm(), more=forms)


def _chosen_themes(request: HttpRequest) -> list[Any]:
    """Return the themes of the quick start, as they stand in the address."""
    form = ThemesForm(request.GET)
    return list(form.cleaned_data["thema"])[:AT_ONCE] if form.is_valid() else []


def _page(
    request: HttpRequest, casus: Casus, *, form: EffectForm, more: list[FilledLaterForm]
) -> HttpResponse:
    rows = rows_of(casus)
    removed = request.session.get(REMOVED) or {}
    return render(
        request,
        "casussen/afruil_schrijven.html",
        {
            "casus": casus,
            "form": form,
            "more": more,
            "start": ThemesForm(),
            "lines": [Line(row) for row in rows],
            "full": len(rows) >= MOST_ROWS,
            "most": MOST_ROWS,
            "verschillen": differences(casus.beeld, rows),
            "weggehaald": removed if removed.get("casus") == casus.pk else None,
            "steps": part_steps(casus, request.user),
        },
    )


@about_casus("casussen.change_casus", "GET", "POST")
def effect(request: HttpRequest, casus: Casus, pk: int) -> HttpResponse:
    """Change one effect."""
    row = rows_by_id(casus, pk)
    initial = {
        "theme": row.theme_id,
        "effect": row.effect,
        "group": row.group_id,
        "dimension": row.dimension,
        "explanation": row.explanation,
        "seen": row.mark(),
    }
    form = EffectForm(request.POST or None, row=row, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            services.change_effect(
                actor=request.user, casus=casus, row_id=row.pk, **form.cleaned_data
            )
        except services.ChangedMeanwhileError as error:
            form.add_error(None, str(error))
            form.data = form.data.copy()
            form.data["seen"] = rows_by_id(casus, pk).mark()
        except services.CasusError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "Bewaard.")
            return redirect("casussen:afruil_edit", casus.slug)
    context = {
        "casus": casus,
        "form": form,
        "line": Line(row),
        "steps": part_steps(casus, request.user),
    }
    return render(request, "casussen/afruil_regel.html", context)


def rows_by_id(casus: Casus, pk: int) -> AfruilRegel:
    """Return one effect of this casus, or 404."""
    row = casus.afruil.select_related("theme", "group").filter(pk=pk).first()
    if row is None:
        raise Http404
    return row


@about_casus("casussen.change_casus", "POST")
def effect_remove(request: HttpRequest, casus: Casus, pk: int) -> HttpResponse:
    """Take one effect away at once; the next page offers to put it back.

    A second click finds it gone, and is told the same as the first.
    """
    back = redirect("casussen:afruil_edit", casus.slug)
    removed = request.session.get(REMOVED) or {}
    if (removed.get("casus"), removed.get("row")) == (casus.pk, pk):
        return back
    row = rows_by_id(casus, pk)
    words = f"{row.theme.label}: {Line(row).words.lower()}"
    try:
        held = services.remove_effect(actor=request.user, casus=casus, row_id=pk)
    except services.CasusError as error:
        messages.error(request, str(error))
    else:
        if held:
            request.session[REMOVED] = {
                "casus": casus.pk,
                "row": pk,
                "words": words,
                "held": held,
            }
    return back


@about_casus("casussen.change_casus", "POST")
def effect_restore(request: HttpRequest, casus: Casus) -> HttpResponse:
    """Put back what this person took away last."""
    removed = request.session.get(REMOVED) or {}
    if removed.get("casus") == casus.pk:
        try:
            services.restore_effect(actor=request.user, casus=casus, held=removed["held"])
        except services.CasusError as error:
            messages.error(request, str(error))
        else:
            del request.session[REMOVED]
            messages.success(request, "Teruggezet.")
    return redirect("casussen:afruil_edit", casus.slug)


@about_casus("casussen.change_casus", "POST")
def take_over(request: HttpRequest, casus: Casus) -> HttpResponse:
    """Let the kringen say what the rows say."""
    try:
        services.take_over_directions(actor=request.user, casus=casus)
    except services.CasusError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, "De kringen zeggen nu hetzelfde als je regels.")
    return redirect("casussen:afruil_edit", casus.slug)
