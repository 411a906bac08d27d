"""Makes topics with what was said under them, polls, and a report that waits for a decision."""

from typing import Any

from communities.enums import MeldingReason
from communities.models import (
    Gesprek,
    Melding,
    Onderwerp,
    Peiling,
    PeilingOptie,
    Reactie,
    Stem,
    Zaak,
)
from netwerk.demo.content.onderwerpen import MELDING, ONDERWERPEN
from netwerk.demo.moments import moment
from netwerk.demo.texts import flow
from netwerk.demo.world import World


def make_onderwerpen(world: World) -> None:
    """Make them without mail."""
    talks = {row["title"]: _topic(world, row) for row in ONDERWERPEN}
    _report(world, talks[MELDING["onderwerp"]])


def _topic(world: World, row: dict[str, Any]) -> Gesprek:
    began = moment(-row["days"], row["at"])
    topic = Onderwerp.objects.create(
        community=world.communities[row["community"]],
        title=row["title"],
        body=flow(row["text"]),
        is_question=row["question"],
        author=world.people[row["by"]],
        active_at=began,
    )
    Onderwerp.objects.filter(pk=topic.pk).update(created_at=began)
    talk = Gesprek.objects.create(subject=topic)
    for post in row["posts"]:
        _post(world, talk, post)
    for poll in row["polls"]:
        _poll(world, talk, poll)
    return talk


def _post(world: World, talk: Gesprek, row: dict[str, Any]) -> Reactie:
    when = moment(-row["days"], row["at"])
    post = Reactie.objects.create(
        gesprek=talk, author=world.people[row["by"]], body=flow(row["text"])
    )
    Reactie.objects.filter(pk=post.pk).update(created_at=when)
    Onderwerp.objects.filter(pk=talk.object_id).update(active_at=when)
    return post


def _poll(world: World, talk: Gesprek, row: dict[str, Any]) -> None:
    poll = Peiling.objects.create(
        gesprek=talk,
        question=row["question"],
        author=world.people[row["by"]],
        closes_at=moment(row["until"], "0.00"),
    )
    Peiling.objects.filter(pk=poll.pk).update(created_at=moment(-row["days"], "10.00"))
    options = [
        PeilingOptie.objects.create(peiling=poll, text=text, order=order)
        for order, text in enumerate(row["answers"])
    ]
    Stem.objects.bulk_create(
        Stem(peiling=poll, optie=options[choice], deelnemer=world.people[who])
        for who, choice in row["votes"].items()
    )


def _report(world: World, talk: Gesprek) -> None:
    post = _post(world, talk, MELDING)
    topic: Any = talk.subject
    zaak = Zaak.objects.create(subject=post, author=post.author, community=topic.community)
    Melding.objects.bulk_create(
        Melding(
            zaak=zaak,
            reported_by=world.people[who],
            reason=MeldingReason(MELDING["reason"]),
            explanation=MELDING["explanation"],
            text=post.body,
        )
        for who in MELDING["reported_by"]
    )
