"""The way of a casus to the public: what is there, what is missing, and whose turn it is."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Q

from casussen.enums import ConsentState, RequestState
from casussen.models import Casus, Publicatieverzoek, Toestemming
from casussen.openbaar import public_text
from casussen.services.consent import state_of
from casussen.services.needs import Need, needs_of
from communities.enums import Visibility
from communities.models import Deelnemer
from communities.sharing import organisers_of
from netwerk.kern.policy import allowed
from netwerk.kern.tekst.verschil import lines_of, word_diff

MOST_NAMES = 6


@dataclass
class Way:
    """Four steps: the text, the organisation, somebody else, everybody.

    ``state`` is that of the consent (services.consent.state_of), ``consent`` the row that counts.
    """

    casus: Casus
    needs: list[Need]
    state: str
    consent: Toestemming | None
    verzoek: Publicatieverzoek | None
    granted: Publicatieverzoek | None

    @property
    def missing(self) -> list[Need]:
        """Return what the text lacks."""
        return [need for need in self.needs if not need.done]

    @property
    def has_consent(self) -> bool:
        """Say whether the organisation agreed to the text as it is."""
        return self.state == "granted"

    @property
    def is_public(self) -> bool:
        """Everybody reads it."""
        return self.casus.visibility == Visibility.PUBLIC

    @property
    def only_group(self) -> bool:
        """Nobody but the casusgroep reads it, so nobody could look along."""
        return self.casus.visibility == Visibility.GROUP

    @property
    def may_ask(self) -> bool:
        """Somebody else can be asked now."""
        ready = self.has_consent and not self.missing and not self.only_group
        return ready and not self.verzoek and not self.is_public

    @property
    def changes(self) -> list[Any]:
        """Return what was written differently since the consent, for components/verschil.html."""
        if self.consent is None or self.state != "changed":
            return []
        return lines_of(word_diff(self.consent.text, public_text(self.casus)))

    @cached_property
    def deciders(self) -> list[Deelnemer]:
        """Return who may look along, some by name: organisers first.

        Who may not read the casus cannot, a redacteur neither.
        """
        who = organisers_of(self.casus.community_id) | Q(is_redacteur=True)
        writers = [
            self.casus.casushouder_id,
            *(pk for pk, role in self.casus.parts.items() if role == "co_author"),
        ]
        people = Deelnemer.objects.active().filter(who).exclude(pk__in=writers)
        first = people.order_by("is_redacteur", "sort_name", "pk")[:MOST_NAMES]
        return [row for row in first if allowed(row, "casussen.decide_publication", self.casus)]

    @property
    def steps(self) -> list[dict[str, Any]]:
        """Return the steps in short, for the page of the casus."""
        return [
            {"title": "De tekst is compleet", "done": not self.missing},
            {"title": "De organisatie vindt het goed", "done": self.has_consent},
            {"title": "Iemand anders keek mee", "done": self.is_public},
        ]

    @property
    def done(self) -> int:
        """Return how many of the steps are done, in order."""
        number = 0
        for step in self.steps:
            if not step["done"]:
                break
            number += 1
        return number


def way_of(casus: Casus) -> Way:
    """Return how far a casus is on its way to the public."""
    requests = casus.publicatieverzoeken.filter(state=RequestState.GRANTED)
    return Way(
        casus=casus,
        needs=needs_of(casus),
        state=state_of(casus),
        consent=Toestemming.objects.newest_of(casus),
        verzoek=casus.open_request,
        granted=requests.select_related("decided_by").first(),
    )


def refusals(casus: Casus) -> dict[str, list[Any]]:
    """Return who said no before: of those who looked along, and of the organisation."""
    asked = casus.publicatieverzoeken.filter(state=RequestState.REFUSED)
    answered = casus.toestemmingen.filter(
        state__in=(ConsentState.REFUSED, ConsentState.WITHDRAWN), answered_at__isnull=False
    )
    return {"requests": list(asked.select_related("decided_by")), "consents": list(answered)}
