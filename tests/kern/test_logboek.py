"""The audit log on the screen: acts have words, filters filter, closed things stay closed."""

import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from casussen.models import Casus
from communities import services
from communities.enums import Role, Visibility
from communities.models import Community, Deelnemer
from netwerk.kern.audit import lines, words
from netwerk.kern.audit.models import AuditEvent
from netwerk.kern.audit.services import record
from tests.factories import CasusFactory, DeelnemerFactory, LidmaatschapFactory

pytestmark = pytest.mark.django_db
APPS = ("netwerk", "communities", "casussen", "bijeenkomsten", "handboek")
LOG = "/beheer/logboek/"
CSV = f"{LOG}csv/"


def codes_in_the_code() -> set[str]:
    """Return every action that any service may write."""
    found: set[str] = set()
    for app in APPS:
        for path in (Path(settings.BASE_DIR) / app).rglob("*.py"):
            if "kern/dev/" in str(path):
                continue
            for call in re.findall(r"\brecord\((.*?)\)\n", path.read_text(), re.DOTALL):
                found |= set(re.findall(r'"([a-z_]+\.[a-z_]+)"', call))
            for given in re.findall(r"\baction ?= ?(.+)", path.read_text()):  # "a" if ... else "b"
                found |= set(re.findall(r'"([a-z_]+\.[a-z_]+)"', given))
            found |= set(re.findall(r'finish\([^)"]*"([a-z_]+\.[a-z_]+)"', path.read_text()))
    return found


def test_every_action_in_the_code_has_a_dutch_sentence() -> None:
    found = codes_in_the_code()
    assert {"advies.published", "lidmaatschap.removed", "agendapunt.added"} <= found
    assert found - {action.code for action in words.actions()} == set(), (
        "say these in the logwoorden.py of their app"
    )


def test_every_sentence_can_be_said_without_its_data() -> None:
    for action in words.actions():
        assert words.text_of(action.code, {}, {})
        assert len(action.code) <= 60


def shown(client: Client, **filters: Any) -> list[str]:
    """Return the texts on the first page of the log."""
    return [line.text for line in client.get(LOG, filters).context["lines"]]


def test_role_change_publication_export_and_impersonation_are_in_the_log(
    beheerder: Deelnemer, deelnemer: Deelnemer, client_of: Any
) -> None:
    services.set_network_roles(
        actor=beheerder, person=deelnemer, is_redacteur=True, is_beheerder=False
    )
    client = client_of(beheerder)
    record(actor=beheerder, action="advies.published", subject=deelnemer)
    assert client.post(CSV).status_code == 200
    assert shown(client) == [
        "Logboek gedownload",
        "Advies gepubliceerd",
        "Rollen in het netwerk: redacteur erbij",
    ]


def test_filter_by_period_person_kind_and_action(
    beheerder: Deelnemer, deelnemer: Deelnemer, organisator: Deelnemer, client_of: Any
) -> None:
    services.deactivate(actor=beheerder, person=deelnemer)
    record(actor=organisator, action="casus.created", subject=CasusFactory(), visibility="group")
    client = client_of(beheerder)
    assert len(shown(client)) == 2
    assert shown(client, wie=organisator.last_name) == [
        "Casus ingebracht, voor alleen de casusgroep"
    ]
    assert shown(client, over=deelnemer.email) == ["Account uitgezet"]
    assert shown(client, persoon=deelnemer.pk) == ["Account uitgezet"]
    assert shown(client, handeling="deelnemer.deactivated") == ["Account uitgezet"]
    casus_type = str(AuditEvent.objects.get(action="casus.created").subject_type_id)
    assert shown(client, soort=casus_type) == ["Casus ingebracht, voor alleen de casusgroep"]
    assert shown(client, van="2099-01-01") == []
    assert shown(client, tot="2020-01-01") == []
    assert len(shown(client, van="geen datum", persoon="x")) == 2


def test_a_day_of_the_filter_is_a_day_in_the_netherlands(
    beheerder: Deelnemer, client_of: Any
) -> None:
    from django.utils import timezone

    record(actor=beheerder, action="casus.created")
    today = f"{timezone.localdate():%Y-%m-%d}"
    assert len(shown(client_of(beheerder), van=today, tot=today)) == 1
    from netwerk.kern.audit.forms import _midnight

    assert _midnight(datetime(2026, 7, 1).date()) == datetime(2026, 6, 30, 22, tzinfo=UTC)


def test_title_of_a_closed_casus_is_not_in_the_log(
    beheerder: Deelnemer, community: Community, client_of: Any
) -> None:
    closed: Casus = CasusFactory(community=community, title="Geheime kanarievogel")
    open_one: Casus = CasusFactory(title="Openbare mus", visibility=Visibility.PUBLIC)
    for casus in (closed, open_one):
        record(actor=beheerder, action="casus.withdrawn", subject=casus)
    client = client_of(beheerder)
    page = client.get(LOG).content.decode()
    table = b"".join(client.post(CSV).streaming_content).decode()  # type: ignore[attr-defined]
    for text in (page, table):
        assert "kanarievogel" not in text
        assert f"casus {closed.pk}" in text
        assert "Openbare mus" in text


def test_csv_holds_what_the_filter_lets_through_and_is_itself_logged(
    beheerder: Deelnemer, deelnemer: Deelnemer, client_of: Any
) -> None:
    services.deactivate(actor=beheerder, person=deelnemer)
    record(actor=None, action="casus.created")
    answer = client_of(beheerder).post(f"{CSV}?handeling=deelnemer.deactivated")
    rows = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()
    assert len(rows) == 2
    assert "Account uitgezet" in rows[1]
    last = AuditEvent.objects.order_by("pk").last()
    assert last is not None
    assert (last.action, last.data) == ("logboek.exported", {"filters": ["handeling"]})


def test_names_in_the_csv_do_not_run(beheerder: Deelnemer, client_of: Any) -> None:
    actor = DeelnemerFactory(first_name="=1+1", last_name="Voorbeeld")
    record(actor=actor, action="casus.created")
    answer = client_of(beheerder).post(CSV)
    assert "'=1+1 Voorbeeld" in b"".join(answer.streaming_content).decode()


def test_1_and_50_lines_take_the_same_number_of_queries(
    beheerder: Deelnemer, community: Community, client_of: Any
) -> None:
    def line() -> None:
        person = LidmaatschapFactory(community=community).deelnemer
        actor = DeelnemerFactory()
        record(
            actor=actor,
            action="lidmaatschap.added",
            subject=person,
            community=community.pk,
            role=str(Role.MEMBER),
        )
        record(actor=actor, action="casus.part_given", subject=CasusFactory(), person=person.pk)

    client = client_of(beheerder)
    line()
    client.get(LOG)
    with CaptureQueriesContext(connection) as few:
        client.get(LOG)
    for _ in range(30):
        line()
    with CaptureQueriesContext(connection) as many:
        page = client.get(LOG)
    assert len(page.context["lines"]) == 50
    assert len(few) == len(many)


def test_log_says_only_the_number_of_what_is_gone() -> None:
    casus = CasusFactory()
    event = record(actor=None, action="casus.withdrawn", subject=casus)
    [line] = lines.in_words([event], DeelnemerFactory(is_beheerder=True))
    assert (line.actor, line.about) == ("Het systeem", f"casus {casus.pk}")
