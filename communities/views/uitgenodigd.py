"""The page that the mail of an invitation leads to; it works without logging in.

Opening it changes nothing, because mail scanners open every link. The link alone logs nobody
in: who has an account at that address answers from it.
"""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect, render
from django.urls import reverse

from communities.enums import InvitationState
from communities.forms.meedoen import AannameForm
from communities.models import Uitnodiging
from communities.notifications.uitnodigingen import LINK
from communities.services import uitnodigingen as services
from communities.services.leden import holder_of
from netwerk.kern.berichten import tokens
from netwerk.kern.berichten.views.links import masked
from netwerk.kern.policy import OPEN, needs

METHODS = ["GET", "HEAD", "POST"]
GONE = 410
YES, NO, AGAIN = "ja", "nee", "opnieuw"  # what a button says


@needs(OPEN)
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """Show an invitation, and do what a button says."""
    row = _find(token)
    if request.method not in METHODS:
        return HttpResponseNotAllowed(METHODS)
    said = request.POST.get("antwoord") if request.method == "POST" else ""
    if said == AGAIN:
        services.want_new(pk=row.pk)
        return _page(request, "communities/uitnodiging_aangevraagd.html", row)
    if _why_not(row):
        return _refused(request, row)
    try:
        if said == NO:
            services.decline(pk=row.pk)
            return _page(request, "communities/uitnodiging_afgeslagen.html", row)
        if said == YES:
            return _accept(request, row)
    except ValidationError as error:
        row = _find(token)  # somebody answered or took it back meanwhile
        if _why_not(row):
            return _refused(request, row)
        return _ask(request, row, error=" ".join(error.messages), status=422)
    return _ask(request, row)


def _find(token: str) -> Uitnodiging:
    parts: list[Any] = tokens.read_link_token(LINK, token) or []
    pk = parts[0] if len(parts) == 1 and isinstance(parts[0], int) else None
    rows = Uitnodiging.objects.select_related("community", "invited_by", "accepted_by")
    row = rows.filter(pk=pk).first() if pk else None
    if row is None:
        raise Http404
    return row


def _why_not(row: Uitnodiging) -> str:
    """Return why nobody can answer it any more, or ""."""
    if row.state != InvitationState.OPEN:
        return str(row.state)
    if row.community.has_ended:
        return "ended"
    return "expired" if row.is_expired else ""


def _accept(request: HttpRequest, row: Uitnodiging) -> HttpResponse:
    """Join: as who is logged in, or with a new account when nobody has this address."""
    user: Any = request.user
    if user.is_authenticated:
        services.accept(pk=row.pk, person=user)
        return redirect("communities:inside", slug=row.community.slug)
    form = AannameForm(request.POST)
    if not form.is_valid():
        return _ask(request, row, form=form, status=422)
    services.accept_with_new_account(pk=row.pk, **form.cleaned_data)
    return _page(request, "communities/uitnodiging_welkom.html", row)


def _ask(request: HttpRequest, row: Uitnodiging, status: int = 200, **more: Any) -> HttpResponse:
    """Show the invitation with what this visitor can do."""
    holder = holder_of(row.email)
    user: Any = request.user
    names = {"first_name": row.first_name, "infix": row.infix, "last_name": row.last_name}
    context: dict[str, Any] = {
        "form": AannameForm(initial=names) if holder is None else None,
        "is_holder": user.is_authenticated and holder is not None and holder.pk == user.pk,
        "has_account": holder is not None,
        "is_closed": holder is not None and not holder.is_active,
    }
    return _page(request, "communities/uitnodiging_antwoord.html", row, status, **(context | more))


def _refused(request: HttpRequest, row: Uitnodiging) -> HttpResponse:
    return _page(request, "communities/uitnodiging_voorbij.html", row, GONE, why=_why_not(row))


def _page(
    request: HttpRequest, template: str, row: Uitnodiging, status: int = 200, **more: Any
) -> HttpResponse:
    context = {
        "invitation": row,
        "community": row.community,
        "address": masked(row.email),
        "next": reverse("communities:inside", args=[row.community.slug]),
        **more,
    }
    response = render(request, template, context, status=status)
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    return response
