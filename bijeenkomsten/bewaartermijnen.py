"""How long bijeenkomsten keeps who came; see netwerk.kern.avg.retention."""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from bijeenkomsten.models import Aanmelding, Aanwezigheid, EvaluatieGegeven, Gast
from netwerk.kern.avg.retention import YEAR, days, rule

NEEDS_DAYS = 30  # after the end of a meeting; the register of personal data says the same


def _blank_needs(rows: QuerySet[Any], now: datetime) -> int:
    return rows.update(needs="")


@rule(
    "aanmelding.wensen",
    label="Wat mensen nodig hebben om mee te doen (dieet, toegang)",
    term="30 dagen na de bijeenkomst",
    age="bijeenkomst__ends_at",
    forget=_blank_needs,
)
def old_needs(now: datetime) -> QuerySet[Any]:
    """Such a wish may be about health (AVG art. 9); the answer itself stays."""
    ended = Aanmelding.objects.filter(bijeenkomst__ends_at__lt=now - days(NEEDS_DAYS))
    return ended.exclude(needs="")


@rule(
    "aanmelding",
    label="Wie zich aanmeldde voor een bijeenkomst",
    term="twee jaar na de bijeenkomst",
    age="bijeenkomst__ends_at",
)
def old_answers(now: datetime) -> QuerySet[Any]:
    """The verslag says what was learned; who was there is no longer needed."""
    return Aanmelding.objects.filter(bijeenkomst__ends_at__lt=now - 2 * YEAR)


@rule(
    "gast.onbevestigd",
    label="Gasten die hun aanmelding niet bevestigden",
    term="een week na de vraag",
    age="created_at",
)
def unconfirmed_guests(now: datetime) -> QuerySet[Any]:
    """Whoever did not confirm, perhaps never asked: somebody else may have typed the address."""
    return Gast.objects.filter(confirmed_at__isnull=True, created_at__lt=now - days(7))


@rule(
    "gast",
    label="Gasten zonder account, met hun aanmelding",
    term="30 dagen na de bijeenkomst",
    age="bijeenkomst__ends_at",
)
def old_guests(now: datetime) -> QuerySet[Any]:
    """They came for one meeting; after the mails about it their address has no purpose."""
    return Gast.objects.filter(bijeenkomst__ends_at__lt=now - days(NEEDS_DAYS))


@rule(
    "aanwezigheid",
    label="Wie bij een bijeenkomst was",
    term="twee jaar na de bijeenkomst",
    age="bijeenkomst__ends_at",
)
def old_presence(now: datetime) -> QuerySet[Any]:
    """As long as the answers to it."""
    return Aanwezigheid.objects.filter(bijeenkomst__ends_at__lt=now - 2 * YEAR)


@rule(
    "evaluatie.gegeven",
    label="Wie een evaluatie gaf (niet welke)",
    term="twee jaar na de bijeenkomst",
    age="bijeenkomst__ends_at",
)
def old_evaluated(now: datetime) -> QuerySet[Any]:
    """Nobody evaluates a meeting of so long ago."""
    return EvaluatieGegeven.objects.filter(bijeenkomst__ends_at__lt=now - 2 * YEAR)
