"""Which adviezen and lessen fit what the people of a casus choose, as far as one may read."""

from typing import Any

from django.db.models import Count, Q, QuerySet

from casussen.models import Casus
from handboek.models import Advies, Bevinding, Les

MOST_ADVIEZEN = 4
MOST_LESSEN = 5


def fitting_adviezen(casus: Casus, themes: Any) -> QuerySet[Advies]:
    """Return published adviezen about these themes: with more of them, and in this phase, first."""
    fits = Count("themes", filter=Q(themes__in=themes), distinct=True)
    in_phase = Count("pk", filter=Q(phase=casus.phase_id), distinct=True)
    return (
        Advies.objects.published()
        .filter(themes__in=themes)
        .annotate(fits=fits, in_phase=in_phase)
        .order_by("-in_phase", "-fits", "-level", "number")
    )


def fitting_lessen(user: Any, casus: Casus, themes: Any) -> QuerySet[Les]:
    """Return lessen of this casus first, then of casussen about these themes, as far as one may."""
    readable = Casus.objects.visible_to(user).filter(withdrawn_at__isnull=True)
    alike = readable.filter(Q(themes__in=themes) | Q(afruil__theme__in=themes))
    own = Bevinding.objects.about_casus(casus).visible_to(user).order_by().values("pk")
    found = Bevinding.objects.filter(
        Q(pk__in=own) | Q(casus__in=alike.order_by().values("pk"))
    ).visible_to(user)
    return (
        Les.objects.visible_to(user)
        .filter(pk__in=Les.bevindingen.through.objects.filter(bevinding__in=found).values("les"))
        .select_related("community")
        .annotate(own=Count("pk", filter=Q(bevindingen__in=own), distinct=True))
        .order_by("-own", "-number")
    )
