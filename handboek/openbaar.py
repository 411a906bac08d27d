"""The public data of the handboek: what an anonymous reader reads of an advies, and no more.

One representation for everybody who writes the handboek down: the API, documents, files and
editions. It is ready for JSON (``openbaar_vorm.py`` names its keys). There is no reader to give:
what is made here may be kept, sent and printed, so it is always made for nobody in particular.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import batched
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, Max, Q
from django.urls import reverse

from handboek import chain
from handboek.enums import Kind, Level, State
from handboek.models import Advies, AdviesVerband, Hoofdstuk, Toepassing, Wijziging
from handboek.models.adviezen import AdviesQuerySet
from handboek.openbaar_vorm import (
    AdviesData,
    Begrepen,
    Bewijs,
    Bron,
    HoofdstukData,
    Koppen,
    LesOnder,
    PublicatieOnder,
    Verband,
)
from handboek.sources import Reader, evidence_of, publicaties_under
from netwerk.kern import licentie
from netwerk.kern.tekst.opmaak import without_confidential

CHUNK = 100
ABOUT = ("audiences", "themes", "areas", "instruments", "steps")
SOORTEN = {
    Kind.DO: "doen",
    Kind.DONT: "niet-doen",
    Kind.WEIGH: "afweging",
    Kind.ASK: "vraag-vooraf",
}


def openbare_rijen() -> AdviesQuerySet:
    """Return the adviezen that stand in the public handboek, in the order of the book."""
    return Advies.objects.published().in_order()


def openbare_adviezen(
    hoofdstuk: Hoofdstuk | None = None,
    *,
    onder: AdviesQuerySet | None = None,
    chunk: int = CHUNK,
) -> Iterator[AdviesData]:
    """Yield all that stand in the public handboek in order, a chunk in memory at a time.

    Each chunk takes the same number of queries. ``onder`` gives other rows, in their own order: a
    list of somebody may hold what was withdrawn; what was never published is always left out.
    """
    rows = openbare_rijen() if onder is None else onder
    if hoofdstuk is not None:
        rows = rows.filter(hoofdstuk=hoofdstuk)
    keys = list(rows.filter(published_at__isnull=False).values_list("pk", flat=True))
    for some in batched(keys, chunk):
        found = {row.pk: row for row in _with_everything(some)}
        yield from als_data([found[key] for key in some if key in found])


def advies_as_data(advies: Advies) -> AdviesData | None:
    """Return one advies that was published; None for a draft, which nobody may read."""
    return next(als_data(_with_everything([advies.pk])), None)


def openbaar_hoofdstuk(hoofdstuk: Hoofdstuk) -> HoofdstukData:
    """Return one chapter with its introduction."""
    number = Advies.objects.published().filter(hoofdstuk=hoofdstuk).count()
    return _chapter(hoofdstuk, number)


def openbare_hoofdstukken() -> list[HoofdstukData]:
    """Return every chapter in order, in two queries."""
    rows = Advies.objects.published().order_by()
    held = dict(rows.values_list("hoofdstuk").annotate(Count("pk")))
    return [_chapter(row, held.get(row.pk, 0)) for row in Hoofdstuk.objects.all()]


def _chapter(row: Hoofdstuk, number: int) -> HoofdstukData:
    return {
        "nummer": row.number,
        "titel": row.title,
        "inleiding": without_confidential(row.intro),
        "adres": absolute(row.get_absolute_url()),
        "adviezen": number,
    }


def _with_everything(keys: Sequence[int]) -> AdviesQuerySet:
    """Fetch adviezen that everybody may read with all that is told of them."""
    rows: Any = Advies.objects.filter(pk__in=keys, published_at__isnull=False)
    return rows.with_sources().prefetch_related(*ABOUT)  # type: ignore[no-any-return]


@dataclass(frozen=True)
class _Beside:
    """What stands in other tables about a chunk of adviezen, by the key of the advies."""

    reader: Reader
    ties: dict[int, list[Verband]]
    reports: dict[int, int]
    changed: dict[int, datetime]


def als_data(rows: Iterable[Advies]) -> Iterator[AdviesData]:
    """Yield the data of these rows of ``_with_everything``."""
    adviezen = list(rows)
    keys = [advies.pk for advies in adviezen]
    placed = Toepassing.objects.placed().filter(advies__in=keys).order_by()
    told = Wijziging.objects.filter(advies__in=keys).order_by()
    beside = _Beside(
        reader=Reader.of_adviezen(AnonymousUser(), adviezen),
        ties=_ties(keys),
        reports=dict(placed.values_list("advies").annotate(Count("pk"))),
        changed=dict(told.values_list("advies").annotate(Max("at"))),
    )
    return (_data(advies, beside) for advies in adviezen)


def _ties(keys: Sequence[int]) -> dict[int, list[Verband]]:
    found: dict[int, list[Verband]] = defaultdict(list)
    rows = AdviesVerband.objects.filter(Q(one__in=keys) | Q(other__in=keys))
    for row in rows.select_related("one", "other"):
        for here, beside in ((row.one, row.other), (row.other, row.one)):
            if beside.state == State.PUBLISHED and not beside.is_refuted:
                found[here.pk].append(
                    {
                        "soort": row.get_kind_display(),
                        "nummer": beside.number,
                        "titel": beside.title,
                        "uitleg": row.explanation,
                        "adres": short_address(beside.number),
                    }
                )
    return found


def _data(advies: Advies, beside: _Beside) -> AdviesData:
    assert advies.published_at is not None, "a draft is for nobody"
    changed = max(advies.published_at, beside.changed.get(advies.pk, advies.published_at))
    stands = advies.state == State.PUBLISHED
    return {
        "nummer": advies.number,
        "versie": advies.version,
        "soort": {"code": SOORTEN[Kind(advies.kind)], "naam": advies.get_kind_display()},
        "titel": advies.title,
        "adres": short_address(advies.number),
        "versieAdres": version_address(advies.number, advies.version),
        "hoofdstuk": {"nummer": advies.hoofdstuk.number, "titel": advies.hoofdstuk.title},
        "samenvatting": advies.summary,
        "waarom": without_confidential(advies.why),
        "hoe": without_confidential(advies.how),
        "werktAls": without_confidential(advies.works_when),
        "werktNietAls": without_confidential(advies.works_not_when),
        "koppen": _headings(advies),
        "doelgroepen": _concepts(advies.audiences.all()),
        "themas": _concepts(advies.themes.all()),
        "gebieden": _concepts(advies.areas.all()),
        "instrumenten": _concepts(advies.instruments.all()),
        "stappen": _concepts(advies.steps.all()),
        "fase": _concepts([advies.phase])[0] if advies.phase else None,
        "bewijs": _evidence(advies, beside.reader),
        "bronnen": _sources(advies, beside.reader) if stands else [],
        "lessen": _lessen(advies) if stands else [],
        "publicaties": _papers(advies) if stands else [],
        "verbanden": beside.ties.get(advies.pk, []),
        "toepassingen": beside.reports.get(advies.pk, 0),
        "gepubliceerdOp": moment(advies.published_at),
        "gewijzigdOp": moment(changed),
        "nakijkenVoor": advies.review_at.isoformat() if advies.review_at and stands else None,
        "stand": advies.get_state_display(),
        "redenIngetrokken": "" if stands else advies.withdrawn_reason,
        "licentie": {"naam": licentie.NAME, "adres": licentie.PAGE},
    }


def _headings(advies: Advies) -> Koppen:
    heads = advies.headings
    return {
        "waarom": heads["why"],
        "hoe": heads["how"],
        "grens": heads["limits"],
        "werktAls": heads["when"],
        "werktNietAls": heads["not_when"],
    }


def _concepts(rows: Iterable[Any]) -> list[Begrepen]:
    return [{"code": row.notation, "naam": row.label} for row in rows]


def _evidence(advies: Advies, reader: Reader) -> Bewijs:
    found = evidence_of(advies, reader)
    return {
        "niveau": str(Level(found.level).label),
        "woord": found.word,
        "zin": f"{found.sentence} {found.objection}".strip(),
        "betwist": found.disputed,
        "weerlegd": found.refuted,
    }


def _sources(advies: Advies, reader: Reader) -> list[Bron]:
    return [
        {
            "soort": row["soort"],
            "titel": row["titel"],
            "onder": row["onder"],
            "adres": absolute(row["url"]),
        }
        for row in chain.sources_shown(advies, reader)
    ]


def _lessen(advies: Advies) -> list[LesOnder]:
    return [
        {
            "nummer": link.les.number,
            "conclusie": link.les.conclusion,
            "verband": link.get_relation_display(),
            "adres": absolute(link.les.get_absolute_url()),
        }
        for link in advies.onderbouwing.all()
    ]


def _papers(advies: Advies) -> list[PublicatieOnder]:
    return [
        {
            "titel": row.title,
            "auteurs": row.authors,
            "jaar": row.year,
            "doi": row.doi,
            "adres": row.address,
            "licentie": row.licence,
        }
        for row in publicaties_under(advies)
    ]


def absolute(path: str) -> str:
    """Return the address of a page of ours for whoever reads it elsewhere; "" stays ""."""
    return f"{settings.SITE_URL}{path}" if path else ""


def short_address(number: int) -> str:
    """Return the address of an advies that outlives its title."""
    return absolute(reverse("handboek:kort", args=[number]))


def version_address(number: int, version: int) -> str:
    """Return the address of one text of an advies, for who quotes just that text."""
    return absolute(reverse("handboek:versie", args=[number, version]))


def moment(at: datetime) -> str:
    """Return a moment in UTC, in whole seconds."""
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
