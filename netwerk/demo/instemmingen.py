"""Makes what casushouders said of lessen from casussen that not everybody may read."""

from handboek.enums import AgreementState, State
from handboek.instemming import missing
from handboek.models import Advies, Instemming
from netwerk.demo.moments import moment
from netwerk.demo.world import World

PUBLIC = 16  # days before today that the casushouders agreed
WAITS = 4  # days that the last question waits


def make_instemmingen(world: World) -> None:
    """Agree to what is in the handboek; what waits for a second reader waits for an answer too."""
    for state in (State.PUBLISHED, State.WITHDRAWN, State.REVIEW):
        for advies in Advies.objects.filter(state=state).order_by("number"):
            lessen = list(advies.lessen.values_list("pk", flat=True))
            for found in missing(lessen):
                agreed = state != State.REVIEW
                Instemming.objects.get_or_create(
                    les=found.les,
                    casus=found.casus,
                    defaults={
                        "text": found.les.mark(),
                        "state": AgreementState.YES if agreed else AgreementState.ASKED,
                        "asked_by": advies.author,
                        "asked_at": moment(-PUBLIC - 9 if agreed else -WAITS, "10.20"),
                        "answered_by": found.casus.casushouder if agreed else None,
                        "answered_at": moment(-PUBLIC, "19.10") if agreed else None,
                    },
                )
