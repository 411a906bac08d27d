"""The terms of use, for everybody: the version that holds, and the ones before it."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from communities.models import Voorwaarden
from netwerk.kern.policy import OPEN, needs


@needs(OPEN)
@require_safe
def current(request: HttpRequest) -> HttpResponse:
    """Show the version that holds now."""
    terms = Voorwaarden.objects.current()
    if terms is None:
        raise Http404
    return _page(request, terms)


@needs(OPEN)
def version(request: HttpRequest, number: int) -> HttpResponse:
    """Show one version, also one that holds no more; of a draft nothing is told."""
    terms = get_object_or_404(Voorwaarden.objects.published(), version=number)
    if request.method not in {"GET", "HEAD"}:
        return HttpResponseNotAllowed(["GET", "HEAD"])
    return _page(request, terms, by_number=True)


def _page(request: HttpRequest, terms: Voorwaarden, *, by_number: bool = False) -> HttpResponse:
    versions = list(Voorwaarden.objects.published().defer("text"))
    context = {
        "terms": terms,
        "versions": versions,
        "is_current": terms.pk == versions[0].pk,
        "by_number": by_number,
    }
    return render(request, "communities/voorwaarden.html", context)
