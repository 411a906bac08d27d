"""The register of breaches: the clock of 72 hours, a reason for what came late, and the log."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from time_machine import travel

from communities.models import Deelnemer
from netwerk.kern.audit.models import AuditEvent
from netwerk.kern.verantwoording.models import Besluit, Datalek
from tests.factories import DatalekFactory

pytestmark = pytest.mark.django_db
LIST = "/beheer/datalekken/"
NEW = "/beheer/datalekken/nieuw/"
NOTICED = datetime(2027, 3, 1, 9, 0, tzinfo=UTC)  # ten o'clock in the Netherlands
FACTS = {
    "title": "Lijst naar de verkeerde groep",
    "noticed_at": "2027-03-01T10:00",
    "noticed_how": "een deelnemer",
    "what": "Een lijst ging naar de verkeerde groep.",
    "people": "Ongeveer 40 deelnemers.",
    "data": "Namen en e-mailadressen.",
    "authority": "open",
    "people_told": "open",
}


def send(client: Any, path: str, **more: str) -> Any:
    """Post what a beheerder knows, with the mark that stands in the form."""
    mark = client.get(path).context["form"].initial.get("expected", "")
    return client.post(path, FACTS | {"expected": mark} | more)


@pytest.mark.parametrize(
    ("hours", "words", "at_the_door"),
    [
        (1, "Nog 71 uur om te melden", "nog 71 uur om te melden"),
        (71.5, "Nog 0 uur om te melden", "nog 0 uur om te melden"),
        (74, "2 uur te laat. Meld het alsnog.", "de 72 uur zijn voorbij: meld het alsnog"),
        (72 + 47, "47 uur te laat. Meld het", "de 72 uur zijn voorbij: meld het alsnog"),
        (72 + 170, "7 dagen te laat. Meld het", "de 72 uur zijn voorbij: meld het alsnog"),
    ],
)
def test_the_clock_says_how_much_time_is_left(
    beheerder: Deelnemer, client_of: Any, hours: float, words: str, at_the_door: str
) -> None:
    with travel(NOTICED + timedelta(hours=hours), tick=False):
        found = DatalekFactory(noticed_at=NOTICED, created_by=beheerder)
        client = client_of(beheerder)
        assert words in client.get(LIST).content.decode()
        assert words in client.get(f"{LIST}{found.pk}/").content.decode()
        texts = [line.text for line in client.get("/beheer/").context["attention"]]
        tasks = client.get("/mijn/").context["tasks"]
    assert f"1 datalek is nog niet afgehandeld ({at_the_door})" in texts
    assert [words in task.text for task in tasks if task.kind == "Datalek"] == [True]


def test_what_must_be_reported_first_stands_first_and_only_before_a_beheerder(
    beheerder: Deelnemer, redacteur: Deelnemer, client_of: Any
) -> None:
    with travel(NOTICED + timedelta(hours=21), tick=False):
        new = DatalekFactory(noticed_at=NOTICED + timedelta(hours=20), created_by=beheerder)
        old = DatalekFactory(noticed_at=NOTICED, created_by=beheerder)
        DatalekFactory(
            noticed_at=NOTICED - timedelta(days=9),
            created_by=beheerder,
            authority=Besluit.NOT_NEEDED,
            authority_reason="Er stonden geen namen in.",
        )
        client = client_of(beheerder)
        tasks = [each for each in client.get("/mijn/").context["tasks"] if each.kind == "Datalek"]
        texts = [line.text for line in client.get("/beheer/").context["attention"]]
        assert new.title not in client_of(redacteur).get("/mijn/").text
    assert [each.title for each in tasks[:2]] == [old.title, new.title]
    assert tasks[2].text == (
        "Nog in te vullen: of mensen het moeten weten, de gevolgen, de maatregelen."
    )
    assert "3 datalekken zijn nog niet afgehandeld (nog 51 uur om te melden)" in texts


def test_it_asks_for_attention_until_consequences_and_measures_are_written(
    beheerder: Deelnemer, client_of: Any
) -> None:
    found = DatalekFactory(
        created_by=beheerder,
        authority=Besluit.NOT_NEEDED,
        authority_reason="Er stonden geen namen in.",
        people_told=Besluit.TOLD,
    )
    client = client_of(beheerder)

    def asks() -> bool:
        found.refresh_from_db()
        assert found.is_open == Datalek.objects.open().exists()
        lines = client.get("/beheer/").context["attention"]
        return "1 datalek is nog niet afgehandeld" in [line.text for line in lines]

    assert asks()
    Datalek.objects.update(consequences="Mensen krijgen vreemde mail.")
    assert asks()
    Datalek.objects.update(measures="De lijst is opgehaald.")
    assert not asks()


def test_on_paper_stands_until_when_it_had_to_be_reported_with_the_year_and_no_clock(
    beheerder: Deelnemer, client_of: Any
) -> None:
    with travel(NOTICED + timedelta(hours=1), tick=False):
        found = DatalekFactory(noticed_at=NOTICED, created_by=beheerder)
        page = client_of(beheerder).get(f"{LIST}{found.pk}/").text
    assert "Uiterste moment om te melden: 4 maart 2027, 10.00 uur." in page
    assert "Bekend sinds 1 maart 2027, 10.00 uur." in page
    assert 'class="stand stand--wacht niet-op-papier"' in page


def test_a_breach_is_recorded_filled_in_and_reported(beheerder: Deelnemer, client_of: Any) -> None:
    with travel(NOTICED + timedelta(hours=20), tick=False):
        client = client_of(beheerder)
        made = send(client, NEW)
        found = Datalek.objects.get()
        assert made.url == f"{LIST}{found.pk}/"
        assert found.noticed_at == NOTICED
        more = {"authority": "told", "reported_at": "2027-03-02T05:00", "measures": "Opgevraagd."}
        more["consequences"] = "Mensen krijgen vreemde mail."
        send(client, f"{LIST}{found.pk}/aanpassen/", people_told="told", **more)
        page = client.get(f"{LIST}{found.pk}/").content.decode()
    found.refresh_from_db()
    assert not found.is_open
    assert "Op tijd gemeld" in page
    assert "Opgevraagd." in page
    logged = AuditEvent.objects.filter(action__startswith="datalek.").order_by("pk")
    assert [line.action for line in logged] == ["datalek.recorded", "datalek.changed"]
    fields = ["consequences", "measures", "authority", "reported_at", "people_told"]
    assert logged[1].data == {"fields": fields}
    assert logged[1].actor == beheerder


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"noticed_at": "2027-03-09T10:00"}, "noticed_at"),
        ({"noticed_at": "gisteren"}, "noticed_at"),
        ({"authority": "told"}, "reported_at"),
        ({"authority": "told", "reported_at": "2027-03-01T09:00"}, "reported_at"),
        ({"authority": "told", "reported_at": "2027-03-04T11:00"}, "authority_reason"),
        ({"authority": "not_needed"}, "authority_reason"),
        ({"people_told": "not_needed"}, "people_reason"),
        ({"authority": "misschien"}, "authority"),
    ],
)
def test_what_is_late_or_left_out_needs_a_reason_and_nothing_typed_is_lost(
    beheerder: Deelnemer, client_of: Any, more: dict[str, str], field: str
) -> None:
    with travel(NOTICED + timedelta(days=4), tick=False):
        answer = send(client_of(beheerder), NEW, **more)
    assert answer.status_code == 422
    assert [*answer.context["form"].errors] == [field]
    assert FACTS["what"] in answer.content.decode()
    assert not Datalek.objects.exists()


def test_late_with_a_reason_is_kept_and_shown(beheerder: Deelnemer, client_of: Any) -> None:
    with travel(NOTICED + timedelta(days=4), tick=False):
        more = {"authority": "told", "reported_at": "2027-03-04T11:00"}
        client = client_of(beheerder)
        send(client, NEW, authority_reason="De server stond uit.", **more)
        page = client.get(LIST).content.decode()
    assert "Gemeld, 1 uur te laat" in page


def test_who_was_second_sees_it_and_loses_nothing(beheerder: Deelnemer, client_of: Any) -> None:
    found = DatalekFactory(created_by=beheerder)
    path = f"{LIST}{found.pk}/aanpassen/"
    client = client_of(beheerder)
    mark = client.get(path).context["form"].initial["expected"]
    Datalek.objects.update(measures="De lijst is teruggehaald.")
    noticed = timezone.localtime(found.noticed_at).strftime("%Y-%m-%dT%H:%M")
    typed = FACTS | {"noticed_at": noticed, "measures": "Gebeld.", "expected": mark}
    answer = client.post(path, typed)
    assert answer.status_code == 422
    assert "Iemand anders veranderde dit net" in answer.content.decode()
    assert "Gebeld." in answer.content.decode()
    found.refresh_from_db()
    assert found.measures == "De lijst is teruggehaald."
    again = typed | {"expected": answer.context["form"].data["expected"]}
    assert client.post(path, again).status_code == 302


def test_the_database_keeps_no_report_without_a_moment_or_reason(db: None) -> None:
    with pytest.raises(IntegrityError):
        DatalekFactory(authority=Besluit.TOLD)


def test_the_register_cannot_be_emptied(beheerder: Deelnemer, client_of: Any) -> None:
    found = DatalekFactory(created_by=beheerder)
    for method in ("delete", "put", "patch"):
        answer = getattr(client_of(beheerder), method)(f"{LIST}{found.pk}/")
        assert answer.status_code == 405
    assert Datalek.objects.exists()


def test_1_and_50_breaches_take_the_same_number_of_queries(
    beheerder: Deelnemer, client_of: Any
) -> None:
    client = client_of(beheerder)
    DatalekFactory(created_by=beheerder)
    client.get(LIST)
    with CaptureQueriesContext(connection) as few:
        client.get(LIST)
    DatalekFactory.create_batch(49, created_by=beheerder)
    with CaptureQueriesContext(connection) as many:
        page = client.get(LIST)
    assert page.context["page_obj"].paginator.num_pages == 3
    assert len(few) == len(many)


def test_everything_that_is_written_stands_on_its_page_and_in_its_form(
    beheerder: Deelnemer, client_of: Any
) -> None:
    """A new field of the register joins here by itself."""
    fields = [Datalek._meta.get_field(name) for name in Datalek.WRITTEN]
    words = {
        field.name: f"kanarie-{field.name}"
        for field in fields
        if field.get_internal_type() in {"CharField", "TextField"} and not field.choices
    }
    assert len(words) > 8
    found = DatalekFactory(created_by=beheerder, **words)
    client = client_of(beheerder)
    for path in (f"{LIST}{found.pk}/", f"{LIST}{found.pk}/aanpassen/"):
        page = client.get(path).text
        assert [word for word in words.values() if word not in page] == [], path
