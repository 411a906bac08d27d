"""Reports "toegepast bij ons" as one reader sees them: the organisation and place, never who."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Count, OuterRef, Q, Subquery

from casussen.enums import Outcome
from casussen.models import Casus, Terugblik
from handboek.chain import casus_shown
from handboek.enums import Kind, ReportState
from handboek.models import Advies, Toepassing
from handboek.sources import confirms, source_of_report

MOST = 5  # on the page of an advies, of an organisation or of a casus; a list has the rest
BADGES = {
    Outcome.WORKED.value: "Gelukt",
    Outcome.PARTLY.value: "Voor een deel gelukt",
    Outcome.FAILED.value: "Niet gelukt",
}
A_SOURCE = "Deze ervaring is nu een bron."
AGAINST = "Dit spreekt het advies tegen."
IN_PART = "Het werkte voor een deel. Daarom telt het niet mee als bron."
NO_MORE = "Dit telt niet meer mee als bron."


def with_all(rows: Any) -> Any:
    """Fetch what a list of reports shows, and how their casus was later, in one query."""
    later = Terugblik.objects.answered().filter(casus=OuterRef("casus"))
    last = Subquery(later.order_by("-months").values("outcome")[:1])
    return rows.annotate(last_outcome=last).select_related(
        "advies", "organisatie", "province", "scale", "casus__area_type"
    )


def reports_shown(user: Any, reports: Iterable[Toepassing]) -> list[dict[str, Any]]:
    """Return each report (fetched with ``with_all``) in words for this reader."""
    rows = list(reports)
    casussen = {row.casus_id for row in rows if row.casus_id}
    known = Casus.objects.visible_to(user).filter(pk__in=casussen).order_by()
    seen = set(known.values_list("pk", flat=True)) if casussen else set()
    return [_shown(row, visible=row.casus_id in seen) for row in rows]


def _shown(row: Toepassing, *, visible: bool) -> dict[str, Any]:
    return {
        "report": row,
        "badge": BADGES[row.outcome],
        "weight": _weight(row),
        "casus": casus_shown(row.casus, visible=visible) if row.casus else None,
    }


def _weight(row: Toepassing) -> str:
    """Say what a report does to the evidence of its advies; "" when it was not placed."""
    casus = row.casus
    if row.state != ReportState.PLACED:
        return ""
    if row.settled_at or (casus and (casus.withdrawn_at or casus.deleted_at)):
        return NO_MORE
    if row.outcome == Outcome.PARTLY:
        return IN_PART
    if row.outcome == Outcome.FAILED:
        return AGAINST
    failed_later = row.last_outcome == Outcome.FAILED  # type: ignore[attr-defined]
    return NO_MORE if failed_later and row.advies.kind == Kind.DO else A_SOURCE


def under_advies(user: Any, advies: Advies) -> dict[str, Any]:
    """Return the newest reports about an advies, how many there are, and what contradicts it.

    ``reports`` are those that the evidence rule looks at.
    """
    weighed: list[Toepassing] = advies.reports  # type: ignore[attr-defined]
    rows = Toepassing.objects.placed().filter(advies=advies)
    worked = Count("pk", filter=Q(outcome=Outcome.WORKED))
    numbers = rows.order_by().aggregate(total=Count("pk"), worked=worked)
    found = reports_shown(user, with_all(rows)[:MOST]) if numbers["total"] else []
    against = [row for row in weighed if row.outcome == Outcome.FAILED][:MOST]
    return numbers | {"rows": found, "against": against, "more": numbers["total"] > len(found)}


def back_in_chain(advies: Advies) -> dict[str, str] | None:
    """Return "en weer terug" for components/keten.html: who made a source of it by doing it.

    ``reports`` are those that the evidence rule looks at, the newest first.
    """
    reports: list[Toepassing] = advies.reports  # type: ignore[attr-defined]
    counting = [
        row
        for row in reports
        if (confirms(row, advies) or row.is_open_failure) and not source_of_report(row).withdrawn
    ]
    names = list(dict.fromkeys(row.organisatie.name for row in counting))
    if not names:
        return None
    others = len(names) - 1
    more = f" en {others} andere {'organisatie' if others == 1 else 'organisaties'}"
    who, verb = (f"{names[0]}{more}", "pasten") if others else (names[0], "paste")
    return {
        "tekst": f"{who} {verb} dit advies toe. Hun ervaring is nu zelf een bron.",
        "linktekst": "Lees hoe het ging",
        "url": "#toegepast",
    }
