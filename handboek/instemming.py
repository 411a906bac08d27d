"""Which lessen may not become public yet, because a casushouder must agree first.

A les under a published advies is public, with its whole text. When it comes from a casus that
not everybody may read, the casushouder decides whether that text may be read by everybody.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import F
from django.db.models.functions import Coalesce

from casussen.models import Casus
from communities.enums import Visibility
from handboek.enums import AgreementState
from handboek.models import Advies, Instemming, Les

NOT_YET = "Les {}: de casushouder heeft nog niet gezegd of deze les openbaar mag worden."
NOT_ASKED = (
    "Les {}: komt uit een casus die niet openbaar is. Bij het inleveren vragen we de casushouder "
    "of de les openbaar mag worden."
)
REFUSED = (
    "Les {}: de casushouder wil niet dat deze les openbaar wordt. Maak de les los, of verander de "
    "tekst van de les."
)


@dataclass(frozen=True)
class Missing:
    """A les that waits for the casushouder of one casus; ``row`` is None when nobody asked."""

    les: Les
    casus: Casus
    row: Instemming | None

    @property
    def is_refused(self) -> bool:
        """Say whether the answer to these very words was no."""
        row = self.row
        return row is not None and row.state == AgreementState.NO and row.text == self.les.mark()

    @property
    def is_asked(self) -> bool:
        """Say whether these very words wait for an answer."""
        row = self.row
        return row is not None and row.state == AgreementState.ASKED and row.text == self.les.mark()

    @property
    def sentence(self) -> str:
        """Say it to a redacteur, who may perhaps not know which casus it is."""
        words = REFUSED if self.is_refused else NOT_YET if self.is_asked else NOT_ASKED
        return words.format(self.les.number)


def missing(lessen: Iterable[int]) -> list[Missing]:
    """Return the lessen (ids) of which the present text lacks a consent, in four queries.

    No consent is needed of a casus that everybody may read, that was withdrawn, or of which the
    casushouder wrote the text of the les last.
    """
    links = _links(lessen)
    if not links:
        return []
    casussen = Casus.objects.kept().exclude(visibility=Visibility.PUBLIC)
    casussen = casussen.filter(withdrawn_at__isnull=True)
    closed = casussen.in_bulk({casus for _, casus in links})
    rows = Les.objects.in_bulk({les for les, _ in links})
    answers = {
        (row.les_id, row.casus_id): row for row in Instemming.objects.filter(les__in=list(rows))
    }
    pairs = [(rows[les], closed[casus]) for les, casus in links if casus in closed]
    found = [
        Missing(les, casus, answers.get((les.pk, casus.pk)))
        for les, casus in pairs
        if casus.casushouder_id != (les.edited_by_id or les.created_by_id)
    ]
    return [row for row in found if not _agreed(row)]


def problems_of_consent(advies: Advies) -> list[str]:
    """Return, for a redacteur, which lessen under an advies may not become public yet."""
    rows = missing(advies.les_keys())
    return list(dict.fromkeys(row.sentence for row in rows))


def may_be_loosened(advies: Advies) -> set[int]:
    """Return the lessen (ids) that a casushouder does not want in the open."""
    rows = missing(advies.les_keys())
    return {row.les.pk for row in rows if row.is_refused}


def casussen_under(advies: Advies) -> set[int]:
    """Return the casussen (ids) that the lessen under an advies come from, open and closed."""
    return {casus for _, casus in _links(advies.les_keys())}


def _links(lessen: Iterable[int]) -> list[tuple[int, int]]:
    through = Les.bevindingen.through.objects.filter(les__in=list(lessen))
    casus = Coalesce(F("bevinding__casus"), F("bevinding__verslag_item__agendapunt__casus"))
    rows = through.order_by("les__number").values_list("les", casus).distinct()
    return [(les, about) for les, about in rows if about is not None]


def _agreed(found: Missing) -> bool:
    row = found.row
    return row is not None and row.state == AgreementState.YES and row.text == found.les.mark()
