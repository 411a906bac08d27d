"""Drafts of posts: keeping one while somebody types, throwing it away, and the own list."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.generic import ListView

from communities import services
from communities.forms.gesprekken import ConceptForm
from communities.models import Gesprek, Reactieconcept
from communities.views.gesprekken import subject_or_404
from netwerk.kern.pages import PagesMixin
from netwerk.kern.policy import PolicyMixin, allowed, needs, require

CLOSED = "Dit gesprek is gesloten. Kopieer je tekst als je hem wilt houden."


@needs("communities.add_reactie")
def keep(request: HttpRequest, content_type_id: int, object_id: int) -> HttpResponse:
    """Keep what somebody types; the answer says so."""
    subject: Any = subject_or_404(request.user, content_type_id, object_id)
    talk = Gesprek.about(subject)
    if talk.closed_at and allowed(request.user, "communities.view_gesprek", talk):
        return JsonResponse({"problem": CLOSED}, status=409)
    require(request.user, "communities.add_reactie", talk)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    form = ConceptForm(request.POST, gesprek=talk)
    if not form.is_valid():
        problem = " ".join(error for errors in form.errors.values() for error in errors)
        return JsonResponse({"problem": problem}, status=413)
    draft = services.keep_concept(actor=request.user, subject=subject, **form.kept)
    now = timezone.localtime()
    sentence = f"Bewaard om {now.hour}.{now:%M} uur. Alleen jij ziet dit." if draft else ""
    return JsonResponse({"kept": draft is not None, "sentence": sentence, "busy": []})


@needs("communities.add_reactie")
def discard(request: HttpRequest, content_type_id: int, object_id: int) -> HttpResponse:
    """Throw one's own draft away; the page that follows can put it back."""
    subject: Any = subject_or_404(request.user, content_type_id, object_id)
    talk = Gesprek.about(subject)
    require(request.user, "communities.add_reactie", talk)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    form = ConceptForm({**request.POST.dict(), "body": ""}, gesprek=talk)
    draft = None
    if form.is_valid():
        kept = form.kept
        draft = services.discard_concept(
            actor=request.user, subject=subject, parent=kept["parent"], part=kept["part"]
        )
    return render(request, "communities/concept_weg.html", {"gesprek": talk, "draft": draft})


class ConceptenView(PagesMixin, PolicyMixin, ListView):
    """What somebody wrote in conversations and did not place, newest first."""

    permission = "signed_in"
    template_name = "communities/concepten.html"
    paginate_by = 20

    def get_queryset(self) -> Any:
        """Return one's own, as far as the conversation can be read."""
        rows = Reactieconcept.objects.of(self.request.user).select_related("parent__author")
        return rows.prefetch_related("subject").order_by("-updated_at", "-pk")
