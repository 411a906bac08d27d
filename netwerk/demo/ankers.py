"""Makes posts about the parts of one casus, and the earlier text of a post that was changed."""

from typing import Any

from communities.models import Gesprek, Reactie, ReactieVersie
from netwerk.demo.content.ankers import CASUS, EERDER, REACTIES
from netwerk.demo.moments import moment
from netwerk.demo.texts import flow
from netwerk.demo.world import World


def make_ankers(world: World) -> None:
    """Let people say something about a sentence that stands, one that changed, and a whole part."""
    talk = Gesprek.about(world.casussen[CASUS])
    for row in REACTIES:
        place = {"part": row["part"], "quote": row["quote"], "source_version": row["version"]}
        first = _post(world, talk, row, **place)
        for answer in row.get("answers", []):
            _post(world, talk, answer, parent=first)
    who, before = EERDER
    changed = Reactie.objects.get(author=world.people[who], edited_at__isnull=False)
    ReactieVersie.objects.create(
        reactie=changed,
        author=changed.author,
        body=flow(before),
        written_at=changed.created_at,
    )


def _post(world: World, talk: Gesprek, row: dict[str, Any], **more: Any) -> Reactie:
    author = world.people[row["by"]]
    post = Reactie.objects.create(gesprek=talk, author=author, body=flow(row["text"]), **more)
    when = moment(-row["days"], row["at"])
    Reactie.objects.filter(pk=post.pk).update(created_at=when)
    return post
