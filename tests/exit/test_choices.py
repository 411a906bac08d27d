"""Every model is decided, no secret leaves, and what is erased does not come back."""

import json
import re
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from allauth.account.models import EmailAddress, EmailConfirmation
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialToken
from allauth.usersessions.models import UserSession
from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.core.files.base import ContentFile
from django.db import connection, transaction
from django.utils import timezone

from bijeenkomsten.models import Agendasleutel
from communities.models import Accountmail, ApiSleutel, Deelnemer
from netwerk.exit import choices
from netwerk.exit.export import export
from netwerk.exit.tables import Table, all_models, tables, undecided
from netwerk.kern.audit.models import AuditEvent
from netwerk.kern.avg import erasure
from netwerk.kern.avg.models import Gegevensexport
from netwerk.kern.berichten.models import Delivery, Heartbeat, InboundMail, MessageEvent
from netwerk.kern.uitvoer.models import Uitvoer
from tests.exit.conftest import Installation
from tests.factories import CasusFactory, DeelnemerFactory, RondmailFactory

SECRET = "zwaluwstaartgeheim"
WORDS = [SECRET, SECRET.encode().hex()]


def test_of_every_model_somebody_said_whether_it_goes_along() -> None:
    assert undecided() == [], "say in netwerk/exit/choices.py whether these go along or stay"
    assert set(choices.LEFT_OUT) <= {table.label for table in tables()}
    named = choices.SHIPPED | choices.OF_THE_MACHINE
    assert named <= {model._meta.label for model in all_models()}


def test_a_new_model_is_missed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(choices.STAYS, "sessions.Session")
    assert undecided() == ["sessions.Session"]


def test_old_versions_and_ties_go_along_with_their_model() -> None:
    files = {table.file for table in tables()}
    assert "gegevens/handboek.adviesevent.jsonl" in files
    assert "gegevens/handboek.advies_themes.jsonl" in files
    assert "gegevens/mfa.authenticator.jsonl" not in files


def leave_secrets(person: Deelnemer) -> None:
    """Put a secret in every table that stays, and in every field that does."""
    now = timezone.now()
    Session.objects.create(session_key=SECRET, session_data=SECRET, expire_date=now)
    address = EmailAddress.objects.get(user=person)
    EmailConfirmation.objects.create(email_address=address, key=SECRET)
    Authenticator.objects.create(user=person, type="totp", data={"secret": SECRET})
    UserSession.objects.create(
        user=person, ip="127.0.0.1", session_key=SECRET, user_agent=SECRET, last_seen_at=now
    )
    app = SocialApp.objects.create(provider="openid_connect", name="x", secret=SECRET)
    account = SocialAccount.objects.create(user=person, provider="x", uid=SECRET)
    SocialToken.objects.create(app=app, account=account, token=SECRET, token_secret=SECRET)
    Accountmail.objects.create(email=person.email, stem="x", content={"code": SECRET})
    Agendasleutel.objects.create(deelnemer=person, key=SECRET)
    ApiSleutel.objects.create(
        deelnemer=person, name=SECRET, digest=SECRET, session_hash=SECRET, expires_on=now
    )
    Heartbeat.beat(SECRET, now)
    content_type = ContentType.objects.get_for_model(Deelnemer)
    event = MessageEvent.objects.create(
        kind="x", content_type=content_type, object_id=person.pk, data={"token": SECRET}
    )
    Delivery.objects.create(
        event=event, kind="x", dedupe_key=SECRET, data={"x": SECRET}, due_at=now, expires_at=now
    )
    InboundMail.objects.create(
        fingerprint=SECRET, envelope_to="x", raw=SECRET.encode(), purpose="x", due_at=now
    )
    copy = Gegevensexport(person=person)
    copy.file.save(f"{SECRET}.zip", ContentFile(SECRET.encode()))
    made = Uitvoer(person=person, maker="x", form="zip")
    made.file.save(f"{SECRET}.zip", ContentFile(SECRET.encode()))
    RondmailFactory(event=event)
    Deelnemer.objects.filter(pk=person.pk).update(password=SECRET)


@pytest.mark.django_db(transaction=True)
def test_no_secret_stands_in_the_export(tmp_path: Path) -> None:
    person = DeelnemerFactory(email="wim@voorbeeld.nl")
    casus = CasusFactory(casushouder=person, title="Wat er wel in hoort")
    leave_secrets(person)
    for label in choices.STAYS:
        assert apps.get_model(label)._base_manager.exists(), f"give {label} a secret in this test"
    export(tmp_path / "alles", lambda line: None)
    files = [path for path in (tmp_path / "alles").rglob("*") if path.is_file()]
    found = {path.name for path in files for word in WORDS if word in path.read_text()}
    assert found == set()
    assert not any(SECRET in path.name for path in files)
    assert any(casus.title in path.read_text() for path in files)
    row = json.loads((tmp_path / "alles/gegevens/bijeenkomsten.rondmail.jsonl").read_text())
    assert "event_id" not in row
    assert AuditEvent.objects.get(action="portaal.exported").actor is None


@pytest.mark.django_db(transaction=True)
def test_who_is_erased_stays_erased(
    tmp_path: Path, new_installation: Callable[[], Installation]
) -> None:
    person = DeelnemerFactory(first_name="Zwaluw", last_name="Staart", email="zws@voorbeeld.nl")
    CasusFactory(casushouder=person, title="Wat er wel in hoort")
    erasure.erase(person, {person.email})
    export(tmp_path / "alles", lambda line: None)
    for path in (tmp_path / "alles").rglob("*"):
        assert path.is_dir() or not re.search("zwaluw|zws@", path.read_text(), re.IGNORECASE)
    other = new_installation()
    other.done("import", str(tmp_path / "alles"))
    query = "SELECT first_name, is_active, password, erased_at IS NULL FROM communities_deelnemer"
    query += f" WHERE id = {person.pk}"
    assert other.rows(query) == [("Voormalig", False, "!", False)]


def peak_of(action: Callable[[], Any]) -> int:
    tracemalloc.start()
    try:
        action()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.django_db(transaction=True)
def test_many_rows_take_no_more_memory_than_few() -> None:
    table = Table(AuditEvent)
    fill = "INSERT INTO audit_auditevent (at, action, data)"
    fill += " SELECT now(), 'x.y', '{}' FROM generate_series(1, %s)"

    def peak() -> int:
        with transaction.atomic():
            return peak_of(table.fingerprint)

    with connection.cursor() as cursor:
        cursor.execute(fill, [1_000])
        peak()
        few = peak()
        cursor.execute(fill, [50_000])
    assert AuditEvent.objects.count() == 51_000
    assert peak() < 1.5 * few
