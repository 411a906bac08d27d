"""Makes an edition of the handboek from before its newest changes, and one that waits.

Rows are written as the services write them, without telling anybody.
"""

from handboek import openbaar
from handboek.enums import State, UitgaveState
from handboek.models import Advies, Uitgave
from handboek.models.adviezen import AdviesQuerySet
from handboek.services import bevriezen
from netwerk.demo.content.uitgaven import EERSTE, OUDE_TEKSTEN, VOLGENDE
from netwerk.demo.moments import day, moment
from netwerk.demo.texts import flow
from netwerk.demo.world import World

APPEARED = -12  # days from today; the newest texts are younger


def make_first_edition(world: World) -> None:
    """Freeze the book as it was: two texts were older, and one advies was not withdrawn yet."""
    gone = list(Advies.objects.filter(state=State.WITHDRAWN).values_list("pk", flat=True))
    Advies.objects.filter(pk__in=gone).update(state=State.PUBLISHED)
    now = {}
    for number, texts in OUDE_TEKSTEN.items():
        advies = Advies.objects.get(number=number)
        now[number] = {name: getattr(advies, name) for name in texts}
        _write(advies, {name: flow(text) for name, text in texts.items()})
    stood = openbaar.openbare_rijen().filter(published_at__lt=moment(APPEARED))
    uitgave = _frozen(world, EERSTE, stood, year=day(APPEARED).year)
    uitgave.state = UitgaveState.FINAL
    uitgave.agreed_by = world.people["redacteur2"]
    uitgave.day, uitgave.published_at = day(APPEARED), moment(APPEARED, "9.30")
    uitgave.frozen_at = moment(APPEARED - 1, "16.10")
    uitgave.save()
    for number, texts in now.items():
        _write(Advies.objects.get(number=number), texts)
    Advies.objects.filter(pk__in=gone).update(state=State.WITHDRAWN)


def make_next_edition(world: World) -> None:
    """Prepare the next one, which waits for a second redacteur."""
    _frozen(world, VOLGENDE, openbaar.openbare_rijen(), year=day(0).year)


def _write(advies: Advies, texts: dict[str, str]) -> None:
    for name, text in texts.items():
        setattr(advies, name, text)
    advies.save(update_fields=[*texts])


def _frozen(world: World, texts: dict[str, str], rows: AdviesQuerySet, *, year: int) -> Uitgave:
    uitgave = bevriezen.begin(
        actor=world.people["redacteur"],
        name=texts["name"],
        foreword=flow(texts["foreword"]),
        year=year,
        keys=list(rows.values_list("pk", flat=True)),
    )
    while uitgave.state == UitgaveState.MAKING:
        bevriezen.freeze_some(uitgave)
    return uitgave
