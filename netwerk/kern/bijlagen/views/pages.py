"""Pages about the files and links of one thing; the app above fetches it and asks the policy."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Model
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render

from netwerk.kern import subjects
from netwerk.kern.bijlagen import services
from netwerk.kern.bijlagen.forms import BestandForm, LinkForm, PlaatjeForm
from netwerk.kern.bijlagen.models import Bijlage
from netwerk.kern.bijlagen.permissions import shown_to_readers

ROWS_PER_PAGE = 50
IN_TRASH = 10


@dataclass(frozen=True)
class Place:
    """The thing that files belong to, as these pages call it."""

    subject: Model
    title: str
    url: str
    attachments: str
    label_plural: str
    this: str
    has_confidential: bool


def place_of(subject: Model) -> Place:
    """Return how to speak of a subject, and where its pages are."""
    told = subjects.of(subject)
    assert told.attachments_url, "say in the registration where its bijlagen are"
    return Place(
        subject,
        told.title(subject),
        told.url(subject),
        told.attachments_url(subject),
        told.label_plural.capitalize(),
        told.this or "dit",
        told.confidential_permission is not None,
    )


def overview(request: HttpRequest, subject: Model) -> HttpResponse:
    """Show who adds things what there is, and what was taken away lately."""
    rows = Bijlage.objects.at(subject, request.user)
    page = Paginator(rows.order_by("inline", "title", "pk"), ROWS_PER_PAGE).get_page(
        request.GET.get("pagina")
    )
    trash = Bijlage.objects.trash_of(request.user).of(subject).order_by("-deleted_at", "-pk")
    context = {"place": place_of(subject), "page_obj": page, "trash": trash[:IN_TRASH]}
    return render(request, "bijlagen/beheren.html", context)


def sources(request: HttpRequest, subject: Model) -> HttpResponse:
    """Show a reader every source of it, page by page."""
    rows = Bijlage.objects.at(subject, request.user).listed()
    page = Paginator(rows, ROWS_PER_PAGE).get_page(request.GET.get("pagina"))
    context = {"place": place_of(subject), "page_obj": page}
    return render(request, "bijlagen/bronnen.html", context)


def add_file(request: HttpRequest, subject: Model) -> HttpResponse:
    """Add a file; what is wrong with it stands at its field, and the words stay."""
    place = place_of(subject)
    form = BestandForm(request.POST or None, request.FILES or None, subject=subject)
    if request.method == "POST" and form.is_valid():
        words = dict(form.cleaned_data)
        upload = words.pop("file")
        try:
            bijlage = services.add_file(
                actor=request.user, subject=subject, upload=upload.file, name=upload.name, **words
            )
        except ValidationError as error:
            form.add_error("file", error)
        else:
            messages.success(request, f"Toegevoegd: {bijlage.title}.")
            return redirect(place.attachments)
    return render(request, "bijlagen/bestand.html", {"place": place, "form": form})


def add_link(request: HttpRequest, subject: Model) -> HttpResponse:
    """Add a link to another site."""
    place = place_of(subject)
    form = LinkForm(request.POST or None, subject=subject)
    if request.method == "POST" and form.is_valid():
        try:
            bijlage = services.add_link(actor=request.user, subject=subject, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, f"Toegevoegd: {bijlage.title}.")
            return redirect(place.attachments)
    return render(request, "bijlagen/link.html", {"place": place, "form": form})


def add_picture(request: HttpRequest, subject: Model) -> HttpResponse:
    """Take a picture for the editor: ``{"url", "alt"}``, or 400 and ``{"fout"}`` in Dutch."""
    form = PlaatjeForm(request.POST, request.FILES)
    if not form.is_valid():
        return JsonResponse({"fout": _first(form.errors.as_data())}, status=400)
    upload, alt = form.cleaned_data["file"], form.cleaned_data["alt"]
    try:
        bijlage = services.add_file(
            actor=request.user,
            subject=subject,
            upload=upload.file,
            name=upload.name,
            inline=True,
            title=alt[:200],
            alt=alt,
        )
    except ValidationError as error:
        return JsonResponse({"fout": " ".join(error.messages)}, status=400)
    return JsonResponse({"url": bijlage.get_absolute_url(), "alt": bijlage.alt})


def _first(errors: dict[str, Any]) -> str:
    return " ".join(each.messages[0] for errors_of in errors.values() for each in errors_of[:1])


def in_text(bijlage: Bijlage) -> bool:
    """Say whether a picture stands in the open text now."""
    return bijlage.inline and shown_to_readers(bijlage)
