"""From a sentence in a casus, in minutes, in a post or in the answer of a resident to a les."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from bijeenkomsten.models import VerslagItem
from casussen.enums import AntwoordState
from casussen.models import Casus, CasusSectie, Inwonersantwoord
from casussen.services.rows import lock
from communities.models import Community, Reactie
from handboek.models import Advies, Bevinding, Les
from handboek.plaatsen import casus_behind, version_of
from handboek.services.evidence import refresh_evidence
from handboek.services.instemming import ask_when_in_the_open
from handboek.services.numbers import next_number
from netwerk.kern.audit.services import record
from netwerk.kern.tekst import sentences

CHANGED = "De tekst is intussen veranderd. Kies de zin opnieuw."
NOT_THERE = "Deze zin staat niet in de tekst die anderen mogen lezen."
GONE = "Deze tekst is net weggehaald. Je kunt er geen les meer van maken."

type Source = CasusSectie | VerslagItem | Reactie | Inwonersantwoord


@transaction.atomic
def harvest_bevinding(
    *,
    actor: Any,
    source: Source,
    quote: str,
    start: int = 0,
    version: int | None = None,
) -> Bevinding:
    """Mark a sentence; the same sentence of the same text is one bevinding.

    ``start`` tells two equal sentences apart: the search begins there. ``version`` is the one
    that the person looked at. Raises ValidationError when the text changed since, or when the
    quote does not stand in the text outside its confidential passages. A post or an answer is
    locked, so that who takes it away at this moment finds the bevinding.
    """
    source = _standing(source)
    if version is not None and version != version_of(source):
        raise ValidationError(CHANGED)
    quote = " ".join(quote.split())
    text = sentences.readable(source.body)
    at = text.find(quote, start) if quote else -1
    if at < 0:
        raise ValidationError(NOT_THERE)
    prefix, suffix = sentences.anchor(text, at, quote)
    first = {"source_version": version_of(source), "created_by": actor}
    if isinstance(source, Reactie):
        first["casus"] = casus_behind(actor, source)
    bevinding, created = Bevinding.objects.get_or_create(
        **_place(source), quote=quote, prefix=prefix, suffix=suffix, defaults=first
    )
    if created:
        record(actor=actor, action="bevinding.marked", subject=bevinding)
    return bevinding


def _place(source: Source) -> dict[str, Any]:
    if isinstance(source, VerslagItem):
        return {"verslag_item": source}
    if isinstance(source, Reactie):
        return {"reactie": source}
    if isinstance(source, Inwonersantwoord):
        return {"casus": source.vraag.casus, "inwonersantwoord": source}
    return {"casus": source.casus, "section": source}


def _standing(source: Source) -> Source:
    """Lock a post or an answer, and refuse one that was taken away; a section has a version."""
    if isinstance(source, Reactie):
        post = Reactie.objects.select_for_update(of=("self",)).get(pk=source.pk)
        if post.removed_at is not None:
            raise ValidationError(GONE)
        return post
    if isinstance(source, Inwonersantwoord):
        lock(source.vraag.casus)
        rows = Inwonersantwoord.objects.select_for_update(of=("self",))
        answer = rows.select_related("vraag__casus").get(pk=source.pk)
        if answer.state != AntwoordState.PLACED:
            raise ValidationError(GONE)
        return answer
    return source


@transaction.atomic
def harvest_les(
    *,
    actor: Any,
    bevindingen: Iterable[Bevinding],
    conclusion: str,
    community: Community,
    observation: str = "",
    context: str = "",
    conditions: str = "",
) -> Les:
    """Draw a new les from one or more bevindingen, under a number of its own."""
    rows = list(bevindingen)
    if not rows:
        raise ValidationError("Een les rust op minstens één zin uit een casus of een verslag.")
    _lock_casussen(rows)
    les = Les.objects.create(
        number=next_number(Les),
        conclusion=conclusion,
        observation=observation,
        context=context,
        conditions=conditions,
        community=community,
        created_by=actor,
    )
    les.bevindingen.set(rows)
    record(actor=actor, action="les.harvested", subject=les, bevindingen=[row.pk for row in rows])
    return les


@transaction.atomic
def add_bevinding_to_les(*, actor: Any, les: Les, bevinding: Bevinding) -> Les:
    """Put a sentence under a les that says the same already; its adviezen are weighed again."""
    _lock_casussen([bevinding])
    les.bevindingen.add(bevinding)
    record(actor=actor, action="les.supported", subject=les, bevinding=bevinding.pk)
    for advies in Advies.objects.filter(onderbouwing__les=les).order_by("pk"):
        refresh_evidence(advies, actor=actor)
    ask_when_in_the_open(actor=actor, les=les)
    return les


def _lock_casussen(bevindingen: list[Bevinding]) -> None:
    """Make a casus that is withdrawn at this moment wait, so that it finds these rows."""
    ids = sorted({casus.pk for row in bevindingen if (casus := row.source_casus)})
    list(Casus.objects.filter(pk__in=ids).order_by("pk").select_for_update(no_key=True))
