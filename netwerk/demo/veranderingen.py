"""Makes what changed in the handboek: lines of the change log, and a text that is worked on.

A second redacteur typed a sentence in that text and did not save it.
"""

from datetime import datetime

from django.utils import timezone

from handboek.enums import ChangeKind, State
from handboek.models import Advies, Tekstconcept, Werkversie, Wijziging
from handboek.services import refresh_evidence
from handboek.services.wijzigingen import FIRST, GONE
from netwerk.demo.content.adviezen_wegen import NIEUWE_TEKSTEN, WERKVERSIE
from netwerk.demo.moments import moment
from netwerk.demo.uitgaven import make_first_edition
from netwerk.demo.world import World


def make_veranderingen(world: World) -> None:
    """Write the lines that publishing would have written, and begin one new text.

    What was weighed while the adviezen were made is no change that a reader ever saw.
    """
    Wijziging.objects.filter(kind=ChangeKind.EVIDENCE).delete()
    for advies in Advies.objects.filter(published_at__isnull=False).order_by("number"):
        Wijziging.objects.create(
            advies=advies,
            kind=ChangeKind.FIRST,
            version=1,
            what=FIRST,
            at=advies.published_at or timezone.now(),
        )
        if advies.state == State.WITHDRAWN:
            Wijziging.objects.create(
                advies=advies,
                kind=ChangeKind.WITHDRAWN,
                version=1,
                what=GONE,
                reason=advies.withdrawn_reason,
                at=moment(-2, "15.20"),
            )
    make_first_edition(world)
    for number, days, what, reason in NIEUWE_TEKSTEN:
        advies = Advies.objects.get(number=number)
        advies.version = 2
        advies.save(update_fields=["version"])
        Wijziging.objects.create(
            advies=advies,
            kind=ChangeKind.VERSION,
            version=2,
            what=what,
            reason=reason,
            at=moment(-days, "10.15"),
        )
    _working_version(world)


def weigh_again(advies: Advies, at: datetime) -> None:
    """Compute how strong an advies is, and let the line about it carry the day of its cause.

    What was known before the advies stood in the handboek is no change of it.
    """
    known = list(advies.wijzigingen.values_list("pk", flat=True))
    refresh_evidence(advies)
    written = advies.wijzigingen.exclude(pk__in=known)
    if advies.published_at and at < advies.published_at:
        written.delete()
    else:
        written.update(at=at)


def _working_version(world: World) -> None:
    advies = Advies.objects.get(number=WERKVERSIE["advies"])
    writer = world.people["redacteur2"]
    row = Werkversie.objects.create(
        advies=advies,
        writer=writer,
        edited_by=writer,
        state=State.REVIEW,
        what=WERKVERSIE["what"],
        reason=WERKVERSIE["reason"],
        **{name: getattr(advies, name) for name in Advies.TEXT}
        | {"summary": WERKVERSIE["summary"]},
    )
    for name, rows in advies.many().items():
        getattr(row, name).set(rows)
    typed = {name: getattr(row, name) for name in row.TEXT if name not in {"hoofdstuk", "phase"}}
    many = {name: [str(each.pk) for each in rows] for name, rows in row.many().items()}
    Tekstconcept.objects.create(
        deelnemer=world.people["redacteur"],
        advies=advies,
        typed=typed
        | many
        | {
            "hoofdstuk": str(row.hoofdstuk_id),
            "phase": str(row.phase_id or ""),
            "what": row.what,
            "reason": f"{row.reason} Ook op de bijeenkomst in Zwolle",
            "seen": row.mark(),
        },
    )
