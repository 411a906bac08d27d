"""The writers ask the organisation that their casus describes, ask again, and take it back."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from casussen import services
from casussen.enums import ConsentState
from casussen.forms.consent import ContactForm
from casussen.models import Casus, Toestemming
from casussen.services.consent import VALID_FOR
from casussen.views.access import about_casus
from casussen.views.preview import preview_of

PAGE = "casussen:request_publication"
TAKEN_BACK = (
    "De link in de mail werkt niet meer.",
    "De contactpersoon krijgt daar geen mail over.",
    "Je kunt daarna iemand anders vragen.",
)


@about_casus("casussen.request_publication", "GET", "POST")
def ask(request: HttpRequest, casus: Casus) -> HttpResponse:
    """Name a contact, and mail the question."""
    newest = Toestemming.objects.newest_of(casus)
    form = ContactForm(request.POST or None, initial=_same(newest))
    if request.method == "POST" and form.is_valid():
        try:
            services.ask_consent(actor=request.user, casus=casus, **form.cleaned_data)  # type: ignore[arg-type]
        except services.CasusError as error:
            form.add_error(None, str(error))
        else:
            messages.success(
                request, f"De vraag is gemaild aan {form.cleaned_data['contact_name']}."
            )
            return redirect(PAGE, casus.slug)
    context = {
        "casus": casus,
        "form": form,
        "missing": services.missing_for_publication(casus),
        "waiting": newest if newest and newest.state == ConsentState.OPEN else None,
        "preview": preview_of(casus),
        "days": VALID_FOR.days,
    }
    return render(request, "casussen/toestemming_vragen.html", context)


def _same(newest: Toestemming | None) -> dict[str, str]:
    """Start from the contact who was asked before: a new text is a new question to them."""
    if newest is None:
        return {}
    names = ("contact_name", "contact_role", "contact_email")
    return {name: getattr(newest, name) for name in names}


@about_casus("casussen.request_publication", "POST")
def resend(request: HttpRequest, casus: Casus) -> HttpResponse:
    """Mail the question again."""
    try:
        row = services.resend_consent(actor=request.user, casus=casus)  # type: ignore[arg-type]
    except services.CasusError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, f"De vraag is opnieuw gemaild aan {row.contact_name}.")
    return redirect(PAGE, casus.slug)


@about_casus("casussen.request_publication", "GET", "POST")
def take_back(request: HttpRequest, casus: Casus) -> HttpResponse:
    """Ask whether the question is to be taken back, and do it."""
    newest = Toestemming.objects.newest_of(casus)
    if newest is None or newest.state != ConsentState.OPEN:
        messages.info(request, "Er wacht geen vraag op antwoord.")
        return redirect(PAGE, casus.slug)
    if request.method != "POST":
        context = {"casus": casus, "row": newest, "gevolgen": TAKEN_BACK}
        return render(request, "casussen/toestemming_terugnemen.html", context)
    try:
        services.take_back_consent(actor=request.user, casus=casus)  # type: ignore[arg-type]
    except services.CasusError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, "De vraag is teruggenomen.")
    return redirect(PAGE, casus.slug)
