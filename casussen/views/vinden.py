"""The list of casussen: choices in the address, numbers at every choice, and the map."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.http import urlencode
from django.views.generic import ListView

from casussen import vinden
from casussen.forms.vinden import CasusFilter
from casussen.models import Casus
from netwerk.kern.pages import PagesMixin, other_choices
from netwerk.kern.policy import OPEN, PolicyMixin, allowed

PAGE_SIZE = 20


class CasusListView(PagesMixin, PolicyMixin, ListView):
    """All casussen that this person may know of, with filters in the address."""

    model = Casus
    permission = OPEN
    template_name = "casussen/lijst.html"
    paginate_by = PAGE_SIZE

    def get_queryset(self) -> QuerySet[Casus]:
        """Filter by what was chosen."""
        self.filter = CasusFilter(self.request.GET, user=self.request.user, auto_id="filter_%s")
        self.chosen = self.filter.usable
        self.wanted = vinden.prepared(self.chosen)
        self.seen: Any = super().get_queryset()
        rows: QuerySet[Casus] = vinden.found(self.seen, self.wanted).for_list()
        return rows

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what else there is to choose, the map, and whether this person may bring one in."""
        context = super().get_context_data(**kwargs)
        counts = vinden.counts(self.seen, self.wanted)
        self.filter.offer(counts, self.chosen)
        return context | {
            "filter": self.filter,
            "chips": self._chips(),
            "province": self.chosen.get("provincie"),
            "per_province": {choice.key: choice.number for choice in counts["provincie"]},
            "map_url": "?" + self._others("provincie", before_more=True) + "provincie=",
            "invite_url": self._invite(),
            "may_add": allowed(self.request.user, "casussen.add_casus"),
            "to_drop": [] if context["page_obj"] else self._to_drop(),
        }

    def _chips(self) -> list[dict[str, str]]:
        """Return each choice in words, with the address of the list without it."""
        return [
            {"text": self._words(name), "url": "?" + self._others(name)} for name in self.chosen
        ]

    def _to_drop(self) -> list[dict[str, Any]]:
        """Return the choices without which there is something, those that leave most first."""
        numbers = vinden.without_each(self.seen, self.wanted)
        return [
            {"text": self._words(name), "number": number, "url": "?" + self._others(name)}
            for name, number in sorted(numbers.items(), key=lambda line: -line[1])
        ]

    def _invite(self) -> str:
        """Return the form for a new casus with what was chosen; a province goes behind it."""
        kept = {name: self.filter[name].value() for name in ("community", "thema")}
        kept = {name: value for name, value in kept.items() if name in self.chosen}
        return f"{reverse('casussen:create')}?{urlencode({**kept, 'provincie': ''})}"

    def _words(self, name: str) -> str:
        text = self.filter.words(name, self.chosen[name])
        return f"“{text}”" if name == "q" else f"#{text}" if name == "tag" else text

    def _others(self, name: str, *, before_more: bool = False) -> str:
        """Return the query string of the other choices, ready to put one more behind it."""
        text = other_choices(self.request.GET, self.chosen, name)
        return f"{text}&" if text and before_more else text
