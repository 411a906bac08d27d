"""What the page of a les, of an advies and of a question tell of the answer of the rijk."""

from typing import Any

from django.db.models import QuerySet

from communities.models import Deelnemer
from handboek.models import Advies, Les, Rijksantwoord, Rijksvraag, RijksvraagEvent


def of_les(les: Les) -> QuerySet[Rijksvraag]:
    """Return what was asked about one les, and not taken back."""
    return les.rijksvragen.standing().select_related("organisatie", "les")


def under_advies(advies: Advies) -> list[Rijksvraag]:
    """Return what was asked about the lessen under an advies (fetched with ``with_sources``)."""
    lessen = [link.les_id for link in advies.onderbouwing.all()]
    rows = Rijksvraag.objects.standing().filter(les__in=lessen)
    return list(rows.select_related("organisatie", "les"))


def earlier_answers(vraag: Rijksvraag) -> list[dict[str, Any]]:
    """Return what stood there before the answer of now, the last one first, each with its day.

    Only what somebody placed: until then an answer is no part of the question.
    """
    rows = RijksvraagEvent.objects.filter(pgh_obj=vraag, placed_by__isnull=False)
    found: list[dict[str, Any]] = []
    for row in rows.order_by("pgh_id"):
        same = found and (found[-1]["answer"], found[-1]["on_behalf"]) == (
            row.answer,
            row.on_behalf,
        )
        if not same:
            since = row.changed_at or row.answered_at
            found.append({"answer": row.answer, "on_behalf": row.on_behalf, "since": since})
    return found[-2::-1] if len(found) > 1 else []


def own_answer(user: Any, vraag: Rijksvraag) -> Rijksantwoord | None:
    """Return what this person wrote and nobody placed yet."""
    if not user.is_authenticated:
        return None
    return vraag.antwoorden.filter(writer=user).first()


def to_place(user: Any, vraag: Rijksvraag) -> list[Rijksantwoord]:
    """Return what waits for this redacteur as a second reader."""
    if not user.is_authenticated or not user.is_redacteur:
        return []
    rows = vraag.antwoorden.waiting().exclude(writer=user)
    return list(rows.select_related("writer"))


def with_question(rows: Any) -> Any:
    """Fetch what a second reader needs beside an answer, in the same query."""
    return rows.select_related(
        "vraag__les", "vraag__organisatie", "writer__organisatie", "returned_by"
    )


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
