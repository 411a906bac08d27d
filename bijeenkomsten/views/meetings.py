"""Reading about meetings and signing up for them."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.generic import DetailView, ListView

from bijeenkomsten import kalender, schema_org, services
from bijeenkomsten.enums import Answer
from bijeenkomsten.forms import AnswerForm, ListFilter
from bijeenkomsten.models import Aanmelding, Agendapunt, Bijeenkomst, Verslag
from bijeenkomsten.papieren import with_papers
from bijeenkomsten.views.access import about_meeting
from bijeenkomsten.views.maand import list_tabs
from netwerk.kern.berichten import bounces
from netwerk.kern.pages import OneObjectMixin, PagesMixin, other_choices
from netwerk.kern.policy import OPEN, PolicyMixin, allowed

PAGE_SIZE = 20
ATTENDEES_SHOWN = 12
MOST_IN_LINE = 200  # that a page shows
ACTIONS = (
    "change_bijeenkomst",
    "cancel_bijeenkomst",
    "restore_bijeenkomst",
    "register",
    "view_attendees",
    "view_needs",
    "view_online_link",
    "view_recording",
    "start_verslag",
    "join_room",
    "propose_agendapunt",
)
CONFIRMATIONS = {
    Answer.YES: "Je bent aangemeld. Je krijgt een mail met een uitnodiging voor je agenda.",
    Answer.MAYBE: "We weten dat je misschien komt. Weet je het zeker, geef het dan hier door.",
    Answer.NO: "Je komt niet. Jammer! Bedenk je je, dan kun je je hier weer aanmelden.",
}


class MeetingListView(PagesMixin, PolicyMixin, ListView):
    """What comes, or what has been, of all that this person may know of."""

    model = Bijeenkomst
    permission = OPEN
    template_name = "bijeenkomsten/lijst.html"
    paginate_by = PAGE_SIZE

    def get_queryset(self) -> QuerySet[Bijeenkomst]:
        """Filter by community and kind; a filter that makes no sense is left out."""
        self.filter = ListFilter(self.request.GET)
        self.filter.is_valid()
        chosen = self.filter.cleaned_data
        rows: Any = super().get_queryset()
        self.past = chosen.get("wanneer") == "voorbij"
        rows = rows.past() if self.past else rows.upcoming()
        if chosen.get("community"):
            rows = rows.in_community(chosen["community"])
        if chosen.get("soort"):
            rows = rows.filter(kind=chosen["soort"])
        return rows.for_list(self.request.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the filter, the tabs and whether this person plans meetings."""
        chosen = [n for n in ("community", "soort") if self.filter.cleaned_data.get(n)]
        return super().get_context_data(
            filter=ListFilter(self.request.GET, auto_id="filter_%s"),
            filtered=bool(chosen),
            past=self.past,
            tabs=list_tabs(other_choices(self.request.GET, chosen)),
            may_plan=allowed(self.request.user, "bijeenkomsten.schedule_bijeenkomst"),
            **kwargs,
        )


class MeetingDetailView(OneObjectMixin, DetailView):
    """One meeting: the day, the programme, how to come, and your answer."""

    model = Bijeenkomst
    permission = "bijeenkomsten.view_bijeenkomst"
    template_name = "bijeenkomsten/bijeenkomst.html"
    queryset = Bijeenkomst.objects.select_related("community", "kind", "host").with_counts()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what the page shows besides the meeting."""
        return super().get_context_data(**kwargs) | page_of(self.request.user, self.object)


def page_of(user: Any, bijeenkomst: Bijeenkomst, form: AnswerForm | None = None) -> dict[str, Any]:
    """Return what the page of a meeting shows to this person."""
    may = {action: allowed(user, f"bijeenkomsten.{action}", bijeenkomst) for action in ACTIONS}
    mine = bijeenkomst.answer_of(user)
    verslag = Verslag.objects.visible_to(user).filter(bijeenkomst=bijeenkomst).first()
    return {
        "schema_org": schema_org.bijeenkomst(bijeenkomst),
        "bijeenkomst": bijeenkomst,
        "programme": with_papers(Agendapunt.timed(bijeenkomst, user), user),
        "also_for": bijeenkomst.communities.all(),
        "may": may,
        "mine": mine,
        "form": form
        or (AnswerForm(bijeenkomst=bijeenkomst, mine=mine) if may["register"] else None),
        "attendees": attendees(bijeenkomst)[:ATTENDEES_SHOWN] if may["view_attendees"] else [],
        "verslag": verslag,
    }


def attendees(bijeenkomst: Bijeenkomst) -> QuerySet[Aanmelding]:
    """Return who comes, by name, with what a list shows about them."""
    coming = bijeenkomst.aanmeldingen.filter(answer=Answer.YES).by_name()
    return coming.select_related("gast", "deelnemer__organisatie__kind__broader__broader")


def what_happened(mine: Aanmelding) -> str:
    """Say what an answer does; who waits hears their place in the line."""
    if mine.answer == Answer.WAITING:
        return f"Je staat op de wachtlijst. Je bent nummer {mine.number_in_line}."
    return CONFIRMATIONS[Answer(mine.answer)]


@about_meeting("bijeenkomsten.register", "GET", "POST")
def register(request: HttpRequest, bijeenkomst: Bijeenkomst) -> HttpResponse:
    """Save somebody's answer; whoever comes back here from the login page gets the form."""
    if request.method != "POST":
        return redirect(f"{bijeenkomst.get_absolute_url()}#aanmelden")
    mine = bijeenkomst.answer_of(request.user)
    form = AnswerForm(request.POST, bijeenkomst=bijeenkomst, mine=mine)
    if form.is_valid():
        try:
            mine = services.answer(actor=request.user, bijeenkomst=bijeenkomst, **form.cleaned_data)
        except services.BijeenkomstError as error:
            form.add_error("form" if getattr(error, "form", "") else "answer", str(error))
        else:
            messages.success(request, what_happened(mine))
            return redirect(bijeenkomst)
    form.offer_what_is_there()
    context = page_of(request.user, bijeenkomst, form)
    return render(request, "bijeenkomsten/bijeenkomst.html", context)


@about_meeting("bijeenkomsten.view_attendees", "GET")
def attendee_list(request: HttpRequest, bijeenkomst: Bijeenkomst) -> HttpResponse:
    """Show who comes; organisers also see what people need and what the others answered."""
    organises = allowed(request.user, "bijeenkomsten.view_needs", bijeenkomst)
    rows = attendees(bijeenkomst)
    if organises:
        rows = bijeenkomst.aanmeldingen.by_name().select_related(
            "gast", "deelnemer__organisatie__kind__broader__broader"
        )
        rows = rows.order_by("-answer", *rows.query.order_by)
    page = Paginator(rows, 50).get_page(request.GET.get("pagina"))
    if organises:
        page.object_list = list(page.object_list)
        bounces.mark(row.deelnemer for row in page.object_list if row.deelnemer)
    context = {"bijeenkomst": bijeenkomst, "page_obj": page, "organises": organises}
    if organises:
        line = bijeenkomst.aanmeldingen.in_line().select_related("deelnemer", "gast")
        context["waiting"] = line[:MOST_IN_LINE]
        context["may_sign_off"] = not bijeenkomst.is_past  # a guest
    return render(request, "bijeenkomsten/deelnemers.html", context)


@about_meeting("bijeenkomsten.view_bijeenkomst", "GET")
def calendar_file(request: HttpRequest, bijeenkomst: Bijeenkomst) -> HttpResponse:
    """Give the meeting as a calendar file, without the link for who signed up."""
    return HttpResponse(
        kalender.public_ics(bijeenkomst),
        headers={
            "Content-Type": "text/calendar; charset=utf-8",
            "Content-Disposition": f'attachment; filename="{bijeenkomst.slug}.ics"',
        },
    )
