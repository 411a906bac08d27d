"""The statement about accessibility: honest before there is one, and not too old."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from communities.enums import Naleving
from communities.models import Deelnemer, Toegankelijkheidsverklaring
from netwerk.kern.audit.models import AuditEvent

pytestmark = pytest.mark.django_db
ClientOf = Callable[[Deelnemer | None], Client]
PAGE, SCREEN = "/toegankelijkheid/", "/beheer/toegankelijkheid/"
REGISTER = "https://www.toegankelijkheidsverklaring.nl/register/12345"


def stated(**changes: Any) -> Toegankelijkheidsverklaring:
    """Keep a statement of status B, of today."""
    today = timezone.localdate()
    fields = {"status": "B", "stated_on": today, "audited_on": today} | changes
    return Toegankelijkheidsverklaring.objects.create(**fields)


def send(client: Client, **changes: str) -> Any:
    """Send the form as it stands on the screen, with these changes."""
    form = client.get(SCREEN).context["form"]
    sent = {name: str(form[name].value() or "") for name in form.fields} | changes
    return client.post(SCREEN, sent)


def years_ago(years: int) -> date:
    """Return the day of yesterday, so many years ago."""
    today = timezone.localdate()
    return date(today.year - years, today.month, 1) - timedelta(days=1)


def test_before_there_is_a_statement_the_page_says_so(client: Client) -> None:
    page = client.get(PAGE).text
    assert "Er is nog geen officiële verklaring (status E)." in page
    assert "EN 301 549" in page
    assert "WCAG 2.2" in page
    assert "Nationale ombudsman" in page
    assert "College voor de Rechten van de Mens" in page
    assert "Binnen drie weken" in page
    assert "Nog niet gedaan" in page
    assert "toegankelijkheidsverklaring.nl" not in page


def test_what_a_beheerder_states_everybody_reads_and_the_log_keeps(
    client: Client, beheerder: Deelnemer, client_of: ClientOf
) -> None:
    today = timezone.localdate()
    answer = send(
        client_of(beheerder),
        status="B",
        stated_on=today.isoformat(),
        audited_on="2026-01-05",
        auditor="Bureau Proef",
        register_url=REGISTER,
        shortcomings="## Kaart\n\nDe kaart leest niet goed voor. We maken in mei een lijst.",
    )
    assert (answer.status_code, answer.headers["Location"]) == (302, PAGE)
    page = client.get(PAGE).text
    assert "voldoet gedeeltelijk (status B)" in page
    assert f'href="{REGISTER}"' in page
    assert "5 januari 2026, door Bureau Proef" in page
    assert "<h3>Kaart</h3>" in page
    line = AuditEvent.objects.get(action="toegankelijkheid.stated")
    assert (line.actor_id, line.data["status"]) == (beheerder.pk, "B")
    assert line.data["stated_on"] == today.isoformat()
    assert "Kaart" not in str(line.data)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"status": "D"}, "stated_on"),
        ({"status": "A", "stated_on": "2026-01-05"}, "audited_on"),
        ({"status": "C", "stated_on": "2026-01-05"}, "shortcomings"),
        ({"status": "D", "stated_on": "2999-01-05"}, "stated_on"),
        ({"status": "D", "stated_on": "gisteren"}, "stated_on"),
        ({"status": "Z", "stated_on": "2026-01-05"}, "status"),
        ({"register_url": "javascript:alert(1)"}, "register_url"),
        ({"register_url": "http://voorbeeld.nl/"}, "register_url"),
        ({"shortcomings": "x" * 20_001}, "shortcomings"),
    ],
)
def test_what_does_not_hold_together_is_said_at_the_field_and_kept_as_typed(
    changes: dict[str, str], field: str, beheerder: Deelnemer, client_of: ClientOf
) -> None:
    answer = send(client_of(beheerder), auditor="Bureau Proef", **changes)
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert "Bureau Proef" in answer.text
    assert "<title>Fout: " in answer.text
    assert not Toegankelijkheidsverklaring.objects.exists()
    assert not AuditEvent.objects.filter(action="toegankelijkheid.stated").exists()


def test_nobody_writes_over_what_they_never_saw(beheerder: Deelnemer, client_of: ClientOf) -> None:
    client = client_of(beheerder)
    before = client.get(SCREEN).context["form"]["expected"].value()
    stated(shortcomings="De kaart.")
    answer = send(client, status="D", stated_on="2026-01-05", expected=before)
    assert answer.status_code == 422
    assert "Iemand anders heeft de verklaring net veranderd" in answer.text
    assert Toegankelijkheidsverklaring.objects.get().status == "B"


def test_saving_what_stood_there_leaves_no_line(beheerder: Deelnemer, client_of: ClientOf) -> None:
    stated(shortcomings="De kaart.")
    assert send(client_of(beheerder)).status_code == 302
    assert not AuditEvent.objects.filter(action="toegankelijkheid.stated").exists()


def test_days_that_lie_too_far_back_warn_on_pages_of_beheer_and_in_the_hub(
    beheerder: Deelnemer, redacteur: Deelnemer, client_of: ClientOf
) -> None:
    stated(shortcomings="De kaart.", stated_on=years_ago(1), audited_on=years_ago(3))
    old = "De toegankelijkheidsverklaring is ouder dan 12 maanden"
    oldest = "Het onderzoek naar toegankelijkheid is ouder dan 36 maanden"
    hub = client_of(beheerder).get("/beheer/")
    assert {old, oldest} <= {line.text for line in hub.context["attention"]}
    assert hub.text.count(f"<b>{old}") == 0  # once is enough
    page = client_of(beheerder).get("/beheer/voorwaarden/").text
    assert f"<b>{old}.</b>" in page
    assert f"<b>{oldest}.</b>" in page
    assert old not in client_of(redacteur).get("/beheer/nieuws/").text
    Toegankelijkheidsverklaring.objects.update(
        stated_on=timezone.localdate(), audited_on=timezone.localdate()
    )
    assert old not in client_of(beheerder).get(SCREEN).text


def test_the_hub_says_that_there_is_no_statement(beheerder: Deelnemer, client_of: ClientOf) -> None:
    client = client_of(beheerder)
    texts = [line.text for line in client.get("/beheer/").context["attention"]]
    assert "Er is nog geen toegankelijkheidsverklaring" in texts
    assert "ouder dan" not in client.get(SCREEN).text


def test_twelve_months_are_over_on_the_day_after() -> None:
    leap_day = date(2024, 2, 29)
    stated = Toegankelijkheidsverklaring(status=Naleving.NOT, stated_on=leap_day)
    assert not stated.warnings(date(2025, 2, 28))
    assert stated.warnings(date(2025, 3, 1))
    stated.stated_on = date(2025, 5, 4)
    assert not stated.warnings(date(2026, 5, 4))
    assert stated.warnings(date(2026, 5, 5))
    stated.stated_on = None
    assert not stated.warnings(date(2026, 5, 5))


def test_there_is_one_statement_and_it_has_a_day() -> None:
    stated(shortcomings="De kaart.")
    with pytest.raises(IntegrityError), transaction.atomic():
        Toegankelijkheidsverklaring.objects.create(id=2)
    with pytest.raises(IntegrityError), transaction.atomic():
        Toegankelijkheidsverklaring.objects.update(stated_on=None)
