"""What the public reads of changes: older versions of an advies, and the change log."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.timezone import localtime
from django.views.decorators.http import require_safe
from django.views.generic import DetailView

from handboek import citeren
from handboek.enums import ChangeKind, State
from handboek.models import Advies, AdviesEvent, Wijziging
from handboek.steps import steps
from handboek.taal import PROSE
from netwerk.kern import feeds
from netwerk.kern.policy import OPEN, PolicyMixin, needs

PAGE = 25
TEXTS = (ChangeKind.FIRST, ChangeKind.VERSION)
READ = ("kind", *PROSE)  # templates/handboek/versie.html draws each


def texts_of(advies: Advies) -> QuerySet[AdviesEvent]:
    """Return the text of each version as it stood last in the handboek, the newest first."""
    rows = AdviesEvent.objects.filter(pgh_obj=advies, state=State.PUBLISHED)
    return rows.order_by("-version", "-pgh_id").distinct("version")


def reference(advies: Advies, version: int) -> citeren.Verwijzing | None:
    """Return how to refer to one text; None when there is no such version in the handboek."""
    row = texts_of(advies).filter(version=version).first()
    return None if row is None else reference_to(advies, row.version, row.title)


def reference_to(advies: Advies, version: int, title: str) -> citeren.Verwijzing:
    """Refer to a text that is at hand; its year is that in which it came in the handboek."""
    told = advies.wijzigingen.filter(kind__in=TEXTS, version=version).first()
    at = told.at if told else advies.published_at or advies.created_at
    return citeren.van_advies(advies, versie=version, titel=title, jaar=localtime(at).year)


class VersionsView(PolicyMixin, DetailView):
    """The versions of an advies, with what changed in each."""

    permission = "handboek.view_advies"
    model = Advies
    template_name = "handboek/versies.html"
    context_object_name = "advies"
    slug_field = "number"
    slug_url_kwarg = "number"

    def get_queryset(self) -> QuerySet[Advies]:
        """Leave out what was never published, also for who writes it."""
        rows: Any = super().get_queryset()
        return rows.filter(published_at__isnull=False).select_related("hoofdstuk")  # type: ignore[no-any-return]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add a page of versions."""
        page = Paginator(texts_of(self.object), PAGE).get_page(self.request.GET.get("pagina"))
        shown = [text.version for text in page.object_list]
        told = self.object.wijzigingen.filter(kind__in=TEXTS, version__in=shown)
        lines = {row.version: row for row in told}
        rows = [{"text": text, "change": lines.get(text.version)} for text in page.object_list]
        return super().get_context_data(**kwargs) | {"rows": rows, "page": page}


class VersionView(VersionsView):
    """One version as it stood in the handboek."""

    template_name = "handboek/versie.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the text of then."""
        number = self.kwargs["version"]
        row = texts_of(self.object).filter(version=number).first()
        if row is None:
            raise Http404
        text = Advies(**{name: getattr(row, name) for name in READ})
        changes = self.object.wijzigingen.filter(kind__in=TEXTS, version=number)
        return super().get_context_data(**kwargs) | {
            "text": text,
            "steps": steps(text.how),
            "version": number,
            "change": changes.first(),
            "verwijzing": reference_to(self.object, number, text.title),
        }


@needs(OPEN)
@require_safe
def changes(request: HttpRequest) -> HttpResponse:
    """List every change in the handboek, the newest first."""
    page = Paginator(Wijziging.objects.of_public(), PAGE).get_page(request.GET.get("pagina"))
    return render(request, "handboek/wijzigingen.html", {"page": page})


@needs(OPEN)
@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    """Give the newest changes in Atom."""
    return feeds.respond(
        request,
        title="Wijzigingen in het handboek",
        about="Wat er veranderde in de adviezen, en waarom.",
        page=reverse("handboek:wijzigingen"),
        items=[
            feeds.Item(
                f"{row.advies.title}: {row.get_kind_display()}",
                f"{reverse('handboek:kort', args=[row.advies.number])}#wijziging-{row.pk}",
                format_html("<p>{} {}</p>", row.what, row.reason),
                row.at,
                row.at,
            )
            for row in Wijziging.objects.of_public()[: feeds.ITEMS]
        ],
        licence=True,
    )
