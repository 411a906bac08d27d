"""Makes a question to residents with its answers, and lessen from an answer and from a post."""

from typing import Any

from casussen.models import Inwonersantwoord, Inwonersvraag
from communities.models import Gesprek, Reactie
from handboek.models import Bevinding, Les
from handboek.services.numbers import next_number
from netwerk.demo.content.inwoners import ANTWOORDEN, LES_UIT_ANTWOORD, LES_UIT_GESPREK, VRAAG
from netwerk.demo.moments import day, moment
from netwerk.demo.texts import flow
from netwerk.demo.world import World
from netwerk.kern.tekst.sentences import anchor, readable


def make_inwoners(world: World) -> None:
    """Ask the question, answer it, and harvest."""
    casus = world.casussen[VRAAG["casus"]]
    by = world.people[VRAAG["by"]]
    vraag = Inwonersvraag.objects.create(
        casus=casus,
        question=VRAAG["question"],
        explanation=flow(VRAAG["text"]),
        closes_on=day(VRAAG["closes"]),
        opened_by=by,
    )
    Inwonersvraag.objects.filter(pk=vraag.pk).update(opened_at=moment(VRAAG["opened"], "10.00"))
    for row in ANTWOORDEN:
        _answer(world, vraag, row)
    said = vraag.antwoorden.get(body__contains=LES_UIT_ANTWOORD["quote"])
    quote, community = LES_UIT_ANTWOORD["quote"], world.communities[LES_UIT_ANTWOORD["community"]]
    _les(world, LES_UIT_ANTWOORD, community, quote, casus=casus, inwonersantwoord=said)
    _from_talk(world)


def _answer(world: World, vraag: Inwonersvraag, row: dict[str, Any]) -> None:
    decided = row["state"] != "waiting"
    antwoord = Inwonersantwoord.objects.create(
        vraag=vraag,
        body=flow(row["text"]),
        name=row["name"],
        place=row["place"],
        state=row["state"],
        reason=row.get("reason", ""),
        decided_by=world.people[VRAAG["by"]] if decided else None,
        decided_at=moment(row["days"] + 1, "9.15") if decided else None,
    )
    sent = moment(row["days"], "19.40")
    Inwonersantwoord.objects.filter(pk=antwoord.pk).update(sent_at=sent)


def _from_talk(world: World) -> None:
    row = LES_UIT_GESPREK
    casus = world.casussen[row["casus"]]
    posts = Reactie.objects.filter(gesprek=Gesprek.about(casus))
    said = posts.get(body__startswith=row["says"])
    _les(world, row, casus.community, row["says"], casus=casus, reactie=said)


def _les(world: World, row: dict[str, Any], community: Any, quote: str, **place: Any) -> None:
    by, source = world.people[row["by"]], place.get("reactie") or place["inwonersantwoord"]
    text = readable(source.body)
    prefix, suffix = anchor(text, text.index(quote), quote)
    bevinding = Bevinding.objects.create(
        quote=quote, prefix=prefix, suffix=suffix, created_by=by, **place
    )
    les = Les.objects.create(
        number=next_number(Les),
        conclusion=row["conclusion"],
        context=row["context"],
        community=community,
        created_by=by,
    )
    les.bevindingen.add(bevinding)
    when = moment(row["days"], "11.30")
    Bevinding.objects.filter(pk=bevinding.pk).update(created_at=when)
    Les.objects.filter(pk=les.pk).update(created_at=when)
