"""Who sees that mail to somebody comes back: organisers, beheerders and the person."""

import re
from collections.abc import Callable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from allauth.account.models import EmailAddress
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from communities.enums import Role
from communities.models import Community, Deelnemer
from netwerk.kern.berichten.models import FailedAddress
from tests.factories import PASSWORD, AanmeldingFactory, BijeenkomstFactory, LidmaatschapFactory

pytestmark = pytest.mark.django_db
SINCE = datetime(2026, 11, 3, 0, 30, tzinfo=ZoneInfo("Europe/Amsterdam"))
SAID = "Mail aan dit adres komt terug sinds 3 november 2026"
ClientOf = Callable[[Deelnemer | None], Client]


def comes_back(person: Deelnemer, email: str = "") -> FailedAddress:
    return FailedAddress.objects.create(
        person=person,
        email=email or person.email,
        bounces=1,
        code="5.1.1",
        first_at=SINCE,
        last_at=timezone.now(),
    )


def words(response: Any) -> str:
    main = response.text.partition("<main")[2].partition("</main>")[0]
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())


def test_an_organiser_sees_it_at_the_member_with_the_date_and_a_member_does_not(
    client_of: ClientOf, organisator: Deelnemer, deelnemer: Deelnemer, community: Community
) -> None:
    comes_back(deelnemer)
    path = f"/communities/{community.slug}/leden/"
    seen = client_of(organisator).get(path)
    assert words(seen).count(SAID) == 1
    assert deelnemer.email not in seen.text
    other = LidmaatschapFactory(community=community).deelnemer
    assert SAID not in words(client_of(other).get(path))


def test_a_beheerder_who_is_a_member_sees_it_too(
    client_of: ClientOf, beheerder: Deelnemer, deelnemer: Deelnemer, community: Community
) -> None:
    comes_back(deelnemer)
    LidmaatschapFactory(community=community, deelnemer=beheerder)
    assert SAID in words(client_of(beheerder).get(f"/communities/{community.slug}/leden/"))


def test_an_organiser_of_another_community_sees_nothing(
    client_of: ClientOf,
    deelnemer: Deelnemer,
    community: Community,
    other_community: Community,
) -> None:
    comes_back(deelnemer)
    elsewhere = LidmaatschapFactory(community=other_community, role=Role.ORGANISER).deelnemer
    path = f"/communities/{community.slug}/leden/"
    assert client_of(elsewhere).get(path).status_code == 403
    LidmaatschapFactory(community=community, deelnemer=elsewhere)
    assert SAID not in words(client_of(elsewhere).get(path))


def test_what_came_back_from_an_older_address_does_not_count(
    client_of: ClientOf, organisator: Deelnemer, deelnemer: Deelnemer, community: Community
) -> None:
    comes_back(deelnemer, "oud@voorbeeld.nl")
    page = client_of(organisator).get(f"/communities/{community.slug}/leden/")
    assert SAID not in words(page)
    assert "Mail aan jou komt terug" not in words(client_of(deelnemer).get("/mijn/profiel/"))


def test_an_organiser_sees_it_at_who_signed_up_and_a_participant_does_not(
    client_of: ClientOf, organisator: Deelnemer, deelnemer: Deelnemer, community: Community
) -> None:
    meeting = BijeenkomstFactory(community=community)
    AanmeldingFactory(bijeenkomst=meeting, deelnemer=deelnemer)
    comes_back(deelnemer)
    path = f"{meeting.get_absolute_url()}deelnemers/"
    assert words(client_of(organisator).get(path)).count(SAID) == 1
    other = LidmaatschapFactory(community=community).deelnemer
    AanmeldingFactory(bijeenkomst=meeting, deelnemer=other)
    assert SAID not in words(client_of(other).get(path))


def test_the_person_reads_it_on_the_own_profile(client_of: ClientOf, deelnemer: Deelnemer) -> None:
    client = client_of(deelnemer)
    assert "komt terug" not in words(client.get("/mijn/profiel/"))
    comes_back(deelnemer)
    said = words(client.get("/mijn/profiel/"))
    assert "Mail aan jou komt terug, sinds 3 november 2026." in said
    assert deelnemer.email in said.replace(" ", "")
    refused = client.post("/mijn/profiel/", {"first_name": ""})
    assert "Mail aan jou komt terug" in words(refused)


def test_another_address_ends_it(fresh_cache: None, deelnemer: Deelnemer) -> None:
    comes_back(deelnemer)
    EmailAddress.objects.create(
        user=deelnemer, email="nieuw@voorbeeld.nl", verified=True, primary=False
    )
    deelnemer.set_password(PASSWORD)
    deelnemer.save()
    client = Client()
    client.post("/account/login/", {"login": deelnemer.email, "password": PASSWORD})
    client.post("/account/email/", {"email": "nieuw@voorbeeld.nl", "action_primary": "ja"})
    deelnemer.refresh_from_db()
    assert deelnemer.email == "nieuw@voorbeeld.nl"
    assert not FailedAddress.objects.exists()


@pytest.mark.parametrize("page", ["members", "attendees"])
def test_a_list_takes_as_many_queries_for_one_as_for_fifty(
    page: str, client_of: ClientOf, organisator: Deelnemer, community: Community
) -> None:
    meeting = BijeenkomstFactory(community=community)
    paths = {
        "members": f"/communities/{community.slug}/leden/",
        "attendees": f"{meeting.get_absolute_url()}deelnemers/",
    }
    client = client_of(organisator)

    def more(number: int) -> None:
        for _ in range(number):
            person = LidmaatschapFactory(community=community).deelnemer
            AanmeldingFactory(bijeenkomst=meeting, deelnemer=person)
            comes_back(person)

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(paths[page]).status_code == 200
        return len(captured)

    more(1)
    queries()  # content types and the like, once
    one = queries()
    more(47)
    assert queries() == one
