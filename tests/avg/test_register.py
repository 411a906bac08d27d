"""The register of processing follows from the register of personal data, on three pages."""

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from communities.models import Deelnemer
from netwerk.kern.avg import kopie, verwerkingen
from netwerk.kern.avg.veldnamen import LABELS
from netwerk.kern.personal_data import personal_entries
from tests.factories import DeelnemerFactory

pytestmark = pytest.mark.django_db


def test_every_field_about_people_is_in_the_register() -> None:
    lines = [line for part in verwerkingen.register() for line in part.lines]
    shown = {(line.about, label) for line in lines for label in line.data}
    for entry in personal_entries():
        if hasattr(entry.model, "pgh_obj"):
            continue
        about = str(entry.model._meta.verbose_name_plural)
        for name in entry.fields:
            assert (about, verwerkingen._label(entry, name)) in shown, (about, name)


def test_every_field_has_a_dutch_name() -> None:
    unnamed = set()
    for entry in personal_entries():
        if hasattr(entry.model, "pgh_obj"):
            continue
        for field in [*entry.model._meta.concrete_fields, *entry.model._meta.local_many_to_many]:
            given = str(getattr(field, "verbose_name", "")) != field.name.replace("_", " ")
            shown = field.name in entry.fields or kopie._is_shown(entry, field)
            if shown and not given and field.name not in LABELS:
                unnamed.add(field.name)
    assert unnamed == set(), "name these in netwerk/kern/avg/veldnamen.py"


def test_beheerder_reads_and_downloads_it(beheerder: Deelnemer, client_of: Any) -> None:
    client = client_of(beheerder)
    page = client.get("/beheer/verwerkingen/").content.decode()
    assert "Bijeenkomsten plannen en verslaan" in page
    assert "30 dagen na de bijeenkomst" in page
    answer = client.get("/beheer/verwerkingen/csv/")
    table = b"".join(answer.streaming_content).decode()
    assert table.lstrip("\ufeff").startswith("Verwerking;Grondslag;")
    assert "30 dagen na de bijeenkomst" in table


def test_privacy_page_lists_what_and_how_long_per_purpose(db: None) -> None:
    page = Client().get("/privacy/")
    assert page.status_code == 200
    text = page.content.decode()
    for part in verwerkingen.register():
        assert part.processing.label in text
        assert part.lines[0].retention.lower() in text.lower()
    assert not page.cookies


def test_the_day_is_written_once(client_of: Any, django_assert_num_queries: Any) -> None:
    person = DeelnemerFactory(last_seen_on=None)
    client = client_of(person)
    client.get("/mijn/berichten/")
    person.refresh_from_db()
    assert person.last_seen_on == timezone.localdate()
    with django_assert_num_queries(1) as first:
        Deelnemer.objects.filter(pk=person.pk).update(last_seen_on=None)
    assert "UPDATE" in first.captured_queries[0]["sql"]
    assert updates_of(client) == 1
    assert updates_of(client) == 0


def updates_of(client: Client) -> int:
    """Return how many times a page writes the day."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as queries:
        client.get("/mijn/berichten/")
    return sum("UPDATE" in q["sql"] and "last_seen_on" in q["sql"] for q in queries)


def test_a_page_that_is_refused_writes_nothing(client_of: Any) -> None:
    person = DeelnemerFactory(last_seen_on=None)
    assert client_of(person).get("/beheer/verwerkingen/").status_code == 403
    person.refresh_from_db()
    assert person.last_seen_on is None
