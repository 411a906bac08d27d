"""The queue of what was reported, and the page of one case: each reader sees their own part."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.generic import ListView

from communities import moderatie, services
from communities.enums import MeldingState
from communities.forms.moderatie import BesluitForm, BezwaarForm, HerzienForm
from communities.models import Zaak
from netwerk.kern.pages import PagesMixin, View, about
from netwerk.kern.policy import PolicyMixin, allowed, require

PER_PAGE = 20


def about_zaak(permission: str, *methods: str) -> Callable[[View], View]:
    """Give a function view its case: 404 before 403 before 405."""
    return about(permission, methods, _zaak, "pk")


def _zaak(request: HttpRequest, pk: int) -> Zaak:
    rows = Zaak.objects.visible_to(request.user)
    return get_object_or_404(rows.select_related("content_type", "community", "author"), pk=pk)


class WachtrijView(PagesMixin, PolicyMixin, ListView):
    """What waits for a decision of this person, oldest first; ``?deel=besloten`` what they did."""

    permission = "communities.view_moderation"
    model = Zaak
    template_name = "communities/moderatie/wachtrij.html"
    context_object_name = "zaken"
    paginate_by = PER_PAGE

    def get_queryset(self) -> QuerySet[Zaak]:
        """Fetch one row for each text, with its reports counted."""
        me: Any = self.request.user
        self.decided = self.request.GET.get("deel") == "besloten"
        if self.decided:
            rows = Zaak.objects.visible_to(me).filter(Q(decided_by=me) | Q(reviewed_by=me))
            rows = rows.order_by("-pk")
        else:
            rows = Zaak.objects.to_decide_by(me).order_by("created_at", "pk")
        rows = rows.annotate(times=Count("meldingen")).select_related("content_type", "community")
        return rows.prefetch_related("meldingen")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the two parts of the page, with what waits counted."""
        context = super().get_context_data(**kwargs)
        waiting = Zaak.objects.to_decide_by(self.request.user).count()
        parts = [
            {"sleutel": "wacht", "tekst": "Wacht op jou", "url": "?", "aantal": waiting},
            {"sleutel": "besloten", "tekst": "Door jou besloten", "url": "?deel=besloten"},
        ]
        return context | {"parts": parts, "part": "besloten" if self.decided else "wacht"}


@about_zaak("communities.view_zaak", "GET", "POST")
def zaak(request: HttpRequest, zaak: Zaak) -> HttpResponse:
    """Show one case; who is to decide does it here."""
    me: Any = request.user
    thing: Any = zaak.subject
    decides = allowed(me, "communities.decide_zaak", zaak)
    form = None
    if decides:
        data = request.POST if request.method == "POST" else None
        form = BesluitForm(data, thing=thing, again=zaak.is_disputed)
    if request.method == "POST":
        if not zaak.is_waiting and _moderates(me, zaak):
            messages.info(request, "Hierover is net al besloten.")
            return redirect(zaak)
        require(me, "communities.decide_zaak", zaak)
        if form and form.is_valid():
            try:
                services.decide(actor=me, zaak=zaak, **form.cleaned_data)
            except ValidationError as error:
                messages.info(request, " ".join(error.messages))
            else:
                messages.success(request, "Je besluit is bewaard. Wie het aangaat, krijgt mail.")
            return redirect("moderatie:wachtrij")
    status = 422 if form and form.errors else 200
    context = _context(me, zaak, thing) | {"form": form}
    return render(request, "communities/moderatie/zaak.html", context, status=status)


def _context(me: Any, zaak: Zaak, thing: Any) -> dict[str, Any]:
    """Return what this person may know of a case; nobody learns here who reported it."""
    moderates = _moderates(me, zaak)
    is_author = zaak.author_id == me.pk
    reports = zaak.meldingen.order_by("pk")
    own = reports.filter(reported_by=me.pk)
    shown = list(reports if moderates else own)
    return {
        "zaak": zaak,
        "thing": thing,
        "noun": moderatie.noun(thing),
        "the": moderatie.the(thing),
        "writer": getattr(thing, "writer", "iemand"),
        "moderates": moderates,
        "is_author": is_author,
        "reports": shown,
        "times": reports.count() if moderates else 0,
        "text": _text(zaak) if moderates or is_author or shown else "",
        "now": moderatie.text_of(thing) if moderates and thing and not thing.removed_at else "",
        "place": moderatie.place_for(me, thing) if thing else None,
        "may_reconsider": allowed(me, "communities.reconsider_zaak", zaak),
        "may_object": allowed(me, "communities.object_to_zaak", zaak),
        "REMOVED": MeldingState.REMOVED.value,
        "KEPT": MeldingState.KEPT.value,
    }


def _moderates(me: Any, zaak: Zaak) -> bool:
    """Say whether this person looks at a case as a moderator: not as who wrote or reported it."""
    if me.pk in {zaak.decided_by_id, zaak.reviewed_by_id}:
        return zaak.is_led_by(me)
    if zaak.is_waiting:
        return allowed(me, "communities.decide_zaak", zaak)
    leads = me.is_organiser(zaak.community_id) if zaak.community_id else me.is_redacteur
    return leads and zaak.author_id != me.pk


def _text(zaak: Zaak) -> str:
    """Return what stood there when it was last reported."""
    return zaak.meldingen.latest("pk").text


@about_zaak("communities.reconsider_zaak", "GET", "POST")
def reconsider(request: HttpRequest, zaak: Zaak) -> HttpResponse:
    """Come back on one's own decision."""
    return _with_words(
        request,
        zaak,
        HerzienForm(request.POST if request.method == "POST" else None),
        "communities/moderatie/herzien.html",
        lambda words: services.reconsider(actor=request.user, zaak=zaak, **words),  # type: ignore[arg-type]
        "Je kwam terug op je besluit. Wie het aangaat, krijgt mail.",
    )


@about_zaak("communities.object_to_zaak", "GET", "POST")
def objection(request: HttpRequest, zaak: Zaak) -> HttpResponse:
    """Ask somebody else to look again; once."""
    return _with_words(
        request,
        zaak,
        BezwaarForm(request.POST if request.method == "POST" else None),
        "communities/moderatie/bezwaar.html",
        lambda words: services.object_to(actor=request.user, zaak=zaak, **words),  # type: ignore[arg-type]
        "Iemand anders kijkt opnieuw. Je krijgt mail met het besluit.",
    )


def _with_words(
    request: HttpRequest,
    zaak: Zaak,
    form: Any,
    template: str,
    act: Callable[[dict[str, Any]], Any],
    done: str,
) -> HttpResponse:
    """Show a form for words, and do the act with them."""
    if request.method == "POST" and form.is_valid():
        try:
            act(form.cleaned_data)
        except ValidationError as error:
            messages.info(request, " ".join(error.messages))
        else:
            messages.success(request, done)
        return redirect(zaak)
    thing: Any = zaak.subject
    context = {
        "zaak": zaak,
        "form": form,
        "the": moderatie.the(thing),
        "text": _text(zaak),
        "KEPT": MeldingState.KEPT.value,
    }
    return render(request, template, context, status=422 if form.errors else 200)
