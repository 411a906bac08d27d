"""Makes casussen, dilemma's and the conversations about them."""

from itertools import pairwise
from typing import Any

from django.db import models

from casussen.enums import CasusRole, Direction, RequestState, Stage
from casussen.models import (
    Casus,
    CasusDeelname,
    CasusSectie,
    Dilemma,
    Fasewissel,
    Publicatieverzoek,
    WelvaartsbeeldRegel,
)
from casussen.services.stage import ORDER
from communities.enums import Visibility
from communities.models import Gesprek, Reactie
from netwerk.demo.content import (
    casussen_achteraf,
    casussen_bewoners,
    casussen_gebied,
    casussen_impact,
    casussen_werk,
    gesprekken_een,
    gesprekken_twee,
)
from netwerk.demo.content.dilemmas import DILEMMAS
from netwerk.demo.dilemmas import make_dilemmagesprek
from netwerk.demo.moments import moment
from netwerk.demo.texts import flow
from netwerk.demo.world import World

CASUSSEN = [
    *casussen_bewoners.CASUSSEN,
    *casussen_impact.CASUSSEN,
    *casussen_gebied.CASUSSEN,
    *casussen_werk.CASUSSEN,
    *casussen_achteraf.CASUSSEN,
]


def make_casussen(world: World) -> None:
    """Make every casus with its sections, its welvaartsbeeld and its people."""
    for row in CASUSSEN:
        casus = _casus(world, row)
        world.casussen[casus.slug] = casus
        _around(world, casus, row)
        _sections(world, casus, row)
        _request(world, casus, row)


def make_dilemmas(world: World) -> None:
    """Make the dilemma's and put them at their casussen."""
    for row in DILEMMAS:
        dilemma = Dilemma.objects.create(
            question=row["question"],
            slug=row["slug"],
            community=world.communities[row["community"]],
            author=world.people[row["author"]],
            first_title=row["first"][0],
            first_text=flow(row["first"][1]),
            second_title=row["second"][0],
            second_text=flow(row["second"][1]),
            state="chosen" if row.get("outcome") else "open",
            chosen_side="between" if row.get("outcome") else "",
            outcome=flow(row.get("outcome", "")),
            visibility=row["visibility"],
        )
        dilemma.casussen.add(*(world.casussen[slug] for slug in row["casussen"]))
        _dated(dilemma, row["age"], row["age"] // 3)
        world.dilemmas[row["slug"]] = dilemma
    make_dilemmagesprek(world)


def make_gesprekken(world: World) -> None:
    """Make the conversations, with answers, one post removed and one changed."""
    for row in [*gesprekken_een.GESPREKKEN, *gesprekken_twee.GESPREKKEN]:
        gesprek = Gesprek.objects.create(subject=_subject(world, row["about"]))
        for post in row["posts"]:
            first = _post(world, gesprek, post, None)
            for answer in post.get("answers", []):
                _post(world, gesprek, answer, first)


def _casus(world: World, row: dict[str, Any]) -> Casus:
    casus = Casus.objects.create(
        title=row["title"],
        slug=row["slug"],
        summary=row["summary"],
        learning_question=row["question"],
        community=world.communities[row["community"]],
        casushouder=world.people[row["holder"]],
        organisatie=world.organisaties[row["organisatie"]],
        scale=world.begrip("schaalniveau", row["scale"]),
        area_type=world.begrip("gebiedstype", row["area"]),
        phase=world.begrip("beleidsfase", row["phase"]),
        stage=row["stage"],
        visibility=row["visibility"],
    )
    _dated(casus, row["age"], row["age"] // 6)
    _course(casus, row["age"])
    return casus


def _course(casus: Casus, age: int) -> None:
    """Write down how the casus came where it is, in equal steps since it was brought in."""
    passed = ORDER[: ORDER.index(Stage(casus.stage)) + 1]
    for number, (before, after) in enumerate(pairwise(passed), start=1):
        when = moment(-age + age * number // (len(passed) + 1), "13.30")
        row = Fasewissel.objects.create(
            casus=casus, before=before, after=after, changed_by=casus.casushouder
        )
        Fasewissel.objects.filter(pk=row.pk).update(changed_at=when)
        if after == Stage.FINISHED:
            casus.finished_at = when
            Casus.objects.filter(pk=casus.pk).update(finished_at=when)


def _around(world: World, casus: Casus, row: dict[str, Any]) -> None:
    casus.communities.add(*(world.communities[number] for number in row["also"]))
    casus.provinces.add(*world.begrippen("provincie", row["provinces"]))
    casus.themes.add(*world.begrippen("cbs-thema", row["themes"]))
    casus.tags.add(*row["tags"])
    parts = [(key, CasusRole.CO_AUTHOR) for key in row.get("co_authors", [])]
    parts += [(key, CasusRole.EXPERT) for key in row.get("experts", [])]
    CasusDeelname.objects.bulk_create(
        CasusDeelname(casus=casus, deelnemer=world.people[key], role=role) for key, role in parts
    )
    WelvaartsbeeldRegel.objects.bulk_create(
        WelvaartsbeeldRegel(
            casus=casus, dimension=name, direction=Direction(direction), explanation=words
        )
        for name, (direction, words) in row["welfare"].items()
    )


def _sections(world: World, casus: Casus, row: dict[str, Any]) -> None:
    rows = CasusSectie.objects.bulk_create(
        CasusSectie(casus=casus, kind=kind, body=flow(body), updated_by=casus.casushouder)
        for kind, body in row["sections"].items()
    )
    for section in rows:
        world.secties[casus.slug, section.kind] = section
    casus.secties.update(updated_at=moment(-(row["age"] // 6), "15.40"))


def _request(world: World, casus: Casus, row: dict[str, Any]) -> None:
    """A public casus went through a request that somebody else granted; one still waits."""
    if casus.visibility == Visibility.PUBLIC:
        request = Publicatieverzoek.objects.create(
            casus=casus,
            wanted=Visibility.PUBLIC,
            note="De organisatie vindt het goed. De namen van bewoners zijn eruit.",
            state=RequestState.GRANTED,
            requested_by=casus.casushouder,
            decided_by=world.people["redacteur"],
            decided_at=moment(-row["age"] // 2, "14.20"),
            reason="Goed leesbaar, en niemand is herkenbaar.",
        )
        Publicatieverzoek.objects.filter(pk=request.pk).update(
            requested_at=moment(-row["age"] // 2 - 6, "11.05")
        )
    elif note := row.get("asks_to_publish"):
        Publicatieverzoek.objects.create(
            casus=casus, wanted=Visibility.PUBLIC, note=note, requested_by=casus.casushouder
        )


def _subject(world: World, about: tuple[str, Any]) -> models.Model:
    kind, key = about
    found: dict[Any, Any] = getattr(world, kind)
    return found[key]  # type: ignore[no-any-return]


def _post(world: World, gesprek: Gesprek, row: dict[str, Any], parent: Reactie | None) -> Reactie:
    when = moment(-row["days"], row["at"])
    removed_by = row.get("removed_by")
    post = Reactie.objects.create(
        gesprek=gesprek,
        author=world.people[row["by"]],
        parent=parent,
        body=flow(row["text"]),
        edited_at=moment(-row["edited"], "16.10") if "edited" in row else None,
        removed_at=moment(-row["days"] + 1, "8.30") if removed_by else None,
        removed_by=world.people[removed_by] if removed_by else None,
    )
    Reactie.objects.filter(pk=post.pk).update(created_at=when)
    return post


def _dated(row: Any, created: int, changed: int) -> None:
    """Set the times that the model would fill in itself."""
    row.created_at, row.updated_at = moment(-created, "10.15"), moment(-changed, "15.40")
    type(row).objects.filter(pk=row.pk).update(created_at=row.created_at, updated_at=row.updated_at)
