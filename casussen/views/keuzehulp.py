"""On which aspects, and for whom? A form that ends in a page to take along."""

from typing import Any

from django.contrib import messages
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse

from casussen import services
from casussen.afruil import matrix, sentences
from casussen.enums import Dimension, Outcome
from casussen.forms.afruil import KeuzeForm
from casussen.keuzehulp import Chosen, mirror
from casussen.models import AfruilRegel, Casus, Dilemma, GeneratorErvaring, Keuze
from casussen.views.access import about_casus
from casussen.views.afruil import rows_of
from netwerk.kern.policy import allowed

NAMES = ("thema", "groep", "kring", "vraag")
MOST = 4


@about_casus("casussen.use_keuzehulp", "GET")
def keuzehulp(request: HttpRequest, casus: Casus) -> HttpResponse:
    """Ask the questions; what was kept, or what stands in the address, is filled in."""
    keuze = _kept(casus)
    initial = _from_address(request.GET) or _from_kept(keuze)
    return _ask(request, casus, keuze, initial=initial | {"seen": _mark(keuze)})


def _ask(
    request: HttpRequest, casus: Casus, keuze: Keuze | None, form: Any = None, **kwargs: Any
) -> HttpResponse:
    rows = rows_of(casus)
    form = form or KeuzeForm(keuze=keuze, notes=notes(rows), **kwargs)
    return render(
        request,
        "casussen/keuzehulp.html",
        {
            "casus": casus,
            "form": form,
            "keuze": keuze,
            "rows": rows,
            "may_keep": allowed(request.user, "casussen.change_casus", casus),
        },
    )


def notes(rows: list[AfruilRegel]) -> dict[int, str]:
    """Return what the matrix says of each theme, in words."""
    said = {}
    for line in matrix(rows):
        about = [row for row in rows if row.theme.notation == line.notation]
        said[about[0].theme_id] = " ".join(sentences(about))
    return said


@about_casus("casussen.change_casus", "POST")
def keuze_keep(request: HttpRequest, casus: Casus) -> HttpResponse:
    """Keep the choice of the people of this casus."""
    keuze = _kept(casus)
    form = KeuzeForm(request.POST, keuze=keuze, notes=notes(rows_of(casus)))
    if form.is_valid():
        data = form.cleaned_data
        try:
            services.set_keuze(
                actor=request.user,
                casus=casus,
                themes=data["thema"],
                groups=data["groep"],
                dimensions=data["kring"],
                note=data["vraag"],
                seen=data["seen"],
            )
        except services.ChangedMeanwhileError as error:
            form.add_error(None, str(error))
            form.data = form.data.copy()
            form.data["seen"] = _mark(_kept(casus))
        except services.CasusError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "Bewaard. Dit blad kun je meenemen naar een bijeenkomst.")
            return redirect("casussen:keuze", casus.slug)
    return _ask(request, casus, keuze, form=form)


@about_casus("casussen.use_keuzehulp", "GET")
def keuze(request: HttpRequest, casus: Casus) -> HttpResponse:
    """Show the page to take along: of the choice in the address, or else of the kept one."""
    kept = _kept(casus)
    tried = any(name in request.GET for name in NAMES)
    if not tried and kept is None:
        return redirect("casussen:keuzehulp", casus.slug)
    if tried:
        form = KeuzeForm(request.GET, keuze=kept, notes=notes(rows_of(casus)))
        if not form.is_valid():
            return _ask(request, casus, kept, form=form)
        data = form.cleaned_data
        choice = Chosen(list(data["thema"]), list(data["groep"]), data["kring"], data["vraag"])
    else:
        assert kept is not None
        choice = Chosen(
            list(kept.themes.all()), list(kept.groups.all()), kept.dimensions, kept.note
        )
    return render(
        request,
        "casussen/keuze.html",
        {
            "casus": casus,
            "choice": choice,
            "kept": None if tried else kept,
            "mirror": mirror(choice, rows_of(casus)),
            "dilemmas": dilemmas_about(request.user, casus, choice),
            "experiences": what_worked(request.user, casus, choice),
            "back": back(casus, request.GET if tried else QueryDict()),
            "may_keep": allowed(request.user, "casussen.change_casus", casus),
        },
    )


def back(casus: Casus, query: QueryDict) -> str:
    """Return the address of the questions, with the answers that were given."""
    path = reverse("casussen:keuzehulp", args=[casus.slug])
    asked = QueryDict(mutable=True)
    for name in NAMES:
        asked.setlist(name, query.getlist(name))
    return f"{path}?{asked.urlencode()}" if query else path


def dilemmas_about(user: Any, casus: Casus, choice: Chosen) -> list[Dilemma]:
    """Return dilemma's of this casus, and of casussen that do something with these themes."""
    alike = _alike(user, choice)
    rows = Dilemma.objects.visible_to(user).filter(Q(casussen=casus) | Q(casussen__in=alike))
    rows = rows.select_related("first_value", "second_value").order_by("-updated_at", "-pk")
    found = {row.pk: row for row in rows[: 5 * MOST]}
    own = set(casus.dilemmas.values_list("pk", flat=True))
    for row in found.values():
        row.speelt_hier = row.pk in own  # type: ignore[attr-defined]
    return sorted(found.values(), key=lambda row: row.pk not in own)[:MOST]


def what_worked(user: Any, casus: Casus, choice: Chosen) -> list[GeneratorErvaring]:
    """Return what worked here or in a casus where one of these themes gets better."""
    return list(
        GeneratorErvaring.objects.filter(
            Q(casus=casus) | Q(casus__in=_alike(user, choice)),
            outcome__in=[Outcome.WORKED, Outcome.PARTLY],
        )
        .select_related("generator", "casus")
        .annotate(here=Count("pk", filter=Q(casus=casus)))
        .order_by("-here", "-outcome", "generator__name", "pk")[:MOST]
    )


def _alike(user: Any, choice: Chosen) -> QuerySet[Casus]:
    better = AfruilRegel.objects.filter(theme__in=choice.themes, effect="better")
    readable = Casus.objects.visible_to(user).filter(withdrawn_at__isnull=True)
    return readable.filter(pk__in=better.values("casus")).order_by().values("pk")  # type: ignore[return-value]


def _kept(casus: Casus) -> Keuze | None:
    return Keuze.objects.filter(casus=casus).select_related("updated_by").first()


def _mark(keuze: Keuze | None) -> str:
    return keuze.mark() if keuze else ""


def _from_address(query: QueryDict) -> dict[str, Any]:
    if not any(name in query for name in NAMES):
        return {}
    many = {name: query.getlist(name) for name in ("thema", "groep", "kring")}
    return {**many, "vraag": query.get("vraag", "")[:1000]}


def _from_kept(keuze: Keuze | None) -> dict[str, Any]:
    if keuze is None:
        return {}
    return {
        "thema": [theme.notation for theme in keuze.themes.all()],
        "groep": [group.notation for group in keuze.groups.all()],
        "kring": [kring for kring in keuze.dimensions if kring in Dimension.values],
        "vraag": keuze.note,
    }
