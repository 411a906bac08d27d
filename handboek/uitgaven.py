"""What stands in an edition, in the shapes that the pages of the handboek draw."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count

from bijeenkomsten.models import Verslag
from handboek.chain import KINDS
from handboek.enums import Kind, RemovalState, State, UitgaveState
from handboek.models import Advies, Les, Uitgave, UitgaveAdvies, UitgaveHoofdstuk, Weglating
from handboek.openbaar import CHUNK, SOORTEN, absolute
from handboek.openbaar_vorm import AdviesData, HoofdstukData
from handboek.steps import steps

Shown = dict[str, Any]
MOST = 12  # editions on the page of an advies; the list has the rest
KIND_OF = {code: kind for kind, code in SOORTEN.items()}


@dataclass(frozen=True)
class Tekst:
    """The frozen text with the names that the parts of an advies page ask for."""

    kind: str
    title: str
    summary: str
    why: str
    how: str
    works_when: str
    works_not_when: str
    headings: dict[str, str]


def text_of(data: Shown) -> Tekst:
    """Return the text of ``openbaar_vorm.AdviesData``."""
    heads = data["koppen"]
    return Tekst(
        kind=KIND_OF[data["soort"]["code"]],
        title=data["titel"],
        summary=data["samenvatting"],
        why=data["waarom"],
        how=data["hoe"],
        works_when=data["werktAls"],
        works_not_when=data["werktNietAls"],
        headings={
            "why": heads["waarom"],
            "how": heads["hoe"],
            "limits": heads["grens"],
            "when": heads["werktAls"],
            "not_when": heads["werktNietAls"],
        },
    )


def kind_of(data: Shown) -> Shown:
    """Return its kind as the screen shows it: the class, the icon and the word of then."""
    soort, icoon = KINDS[Kind(KIND_OF[data["soort"]["code"]])]
    return {"soort": soort, "icoon": icoon, "soort_woord": data["soort"]["naam"]}


def steps_of(data: Shown) -> list[Any]:
    """Return how to do it in steps, as on the page of an advies."""
    return list(steps(data["hoe"]))


def card(rij: UitgaveAdvies) -> Shown:
    """Return what components/advies.html shows of one."""
    kind = kind_of(rij.data)
    return {
        "soort": kind["soort"],
        "icoon": kind["icoon"],
        "woord": kind["soort_woord"],
        "titel": rij.title,
        "url": rij.get_absolute_url(),
        "tekst": rij.data["samenvatting"],
        "bewijs": rij.data["bewijs"]["zin"],
    }


def now_of(rij: UitgaveAdvies) -> Shown | None:
    """Say what became of it: withdrawn, refuted or another text; None when it still stands."""
    advies = rij.advies
    if advies.state == State.WITHDRAWN:
        return {"soort": "ingetrokken", "reden": advies.withdrawn_reason, "advies": advies}
    if advies.is_refuted:
        return {"soort": "weerlegd", "reden": "", "advies": advies}
    if advies.version != rij.version:
        return {"soort": "andere tekst", "reden": "", "advies": advies}
    return None


def removals_of(rij: UitgaveAdvies) -> list[Any]:
    """Return what was taken out of this text, in this edition or in one with the same text."""
    if rij.removed_at is None:
        return []
    rows = Weglating.objects.filter(
        state=RemovalState.DONE, rij__advies=rij.advies_id, rij__version=rij.version
    )
    return list(rows.order_by("decided_at"))


def ties_of(rij: UitgaveAdvies) -> list[Shown]:
    """Return its ties, each with the address in this edition, or the present one without."""
    ties = rij.data["verbanden"]
    rows = UitgaveAdvies.objects.filter(
        uitgave=rij.uitgave_id, number__in=[row["nummer"] for row in ties]
    )
    here = {row.number: row for row in rows.select_related("uitgave").defer("data")}
    return [
        row | {"url": here[row["nummer"]].get_absolute_url()}
        if row["nummer"] in here
        else row | {"url": row["adres"]}
        for row in ties
    ]


def sources_of(rij: UitgaveAdvies) -> list[Shown]:
    """Return its lessen and sources; what nobody may open any more keeps its words, no link."""
    lessen, bronnen = rij.data["lessen"], rij.data["bronnen"]
    nobody = AnonymousUser()
    known = Les.objects.visible_to(nobody).filter(number__in=[row["nummer"] for row in lessen])
    numbers = set(known.order_by().values_list("number", flat=True))
    minutes = Verslag.objects.visible_to(nobody).select_related("bijeenkomst")
    slugs = [
        row["adres"].split("/")[-3]
        for row in bronnen
        if row["soort"] == "bijeenkomst" and row["adres"]
    ]
    read = {absolute(row.get_absolute_url()) for row in minutes.filter(bijeenkomst__slug__in=slugs)}
    return [
        *(
            row | {"soort": "les", "url": row["adres"] if row["nummer"] in numbers else ""}
            for row in lessen
        ),
        *(
            row
            | {"url": row["adres"] if row["soort"] != "bijeenkomst" or row["adres"] in read else ""}
            for row in bronnen
        ),
    ]


def beside(rij: UitgaveAdvies) -> Shown:
    """Return the adviezen before and after this one in its edition."""
    rows = UitgaveAdvies.objects.filter(uitgave=rij.uitgave_id).defer("data")
    rows = rows.select_related("uitgave")
    return {
        "previous": rows.filter(position__lt=rij.position).order_by("-position").first(),
        "next": rows.filter(position__gt=rij.position).order_by("position").first(),
    }


def beside_chapter(hoofdstuk: UitgaveHoofdstuk) -> Shown:
    """Return all chapters of its edition, and those before and after it."""
    rows = UitgaveHoofdstuk.objects.filter(uitgave=hoofdstuk.uitgave_id).defer("data")
    chapters = list(rows.select_related("uitgave"))
    here = [row.pk for row in chapters].index(hoofdstuk.pk)
    return {
        "chapters": chapters,
        "previous": chapters[here - 1] if here else None,
        "next": chapters[here + 1] if here + 1 < len(chapters) else None,
    }


def chapters_of(uitgave: Uitgave) -> Any:
    """Return its chapters in order, with how many adviezen each holds (``held``)."""
    rows = uitgave.hoofdstukken.annotate(held=Count("adviezen"))
    return rows.order_by("number")  # counting takes the order of the model away


def hoofdstukken_van(uitgave: Uitgave) -> list[HoofdstukData]:
    """Return the data of its chapters, each with its address in this edition."""
    rows = chapters_of(uitgave).select_related("uitgave")
    return [
        row.data | {"adres": absolute(row.get_absolute_url()), "adviezen": row.held} for row in rows
    ]


def adviezen_van(
    uitgave: Uitgave, hoofdstuk: UitgaveHoofdstuk | None = None
) -> Iterator[AdviesData]:
    """Yield the data of its adviezen in order, a chunk in memory at a time, for files."""
    rows = uitgave.adviezen.all() if hoofdstuk is None else hoofdstuk.adviezen.all()
    yield from rows.order_by("position").values_list("data", flat=True).iterator(CHUNK)


def _places(**where: Any) -> Any:
    """Return where adviezen stand in editions that appeared, the newest first of each advies."""
    rows = UitgaveAdvies.objects.filter(uitgave__state=UitgaveState.FINAL, **where)
    found = rows.select_related("uitgave").defer("data", "uitgave__waiting", "uitgave__foreword")
    return found.order_by("advies_id", "-uitgave__year", "-uitgave__number")


def newest_with(adviezen: Collection[int]) -> dict[int, Shown]:
    """Return the newest edition that each of these adviezen stands in, as a step of its way."""
    if not adviezen:
        return {}
    return {
        row.advies_id: {
            "label": "Uitgave",
            "titel": row.uitgave.code,
            "url": row.get_absolute_url(),
        }
        for row in _places(advies__in=adviezen).distinct("advies_id")
    }


def with_advies(advies: Advies) -> list[Shown]:
    """Return the editions that an advies stands in, the newest first, for the end of its chain."""
    return [
        {
            "titel": row.uitgave.code,
            "url": row.get_absolute_url(),
            "onder": f"Versie {row.version}"
            if row.version != advies.version
            else "Dezelfde tekst als nu",
        }
        for row in _places(advies=advies)[:MOST]
    ]
