"""Acts on organisations."""

from django.db import transaction
from django.utils.text import slugify

from communities.models import (
    Deelnemer,
    Organisatie,
)
from netwerk.kern.audit import services as audit
from netwerk.kern.begrippen.models import Begrip


@transaction.atomic
def add_organisatie(*, actor: Deelnemer, name: str, kind: Begrip) -> Organisatie:
    """Make an organisation; an existing one with this name, whatever its capitals, is used."""
    found = Organisatie.objects.filter(name__iexact=name).first()
    if found is not None:
        return found
    organisatie = Organisatie.objects.create(name=name, slug=_free_slug(name), kind=kind)
    audit.record(actor=actor, action="organisatie.added", subject=organisatie)
    return organisatie


def _free_slug(name: str) -> str:
    base = slugify(name)[:70] or "organisatie"
    taken = set(Organisatie.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    slug, number = base, 2
    while slug in taken:
        slug, number = f"{base}-{number}", number + 1
    return slug
