"""Roles in a community and in the network: they hold from the next request on."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.urls import reverse

from communities import services
from communities.enums import Role
from communities.models import Community, Deelnemer, Lidmaatschap
from tests.factories import BijeenkomstFactory, LidmaatschapFactory

ClientOf = Callable[[Deelnemer | None], Client]


def test_every_change_of_a_role_works_on_the_next_request_of_an_open_session(
    client_of: ClientOf,
    beheerder: Deelnemer,
    community: Community,
    deelnemer: Deelnemer,
    organisator: Deelnemer,
) -> None:
    meeting = BijeenkomstFactory(community=community, visibility="public")
    update = reverse("bijeenkomsten:update", args=[meeting.slug])
    inside = reverse("communities:inside", args=[community.slug])
    place = deelnemer.lidmaatschappen.get()
    reader = client_of(deelnemer)

    def gets(path: str) -> int:
        return reader.get(path).status_code

    assert (gets(inside), gets(update)) == (200, 403)
    services.change_role(actor=beheerder, lidmaatschap=place, role=Role.ORGANISER)
    assert gets(update) == 200
    services.change_role(actor=beheerder, lidmaatschap=place, role=Role.MEMBER)
    assert gets(update) == 403
    services.remove_lidmaatschap(actor=beheerder, lidmaatschap=place)
    assert gets(inside) == 403
    services.add_lidmaatschap(actor=beheerder, person=deelnemer, community=community)
    assert gets(inside) == 200
    services.deactivate(actor=beheerder, person=deelnemer)
    assert reader.get(inside).headers["Location"].startswith("/account/login/")


def test_a_role_in_the_network_works_on_the_next_request(
    client_of: ClientOf, beheerder: Deelnemer, deelnemer: Deelnemer
) -> None:
    reader, path = client_of(deelnemer), reverse("beheer_begrippen")
    assert reader.get(path).status_code == 403
    for redacteur in (True, False):
        services.set_network_roles(
            actor=beheerder, person=deelnemer, is_redacteur=redacteur, is_beheerder=False
        )
        answer = reader.get(path)  # a new role asks a second step first; it does not refuse
        assert (answer.status_code == 403) is not redacteur


@pytest.mark.django_db(transaction=True)
def test_one_organiser_stays_when_two_go_at_once_in_different_ways(
    beheerder: Deelnemer, community: Community
) -> None:
    first, second = (LidmaatschapFactory(community=community, role=Role.ORGANISER) for _ in "ab")

    def leave(place: Lidmaatschap) -> str:
        try:
            services.remove_lidmaatschap(actor=place.deelnemer, lidmaatschap=place)
        except ValidationError as error:
            return str(error.code)
        finally:
            connection.close()
        return "gone"

    def demote(place: Lidmaatschap) -> str:
        try:
            services.change_role(actor=beheerder, lidmaatschap=place, role=Role.MEMBER)
        except ValidationError as error:
            return str(error.code)
        finally:
            connection.close()
        return "gone"

    with ThreadPoolExecutor(2) as pool:
        outcomes = [pool.submit(leave, first), pool.submit(demote, second)]
        assert sorted(each.result() for each in outcomes) == ["gone", "last_organiser"]
    left = Lidmaatschap.objects.filter(community=community, role=Role.ORGANISER)
    assert left.count() == 1
