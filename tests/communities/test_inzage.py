"""A beheerder looks as somebody else: with a reason, a banner, a log, and without acting."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.utils import timezone

from communities import services
from communities.models import Community, Deelnemer, Inzage, Reactie
from netwerk.kern.audit.models import AuditEvent
from netwerk.kern.berichten.models import MessageEvent
from tests.factories import CasusFactory, DeelnemerFactory, LidmaatschapFactory

pytestmark = pytest.mark.django_db
REASON = "Dana ziet haar casus niet en vroeg om hulp."
Make = Callable[[Deelnemer | None], Client]


def looking(client: Client, person: Deelnemer, reason: str = REASON) -> Any:
    """Begin to look as somebody, as the form does."""
    return client.post(f"/beheer/leden/{person.pk}/bekijk/", {"reason": reason})


@pytest.fixture
def mee(beheerder: Deelnemer, deelnemer: Deelnemer, client_of: Make) -> Client:
    """Return the client of a beheerder who looks as deelnemer."""
    client = client_of(beheerder)
    assert looking(client, deelnemer).status_code == 302
    return client


def test_bekijk_als_stands_in_the_log_with_its_reason(
    mee: Client, beheerder: Deelnemer, deelnemer: Deelnemer
) -> None:
    inzage = Inzage.objects.get()
    event = AuditEvent.objects.get(action="inzage.started")
    assert (event.actor, event.subject_id) == (beheerder, deelnemer.pk)
    assert event.data == {"inzage": inzage.pk}
    assert (inzage.reason, inzage.deelnemer) == (REASON, deelnemer)
    mee.post("/beheer/meekijken/stop/")
    page = mee.get("/beheer/logboek/").content.decode()
    assert f"Meekijken begonnen, omdat: {REASON}" in page
    assert "Meekijken gestopt" in page


def test_banner_is_on_every_page_and_shows_how_to_stop(mee: Client, deelnemer: Deelnemer) -> None:
    for path in ("/mijn/", "/communities/", "/handboek/", "/mijn/profiel/", "/bestaat-niet/"):
        page = mee.get(path).content.decode()
        assert f"Je kijkt mee met {deelnemer}" in page, path
        assert 'role="status"' in page
        assert "/beheer/meekijken/stop/" in page


def test_looking_shows_what_the_person_sees(
    mee: Client, community: Community, other_community: Community
) -> None:
    own = CasusFactory(community=community, title="Alleen binnen")
    other = CasusFactory(community=other_community, title="Van anderen")
    assert mee.get(f"/casussen/{own.slug}/").status_code == 200
    assert mee.get(f"/casussen/{other.slug}/").status_code == 404


def test_beheerder_reads_no_closed_content_without_a_logged_reason(
    beheerder: Deelnemer, deelnemer: Deelnemer, community: Community, client_of: Make
) -> None:
    services.post_reactie(actor=deelnemer, subject=community, body="Een kanarievogel.")
    client, inside = client_of(beheerder), f"/communities/{community.slug}/binnen/"
    assert client.get(inside).status_code == 403
    looking(client, deelnemer, reason="kort")
    assert client.get(inside).status_code == 403
    assert not AuditEvent.objects.filter(action="inzage.started").exists()
    looking(client, deelnemer)
    assert "kanarievogel" in client.get(inside).content.decode()
    assert AuditEvent.objects.filter(action="inzage.started").exists()


def test_looking_shows_nothing_that_nobody_else_sees(
    beheerder: Deelnemer, deelnemer: Deelnemer, community: Community, client_of: Make
) -> None:
    """No draft, search or report, and not what the person chose in a poll."""
    services.keep_concept(actor=deelnemer, subject=community, body="Een halve zwaluw")
    peiling = services.start_peiling(
        actor=deelnemer,
        subject=community,
        question="Welke dag?",
        answers=["Maandag", "Dinsdag"],
        closes_at=timezone.now() + timedelta(days=3),
    )
    services.vote(actor=deelnemer, optie=peiling.opties.get(text="Dinsdag"))
    inside = f"/communities/{community.slug}/binnen/"
    pages = (inside, peiling.get_absolute_url())
    own = client_of(deelnemer)
    assert "Een halve zwaluw" in own.get(inside).text
    assert all("Je koos: <b>Dinsdag</b>" in own.get(page).text for page in pages)
    mee = client_of(beheerder)
    looking(mee, deelnemer)
    assert "halve zwaluw" not in mee.get(inside).text
    for page in pages:
        assert "Je koos" not in mee.get(page).text
        assert "Dinsdag" in mee.get(page).text
    for path in ("/mijn/zoekopdrachten/", "/mijn/nog-niet-geplaatst/", "/moderatie/gemeld/"):
        assert own.get(path).status_code == 200
        assert mee.get(path).status_code == 403


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS"])
def test_nothing_can_be_posted_while_looking(
    mee: Client, deelnemer: Deelnemer, community: Community, method: str
) -> None:
    before = (deelnemer.first_name, Reactie.objects.count(), AuditEvent.objects.count())
    for path in ("/mijn/profiel/", f"/communities/{community.slug}/binnen/", "/zoeken/"):
        answer = mee.generic(
            method,
            path,
            b"first_name=Ander&last_name=Ander",
            content_type="application/x-www-form-urlencoded",
        )
        assert answer.status_code == 403, path
        assert "Je kijkt alleen mee" in answer.content.decode()
    deelnemer.refresh_from_db()
    after = (deelnemer.first_name, Reactie.objects.count(), AuditEvent.objects.count())
    assert after == before


def test_a_page_that_writes_while_it_is_read_is_refused(
    mee: Client, deelnemer: Deelnemer, monkeypatch: pytest.MonkeyPatch
) -> None:
    def nosy(*args: Any, **kwargs: Any) -> list[Any]:
        Deelnemer.objects.filter(pk=deelnemer.pk).update(job_title="Gezien")
        return []

    monkeypatch.setattr("netwerk.views.taken._address_to_mend", nosy)
    answer = mee.get("/mijn/")
    assert answer.status_code == 403
    assert "Je kijkt alleen mee" in answer.content.decode()
    deelnemer.refresh_from_db()
    assert deelnemer.job_title == ""
    with connection.cursor() as cursor:
        cursor.execute("SHOW transaction_read_only")
        assert cursor.fetchone() == ("off",)


@pytest.mark.parametrize(
    "path", ["/account/email/", "/account/password/change/", "/beheer/", "/beheer/techniek/"]
)
def test_pages_about_the_account_and_beheer_are_closed_while_looking(
    mee: Client, path: str, deelnemer: Deelnemer
) -> None:
    answer = mee.get(path)
    assert answer.status_code == 403
    assert deelnemer.email not in answer.content.decode()


def test_a_file_to_save_is_refused_while_looking(
    mee: Client, community: Community, deelnemer: Deelnemer
) -> None:
    from tests.factories import BijeenkomstFactory

    meeting = BijeenkomstFactory(community=community)
    answer = mee.get(f"/bijeenkomsten/{meeting.slug}/agenda.ics")
    assert "BEGIN:VCALENDAR" not in answer.content.decode()


def test_stop_gives_the_beheerder_back(
    mee: Client, beheerder: Deelnemer, deelnemer: Deelnemer
) -> None:
    answer = mee.post("/beheer/meekijken/stop/")
    assert answer.headers["Location"] == f"/beheer/leden/{deelnemer.pk}/"
    assert mee.get("/beheer/").status_code == 200
    assert "Je kijkt mee" not in mee.get("/mijn/").content.decode()
    assert Inzage.objects.get().stopped_at is not None


def test_it_ends_after_half_an_hour_and_a_late_form_is_not_sent_as_oneself(
    mee: Client, beheerder: Deelnemer
) -> None:
    inzage = Inzage.objects.get()
    assert inzage.ends_at - inzage.started_at == timedelta(minutes=30)
    Inzage.objects.update(
        started_at=timezone.now() - timedelta(hours=1),
        ends_at=timezone.now() - timedelta(minutes=1),
    )
    answer = mee.post("/mijn/profiel/", {"first_name": "Dana", "last_name": "Deel"})
    assert answer.status_code == 403
    assert "Het meekijken is voorbij" in answer.content.decode()
    beheerder.refresh_from_db()
    assert beheerder.first_name == "Bente"
    assert mee.get("/beheer/").status_code == 200
    assert AuditEvent.objects.filter(action="inzage.stopped").count() == 1


def test_it_ends_when_the_beheerder_loses_the_role(mee: Client, beheerder: Deelnemer) -> None:
    Deelnemer.objects.filter(pk=beheerder.pk).update(is_beheerder=False)
    assert "Je kijkt mee" not in mee.get("/communities/").content.decode()
    assert mee.get("/beheer/").status_code == 403


def test_it_ends_when_the_person_becomes_beheerder(mee: Client, deelnemer: Deelnemer) -> None:
    Deelnemer.objects.filter(pk=deelnemer.pk).update(is_beheerder=True)
    assert "Je kijkt mee" not in mee.get("/communities/").content.decode()


def test_logging_out_ends_it_for_the_beheerder(mee: Client) -> None:
    assert mee.post("/account/logout/").status_code == 302
    assert Inzage.objects.get().stopped_at is not None
    assert mee.get("/mijn/").status_code == 302


def test_another_beheerder_cannot_use_the_row(
    mee: Client, client_of: Make, deelnemer: Deelnemer
) -> None:
    other = client_of(DeelnemerFactory(is_beheerder=True))
    session = other.session
    session["inzage"] = Inzage.objects.get().pk
    session.save()
    assert f"Je kijkt mee met {deelnemer}" not in other.get("/mijn/").content.decode()
    assert Inzage.objects.get().stopped_at is None


@pytest.mark.parametrize(
    "fields", [{"is_beheerder": True}, {"is_staff": True}, {"is_active": False}]
)
def test_nobody_looks_as_a_beheerder_an_engineer_or_a_closed_account(
    beheerder: Deelnemer, client_of: Make, fields: dict[str, bool]
) -> None:
    person = DeelnemerFactory(**fields)
    client = client_of(beheerder)
    assert (
        "Meekijken kan hier niet"
        in client.get(f"/beheer/leden/{person.pk}/bekijk/").content.decode()
    )
    assert looking(client, person).status_code == 422
    assert not Inzage.objects.exists()


def test_nobody_looks_as_oneself(beheerder: Deelnemer) -> None:
    with pytest.raises(ValidationError, match="jezelf"):
        services.start_inzage(actor=beheerder, person=beheerder, reason=REASON)
    with pytest.raises(IntegrityError), transaction.atomic():
        now = timezone.now()
        Inzage.objects.create(beheerder=beheerder, deelnemer=beheerder, reason="x", ends_at=now)


def test_who_is_no_beheerder_cannot_look(organisator: Deelnemer, deelnemer: Deelnemer) -> None:
    with pytest.raises(PermissionDenied):
        services.start_inzage(actor=organisator, person=deelnemer, reason=REASON)


def test_a_reason_that_says_nothing_is_refused_and_kept(
    beheerder: Deelnemer, deelnemer: Deelnemer, client_of: Make
) -> None:
    answer = looking(client_of(beheerder), deelnemer, reason="hulp")
    assert answer.status_code == 422
    assert 'value="hulp"' in answer.content.decode()


def test_the_person_gets_a_mail(mee: Client, deelnemer: Deelnemer) -> None:
    event = MessageEvent.objects.get(kind="inzage.started")
    assert event.subject == deelnemer


def test_organisers_of_the_community_see_who_looked_and_why(
    mee: Client, community: Community, organisator: Deelnemer, client_of: Make, beheerder: Deelnemer
) -> None:
    inside = f"/communities/{community.slug}/binnen/"
    page = client_of(organisator).get(inside).content.decode()
    assert REASON in page
    assert str(beheerder) in page
    member = LidmaatschapFactory(community=community).deelnemer
    assert REASON not in client_of(member).get(inside).content.decode()


def test_second_step_is_asked_of_the_beheerder_not_of_the_person(
    organisator: Deelnemer, beheerder: Deelnemer, client_of: Make
) -> None:
    client = client_of(beheerder)
    looking(client, organisator)
    assert client.get("/mijn/").status_code == 200
    session = client.session
    del session["tweede_stap"]
    session.save()
    answer = client.get("/mijn/")
    assert answer.status_code == 302
    assert "tweede-stap" in answer.headers["Location"]


def test_a_second_one_ends_the_first(
    beheerder: Deelnemer, deelnemer: Deelnemer, organisator: Deelnemer
) -> None:
    first = services.start_inzage(actor=beheerder, person=deelnemer, reason=REASON)
    services.start_inzage(actor=beheerder, person=organisator, reason=REASON)
    first.refresh_from_db()
    assert first.stopped_at is not None
