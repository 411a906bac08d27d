"""Writing to the people of a meeting: the log, the form, the preview, and sending."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from bijeenkomsten import audiences, services
from bijeenkomsten.forms import RondmailForm
from bijeenkomsten.maillog import perhaps_missed, totals_of
from bijeenkomsten.models import Bijeenkomst, Rondmail
from bijeenkomsten.notifications.rondmail import preview
from bijeenkomsten.services.rondmail import MOST_A_DAY, why_not
from bijeenkomsten.views.access import about_meeting, about_rondmail
from netwerk.kern.berichten import showing
from netwerk.kern.policy import visible

PAGE_SIZE = 20
ORGANISES = "bijeenkomsten.mail_attendees"
SEES, CHANGES = "bijeenkomsten.view_rondmail", "bijeenkomsten.change_rondmail"


@about_meeting(ORGANISES, "GET")
def log(request: HttpRequest, bijeenkomst: Bijeenkomst) -> HttpResponse:
    """Show what was sent, to whom and what became of it, and the drafts; newest first."""
    rows = visible(request.user, bijeenkomst.rondmails.select_related("author"))
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("pagina"))
    totals = totals_of(page.object_list)
    for mail in page.object_list:
        mail.bijeenkomst = bijeenkomst
        mail.totals = totals[mail.pk]
    context = {"bijeenkomst": bijeenkomst, "page_obj": page, "why_not": why_not(bijeenkomst)}
    return render(request, "bijeenkomsten/rondmails.html", context)


@about_meeting(ORGANISES, "GET", "POST")
def write(request: HttpRequest, bijeenkomst: Bijeenkomst) -> HttpResponse:
    """Write a mail; it is kept as a draft and shown before it goes anywhere."""
    data = request.POST if request.method == "POST" else None
    form = RondmailForm(data, bijeenkomst=bijeenkomst, user=request.user)
    if data is not None and form.is_valid():
        try:
            rondmail = services.write_rondmail(
                actor=request.user, bijeenkomst=bijeenkomst, **form.values()
            )
        except services.BijeenkomstError as error:
            form.add_error(None, str(error))
        else:
            return redirect(rondmail)
    return _form(request, bijeenkomst, form)


@about_rondmail(CHANGES, "GET", "POST")
def change(request: HttpRequest, rondmail: Rondmail) -> HttpResponse:
    """Change a draft; what was typed stays when somebody else was quicker."""
    data = request.POST if request.method == "POST" else None
    stored = Rondmail.objects.get(pk=rondmail.pk)
    form = RondmailForm(
        data, instance=rondmail, bijeenkomst=rondmail.bijeenkomst, user=request.user
    )
    if data is not None and form.is_valid():
        try:
            services.change_rondmail(
                actor=request.user,
                rondmail=stored,
                expected=form.cleaned_data["expected"],
                **form.values(),
            )
        except services.BijeenkomstError as error:
            form.add_error(None, str(error))
            form.data = form.data.copy()
            form.data["expected"] = stored.fingerprint
        else:
            return redirect(stored)
    return _form(request, rondmail.bijeenkomst, form, stored)


def _form(
    request: HttpRequest,
    bijeenkomst: Bijeenkomst,
    form: RondmailForm,
    rondmail: Rondmail | None = None,
) -> HttpResponse:
    context = {
        "bijeenkomst": bijeenkomst,
        "form": form,
        "rondmail": rondmail,
        "why_not": why_not(bijeenkomst),
        "most": MOST_A_DAY,
    }
    status = 422 if form.errors else 200
    return render(request, "bijeenkomsten/rondmail_schrijven.html", context, status=status)


@about_rondmail(SEES, "GET")
@showing.page_around_it
def look(request: HttpRequest, rondmail: Rondmail) -> HttpResponse:
    """Show the mail as it will arrive, and to how many people; later what became of it."""
    mail = preview(rondmail, request.user)
    context = {
        "rondmail": rondmail,
        "bijeenkomst": rondmail.bijeenkomst,
        "mail": mail,
        "to_whom": rondmail.get_audience_display(),
    }
    if rondmail.is_sent:
        context["totals"] = totals_of([rondmail])[rondmail.pk]
        context["missed"] = perhaps_missed(rondmail)
    else:
        context["reach"] = audiences.reach(rondmail, request.user)
        context["why_not"] = why_not(rondmail.bijeenkomst)
    return render(request, "bijeenkomsten/rondmail.html", context)


@about_rondmail(SEES, "GET")
@showing.the_mail
def as_it_looks(request: HttpRequest, rondmail: Rondmail) -> HttpResponse:
    """Give the HTML of the mail, as a document that can do nothing."""
    [html] = preview(rondmail, request.user).alternatives
    return HttpResponse(str(html.content))


@about_rondmail(CHANGES, "POST")
def try_out(request: HttpRequest, rondmail: Rondmail) -> HttpResponse:
    """Send the mail to who writes it."""
    try:
        services.try_rondmail(actor=request.user, rondmail=rondmail)
    except services.BijeenkomstError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, "Je krijgt de proef zo in je mail.")
    return redirect(rondmail)


@about_rondmail(SEES, "POST")
def send(request: HttpRequest, rondmail: Rondmail) -> HttpResponse:
    """Send the mail once, if it still is the text that stood on the screen."""
    number = audiences.reach(rondmail, request.user).willing
    try:
        services.send_rondmail(
            actor=request.user, rondmail=rondmail, expected=request.POST.get("expected", "")
        )
    except services.BijeenkomstError as error:
        messages.error(request, str(error))
    else:
        people = "1 persoon" if number == 1 else f"{number} mensen"
        messages.success(request, f"Je mail gaat nu naar {people}.")
    return redirect(rondmail)


@about_rondmail(CHANGES, "GET", "POST")
def discard(request: HttpRequest, rondmail: Rondmail) -> HttpResponse:
    """Ask whether it is certain, then throw a draft away."""
    if request.method != "POST":
        context = {"rondmail": rondmail, "bijeenkomst": rondmail.bijeenkomst}
        return render(request, "bijeenkomsten/rondmail_weg.html", context)
    try:
        services.discard_rondmail(actor=request.user, rondmail=rondmail)
    except services.BijeenkomstError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, "Het concept is weg.")
    return redirect("bijeenkomsten:mails", rondmail.bijeenkomst.slug)
