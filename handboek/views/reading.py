"""Reading one advies with its chain."""

from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.views.generic import DetailView

from handboek import chain, herkend, openbaar, rijk, schema_org, toegepast, uitgaven, verbanden
from handboek.enums import Level, Relation, State
from handboek.evidence import RULE
from handboek.later import failures_shown
from handboek.models import Advies
from handboek.sources import Reader, evidence_of, publicaties_under
from handboek.steps import steps
from handboek.views.versies import reference_to
from netwerk.kern.policy import PolicyMixin, allowed

CHANGES = 5  # lines of the change log on the page; older ones stand in the list of all
ABOUT = ("audiences", "themes", "areas", "instruments", "steps")


class CanonicalMixin:
    """Sends an old slug in the address on to the present one; the number finds the row."""

    object: Any

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Redirect for good when the address is not the present one."""
        self.object = self.get_object()  # type: ignore[attr-defined]
        if request.path != self.object.get_absolute_url():
            return redirect(self.object, permanent=True)
        context = self.get_context_data(object=self.object)  # type: ignore[attr-defined]
        return self.render_to_response(context)  # type: ignore[attr-defined, no-any-return]


class AdviesView(CanonicalMixin, PolicyMixin, DetailView):
    """One advies, complete on one page, with the chain under it."""

    permission = "handboek.view_advies"
    model = Advies
    template_name = "handboek/advies.html"
    context_object_name = "advies"
    slug_field = "number"
    slug_url_kwarg = "number"

    def get_queryset(self) -> QuerySet[Advies]:
        """Fetch the chain along, in a fixed number of queries."""
        rows: Any = super().get_queryset()
        return rows.with_sources().prefetch_related(*ABOUT, "themes__schema")  # type: ignore[no-any-return]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the evidence in words for this reader, the chain, and the neighbours."""
        advies, user = self.object, self.request.user
        reader = Reader.of_adviezen(user, [advies])
        lessen_visible = advies.state == State.PUBLISHED or (
            user.is_authenticated and user.in_network
        )
        against = contradictions(advies, reader, lessen_visible=lessen_visible)
        later = failures_shown(advies, reader)
        applied = toegepast.under_advies(user, advies)
        editions = uitgaven.with_advies(advies)
        objections = herkend.objections_shown(advies, reader)
        return super().get_context_data(**kwargs) | {
            "schema_org": schema_org.advies(advies),
            "kind": chain.kind_shown(advies),
            "evidence": evidence_of(advies, reader),
            "meaning": RULE[Level(advies.level)],
            "keten": chain.chain_shown(advies, reader, lessen_visible=lessen_visible)
            | {"terug": toegepast.back_in_chain(advies), "uitgaven": editions},
            "editions": editions,
            "short": openbaar.short_address(advies.number),
            "verwijzing": reference_to(advies, advies.version, advies.title),
            "sources": chain.sources_shown(advies, reader),
            "papers": publicaties_under(advies),
            "contradictions": against,
            "later": later,
            "objections": objections,
            "rijksvragen": rijk.under_advies(advies) if lessen_visible else [],
            "applied": applied,
            "disputes": bool(against or later or objections or applied["against"]),
            "show_chain": lessen_visible or allowed(user, "handboek.view_redactie"),
            "keten_url": "#keten" if lessen_visible else "",
            "steps": steps(advies.how),
            "neighbours": neighbours(advies),
            "changes": advies.wijzigingen.all()[:CHANGES] if advies.published_at else [],
            "verbanden": verbanden.shown(advies, user),
            "may_edit": allowed(user, "handboek.view_redactie"),
            "may_tell": allowed(user, "handboek.report_toepassing", advies),
        }


def contradictions(advies: Advies, reader: Reader, *, lessen_visible: bool) -> list[dict[str, Any]]:
    """Return the lessen that speak against an advies, with their sources for this reader."""
    return [
        {
            "les": chain.les_shown(link.les, visible=lessen_visible),
            "context": link.les.context,
            "settled_at": link.settled_at,
            "pairs": chain.pairs_shown(link.les.bevindingen.all(), reader),
        }
        for link in advies.onderbouwing.all()
        if link.relation == Relation.CONTRADICTS
    ]


def neighbours(advies: Advies) -> dict[str, Advies | None]:
    """Return the published adviezen before and after this one, as they stand in the book."""
    here = (advies.hoofdstuk.number, advies.position, advies.number)
    places = ("hoofdstuk__number", "position", "number")
    rows = Advies.objects.published().select_related("hoofdstuk")
    back = [f"-{name}" for name in places]
    return {
        "previous": rows.filter(beyond(places, here, "lt")).order_by(*back).first(),
        "next": rows.filter(beyond(places, here, "gt")).order_by(*places).first(),
    }


def beyond(names: tuple[str, ...], here: tuple[int, ...], way: str) -> Q:
    """Say which rows come before or after a place that several columns tell together."""
    found = Q(pk__in=[])
    same: dict[str, int] = {}
    for name, value in zip(names, here, strict=True):
        found |= Q(**same, **{f"{name}__{way}": value})
        same[name] = value
    return found


class ShortAddressView(PolicyMixin, DetailView):
    """``/handboek/adviezen/14/``: the address in a citation, which outlives every title."""

    permission = "handboek.view_advies"
    model = Advies
    slug_field = "number"
    slug_url_kwarg = "number"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Redirect for good to the page."""
        return redirect(self.get_object(), permanent=True)
