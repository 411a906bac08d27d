"""From a casus or minutes to a les: choose a sentence, say what we learn from it."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.generic import View

from bijeenkomsten.models import Verslag, VerslagItem
from casussen.enums import SectionKind
from casussen.models import Casus, CasusSectie
from communities.models import Community
from handboek import services
from handboek.forms import NEW, HarvestForm
from handboek.models import Les
from netwerk.kern.policy import PolicyMixin, require
from netwerk.kern.tekst.sentences import Sentence, readable, sentences
from netwerk.kern.zoeken.zoeken import normalise

MOST_ALIKE = 3
LONGEST_QUOTE = 1000
ORDER = list(SectionKind.values)


class HarvestView(PolicyMixin, View):
    """Shows the sentences of one part of a text, and makes a les of one of them."""

    permission = "handboek.harvest"
    source: Casus | Verslag

    def get_object(self) -> Casus | Verslag:
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

    def get_policy_object(self) -> Casus | Verslag:
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

    def _again(self, part: CasusSectie | VerslagItem, error: ValidationError) -> HarvestForm:
        """Return the form with all that was written, for another sentence of the new text."""
        data = self.request.POST.copy()
        data["versie"] = str(part.version)
        data.pop("zin", None)
        form = self._form(part, data)
        form.add_error(None, error)
        return form

    @transaction.atomic
    def _harvest(self, part: CasusSectie | VerslagItem, data: dict[str, Any]) -> Les:
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
            context=data["context"],
            community=data["community"],
        )

    def _parts(self) -> list[CasusSectie] | list[VerslagItem]:
        if isinstance(self.source, Verslag):
            items = self.source.items.select_related("agendapunt")
            return [item for item in items if readable(item.body)]
        sections = self.source.secties.select_related("casus")
        kept = [section for section in sections if readable(section.body)]
        return sorted(kept, key=lambda section: ORDER.index(section.kind))

    def _part(self) -> CasusSectie | VerslagItem | None:
        parts = self._parts()
        wanted = self.request.GET.get("deel", "")
        return next((part for part in parts if str(part.pk) == wanted), next(iter(parts), None))

    def _sentences(self, part: CasusSectie | VerslagItem) -> list[Sentence]:
        return [row for row in sentences(part.body) if 3 < len(row.text) <= LONGEST_QUOTE]

    def _form(self, part: CasusSectie | VerslagItem, data: Any) -> HarvestForm:
        owner: Any = self.source
        if isinstance(self.source, Verslag):
            owner = self.source.bijeenkomst
        marked = part.bevindingen.filter(lessen__isnull=False)
        return HarvestForm(
            data,
            sentences=self._sentences(part),
            marked=dict(marked.values_list("quote", "lessen__number")),
            communities=Community.objects.filter(pk__in=owner.community_ids),
            initial={"versie": part.version},
        )

    def _page(
        self,
        part: CasusSectie | VerslagItem | None,
        form: HarvestForm | None,
        alike: list[Les] | None = None,
    ) -> HttpResponse:
        is_verslag = isinstance(self.source, Verslag)
        context = {
            "source": self.source,
            "title": self.source.bijeenkomst.title if is_verslag else self.source,  # type: ignore[union-attr]
            "is_verslag": is_verslag,
            "parts": [
                {
                    "sleutel": str(row.pk),
                    "tekst": row.agendapunt.title
                    if isinstance(row, VerslagItem)
                    else row.get_kind_display(),
                    "url": f"?deel={row.pk}",
                }
                for row in self._parts()
            ],
            "part": str(part.pk) if part else "",
            "form": form,
            "alike": alike if form and form.is_bound and not form.errors else [],
        }
        return render(self.request, "handboek/oogst.html", context)
