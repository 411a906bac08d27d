"""A public casus in schema.org."""

from typing import Any

from casussen.models import Casus
from communities.enums import Visibility
from netwerk.kern.schema_org import about, address, moment, work


def casus(row: Casus) -> dict[str, Any]:
    """Return a casus that everybody may read, with its organisation and its area.

    Fetch its themes with their lists.
    """
    if row.visibility != Visibility.PUBLIC:
        return {}
    return work(
        "Article",
        row.get_absolute_url(),
        row.title,
        headline=row.title,
        abstract=row.summary,
        datePublished=moment(row.created_at),
        dateModified=moment(row.updated_at),
        creativeWorkStatus="ingetrokken" if row.withdrawn_at else "",
        about=about(row.themes.all()),
        author={
            "@type": "Organization",
            "@id": address(row.organisatie.get_absolute_url()),
            "name": row.organisatie.name,
        },
        spatialCoverage=[
            {"@type": "Place", "name": province.label} for province in row.provinces.all()
        ],
    )
