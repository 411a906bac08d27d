"""What the page of a les, of an advies and of a question tell of the answer of the rijk."""

from typing import Any

from django.db.models import QuerySet

from communities.models import Deelnemer
from handboek.models import Advies, Les, Rijksvraag, RijksvraagEvent


def of_les(les: Les) -> QuerySet[Rijksvraag]:
    """Return what was asked about one les."""
    return les.rijksvragen.select_related("organisatie", "les")


def under_advies(advies: Advies) -> list[Rijksvraag]:
    """Return what was asked about the lessen under an advies (fetched with ``with_sources``)."""
    lessen = [link.les_id for link in advies.onderbouwing.all()]
    rows = Rijksvraag.objects.filter(les__in=lessen)
    return list(rows.select_related("organisatie", "les"))


def earlier_answers(vraag: Rijksvraag) -> list[dict[str, Any]]:
    """Return what stood there before the answer of now, the last one first, each with its day."""
    rows = RijksvraagEvent.objects.filter(pgh_obj=vraag).exclude(answer="").order_by("pgh_id")
    found: list[dict[str, Any]] = []
    for row in rows:
        same = found and (found[-1]["answer"], found[-1]["on_behalf"]) == (
            row.answer,
            row.on_behalf,
        )
        if not same:
            since = row.changed_at or row.answered_at
            found.append({"answer": row.answer, "on_behalf": row.on_behalf, "since": since})
    return found[-2::-1] if len(found) > 1 else []


def people_of(vraag: Rijksvraag) -> QuerySet[Deelnemer]:
    """Return who of the organisation can answer: in the network, for they read the les."""
    rows: Any = Deelnemer.objects.listed()
    return rows.filter(organisatie=vraag.organisatie_id)  # type: ignore[no-any-return]


def who_hears(vraag: Rijksvraag) -> str:
    """Say in Dutch who gets mail about a question."""
    number = people_of(vraag).count()
    if not number:
        return (
            f"De vraag staat bij de les. Van {vraag.organisatie} doet nog niemand mee. De redactie "
            "kan het antwoord opschrijven."
        )
    people = "1 deelnemer" if number == 1 else f"{number} deelnemers"
    get = "krijgt" if number == 1 else "krijgen"
    return f"De vraag staat bij de les. {people} van {vraag.organisatie} {get} er mail over."
