"""Two adviezen that belong together, or that sometimes clash."""

import pytest
from django.contrib.messages import get_messages
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from handboek import services
from handboek.models import AdviesVerband
from handboek.services.verbanden import SAME
from netwerk.kern.audit.models import AuditEvent

DESK = "/handboek/redactie/"
WHY = "Het een gaat snel, het ander zorgvuldig."


def tie(client, advies, other, kind="tension", why=WHY):
    data = {"ander": other.number, "verband": kind, "uitleg": why}
    return client.post(f"{DESK}{advies.number}/verbanden/", data)


@pytest.mark.parametrize(
    ("kind", "heading"), [("tension", "Botst soms met"), ("related", "Hoort hierbij")]
)
def test_both_pages_show_it(client, client_of, redacteur, make_advies, kind, heading) -> None:
    """Row 84."""
    first, second = make_advies(), make_advies()
    tie(client_of(redacteur), second, first, kind)
    for advies, other in ((first, second), (second, first)):
        page = client.get(advies.get_absolute_url()).content.decode()
        assert heading in page
        assert other.get_absolute_url() in page
        assert WHY in page


def test_a_draft_at_the_other_end_is_shown_to_redacteuren_only(
    client, client_of, redacteur, make_advies, deelnemer
) -> None:
    advies, draft = make_advies(), make_advies(title="Geheim nog even alles")
    services.withdraw_advies(actor=redacteur, advies=draft, reason="Vergissing.")
    tie(client_of(redacteur), advies, draft)
    for reader in (client, client_of(deelnemer)):
        page = reader.get(advies.get_absolute_url()).content.decode()
        assert "Geheim nog even alles" not in page
        assert WHY not in page
    assert WHY in client_of(redacteur).get(f"{DESK}{advies.number}/").content.decode()


def test_saying_it_again_changes_the_one_row(client_of, redacteur, make_advies) -> None:
    first, second = make_advies(), make_advies()
    client = client_of(redacteur)
    tie(client, first, second)
    tie(client, second, first, "related", "Toch niet.")
    row = AdviesVerband.objects.get()
    assert (row.one, row.other, row.kind, row.explanation) == (
        first,
        second,
        "related",
        "Toch niet.",
    )
    client.post(f"{DESK}{second.number}/verbanden/{row.pk}/los/")
    assert AdviesVerband.objects.exists() is False
    assert list(AuditEvent.objects.order_by("-pk").values_list("action", flat=True)[:2]) == [
        "advies.untied",
        "advies.tied",
    ]


def test_the_database_keeps_one_row_for_a_pair(make_advies) -> None:
    first, second = make_advies(), make_advies()
    with pytest.raises(IntegrityError, match="verband_in_order"), transaction.atomic():
        AdviesVerband.objects.create(one=second, other=first, kind="related", explanation="x")


@pytest.mark.parametrize(
    ("number", "why", "complaint"),
    [
        ("9999999", WHY, "Er is geen advies met dit nummer."),
        ("", WHY, "Vul het nummer van het andere advies in."),
        ("own", WHY, SAME),
        ("own", "", "Leg het verband uit in één zin."),
    ],
)
def test_bad_input_is_said(client_of, redacteur, make_advies, number, why, complaint) -> None:
    advies = make_advies()
    data = {
        "ander": advies.number if number == "own" else number,
        "verband": "related",
        "uitleg": why,
    }
    answer = client_of(redacteur).post(f"{DESK}{advies.number}/verbanden/", data)
    assert [str(message) for message in get_messages(answer.wsgi_request)] == [complaint]
    assert AdviesVerband.objects.exists() is False


def test_the_page_takes_the_same_queries_for_1_and_20(client, redacteur, make_advies) -> None:
    advies = make_advies()

    def add(number: int) -> None:
        for _ in range(number):
            services.tie_adviezen(
                actor=redacteur, advies=advies, other=make_advies(), kind="related", explanation=WHY
            )

    def count() -> int:
        client.get(advies.get_absolute_url())
        with CaptureQueriesContext(connection) as captured:
            client.get(advies.get_absolute_url())
        return len(captured)

    add(1)
    few = count()
    add(19)
    assert count() == few
