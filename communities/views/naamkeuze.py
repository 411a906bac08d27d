"""The list of names behind an @, while somebody writes in a conversation."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse

from communities.models import Gesprek
from communities.naamkeuze import offers
from communities.views.gesprekken import subject_or_404
from netwerk.kern.policy import needs, require

LONGEST = 100  # characters of what is typed


@needs("communities.add_reactie")
def people(request: HttpRequest, content_type_id: int, object_id: int) -> HttpResponse:
    """Return the people that the writer may mean by what was typed so far (``q``)."""
    subject: Any = subject_or_404(request.user, content_type_id, object_id)
    talk = Gesprek.about(subject)
    require(request.user, "communities.add_reactie", talk)
    if request.method not in {"GET", "HEAD"}:
        return HttpResponseNotAllowed(["GET", "HEAD"])
    typed = request.GET.get("q", "").replace("\x00", "")[:LONGEST]
    found = [
        {"value": each.value, "name": str(each.person), "work": each.work, "reads": each.reads}
        for each in offers(request.user, talk, typed)
    ]
    return JsonResponse({"people": found})
