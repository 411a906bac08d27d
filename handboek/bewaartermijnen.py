"""How long the handboek keeps words that stand nowhere else any more."""

from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from casussen.enums import AntwoordState
from handboek.enums import ReportState
from handboek.models import Bevinding, Lezersantwoord, Rijksantwoord, Tekstconcept, Toepassing
from netwerk.kern.avg.retention import YEAR, days, rule

READERS_DAYS = 180
DRAFT_DAYS = 90


def _wipe(rows: QuerySet[Any], now: datetime) -> int:
    """Forget the words; that a les once had this source stays."""
    return rows.update(quote="", prefix="", suffix="")


@rule(
    "bevinding",
    label="Zinnen uit reacties en antwoorden van inwoners die zijn weggehaald",
    term="zodra de tekst van de reactie of het antwoord is gewist",
    age="created_at",
    forget=_wipe,
)
def words_of_what_is_gone(now: datetime) -> QuerySet[Any]:
    """The text itself was forgotten, so its sentence goes as well."""
    post = Q(reactie__removed_at__isnull=False, reactie__body="")
    answer = Q(inwonersantwoord__body="") & ~Q(inwonersantwoord__state=AntwoordState.PLACED)
    return Bevinding.objects.filter(post | answer).exclude(quote="")


def _wipe_body(rows: QuerySet[Any], now: datetime) -> int:
    """Forget the words; that somebody had something to gain by it, or not, stays."""
    return rows.update(body="")


@rule(
    "lezersantwoord",
    label="Wat lezers schreven bij “had je hier iets aan?”",
    term="180 dagen; het ja of nee blijft",
    age="sent_at",
    forget=_wipe_body,
)
def words_of_readers(now: datetime) -> QuerySet[Any]:
    """What readers wrote, whether somebody dealt with it or not."""
    return Lezersantwoord.objects.with_words().filter(sent_at__lt=now - days(READERS_DAYS))


@rule(
    "toepassing",
    label="Verhalen “toegepast bij ons” die niet zijn geplaatst of zijn teruggenomen",
    term="een jaar nadat het is geweigerd of teruggenomen",
    age="ended_at",
)
def reports_that_do_not_stand(now: datetime) -> QuerySet[Any]:
    """What stands nowhere; what waits or was placed stays."""
    gone = (ReportState.REFUSED, ReportState.WITHDRAWN)
    return Toepassing.objects.filter(state__in=gone, ended_at__lt=now - YEAR)


@rule(
    "tekstconcept",
    label="Wat redacteuren typten in een advies en niet bewaarden",
    term="90 dagen na de laatste keer typen",
    age="updated_at",
)
def old_drafts(now: datetime) -> QuerySet[Any]:
    """Whoever typed something and did not come back."""
    return Tekstconcept.objects.filter(updated_at__lt=now - days(DRAFT_DAYS))


@rule(
    "rijksantwoord",
    label="Antwoorden van het rijk die terugkwamen bij de schrijver",
    term="een jaar nadat het is teruggegeven",
    age="returned_at",
)
def answers_that_came_back(now: datetime) -> QuerySet[Any]:
    """What stands nowhere; what waits for a second reader stays."""
    return Rijksantwoord.objects.filter(returned_at__lt=now - YEAR)
