"""The declared policy of editions of the handboek, and of what has to go from one."""

from typing import Any

from django.utils import timezone

from handboek.enums import UitgaveState
from handboek.models import Uitgave, Weglating
from handboek.services import bevriezen
from tests.factories import AdviesFactory, HoofdstukFactory
from tests.policy.table import EVERYONE, NOBODY, REDACTIE, SIGNED_IN, Roles, Row, roles

SECOND = roles("redacteur2")


def _made(world: Any, advies: Any, *, final: bool) -> Uitgave:
    """Make an edition that the redacteur began; ``final`` lets the other one agree."""
    made = bevriezen.begin(
        actor=world.people["redacteur"],
        name="Wat we leerden",
        foreword="Lees mee.",
        year=2026,
        keys=[advies.pk],
    )
    bevriezen.freeze_some(made)
    if final:
        made.state, made.agreed_by = UitgaveState.FINAL, world.people["redacteur2"]
        made.day, made.published_at = timezone.localdate(), timezone.now()
        made.save()
    return made


def build(world: Any) -> None:
    """Add two editions that appeared, one that waits, and a question to take something out."""
    advies = AdviesFactory(published=True, hoofdstuk=HoofdstukFactory())
    editions = {
        "oldest": _made(world, advies, final=True),
        "final": _made(world, advies, final=True),
        "ready": _made(world, advies, final=False),
    }
    asked = Weglating.objects.create(
        rij=editions["final"].adviezen.get(),
        parts=["hoe"],
        reason="Er stond een naam in.",
        asked_by=world.people["redacteur"],
    )
    world.objects |= {"uitgaven": editions, "in_uitgave": advies, "weglating": asked}


def keys(state: str, **more: Any) -> Any:
    return lambda world: {
        "year": world["uitgaven"][state].year,
        "number": world["uitgaven"][state].number,
        **{name: value(world) for name, value in more.items()},
    }


def file_of(state: str) -> Any:
    return lambda world: keys(state)(world) | {"form": "json"}


def advies(world: Any) -> int:
    return int(world["in_uitgave"].number)


def chapter(world: Any) -> int:
    return int(world["in_uitgave"].hoofdstuk.number)


def bib(world: Any) -> str:
    return "bib"


def words(world: Any) -> dict[str, Any]:
    return {
        "name": "Anders",
        "foreword": "",
        "delen": ["hoe"],
        "reason": "Er stond een naam in.",
        "seen": world["uitgaven"]["ready"].mark(),
    }


def reading(state: str, readers: Roles) -> list[Row]:
    """Return the rows of every page of an edition."""
    hidden = EVERYONE - readers
    pages = {
        "uitgave": {},
        "uitgave_hoofdstuk": {"chapter": chapter},
        "uitgave_advies": {"advies": advies},
        "citeer_uitgave": {"vorm": bib},
        "citeer_hoofdstuk": {"chapter": chapter, "vorm": bib},
        "citeer_rij": {"advies": advies, "vorm": bib},
    }
    return [
        Row(f"handboek:{name}", state, kwargs=keys(state, **more), get=readers, hidden=hidden)
        for name, more in pages.items()
    ]


def differences(state: str, readers: Roles) -> Row:
    def kwargs(world: Any) -> dict[str, Any]:
        other = world["uitgaven"]["oldest"]
        return keys(state)(world) | {"other_year": other.year, "other_number": other.number}

    hidden = EVERYONE - readers
    return Row("handboek:uitgave_verschil", state, kwargs=kwargs, get=readers, hidden=hidden)


def desk(name: str, state: str, **more: Any) -> Row:
    hidden = SIGNED_IN - REDACTIE if state == "ready" else NOBODY
    return Row(f"handboek:{name}", state, kwargs=keys(state), hidden=hidden, data=words, **more)


def removal(name: str, **more: Any) -> Row:
    return Row(
        f"handboek:{name}",
        kwargs=lambda world: {"pk": world["weglating"].pk},
        hidden=SIGNED_IN - REDACTIE,
        **more,
    )


ROWS = [
    Row("handboek:uitgaven", get=EVERYONE),
    Row("handboek:uitgavebestand", "final", kwargs=file_of("final"), get=EVERYONE),
    Row(
        "handboek:uitgavebestand",
        "ready",
        kwargs=file_of("ready"),
        get=frozenset(),
        hidden=EVERYONE,
    ),
    Row("handboek:uitgaven_feed", get=EVERYONE, impersonal=True),
    *reading("final", EVERYONE),
    *reading("ready", REDACTIE),
    differences("final", EVERYONE),
    differences("ready", REDACTIE),
    Row(
        "handboek:citeer_versie",
        kwargs=lambda world: {"number": advies(world), "version": 1, "vorm": "ris"},
        get=EVERYONE,
    ),
    Row("handboek:redactie_uitgaven", get=REDACTIE),
    Row("handboek:uitgave_nieuw", get=REDACTIE, post=REDACTIE, data=words),
    desk("uitgave_werk", "ready", get=REDACTIE),
    desk("uitgave_werk", "final", get=NOBODY),
    desk("uitgave_bewerk", "ready", get=REDACTIE, post=REDACTIE),
    desk("uitgave_bewerk", "final", get=NOBODY, post=NOBODY),
    desk("uitgave_verschijn", "ready", post=SECOND),
    desk("uitgave_weg", "ready", get=REDACTIE, post=REDACTIE),
    desk("uitgave_weg", "final", get=NOBODY, post=NOBODY),
    Row(
        "handboek:weglating_vraag",
        "final",
        kwargs=keys("final", advies=advies),
        get=REDACTIE,
        post=REDACTIE,
        data=words,
    ),
    removal("weglating", get=REDACTIE),
    removal("weglating_ja", post=SECOND),
    removal("weglating_nee", post=SECOND),
]
