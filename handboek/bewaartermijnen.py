"""How long the handboek keeps words that stand nowhere else any more."""

from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from casussen.enums import AntwoordState
from handboek.enums import ReportState
from handboek.models import Bevinding, Toepassing
from netwerk.kern.avg.retention import YEAR, rule


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
