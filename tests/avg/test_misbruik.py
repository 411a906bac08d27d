"""Nobody reads or erases what is of somebody else by claiming an address or a name."""

from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.utils import timezone

from communities.models import Community, Contactbericht, Deelnemer
from communities.services import update_profile
from netwerk.kern.avg import erasure, services, vrije_tekst
from netwerk.kern.avg.models import Verwijderverzoek
from netwerk.kern.personal_data import personal_entries
from tests.factories import DeelnemerFactory, ReactieFactory, UitnodigingFactory

pytestmark = pytest.mark.django_db
VICTIM = "wim@veldhage.nl"


@pytest.fixture
def claimer(files: Any) -> Deelnemer:
    """Return somebody who filled in the address of another, and never confirmed it."""
    made: Deelnemer = DeelnemerFactory(first_name="Sam", last_name="Slim")
    EmailAddress.objects.create(user=made, email=VICTIM, verified=False)
    return made


def go(person: Deelnemer, background: Callable[[], None]) -> None:
    """Let somebody be erased who asked for it, when the week is over."""
    verzoek = services.request_erasure(actor=person)
    with time_machine.travel(verzoek.due_at, tick=True):
        background()
        Verwijderverzoek.objects.update(next_at=timezone.now())
        background()
    assert Verwijderverzoek.objects.get().done_at is not None


def test_claimed_address_brings_nothing_of_another_into_a_copy(
    claimer: Deelnemer, community: Community
) -> None:
    UitnodigingFactory(community=community, email=VICTIM, note="Alleen voor Wim")
    Contactbericht.objects.create(name="Wim", email=VICTIM, body="Een geheime vraag")
    addresses = erasure.addresses_of(claimer)
    assert addresses == {claimer.email}
    for entry in personal_entries():
        if entry.of_email:
            assert not entry.rows_of(claimer, addresses).exists(), entry.model


def test_claimed_address_takes_nothing_of_another_along(
    claimer: Deelnemer, community: Community, background: Callable[[], None]
) -> None:
    UitnodigingFactory(community=community, email=VICTIM)
    vraag = Contactbericht.objects.create(name="Wim", email=VICTIM, body=f"Mail {VICTIM}")
    go(claimer, background)
    vraag.refresh_from_db()
    assert vraag.body == f"Mail {VICTIM}"
    assert community.uitnodigingen.filter(email=VICTIM).exists()
    assert not EmailAddress.objects.filter(email=VICTIM).exists(), "the claim itself is gone"


def test_name_of_the_network_is_not_struck_by_who_took_it_and_left(
    claimer: Deelnemer, community: Community, background: Callable[[], None]
) -> None:
    post = ReactieFactory(body="Brede Welvaart is meer dan geld. Bel 088-1234567.")
    update_profile(
        actor=claimer,
        person=claimer,
        first_name="Brede",
        last_name="Welvaart",
        phone="088-12345 67",
    )
    claimer.refresh_from_db()
    go(claimer, background)
    post.refresh_from_db()
    assert post.body == "Brede Welvaart is meer dan geld. Bel 088-1234567."


def test_who_changed_a_name_is_struck_when_a_beheerder_saw_it_or_later(claimer: Deelnemer) -> None:
    update_profile(actor=claimer, person=claimer, last_name="Slimmer")
    claimer.refresh_from_db()
    text = "Dat zei Sam Slimmer."

    def cleaned(*, was_seen: bool) -> Any:
        return vrije_tekst.traces_of(claimer, set(), was_seen=was_seen).clean(text)

    assert cleaned(was_seen=False) == text
    assert cleaned(was_seen=True) == "Dat zei een voormalig deelnemer."
    with time_machine.travel(timezone.now() + vrije_tekst.LATELY):
        assert cleaned(was_seen=False) == "Dat zei een voormalig deelnemer."
