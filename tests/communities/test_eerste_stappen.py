"""The first steps: four at the first login, done from facts, and what is done stays done."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from communities.models import Community, Deelnemer
from communities.services import post_reactie, update_profile
from tests.factories import (
    AanmeldingFactory,
    BijeenkomstFactory,
    DeelnemerFactory,
    LidmaatschapFactory,
)

pytestmark = pytest.mark.django_db
ClientOf = Callable[[Deelnemer | None], Client]


def done(client: Client) -> list[bool]:
    return [step.done for step in client.get("/mijn/").context["steps"]]


def change(person: Deelnemer, **values: Any) -> None:
    update_profile(actor=person, person=person, **values)


def keep_mail(client: Client) -> None:
    """Save the page with choices as it stands."""
    form = client.get("/mijn/berichten/").context["form"]
    data = {name: form[name].value() for name in form.fields}
    assert client.post("/mijn/berichten/", data).status_code == 302


def test_first_login_shows_4_steps_and_done_steps_stay_done(
    client_of: ClientOf, deelnemer: Deelnemer, community: Community
) -> None:
    client = client_of(deelnemer)
    page = client.get("/mijn/")
    assert "Je eerste stappen" in page.text
    assert [step.done for step in page.context["steps"]] == [False] * 4
    change(deelnemer, about="Ik luister naar dorpen.", job_title="Adviseur")
    assert done(client) == [True, False, False, False]
    change(deelnemer, ask_about="Bewoners aan tafel krijgen")
    change(deelnemer, about="", job_title="", ask_about="")
    assert done(client) == [True, True, False, False], "also when the fact is undone later"
    keep_mail(client)
    assert done(client) == [True, True, True, False], "keeping it as it was is a choice"
    deelnemer.refresh_from_db()
    assert set(deelnemer.steps_done) == {"profiel", "vragen", "mail"}
    post_reactie(actor=deelnemer, subject=community, body="Hallo!")
    assert "Je eerste stappen" not in client.get("/mijn/").text


def test_an_answer_to_a_meeting_is_a_step_too(
    client_of: ClientOf, deelnemer: Deelnemer, community: Community
) -> None:
    AanmeldingFactory(bijeenkomst=BijeenkomstFactory(community=community), deelnemer=deelnemer)
    assert done(client_of(deelnemer)) == [False, False, False, True]


def test_what_was_there_before_counts(client_of: ClientOf) -> None:
    person = DeelnemerFactory(about="Al ingevuld", job_title="Adviseur", ask_about="Van alles")
    assert person.steps_done == {}
    assert done(client_of(person)) == [True, True, False, False]


def test_steps_can_be_put_away(client_of: ClientOf, deelnemer: Deelnemer) -> None:
    client = client_of(deelnemer)
    assert len(done(client)) == 4
    assert client.post("/mijn/eerste-stappen/weg/").headers["Location"] == "/mijn/"
    assert "Je eerste stappen" not in client.get("/mijn/").text
    change(deelnemer, about="Toch nog", job_title="Adviseur")
    deelnemer.refresh_from_db()
    assert set(deelnemer.steps_done) == {"weg", "profiel"}


def test_a_day_that_was_written_down_is_not_written_over(deelnemer: Deelnemer) -> None:
    deelnemer.steps_done = {"profiel": "2026-01-01"}
    deelnemer.save()
    change(deelnemer, about="Nieuw", job_title="Adviseur")
    deelnemer.refresh_from_db()
    assert deelnemer.steps_done == {"profiel": "2026-01-01"}


def test_looking_writes_nothing_and_takes_few_queries(
    client_of: ClientOf, deelnemer: Deelnemer, community: Community
) -> None:
    client = client_of(deelnemer)
    client.get("/mijn/")
    with CaptureQueriesContext(connection) as shown:
        client.get("/mijn/")
    LidmaatschapFactory.create_batch(5, deelnemer=deelnemer)
    with CaptureQueriesContext(connection) as more:
        client.get("/mijn/")
    assert len(more) == len(shown)
    writes = [each["sql"] for each in more if each["sql"].startswith(("INSERT", "UPDATE"))]
    assert [sql for sql in writes if "steps_done" in sql] == []
