"""Makes the handboek: bevindingen, lessen and adviezen, with the evidence computed for real."""

from datetime import timedelta
from typing import Any

from django.utils.text import slugify

from bijeenkomsten.models import VerslagItem
from casussen.models import CasusSectie
from communities.models import Deelnemer
from handboek.enums import Kind, Relation, State
from handboek.models import Advies, AdviesLes, AdviesVerband, Bevinding, Hoofdstuk, Les, Publicatie
from handboek.services import refresh_evidence
from netwerk.demo.content import (
    adviezen_drie_zes,
    adviezen_een_twee,
    adviezen_overig,
    adviezen_vooraf,
    adviezen_wegen,
    adviezen_werk,
    lessen_een,
    lessen_twee,
    lessen_werk,
)
from netwerk.demo.content.hoofdstukken import HOOFDSTUKKEN, PUBLICATIES
from netwerk.demo.content.lesteksten import LESTEKSTEN
from netwerk.demo.moments import day, moment
from netwerk.demo.texts import flow
from netwerk.demo.veranderingen import make_veranderingen
from netwerk.demo.world import World
from netwerk.kern.tekst.sentences import anchor, readable

ADVIEZEN = sorted(
    [
        *adviezen_een_twee.ADVIEZEN,
        *adviezen_drie_zes.ADVIEZEN,
        *adviezen_overig.ADVIEZEN,
        *adviezen_vooraf.ADVIEZEN,
        *adviezen_werk.ADVIEZEN,
        *adviezen_wegen.ADVIEZEN,
    ],
    key=lambda row: int(row["number"]),
)


ABOUT = {"areas": "gebiedstype", "instruments": "instrument", "steps": "beleidskompas"}


class QuoteNotFoundError(ValueError):
    """The content says that a sentence stands somewhere, and it does not."""


def make_handboek(world: World) -> None:
    """Make the chapters, the lessen with their bevindingen, and the adviezen on them."""
    for number, title, intro in HOOFDSTUKKEN:
        world.hoofdstukken[number] = Hoofdstuk.objects.create(
            number=number, title=title, slug=slugify(title), intro=flow(intro)
        )
    for key, (title, authors, year) in PUBLICATIES.items():
        world.publicaties[key] = Publicatie.objects.create(title=title, authors=authors, year=year)
    for row in [*lessen_een.LESSEN, *lessen_twee.LESSEN, *lessen_werk.LESSEN]:
        world.lessen[row["number"]] = _les(world, row)
    for row in ADVIEZEN:
        _advies(world, row)
    make_veranderingen(world)
    for one, other, kind, explanation in adviezen_wegen.VERBANDEN:
        AdviesVerband.objects.create(
            one=Advies.objects.get(number=one),
            other=Advies.objects.get(number=other),
            kind=kind,
            explanation=explanation,
        )


def _les(world: World, row: dict[str, Any]) -> Les:
    maker = world.people[row["by"]]
    observation, conditions = LESTEKSTEN.get(row["number"], ("", ""))
    les = Les.objects.create(
        number=row["number"],
        conclusion=row["conclusion"],
        observation=flow(observation),
        context=flow(row.get("context", "")),
        conditions=flow(conditions),
        community=world.communities[row["community"]],
        created_by=maker,
    )
    found = [
        _bevinding(world, _source(world, slug, part), quote, maker)
        for slug, part, quote in row["sources"]
    ]
    les.bevindingen.add(*found)
    Les.objects.filter(pk=les.pk).update(created_at=moment(-row["age"], "13.30"))
    return les


def _source(world: World, slug: str, part: str | int) -> CasusSectie | VerslagItem:
    if isinstance(part, int):
        return world.verslag_items[slug, part]
    return world.secties[slug, part]


def _bevinding(
    world: World, source: CasusSectie | VerslagItem, quote: str, maker: Deelnemer
) -> Bevinding:
    """Mark a sentence; the same sentence under two lessen is one bevinding."""
    key = (source, quote)
    if key not in world.bevindingen:
        text = readable(source.body)
        start = text.find(quote)
        if start < 0:
            raise QuoteNotFoundError(f"{source}: {quote}")
        prefix, suffix = anchor(text, start, quote)
        section = source if isinstance(source, CasusSectie) else None
        item = source if isinstance(source, VerslagItem) else None
        world.bevindingen[key] = Bevinding.objects.create(
            quote=quote,
            prefix=prefix,
            suffix=suffix,
            casus=section.casus if section else None,
            section=section,
            verslag_item=item,
            created_by=maker,
        )
    return world.bevindingen[key]


def _advies(world: World, row: dict[str, Any]) -> None:
    author = world.people[row.get("author", "redacteur")]
    other = "redacteur2" if author.email.startswith("redacteur@") else "redacteur"
    state = State(row.get("state", "published"))
    seen = state in {State.PUBLISHED, State.WITHDRAWN}
    advies = Advies.objects.create(
        number=row["number"],
        kind=Kind(row["kind"]),
        title=row["title"],
        hoofdstuk=world.hoofdstukken[row["chapter"]],
        summary=row["summary"],
        why=flow(row["why"]),
        how=flow(row.get("how", "")),
        works_when=flow(row.get("when", "")),
        works_not_when=flow(row.get("not_when", "")),
        phase=world.maybe("beleidsfase", row.get("phase", "")),
        author=author,
        edited_by=author,
        owner=author,
        position=row["number"],
        state=state,
        published_by=world.people[other] if seen else None,
        published_at=moment(-row["age"], "11.45") if seen else None,
        understood_at=moment(-row["age"], "11.45") if seen else None,
        written_by=author,
        withdrawn_reason=row.get("withdrawn", ""),
        returned_reason=row.get("returned", ""),
        review_at=day(row["review"]) if "review" in row else None,
    )
    advies.audiences.add(*world.begrippen("doelgroep", row["for"]))
    advies.themes.add(*world.begrippen("cbs-thema", row["themes"]))
    about = row | adviezen_wegen.ABOUT.get(row["number"], {})
    for field, schema in ABOUT.items():
        getattr(advies, field).add(*world.begrippen(schema, about.get(field, [])))
    advies.publicaties.add(*(world.publicaties[key] for key in row.get("papers", [])))
    for relation, key in ((Relation.SUPPORTS, "lessen"), (Relation.CONTRADICTS, "against")):
        for number in row.get(key, []):
            AdviesLes.objects.create(advies=advies, les=world.lessen[number], relation=relation)
    refresh_evidence(advies)
    written = moment(-row["age"], "11.45")
    Advies.objects.filter(pk=advies.pk).update(
        created_at=written - timedelta(days=15), updated_at=written
    )
