"""A list of adviezen to take along: one's own, and one that stands in an address."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from handboek import meenemen, services
from handboek.enums import State
from handboek.forms import NotitieForm
from handboek.models import Advies, Lijstitem
from netwerk.kern.pages import about, number_of, only_with
from netwerk.kern.policy import OPEN, SIGNED_IN, allowed, needs, visible

PAGE = 20


@needs(OPEN)
@require_safe
def shared(request: HttpRequest) -> HttpResponse:
    """Show the adviezen whose numbers stand in the address, to read and to print.

    Without a cookie the address is the list: what changes it is a link to another address.
    """
    asked = meenemen.read_numbers(request.GET.get("n", ""))
    if more := [number for typed in request.GET.getlist("erbij") if (number := number_of(typed))]:
        joined = ",".join(str(number) for number in [*asked.numbers, *more])
        asked = meenemen.read_numbers(joined)
        if not asked.left_out:
            return redirect(meenemen.address_of(asked.numbers))
    rows = visible(request.user, Advies.objects.filter(state=State.PUBLISHED))
    found = {row.number: row for row in rows.filter(number__in=asked.numbers)}
    numbers = [number for number in asked.numbers if number in found]
    context = {
        "rows": [_row(found[number], numbers) for number in numbers],
        "missing": [number for number in asked.numbers if number not in found],
        "left_out": asked.left_out,
        "along": meenemen.Along(numbers, signed_in=False),
        "address": meenemen.address_of(numbers),
        "text": meenemen.as_text([found[number] for number in numbers], {}),
    }
    response = render(request, "handboek/meenemen.html", context)
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response


def _row(advies: Advies, numbers: list[int]) -> dict[str, Any]:
    here = numbers.index(advies.number)
    rest = [number for number in numbers if number != advies.number]
    before, after = here - 1, here + 1
    return {
        "advies": advies,
        "without": meenemen.address_of(rest),
        "up": _moved(rest, advies.number, before) if before >= 0 else "",
        "down": _moved(rest, advies.number, after) if after < len(numbers) else "",
    }


def _moved(rest: list[int], number: int, place: int) -> str:
    return meenemen.address_of([*rest[:place], number, *rest[place:]])


def _items(request: HttpRequest) -> Any:
    return visible(request.user, Lijstitem.objects.select_related("advies"))


def _item(request: HttpRequest, pk: int) -> Lijstitem:
    return get_object_or_404(_items(request), pk=pk)


@only_with(SIGNED_IN, "GET")
def mine(request: HttpRequest) -> HttpResponse:
    """Show one's own list."""
    return _mine(request)


def _mine(request: HttpRequest, wrong: NotitieForm | None = None, pk: int = 0) -> HttpResponse:
    """Draw the list; ``wrong`` is what was typed with the item ``pk`` and could not be kept."""
    items = list(_items(request))
    keys = [item.pk for item in items]
    asked = keys.index(pk) // PAGE + 1 if pk in keys else request.GET.get("pagina")
    page = Paginator(items, PAGE).get_page(asked)
    standing = [item for item in items if item.advies.state == State.PUBLISHED]
    numbers = [item.advies.number for item in standing]
    notes = {item.advies.number: item.note for item in standing}
    context = {
        "page_obj": page,
        "rows": [(item, wrong if item.pk == pk and wrong else _form(item)) for item in page],
        "total": len(items),
        "address": f"{settings.SITE_URL}{meenemen.address_of(numbers)}",
        "text": meenemen.as_text([item.advies for item in standing], notes),
    }
    return render(request, "handboek/mijn_lijst.html", context, status=422 if wrong else 200)


def _form(item: Lijstitem) -> NotitieForm:
    return NotitieForm(initial={"note": item.note}, prefix=f"n{item.pk}")


@only_with(SIGNED_IN, "GET")
def paper(request: HttpRequest) -> HttpResponse:
    """Show one's own list to print, with the notes."""
    return render(request, "handboek/mijn_lijst_papier.html", {"items": _items(request)})


@only_with(SIGNED_IN, "POST")
def mail(request: HttpRequest) -> HttpResponse:
    """Mail oneself the list."""
    try:
        services.mail_list(actor=request.user)
    except ValidationError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, "Je lijst komt naar je toe per mail.")
    return redirect("handboek:mijn_lijst")


def _advies(request: HttpRequest, number: int) -> Advies:
    return get_object_or_404(visible(request.user, Advies.objects.all()), number=number)


@about("handboek.list_advies", ("POST",), _advies, "number")
def put(request: HttpRequest, advies: Advies) -> HttpResponse:
    """Put an advies on one's own list."""
    try:
        services.put_on_list(actor=request.user, adviezen=[advies])
    except ValidationError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, f"Advies {advies.number} staat op je lijst.")
    return redirect(advies)


@only_with(SIGNED_IN, "POST")
def put_chosen(request: HttpRequest) -> HttpResponse:
    """Put the adviezen that somebody ticked on one's own list."""
    numbers = meenemen.read_numbers(",".join(request.POST.getlist("erbij"))).numbers
    found = {
        row.number: row
        for row in visible(request.user, Advies.objects.filter(number__in=numbers))
        if allowed(request.user, "handboek.list_advies", row)
    }
    chosen = [found[number] for number in numbers if number in found]
    try:
        put = services.put_on_list(actor=request.user, adviezen=chosen)
    except ValidationError as error:
        messages.error(request, error.message)
    else:
        if put:
            word = "1 advies staat" if put == 1 else f"{put} adviezen staan"
            messages.success(request, f"{word} nu onderaan je lijst.")
        else:
            messages.info(request, "Er kwam niets bij. Vink eerst een advies aan.")
    return redirect("handboek:mijn_lijst")


@about("handboek.change_lijstitem", ("POST",), _item, "pk")
def take_off(request: HttpRequest, item: Lijstitem) -> HttpResponse:
    """Take an advies from one's own list; comes back to where the button was."""
    services.take_off_list(actor=request.user, item=item)
    messages.success(request, f"Advies {item.advies.number} staat niet meer op je lijst.")
    return redirect(item.advies if "advies" in request.POST else reverse("handboek:mijn_lijst"))


@about("handboek.change_lijstitem", ("POST",), _item, "pk")
def up(request: HttpRequest, item: Lijstitem) -> HttpResponse:
    """Change places with the one above."""
    return _move(request, item, up=True)


@about("handboek.change_lijstitem", ("POST",), _item, "pk")
def down(request: HttpRequest, item: Lijstitem) -> HttpResponse:
    """Change places with the one below."""
    return _move(request, item, up=False)


def _move(request: HttpRequest, item: Lijstitem, *, up: bool) -> HttpResponse:
    try:
        place = services.move_on_list(actor=request.user, item=item, up=up)
    except ValidationError as error:
        messages.error(request, error.message)
        return redirect("handboek:mijn_lijst")
    messages.success(request, f"Advies {item.advies.number} staat nu op plaats {place}.")
    return redirect(_place(place, item))


def _place(place: int, item: Lijstitem) -> str:
    page = (place - 1) // PAGE + 1
    query = f"?pagina={page}" if page > 1 else ""
    return f"{reverse('handboek:mijn_lijst')}{query}#item-{item.pk}"


@about("handboek.change_lijstitem", ("POST",), _item, "pk")
def note(request: HttpRequest, item: Lijstitem) -> HttpResponse:
    """Keep a note with an advies."""
    form = NotitieForm(request.POST, prefix=f"n{item.pk}")
    if not form.is_valid():
        return _mine(request, form, item.pk)
    services.note_on_list(actor=request.user, item=item, note=form.cleaned_data["note"])
    messages.success(request, "Je notitie is bewaard.")
    place = [row.pk for row in _items(request)].index(item.pk) + 1
    return redirect(_place(place, item))
