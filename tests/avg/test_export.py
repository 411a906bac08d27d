"""A copy of one's own data: all of it, nothing of anybody else, and only once."""

import json
import re
import zipfile
from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.utils import timezone

from communities.models import Deelnemer
from netwerk.kern import bestanden
from netwerk.kern.audit.models import AuditEvent
from netwerk.kern.avg import kopie, services
from netwerk.kern.avg.models import ExportState, Gegevensexport
from netwerk.kern.avg.werk import copy_step, work
from netwerk.kern.personal_data import personal_entries
from tests.avg.conftest import EMAIL, NAME, PHONE
from tests.factories import PASSWORD, DeelnemerFactory, ReactieFactory
from tests.inloggen import show_who

pytestmark = pytest.mark.django_db
SECRET = "Woorden van een ander: kanarievogel"


def zip_of(response: Any) -> zipfile.ZipFile:
    return zipfile.ZipFile(BytesIO(b"".join(response.streaming_content)))


def made_for(person: Deelnemer, client_of: Any, background: Callable[[], None]) -> zipfile.ZipFile:
    client = client_of(person)
    assert client.post("/mijn/gegevens/kopie/").status_code == 302
    background()
    person.set_unusable_password()
    person.save()
    client = show_who(client_of(person))
    return zip_of(client.post("/mijn/gegevens/ophalen/"))


def test_copy_has_all_own_items_as_json_and_readable_html(
    person: Deelnemer, traces: dict[str, Any], client_of: Any, background: Callable[[], None]
) -> None:
    archive = made_for(person, client_of, background)
    data = json.loads(archive.read("gegevens.json"))
    rows = {part["soort"]: part["rijen"] for part in data["onderdelen"]}
    expected = {
        entry.model._meta.label
        for entry in personal_entries()
        if any(field.in_export for field in entry.fields.values())
        and not hasattr(entry.model, "pgh_obj")
    }
    assert set(rows) == expected
    [account] = rows["communities.Deelnemer"]
    assert (account["email"], account["phone"]) == (EMAIL, PHONE)
    assert account["expertise"] == ["Zwaluwstaarten tellen"]
    assert "password" not in account
    assert [row["body"] for row in rows["communities.Reactie"] if row["body"]] == [
        f"Ik ben {NAME}."
    ]
    assert rows["bijeenkomsten.Aanmelding"][0]["needs"] == f"Dieet van {NAME}"
    assert [row["note"] for row in rows["handboek.Lijstitem"]] == [f"Vraag {NAME}."]
    for label in ("casussen.Casus", "handboek.Les", "communities.Akkoord", "berichten.Preference"):
        assert rows[label], label
    page = archive.read("leesmij/index.html").decode()
    assert '<h2 id="deel-0">Deelnemers</h2>' in page
    assert '<a href="#deel-0">Deelnemers</a>' in page
    assert set(re.findall(r'href="#(deel-\d+)"', page)) == set(re.findall(r'id="(deel-\d+)"', page))
    assert "<dt>telefoonnummer</dt>" in page
    assert 'href="../gegevens.json"' in page
    assert 'href="stijl.css"' in page
    assert "<style" not in page
    assert archive.read("leesmij/stijl.css")
    assert "<dd>Kopie van gegevens gevraagd</dd>" in page
    assert "gegevensexport.requested" not in page
    assert "<dt>soort onderwerp</dt>" in page
    assert " | " not in page  # how Django writes the name of a model
    photo = account["photo"]
    assert archive.read(photo) == b"foto van Zwaluwstaart"
    assert f'href="../{photo}"' in page


def test_copy_holds_no_words_or_names_of_others(
    person: Deelnemer,
    traces: dict[str, Any],
    organisator: Deelnemer,
    client_of: Any,
    background: Any,
) -> None:
    organisator.last_name = "Kanarievogel"
    organisator.save()
    own = person.reacties.filter(body__startswith="Ik ben").get()
    theirs = ReactieFactory(gesprek=own.gesprek, author=organisator, parent=own, body=SECRET)
    ReactieFactory(gesprek=own.gesprek, author=person, parent=theirs, body="Mijn antwoord")
    archive = made_for(person, client_of, background)
    for name in ("gegevens.json", "leesmij/index.html"):
        text = archive.read(name).decode()
        assert "kanarievogel" not in text.lower()
        assert "vriend@voorbeeld.nl" not in text, "whom you invited is about somebody else"
        assert organisator.email not in text
        assert "Dag Zonnebloem" not in text


def test_mail_says_that_it_is_ready_and_the_link_works_once(
    person: Deelnemer, client_of: Any, background: Callable[[], None], files: Path
) -> None:
    archive = made_for(person, client_of, background)
    assert archive.testzip() is None
    [letter] = mail.outbox
    assert letter.subject == "De kopie van je gegevens staat klaar"
    assert "/mijn/gegevens/" in letter.body
    assert PHONE not in letter.body
    client = show_who(client_of(person))
    again = client.post("/mijn/gegevens/ophalen/", follow=True)
    assert "Deze kopie is er niet meer" in again.content.decode()
    export = Gegevensexport.objects.get()
    assert (export.state, export.file.name) == (ExportState.FETCHED, "")
    actions = AuditEvent.objects.filter(action__startswith="gegevensexport")
    assert sorted(actions.values_list("action", flat=True)) == [
        "gegevensexport.fetched",
        "gegevensexport.ready",
        "gegevensexport.requested",
    ]


def test_opening_the_page_of_the_mail_spends_nothing(
    person: Deelnemer, client_of: Any, background: Callable[[], None]
) -> None:
    services.request_export(actor=person)
    background()
    client = client_of(person)
    for _ in range(2):
        assert "Haal je kopie op" in client.get("/mijn/gegevens/").content.decode()
    assert client.get("/mijn/gegevens/ophalen/").status_code == 405
    assert Gegevensexport.objects.get().state == ExportState.READY


def test_fetching_asks_for_the_password_again(
    person: Deelnemer, client_of: Any, background: Callable[[], None]
) -> None:
    services.request_export(actor=person)
    background()
    client = client_of(person)
    asked = client.post("/mijn/gegevens/ophalen/")
    assert "/account/reauthenticate/" in asked.headers["Location"]
    assert Gegevensexport.objects.get().state == ExportState.READY
    client.post("/account/reauthenticate/", {"password": PASSWORD})
    assert zip_of(client.post("/mijn/gegevens/ophalen/")).testzip() is None


def test_nobody_fetches_the_copy_of_another(
    person: Deelnemer, beheerder: Deelnemer, client_of: Any, background: Callable[[], None]
) -> None:
    services.request_export(actor=person)
    background()
    client = show_who(client_of(beheerder))
    assert client.post("/mijn/gegevens/ophalen/").status_code == 302
    assert "Haal je kopie op" not in client.get("/mijn/gegevens/").content.decode()
    export = Gegevensexport.objects.get()
    assert export.state == ExportState.READY
    assert client.get(f"/media/{export.file.name}").status_code == 404


def test_one_copy_at_a_time_and_three_a_day(person: Deelnemer, files: Path) -> None:
    for _ in range(3):
        services.request_export(actor=person)
        with pytest.raises(ValidationError, match="al gemaakt"):
            services.request_export(actor=person)
        Gegevensexport.objects.update(state=ExportState.FETCHED)
    with pytest.raises(ValidationError, match="Probeer het morgen"):
        services.request_export(actor=person)
    Gegevensexport.objects.update(requested_at=timezone.now() - timedelta(days=1, minutes=1))
    services.request_export(actor=person)


def test_a_copy_goes_on_where_a_process_died(
    person: Deelnemer, monkeypatch: pytest.MonkeyPatch, background: Callable[[], None]
) -> None:
    export = services.request_export(actor=person)
    for _ in range(5):
        assert copy_step(timezone.now())
    with monkeypatch.context() as broken:
        broken.setattr(kopie, "write_part", lambda export, number: 1 / 0)
        copy_step(timezone.now())
    export.refresh_from_db()
    assert (export.step, export.attempts, export.state) == (5, 1, ExportState.BUSY)
    assert 0 < export.progress < 100
    Gegevensexport.objects.update(due_at=timezone.now())
    background()
    export.refresh_from_db()
    assert (export.state, export.progress) == (ExportState.READY, 100)
    assert list(bestanden.names(kopie.folder_of(export))) == []


def test_a_copy_that_keeps_failing_says_so(
    person: Deelnemer, client_of: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    services.request_export(actor=person)
    monkeypatch.setattr(kopie, "write_part", lambda export, number: 1 / 0)
    for _ in range(5):
        work(seconds=5)
        Gegevensexport.objects.update(due_at=timezone.now())
    assert Gegevensexport.objects.get().state == ExportState.FAILED
    page = client_of(person).get("/mijn/gegevens/").content.decode()
    assert "Je kopie is niet gelukt" in page
    assert "Maak een kopie van mijn gegevens" in page


def test_page_says_what_is_kept_why_and_how_long(client_of: Any, db: None) -> None:
    page = client_of(DeelnemerFactory()).get("/mijn/gegevens/").content.decode()
    for words in ("Om in te loggen en je mail te sturen", "30 dagen na de bijeenkomst"):
        assert words in page
