"""The page that a member opens first: what waits, what is new, where and when you meet."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db.models import Count, Exists, OuterRef, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from bijeenkomsten.enums import Answer
from bijeenkomsten.models import (
    Aanmelding,
    Bijeenkomst,
)
from casussen.enums import SectionKind
from casussen.models import (
    Casus,
    CasusDeelname,
    Concept,
)
from communities.enums import RequestState
from communities.models import Lidmaatschapsverzoek
from handboek.models import Advies
from netwerk.eerste_stappen import are_away, steps_of
from netwerk.kern.policy import SIGNED_IN, needs
from netwerk.views.nieuw import MOST, NEWS_DAYS, news_for
from netwerk.views.taken import tasks_of


@needs(SIGNED_IN)
@require_safe
def dashboard(request: HttpRequest) -> HttpResponse:
    """Show the person's own page."""
    user = request.user
    steps = [] if settings.ARCHIVE_MODE else steps_of(user)
    context = {
        "today": timezone.localdate(),
        "steps": steps,
        "steps_away": not settings.ARCHIVE_MODE and are_away(user),
        "steps_done": sum(step.done for step in steps),
        "tasks": tasks_of(user),
        "requests": _my_requests(user),
        "agenda": _agenda(user),
        "memberships": user.lidmaatschappen.select_related("community"),
        "writing": _writing(user),
        "harvested": _harvested(user),
        "news": news_for(user),
        "new_casussen": Casus.objects.visible_to(user)
        .exclude(casushouder=user)
        .filter(created_at__gte=timezone.now() - timedelta(days=NEWS_DAYS))
        .select_related("organisatie", "community")
        .order_by("-created_at")[:3],
    }
    return render(request, "netwerk/mijn.html", context)


def _my_requests(user: Any) -> list[Lidmaatschapsverzoek]:
    """Return what waits, and what was declined in the last month."""
    since = timezone.now() - timedelta(days=NEWS_DAYS)
    declined = Q(state=RequestState.DECLINED, decided_at__gt=since)
    rows = Lidmaatschapsverzoek.objects.filter(deelnemer=user).select_related("community")
    return list(
        rows.filter(Q(state=RequestState.WAITING) | declined).order_by("-created_at")[:MOST]
    )


def _agenda(user: Any) -> list[Aanmelding]:
    return list(
        Aanmelding.objects.filter(
            deelnemer=user,
            answer__in=[Answer.YES, Answer.MAYBE],
            bijeenkomst__in=Bijeenkomst.objects.visible_to(user).filter(
                ends_at__gte=timezone.now()
            ),
        )
        .select_related("bijeenkomst")
        .order_by("bijeenkomst__starts_at")[:MOST]
    )


def _writing(user: Any) -> list[dict[str, Any]]:
    """Return casussen with a part to write, or with a text of this person that is not saved yet."""
    part = CasusDeelname.objects.filter(casus=OuterRef("pk"), deelnemer=user, role="co_author")
    typed = Concept.objects.active().filter(casus=OuterRef("pk"), deelnemer=user)
    rows = (
        Casus.objects.kept()
        .filter(Q(casushouder=user) | Exists(part), withdrawn_at__isnull=True)
        .annotate(written=Count("secties", filter=~Q(secties__body="")), draft=Exists(typed))
        .filter(Q(written__lt=len(SectionKind.values)) | Q(draft=True))
        .order_by("-draft", "-updated_at", "-pk")[:MOST]
    )
    total = len(SectionKind.values)
    return [
        {"casus": row, "written": row.written, "total": total, "draft": row.draft} for row in rows
    ]


def _harvested(user: Any) -> list[Advies]:
    return list(
        Advies.objects.published()
        .filter(lessen__bevindingen__casus__casushouder=user)
        .distinct()
        .order_by("-published_at")[:2]
    )
