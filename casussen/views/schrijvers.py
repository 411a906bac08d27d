"""Who writes and reads along: asking somebody, their answer, the order, stopping."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.generic import DetailView

from casussen import services
from casussen.enums import CasusRole
from casussen.forms.schrijvers import MOST_FOUND, WieForm, WriterForm, find, findable
from casussen.models import Casus, CasusDeelname, Schrijfuitnodiging
from casussen.models.schrijven import HOLDER
from casussen.services.schrijvers import AGAIN
from casussen.views.access import FORM_METHODS, about_casus
from communities.models import Deelnemer
from netwerk.kern.pages import OneObjectMixin, number_of
from netwerk.kern.policy import allowed

ACT = "doe"
WRITES = "Kies een deel om te schrijven, of lees eerst de casus hieronder."
WELCOME = {
    HOLDER: f"De casus is nu van jou. {WRITES}",
    CasusRole.CO_AUTHOR: f"Je schrijft nu mee. {WRITES}",
    CasusRole.EXPERT: "Je leest nu mee. Hieronder lees je de casus, en kun je erop reageren.",
}


@about_casus("casussen.manage_group", "GET", "POST")
def group(request: HttpRequest, casus: Casus) -> HttpResponse:
    """Show who has a part in it and who was asked; change the order, remind, take back, undo."""
    if request.method == "POST":
        act, _, key = request.POST.get(ACT, "").partition("-")
        if act in ACTS:
            try:
                ACTS[act](request, casus, number_of(key))
            except services.CasusError as error:
                messages.error(request, str(error))
        return redirect("casussen:group", casus.slug)
    parts = list(casus.deelnames.select_related("deelnemer__organisatie").order_by("order", "pk"))
    authors = [part for part in parts if part.role == CasusRole.CO_AUTHOR]
    waiting = casus.schrijfuitnodigingen.waiting().select_related("deelnemer", "invited_by")
    undo = services.undoable(
        actor=request.user, casus=casus, pk=number_of(request.GET.get("weg", ""))
    )
    context = {
        "casus": casus,
        "authors": authors,
        "experts": [part for part in parts if part.role == CasusRole.EXPERT],
        "waiting": [(row, _may_remind(row)) for row in waiting],
        "undo": undo,
        "undo_person": Deelnemer.objects.get(pk=undo.data["person"]) if undo else None,
    }
    return render(request, "casussen/groep.html", context)


def _may_remind(row: Schrijfuitnodiging) -> bool:
    return (row.reminded_at or row.invited_at) <= timezone.now() - AGAIN


def _move(request: HttpRequest, casus: Casus, key: int, *, up: bool) -> None:
    part = casus.deelnames.filter(pk=key).first()
    if part:
        services.move_author(actor=request.user, casus=casus, part=part, up=up)


def _up(request: HttpRequest, casus: Casus, key: int) -> None:
    _move(request, casus, key, up=True)


def _down(request: HttpRequest, casus: Casus, key: int) -> None:
    _move(request, casus, key, up=False)


def _take_back(request: HttpRequest, casus: Casus, key: int) -> None:
    row = casus.schrijfuitnodigingen.filter(pk=key).first()
    if row:
        row = services.take_back_invitation(actor=request.user, uitnodiging=row)
        messages.success(request, f"De uitnodiging aan {row.deelnemer} is teruggenomen.")


def _remind(request: HttpRequest, casus: Casus, key: int) -> None:
    row = casus.schrijfuitnodigingen.filter(pk=key).first()
    if row:
        row = services.remind_writer(actor=request.user, uitnodiging=row)
        messages.success(request, f"{row.deelnemer} krijgt nog een mail.")


def _put_back(request: HttpRequest, casus: Casus, key: int) -> None:
    person = services.put_part_back(actor=request.user, casus=casus, pk=key)
    messages.success(request, f"{person} doet weer mee.")


ACTS: dict[str, Callable[[HttpRequest, Casus, int], None]] = {
    "omhoog": _up,
    "omlaag": _down,
    "neemterug": _take_back,
    "herinner": _remind,
    "zetterug": _put_back,
}


@about_casus("casussen.manage_group", "GET", "POST")
def invite(request: HttpRequest, casus: Casus) -> HttpResponse:
    """Find somebody by name, and ask them."""
    key = number_of(request.POST.get("persoon", "") or request.GET.get("persoon", ""))
    person = findable(request.user, casus).with_organisatie().filter(pk=key).first()
    search = WieForm(request.GET or None)
    words = search.cleaned_data["q"] if search.is_valid() else ""
    context: dict[str, Any] = {"casus": casus, "search": search, "words": words}
    if person is None:
        found = find(request.user, casus, words) if words else []
        context |= {"found": found[:MOST_FOUND], "more": len(found) > MOST_FOUND}
        return render(request, "casussen/groep_zoek.html", context)
    form = WriterForm(request.POST or None, initial={"role": CasusRole.CO_AUTHOR})
    if request.method == "POST" and form.is_valid():
        try:
            services.invite_writer(
                actor=request.user, casus=casus, person=person, **form.cleaned_data
            )
        except services.CasusError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, f"{person} krijgt een mail, en antwoordt met ja of nee.")
            return redirect("casussen:group", casus.slug)
    reads = allowed(person, "casussen.view_casus", casus)
    context |= {"person": person, "reads": reads, "form": form}
    return render(request, "casussen/groep_vraag.html", context)


@about_casus("casussen.manage_group", "GET", "POST")
def remove(request: HttpRequest, casus: Casus, pk: int) -> HttpResponse:
    """Ask whether somebody's part goes, and take it away; the next page can undo it."""
    part = get_object_or_404(casus.deelnames.select_related("deelnemer"), pk=pk)
    if request.method != "POST":
        return render(request, "casussen/groep_weg.html", {"casus": casus, "part": part})
    try:
        line = services.take_part_away(actor=request.user, casus=casus, part=part)
    except services.CasusError as error:
        messages.error(request, str(error))
        return redirect("casussen:group", casus.slug)
    fresh = Casus.objects.get(pk=casus.pk)
    if not allowed(request.user, "casussen.manage_group", fresh):  # an organiser who was in it
        return redirect("casussen:list")
    response = redirect("casussen:group", casus.slug)
    if line:
        response["Location"] += f"?weg={line.pk}"
    return response


@about_casus("casussen.leave_group", "GET", "POST")
def leave(request: HttpRequest, casus: Casus) -> HttpResponse:
    """Ask whether somebody stops, and let them."""
    person: Any = request.user
    part = get_object_or_404(CasusDeelname, casus=casus, deelnemer=person)
    if request.method != "POST":
        return render(request, "casussen/groep_stop.html", {"casus": casus, "part": part})
    services.leave_group(person=person, casus=casus)
    messages.success(request, f"Je doet niet meer mee met “{casus.title}”.")
    return redirect("dashboard")


class InvitationView(OneObjectMixin, DetailView):
    """The invitation to one person, and their answer; nobody else knows of it."""

    permission = "casussen.view_schrijfuitnodiging"
    http_method_names = FORM_METHODS
    template_name = "casussen/uitnodiging.html"
    context_object_name = "invitation"
    queryset = Schrijfuitnodiging.objects.select_related(
        "casus__community", "deelnemer", "invited_by__organisatie"
    )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add whether it still waits, and whether the casus can be read already."""
        row, user = self.object, self.request.user
        reads = allowed(user, "casussen.view_casus", row.casus)
        return super().get_context_data(**kwargs) | {
            "waits": row.waits,
            "reads": reads,
            "is_holder": row.role == HOLDER,
        }

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Say yes or no."""
        row, person = self.get_object(), request.user
        answer = request.POST.get("antwoord")
        act = {"ja": services.accept_invitation, "nee": services.decline_invitation}.get(
            answer or ""
        )
        if act is None:
            return redirect(row)
        try:
            act(person=person, uitnodiging=row)  # type: ignore[arg-type]
        except services.CasusError as error:
            messages.error(request, str(error))
            return redirect(row)
        if answer == "nee":
            messages.success(request, "Je zei nee. Je hoeft niets meer te doen.")
            return redirect("dashboard")
        messages.success(request, WELCOME[row.role])
        return redirect(row.casus)
