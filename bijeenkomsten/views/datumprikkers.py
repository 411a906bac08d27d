"""Date polls: asking, answering, choosing."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.generic import ListView

from bijeenkomsten import services
from bijeenkomsten.forms import DatumprikkerForm, MomentsForm, StopForm, VoteForm
from bijeenkomsten.forms.datumprikkers import MORE
from bijeenkomsten.models import Datumprikker, Datumstem
from bijeenkomsten.prikken import label_of, overview
from communities.models import Community
from netwerk.kern.pages import PagesMixin, about, only_with
from netwerk.kern.policy import SIGNED_IN, PolicyMixin, allowed, visible

SCHEDULE = "bijeenkomsten.schedule_bijeenkomst"
VIEW = "bijeenkomsten.view_datumprikker"
CHANGE = "bijeenkomsten.change_datumprikker"


class PollListView(PagesMixin, PolicyMixin, ListView):
    """The date polls of one's own communities, the newest first."""

    model = Datumprikker
    permission = SIGNED_IN
    template_name = "bijeenkomsten/datumprikkers.html"
    paginate_by = 20

    def get_queryset(self) -> Any:
        """Fetch what a list shows."""
        return super().get_queryset().select_related("community", "bijeenkomst")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add whether this person can begin one."""
        may_plan = allowed(self.request.user, SCHEDULE)
        return super().get_context_data(may_plan=may_plan, **kwargs)


def _poll(request: HttpRequest, number: int) -> Datumprikker:
    rows = Datumprikker.objects.select_related("community", "kind", "bijeenkomst", "created_by")
    return get_object_or_404(visible(request.user, rows), pk=number)


def about_poll(permission: str, *methods: str) -> Any:
    """Give a function view its date poll, when this person may know of it and do this to it."""
    return about(permission, methods, _poll, "number")


@only_with(SCHEDULE, "GET", "POST")
def create(request: HttpRequest) -> HttpResponse:
    """Ask a community which moments suit its members."""
    user: Any = request.user
    if "meer" in request.POST:
        more = len([name for name in request.POST if name.startswith("dag_")]) + MORE
        form = DatumprikkerForm(user=user, initial=request.POST.dict(), rows=more)
    elif request.method == "POST":
        form = DatumprikkerForm(request.POST, user=user)
        if form.is_valid():
            poll = services.open_datumprikker(actor=user, **form.values())
            messages.success(request, "De datumprikker staat klaar. De leden krijgen een mail.")
            return redirect(poll)
    else:
        slug = request.GET.get("community", "").replace("\x00", "")
        community = Community.objects.filter(slug=slug).first()
        form = DatumprikkerForm(user=user, initial={"community": community, "minutes": 120})
    return render(request, "bijeenkomsten/datumprikker_nieuw.html", {"form": form})


@about_poll(VIEW, "GET")
def look(request: HttpRequest, poll: Datumprikker) -> HttpResponse:
    """Show who can when, with the form to answer."""
    return render(request, "bijeenkomsten/datumprikker.html", page_of(request.user, poll))


def page_of(user: Any, poll: Datumprikker, form: VoteForm | None = None) -> dict[str, Any]:
    """Return what the page of a date poll shows to this person."""
    choices = overview(poll)
    mine = {
        vote.optie_id: vote.suits
        for vote in Datumstem.objects.filter(optie__datumprikker=poll, deelnemer=user)
    }
    if form is None and allowed(user, "bijeenkomsten.vote_datumprikker", poll):
        form = _vote_form(poll, mine, [choice.optie for choice in choices])
    return {
        "datumprikker": poll,
        "choices": choices,
        "number": len({p.pk for row in choices for said in row.said.values() for p in said}),
        "mine": mine,
        "fresh": len(choices) - len(mine) if mine else 0,
        "form": form,
        "may_decide": allowed(user, CHANGE, poll) and poll.state == "open",
    }


def _vote_form(poll: Datumprikker, mine: dict[int, str], opties: Any, data: Any = None) -> VoteForm:
    initial = {f"moment_{pk}": suits for pk, suits in mine.items()}
    return VoteForm(data, opties=list(opties), labels=label_of, initial=initial)


@about_poll(VIEW, "GET", "POST")
def vote(request: HttpRequest, poll: Datumprikker) -> HttpResponse:
    """Save which moments suit somebody; who comes back from the login page gets the form."""
    if request.method != "POST":
        return redirect(poll)
    form = _vote_form(poll, {}, poll.opties.all(), request.POST)
    if form.is_valid():
        try:
            services.vote(actor=request.user, datumprikker=poll, answers=form.answers())
        except services.BijeenkomstError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, "Je antwoord staat erin. Je kunt het nog veranderen.")
        return redirect(poll)
    return render(request, "bijeenkomsten/datumprikker.html", page_of(request.user, poll, form))


@about_poll(CHANGE, "GET", "POST")
def add(request: HttpRequest, poll: Datumprikker) -> HttpResponse:
    """Add moments."""
    taken = list(poll.opties.values_list("starts_at", flat=True))
    form = MomentsForm(request.POST if request.method == "POST" else None, taken=taken)
    if request.method == "POST" and form.is_valid():
        try:
            services.add_moments(actor=request.user, datumprikker=poll, moments=form.moments)
        except services.BijeenkomstError as error:
            form.add_error("dag_1", str(error))
        else:
            messages.success(request, "De momenten staan erbij.")
            return redirect(poll)
    context = {"datumprikker": poll, "form": form}
    return render(request, "bijeenkomsten/datumprikker_momenten.html", context)


@about_poll(CHANGE, "GET", "POST")
def choose(request: HttpRequest, poll: Datumprikker, optie: int) -> HttpResponse:
    """Ask whether this moment it is, and make a meeting of it."""
    found = get_object_or_404(poll.opties.all(), pk=optie)
    if request.method != "POST":
        [choice] = [row for row in overview(poll) if row.optie.pk == found.pk]
        context = {"datumprikker": poll, "choice": choice}
        return render(request, "bijeenkomsten/datumprikker_kiezen.html", context)
    try:
        meeting = services.choose_moment(actor=request.user, datumprikker=poll, optie=found)
    except services.BijeenkomstError as error:
        messages.error(request, str(error))
        return redirect(poll)
    messages.success(
        request, "De bijeenkomst staat in de agenda. Wie antwoordde, krijgt een mail met de datum."
    )
    return redirect(meeting)


@about_poll(CHANGE, "GET", "POST")
def stop(request: HttpRequest, poll: Datumprikker) -> HttpResponse:
    """Ask why, and stop looking for a date."""
    form = StopForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            services.stop_datumprikker(
                actor=request.user, datumprikker=poll, reason=form.cleaned_data["reason"]
            )
        except services.BijeenkomstError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, "Gestopt. Wie antwoordde, krijgt een mail.")
        return redirect(poll)
    context = {"datumprikker": poll, "form": form}
    return render(request, "bijeenkomsten/datumprikker_stoppen.html", context)
