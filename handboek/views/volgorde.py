"""On the desk: the order of chapters and of the adviezen in them."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.generic import CreateView, UpdateView, View
from django.views.generic.detail import SingleObjectMixin

from handboek import services
from handboek.enums import State
from handboek.forms import HoofdstukForm
from handboek.models import Advies, Hoofdstuk
from handboek.views.desk import AdviesOfDesk
from netwerk.kern.pages import number_of
from netwerk.kern.policy import PolicyMixin

PAGE = 50
UP, DOWN = "omhoog", "omlaag"
AFTER = "na"


def rows_of(
    things: list[Any], *, here: str, before: bool = False, after: bool = False
) -> list[dict[str, Any]]:
    """Return each thing with where it can go; ``here`` is the number of what was just moved."""
    last = len(things) - 1
    return [
        {
            "thing": thing,
            "first": place == 0 and not before,
            "last": place == last and not after,
            "here": str(thing.number) == here,
        }
        for place, thing in enumerate(things)
    ]


class ChaptersView(PolicyMixin, CreateView):
    """All chapters in their order, and a form for another one."""

    permission = "handboek.order_handboek"
    model = Hoofdstuk
    form_class = HoofdstukForm
    template_name = "handboek/redactie_hoofdstukken.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the chapters, with how many adviezen each holds."""
        held = Count("advies", filter=~Q(advies__state=State.WITHDRAWN))
        return super().get_context_data(**kwargs) | {
            "rows": rows_of(
                list(Hoofdstuk.objects.annotate(held=held).order_by("number")),
                here=self.request.GET.get("hoofdstuk", ""),
            ),
            "way": self.request.GET.get("richting", ""),
        }

    def form_valid(self, form: HoofdstukForm) -> HttpResponse:
        """Add it."""
        try:
            services.add_hoofdstuk(actor=self.request.user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error("title", error)
            return self.form_invalid(form)
        messages.success(self.request, "Het hoofdstuk staat erbij, onderaan.")
        return redirect("handboek:hoofdstukken")


class OfChapter(PolicyMixin, SingleObjectMixin):
    """A chapter by its key; everybody may know of all of them."""

    model = Hoofdstuk

    def get_queryset(self) -> QuerySet[Hoofdstuk]:
        """Return all chapters."""
        return Hoofdstuk.objects.all()


class ChapterView(OfChapter, UpdateView):
    """One chapter: its title, and its adviezen in their order."""

    permission = "handboek.order_handboek"
    form_class = HoofdstukForm
    template_name = "handboek/redactie_hoofdstuk.html"
    context_object_name = "chapter"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add a page of adviezen; the one that was moved keeps the focus."""
        rows = Advies.objects.filter(hoofdstuk=self.object).exclude(state=State.WITHDRAWN)
        ordered = rows.defer("search_vector").order_by("position", "number")
        page = Paginator(ordered, PAGE).get_page(self.request.GET.get("pagina"))
        return super().get_context_data(**kwargs) | {
            "page": page,
            "rows": rows_of(
                list(page.object_list),
                here=self.request.GET.get("advies", ""),
                before=page.has_previous(),
                after=page.has_next(),
            ),
            "way": self.request.GET.get("richting", ""),
        }

    def form_valid(self, form: HoofdstukForm) -> HttpResponse:
        """Keep the title."""
        stored = Hoofdstuk.objects.get(pk=self.object.pk)
        services.change_hoofdstuk(actor=self.request.user, hoofdstuk=stored, **form.cleaned_data)
        messages.success(self.request, "Het hoofdstuk is bewaard.")
        return redirect("handboek:hoofdstuk_volgorde", stored.pk)


def _way(request: HttpRequest) -> str:
    return DOWN if request.POST.get("richting") == DOWN else UP


class Move(PolicyMixin, View):
    """Puts one thing elsewhere in its row: a place up or down, or dragged beside another one."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Move it, or say why not, and come back to it."""
        thing = self.get_object()
        try:
            if "naast" in request.POST:
                beside = self.others(thing).filter(pk=number_of(request.POST["naast"])).first()
                self.place(thing, beside or thing, after=request.POST.get("kant") == AFTER)
            else:
                self.step(thing, up=_way(request) == UP)
        except ValidationError as error:
            messages.error(request, error.messages[0])
        thing.refresh_from_db()
        return redirect(self.back(thing, _way(request)))

    def others(self, thing: Any) -> QuerySet[Any]:
        """Return the row that it stands in."""
        raise NotImplementedError

    def step(self, thing: Any, *, up: bool) -> None:
        """Put it one place up or down."""
        raise NotImplementedError

    def place(self, thing: Any, beside: Any, *, after: bool) -> None:
        """Put it before or after another one."""
        raise NotImplementedError

    def back(self, thing: Any, way: str) -> str:
        """Return the address at which it stands now."""
        raise NotImplementedError


class MoveChapterView(OfChapter, Move):
    """Puts a chapter elsewhere in the book."""

    permission = "handboek.order_handboek"

    def others(self, thing: Hoofdstuk) -> QuerySet[Hoofdstuk]:
        """Return all chapters."""
        return Hoofdstuk.objects.all()

    def step(self, thing: Hoofdstuk, *, up: bool) -> None:
        """Call the service."""
        services.move_hoofdstuk(actor=self.request.user, hoofdstuk=thing, up=up)

    def place(self, thing: Hoofdstuk, beside: Hoofdstuk, *, after: bool) -> None:
        """Call the service."""
        services.place_hoofdstuk(
            actor=self.request.user, hoofdstuk=thing, beside=beside, after=after
        )

    def back(self, thing: Hoofdstuk, way: str) -> str:
        """Return the list of chapters."""
        query = f"hoofdstuk={thing.number}&richting={way}#hoofdstuk-{thing.number}"
        return f"{reverse('handboek:hoofdstukken')}?{query}"


class MoveAdviesView(AdviesOfDesk, Move):
    """Puts an advies elsewhere in its chapter."""

    permission = "handboek.move_advies"

    def others(self, thing: Advies) -> QuerySet[Advies]:
        """Return the adviezen of its chapter; what was withdrawn has no place."""
        return Advies.objects.filter(hoofdstuk=thing.hoofdstuk_id).exclude(state=State.WITHDRAWN)

    def step(self, thing: Advies, *, up: bool) -> None:
        """Call the service."""
        services.move_advies(actor=self.request.user, advies=thing, up=up)

    def place(self, thing: Advies, beside: Advies, *, after: bool) -> None:
        """Call the service."""
        services.place_advies(actor=self.request.user, advies=thing, beside=beside, after=after)

    def back(self, thing: Advies, way: str) -> str:
        """Return the page of the chapter that it is on now."""
        page = self.others(thing).filter(position__lt=thing.position).count() // PAGE + 1
        address = reverse("handboek:hoofdstuk_volgorde", args=[thing.hoofdstuk_id])
        query = f"pagina={page}&advies={thing.number}&richting={way}"
        return f"{address}?{query}#advies-{thing.number}"
