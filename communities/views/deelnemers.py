"""People: the directory, and what somebody tells about themselves."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.views.generic import DetailView, ListView

from communities import deelnemerslijst, foto, profielen
from communities.enums import Audience, Role
from communities.forms import DeelnemersFilter
from communities.models import Community, Deelnemer
from netwerk.kern.pages import NotIndexedMixin, OneObjectMixin, PagesMixin, other_choices
from netwerk.kern.policy import PolicyMixin

PEOPLE_PER_PAGE = 50
LAYERS = {
    "rijk": "het Rijk",
    "kennis": "een kennisinstelling",
    "maatschappelijk": "een maatschappelijke organisatie",
}
"""How a sentence names a layer whose label is no word that fits behind "een"."""


class DeelnemerListView(NotIndexedMixin, PagesMixin, PolicyMixin, ListView):
    """The directory: everybody in the network, with filters in the address."""

    permission = "communities.view_directory"
    model = Deelnemer
    template_name = "communities/deelnemers.html"
    paginate_by = PEOPLE_PER_PAGE

    def get_queryset(self) -> QuerySet[Deelnemer]:
        """Filter by what was chosen."""
        self.filter = DeelnemersFilter(
            self.request.GET, expertise=deelnemerslijst.expertise_in_use(), auto_id="filter_%s"
        )
        self.chosen = self.filter.usable
        rows: Any = super().get_queryset().listed()
        return deelnemerslijst.for_list(deelnemerslijst.filtered(rows, self.chosen))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the filter, the photos that the reader may see, and for nobody an invitation."""
        context = super().get_context_data(filter=self.filter, chips=self._chips(), **kwargs)
        profielen.mark(self.request.user, context["page_obj"])
        if not context["page_obj"]:
            context |= {"nobody": self._nobody(), "invite_for": self._invite_for()}
        return context

    def _chips(self) -> list[dict[str, str]]:
        """Return each choice in words, with the address of the list without it."""
        words = {"q": "“{}”", "expertise": "Weet van: {}"}
        texts = {name: words.get(name, "{}").format(v) for name, v in self.chosen.items()}
        if "rol" in texts:
            texts["rol"] = "Alleen organisatoren"
        return [
            {"text": text, "url": "?" + other_choices(self.request.GET, self.chosen, name)}
            for name, text in texts.items()
        ]

    def _nobody(self) -> str:
        """Say who is still missing, when a layer or an area was all that was asked."""
        if not self.chosen or set(self.chosen) - {"laag", "gebied"}:
            return ""
        layer, area = self.chosen.get("laag"), self.chosen.get("gebied")
        words = "Nog niemand"
        if layer:
            words += f" van {LAYERS.get(layer.notation) or f'een {layer.label.lower()}'}"
        return f"{words} in {area}" if area else words

    def _invite_for(self) -> Community | None:
        """Return a community for which this person may invite somebody, the chosen one first."""
        me: Any = self.request.user
        mine = [pk for pk, role in me.roles.items() if role == Role.ORGANISER]
        chosen = self.chosen.get("community")
        if chosen and chosen.pk in mine:
            return chosen  # type: ignore[no-any-return]
        return Community.objects.filter(pk__in=mine).first() if mine else None


class DeelnemerDetailView(NotIndexedMixin, OneObjectMixin, DetailView):
    """What a person tells about themselves, for members of the network.

    Who looks at the own page can look through the eyes of others (``?als=``).
    """

    permission = "communities.view_deelnemer"
    model = Deelnemer
    template_name = "communities/deelnemer.html"
    context_object_name = "person"

    def get_queryset(self) -> QuerySet[Deelnemer]:
        """Fetch the organisation and the areas along."""
        return super().get_queryset().with_organisatie()  # type: ignore[no-any-return]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what this reader may see, and the communities, those of the reader first."""
        context = super().get_context_data(**kwargs)
        person, me = self.object, self.request.user
        preview = self._preview()
        seen = profielen.visible_parts(me, person)
        if preview:
            seen = profielen.shown_to(person, preview)
        places = list(person.lidmaatschappen.select_related("community").order_by("community"))
        return context | {
            "is_self": person.pk == me.pk,
            "preview": preview,
            "shows": {part: part in seen for part in profielen.PARTS},
            "photo": profielen.photo_address(person) if "photo" in seen else "",
            "themes": person.themes.all(),
            "expertise": person.expertise.order_by("name"),
            "places": sorted(places, key=lambda place: place.community_id not in me.roles),
            "mine": set(me.roles) if person.pk != me.pk else set(),
        }

    def _preview(self) -> Audience | None:
        asked = self.request.GET.get("als")
        if self.object.pk != self.request.user.pk:
            return None
        return next((a for a in (Audience.COMMUNITIES, Audience.NETWORK) if a == asked), None)


class PhotoView(NotIndexedMixin, OneObjectMixin, DetailView):
    """Somebody's photo, for who may see it; to others it does not exist."""

    permission = "communities.view_deelnemer"
    model = Deelnemer
    small = False

    def get_object(self, queryset: QuerySet[Deelnemer] | None = None) -> Deelnemer:
        """Return a person whose photo this reader may see."""
        person: Deelnemer = super().get_object(queryset)
        if not person.photo or "photo" not in profielen.visible_parts(self.request.user, person):
            raise Http404
        return person

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Answer with the file."""
        person = self.get_object()
        name = foto.small_name(person.photo.name) if self.small else person.photo.name
        try:
            with foto.storage.open(name) as file:
                return HttpResponse(file.read(), content_type="image/webp")
        except FileNotFoundError as error:
            raise Http404 from error
