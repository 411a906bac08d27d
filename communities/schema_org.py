"""Organisations and news in schema.org."""

from typing import Any

from communities.models import Nieuwsbericht, Organisatie
from netwerk.kern.schema_org import address, moment, network, thing

GOVERNMENT = {"gemeente", "provincie", "waterschap", "rijk"}


def organisatie(row: Organisatie) -> dict[str, Any]:
    """Return an organisation, with its other names and its address in the list of the State."""
    layer = row.layer
    ours = layer is not None and layer.notation in GOVERNMENT
    return thing(
        "GovernmentOrganization" if ours else "Organization",
        row.get_absolute_url(),
        row.name,
        alternateName=[each.name for each in row.former_names.all()],
        sameAs=[each for each in (row.website, row.tooi_uri) if each],
        dissolutionDate=moment(row.ended_on),
        address={"@type": "PostalAddress", "addressRegion": row.province.label}
        if row.province
        else {},
    )


def nieuws(row: Nieuwsbericht) -> dict[str, Any]:
    """Return news that is published; of a draft nothing."""
    if not row.is_published:
        return {}
    return thing(
        "NewsArticle",
        row.get_absolute_url(),
        row.title,
        headline=row.title,
        abstract=row.intro,
        datePublished=moment(row.published_at),
        mainEntityOfPage=address(row.get_absolute_url()),
        author=network(),
        publisher=network(),
    )
