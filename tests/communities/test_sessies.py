"""Where somebody is logged in, and logging out there."""

from collections.abc import Callable
from typing import Any

import pytest
from allauth.usersessions.models import UserSession
from django.test import Client

from communities.models import Deelnemer
from communities.sessies import device
from tests.factories import PASSWORD, DeelnemerFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("fresh_cache")]
Words = Callable[[Any], str]
CHROME = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/130.0 Safari/537.36"
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Mobile Safari/604.1"


def logged_in(person: Deelnemer, agent: str) -> Client:
    client = Client(headers={"user-agent": agent})
    client.post("/account/login/", {"login": person.email, "password": PASSWORD})
    return client


def is_in(client: Client) -> bool:
    return bool(client.get("/account/password/change/").status_code == 200)


def test_own_sessions_are_listed_and_this_one_is_marked(text_of: Words) -> None:
    person, other = DeelnemerFactory.create_batch(2, with_password=True)
    here, _ = logged_in(person, CHROME), logged_in(person, PHONE)
    logged_in(other, "Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0")
    words = text_of(here.get("/account/sessions/"))
    assert "Chrome op Windows Dit apparaat" in words
    assert "Safari op een iPhone Ingelogd op" in words
    assert "Firefox" not in words


def test_one_session_is_ended_and_no_other() -> None:
    person = DeelnemerFactory(with_password=True)
    here, lost, kept = (logged_in(person, agent) for agent in (CHROME, PHONE, "Firefox/1"))
    session = UserSession.objects.get(user_agent=PHONE)
    here.post(f"/account/sessions/{session.pk}/")
    assert [is_in(client) for client in (here, lost, kept)] == [True, False, True]


def test_all_other_sessions_are_ended_at_once() -> None:
    person = DeelnemerFactory(with_password=True)
    here, *others = (logged_in(person, agent) for agent in (CHROME, PHONE, "Firefox/1"))
    assert here.post("/account/sessions/").status_code == 302
    assert [is_in(client) for client in (here, *others)] == [True, False, False]


def test_nobody_ends_the_session_of_somebody_else() -> None:
    person, other = DeelnemerFactory.create_batch(2, with_password=True)
    theirs, mine = logged_in(person, CHROME), logged_in(other, PHONE)
    session = UserSession.objects.get(user=person)
    assert mine.post(f"/account/sessions/{session.pk}/").status_code == 404
    assert is_in(theirs)


def test_a_new_password_ends_the_other_sessions_and_keeps_this_one() -> None:
    person = DeelnemerFactory(with_password=True)
    here, other = logged_in(person, CHROME), logged_in(person, PHONE)
    fresh = "een-lange-rustige-zin"
    data = {"oldpassword": PASSWORD, "password1": fresh, "password2": fresh}
    here.post("/account/password/change/", data)
    assert [is_in(client) for client in (here, other)] == [True, False]
    page = here.get("/account/sessions/")
    assert page.context["session_count"] == 1


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        (f"{CHROME} Edg/130.0", "Edge op Windows"),
        ("Mozilla/5.0 (Linux; Android 15) Chrome/130.0 Mobile", "Chrome op Android"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Safari/605.1.15", "Safari op een Mac"),
        ("", "Een browser op een ander apparaat"),
    ],
)
def test_devices_have_names_that_people_know(agent: str, words: str) -> None:
    assert device(agent) == words
