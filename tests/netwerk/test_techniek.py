"""Django's admin stays for engineers: the same policy, no conversations, nothing past the log."""

from typing import Any

import pytest
from django.contrib import admin
from django.test import Client

from casussen.models import Casus
from communities.enums import Visibility
from communities.models import Community, Deelnemer, Gesprek, Reactie
from netwerk.kern.audit.models import AuditEvent
from tests.factories import BijeenkomstFactory, CasusFactory, DeelnemerFactory

pytestmark = pytest.mark.django_db
TECH = "/beheer/techniek/"


@pytest.fixture
def engineer(db: None) -> Deelnemer:
    """Return somebody who may enter the admin."""
    return DeelnemerFactory(is_staff=True, is_superuser=True)


@pytest.fixture
def client(engineer: Deelnemer, client_of: Any) -> Client:
    """Return the client of the engineer."""
    made: Client = client_of(engineer)
    return made


def test_conversations_minutes_and_the_log_are_not_in_it() -> None:
    names = {model._meta.label for model in admin.site._registry}
    assert {Gesprek._meta.label, Reactie._meta.label, AuditEvent._meta.label} & names == set()
    closed = {"bijeenkomsten.VerslagItem", "bijeenkomsten.Agendapunt", "casussen.CasusSectie"}
    assert closed & names == set()


def test_nothing_of_ours_is_added_or_deleted_in_it(rf: Any, engineer: Deelnemer) -> None:
    request = rf.get(TECH)
    request.user = engineer
    ours = ("communities", "casussen", "bijeenkomsten", "handboek", "audit", "berichten")
    for model, model_admin in admin.site._registry.items():
        if model._meta.app_label in ours:
            assert not model_admin.has_add_permission(request), model
            assert not model_admin.has_delete_permission(request), model
            if model is not Deelnemer:
                assert not model_admin.has_change_permission(request), model


def test_an_engineer_reads_nothing_closed(client: Client, community: Community) -> None:
    closed: Casus = CasusFactory(
        community=community, title="Geheime kanarievogel", visibility=Visibility.COMMUNITY
    )
    BijeenkomstFactory(community=community, title="Besloten kanarievogel")
    for path in (
        "casussen/casus/",
        f"casussen/casus/{closed.pk}/change/",
        "casussen/dilemma/",
        "bijeenkomsten/bijeenkomst/",
        "bijeenkomsten/verslag/",
    ):
        assert "kanarievogel" not in client.get(TECH + path, follow=True).content.decode(), path


def test_giving_the_way_in_is_in_the_log(
    client: Client, engineer: Deelnemer, deelnemer: Deelnemer
) -> None:
    address = f"{TECH}communities/deelnemer/{deelnemer.pk}/change/"
    data = {"is_staff": "on", "first_name": "Anders"}
    client.post(address, data)
    deelnemer.refresh_from_db()
    assert (deelnemer.is_staff, deelnemer.first_name) == (True, "Dana")
    event = AuditEvent.objects.get(action="deelnemer.staff_changed")
    assert (event.actor, event.subject_id, event.data) == (
        engineer,
        deelnemer.pk,
        {"is_staff": True},
    )
