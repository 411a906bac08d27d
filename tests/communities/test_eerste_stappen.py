"""The first steps: six at the first login, done from facts, and what is done stays done."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bijeenkomsten.models import Agendasleutel
from bijeenkomsten.services import renew_agendasleutel
from communities.enums import Role
from communities.models import Community, Deelnemer
from communities.services import add_lidmaatschap, post_reactie, update_profile
from tests.factories import (
    AanmeldingFactory,
    AdviesFactory,
    BijeenkomstFactory,
    CasusFactory,
    DeelnemerFactory,
    LidmaatschapFactory,
)

pytestmark = pytest.mark.django_db
ClientOf = Callable[[Deelnemer | None], Client]


EVERYBODY = ["profiel", "vragen", "mail", "agenda", "rondkijken", "lezen"]


def shown(client: Client) -> list[str]:
    return [step.key for step in client.get("/mijn/").context["steps"]]


def done(client: Client) -> set[str]:
    return {step.key for step in client.get("/mijn/").context["steps"] if step.done}


def change(person: Deelnemer, **values: Any) -> None:
    update_profile(actor=person, person=person, **values)


def keep_mail(client: Client) -> None:
    """Save the page with choices as it stands."""
    form = client.get("/mijn/berichten/").context["form"]
    data = {name: form[name].value() for name in form.fields}
    assert client.post("/mijn/berichten/", data).status_code == 302


def test_first_login_shows_the_steps_and_done_steps_stay_done(
    client_of: ClientOf, deelnemer: Deelnemer, community: Community
) -> None:
    client = client_of(deelnemer)
    assert "Je eerste stappen" in client.get("/mijn/").text
    assert (shown(client), done(client)) == (EVERYBODY, set())
    change(deelnemer, about="Ik luister naar dorpen.", job_title="Adviseur")
    assert done(client) == {"profiel"}
    change(deelnemer, ask_about="Bewoners aan tafel krijgen")
    change(deelnemer, about="", job_title="", ask_about="")
    assert done(client) == {"profiel", "vragen"}, "also when the fact is undone later"
    keep_mail(client)
    assert done(client) == {"profiel", "vragen", "mail"}, "keeping it as it was is a choice"
    renew_agendasleutel(actor=deelnemer)
    Agendasleutel.objects.all().delete()
    deelnemer.refresh_from_db()
    assert set(deelnemer.steps_done) == {"profiel", "vragen", "mail", "agenda"}
    post_reactie(actor=deelnemer, subject=community, body="Hallo!")
    assert done(client) == set(EVERYBODY) - {"lezen"}
    casus = CasusFactory(community=community)
    post_reactie(actor=casus.casushouder, subject=casus, body="Wie leest mee?")
    assert client.get(casus.get_absolute_url()).status_code == 200
    assert "Je eerste stappen" not in client.get("/mijn/").text


def test_reading_elsewhere_is_not_reading_a_casus(
    client_of: ClientOf, deelnemer: Deelnemer, organisator: Deelnemer, community: Community
) -> None:
    post_reactie(actor=organisator, subject=community, body="Welkom!")
    client = client_of(deelnemer)
    client.get(f"/communities/{community.slug}/binnen/")
    assert done(client) == set()


def test_who_has_a_role_gets_a_step_more(
    client_of: ClientOf,
    organisator: Deelnemer,
    redacteur: Deelnemer,
    beheerder: Deelnemer,
    community: Community,
) -> None:
    for person, step in (
        (organisator, "organiseren"),
        (redacteur, "redactie"),
        (beheerder, "beheren"),
    ):
        assert shown(client_of(person)) == [*EVERYBODY, step]
    BijeenkomstFactory(community=community, created_by=organisator)
    AdviesFactory(author=redacteur)
    add_lidmaatschap(
        actor=beheerder, person=DeelnemerFactory(), community=community, role=Role.MEMBER
    )
    assert "organiseren" in done(client_of(organisator))
    assert "redactie" in done(client_of(redacteur))
    assert "beheren" in done(client_of(beheerder))


def test_every_step_leads_to_a_page_and_to_its_help(
    client_of: ClientOf, organisator: Deelnemer
) -> None:
    organisator.is_redacteur = organisator.is_beheerder = True
    organisator.save()
    client = client_of(organisator)
    found = client.get("/mijn/").context["steps"]
    assert len(found) == 9
    for step in found:
        assert client.get(step.url).status_code == 200, step.key
        assert client.get(step.help).status_code == 200, step.key


def test_an_answer_to_a_meeting_is_a_step_too(
    client_of: ClientOf, deelnemer: Deelnemer, community: Community
) -> None:
    AanmeldingFactory(bijeenkomst=BijeenkomstFactory(community=community), deelnemer=deelnemer)
    assert done(client_of(deelnemer)) == {"rondkijken"}


def test_what_was_there_before_counts(client_of: ClientOf) -> None:
    person = DeelnemerFactory(about="Al ingevuld", job_title="Adviseur", ask_about="Van alles")
    assert person.steps_done == {}
    assert done(client_of(person)) == {"profiel", "vragen"}


def test_steps_can_be_put_away_and_brought_back(client_of: ClientOf, deelnemer: Deelnemer) -> None:
    client = client_of(deelnemer)
    assert "Toon je eerste stappen weer" not in client.get("/mijn/").text
    assert client.post("/mijn/eerste-stappen/weg/").headers["Location"] == "/mijn/"
    page = client.get("/mijn/").text
    assert "Niet meer tonen" not in page
    assert "Toon je eerste stappen weer" in page
    change(deelnemer, about="Toch nog", job_title="Adviseur")
    deelnemer.refresh_from_db()
    assert set(deelnemer.steps_done) == {"weg", "profiel"}
    assert client.post("/mijn/eerste-stappen/terug/").headers["Location"] == "/mijn/"
    assert (shown(client), done(client)) == (EVERYBODY, {"profiel"})
    deelnemer.refresh_from_db()
    deelnemer.steps_done |= dict.fromkeys([*EVERYBODY, "weg"], "2026-01-01")
    deelnemer.save()
    assert "Toon je eerste stappen weer" not in client.get("/mijn/").text, "nothing is left"


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
