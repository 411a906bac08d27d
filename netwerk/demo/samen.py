"""Makes versions of the sections of one casus, and texts that were not saved yet."""

from datetime import timedelta

from django.utils import timezone

from casussen.models import CasusSectie, Concept
from netwerk.demo.content.samen import CASUS, CONCEPTEN, VERSIES
from netwerk.demo.moments import moment
from netwerk.demo.texts import flow
from netwerk.demo.world import World


def make_samen(world: World) -> None:
    """Write on in sections that exist, as two people would; the last one takes an old text back."""
    first = {kind: row.body for (slug, kind), row in world.secties.items() if slug == CASUS}
    for kind, who, days, clock, text in VERSIES:
        section = world.secties[CASUS, kind]
        section.version += 1
        section.body = first[kind] if text is None else flow(text)
        section.updated_by = world.people[who]
        section.restored_from = 1 if text is None else None
        CasusSectie.objects.filter(pk=section.pk).update(
            body=section.body,
            version=section.version,
            updated_by=section.updated_by,
            restored_from=section.restored_from,
            updated_at=moment(-days, clock),
        )
    Concept.objects.bulk_create(
        Concept(
            casus=world.casussen[CASUS],
            kind=kind,
            deelnemer=world.people[who],
            body=flow(text),
            base_version=base,
            updated_at=timezone.now() - timedelta(minutes=minutes),
        )
        for kind, who, minutes, base, text in CONCEPTEN
    )
