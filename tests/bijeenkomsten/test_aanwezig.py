"""Who was there, apart from who signed up (row 70)."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from bijeenkomsten import services
from bijeenkomsten.models import Aanwezigheid, Bijeenkomst
from netwerk.kern.audit.models import AuditEvent
from tests.factories import (
    AanmeldingFactory,
    BijeenkomstFactory,
    DeelnemerFactory,
    GastFactory,
    LidmaatschapFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting(community: Any) -> Bijeenkomst:
    soon = timezone.now() + timedelta(minutes=50)
    return BijeenkomstFactory(
        community=community, starts_at=soon, ends_at=soon + timedelta(hours=2)
    )


def address(meeting: Bijeenkomst, name: str = "presence") -> str:
    return reverse(f"bijeenkomsten:{name}", args=[meeting.slug])


def tick(client: Any, meeting: Bijeenkomst, key: str, there: str = "ja") -> Any:
    return client.post(address(meeting), {"wie": key, "erbij": there})


def test_presence_stands_apart_from_the_answer_and_can_be_taken_back(
    client_of: Any, organisator: Any, meeting: Bijeenkomst
) -> None:
    mine = AanmeldingFactory(bijeenkomst=meeting, answer="maybe")
    client, key = client_of(organisator), f"deelnemer-{mine.deelnemer_id}"
    for _ in range(3):
        tick(client, meeting, key)
    row = Aanwezigheid.objects.get()
    assert (row.deelnemer_id, row.noted_by) == (mine.deelnemer_id, organisator)
    mine.refresh_from_db()
    assert mine.answer == "maybe"
    tick(client, meeting, key, "nee")
    assert Aanwezigheid.objects.count() == 0
    assert list(AuditEvent.objects.order_by("pk").values_list("action", flat=True)) == [
        "aanwezigheid.noted",
        "aanwezigheid.undone",
    ]


def test_a_press_on_the_button_as_it_is_drawn_is_taken(
    client_of: Any, organisator: Any, community: Any, meeting: Bijeenkomst
) -> None:
    AanmeldingFactory(bijeenkomst=meeting)
    LidmaatschapFactory(community=community, deelnemer=DeelnemerFactory(first_name="Zoë"))
    client = client_of(organisator)
    client.handler.enforce_csrf_checks = True
    html = client.get(address(meeting), {"zoek": "Zoë"}).text
    forms = [form for form in html.split("<form")[1:] if 'name="wie"' in form]
    assert len(forms) == 2  # of who signed up, and of who was found
    for form in forms:
        token, key = (
            re.search(rf'name="{name}"\s+value="([^"]+)"', form)[1]
            for name in ("csrfmiddlewaretoken", "wie")
        )
        posted = {"csrfmiddlewaretoken": token, "wie": key, "erbij": "ja"}
        assert client.post(address(meeting), posted).status_code == 302
    assert Aanwezigheid.objects.count() == 2


def test_who_did_not_sign_up_is_found_among_the_members_only(
    client_of: Any, organisator: Any, community: Any, meeting: Bijeenkomst
) -> None:
    member = DeelnemerFactory(first_name="Zwaantje", last_name="Uniek")
    LidmaatschapFactory(deelnemer=member, community=community)
    stranger = DeelnemerFactory(first_name="Zwaantje", last_name="Vreemd")
    client = client_of(organisator)
    shown = client.get(address(meeting), {"zoek": "zwaantje"}).content.decode()
    assert ("Uniek" in shown, "Vreemd" in shown) == (True, False)
    assert tick(client, meeting, f"deelnemer-{stranger.pk}").status_code == 404
    tick(client, meeting, f"deelnemer-{member.pk}")
    assert Aanwezigheid.objects.get().deelnemer == member


@pytest.mark.parametrize("key", ["", "gast-", "deelnemer-x", "deelnemer-²", "gast-999999999999999"])
def test_nonsense_is_nobody(
    key: str, client_of: Any, organisator: Any, meeting: Bijeenkomst
) -> None:
    assert tick(client_of(organisator), meeting, key).status_code == 404
    assert Aanwezigheid.objects.count() == 0


def test_a_day_before_nobody_can_be_there(client_of: Any, organisator: Any, community: Any) -> None:
    later = BijeenkomstFactory(community=community)
    mine = AanmeldingFactory(bijeenkomst=later)
    tick(client_of(organisator), later, f"deelnemer-{mine.deelnemer_id}")
    assert Aanwezigheid.objects.count() == 0


def test_the_table_holds_guests_too_and_no_needs_and_is_logged(
    client_of: Any, organisator: Any, meeting: Bijeenkomst
) -> None:
    Bijeenkomst.objects.update(visibility="public", guests_welcome=True)
    guest = GastFactory(bijeenkomst=meeting, name="=Gerda Gast", organisation="Buurtbus")
    AanmeldingFactory(bijeenkomst=meeting, deelnemer=None, gast=guest, needs="Een tolk")
    services.note_presence(actor=organisator, bijeenkomst=meeting, gast=guest, present=True)
    answer = client_of(organisator).post(address(meeting, "presence_table"))
    text = b"".join(answer.streaming_content).decode()
    assert "'=Gerda Gast;Buurtbus;ik kom;;ja" in text
    assert "Een tolk" not in text
    assert AuditEvent.objects.filter(action="aanwezigheid.exported").count() == 1


def test_the_list_takes_as_many_queries_for_one_as_for_twenty(
    client_of: Any, organisator: Any, meeting: Bijeenkomst, django_assert_max_num_queries: Any
) -> None:
    client = client_of(organisator)
    for number in (1, 19):
        AanmeldingFactory.create_batch(number, bijeenkomst=meeting)
        with django_assert_max_num_queries(14):
            client.get(address(meeting))
