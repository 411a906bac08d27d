"""Keys for the API: making one, what opens with it, and when it stops (row 92)."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from communities import akkoord, services
from communities.enums import Role
from communities.models import ApiSleutel, Deelnemer, Lidmaatschap, Voorwaarden
from communities.services.sleutels import MOST
from netwerk.kern.audit.models import AuditEvent
from netwerk.kern.avg import retention
from tests.api.test_vorm import problem, with_key
from tests.factories import CasusFactory, DeelnemerFactory
from tests.inloggen import agree, key_of, post, show_who, sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("fresh_cache")]
PAGE, NEW, MINE = "/mijn/api-sleutels/", "/mijn/api-sleutels/nieuw/", "/api/v1/mijn/profiel"
KEY = re.compile(r"nnbw_[\w-]{43}")


@pytest.fixture
def person(deelnemer: Deelnemer, client: Client) -> Deelnemer:
    """Return a member who logged in just now, and agreed to the terms."""
    sign_in(client, deelnemer)
    show_who(client)
    return agree(deelnemer)  # type: ignore[no-any-return]


def asked(**changes: Any) -> dict[str, Any]:
    day = timezone.localdate() + timedelta(days=30)
    return {"name": "Spreadsheet", "expires_on": day.isoformat()} | changes


def make(client: Client, **changes: Any) -> str:
    """Make a key with the form; return it as the page shows it."""
    page = client.post(NEW, asked(**changes)).content.decode()
    (key,) = set(KEY.findall(page))
    return key


def ask(key: str, path: str = MINE) -> Any:
    return Client().get(path, headers={"Authorization": f"Bearer {key}"})


def test_a_key_is_shown_once_and_opens_what_its_owner_may_read(
    client: Client, person: Deelnemer
) -> None:
    key = make(client)
    assert ask(key).json()["email"] == person.email
    assert key not in client.get(PAGE).content.decode()
    sleutel = ApiSleutel.objects.get()
    stored = [str(getattr(sleutel, field.attname)) for field in sleutel._meta.fields]
    assert not [value for value in stored if key in value], "only its hash is kept"
    assert AuditEvent.objects.get(action="apisleutel.made").actor == person
    assert key not in str(AuditEvent.objects.values_list("data", flat=True))


def test_its_owner_hears_of_a_new_key_without_the_key(client: Client, person: Deelnemer) -> None:
    key = make(client)
    (mail,) = [mail for mail in post() if "API-sleutel" in mail.subject]
    assert mail.to == [person.email]
    assert PAGE in mail.body
    assert key not in str(mail.message())


def test_the_day_of_its_last_use_shows(client: Client, person: Deelnemer) -> None:
    key = make(client)
    assert "Nog nooit gebruikt" in client.get(PAGE).content.decode()
    ask(key)
    assert "Laatst gebruikt op" in client.get(PAGE).content.decode()
    assert ApiSleutel.objects.get().last_used_on == timezone.localdate()


def test_withdrawing_asks_first_and_ends_it_at_once(client: Client, person: Deelnemer) -> None:
    key = make(client)
    path = f"{PAGE}{ApiSleutel.objects.get().pk}/intrekken/"
    assert "Spreadsheet" in client.get(path).content.decode()
    assert ask(key).status_code == 200, "asking changes nothing"
    assert client.post(path).status_code == 302
    response = ask(key)
    problem(response, 401)
    assert 'error="invalid_token"' in response["WWW-Authenticate"]
    assert AuditEvent.objects.filter(action="apisleutel.withdrawn").exists()


def test_nobody_withdraws_or_sees_the_key_of_somebody_else(
    client: Client, person: Deelnemer, ander_lid: Deelnemer
) -> None:
    key = key_of(ander_lid)
    other = ApiSleutel.objects.get(deelnemer=ander_lid)
    assert client.post(f"{PAGE}{other.pk}/intrekken/").status_code == 404
    assert other.name not in client.get(PAGE).content.decode()
    assert ask(key).status_code == 200


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"name": ""}, "Geef de sleutel een naam."),
        ({"name": "x" * 61}, "60"),
        ({"expires_on": ""}, "Kies een dag."),
        ({"expires_on": "2027-02-31"}, "Vul een datum in die bestaat."),
        ({"expires_on": "2020-01-01"}, "Deze dag is al voorbij."),
        ({"expires_on": "2099-01-01"}, "hoogstens een jaar"),
    ],
)
def test_what_is_wrong_is_said_at_the_field_and_what_was_typed_stays(
    client: Client, person: Deelnemer, changes: dict[str, str], words: str
) -> None:
    page = client.post(NEW, asked(**changes)).content.decode()
    assert words in page
    assert asked(**changes)["name"] in page
    assert not ApiSleutel.objects.exists()


def test_nobody_has_more_than_a_few(client: Client, person: Deelnemer) -> None:
    for _ in range(MOST):
        key_of(person)
    page = client.post(NEW, asked()).content.decode()
    assert f"Je hebt al {MOST} sleutels" in page
    assert ApiSleutel.objects.count() == MOST


def stop_password(person: Deelnemer) -> None:
    person.set_password("een-heel-ander-wachtwoord")
    person.save()


def stop_sessions(person: Deelnemer) -> None:
    services.end_sessions(actor=DeelnemerFactory(is_beheerder=True), person=person)


def stop_account(person: Deelnemer) -> None:
    Deelnemer.objects.filter(pk=person.pk).update(is_active=False)


def stop_erased(person: Deelnemer) -> None:
    Deelnemer.objects.filter(pk=person.pk).update(erased_at=timezone.now())


def stop_day(person: Deelnemer) -> None:
    yesterday = timezone.localdate() - timedelta(days=1)
    ApiSleutel.objects.filter(deelnemer=person).update(expires_on=yesterday)


@pytest.mark.parametrize(
    "stop", [stop_password, stop_sessions, stop_account, stop_erased, stop_day]
)
def test_a_key_dies_with_what_it_rests_on(stop: Any, person: Deelnemer) -> None:
    key = key_of(person)
    assert ask(key).status_code == 200
    stop(person)
    problem(ask(key), 401)
    problem(ask(key, "/api/v1/casussen"), 401)


def test_its_last_day_still_counts(person: Deelnemer) -> None:
    assert ask(key_of(person, days=0)).status_code == 200


def test_the_page_says_why_a_key_stopped(client: Client, person: Deelnemer) -> None:
    key_of(person)
    stop_day(person)
    assert "Hij werkte tot en met" in client.get(PAGE).content.decode()
    key_of(person)
    stop_password(person)
    sign_in(client, person)
    assert "Je koos een nieuw wachtwoord" in client.get(PAGE).content.decode()


def test_a_right_that_was_lost_is_lost_for_the_key(person: Deelnemer) -> None:
    casus = CasusFactory(visibility="community", community=person.communities.get())
    key = key_of(person)
    path = f"/api/v1/casussen/{casus.slug}"
    assert ask(key, path).status_code == 200
    Lidmaatschap.objects.filter(deelnemer=person).delete()
    problem(ask(key, path), 404)


def test_who_decides_for_others_needs_a_key_made_with_a_second_step(person: Deelnemer) -> None:
    old = key_of(person, second_step=False)
    assert ask(old).status_code == 200
    Lidmaatschap.objects.filter(deelnemer=person).update(role=Role.ORGANISER)
    assert "tweede stap" in problem(ask(old), 403)["detail"]
    assert "tweede stap" in problem(ask(old, "/api/v1/casussen"), 403)["detail"]
    assert ask(key_of(person)).status_code == 200


def test_without_the_second_step_nobody_with_a_role_makes_a_key(organisator: Deelnemer) -> None:
    client = Client()
    sign_in(client, organisator, second_step=False)
    show_who(client)
    client.post(NEW, asked())
    assert not ApiSleutel.objects.exists()
    sign_in(client, organisator)
    show_who(client)
    client.post(NEW, asked())
    assert ApiSleutel.objects.get().second_step


def test_new_terms_are_read_before_a_program_goes_on(person: Deelnemer) -> None:
    key = key_of(person)
    current = Voorwaarden.objects.current()
    Voorwaarden.objects.create(
        version=current.version + 1 if current else 1, text="Nieuw.", published_at=timezone.now()
    )
    akkoord.forget_current()
    assert "voorwaarden" in problem(ask(key), 403)["detail"]
    again = key_of(person)
    assert (ask(key).status_code, ask(again).status_code) == (200, 200)


@pytest.mark.parametrize(
    "header",
    ["Bearer", "Bearer x", "Bearer nnbw_", "Basic eDp5", "nnbw_x", "Bearer nnbw_\udcff", ""],
)
def test_what_is_no_key_is_refused_also_where_a_visitor_may_read(header: str) -> None:
    response = Client().get("/api/v1/casussen", headers={"Authorization": header})
    assert "Bearer" in response["WWW-Authenticate"]
    problem(response, 401)


def test_a_key_opens_no_page(person: Deelnemer) -> None:
    program = with_key(person)
    assert program.get("/mijn/").status_code == 302
    assert program.post(NEW, asked()).status_code == 302
    assert ApiSleutel.objects.count() == 1


def test_who_looks_as_somebody_else_sees_no_keys_and_makes_none(
    person: Deelnemer, beheerder: Deelnemer
) -> None:
    key_of(person)
    client = Client()
    sign_in(client, beheerder)
    client.post(f"/beheer/leden/{person.pk}/bekijk/", {"reason": "De lijst is leeg."})
    for response in (client.get(PAGE), client.get(NEW), client.post(NEW, asked())):
        assert response.status_code == 403
        assert "Mijn spreadsheet" not in response.content.decode()
    assert ApiSleutel.objects.count() == 1


def test_a_program_that_reads_is_no_visit_of_its_owner(person: Deelnemer) -> None:
    Deelnemer.objects.filter(pk=person.pk).update(last_seen_on=None)
    assert ask(key_of(person)).status_code == 200
    assert Deelnemer.objects.get(pk=person.pk).last_seen_on is None


def test_an_expired_key_goes_after_thirty_days(person: Deelnemer) -> None:
    for days in (-31, -30, -1, 5):
        key_of(person, days=days)
    retention.run(timezone.now())
    left = [(row.expires_on - timezone.localdate()).days for row in ApiSleutel.objects.all()]
    assert sorted(left) == [-30, -1, 5]


def test_the_list_takes_as_many_queries_for_ten_as_for_one(
    client: Client, person: Deelnemer
) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            client.get(PAGE)
        return len(seen)

    key_of(person)
    queries()  # also finds out which terms hold
    one = queries()
    for _ in range(MOST - 1):
        key_of(person)
    queries()
    assert queries() == one
