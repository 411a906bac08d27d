"""Saying of a post that one knows this from one's own work, and taking it back."""

from django.core.exceptions import PermissionDenied
from django.db import transaction

from communities.models import Deelnemer, Herkenbaar, Reactie


@transaction.atomic
def set_herkenbaar(*, actor: Deelnemer, reactie: Reactie, known: bool) -> None:
    """Let it be so, once for a person; doing it twice changes nothing.

    It causes no mail and leaves no line in the log: it can be taken back without a trace.
    """
    current = Reactie.objects.select_for_update(no_key=True).get(pk=reactie.pk)
    if current.removed_at is not None or current.author_id == actor.pk:
        raise PermissionDenied
    rows = Herkenbaar.objects.filter(reactie=current, deelnemer=actor)
    if not known:
        rows.delete()
    elif not rows.exists():
        Herkenbaar.objects.create(reactie=current, deelnemer=actor)
