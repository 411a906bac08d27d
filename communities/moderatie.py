"""What can be reported, and what moderation needs to know of it; pure.

Moderators read the text that was reported, for who reported it showed it to them. What else was
said in that conversation they read only where they may read it anyway.
"""

from typing import Any

from django.db.models import Model

from communities.models import Community, Onderwerp, Reactie
from netwerk.kern import subjects

type Thing = Reactie | Onderwerp
REPORTABLE: tuple[type[Thing], ...] = (Reactie, Onderwerp)


def about(thing: Thing) -> Model | None:
    """Return what the conversation is about in which it stands."""
    return thing if isinstance(thing, Onderwerp) else thing.gesprek.subject


def community_of(subject: Any) -> Community | None:
    """Return the community that leads a subject; None for what is of the whole network."""
    if isinstance(subject, Community):
        return subject
    leading: Community | None = getattr(subject, "community", None)
    return leading


def text_of(thing: Thing) -> str:
    """Return what stands there now, as it is kept with a report."""
    if isinstance(thing, Onderwerp):
        return f"{thing.title}\n\n{thing.body}".strip()
    return thing.body


def noun(thing: Model | None) -> str:
    """Return what the screen calls it: reactie or onderwerp."""
    return "onderwerp" if isinstance(thing, Onderwerp) else "reactie"


def the(thing: Model | None) -> str:
    """Return it with its article: de reactie, het onderwerp."""
    return "het onderwerp" if isinstance(thing, Onderwerp) else "de reactie"


def place_for(user: Any, thing: Thing) -> tuple[str, str] | None:
    """Return title and address of where it stands, when this person may read there."""
    if not type(thing).objects.visible_to(user).filter(pk=thing.pk).exists():
        return None
    where: Any = about(thing)
    if where is None:
        return None
    return subjects.of(where).title(where), thing.get_absolute_url()
