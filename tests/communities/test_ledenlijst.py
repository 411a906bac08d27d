"""The list of members: filters, order, and the list as CSV."""

import csv
import io
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from communities.enums import Role
from communities.forms import LedenFilter
from communities.models import Community, Deelnemer, OrganisatieNaam
from netwerk.kern.audit.models import AuditEvent
from netwerk.kern.berichten.models import FailedAddress
from tests.factories import DeelnemerFactory, LidmaatschapFactory, OrganisatieFactory, begrip

ClientOf = Callable[[Deelnemer | None], Client]
Words = Callable[[Any], str]
Queries = Callable[[Client, str], int]


@pytest.fixture
def people(community: Community) -> dict[str, Deelnemer]:
    """Return people who differ in what the newer filters ask."""
    now = timezone.now()
    ministerie = OrganisatieFactory(
        name="Ministerie van Morgen", kind=begrip("organisatietype", "ministerie")
    )
    OrganisatieNaam.objects.create(organisatie=ministerie, name="Ministerie van Gisteren")
    seen = timezone.localdate()
    made = {
        "rijk": DeelnemerFactory(last_name="Aa", organisatie=ministerie, last_login=now),
        "lang": DeelnemerFactory(last_name="Bézier", last_login=now),
        "terug": DeelnemerFactory(last_name="Cee", last_login=now),
        "nooit": DeelnemerFactory(last_name="Dee", last_seen_on=None),
        "stap": DeelnemerFactory(last_name="Ee", last_login=now, last_seen_on=None),
    }
    days = {"rijk": 1, "lang": 400, "terug": 30}
    for name, number in days.items():
        Deelnemer.objects.filter(pk=made[name].pk).update(
            last_seen_on=seen - timedelta(days=number)
        )
    FailedAddress.objects.create(
        person=made["terug"], email=made["terug"].email, bounces=1, first_at=now, last_at=now
    )
    Authenticator.objects.create(user=made["stap"], type=Authenticator.Type.TOTP, data={})
    DeelnemerFactory(last_name="Weg", erased_at=now, is_active=False)
    return made


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("laag=rijk", ["rijk"]),
        ("organisatie=morgen", ["rijk"]),
        ("organisatie=gisteren", ["rijk"]),
        ("q=gisteren", ["rijk"]),
        ("organisatie=niets", []),
        ("stand=nooit", ["nooit"]),
        ("stand=lang", ["lang"]),
        ("stand=uit", []),
        ("let_op=mail", ["terug"]),
        ("let_op=stap", ["rijk", "lang", "terug", "nooit"]),
        ("volgorde=gezien", ["rijk", "terug", "lang", "nooit", "stap"]),
        ("volgorde=lang-geleden", ["nooit", "stap", "lang", "terug", "rijk"]),
        ("q=puck+bezier", ["lang"]),
        ("q=%25", []),
        ("q=%00", ["rijk", "lang", "terug", "nooit", "stap"]),
    ],
)
def test_filters_and_order(
    client_of: ClientOf,
    beheerder: Deelnemer,
    people: dict[str, Deelnemer],
    query: str,
    expected: list[str],
) -> None:
    response = client_of(beheerder).get(f"/beheer/leden/?{query}")
    found = [person for person in response.context["people"] if person != beheerder]
    assert found == [people[name] for name in expected]


@pytest.mark.parametrize("value", ["\x00", "%", "-1", "9" * 30, "١٢", "💡\u202e", "a" * 5_000])
def test_odd_filters_get_an_ordinary_page(
    client_of: ClientOf, beheerder: Deelnemer, value: str
) -> None:
    client = client_of(beheerder)
    for name in [*LedenFilter.base_fields, "pagina"]:
        assert client.get("/beheer/leden/", {name: value}).status_code == 200
    for path in ("/beheer/leden/bewerken/", "/beheer/leden/bewerken/?alle=ja"):
        assert client.get(path, {"wie": value, "q": value}).status_code in {200, 302}


def test_filters_in_use_are_chips_that_can_go(
    client_of: ClientOf, beheerder: Deelnemer, community: Community
) -> None:
    response = client_of(beheerder).get(
        "/beheer/leden/?q=jan&community=bewoners-in-beeld&stand=lang&volgorde=gezien"
    )
    chips = [(chip["label"], chip["value"], chip["url"]) for chip in response.context["chips"]]
    assert chips == [
        (
            "Naam, mail of organisatie",
            "jan",
            "?community=bewoners-in-beeld&stand=lang&volgorde=gezien",
        ),
        ("Community", "Bewoners in beeld", "?q=jan&stand=lang&volgorde=gezien"),
        (
            "Account",
            "Langer dan een jaar niet gezien",
            "?q=jan&community=bewoners-in-beeld&volgorde=gezien",
        ),
    ]
    plain = client_of(beheerder).get("/beheer/leden/")
    assert plain.context["chips"] == []
    assert "Wis alles" not in plain.content.decode()


def read(response: Any) -> list[list[str]]:
    content = response.getvalue()
    assert content.startswith(b"\xef\xbb\xbf")
    text = content.decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))


def test_list_is_taken_along_as_csv_that_runs_nothing(
    client_of: ClientOf, beheerder: Deelnemer, community: Community
) -> None:
    LidmaatschapFactory(
        community=community,
        role=Role.ORGANISER,
        deelnemer__first_name="=cmd|' /C calc'!A0",
        deelnemer__last_name="Şahin",
        deelnemer__organisatie__name="Gemeente X",
        deelnemer__job_title="@SUM(A1)",
    )
    DeelnemerFactory(last_name="Ander")
    path = "/beheer/leden/csv/?community=bewoners-in-beeld&q=sahin&pagina=9"
    response = client_of(beheerder).post(path)
    assert response.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert ".csv" in response.headers["Content-Disposition"]
    header, row = read(response)
    found = dict(zip(header, row, strict=True))
    assert found["voornaam"] == "'=cmd|' /C calc'!A0"
    assert found["functie"] == "'@SUM(A1)"
    assert (found["achternaam"], found["organisatie"]) == ("Şahin", "Gemeente X")
    assert found["communities"] == "Bewoners in beeld (organisator)"
    event = AuditEvent.objects.get(action="leden.exported")
    assert event.data == {"number": 1, "community": "bewoners-in-beeld", "searched": True}


def test_csv_takes_the_same_queries_for_one_and_fifty(
    client_of: ClientOf, beheerder: Deelnemer, community: Community
) -> None:
    client = client_of(beheerder)

    def count() -> int:
        client.get("/beheer/leden/")
        with CaptureQueriesContext(connection) as captured:
            client.post("/beheer/leden/csv/").getvalue()
        return len(captured)

    one = count()
    for _ in range(50):
        LidmaatschapFactory(community=community)
    assert count() == one


def test_csv_refuses_a_filter_that_does_not_exist(
    client_of: ClientOf, beheerder: Deelnemer, text_of: Words
) -> None:
    response = client_of(beheerder).post("/beheer/leden/csv/?kant=maan", follow=True)
    assert "Een van je filters bestaat niet." in text_of(response)
    assert AuditEvent.objects.count() == 0


def test_only_a_beheerder_takes_the_list_along(
    client_of: ClientOf, organisator: Deelnemer, redacteur: Deelnemer
) -> None:
    for person in (organisator, redacteur):
        response = client_of(person).post("/beheer/leden/csv/")
        assert response.status_code == 403
        assert organisator.email.encode() not in response.content
    assert AuditEvent.objects.count() == 0


@pytest.mark.parametrize("query", ["q=jan", "q=jan+de+vries&rol=member", "stand=lang&let_op=mail"])
def test_searching_takes_the_same_queries_for_one_and_fifty(
    client_of: ClientOf, beheerder: Deelnemer, community: Community, queries: Queries, query: str
) -> None:
    client = client_of(beheerder)

    def add(number: int) -> None:
        for _ in range(number):
            LidmaatschapFactory(
                community=community, deelnemer__first_name="Jan", deelnemer__last_name="de Vries"
            )

    add(1)
    one = queries(client, f"/beheer/leden/?{query}")
    add(49)
    assert queries(client, f"/beheer/leden/?{query}") == one


def test_logging_somebody_out_ends_every_session(
    client_of: ClientOf, beheerder: Deelnemer, deelnemer: Deelnemer, text_of: Words
) -> None:
    telephone, laptop = client_of(deelnemer), client_of(deelnemer)
    assert laptop.get("/mijn/").status_code == 200
    response = client_of(beheerder).post(
        f"/beheer/leden/{deelnemer.pk}/acties/uitloggen/", follow=True
    )
    assert f"{deelnemer} is overal uitgelogd." in text_of(response)
    for device in (telephone, laptop):
        assert device.get("/mijn/").headers["Location"].startswith("/account/login/")
    event = AuditEvent.objects.get(action="deelnemer.logged_out")
    assert (event.actor, event.subject_id) == (beheerder, deelnemer.pk)
