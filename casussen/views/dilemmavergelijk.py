"""Dilemma's beside each other: two or three of them, or all in which the same values clash."""

from typing import Any

from django.db.models import Prefetch, QuerySet
from django.views.generic import ListView

from casussen import dilemmabeeld, vergelijken
from casussen.forms.dilemmas import PairFilter
from casussen.models import Casus, Dilemma
from netwerk.kern.begrippen.models import Begrip
from netwerk.kern.pages import PagesMixin
from netwerk.kern.policy import OPEN, PolicyMixin, allowed

MOST = 3
PAGE_SIZE = 20


class CompareView(PagesMixin, PolicyMixin, ListView):
    """``?d=`` (two or three times) compares dilemma's; ``?een=&ander=`` lists a pair of values."""

    model = Dilemma
    permission = OPEN
    template_name = "casussen/dilemmas_vergelijk.html"
    paginate_by = PAGE_SIZE

    def get_queryset(self) -> QuerySet[Dilemma]:
        """Return the dilemma's in which the two chosen values clash."""
        self.filter = PairFilter(self.request.GET, auto_id="filter_%s")
        self.filter.is_valid()
        self.pair = [self.filter.cleaned_data.get(name) for name in ("een", "ander")]
        rows: Any = super().get_queryset()
        if not all(self.pair) or self.pair[0] == self.pair[1]:
            return rows.none()  # type: ignore[no-any-return]
        one, other = self.pair
        return self._around(rows.filter(vergelijken.of_pair(one.pk, other.pk)))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the dilemma's that were asked for, and the pairs that people choose from."""
        chosen = self._chosen()
        return super().get_context_data(
            filter=self.filter,
            pair=[value for value in self.pair if value],
            chosen=chosen,
            columns=[self._column(dilemma) for dilemma in chosen],
            offered=self.offered,
            too_many=len(self.asked) > MOST,
            pairs=vergelijken.pairs(self.request.user) if not chosen else [],
            **kwargs,
        )

    def _chosen(self) -> list[Dilemma]:
        """Return the dilemma's of ``?d=``, in that order; what may not be seen is left out."""
        asked = [slug.replace("\x00", "") for slug in self.request.GET.getlist("d")]
        self.asked = list(dict.fromkeys(asked))
        self.offered: list[Begrip] = []
        if not self.asked:
            return []
        rows = Dilemma.objects.visible_to(self.request.user).filter(slug__in=self.asked[:MOST])
        found = {row.slug: row for row in self._around(rows)}
        self.offered = list(Begrip.objects.in_schema("bestuurslaag").current().order_by("order"))
        return [found[slug] for slug in self.asked[:MOST] if slug in found]

    def _column(self, dilemma: Dilemma) -> dict[str, Any]:
        may_see = allowed(self.request.user, "casussen.discuss_dilemma", dilemma)
        return {
            "dilemma": dilemma,
            "layers": dilemmabeeld.layers(dilemma, self.offered),
            "moved": dilemmabeeld.in_words(dilemma) if may_see else "",
        }

    def _around(self, rows: Any) -> Any:
        """Fetch along what is shown: the layers, and the casussen that this person may see."""
        seen = Casus.objects.visible_to(self.request.user).order_by("title", "pk")
        return (
            rows.select_related("community")
            .with_layers()
            .prefetch_related(Prefetch("casussen", seen, to_attr="seen_in"))
        )
