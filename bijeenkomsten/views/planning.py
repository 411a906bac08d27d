"""Planning a meeting, changing it, cancelling it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.generic import CreateView, UpdateView

from bijeenkomsten import services
from bijeenkomsten.enums import Scope
from bijeenkomsten.forms import BijeenkomstForm, CancelForm, ChangeForm, PlanForm, copied
from bijeenkomsten.models import Bijeenkomst
from bijeenkomsten.views.access import about_meeting
from communities.models import Community
from netwerk.kern.pages import OneObjectMixin
from netwerk.kern.policy import PolicyMixin

FORM_METHODS = ("get", "head", "post", "options")  # Django would take a PUT for a POST


class MeetingCreateView(PolicyMixin, CreateView):
    """Plan a meeting; the members of its communities get a mail."""

    model = Bijeenkomst
    http_method_names = FORM_METHODS
    form_class = PlanForm
    permission = "bijeenkomsten.schedule_bijeenkomst"
    template_name = "bijeenkomsten/formulier.html"

    def get_form_kwargs(self) -> dict[str, Any]:
        """Tell the form who plans."""
        return super().get_form_kwargs() | {"user": self.request.user}

    def get_initial(self) -> dict[str, Any]:
        """Start from the community that the organiser came from, or the first one."""
        user: Any = self.request.user
        organised = user.organised_ids
        rows = Community.objects.filter(pk__in=organised)
        wanted = rows.filter(slug=self.request.GET.get("community", "").replace("\x00", ""))
        return {"community": wanted.first() or rows.first(), "visibility": "community"}

    def form_valid(self, form: Any) -> HttpResponse:
        """Plan it."""
        return plan(self.request, form)


def plan(
    request: HttpRequest, form: PlanForm, programme_of: Bijeenkomst | None = None
) -> HttpResponse:
    """Plan what a good form asks for: one meeting or a series, with a programme or without."""
    values = form.values() | {"programme_of": programme_of}
    if series := form.series():
        made = services.schedule_reeks(actor=request.user, **series, **values)
        messages.success(
            request,
            f"Er staan {len(made)} bijeenkomsten in de agenda. De leden krijgen er één mail over.",
        )
        return redirect(made[0])
    meeting = services.schedule_bijeenkomst(actor=request.user, **values)
    what = "Kijk of het programma nog klopt." if programme_of else "Maak nu het programma."
    messages.success(
        request, f"De bijeenkomst staat in de agenda. De leden krijgen er een mail over. {what}"
    )
    return redirect("bijeenkomsten:agenda", meeting.slug)


@about_meeting("bijeenkomsten.copy_bijeenkomst", "GET", "POST")
def copy(request: HttpRequest, bijeenkomst: Bijeenkomst) -> HttpResponse:
    """Plan a new meeting that starts from this one: all but the day, and with its programme."""
    data = request.POST if request.method == "POST" else None
    form = PlanForm(data, user=request.user, initial=copied(bijeenkomst))
    if request.method == "POST" and form.is_valid():
        return plan(request, form, programme_of=bijeenkomst)
    context = {"form": form, "source": bijeenkomst}
    return render(request, "bijeenkomsten/formulier.html", context)


class MeetingUpdateView(OneObjectMixin, UpdateView):
    """Change a meeting; who comes hears of a new time or place."""

    model = Bijeenkomst
    http_method_names = FORM_METHODS
    form_class = ChangeForm
    permission = "bijeenkomsten.change_bijeenkomst"
    template_name = "bijeenkomsten/formulier.html"

    def get_form_kwargs(self) -> dict[str, Any]:
        """Tell the form who changes."""
        return super().get_form_kwargs() | {"user": self.request.user}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Keep the title as it is stored, whatever was typed."""
        title = kwargs["form"].initial["title"] if "form" in kwargs else self.object.title
        return super().get_context_data(stored_title=title, **kwargs)

    def form_valid(self, form: Any) -> HttpResponse:
        """Change it, unless somebody else did meanwhile."""
        before = form.cleaned_data["revision"]
        try:
            meeting, *others = services.update_reeks(
                actor=self.request.user,
                bijeenkomst=self.object,
                scope=form.cleaned_data.get("scope", Scope.THIS),
                expected_revision=before,
                **form.values(),
            )
        except services.ChangedMeanwhileError as error:
            form.add_error(None, str(error))
            form.data = form.data.copy()
            form.data["revision"] = Bijeenkomst.objects.get(pk=self.object.pk).revision
            return self.form_invalid(form)
        except services.BijeenkomstError as error:
            field = getattr(error, "field", "")
            form.add_error(field if field in form.fields else "capacity", str(error))
            return self.form_invalid(form)
        messages.success(self.request, _what_happened(form, before, meeting, len(others)))
        return redirect(meeting)


def _what_happened(
    form: BijeenkomstForm, before: int | None, meeting: Bijeenkomst, others: int
) -> str:
    if before == meeting.revision:
        return "Er is niets gewijzigd."
    if others:
        return (
            f"Bewaard, ook voor {_of_the_series(others)}. Wie zich heeft aangemeld, krijgt een "
            "mail als de tijd of plaats anders is."
        )
    moved = {"first_day", "start_time", "end_time", "last_day", "place", "online_link"}
    if moved & set(form.changed_data) and not meeting.is_cancelled:
        return "Bewaard. Wie zich heeft aangemeld, krijgt een mail met de nieuwe tijd of plaats."
    return "Bewaard."


def _of_the_series(others: int) -> str:
    return f"{others} andere bijeenkomst{'en' if others > 1 else ''} van de reeks"


@about_meeting("bijeenkomsten.cancel_bijeenkomst", "GET", "POST")
def cancel(request: HttpRequest, bijeenkomst: Bijeenkomst) -> HttpResponse:
    """Ask why it does not go on, and cancel it."""
    data = request.POST if request.method == "POST" else None
    form = CancelForm(data, bijeenkomst=bijeenkomst)
    if request.method == "POST" and form.is_valid():
        try:
            number = services.cancel_reeks(
                actor=request.user,
                bijeenkomst=bijeenkomst,
                scope=form.cleaned_data.get("scope", Scope.THIS),
                reason=form.cleaned_data["reason"],
            )
        except services.BijeenkomstError as error:
            form.add_error(None, str(error))
        else:
            what = "De bijeenkomst gaat" if number == 1 else f"{number} bijeenkomsten gaan"
            messages.success(request, f"{what} niet door. Wie zou komen, krijgt een mail.")
            return redirect(bijeenkomst)
    context = {"bijeenkomst": bijeenkomst, "form": form}
    return render(request, "bijeenkomsten/afgelasten.html", context)


@about_meeting("bijeenkomsten.restore_bijeenkomst", "GET", "POST")
def restore(request: HttpRequest, bijeenkomst: Bijeenkomst) -> HttpResponse:
    """Ask whether it goes on after all, and let it."""
    if request.method != "POST":
        return render(request, "bijeenkomsten/herstellen.html", {"bijeenkomst": bijeenkomst})
    try:
        services.restore_bijeenkomst(actor=request.user, bijeenkomst=bijeenkomst)
    except services.BijeenkomstError as error:
        messages.error(request, str(error))
    else:
        messages.success(
            request, "De bijeenkomst gaat toch door. Wie zich had aangemeld, krijgt een mail."
        )
    return redirect(bijeenkomst)
