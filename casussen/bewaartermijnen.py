"""How long casussen keeps what is not knowledge; see netwerk.kern.avg.retention."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, ProtectedError, Q, QuerySet

from casussen.enums import AntwoordState, ConsentState
from casussen.models import (
    Casus,
    Concept,
    Inwonersantwoord,
    Positie,
    Schrijfuitnodiging,
    Toestemming,
)
from casussen.models.casussen import KEPT_IN_TRASH
from casussen.models.schrijven import KEPT_AFTER_DISCARDING, VALID_FOR
from casussen.services.trash import delete_for_good
from netwerk.kern.avg.retention import YEAR, days, rule

DRAFT_DAYS = 90
UNPLACED_DAYS = 90


@rule(
    "concept",
    label="Concepten van delen van een casus",
    term="90 dagen na de laatste keer typen",
    age="updated_at",
)
def old_drafts(now: datetime) -> QuerySet[Any]:
    """Whoever typed something and did not come back."""
    return Concept.objects.filter(updated_at__lt=now - days(DRAFT_DAYS))


@rule(
    "concept.weg",
    label="Concepten die iemand weggooide",
    term="30 dagen na het weggooien",
    age="discarded_at",
)
def discarded_drafts(now: datetime) -> QuerySet[Any]:
    """Until then the writer can take them back."""
    return Concept.objects.filter(discarded_at__lt=now - KEPT_AFTER_DISCARDING)


def _delete(rows: QuerySet[Any], now: datetime) -> int:
    """Delete each by itself: one that something still points at stays, and nobody sees it."""
    return sum(delete_for_good(casus) for casus in rows.select_for_update().order_by("pk"))


@rule(
    "casus.weg",
    label="Casussen in de prullenbak, met hun tekst, geschiedenis en gesprek",
    term="30 dagen na het weggooien",
    age="deleted_at",
    forget=_delete,
)
def thrown_away(now: datetime) -> QuerySet[Any]:
    """Until then they can be taken back."""
    return Casus.objects.filter(deleted_at__lt=now - KEPT_IN_TRASH)


@rule(
    "positie",
    label="Posities van mensen in een dilemma",
    term="een jaar",
    age="updated_at",
)
def old_positions(now: datetime) -> QuerySet[Any]:
    """How the group moved was counted by then, and stays."""
    return Positie.objects.filter(updated_at__lt=now - YEAR)


@rule(
    "schrijfuitnodiging",
    label="Uitnodigingen om mee te schrijven of mee te lezen",
    term="een jaar na het antwoord, of na de laatste dag om te antwoorden",
    age="invited_at",
)
def old_writing_invitations(now: datetime) -> QuerySet[Any]:
    """Long enough to see who was asked; what lapsed or expired goes as well."""
    expired = Q(answered_at__isnull=True, invited_at__lt=now - VALID_FOR - YEAR)
    return Schrijfuitnodiging.objects.filter(Q(answered_at__lt=now - YEAR) | expired)


@rule(
    "toestemming",
    label="Vragen aan een organisatie zonder akkoord, met de naam van de contactpersoon",
    term="een jaar nadat de vraag niet meer gold",
    age="expires_at",
)
def old_questions(now: datetime) -> QuerySet[Any]:
    """A consent stays with its casus. So does a no after it, or the yes would count again."""
    answered = Q(answered_at__isnull=True) | Q(answered_at__lt=now - YEAR)
    granted = Toestemming.objects.filter(casus=OuterRef("casus"), pk__lt=OuterRef("pk"))
    rows = Toestemming.objects.exclude(state=ConsentState.GRANTED).filter(answered)
    rows = rows.filter(expires_at__lt=now - YEAR, text_mark="")
    return rows.exclude(Exists(granted.exclude(text_mark="")))


def _delete_or_wipe(rows: QuerySet[Any], now: datetime) -> int:
    """Delete each; of one that a les once came from only the words go."""
    gone = 0
    for antwoord in rows.select_for_update(of=("self",)).order_by("pk"):
        try:
            with transaction.atomic():
                antwoord.delete()
        except ProtectedError:
            Inwonersantwoord.objects.filter(pk=antwoord.pk).update(body="", name="", place="")
        gone += 1
    return gone


@rule(
    "inwonersantwoord",
    label="Antwoorden van inwoners die niet zijn geplaatst",
    term="90 dagen nadat de vraag is gesloten",
    age="sent_at",
    forget=_delete_or_wipe,
)
def not_placed(now: datetime) -> QuerySet[Any]:
    """What was refused, or what nobody looked at; until then it can be placed after all."""
    since = now - days(UNPLACED_DAYS)
    closed = Q(vraag__closed_at__lt=since) | Q(vraag__closes_on__lt=since.date())
    rows = Inwonersantwoord.objects.exclude(state=AntwoordState.PLACED).exclude(body="")
    return rows.filter(closed)
