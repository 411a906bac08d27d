"""The beheer of messages: does mail go, what did not arrive and why, and sending it again.

A beheerder sees kinds, people and moments, never what a message was about.
"""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from netwerk.kern.berichten import beheerlijst, retries
from netwerk.kern.berichten.models import Delivery, State
from netwerk.kern.pages import BoundedPaginator, only_with

MANAGE = "berichten.manage_messages"
PER_PAGE = 50
MOST_LISTED = BoundedPaginator.most
MOST_REASONS = 5


@only_with(MANAGE, "GET")
def overview(request: HttpRequest) -> HttpResponse:
    """Show whether mail goes, and one list of what did not arrive."""
    now = timezone.now()
    chosen = beheerlijst.chosen(request.GET.get("lijst", ""))
    page = BoundedPaginator(chosen.rows(), PER_PAGE).get_page(request.GET.get("pagina"))
    page.object_list = [chosen.line(row, now) for row in page.object_list]
    context = {
        "chosen": chosen,
        "tabs": _tabs(),
        "page_obj": page,
        "is_bounded": page.paginator.count == MOST_LISTED,
        "reasons": _reasons() if chosen.key == "mislukt" else [],
        "status": beheerlijst.status(now),
    }
    return render(request, "beheer/berichten.html", context)


def _tabs() -> list[dict[str, Any]]:
    address = reverse("beheer_berichten")
    return [
        {
            "sleutel": each.key,
            "tekst": each.title,
            "url": f"{address}?{urlencode({'lijst': each.key})}#lijst",
            "aantal": each.number() if each.is_counted else None,
        }
        for each in beheerlijst.LISTS
    ]


def _reasons() -> list[dict[str, Any]]:
    """Return why most messages were given up, with how many of them can be sent again."""
    rows: QuerySet[Delivery] = Delivery.objects.filter(
        retries.can_be_sent(timezone.now()), state=State.DEAD
    ).order_by()
    counted = rows.values("reason").annotate(number=Count("pk")).order_by("-number", "reason")
    return [row for row in counted[:MOST_REASONS] if row["number"] > 1]


@only_with(MANAGE, "GET", "POST")
def retry(request: HttpRequest, pk: int) -> HttpResponse:
    """Send one message again; what may have arrived already asks whether that is certain."""
    delivery = get_object_or_404(Delivery.objects.select_related("person"), pk=pk)
    back = _back(delivery)
    if request.method != "POST":
        line = beheerlijst.line_of_delivery(delivery, timezone.now())
        context = {"line": line, "delivery": delivery, "back": back}
        return render(request, "beheer/bericht_opnieuw.html", context)
    if retries.retry_delivery(actor=request.user, delivery=delivery):
        whom = delivery.person or "iemand zonder account"
        messages.success(request, f"Het bericht aan {whom} gaat opnieuw weg.")
    else:
        messages.error(request, "Dit bericht gaat niet meer weg: het moment is voorbij.")
    return redirect(back)


def _back(delivery: Delivery) -> str:
    lists = {State.DEAD: "mislukt", State.BOUNCED: "teruggekomen", State.AMBIGUOUS: "onduidelijk"}
    query = urlencode({"lijst": lists.get(State(delivery.state), "mislukt")})
    return f"{reverse('beheer_berichten')}?{query}"


@only_with(MANAGE, "GET", "POST")
def retry_all(request: HttpRequest) -> HttpResponse:
    """Ask how sure it is, then send all messages again that were given up for one reason."""
    reason = (request.POST if request.method == "POST" else request.GET).get("fout", "")[:200]
    reason = reason.replace("\x00", "")
    if request.method == "POST":
        number = retries.retry_dead(actor=request.user, reason=reason)
        left = retries.dead_of(reason)[:MOST_LISTED].count()
        messages.success(request, _planned(number, left))
        return redirect("beheer_berichten")
    context = {
        "reason": reason,
        "number": retries.dead_of(reason)[:MOST_LISTED].count(),
        "batch": retries.BATCH,
    }
    return render(request, "beheer/berichten_opnieuw.html", context)


def _planned(number: int, left: int) -> str:
    done = "1 bericht gaat" if number == 1 else f"{number} berichten gaan"
    rest = f" Er staan er nog {left}." if left else ""
    return f"{done} opnieuw weg.{rest}" if number else "Er was niets meer om opnieuw te sturen."
