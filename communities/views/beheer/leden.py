"""The beheer of one member: give and take roles, close and open the account.

Everything here is for a beheerder; what each act does stands in services.py.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from communities import ledenlijst, services
from communities.enums import Role
from communities.forms import (
    LidmaatschapForm,
    NetworkRolesForm,
    NieuwLidForm,
    RoleForm,
)
from communities.models import Community, Deelnemer, Lidmaatschap
from netwerk.kern.berichten import beheerlijst, bounces, retries
from netwerk.kern.pages import View, only_with

MANAGE = "communities.manage_members"


def manages(*methods: str) -> Callable[[View], View]:
    """Let only a beheerder in, and only these methods; a refusal comes back as a message.

    A service refuses with a ValidationError; the person's page then says why.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def answered(request: HttpRequest, pk: int, **kwargs: int) -> HttpResponse:
            try:
                return view(request, pk, **kwargs)
            except ValidationError as error:
                messages.error(request, " ".join(error.messages))
                return redirect("beheer_lid", pk)

        return only_with(MANAGE, *methods)(answered)

    return decorate


@only_with(MANAGE, "GET", "POST")
def add(request: HttpRequest) -> HttpResponse:
    """Add a person, who hears of it by mail."""
    form = NieuwLidForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            person = _add(request.user, form.cleaned_data)
        except ValidationError as error:
            form.add_error("email", error)
        else:
            messages.success(request, f"{person} is toegevoegd en krijgt een mail.")
            return redirect("beheer_lid", person.pk)
    status = 422 if form.errors else 200
    return render(request, "beheer/lid_nieuw.html", {"form": form}, status=status)


def _add(actor: Any, data: dict[str, Any]) -> Deelnemer:
    organisatie = data["organisatie"]
    if data["new_organisatie"]:
        organisatie = services.add_organisatie(
            actor=actor, name=data["new_organisatie"], kind=data["new_kind"]
        )
    return services.add_deelnemer(
        actor=actor,
        email=data["email"],
        first_name=data["first_name"],
        infix=data["infix"],
        last_name=data["last_name"],
        organisatie=organisatie,
        community=data["community"],
        role=data["role"],
    )


@manages("GET")
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one person: places in communities, roles in the network, and what was done."""
    found = _person(request, pk)
    places = found.lidmaatschappen.select_related("community").order_by("community")
    context = {
        "person": found,
        "places": [(place, RoleForm(instance=place)) for place in places],
        "add_form": LidmaatschapForm(person=found),
        "roles_form": NetworkRolesForm(instance=found),
        "log": ledenlijst.log_of(found),
        "failed_address": bounces.known_of(found),
        "last_messages": beheerlijst.last_messages(found, timezone.now()),
    }
    return render(request, "beheer/lid.html", context)


def _person(request: HttpRequest, pk: int) -> Deelnemer:
    rows = Deelnemer.objects.visible_to(request.user).with_organisatie()
    return get_object_or_404(rows.select_related("province"), pk=pk)


def _place(request: HttpRequest, pk: int, place: int) -> Lidmaatschap:
    """Return a place in a community, of this person only."""
    rows = Lidmaatschap.objects.select_related("community", "deelnemer")
    return get_object_or_404(rows, pk=place, deelnemer=_person(request, pk))


@manages("POST")
def add_to_community(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the person a place in one more community."""
    found = _person(request, pk)
    form = LidmaatschapForm(request.POST, person=found)
    if not form.is_valid():
        raise ValidationError("Kies een community en een rol.")
    services.add_lidmaatschap(
        actor=request.user,
        person=found,
        community=form.cleaned_data["community"],
        role=form.cleaned_data["role"],
    )
    messages.success(request, f"{found} doet nu mee in {form.cleaned_data['community']}.")
    return redirect("beheer_lid", pk)


@manages("POST")
def change_role(request: HttpRequest, pk: int, place: int) -> HttpResponse:
    """Change what the person does in a community."""
    found = _place(request, pk, place)
    role = request.POST.get("role", "")
    if role not in Role.values:
        raise ValidationError("Kies een rol.")
    services.change_role(actor=request.user, lidmaatschap=found, role=role)
    label = Role(role).label
    messages.success(request, f"{found.deelnemer} is nu {label} in {found.community}.")
    return redirect("beheer_lid", pk)


@manages("GET", "POST")
def remove_from_community(request: HttpRequest, pk: int, place: int) -> HttpResponse:
    """Ask whether it is certain, then take the person out of a community."""
    found = _place(request, pk, place)
    if request.method == "POST":
        services.remove_lidmaatschap(actor=request.user, lidmaatschap=found)
        messages.success(request, f"{found.deelnemer} doet niet meer mee in {found.community}.")
        return redirect("beheer_lid", pk)
    return render(request, "beheer/lid_uit_community.html", {"place": found})


@manages("POST")
def network_roles(request: HttpRequest, pk: int) -> HttpResponse:
    """Make the person redacteur or beheerder, or no longer."""
    found = _person(request, pk)
    services.set_network_roles(
        actor=request.user,
        person=found,
        is_redacteur="is_redacteur" in request.POST,
        is_beheerder="is_beheerder" in request.POST,
    )
    messages.success(request, f"De rollen van {found} zijn bewaard.")
    return redirect("beheer_lid", pk)


@manages("GET", "POST")
def deactivate(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask whether it is certain, then close the account."""
    found = _person(request, pk)
    if request.method == "POST":
        services.deactivate(actor=request.user, person=found)
        messages.success(request, f"Het account van {found} staat uit.")
        return redirect("beheer_lid", pk)
    alone = Community.objects.organised_only_by(found)
    return render(request, "beheer/lid_uitzetten.html", {"person": found, "alone": alone})


@manages("GET", "POST")
def reactivate(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask whether it is certain, then open the account again."""
    found = _person(request, pk)
    if request.method == "POST":
        services.reactivate(actor=request.user, person=found)
        messages.success(request, f"{found} kan weer inloggen.")
        return redirect("beheer_lid", pk)
    return render(request, "beheer/lid_aanzetten.html", {"person": found})


@manages("POST")
def end_sessions(request: HttpRequest, pk: int) -> HttpResponse:
    """Log the person out on every device."""
    found = _person(request, pk)
    services.end_sessions(actor=request.user, person=found)
    messages.success(request, f"{found} is overal uitgelogd.")
    return redirect("beheer_lid", pk)


@manages("POST")
def retry_address(request: HttpRequest, pk: int) -> HttpResponse:
    """Mail to this person is tried again as if nothing had come back."""
    found = _person(request, pk)
    if retries.retry_address(actor=request.user, person=found):
        messages.success(request, "We proberen het adres weer.")
    return redirect("beheer_lid", pk)
