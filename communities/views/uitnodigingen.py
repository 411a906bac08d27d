"""Inviting: organisers paste a list, look at it, send it, and see what became of each."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count, Model, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.generic import ListView

from communities.enums import InvitationState
from communities.forms.meedoen import UitnodigForm
from communities.models import Community, Uitnodiging
from communities.services import uitnodigingen as services
from communities.services.uitnodigingen import INVITE, Judged, Outcome
from communities.views.communities import tabs
from netwerk.kern.pages import PagesMixin, about
from netwerk.kern.policy import PolicyMixin, visible

PER_PAGE = 50
SEND, LOOK = "stuur", "kijk"
OPEN, EXPIRED, ANSWERED, BACK = "open", "verlopen", "beantwoord", "terug"
PARTS = (
    (OPEN, "Open"),
    (EXPIRED, "Verlopen"),
    (ANSWERED, "Beantwoord"),
    (BACK, "Kwam terug"),
)


def fetch(request: HttpRequest, slug: str) -> Community:
    """Return the community of an address; every community has a public page."""
    return get_object_or_404(visible(request.user, Community.objects.all()), slug=slug)


def _filters() -> dict[str, Q]:
    open_now, now = Q(state=InvitationState.OPEN), timezone.now()
    return {
        OPEN: open_now & Q(expires_at__gt=now),
        EXPIRED: open_now & Q(expires_at__lte=now),
        ANSWERED: ~open_now,
        BACK: Q(came_back=True) & open_now,
    }


class UitnodigingenView(PagesMixin, PolicyMixin, ListView):
    """Who was invited, in four parts, newest first."""

    permission = INVITE
    template_name = "communities/uitnodigingen.html"
    context_object_name = "invitations"
    paginate_by = PER_PAGE

    def get_policy_object(self) -> Model:
        """Ask the policy about the community."""
        self.community = fetch(self.request, self.kwargs["slug"])
        return self.community

    def get_queryset(self) -> QuerySet[Uitnodiging]:
        """Fetch one part."""
        asked = self.request.GET.get("deel", "")
        self.part = asked if asked in _filters() else OPEN
        rows = visible(self.request.user, Uitnodiging.objects.filter(community=self.community))
        return rows.filter(_filters()[self.part]).select_related("invited_by", "accepted_by")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the parts with their numbers."""
        counts = Uitnodiging.objects.filter(community=self.community).aggregate(
            **{key: Count("pk", filter=condition) for key, condition in _filters().items()}
        )
        parts = [
            {"sleutel": key, "tekst": label, "url": f"?deel={key}", "aantal": counts[key]}
            for key, label in PARTS
        ]
        return super().get_context_data(**kwargs) | {
            "community": self.community,
            "tabs_community": tabs(self.community, self.request.user),
            "parts": parts,
            "part": self.part,
            "expired_count": counts[EXPIRED],
        }


@about(INVITE, ("GET", "POST"), fetch)
def invite(request: HttpRequest, community: Any) -> HttpResponse:
    """Ask for a list, show what would happen, and send it; what cannot be read stays to mend."""
    form = UitnodigForm(request.POST if request.method == "POST" else None)
    page = {"community": community, "form": form, "valid_days": services.VALID_FOR.days}
    if request.method != "POST":
        return render(request, "communities/uitnodigen.html", page)
    if not form.is_valid():
        return render(request, "communities/uitnodigen.html", page, status=422)
    who: Any = {"actor": request.user, "community": community, "entries": form.entries}
    try:
        if request.POST.get("stap") != SEND:
            return _preview(request, page, services.judge(**who))
        words = {name: form.cleaned_data[name] for name in ("role", "note")}
        page |= _sorted(services.invite(**who, **words))
    except ValidationError as error:
        form.add_error(None, error)
        return render(request, "communities/uitnodigen.html", page, status=422)
    return render(request, "communities/uitgenodigd.html", page)


def _preview(request: HttpRequest, page: dict[str, Any], judged: list[Judged]) -> HttpResponse:
    """Show what would happen; the addresses that were read go along, the others can be mended."""
    wrong = [one.entry.raw for one in judged if one.outcome == Outcome.WRONG]
    read = [one.entry.raw for one in judged if one.outcome != Outcome.WRONG]
    given = page["form"].cleaned_data
    form = UitnodigForm(
        initial={
            "good": "\n".join(read),
            "addresses": "\n".join(wrong),
            "note": given["note"],
            "role": given["role"],
        }
    )
    form.fields["addresses"].label = "Deze kunnen we niet lezen"
    form.fields["addresses"].help_text = "Maak ze goed, of haal ze weg."
    return render(
        request, "communities/uitnodigen_kijk.html", page | {"form": form} | _sorted(judged)
    )


def _sorted(judged: list[Judged]) -> dict[str, Any]:
    """Return the addresses by what becomes of each."""
    found: dict[str, list[Judged]] = {outcome.value: [] for outcome in Outcome}
    for one in judged:
        found[one.outcome.value].append(one)
    mailed = [one for one in judged if one.outcome.is_mailed]
    return {"found": found, "mailed": mailed, "rest": len(judged) - len(mailed)}


def _one(community: Community, pk: int) -> Uitnodiging:
    return get_object_or_404(Uitnodiging.objects.filter(community=community), pk=pk)


@about(INVITE, ("POST",), fetch)
def resend(request: HttpRequest, community: Any, pk: int) -> HttpResponse:
    """Mail one invitation again."""
    actor: Any = request.user
    try:
        row = services.resend(actor=actor, uitnodiging=_one(community, pk))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, f"De uitnodiging aan {row.email} is opnieuw verstuurd.")
    return redirect("communities:uitnodigingen", slug=community.slug)


@about(INVITE, ("GET", "POST"), fetch)
def resend_expired(request: HttpRequest, community: Any) -> HttpResponse:
    """Ask whether it is certain, and mail all that expired again."""
    actor: Any = request.user
    rows = Uitnodiging.objects.filter(_filters()[EXPIRED], community=community)
    if request.method != "POST":
        context = {"community": community, "number": rows.count()}
        return render(request, "communities/uitnodigingen_verlopen.html", context)
    try:
        number = services.resend_expired(actor=actor, community=community)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, f"Opnieuw verstuurd: {number}.")
    return redirect("communities:uitnodigingen", slug=community.slug)


@about(INVITE, ("GET", "POST"), fetch)
def revoke(request: HttpRequest, community: Any, pk: int) -> HttpResponse:
    """Ask whether it is certain, and take one invitation back."""
    actor: Any = request.user
    row = _one(community, pk)
    if request.method != "POST":
        context = {"community": community, "invitation": row}
        return render(request, "communities/uitnodiging_intrekken.html", context)
    try:
        services.revoke(actor=actor, uitnodiging=row)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, f"De uitnodiging aan {row.email} is ingetrokken.")
    return redirect("communities:uitnodigingen", slug=community.slug)
