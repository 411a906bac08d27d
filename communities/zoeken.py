"""How people, organisations, communities, news and talk look among results of a search."""

from communities.models import (
    Community,
    Deelnemer,
    Nieuwsbericht,
    Onderwerp,
    Organisatie,
    Reactie,
)
from netwerk.kern.zoeken.vindbaar import Facet, Vindbaar, Words, offer, tell


def register() -> None:
    """Tell search; called once at start."""
    offer(Facet("community", "Community", Community.objects.all, "slug", 3))
    tell(
        Community,
        Vindbaar(
            title="name",
            weight=1.3,
            words=(Words(Community, "pk", ("central_question", "intro")),),
        ),
    )
    tell(
        Nieuwsbericht,
        Vindbaar(
            title="title",
            moment="published_at",
            words=(
                Words(Nieuwsbericht, "pk", ("intro",)),
                Words(Nieuwsbericht, "pk", ("body",), markdown=True),
            ),
        ),
    )
    _people()
    _talk()


def _people() -> None:
    tell(
        Organisatie,
        Vindbaar(
            title="name",
            facets={"provincie": ("province",)},
            fetch=lambda rows: rows.select_related("kind", "province").prefetch_related(
                "former_names"
            ),
            facts=lambda organisatie: [str(organisatie.province or "")],
        ),
    )
    tell(
        Deelnemer,
        Vindbaar(
            title="sort_name",
            facets={
                "thema": ("themes",),
                "provincie": ("province",),
                "community": ("lidmaatschappen__community",),
            },
            fetch=lambda rows: rows.with_organisatie(),  # type: ignore[attr-defined]
        ),
    )


def _talk() -> None:
    tell(
        Reactie,
        Vindbaar(
            weight=0.8,
            moment="created_at",
            fetch=lambda rows: rows.select_related("author", "gesprek").prefetch_related(
                "gesprek__subject"
            ),
            words=(Words(Reactie, "pk", ("body",), markdown=True),),
        ),
    )
    tell(
        Onderwerp,
        Vindbaar(
            title="title",
            standing=lambda rows: rows.standing(),  # type: ignore[attr-defined]
            facets={"community": ("community",)},
            moment="created_at",
            fetch=lambda rows: rows.select_related("community"),
            facts=lambda onderwerp: [str(onderwerp.community)],
            words=(Words(Onderwerp, "pk", ("body",), markdown=True),),
        ),
    )
