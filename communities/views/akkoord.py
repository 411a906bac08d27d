"""The question that comes first: do you agree to the terms?"""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from communities import akkoord
from communities.models import Akkoord, Voorwaarden
from communities.services import voorwaarden
from netwerk.kern.pages import only_with
from netwerk.kern.policy import SIGNED_IN


@only_with(SIGNED_IN, "GET", "POST")
def agree(request: HttpRequest) -> HttpResponse:
    """Show the terms that hold and what changed; keep the answer and go where the person was."""
    terms = Voorwaarden.objects.current()
    if terms is None:
        raise Http404
    target = _target(request)
    newer = False
    if request.method == "POST":
        newer = request.POST.get("version") != str(terms.version)
        if not newer:
            voorwaarden.agree(actor=request.user, terms=terms)
            akkoord.mark_agreed(request.session, request.user, terms.version)
            return redirect(target)
    mine = Akkoord.objects.filter(deelnemer=request.user.pk).select_related("voorwaarden")
    context = {
        "terms": terms,
        "agreed": mine.filter(voorwaarden=terms).first(),
        "before": mine.order_by("-voorwaarden__version").first(),
        "next": target,
        "newer": newer,
    }
    return render(request, "communities/akkoord.html", context, status=422 if newer else 200)


def _target(request: HttpRequest) -> str:
    """Return where the person was going; only an address of this site."""
    wanted = request.POST.get("next") or request.GET.get("next", "")
    here = {request.get_host()}
    if url_has_allowed_host_and_scheme(wanted, here, require_https=request.is_secure()):
        return wanted
    return reverse("dashboard")
