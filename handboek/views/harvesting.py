"""From a casus, minutes, a post or an answer to a les: choose a sentence, say what we learn."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.generic import View

from bijeenkomsten.models import Verslag, VerslagItem
from casussen.enums import SectionKind
from casussen.models import Casus, Inwonersantwoord
from communities.models import Community, Reactie
from handboek import services
from handboek.forms import NEW, HarvestForm
from handboek.models import Les
from handboek.plaatsen import about_what, casus_behind, communities_of, version_of
from handboek.services.harvest import Source
from netwerk.kern import subjects
from netwerk.kern.policy import PolicyMixin, require
from netwerk.kern.tekst.sentences import Sentence, readable, sentences
from netwerk.kern.zoeken.zoeken import normalise

MOST_ALIKE = 3
LONGEST_QUOTE = 1000
ORDER = list(SectionKind.values)


class HarvestView(PolicyMixin, View):
    """Shows the sentences of one part of a text, and makes a les of one of them."""

    permission = "handboek.harvest"
    source: Any

    def get_object(self) -> Any:
        """Return the casus or the minutes of the address, if the person may know of it."""
        user: Any = self.request.user
        rows: Any
        if self.kwargs["soort"] == "casus":
            rows = Casus.objects.visible_to(user).filter(slug=self.kwargs["slug"])
        else:
            rows = Verslag.objects.visible_to(user).select_related("bijeenkomst")
            rows = rows.filter(bijeenkomst__slug=self.kwargs["slug"])
        source: Casus | Verslag = get_object_or_404(rows)
        require(user, self.permission, source)
        return source

    def get_policy_object(self) -> Any:
        """Check the permission on the source before anything else."""
        self.source = self.get_object()
        return self.source

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the sentences to choose from."""
        part = self._part()
        return self._page(part, self._form(part, None) if part else None)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Make the les, or first ask whether it is one that exists."""
        part = self._part()
        if part is None:
            raise Http404
        form = self._form(part, request.POST)
        chosen = request.POST.get("les", "")
        typed = normalise(request.POST.get("conclusie", ""))
        alike = list(Les.objects.visible_to(request.user).alike(typed)[:MOST_ALIKE])
        if alike:
            form.offer(alike)
        if not form.is_valid() or (alike and not chosen):
            return self._page(part, form, alike=alike)
        try:
            les = self._harvest(part, form.cleaned_data)
        except ValidationError as error:
            return self._page(part, self._again(part, error))
        messages.success(request, f"De zin staat nu in les {les.number}.")
        return redirect(les)

    def _again(self, part: Source, error: ValidationError) -> HarvestForm:
        """Return the form with all that was written, for another sentence of the new text."""
        data = self.request.POST.copy()
        data["versie"] = str(version_of(part))
        data.pop("zin", None)
        form = self._form(part, data)
        form.add_error(None, error)
        return form

    @transaction.atomic
    def _harvest(self, part: Source, data: dict[str, Any]) -> Les:
        sentence = self._sentences(part)[data["zin"]]
        bevinding = services.harvest_bevinding(
            actor=self.request.user,
            source=part,
            quote=sentence.text,
            start=sentence.start,
            version=data["versie"],
        )
        if data["les"] not in {"", NEW}:
            les = Les.objects.get(number=int(data["les"]))
            return services.add_bevinding_to_les(
                actor=self.request.user, les=les, bevinding=bevinding
            )
        return services.harvest_les(
            actor=self.request.user,
            bevindingen=[bevinding],
            conclusion=data["conclusie"],
            observation=data["waarneming"],
            context=data["context"],
            conditions=data["voorwaarden"],
            community=data["community"],
        )

    def _parts(self) -> list[Any]:
        if isinstance(self.source, Verslag):
            items = self.source.items.select_related("agendapunt")
            return [item for item in items if readable(item.body)]
        sections = self.source.secties.select_related("casus")
        kept = [section for section in sections if readable(section.body)]
        return sorted(kept, key=lambda section: ORDER.index(section.kind))

    def _part(self) -> Source | None:
        parts = self._parts()
        wanted = self.request.GET.get("deel", "")
        return next((part for part in parts if str(part.pk) == wanted), next(iter(parts), None))

    def _sentences(self, part: Source) -> list[Sentence]:
        return [row for row in sentences(part.body) if 3 < len(row.text) <= LONGEST_QUOTE]

    def _form(self, part: Source, data: Any) -> HarvestForm:
        marked = part.bevindingen.filter(lessen__isnull=False)
        return HarvestForm(
            data,
            sentences=self._sentences(part),
            marked=dict(marked.values_list("quote", "lessen__number")),
            communities=self._communities(),
            initial={"versie": version_of(part)},
        )

    def _communities(self) -> Any:
        """Return whose les it may be: of the source, else of who harvests, else any."""
        user: Any = self.request.user
        ids = communities_of(about_what(self.source)) or list(user.roles)
        return Community.objects.filter(pk__in=ids) if ids else Community.objects.all()

    def _page(
        self,
        part: Source | None,
        form: HarvestForm | None,
        alike: list[Les] | None = None,
    ) -> HttpResponse:
        context = self._about() | {
            "parts": self._tabs(),
            "part": str(part.pk) if part else "",
            "form": form,
            "alike": alike if form and form.is_bound and not form.errors else [],
        }
        return render(self.request, "handboek/oogst.html", context)

    def _about(self) -> dict[str, Any]:
        """Return what the page says of the text."""
        if isinstance(self.source, Verslag):
            return {
                "title": self.source.bijeenkomst.title,
                "place": "het verslag van",
                "lists": ("Bijeenkomsten", reverse("bijeenkomsten:list")),
                "back": self.source.get_absolute_url(),
            }
        return {
            "title": str(self.source),
            "place": "de casus",
            "lists": ("Casussen", reverse("casussen:list")),
            "back": self.source.get_absolute_url(),
        }

    def _tabs(self) -> list[dict[str, str]]:
        return [
            {
                "sleutel": str(row.pk),
                "tekst": row.agendapunt.title
                if isinstance(row, VerslagItem)
                else row.get_kind_display(),
                "url": f"?deel={row.pk}",
            }
            for row in self._parts()
        ]


class HarvestWordsView(HarvestView):
    """The same for what somebody said: a post or the answer of a resident, in one part."""

    def _parts(self) -> list[Any]:
        return [self.source] if readable(self.source.body) else []

    def _tabs(self) -> list[dict[str, str]]:
        return []

    def _fetch(self, rows: Any) -> Any:
        source = get_object_or_404(rows, pk=self.kwargs["pk"])
        require(self.request.user, self.permission, source)
        return source


class HarvestReactieView(HarvestWordsView):
    """A les from a post in a conversation."""

    def get_object(self) -> Reactie:
        """Return the post, if the person may read the conversation."""
        rows = Reactie.objects.visible_to(self.request.user).standing()
        return self._fetch(rows.select_related("gesprek__content_type"))  # type: ignore[no-any-return]

    def _about(self) -> dict[str, Any]:
        subject = about_what(self.source)
        known = subjects.of(subject)
        return {
            "title": known.title(subject),
            "place": "een reactie in het gesprek over",
            "lists": (str(known.title(subject)), known.url(subject)),
            "back": self.source.get_absolute_url(),
            "is_talk": casus_behind(self.request.user, self.source) is None,
            "is_said": True,
        }


class HarvestAntwoordView(HarvestWordsView):
    """A les from what a resident answered."""

    def get_object(self) -> Inwonersantwoord:
        """Return the answer, if it is placed and the person may read the casus."""
        rows = Inwonersantwoord.objects.visible_to(self.request.user)
        return self._fetch(rows.select_related("vraag__casus"))  # type: ignore[no-any-return]

    def _about(self) -> dict[str, Any]:
        vraag = self.source.vraag
        return {
            "title": vraag.question,
            "place": "een antwoord op de vraag aan inwoners",
            "lists": (vraag.casus.title, vraag.casus.get_absolute_url()),
            "back": vraag.get_absolute_url(),
        }
