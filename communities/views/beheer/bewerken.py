"""Change something for many people: choose, see what it does, do it, and undo it within a day."""

from collections import Counter
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Func, IntegerField, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.generic import ListView

from communities.enums import BulkAction
from communities.forms.bewerken import BewerkForm
from communities.models import Community, Deelnemer, Ledenbewerking
from communities.services import bewerkingen
from communities.views.beheer.ledenlijst import answer_to_nobody, numbers, selected
from netwerk.kern.pages import PagesMixin, only_with
from netwerk.kern.policy import PolicyMixin

MANAGE = "communities.manage_members"
PER_PAGE = 50


@only_with(MANAGE, "GET", "POST")
def choose(request: HttpRequest) -> HttpResponse:
    """Ask what is done with the people that were chosen; show it; and on the last button do it."""
    sent = request.method == "POST"
    people = numbers(request.POST.get("wie", "").split(",")) if sent else selected(request)
    if not people or len(people) > bewerkingen.MOST:
        return answer_to_nobody(request, people if not people else None)
    form = BewerkForm(request.POST if sent else None)
    if sent and form.is_valid():
        try:
            return _shown_or_done(request, form, people)
        except ValidationError as error:
            form.add_error(None, error)
    context = _context(form, people)
    return render(
        request, "beheer/leden_bewerken.html", context, status=422 if form.errors else 200
    )


def _shown_or_done(request: HttpRequest, form: BewerkForm, people: list[int]) -> HttpResponse:
    choice = form.choice()
    if request.POST.get("stap") == "doe":
        made = bewerkingen.apply_to_many(actor=request.user, choice=choice, people=people)
        messages.success(request, "Het is gebeurd. Je kunt dit 24 uur lang terugdraaien.")
        return redirect("beheer_bewerking", made.pk)
    lines = bewerkingen.preview(actor=request.user, choice=choice, people=people)
    shown = [_in_words(line.person, line.as_data()) for line in lines]
    context = _context(form, people) | {
        "is_preview": True,
        "choice": choice,
        "changed": [line for line in shown if not line["skipped"]],
        "skipped": [line for line in shown if line["skipped"]],
    }
    return render(request, "beheer/leden_bewerken.html", context)


def _context(form: BewerkForm, people: list[int]) -> dict[str, Any]:
    names = Deelnemer.objects.filter(pk__in=people, erased_at=None).order_by("sort_name")
    return {
        "form": form,
        "people": ",".join(str(pk) for pk in people),
        "number": len(people),
        "names": names[:PER_PAGE],
        "more": max(len(people) - PER_PAGE, 0),
    }


def _in_words(person: Deelnemer | None, line: dict[str, Any]) -> dict[str, Any]:
    """Return a line of a bewerking as people read it."""
    return {
        "person": person,
        "before": bewerkingen.in_words(line.get("before", "")),
        "after": bewerkingen.in_words(line.get("after", "")),
        "skipped": bewerkingen.SKIPPED.get(line.get("skipped", ""), ""),
        "undone": line.get("undone"),
    }


class BewerkingenView(PagesMixin, PolicyMixin, ListView):
    """What was done with many people at once, newest first."""

    permission = MANAGE
    template_name = "beheer/bewerkingen.html"
    context_object_name = "rows"
    paginate_by = PER_PAGE

    def get_queryset(self) -> QuerySet[Ledenbewerking]:
        """Return all of them, each with how many lines it has, without those lines."""
        size = Func("changes", function="jsonb_array_length", output_field=IntegerField())
        rows = Ledenbewerking.objects.select_related("actor").defer("changes")
        return rows.annotate(size=size)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Say in words what each of them was."""
        context = super().get_context_data(**kwargs)
        communities = Community.objects.in_bulk()
        for row in context["rows"]:
            row.title = title_of(row, communities)
        return context


def title_of(bewerking: Ledenbewerking, communities: dict[int, Community]) -> str:
    """Return what was done: "Zet in een community: Bewoners in beeld, als organisator"."""
    title = str(BulkAction(bewerking.action).label)
    if "community" in bewerking.choice:
        title += f": {communities.get(bewerking.choice['community'], 'een vroegere community')}"
    role = bewerking.choice.get("role")
    return f"{title}, als {bewerkingen.in_words(role)}" if role else title


@only_with(MANAGE, "GET")
def result(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what became of everybody, with the button to undo it while there is time."""
    rows = Ledenbewerking.objects.select_related("actor", "undone_by")
    found = get_object_or_404(rows, pk=pk)
    lines = sorted(found.changes, key=lambda line: "skipped" in line)
    page = Paginator(lines, PER_PAGE).get_page(request.GET.get("pagina"))
    people = Deelnemer.objects.in_bulk([line["person"] for line in page.object_list])
    counts = Counter("skipped" in line for line in lines)
    context = {
        "bewerking": found,
        "title": title_of(found, Community.objects.in_bulk()),
        "lines": [_in_words(people.get(line["person"]), line) for line in page.object_list],
        "page_obj": page,
        "changed": counts[False],
        "skipped": counts[True],
        "kept": sum(1 for line in lines if line.get("undone") is False),
    }
    return render(request, "beheer/bewerking.html", context)


@only_with(MANAGE, "GET", "POST")
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask whether it is certain, then make everybody what they were."""
    found = get_object_or_404(Ledenbewerking, pk=pk)
    if request.method == "POST":
        try:
            bewerkingen.undo(actor=request.user, bewerking=found)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            messages.success(request, "De bewerking is teruggedraaid.")
        return redirect("beheer_bewerking", pk)
    context = {"bewerking": found, "title": title_of(found, Community.objects.in_bulk())}
    return render(request, "beheer/bewerking_terug.html", context)
