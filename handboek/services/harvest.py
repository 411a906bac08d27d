"""From a sentence in a casus or in minutes to a les."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from bijeenkomsten.models import VerslagItem
from casussen.models import Casus, CasusSectie
from communities.models import Community
from handboek.models import Advies, Bevinding, Les
from handboek.services.evidence import refresh_evidence
from handboek.services.numbers import next_number
from netwerk.kern.audit.services import record
from netwerk.kern.tekst import sentences

CHANGED = "De tekst is intussen veranderd. Kies de zin opnieuw."
NOT_THERE = "Deze zin staat niet in de tekst die anderen mogen lezen."


@transaction.atomic
def harvest_bevinding(
    *,
    actor: Any,
    source: CasusSectie | VerslagItem,
    quote: str,
    start: int = 0,
    version: int | None = None,
) -> Bevinding:
    """Mark a sentence; the same sentence of the same text is one bevinding.

    ``start`` tells two equal sentences apart: the search begins there. ``version`` is the one
    that the person looked at. Raises ValidationError when the text changed since, or when the
    quote does not stand in the text outside its confidential passages.
    """
    if version is not None and version != source.version:
        raise ValidationError(CHANGED)
    quote = " ".join(quote.split())
    text = sentences.readable(source.body)
    at = text.find(quote, start) if quote else -1
    if at < 0:
        raise ValidationError(NOT_THERE)
    prefix, suffix = sentences.anchor(text, at, quote)
    if isinstance(source, VerslagItem):
        place: dict[str, Any] = {"verslag_item": source}
    else:
        place = {"casus": source.casus, "section": source}
    bevinding, created = Bevinding.objects.get_or_create(
        **place,
        quote=quote,
        prefix=prefix,
        suffix=suffix,
        defaults={"source_version": source.version, "created_by": actor},
    )
    if created:
        record(actor=actor, action="bevinding.marked", subject=bevinding)
    return bevinding


@transaction.atomic
def harvest_les(
    *,
    actor: Any,
    bevindingen: Iterable[Bevinding],
    conclusion: str,
    community: Community,
    context: str = "",
) -> Les:
    """Draw a new les from one or more bevindingen, under a number of its own."""
    rows = list(bevindingen)
    if not rows:
        raise ValidationError("Een les rust op minstens één zin uit een casus of een verslag.")
    _lock_casussen(rows)
    les = Les.objects.create(
        number=next_number(Les),
        conclusion=conclusion,
        context=context,
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
    return les


def _lock_casussen(bevindingen: list[Bevinding]) -> None:
    """Make a casus that is withdrawn at this moment wait, so that it finds these rows."""
    ids = sorted({casus.pk for row in bevindingen if (casus := row.source_casus)})
    list(Casus.objects.filter(pk__in=ids).order_by("pk").select_for_update(no_key=True))
