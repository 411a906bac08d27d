"""Asking a whole community to come, once."""

from typing import Any

from django.db import transaction

from bijeenkomsten import oproepen
from bijeenkomsten.models import Bijeenkomst, Oproep
from bijeenkomsten.services.errors import BijeenkomstError
from bijeenkomsten.services.locking import lock
from communities.models import Community
from netwerk.kern.audit.services import record
from netwerk.kern.berichten.services import announce


@transaction.atomic
def ask_community(*, actor: Any, bijeenkomst: Bijeenkomst, community: Community) -> Oproep:
    """Ask the members who did not answer yet; a second time nothing happens.

    Raises BijeenkomstError when nobody can sign up any more, or when its members may not see
    the meeting.
    """
    locked = lock(bijeenkomst)
    if not locked.registration_open:
        raise BijeenkomstError("Aanmelden kan niet meer. Uitnodigen dus ook niet.")
    if not oproepen.communities(locked).filter(pk=community.pk).exists():
        raise BijeenkomstError("De leden van deze community zien deze bijeenkomst niet.")
    oproep, created = Oproep.objects.get_or_create(
        bijeenkomst=locked, community=community, defaults={"asked_by": actor}
    )
    if created:
        record(actor=actor, action="community.asked", subject=locked, community=community.pk)
        announce(
            kind=oproepen.KIND,
            subject=locked,
            actor=actor,
            revision=locked.revision,
            community_id=community.pk,
        )
    return oproep
