"""The casushouder hears of posts; a request to publish reaches who may decide, and comes back."""

from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone

from casussen.models import Casus, Publicatieverzoek
from communities.models import Community, Deelnemer
from communities.services import post_reactie
from netwerk.kern.berichten.models import Delivery, Preference
from netwerk.kern.berichten.planner import plan_due
from netwerk.kern.berichten.sender import send_due
from netwerk.kern.berichten.services import announce
from tests.factories import CasusFactory, DilemmaFactory, LidmaatschapFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def casushouder(community: Community) -> Deelnemer:
    return LidmaatschapFactory(community=community, deelnemer__first_name="Cas").deelnemer


@pytest.fixture
def casus(community: Community, casushouder: Deelnemer) -> Casus:
    return CasusFactory(community=community, casushouder=casushouder)


@pytest.fixture
def verzoek(casus: Casus, casushouder: Deelnemer) -> Publicatieverzoek:
    with transaction.atomic():
        made = Publicatieverzoek.objects.create(
            casus=casus, wanted="public", requested_by=casushouder
        )
        announce(
            kind="publicatieverzoek.asked", subject=casus, actor=casushouder, verzoek_id=made.pk
        )
    return made


def decide(verzoek: Publicatieverzoek, actor: Deelnemer, state: str) -> None:
    with transaction.atomic():
        verzoek.state, verzoek.decided_by, verzoek.decided_at = state, actor, timezone.now()
        verzoek.save()
        announce(
            kind="publicatieverzoek.decided",
            subject=verzoek.casus,
            actor=actor,
            verzoek_id=verzoek.pk,
        )


def deliver() -> None:
    plan_due()
    while send_due().taken:
        pass


def test_casushouder_hears_of_a_post_once_although_it_wrote_before(
    casus: Casus, casushouder: Deelnemer, deelnemer: Deelnemer, mailoutbox: list[Any]
) -> None:
    post_reactie(actor=casushouder, subject=casus, body="Een vraag van mij.")
    post_reactie(actor=deelnemer, subject=casus, body="Een antwoord.")
    deliver()
    assert [mail.to for mail in mailoutbox] == [[casushouder.email]]
    assert list(Delivery.objects.values_list("kind", flat=True)) == ["casus.reactie"]


def test_casushouder_who_muted_it_hears_nothing(
    casus: Casus, casushouder: Deelnemer, deelnemer: Deelnemer, mailoutbox: list[Any]
) -> None:
    Preference.objects.create(person=casushouder, kind="casus.reactie", frequency="never")
    post_reactie(actor=deelnemer, subject=casus, body="Een antwoord.")
    deliver()
    assert mailoutbox == []


def test_author_of_a_dilemma_hears_of_a_post(
    community: Community, casushouder: Deelnemer, deelnemer: Deelnemer, mailoutbox: list[Any]
) -> None:
    dilemma = DilemmaFactory(community=community, author=casushouder)
    post_reactie(actor=deelnemer, subject=dilemma, body="Een antwoord.")
    deliver()
    assert [(mail.to, mail.subject) for mail in mailoutbox] == [
        ([casushouder.email], f"Nieuwe reactie bij {dilemma}")
    ]


def test_request_reaches_only_who_may_decide(
    verzoek: Publicatieverzoek,
    organisator: Deelnemer,
    deelnemer: Deelnemer,
    redacteur: Deelnemer,
    mailoutbox: list[Any],
) -> None:
    """The casus is for its community, so a redacteur outside it may not know of it."""
    deliver()
    assert [mail.to for mail in mailoutbox] == [[organisator.email]]
    assert f"http://testserver/casussen/{verzoek.casus.slug}/publiceren/besluit/\n" in (
        mailoutbox[0].body
    )
    assert dict(Delivery.objects.values_list("person", "reason")) == {
        organisator.pk: "",
        redacteur.pk: "mag het onderwerp niet meer zien",
    }


def test_redacteur_is_asked_about_a_casus_of_the_network(
    casus: Casus, verzoek: Publicatieverzoek, redacteur: Deelnemer, mailoutbox: list[Any]
) -> None:
    Casus.objects.update(visibility="network")
    deliver()
    assert [mail.to for mail in mailoutbox] == [[redacteur.email]]


def test_request_that_was_decided_meanwhile_is_not_asked_any_more(
    verzoek: Publicatieverzoek, organisator: Deelnemer, redacteur: Deelnemer, mailoutbox: list[Any]
) -> None:
    decide(verzoek, redacteur, "refused")
    deliver()
    assert [mail.to for mail in mailoutbox] == [[verzoek.requested_by.email]]
    asked = Delivery.objects.get(kind="publicatieverzoek.asked", person=organisator)
    assert asked.reason == "er is al beslist"


@pytest.mark.parametrize(
    ("state", "words"),
    [("granted", "Iedereen kan je casus nu lezen"), ("refused", "niet toegestaan")],
)
def test_decision_is_told_to_who_asked(
    state: str,
    words: str,
    verzoek: Publicatieverzoek,
    organisator: Deelnemer,
    mailoutbox: list[Any],
) -> None:
    deliver()
    mailoutbox.clear()
    decide(verzoek, organisator, state)
    deliver()
    assert [mail.to for mail in mailoutbox] == [[verzoek.requested_by.email]]
    assert words in mailoutbox[0].body
