"""One's own searches: keep one, see what they are, change, stop, throw away and put back."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from netwerk.kern.berichten import preferences
from netwerk.kern.berichten.models import Attention, Frequency
from netwerk.kern.policy import SIGNED_IN, needs, require
from netwerk.kern.zoeken import bronnen, services
from netwerk.kern.zoeken.bronnen import Bron
from netwerk.kern.zoeken.forms import ZoekopdrachtForm, begin
from netwerk.kern.zoeken.models import MOST_EACH, Zoekopdracht

PLACE = "waar"
LONGEST = 1000


@dataclass(frozen=True)
class Line:
    """One search as the list shows it."""

    row: Zoekopdracht
    url: str
    words: str
    stopped: bool


@needs(SIGNED_IN)
def overview(request: HttpRequest) -> HttpResponse:
    """Show the searches that this person keeps, and those that can be put back."""
    if request.method not in {"GET", "HEAD"}:
        return HttpResponseNotAllowed(["GET", "HEAD"])
    mine = Zoekopdracht.objects.visible_to(request.user)
    rows = list(mine.kept())
    silent = preferences.attentions_of(request.user, rows)
    context = {
        "lines": [_line(request.user, row, silent.get(row.pk, "")) for row in rows],
        "removed": list(mine.thrown_away().order_by("-removed_at")[:MOST_EACH]),
        "most": MOST_EACH,
    }
    return render(request, "zoeken/zoekopdrachten.html", context)


def _line(user: Any, row: Zoekopdracht, attention: str) -> Line:
    bron = bronnen.get(row.place)
    stopped = row.frequency == Frequency.NEVER or attention == Attention.MUTE
    if bron is None:
        return Line(row, "", "", stopped)
    words = bron.words(user, QueryDict(row.choices))
    return Line(row, bron.address(row.choices), words, stopped)


@needs(SIGNED_IN)
def keep(request: HttpRequest) -> HttpResponse:
    """Keep the search of the address (``waar`` and its own choices)."""
    if request.method not in {"GET", "HEAD", "POST"}:
        return HttpResponseNotAllowed(["GET", "HEAD", "POST"])
    bron = bronnen.get(request.GET.get(PLACE, "")[:20]) or bronnen.SEARCH
    choices = bron.read(request.user, request.GET)
    if not choices or len(choices) > LONGEST:
        messages.error(request, "Zoek eerst iets. Daarna kun je je zoekopdracht bewaren.")
        return redirect(bron.url_name)
    words = bron.words(request.user, QueryDict(choices))
    form = ZoekopdrachtForm(request.POST or None, initial=begin(words))
    if form.is_valid():
        try:
            services.keep_search(
                actor=request.user,
                place=bron.key,
                choices=choices,
                now=timezone.now(),
                **form.cleaned_data,
            )
        except services.KeepError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "Je zoekopdracht is bewaard.")
            return redirect("zoeken:list")
    return _form(request, form, bron=bron, choices=choices, words=words, new=True)


@needs("zoeken.change_zoekopdracht")
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a search another name, or choose how often there is mail."""
    row = _mine(request, pk)
    if request.method not in {"GET", "HEAD", "POST"}:
        return HttpResponseNotAllowed(["GET", "HEAD", "POST"])
    silent = preferences.attention_of(request.user, row) == Attention.MUTE
    initial = {"name": row.name, "frequency": Frequency.NEVER if silent else row.frequency}
    form = ZoekopdrachtForm(request.POST or None, initial=initial)
    if form.is_valid():
        try:
            services.change_search(
                actor=request.user, row=row, now=timezone.now(), **form.cleaned_data
            )
        except services.KeepError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "Je zoekopdracht is aangepast.")
            return redirect("zoeken:list")
    line = _line(request.user, row, "")
    bron = bronnen.get(row.place) or bronnen.SEARCH
    return _form(request, form, bron=bron, choices=row.choices, words=line.words, row=row)


@needs("zoeken.change_zoekopdracht")
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Throw a search away; the list that follows can put it back."""
    row = _mine(request, pk)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    services.remove_search(actor=request.user, row=row, now=timezone.now())
    messages.success(request, "Je zoekopdracht is weggehaald. Je kunt haar hieronder terugzetten.")
    return redirect("zoeken:list")


@needs("zoeken.change_zoekopdracht")
def restore(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a search back."""
    row = _mine(request, pk, removed=True)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    try:
        services.restore_search(actor=request.user, row=row, now=timezone.now())
    except services.KeepError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, "Je zoekopdracht staat er weer.")
    return redirect("zoeken:list")


def _mine(request: HttpRequest, pk: int, *, removed: bool = False) -> Zoekopdracht:
    mine = Zoekopdracht.objects.visible_to(request.user)
    row = get_object_or_404(mine.thrown_away() if removed else mine.kept(), pk=pk)
    require(request.user, "zoeken.change_zoekopdracht", row)
    return row


def _form(
    request: HttpRequest, form: ZoekopdrachtForm, *, bron: Bron, choices: str, **more: Any
) -> HttpResponse:
    context = {"form": form, "search_url": bron.address(choices)} | more
    status = 422 if form.errors else 200
    return render(request, "zoeken/zoekopdracht.html", context, status=status)
