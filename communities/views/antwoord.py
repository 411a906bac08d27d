"""Saying which post is the answer, and taking that back."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect

from communities import services
from communities.views.gesprekken import reactie_or_404
from netwerk.kern.policy import needs, require


@needs("communities.mark_answer")
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Call a post the answer, or with an empty ``antwoord`` no more."""
    found = reactie_or_404(request, pk)
    require(request.user, "communities.mark_answer", found.gesprek)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    person: Any = request.user
    if not request.POST.get("antwoord"):
        services.take_answer_back(actor=person, reactie=found)
        messages.success(request, "Deze reactie is niet meer het antwoord.")
        return redirect(found.place())
    try:
        services.set_answer(actor=person, reactie=found)
    except ValidationError as error:
        messages.error(request, error.messages[0])
    else:
        messages.success(request, "Deze reactie staat nu boven het gesprek, als het antwoord.")
    return redirect(found.place())
