"""How adviezen and lessen look among results of a search."""

from handboek.models import Advies, Les
from netwerk.kern.zoeken.vindbaar import Vindbaar, Words, tell


def register() -> None:
    """Tell search; called once at start."""
    tell(
        Advies,
        Vindbaar(
            title="title",
            weight=1.4,
            facets={"thema": ("themes",)},
            moment="published_at",
            fetch=lambda rows: rows.select_related("hoofdstuk"),
            facts=lambda advies: [str(advies.hoofdstuk.title)],
            words=(
                Words(Advies, "pk", ("summary",)),
                Words(Advies, "pk", ("why", "how"), markdown=True),
            ),
        ),
    )
    tell(
        Les,
        Vindbaar(
            title="conclusion",
            weight=1.2,
            facets={"community": ("community",)},
            moment="created_at",
            fetch=lambda rows: rows.select_related("community"),
            facts=lambda les: [str(les.community)],
            words=(Words(Les, "pk", ("observation", "context", "conditions")),),
        ),
    )
