"""The list of members: find people with filters that stand in the address, and take it along."""

import re
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.views.generic import ListView

from communities import ledenlijst
from communities.forms import LedenFilter
from communities.models import Deelnemer, DeelnemerQuerySet
from communities.services.bewerkingen import MOST
from netwerk.kern.audit import services as audit
from netwerk.kern.berichten import bounces
from netwerk.kern.pages import PagesMixin, only_with
from netwerk.kern.policy import PolicyMixin
from netwerk.kern.tabellen import csv_response

NUMBER = re.compile(r"[0-9]{1,18}")
MANAGE = "communities.manage_members"
PER_PAGE = 50
TYPED = ("q", "organisatie")  # may hold a name, so the log only says that there was one


def people_of(request: HttpRequest, form: LedenFilter) -> DeelnemerQuerySet:
    """Return the people that the filters let through, in the order that was asked for."""
    chosen = form.chosen()
    rows = ledenlijst.filtered(Deelnemer.objects.visible_to(request.user), chosen)
    return ledenlijst.in_order(rows, chosen.get("volgorde", ""))


class LedenView(PagesMixin, PolicyMixin, ListView):
    """All people; choose some of them to change something for all at once."""

    permission = MANAGE
    template_name = "beheer/leden.html"
    context_object_name = "people"
    paginate_by = PER_PAGE

    def get_queryset(self) -> QuerySet[Deelnemer]:
        """Return the people that the filters let through."""
        self.form = LedenFilter(self.request.GET)
        rows = people_of(self.request, self.form).with_organisatie().select_related("province")
        return rows.prefetch_related("lidmaatschappen__community")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the filters, and whose mail comes back."""
        context = super().get_context_data(**kwargs)
        bounces.mark(context["people"])
        return context | {
            "filter": self.form,
            "chips": list(self.form.chips()),
            "has_many": context["paginator"].count > MOST,
            "most": MOST,
        }


@only_with(MANAGE, "POST")
def download(request: HttpRequest) -> HttpResponseBase:
    """Give the list as CSV; the log keeps how many people and with which filters."""
    form = LedenFilter(request.GET)
    if not form.is_valid():
        messages.error(request, "Een van je filters bestaat niet. Kies opnieuw.")
        return redirect("beheer_leden")
    rows = people_of(request, form)
    used = {chip["name"]: chip["key"] for chip in form.chips() if chip["name"] not in TYPED}
    audit.record(
        actor=request.user,
        action="leden.exported",
        number=rows.count(),
        searched=any(form.cleaned_data[name] for name in TYPED),
        **used,
    )
    name = f"leden-{timezone.localdate():%Y-%m-%d}.csv"
    return csv_response(name, ledenlijst.EXPORT_HEADER, ledenlijst.export_rows(rows))


def selected(request: HttpRequest) -> list[int] | None:
    """Return whom a beheerder chose on the list: some, or all of a filter (None: too many)."""
    if request.GET.get("alle"):
        form = LedenFilter(request.GET)
        if not form.is_valid():
            return []
        found = list(people_of(request, form).values_list("pk", flat=True)[: MOST + 1])
    else:
        found = numbers(request.GET.getlist("wie"))
    return None if len(found) > MOST else found


def numbers(texts: list[str]) -> list[int]:
    """Return what are the numbers of people, once each."""
    return sorted({int(text) for text in texts if NUMBER.fullmatch(text)})[: MOST + 1]


def answer_to_nobody(request: HttpRequest, people: list[int] | None) -> HttpResponse:
    """Go back to the list with what must be chosen first."""
    if people is None:
        messages.error(request, f"Kies hooguit {MOST} leden tegelijk. Gebruik een filter.")
    else:
        messages.error(request, "Kies eerst een of meer leden.")
    return redirect("beheer_leden")
