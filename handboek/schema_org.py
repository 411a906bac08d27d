"""The handboek in schema.org: a book of chapters, with an article for each advies."""

from typing import Any

from django.urls import reverse

from handboek.enums import State
from handboek.models import Advies, Hoofdstuk, Les
from netwerk.kern.schema_org import about, address, moment, network, work

NAME = "Handboek brede welvaart"


def _book() -> dict[str, str]:
    return {"@type": "Book", "@id": address(reverse("handboek:index")), "name": NAME}


def book() -> dict[str, Any]:
    """Return the whole handboek."""
    return work("Book", reverse("handboek:index"), NAME, author=network())


def chapter(hoofdstuk: Hoofdstuk) -> dict[str, Any]:
    """Return a chapter as a part of the book."""
    return work(
        "Chapter",
        hoofdstuk.get_absolute_url(),
        hoofdstuk.title,
        position=hoofdstuk.number,
        isPartOf=_book(),
    )


def advies(row: Advies) -> dict[str, Any]:
    """Return an advies that was published, with what it rests on; of a draft nothing.

    The row was fetched with its sources, themes, audiences and chapter.
    """
    if row.published_at is None:
        return {}
    stands = row.state == State.PUBLISHED
    return work(
        "Article",
        reverse("handboek:kort", args=[row.number]),
        row.title,
        headline=row.title,
        abstract=row.summary,
        author=network(),
        version=str(row.version),
        datePublished=moment(row.published_at),
        dateModified=moment(row.updated_at),
        creativeWorkStatus=row.get_state_display(),
        mainEntityOfPage=address(row.get_absolute_url()),
        about=about(row.themes.all()),
        audience=[{"@type": "Audience", "name": each.label} for each in row.audiences.all()],
        isPartOf={
            "@type": "Chapter",
            "@id": address(row.hoofdstuk.get_absolute_url()),
            "name": row.hoofdstuk.title,
            "isPartOf": _book(),
        },
        isBasedOn=[address(link.les.get_absolute_url()) for link in row.onderbouwing.all()]
        if stands
        else [],
    )


def les(row: Les) -> dict[str, Any]:
    """Return a les that an advies rests on."""
    return work(
        "CreativeWork",
        row.get_absolute_url(),
        row.conclusion,
        author=network(),
        dateCreated=moment(row.created_at),
        dateModified=moment(row.edited_at or row.created_at),
        isPartOf=_book(),
    )
