"""Asking to join, with and without an account, and the queue of the organisers."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe
from django.views.generic import ListView

from communities import drempel
from communities.enums import RequestState
from communities.forms.meedoen import APPROVE, BesluitForm, MeedoenForm, VerzoekForm
from communities.models import Community, Lidmaatschapsverzoek
from communities.notifications.verzoeken import CONFIRM_LINK
from communities.services import verzoeken as services
from communities.views.communities import tabs
from communities.views.uitnodigingen import fetch
from netwerk.kern.berichten import tokens
from netwerk.kern.pages import PagesMixin, about, only_with
from netwerk.kern.policy import OPEN, SIGNED_IN, PolicyMixin, needs, visible

DECIDE = "communities.decide_requests"
METHODS = ["GET", "HEAD", "POST"]
PER_PAGE = 50


@needs(OPEN)
def join(request: HttpRequest) -> HttpResponse:
    """Say what the network is, and take a request; the answer is the same for every address."""
    if request.method not in METHODS:
        return HttpResponseNotAllowed(METHODS)
    communities = Community.objects.running()
    if request.user.is_authenticated:
        return render(request, "communities/meedoen_kies.html", {"communities": communities})
    chosen = communities.filter(slug=request.GET.get("community", "")[:80]).first()
    form = MeedoenForm(
        request.POST if request.method == "POST" else None, initial={"community": chosen}
    )
    if form.is_bound and form.is_valid():
        email = form.cleaned_data["email"].lower()
        if not drempel.passes(request, "meedoen"):
            return drempel.too_often(request)
        if drempel.passes_for(request, "meedoen", email):
            services.ask_without_account(**form.cleaned_data)
        return redirect("communities:meedoen_gevraagd")
    context = {"form": form, "communities": communities, "chosen": chosen}
    status = 422 if form.errors else 200
    return render(request, "communities/meedoen.html", context, status=status)


@needs(OPEN)
@require_safe
def asked(request: HttpRequest) -> HttpResponse:
    """Say that a mail is on its way."""
    return render(request, "communities/meedoen_gevraagd.html")


@needs(OPEN)
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """Ask whether the address is right; the button makes the account and sends the request on."""
    parts: list[Any] = tokens.read_link_token(CONFIRM_LINK, token) or []
    if len(parts) != 1 or not isinstance(parts[0], int):
        raise Http404
    if request.method not in METHODS:
        return HttpResponseNotAllowed(METHODS)
    rows = Lidmaatschapsverzoek.objects.select_related("community")
    row = rows.filter(pk=parts[0]).first()
    if row is not None and request.method == "POST":
        row = services.confirm(pk=row.pk)
    template = "communities/meedoen_bevestigen.html"
    if row is None:
        template = "communities/meedoen_verlopen.html"
    done = row is not None and row.state != RequestState.UNCONFIRMED
    context = {"verzoek": row, "done": done, "next": reverse("dashboard")}
    response = render(request, template, context, status=410 if row is None else 200)
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    return response


@needs(OPEN)
def ask(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask with an account; who has none fills in the form for that."""
    community = fetch(request, slug)
    if request.method not in METHODS:
        return HttpResponseNotAllowed(METHODS)
    user: Any = request.user
    if not user.is_authenticated:
        return redirect(f"{reverse('communities:meedoen')}?community={community.slug}")
    form = VerzoekForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            services.ask(actor=user, community=community, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, "Je verzoek ligt bij de organisatoren.")
            return redirect("dashboard")
    why_not = services.reason_not_to_ask(user, community)
    context = {"community": community, "form": form, "why_not": why_not}
    status = 422 if form.errors else 200
    return render(request, "communities/verzoek_doen.html", context, status=status)


@only_with(SIGNED_IN, "GET", "POST")
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask whether it is certain, and take one's own request back."""
    user: Any = request.user
    rows = Lidmaatschapsverzoek.objects.filter(deelnemer=user).select_related("community")
    row = get_object_or_404(rows, pk=pk)
    if request.method != "POST":
        return render(request, "communities/verzoek_intrekken.html", {"verzoek": row})
    try:
        services.withdraw(actor=user, verzoek=row)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, "Je verzoek is ingetrokken.")
    return redirect("dashboard")


class VerzoekenView(PagesMixin, PolicyMixin, ListView):
    """Who asks to join, longest waiting first; and who was answered."""

    permission = DECIDE
    template_name = "communities/verzoeken.html"
    context_object_name = "requests"
    paginate_by = PER_PAGE

    def get_policy_object(self) -> Model:
        """Ask the policy about the community."""
        self.community = fetch(self.request, self.kwargs["slug"])
        return self.community

    def get_queryset(self) -> QuerySet[Lidmaatschapsverzoek]:
        """Fetch those that wait, or those that were answered."""
        self.answered = self.request.GET.get("deel") == "beantwoord"
        rows = visible(self.request.user, self.community.verzoeken.all())
        rows = rows.select_related("deelnemer", "decided_by")
        if self.answered:
            decided = [RequestState.APPROVED, RequestState.DECLINED]
            return rows.filter(state__in=decided).order_by("-decided_at", "pk")
        return rows.waiting()  # type: ignore[no-any-return]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the two parts."""
        waiting = self.community.verzoeken.waiting().count()
        parts = [
            {"sleutel": "wacht", "tekst": "Wacht op jou", "url": "?", "aantal": waiting},
            {"sleutel": "beantwoord", "tekst": "Beantwoord", "url": "?deel=beantwoord"},
        ]
        return super().get_context_data(**kwargs) | {
            "community": self.community,
            "tabs_community": tabs(self.community, self.request.user),
            "parts": parts,
            "part": "beantwoord" if self.answered else "wacht",
        }


@about(DECIDE, ("GET", "POST"), fetch)
def decide(request: HttpRequest, community: Any, pk: int) -> HttpResponse:
    """Show who asks and why, and take the answer."""
    rows = visible(request.user, community.verzoeken.all())
    rows = rows.select_related("deelnemer__organisatie", "decided_by")
    row = get_object_or_404(rows, pk=pk)
    form = BesluitForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        given, actor = form.cleaned_data, request.user
        approve = given["decision"] == APPROVE
        try:
            services.decide(
                actor=actor,  # type: ignore[arg-type]
                verzoek=row,
                approve=approve,
                reason=given["reason"],
            )
        except ValidationError as error:
            form.add_error(None, error)
            row.refresh_from_db()
        else:
            done = "doet nu mee" if approve else "krijgt een mail met je antwoord"
            messages.success(request, f"{row.get_full_name()} {done}.")
            return redirect("communities:verzoeken", slug=community.slug)
    context = {
        "community": community,
        "verzoek": row,
        "form": form,
        "waits": row.state == RequestState.WAITING,
        "places": row.deelnemer.lidmaatschappen.select_related("community")
        if row.deelnemer
        else [],
    }
    status = 422 if form.errors else 200
    return render(request, "communities/verzoek.html", context, status=status)
