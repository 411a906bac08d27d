"""What stands at a post, or at the answer of a resident, of the lessen that came from it."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from django.db.models import Model
from django.urls import reverse

from bijeenkomsten.enums import VerslagState
from bijeenkomsten.models import Verslag, VerslagItem
from casussen.models import Inwonersantwoord
from communities.models import Reactie
from handboek.models import Bevinding, Les
from netwerk.kern.policy import allowed


def of_posts(user: Any, posts: Sequence[Reactie]) -> dict[int, dict[str, Any]]:
    """Return what each post shows, in a fixed number of queries for one conversation."""
    lessen = _lessen(user, "reactie", posts)
    may: dict[int, bool] = {}
    for post in posts:
        if post.gesprek_id not in may:  # the same for every post that stands in it
            may[post.gesprek_id] = allowed(user, "handboek.harvest", post)
    return {
        post.pk: {
            "lessen": lessen.get(post.pk, []),
            "url": _url("harvest_reactie", post) if may[post.gesprek_id] else "",
        }
        for post in posts
        if may[post.gesprek_id] or post.pk in lessen
    }


def of_answers(user: Any, answers: Sequence[Inwonersantwoord]) -> dict[int, dict[str, Any]]:
    """Return what each placed answer to one question shows."""
    lessen = _lessen(user, "inwonersantwoord", answers)
    may = bool(answers) and allowed(user, "handboek.harvest", answers[0])
    return {
        row.pk: {
            "lessen": lessen.get(row.pk, []),
            "url": _url("harvest_antwoord", row) if may else "",
        }
        for row in answers
    }


def of_minutes(user: Any, verslag: Verslag, items: Sequence[VerslagItem]) -> dict[int, Any]:
    """Return what each part of minutes shows: the sentences that became lessen, and the button."""
    marked = Bevinding.objects.filter(verslag_item__in=[item.pk for item in items])
    links = Les.bevindingen.through.objects.filter(bevinding__in=marked.order_by().values("pk"))
    rows = links.order_by("bevinding").values_list(
        "bevinding__verslag_item", "bevinding__quote", "les"
    )
    seen = Les.objects.visible_to(user).select_related("created_by")
    by_key = seen.in_bulk({les for _, _, les in rows})
    lessen: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for key, quote, les in rows:
        if les in by_key:
            lessen[key].append({"quote": quote, "les": by_key[les]})
    url = ""
    if verslag.state != VerslagState.DRAFT and allowed(user, "handboek.harvest", verslag):
        url = reverse("handboek:harvest", args=["verslag", verslag.bijeenkomst.slug])
    return {item.pk: {"lessen": lessen.get(item.pk, []), "url": url} for item in items}


def _lessen(user: Any, field: str, rows: Sequence[Model]) -> dict[int, list[Les]]:
    """Return {key of the row: the lessen from it}, as far as this person may read them."""
    found: dict[int, list[Les]] = defaultdict(list)
    marked = Bevinding.objects.filter(**{f"{field}__in": [row.pk for row in rows]})
    links = Les.bevindingen.through.objects.filter(bevinding__in=marked.order_by().values("pk"))
    pairs = links.values_list(f"bevinding__{field}", "les").distinct()
    by_key = Les.objects.visible_to(user).in_bulk({les for _, les in pairs})
    for key, les in sorted(pairs, key=lambda pair: pair[1]):
        if les in by_key:
            found[key].append(by_key[les])
    return dict(found)


def _url(name: str, row: Model) -> str:
    return reverse(f"handboek:{name}", args=[row.pk])
