"""What is older than its term goes, what is younger stays, and the report says the same."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pgtrigger
import pytest
from allauth.usersessions.models import UserSession
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.db import DatabaseError, transaction
from django.db.models import Model
from django.utils import timezone

from bijeenkomsten.models import Aanmelding, Aanwezigheid, Bijeenkomst, EvaluatieGegeven
from casussen.models import Concept, Inwonersvraag, Schrijfuitnodiging, Toestemming
from communities.models import (
    Abonnement,
    Accountmail,
    Contactbericht,
    Deelnemer,
    Inzage,
    Ledenbewerking,
    Ledenimport,
    Lidmaatschapsverzoek,
    Reactieconcept,
    Rechtenreview,
    Uitnodiging,
)
from handboek.models import Tekstconcept
from netwerk.kern.audit.models import AuditEvent
from netwerk.kern.audit.services import record
from netwerk.kern.avg import retention
from netwerk.kern.avg.models import (
    Bewaarronde,
    Gegevensexport,
    SlapendAccount,
    Verwijderverzoek,
)
from netwerk.kern.berichten.models import Delivery, InboundMail, MessageEvent
from netwerk.kern.zoeken.models import Zoekopdracht
from tests.factories import (
    AanmeldingFactory,
    BijeenkomstFactory,
    CasusFactory,
    CommunityFactory,
    DeelnemerFactory,
    GastFactory,
    InwonersantwoordFactory,
    PositieFactory,
    RijksantwoordFactory,
    ToepassingFactory,
    ToestemmingFactory,
)

pytestmark = pytest.mark.django_db
NOW = datetime(2030, 6, 12, 9, 0, tzinfo=UTC)
YEAR = timedelta(days=365)


def stamped(row: Model, **moments: Any) -> Model:
    """Set moments that a save would overwrite."""
    type(row)._base_manager.filter(pk=row.pk).update(**moments)
    return row


def inbound(at: datetime) -> Model:
    mail = InboundMail.objects.create(
        fingerprint=f"{InboundMail.objects.count():064}", envelope_to="a@in.nl", due_at=at
    )
    return stamped(mail, handled_at=at)


def asked_to_write(at: datetime) -> Model:
    person = DeelnemerFactory()
    return Schrijfuitnodiging.objects.create(
        casus=CasusFactory(),
        deelnemer=person,
        role="expert",
        invited_by=person,
        state="declined",
        answered_at=at,
    )


def draft(**moments: Any) -> Model:
    return Concept.objects.create(
        casus=CasusFactory(), kind="approach", deelnemer=DeelnemerFactory(), **moments
    )


def unplaced(at: datetime) -> Model:
    row = Reactieconcept.objects.create(subject=CasusFactory(), deelnemer=DeelnemerFactory())
    return stamped(row, updated_at=at)


def typed(at: datetime) -> Model:
    row = Tekstconcept.objects.create(deelnemer=DeelnemerFactory(), typed={"why": "Half af"})
    return stamped(row, updated_at=at)


def position(at: datetime) -> Model:
    return stamped(PositieFactory(), updated_at=at)


def event(at: datetime) -> MessageEvent:
    made = MessageEvent.objects.create(
        kind="overzicht", content_type=ContentType.objects.get_for_model(Deelnemer), object_id=1
    )
    stamped(made, created_at=at, planned_at=at)
    return made


def delivery(at: datetime) -> Model:
    made = Delivery.objects.create(
        dedupe_key=f"x:{Delivery.objects.count()}",
        event=event(NOW),
        kind="overzicht",
        person=DeelnemerFactory(),
        state="sent",
        due_at=at,
        expires_at=at,
        message_id="<x@x>",
    )
    return stamped(made, created_at=at)


def session(at: datetime) -> Model:
    return Session.objects.create(
        session_key=f"{Session.objects.count():032}", session_data="", expire_date=at
    )


def device(at: datetime) -> Model:
    made = UserSession.objects.create(
        user=DeelnemerFactory(),
        session_key=f"{UserSession.objects.count():032}",
        ip="192.0.2.1",
    )
    return stamped(made, created_at=at)


def request(at: datetime, **fields: Any) -> Model:
    made = Lidmaatschapsverzoek.objects.create(
        community=CommunityFactory(), email="a@voorbeeld.nl", motivation="Graag", **fields
    )
    return stamped(made, created_at=at)


def export(at: datetime, state: str = "ready") -> Model:
    made = Gegevensexport.objects.create(person=DeelnemerFactory(), state=state, expires_at=at)
    if state == "ready":
        made.file.save("x.zip", ContentFile(b"zip"))
    return stamped(made, requested_at=at)


def invitation(at: datetime, **fields: Any) -> Model:
    return Uitnodiging.objects.create(
        community=CommunityFactory(),
        email="a@voorbeeld.nl",
        invited_by=DeelnemerFactory(),
        **({"expires_at": at} | fields),
    )


def made_at(model: type[Model], **fields: Any) -> Callable[[datetime], Model]:
    def make(at: datetime) -> Model:
        made = model._base_manager.create(
            **{name: value() if callable(value) else value for name, value in fields.items()}
        )
        return stamped(made, created_at=at)

    return make


def answer(at: datetime) -> Model:
    meeting = BijeenkomstFactory(starts_at=at - timedelta(hours=2), ends_at=at)
    return AanmeldingFactory(bijeenkomst=meeting, needs="Een rolstoelplek")


def guest(at: datetime, **moments: Any) -> Model:
    """Return a guest of a meeting that ended at a moment."""
    return GastFactory(bijeenkomst=ended(at), **moments)


def present(at: datetime) -> Model:
    return Aanwezigheid.objects.create(bijeenkomst=ended(at), deelnemer=DeelnemerFactory())


def evaluated(at: datetime) -> Model:
    return EvaluatieGegeven.objects.create(bijeenkomst=ended(at), deelnemer=DeelnemerFactory())


def ended(at: datetime) -> Bijeenkomst:
    return BijeenkomstFactory(starts_at=at - timedelta(hours=2), ends_at=at)


def audit_line(at: datetime) -> Model:
    line = record(actor=None, action="deelnemer.added")
    with pgtrigger.ignore("audit.AuditEvent:append_only"):
        stamped(line, at=at)
    return line


def question(at: datetime) -> Model:
    return Contactbericht.objects.create(name="A", email="a@b.nl", body="?", handled_at=at)


def look(at: datetime) -> Model:
    return Inzage.objects.create(
        beheerder=DeelnemerFactory(),
        deelnemer=DeelnemerFactory(),
        reason="Vraag",
        started_at=at,
        ends_at=at,
    )


def review(at: datetime) -> Model:
    return Rechtenreview.objects.create(
        scope=f"x{Rechtenreview.objects.count()}", due_on=at.date(), signed_at=at
    )


def subscriber(at: datetime) -> Model:
    made = Abonnement.objects.create(email=f"a{Abonnement.objects.count()}@voorbeeld.nl")
    return stamped(made, created_at=at)


def search(at: datetime) -> Model:
    """Return a search that somebody threw away at a moment."""
    return Zoekopdracht.objects.create(
        person=DeelnemerFactory(), name="x", place="zoeken", choices="q=x", due_at=at, removed_at=at
    )


def not_placed(at: datetime) -> Model:
    row = InwonersantwoordFactory(state="waiting", vraag__closed_at=at)
    Inwonersvraag.objects.filter(pk=row.vraag_id).update(closes_on=NOW.date())
    return row


BY_AGE: list[tuple[str, timedelta, Callable[[datetime], Model]]] = [
    ("aanmelding", 2 * YEAR, answer),
    ("aanwezigheid", 2 * YEAR, present),
    ("abonnement.onbevestigd", timedelta(days=7), subscriber),
    ("accountmail", timedelta(days=7), made_at(Accountmail, email="a@b.nl", stem="x")),
    ("auditlog", timedelta(days=7 * 365 + 2), audit_line),
    ("bewaarronde", YEAR, lambda at: Bewaarronde.objects.create(started_at=at)),
    ("bewerking", 2 * YEAR, made_at(Ledenbewerking, actor=DeelnemerFactory, action="x")),
    ("casus.weg", timedelta(days=30), lambda at: CasusFactory(deleted_at=at)),
    ("concept", timedelta(days=90), lambda at: draft(updated_at=at)),
    ("concept.weg", timedelta(days=30), lambda at: draft(updated_at=NOW, discarded_at=at)),
    ("contact", YEAR, question),
    (
        "import",
        timedelta(days=7),
        made_at(Ledenimport, file_name="x", uploaded_by=DeelnemerFactory),
    ),
    ("evaluatie.gegeven", 2 * YEAR, evaluated),
    ("gast", timedelta(days=30), lambda at: guest(at, confirmed_at=at)),
    (
        "gast.onbevestigd",
        timedelta(days=7),
        lambda at: stamped(guest(NOW, confirmed_at=None), created_at=at),
    ),
    ("inwonersantwoord", timedelta(days=90), not_placed),
    ("inzage", 2 * YEAR, look),
    ("kopie.aanvraag", YEAR, lambda at: export(at, "fetched")),
    ("mail.aanleiding", YEAR, event),
    ("mail.ontvangen", timedelta(days=30), inbound),
    ("mail.verstuurd", YEAR, delivery),
    ("positie", YEAR, position),
    ("reactie.concept", timedelta(days=90), unplaced),
    ("rechtenreview", 2 * YEAR, review),
    ("rijksantwoord", YEAR, lambda at: RijksantwoordFactory(returned=True, returned_at=at)),
    ("schrijfuitnodiging", YEAR, asked_to_write),
    ("sessies", timedelta(0), session),
    ("sessies.apparaten", timedelta(days=1), device),
    ("tekstconcept", timedelta(days=90), typed),
    ("toepassing", YEAR, lambda at: ToepassingFactory(state="refused", ended_at=at)),
    ("toestemming", YEAR, lambda at: ToestemmingFactory(expires_at=at)),
    ("uitnodiging", timedelta(days=90), invitation),
    ("zoekopdracht.weg", timedelta(days=30), search),
    (
        "verzoek.beantwoord",
        YEAR,
        lambda at: request(NOW, state="granted", decided_at=at),
    ),
    ("verzoek.onbevestigd", timedelta(days=7), request),
]


OTHERWISE = {
    "apisleutel",  # tests/api/test_sleutels.py
    "uitvoer.verlopen",  # tests/uitvoer/test_werk.py
    "bevinding",  # tests/handboek/test_oogst_uit_gesprek.py
    "bijlage.weg",  # tests/bijlagen/test_pages.py
    "bijlage.los",
    "aanmelding.wensen",
    "account.sluiten",
    "account.terug",
    "account.waarschuwen",
    "account.wissen",
    "kopie.bestand",
    "lezersantwoord",  # tests/handboek/test_lezers.py
    "melding",  # tests/communities/test_moderatie.py
    "onderwerp.verwijderd",  # tests/communities/test_onderwerpen.py
    "reactie.verwijderd",
}


@pytest.mark.parametrize(("key", "term", "make"), BY_AGE, ids=[each[0] for each in BY_AGE])
def test_a_row_goes_when_its_term_is_over_and_not_before(
    key: str, term: timedelta, make: Callable[[datetime], Model], files: Path
) -> None:
    moment = timedelta(minutes=1)
    old, young = make(NOW - term - moment), make(NOW - term + moment)
    before = next(found for found in retention.dry_run(NOW) if found.rule.key == key)
    assert before.number == 1
    assert before.oldest is not None
    assert type(old)._base_manager.filter(pk=old.pk).exists(), "a dry run changes nothing"
    done = retention.run(NOW)
    assert done.failed == []
    assert done.numbers[key] == 1
    assert not type(old)._base_manager.filter(pk=old.pk).exists()
    assert type(young)._base_manager.filter(pk=young.pk).exists()


def test_a_no_after_a_yes_stays_or_the_yes_would_count_again() -> None:
    asked = ToestemmingFactory(granted=True)
    old = NOW - 3 * YEAR
    refused = ToestemmingFactory(
        casus=asked.casus, state="refused", answered_at=old, expires_at=old
    )
    retention.run(NOW)
    assert Toestemming.objects.newest_of(asked.casus) == refused


def test_a_device_stays_as_long_as_its_session() -> None:
    row = device(NOW - 3 * YEAR)
    kept = Session.objects.create(
        session_key=row.session_key,  # type: ignore[attr-defined]
        session_data="",
        expire_date=NOW + timedelta(minutes=1),
    )
    retention.run(NOW)
    assert UserSession.objects.filter(pk=row.pk).exists()
    retention.run(kept.expire_date + timedelta(minutes=1))
    assert not UserSession.objects.exists(), "it goes in the same round as its session"


def test_every_rule_is_tested() -> None:
    shown = {key for key, _, _ in BY_AGE} | OTHERWISE
    assert {each.key for each in retention.rules()} == shown, (
        "add it to BY_AGE, or to OTHERWISE with a test of its own"
    )


def test_needs_of_a_sign_up_go_after_thirty_days_and_the_answer_stays() -> None:
    minute = timedelta(minutes=1)
    old, young = (answer(NOW - timedelta(days=30) + off) for off in (-minute, minute))
    retention.run(NOW)
    assert Aanmelding.objects.get(pk=old.pk).needs == ""
    assert Aanmelding.objects.get(pk=young.pk).needs == "Een rolstoelplek"


def test_a_copy_that_nobody_fetched_goes_with_its_file(files: Path) -> None:
    old, young = export(NOW), export(NOW + timedelta(minutes=1))
    retention.run(NOW)
    old.refresh_from_db()
    young.refresh_from_db()
    assert (old.state, bool(old.file)) == ("expired", False)  # type: ignore[attr-defined]
    assert (young.state, bool(young.file)) == ("ready", True)  # type: ignore[attr-defined]
    assert len(list((files / "exports").iterdir())) == 1


def test_an_answered_invitation_goes_ninety_days_after_the_answer() -> None:
    later = NOW + YEAR
    minute = timedelta(minutes=1)
    answered = NOW - timedelta(days=90)
    old = invitation(later, state="accepted", answered_at=answered - minute)
    young = invitation(later, state="accepted", answered_at=answered + minute)
    retention.run(NOW)
    assert list(Uitnodiging.objects.all()) == [young]
    assert old.pk != young.pk


@pytest.fixture
def organised(beheerder: Deelnemer) -> Deelnemer:
    """Have a beheerder who was seen lately."""
    return stamped(beheerder, last_seen_on=NOW.date())  # type: ignore[return-value]


def seen(days: int, **fields: Any) -> Deelnemer:
    person: Deelnemer = DeelnemerFactory(**fields)
    stamped(person, last_seen_on=(NOW - timedelta(days=days)).date())
    return person


def test_who_is_away_for_two_years_is_warned_closed_and_erased(organised: Deelnemer) -> None:
    person, here = seen(701), seen(700)
    retention.run(NOW)
    assert [row.person for row in SlapendAccount.objects.all()] == [person]
    assert MessageEvent.objects.filter(kind="avg.inactive").count() == 1
    retention.run(NOW)
    assert MessageEvent.objects.filter(kind="avg.inactive").count() == 1, "warned once"
    for at, active in ((NOW + timedelta(days=30), True), (NOW + timedelta(days=31), False)):
        stamped(here, last_seen_on=at.date())
        stamped(organised, last_seen_on=at.date())
        retention.run(at)
        person.refresh_from_db()
        assert person.is_active is active
    here.refresh_from_db()
    assert here.is_active
    closed = SlapendAccount.objects.get(person=person).closed_at
    assert closed is not None
    retention.run(closed + YEAR)
    assert not Verwijderverzoek.objects.exists()
    retention.run(closed + YEAR + timedelta(minutes=1))
    assert Verwijderverzoek.objects.get().person == person


def test_who_comes_back_keeps_the_account(organised: Deelnemer) -> None:
    person = seen(720)
    SlapendAccount.objects.create(person=person, warned_at=NOW - timedelta(days=40))
    stamped(person, last_seen_on=NOW.date())
    retention.run(NOW)
    person.refresh_from_db()
    assert person.is_active
    assert not SlapendAccount.objects.exists()


def test_the_last_beheerder_is_never_closed(db: None) -> None:
    person = seen(900, is_beheerder=True)
    SlapendAccount.objects.create(person=person, warned_at=NOW - timedelta(days=40))
    retention.run(NOW)
    person.refresh_from_db()
    assert person.is_active


def test_a_rule_that_fails_does_not_stop_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(now: datetime) -> Any:
        raise RuntimeError("stuk")

    first = retention.rules()[0]
    bad = retention.Rule("aaa", "Stuk", "nooit", "pk", broken, first.forget)
    monkeypatch.setitem(retention._rules, "aaa", bad)
    old = inbound(NOW - timedelta(days=31))
    done = retention.run(NOW)
    assert done.failed == ["aaa"]
    assert not InboundMail.objects.filter(pk=old.pk).exists()


def test_dry_run_reports_and_deletes_nothing_command_does(beheerder: Deelnemer) -> None:
    old = inbound(timezone.now() - timedelta(days=31))
    out = StringIO()
    call_command("retention", "--dry-run", stdout=out)
    assert "mail.ontvangen: 1 te wissen (30 dagen, oudste " in out.getvalue()
    assert InboundMail.objects.filter(pk=old.pk).exists()
    assert not Bewaarronde.objects.exists()
    call_command("retention", stdout=out)
    assert "mail.ontvangen: 1 gewist" in out.getvalue()
    assert not InboundMail.objects.filter(pk=old.pk).exists()


def test_page_of_beheer_shows_the_same_report(beheerder: Deelnemer, client_of: Any) -> None:
    client = client_of(beheerder)
    inbound(timezone.now() - timedelta(days=31))
    page = client.get("/beheer/bewaartermijnen/").content.decode()
    assert "Nu is 1 gegeven te oud" in page
    assert "Er is nog geen ronde geweest" in page
    retention.run()
    page = client.get("/beheer/bewaartermijnen/").content.decode()
    assert "Er is nu niets te oud" in page
    assert ": 1 gewist" in page


def test_audit_log_still_refuses_to_forget(db: None) -> None:
    line = record(actor=None, action="deelnemer.added")
    with pytest.raises(DatabaseError), transaction.atomic():
        AuditEvent.objects.filter(pk=line.pk).delete()
