"""The review of rights on the screen: the rounds, one round with its people, and signing."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.generic import ListView

from communities import rechten, services
from communities.enums import Verdict
from communities.forms.rechten import TekenForm, WeghalenForm
from communities.models import Rechtenregel, Rechtenreview
from netwerk.kern.pages import PagesMixin, only_with
from netwerk.kern.policy import PolicyMixin

MANAGE = "communities.manage_members"
PER_PAGE = 50
LISTS = {"open": Verdict.OPEN, "klopt": Verdict.KEEP, "weghalen": Verdict.REMOVE}
OPEN = Q(regels__verdict=Verdict.OPEN, regels__deelnemer__is_active=True)


class ReviewsView(PagesMixin, PolicyMixin, ListView):
    """Every round, newest first."""

    permission = MANAGE
    template_name = "beheer/rechten.html"
    context_object_name = "reviews"
    paginate_by = 20

    def get_queryset(self) -> QuerySet[Rechtenreview]:
        """Count in the same query what is left to do."""
        rows = Rechtenreview.objects.select_related("signed_by")
        counted = rows.annotate(number=Count("regels"), left=Count("regels", filter=OPEN))
        return counted.order_by("-due_on", "-pk")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add today, to tell what is overdue."""
        return super().get_context_data(**kwargs) | {"today": timezone.localdate()}


def _review(pk: int) -> Rechtenreview:
    return get_object_or_404(Rechtenreview.objects.select_related("signed_by"), pk=pk)


def _regel(pk: int, regel: int) -> Rechtenregel:
    rows = Rechtenregel.objects.select_related("review", "deelnemer")
    return get_object_or_404(rows, pk=regel, review=pk)


class ReviewView(PagesMixin, PolicyMixin, ListView):
    """One round: its people with their rights in words, and a verdict for each."""

    permission = MANAGE
    template_name = "beheer/rechten_ronde.html"
    context_object_name = "regels"
    paginate_by = PER_PAGE

    def get_queryset(self) -> QuerySet[Rechtenregel]:
        """Return the people of the chosen list."""
        self.review = _review(self.kwargs["pk"])
        start = "" if self.review.signed_at else "open"
        self.chosen = self.request.GET.get("lijst", start)
        rows = rechten.regels_of(self.review)
        if self.chosen in LISTS:
            rows = rows.filter(verdict=LISTS[self.chosen])
        return rows

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Put the rights in words."""
        context = super().get_context_data(**kwargs)
        names = rechten.community_names()
        for regel in context["regels"]:
            regel.words = rechten.in_words(regel.rights, names)
        counts = dict(self.review.regels.order_by().values_list("verdict").annotate(Count("pk")))
        return context | {
            "review": self.review,
            "chosen": self.chosen if self.chosen in LISTS else "alles",
            "tabs": _tabs(self.review, counts),
            "left": counts.get(Verdict.OPEN, 0),
            "form": TekenForm(),
        }


def _tabs(review: Rechtenreview, counts: dict[str, int]) -> list[dict[str, Any]]:
    address = reverse("beheer_rechten_ronde", args=[review.pk])
    lists = [(key, Verdict(value).label, counts.get(value, 0)) for key, value in LISTS.items()]
    lists.append(("alles", "alles", sum(counts.values())))
    return [
        {
            "sleutel": key,
            "tekst": text.capitalize(),
            "url": f"{address}?lijst={key}#lijst",
            "aantal": number,
        }
        for key, text, number in lists
    ]


@only_with(MANAGE, "POST")
def keep(request: Any, pk: int) -> HttpResponse:
    """Say of one person, or of everybody on the page, that the rights are right."""
    review = _review(pk)
    asked = [value for value in request.POST.getlist("regel") if value.isascii()]
    ids = [int(value) for value in asked if value.isdigit() and len(value) < 19][:PER_PAGE]
    try:
        number = services.keep_rights(
            actor=request.user, review=review, regels=review.regels.filter(pk__in=ids)
        )
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        _say_kept(request, number)
    return redirect("beheer_rechten_ronde", pk)


def _say_kept(request: HttpRequest, number: int) -> None:
    if number:
        who = "1 persoon klopt" if number == 1 else f"{number} mensen kloppen"
        messages.success(request, f"De rechten van {who}.")
    else:
        messages.warning(
            request, "Er veranderde niets. Over je eigen rechten oordeelt een andere beheerder."
        )


@only_with(MANAGE, "GET", "POST")
def take(request: Any, pk: int, regel: int) -> HttpResponse:
    """Ask what to take away of one person, then do so at once."""
    found = _regel(pk, regel)
    rights = rechten.in_words(found.rights, rechten.community_names())
    form = WeghalenForm(request.POST or None, rights=rights)
    if request.method == "POST" and form.is_valid():
        try:
            services.take_rights(actor=request.user, regel=found, keys=form.cleaned_data["keys"])
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, f"De rechten van {found.deelnemer} zijn weggehaald.")
            return redirect("beheer_rechten_ronde", pk)
    context = {"regel": found, "form": form, "is_self": found.deelnemer_id == request.user.pk}
    status = 422 if form.errors else 200
    return render(request, "beheer/rechten_weghalen.html", context, status=status)


@only_with(MANAGE, "POST")
def reopen(request: Any, pk: int, regel: int) -> HttpResponse:
    """Take a verdict back."""
    found = _regel(pk, regel)
    try:
        services.reopen_line(actor=request.user, regel=found)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, f"{found.deelnemer} staat weer bij nog niet bekeken.")
    return redirect("beheer_rechten_ronde", pk)


@only_with(MANAGE, "POST")
def sign(request: Any, pk: int) -> HttpResponse:
    """Sign the round, with a note for later."""
    review = _review(pk)
    form = TekenForm(request.POST)
    note = form.cleaned_data["note"] if form.is_valid() else ""
    try:
        services.sign_review(actor=request.user, review=review, note=note)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, "Getekend. Er verandert nu niets meer aan deze ronde.")
    return redirect("beheer_rechten_ronde", pk)
