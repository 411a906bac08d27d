"""The casussen under an advies that told later that they did not work, for one reader."""

from typing import Any

from casussen.models import Casus, Terugblik
from handboek.knopen import casus_shown
from handboek.models import Advies
from handboek.sources import Reader, failed_since, speaks_against


def failures_shown(advies: Advies, reader: Reader) -> list[dict[str, Any]]:
    """Return each such casus once, with its terugblik and what a redacteur decided about it.

    Who may not read the casus learns its public label only, and not which day it was told. Asks
    nothing more of the database when there is no such casus.
    """
    failed = {
        casus.pk: casus
        for link in advies.onderbouwing.all()
        for row in link.les.bevindingen.all()
        if speaks_against(row, link, advies) and (casus := row.source_casus) and _counts(casus)
    } | {
        row.casus_id: row.casus
        for link in advies.onderbouwing.all()
        for row in link.les.herkenningen.all()
        if failed_since(row, link, advies) and _counts(row.casus)
    }
    if not failed:
        return []
    rows = Terugblik.objects.answered().filter(casus__in=failed).order_by("casus_id", "-months")
    settled = {row.terugblik_id: row for row in advies.tegenspraken.select_related("settled_by")}
    return [
        _shown(failed[row.casus_id], row, settled.get(row.pk), reader)
        for row in rows.distinct("casus_id")
    ]


def _counts(casus: Casus) -> bool:
    return casus.withdrawn_at is None and casus.deleted_at is None


def _shown(casus: Casus, row: Terugblik, settled: Any, reader: Reader) -> dict[str, Any]:
    visible = reader.sees_casus(casus)
    source = casus_shown(casus, visible=visible)
    return {
        "source": source,
        "url": f"{source['url']}#terugblik-{row.months}" if visible else "",
        "when": row.heading if visible else "",
        "told_at": row.answered_at if visible else None,
        "terugblik": row.pk,
        "settled": settled,
    }
