"""How meetings, minutes and looks back look among results of a search."""

from bijeenkomsten.models import Bijeenkomst, Nabeeld, Verslag, VerslagItem
from netwerk.kern.zoeken.vindbaar import Vindbaar, Words, tell


def register() -> None:
    """Tell search; called once at start."""
    tell(
        Bijeenkomst,
        Vindbaar(
            title="title",
            facets={"community": ("community", "communities")},
            moment="starts_at",
            fetch=lambda rows: rows.select_related("community"),
            facts=lambda meeting: [str(meeting.community), meeting.where],
            words=(Words(Bijeenkomst, "pk", ("goal",)),),
        ),
    )
    tell(
        Verslag,
        Vindbaar(
            weight=0.9,
            facets={"community": ("bijeenkomst__community", "bijeenkomst__communities")},
            moment="bijeenkomst__starts_at",
            fetch=lambda rows: rows.select_related("bijeenkomst__community"),
            facts=lambda verslag: [str(verslag.bijeenkomst.community)],
            words=(
                Words(VerslagItem, "verslag", ("body",), markdown=True, vector="search_vector"),
            ),
        ),
    )
    tell(
        Nabeeld,
        Vindbaar(
            facets={"community": ("bijeenkomst__community", "bijeenkomst__communities")},
            moment="bijeenkomst__starts_at",
            fetch=lambda rows: rows.select_related("bijeenkomst__community"),
            facts=lambda nabeeld: [str(nabeeld.bijeenkomst.community)],
            words=(Words(Nabeeld, "pk", ("body",), markdown=True),),
        ),
    )
