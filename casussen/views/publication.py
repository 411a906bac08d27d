"""Who may read a casus: narrowing, widening, asking to publish, and answering that."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from casussen import services
from casussen.forms.casussen import DecisionForm, RequestForm, VisibilityForm
from casussen.models import Casus
from casussen.views.access import about_casus
from casussen.views.preview import preview_of
from casussen.views.reading import last_refusal, who_reads
from casussen.weg import refusals, way_of
from communities.enums import Visibility
from netwerk.kern.policy import allowed

DROPPED = (
    "Niemand kan er meer over beslissen. Wie al mail kreeg, ziet dat je het verzoek terugnam.",
    "Het akkoord van de organisatie blijft staan.",
    "Je kunt later opnieuw vragen.",
)


@about_casus("casussen.change_visibility", "GET", "POST")
def visibility(request: HttpRequest, casus: Casus) -> HttpResponse:
    """Choose who reads; what is public is narrowed only after a question."""
    public = casus.visibility == Visibility.PUBLIC
    form = VisibilityForm(
        request.POST or None, initial={"visibility": "" if public else casus.visibility}
    )
    context = {"casus": casus, "form": form, "public": public, "who_reads": who_reads(casus)}
    if request.method == "POST" and form.is_valid():
        if public and not form.cleaned_data["confirmed"]:
            context["wanted"] = form.cleaned_data["visibility"]
            return render(request, "casussen/minder_openbaar.html", context)
        try:
            casus = services.change_visibility(
                actor=request.user, casus=casus, visibility=form.cleaned_data["visibility"]
            )
        except services.CasusError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, f"Bewaard. Wie mag dit lezen: {_lower(who_reads(casus))}.")
            return redirect(casus)
    return render(request, "casussen/zichtbaarheid.html", context)


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]


@about_casus("casussen.request_publication", "GET", "POST")
def request_publication(request: HttpRequest, casus: Casus) -> HttpResponse:
    """Show the way to the public, what is done of it, and ask somebody else to look along."""
    form = RequestForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.request_publication(
                actor=request.user, casus=casus, note=form.cleaned_data["note"]
            )
        except services.CasusError as error:
            form.add_error(None, str(error))
        else:
            messages.success(
                request, "Je verzoek is verstuurd. Een organisator of redacteur kijkt mee."
            )
            return redirect("casussen:request_publication", casus.slug)
    context = {
        "casus": casus,
        "form": form,
        "way": way_of(casus),
        "preview": preview_of(casus),
        "refused": last_refusal(casus),
    }
    return render(request, "casussen/publiceren.html", context)


@about_casus("casussen.request_publication", "GET", "POST")
def drop(request: HttpRequest, casus: Casus) -> HttpResponse:
    """Take the request back that waits."""
    if casus.open_request is None:
        messages.info(request, "Er wacht geen verzoek op antwoord.")
    elif request.method != "POST":
        context = {"casus": casus, "gevolgen": DROPPED}
        return render(request, "casussen/verzoek_terugnemen.html", context)
    else:
        services.drop_request(actor=request.user, casus=casus)
        messages.success(request, "Je verzoek is teruggenomen.")
    return redirect("casussen:request_publication", casus.slug)


@about_casus("casussen.decide_publication", "GET", "POST")
def decide(request: HttpRequest, casus: Casus) -> HttpResponse:
    """Answer a request to publish; who asked cannot."""
    verzoek = casus.open_request
    if verzoek is None or not allowed(request.user, "casussen.view_publicatieverzoek", verzoek):
        messages.info(request, "Er wacht geen verzoek op antwoord.")
        return redirect(casus)
    way = way_of(casus)
    form = DecisionForm(request.POST or None, may_grant=way.has_consent and not way.missing)
    if request.method == "POST" and form.is_valid():
        try:
            services.decide_publication(actor=request.user, verzoek=verzoek, **form.cleaned_data)
        except services.CasusError as error:
            form.add_error(None, str(error))
        else:
            granted = form.cleaned_data["granted"]
            words = (
                "Iedereen kan de casus nu lezen." if granted else "De casus blijft zoals hij was."
            )
            messages.success(request, f"{words} Wie het vroeg, krijgt bericht.")
            return redirect(casus)
    context = {
        "casus": casus,
        "verzoek": verzoek,
        "form": form,
        "way": way,
        "preview": preview_of(casus),
        "earlier": refusals(casus),
    }
    return render(request, "casussen/besluit.html", context)
