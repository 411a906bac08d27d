"""Who was at a meeting: who was noted as present; when nobody was noted, who said yes."""

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from bijeenkomsten.enums import Answer
from bijeenkomsten.models.aanmeldingen import Aanmelding, Aanwezigheid
from bijeenkomsten.models.meetings import Bijeenkomst
from communities.models import Deelnemer


def attended_by(user: Any, meeting: str = "pk") -> Q:
    """Return the condition on rows that this person was there; ``meeting`` is its path."""
    if not user.is_authenticated:
        return Q(pk__in=[])
    noted = Aanwezigheid.objects.filter(bijeenkomst=OuterRef(meeting))
    said_yes = Aanmelding.objects.filter(
        bijeenkomst=OuterRef(meeting), deelnemer=user, answer=Answer.YES
    )
    return Q(Exists(noted.filter(deelnemer=user))) | (Q(~Exists(noted)) & Q(Exists(said_yes)))


def was_there(user: Any, bijeenkomst: Bijeenkomst) -> bool:
    """Say whether this person was there, asked once for this object: as ``attended_by``."""
    known = bijeenkomst.__dict__.setdefault("_was_there", {})
    if user.pk not in known:
        rows = Bijeenkomst.objects.filter(pk=bijeenkomst.pk)
        known[user.pk] = user.is_authenticated and rows.filter(attended_by(user)).exists()
    return bool(known[user.pk])


def people_there(bijeenkomst: Bijeenkomst) -> QuerySet[Deelnemer]:
    """Return the people with an account who were there, by name."""
    noted = Aanwezigheid.objects.filter(bijeenkomst=bijeenkomst)
    if noted.exists():
        rows: Any = noted.filter(deelnemer__isnull=False)
    else:
        rows = Aanmelding.objects.filter(
            bijeenkomst=bijeenkomst, answer=Answer.YES, deelnemer__isnull=False
        )
    found: QuerySet[Deelnemer] = Deelnemer.objects.active().filter(pk__in=rows.values("deelnemer"))
    return found.order_by("sort_name", "pk")


def number_of_guests(bijeenkomst: Bijeenkomst) -> int:
    """Return how many guests were there; they are counted as long as their rows are kept."""
    noted = Aanwezigheid.objects.filter(bijeenkomst=bijeenkomst)
    if noted.exists():
        return noted.filter(gast__isnull=False).count()
    said_yes = Aanmelding.objects.filter(bijeenkomst=bijeenkomst, answer=Answer.YES)
    return said_yes.filter(gast__isnull=False).count()
