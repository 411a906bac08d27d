"""A chain to test with: casussen, bevindingen, lessen, and adviezen that were published well."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone

from casussen.models import Casus
from handboek import services
from handboek.enums import AgreementState
from handboek.instemming import missing
from handboek.models import Advies, Instemming, Les
from netwerk.kern import events
from tests.factories import AdviesFactory, CasusFactory, LesFactory


def agree(*lessen: int) -> None:
    """Let every casushouder who is needed agree to these lessen (ids)."""
    for found in missing(lessen):
        Instemming.objects.update_or_create(
            les=found.les,
            casus=found.casus,
            defaults={
                "text": found.les.mark(),
                "state": AgreementState.YES,
                "asked_by": found.les.created_by,
                "answered_by": found.casus.casushouder,
                "answered_at": timezone.now(),
            },
        )


def agreed_les(**more: Any) -> Les:
    """Return a les that may become public."""
    les = LesFactory(**more)
    agree(les.pk)
    return les


def ready(author: Any, **more: Any) -> Advies:
    """Return a draft that only waits for a second reader: the casushouders agreed."""
    fields = {
        "author": author,
        "edited_by": author,
        "how": "1. Vraag wie de bus neemt.",
        "works_when": "- er een bus rijdt;",
        "state": "review",
    }
    advies = AdviesFactory(**(fields | more))
    agree(*advies.lessen.values_list("pk", flat=True))
    return advies


@pytest.fixture
def make_advies(redacteur: Any, redacteur2: Any) -> Callable[..., Advies]:
    """Return a function that publishes an advies, each les on one of these casussen."""

    def make(*casussen: Casus, **more: Any) -> Advies:
        lessen = [LesFactory(casus=casus) for casus in casussen] or [LesFactory()]
        advies = ready(redacteur, les=lessen[0], **more)
        agree(*(les.pk for les in lessen))
        for les in lessen[1:]:
            services.link_les(actor=redacteur, advies=advies, les=les, relation="supports")
        return services.publish_advies(actor=redacteur2, advies=advies, understood=True)

    return make


@pytest.fixture
def public_casus(db: None) -> Casus:
    """Return a casus that anyone may read."""
    return CasusFactory(title="De bus die bleef", slug="de-bus-die-bleef", visibility="public")


@pytest.fixture
def hidden_casus(db: None) -> Casus:
    """Return a casus of the casusgroep, with words that may never leak, in Zeeland."""
    return CasusFactory(
        title="Geheime Fusie",
        slug="geheime-fusie",
        visibility="group",
        organisatie__name="Gemeente Stilzwijgen",
        organisatie__slug="stilzwijgen",
        province="zeeland",
        body="De Achterkamer besloot het alleen.",
    )


def withdraw(casus: Casus, actor: Any) -> None:
    """Withdraw a casus as its app does: change it and emit the event in one transaction."""
    with transaction.atomic():
        casus.withdrawn_at = timezone.now()
        casus.save(update_fields=["withdrawn_at"])
        events.emit("casus.withdrawn", casus=casus, actor=actor)


def restore(casus: Casus, actor: Any) -> None:
    """Bring a withdrawn casus back."""
    with transaction.atomic():
        casus.withdrawn_at = None
        casus.save(update_fields=["withdrawn_at"])
        events.emit("casus.restored", casus=casus, actor=actor)
