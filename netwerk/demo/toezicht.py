"""Makes what oversight shows: rounds of rights, somebody who looked, who are responsible."""

from datetime import timedelta

from communities import rechten
from communities.enums import ReviewScope, Verdict
from communities.models import Deelnemer, Inzage, Rechtenregel, Rechtenreview
from netwerk.demo.moments import day, moment
from netwerk.demo.world import World
from netwerk.kern.verantwoording.models import Regeling

STAYED_AWAY = 5  # every so many people was not here for a while
REASON = "Je kon je aanmelding niet terugvinden en vroeg om hulp."


def make_toezicht(world: World) -> None:
    """Make it without mail."""
    _last_seen(world)
    beheerder = next(person for person in world.people.values() if person.is_beheerder)
    _review(beheerder, due_in=-60, signed=True)
    _review(beheerder, due_in=12, signed=False)
    _regeling(beheerder)
    person = next(p for p in world.people.values() if p.email.startswith("deelnemer@"))
    started = moment(-9, "10.20")
    Inzage.objects.create(
        beheerder=beheerder,
        deelnemer=person,
        reason=REASON,
        started_at=started,
        ends_at=started + timedelta(minutes=30),
        stopped_at=started + timedelta(minutes=6),
    )


def _regeling(beheerder: Deelnemer) -> None:
    """Say who run the network together, all of them invented."""
    Regeling.objects.create(
        organisations="Kenniscentrum Deltaland (voorbeeld): beheert de leden en het portaal\n"
        "Gemeente Braakmeer (voorbeeld): helpt de communities en het handboek vooruit",
        contact="Kenniscentrum Deltaland, het secretariaat van het netwerk",
        email="privacy@voorbeeld.nl",
        officer="die van Kenniscentrum Deltaland, via fg@voorbeeld.nl",
        processor="een hostingbedrijf in Nederland (voorbeeld)",
        agreed_on=day(-180),
        changed_by=beheerder,
    )


def _last_seen(world: World) -> None:
    """Let most people have been here lately."""
    people = list(world.people.values())
    for number, person in enumerate(people):
        away = number % STAYED_AWAY == STAYED_AWAY - 1
        ago = -200 if away else -(number % 30)
        person.last_seen_on = day(ago)
        person.last_login = moment(min(ago, -1), "9.00")
    Deelnemer.objects.bulk_update(people, ["last_seen_on", "last_login"])


def _review(beheerder: Deelnemer, *, due_in: int, signed: bool) -> None:
    review = Rechtenreview.objects.create(
        scope=ReviewScope.PRIVILEGED,
        due_on=day(due_in),
        signed_at=moment(due_in - 2, "16.30") if signed else None,
        signed_by=beheerder if signed else None,
        note="Twee organisatoren gestopt, verder klopt het." if signed else "",
    )
    people = rechten.people_of(ReviewScope.PRIVILEGED)
    Rechtenregel.objects.bulk_create(
        Rechtenregel(
            review=review,
            deelnemer_id=pk,
            rights=rights,
            verdict=Verdict.KEEP if signed else Verdict.OPEN,
            decided_by=beheerder if signed else None,
            decided_at=review.signed_at,
        )
        for pk, rights in rechten.snapshot(people)
    )
    opened = moment(due_in - 14, "7.00")
    Rechtenreview.objects.filter(pk=review.pk).update(opened_at=opened)
