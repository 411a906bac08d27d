"""The desk of news: write, look, publish, and mail it to who follows."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.generic import ListView

from communities.forms.openbaar import NieuwsForm
from communities.models import Nieuwsbericht
from communities.notifications.nieuws import preview, reach
from communities.services import nieuws as services
from netwerk.kern.berichten import showing
from netwerk.kern.pages import PagesMixin, only_with
from netwerk.kern.policy import PolicyMixin

WRITES = "communities.write_news"
PER_PAGE = 20


class NieuwsView(PagesMixin, PolicyMixin, ListView):
    """Everything, drafts first."""

    permission = WRITES
    template_name = "beheer/nieuws.html"
    paginate_by = PER_PAGE

    def get_queryset(self) -> QuerySet[Nieuwsbericht]:
        """Return what this person may see, without the texts."""
        rows = Nieuwsbericht.objects.visible_to(self.request.user).select_related("author")
        newest = F("published_at").desc(nulls_first=True)
        return rows.defer("body", "search_vector").order_by(newest, "-pk")


def _nieuws(request: HttpRequest, pk: int) -> Nieuwsbericht:
    return get_object_or_404(Nieuwsbericht.objects.visible_to(request.user), pk=pk)


@only_with(WRITES, "GET", "POST")
def write(request: HttpRequest) -> HttpResponse:
    """Write a draft; nobody sees it yet."""
    form = NieuwsForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        nieuws = services.write_news(actor=request.user, **form.values())
        return redirect("beheer_nieuwsbericht", nieuws.pk)
    return _form(request, form, None)


@only_with(WRITES, "GET", "POST")
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Change the text; what was typed stays when somebody else was quicker."""
    nieuws = _nieuws(request, pk)
    data = request.POST if request.method == "POST" else None
    form = NieuwsForm(data, instance=_nieuws(request, pk))
    if data is not None and form.is_valid():
        try:
            services.change_news(
                actor=request.user,
                nieuws=nieuws,
                expected=form.cleaned_data["expected"],
                **form.values(),
            )
        except ValidationError as error:
            form.add_error(None, error)
            form.data = form.data.copy()
            form.data["expected"] = nieuws.fingerprint
        else:
            messages.success(request, "De tekst is bewaard.")
            return redirect("beheer_nieuwsbericht", pk)
    return _form(request, form, nieuws)


def _form(request: HttpRequest, form: NieuwsForm, nieuws: Nieuwsbericht | None) -> HttpResponse:
    status = 422 if form.errors else 200
    context = {"form": form, "nieuws": nieuws}
    return render(request, "beheer/nieuws_schrijven.html", context, status=status)


@only_with(WRITES, "GET")
def look(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the item as it reads, and what can be done with it now."""
    return render(request, "beheer/nieuwsbericht.html", {"nieuws": _nieuws(request, pk)})


@only_with(WRITES, "POST")
def publish(request: HttpRequest, pk: int) -> HttpResponse:
    """Let everybody read it."""
    services.publish_news(actor=request.user, nieuws=_nieuws(request, pk))
    messages.success(request, "Het bericht staat op de site.")
    return redirect("beheer_nieuwsbericht", pk)


@only_with(WRITES, "GET", "POST")
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask whether it is certain, then make it a draft again."""
    nieuws = _nieuws(request, pk)
    if request.method == "POST":
        services.withdraw_news(actor=request.user, nieuws=nieuws)
        messages.success(request, "Het bericht is van de site af. Het is weer een concept.")
        return redirect("beheer_nieuwsbericht", pk)
    return render(request, "beheer/nieuws_intrekken.html", {"nieuws": nieuws})


@only_with(WRITES, "GET", "POST")
@showing.page_around_it
def mail(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the mail and whom it reaches, then send it; once."""
    nieuws = _nieuws(request, pk)
    if request.method == "POST":
        try:
            services.mail_news(actor=request.user, nieuws=nieuws)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            messages.success(request, "Het bericht gaat nu naar wie het netwerk volgt.")
        return redirect("beheer_nieuwsbericht", pk)
    if nieuws.mailed_at is not None or not nieuws.is_published:
        return redirect("beheer_nieuwsbericht", pk)
    context: dict[str, Any] = {
        "nieuws": nieuws,
        "reach": reach(nieuws),
        "mail": preview(nieuws, request.user),
    }
    return render(request, "beheer/nieuws_mailen.html", context)


@only_with(WRITES, "GET")
@showing.the_mail
def as_it_looks(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the HTML of the mail, as a document that can do nothing."""
    [html] = preview(_nieuws(request, pk), request.user).alternatives
    return HttpResponse(str(html.content))
