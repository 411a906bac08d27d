"""One button at a post: this is so in my work too."""

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect, render

from communities import herkenbaar, services
from communities.views.gesprekken import reactie_or_404
from netwerk.kern.policy import needs, require

PART = "X-Deel"  # a script asks for the part of the page alone


@needs("communities.recognise_reactie")
def mark(request: HttpRequest, pk: int) -> HttpResponse:
    """Put one's mark at a post (``aan=1``), or take it away (``aan=0``)."""
    reactie = reactie_or_404(request, pk)
    require(request.user, "communities.recognise_reactie", reactie)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    known = request.POST.get("aan") != "0"
    services.set_herkenbaar(actor=request.user, reactie=reactie, known=known)
    if PART not in request.headers:
        return redirect(reactie.place())
    now = herkenbaar.marks(request.user, [reactie])[reactie.pk]
    return render(request, "communities/herkenbaar.html", {"reactie": reactie, "mark": now})
