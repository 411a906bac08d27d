"""Two moderators at one answer, residents who send at once, and a les of what goes just then."""

from contextlib import suppress
from itertools import count
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction

from casussen import services
from casussen.models import Inwonersantwoord
from handboek import services as handboek
from handboek.models import Bevinding, Signaal
from netwerk.kern.audit.models import AuditEvent
from tests.berichten.conftest import in_parallel
from tests.factories import (
    AdviesFactory,
    DeelnemerFactory,
    InwonersantwoordFactory,
    InwonersvraagFactory,
    LesFactory,
)

pytestmark = pytest.mark.django_db(transaction=True)
TIMES = 8


def test_one_of_two_moderators_decides_and_the_other_hears_it() -> None:
    vraag = InwonersvraagFactory()
    people = [vraag.casus.casushouder, DeelnemerFactory()]
    for _ in range(TIMES):
        row = InwonersantwoordFactory(vraag=vraag, state="waiting", decided_by=None)
        turns, refused = count(), []

        def decide(row: Any = row, turns: Any = turns, refused: list[str] = refused) -> None:
            try:
                if next(turns) == 0:
                    services.place_inwonersantwoord(actor=people[0], antwoord=row)
                else:
                    services.refuse_inwonersantwoord(actor=people[1], antwoord=row, reason="Nee.")
            except services.CasusError as error:
                refused.append(str(error))

        in_parallel(2, decide)
        row.refresh_from_db()
        told = AuditEvent.objects.filter(data__antwoord=row.pk).values_list("action", flat=True)
        assert len(refused) == 1
        assert list(told) == [f"inwoners.{row.state}"]


def test_the_same_words_sent_at_once_are_one_answer() -> None:
    vraag = InwonersvraagFactory()
    in_parallel(4, lambda: services.send_inwonersantwoord(vraag=vraag, body="Een bankje."))
    assert Inwonersantwoord.objects.count() == 1


def test_a_les_of_an_answer_that_goes_at_that_moment_is_flagged_or_not_made() -> None:
    """Either it was too late to make it, or the redacteur has a task about it."""
    for _ in range(TIMES):
        row = InwonersantwoordFactory(body="Ik mis een bankje in het dorp.")
        les = LesFactory(community=row.vraag.casus.community)
        AdviesFactory(published=True, les=les)
        turns = count()

        def act(row: Any = row, les: Any = les, turns: Any = turns) -> None:
            actor = row.vraag.casus.casushouder
            if next(turns) == 0:
                services.undo_inwonersantwoord(actor=actor, antwoord=row)
                return
            with suppress(ValidationError), transaction.atomic():
                made = handboek.harvest_bevinding(actor=actor, source=row, quote=row.body)
                handboek.add_bevinding_to_les(actor=actor, les=les, bevinding=made)

        in_parallel(2, act)
        marked = Bevinding.objects.filter(inwonersantwoord=row, lessen=les).exists()
        flagged = Signaal.objects.waiting().filter(advies__onderbouwing__les=les).exists()
        assert not marked or flagged
