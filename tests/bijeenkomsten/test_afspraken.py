"""Decisions and action points: written in the minutes, told, carried along, and closed."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from bijeenkomsten import services
from bijeenkomsten.models import Actiepunt, Besluit, Bijeenkomst, VerslagItem
from bijeenkomsten.notifications.afspraken import announce_due_actiepunten
from netwerk.kern.audit.models import AuditEvent
from netwerk.kern.berichten import registry
from netwerk.kern.berichten.models import MessageEvent
from tests.factories import (
    AanmeldingFactory,
    BijeenkomstFactory,
    DeelnemerFactory,
    VerslagFactory,
    VerslagItemFactory,
)

TEXT = "Vraag bij het ministerie of leerplekken meetellen."


@pytest.fixture
def item(community: Any) -> VerslagItem:
    """Return one part of a draft, of a meeting of three days ago."""
    begin = timezone.now() - timedelta(days=3)
    meeting = BijeenkomstFactory(
        slug="geweest", community=community, starts_at=begin, ends_at=begin + timedelta(hours=2)
    )
    return VerslagItemFactory(verslag=VerslagFactory(bijeenkomst=meeting))


def punt(item: VerslagItem, owner: Any, **given: Any) -> Actiepunt:
    fields = {"due_on": timezone.localdate() + timedelta(days=7), "text": TEXT} | given
    return Actiepunt.objects.create(
        bijeenkomst=item.verslag.bijeenkomst,
        agendapunt=item.agendapunt,
        owner=owner,
        noted_by=owner,
        **fields,
    )


def html(client: Any, address: str) -> str:
    return str(client.get(address).content.decode())


def verslag(name: str, *args: Any) -> str:
    return reverse(f"bijeenkomsten:{name}", args=["geweest", *args])


def test_a_decision_is_written_changed_and_taken_out_until_the_minutes_are_final(
    client_of: Any, organisator: Any, item: VerslagItem
) -> None:
    boss = client_of(organisator)
    boss.post(verslag("besluit_add", item.pk), {"text": "We gaan door."})
    besluit = Besluit.objects.get()
    assert "We gaan door." in html(boss, verslag("verslag"))
    change = verslag("besluit_change", item.pk, besluit.pk)
    boss.post(change, {"text": "We stoppen."})
    assert "We stoppen." in html(boss, verslag("verslag"))
    services.finalise_verslag(actor=organisator, verslag=item.verslag, visibility="community")
    assert boss.post(change, {"weg": "ja"}).status_code == 403
    with pytest.raises(services.BijeenkomstError, match="vastgesteld"):
        services.remove_besluit(actor=organisator, item=item, besluit=besluit)
    assert Besluit.objects.get().text == "We stoppen."


def test_an_action_point_is_given_to_a_member_who_is_told(
    client_of: Any, organisator: Any, deelnemer: Any, ander_lid: Any, item: VerslagItem
) -> None:
    boss, add = client_of(organisator), verslag("actiepunt_add", item.pk)
    due = timezone.localdate() + timedelta(days=7)
    boss.post(add, {"text": TEXT, "owner": ander_lid.pk, "due_on": due})
    assert not Actiepunt.objects.exists()
    boss.post(add, {"text": TEXT, "owner": deelnemer.pk, "due_on": due - timedelta(days=9)})
    assert not Actiepunt.objects.exists()
    boss.post(add, {"text": TEXT, "owner": deelnemer.pk, "due_on": due})
    assert TEXT in html(boss, verslag("verslag"))
    event = MessageEvent.objects.get(kind="actiepunt.given")
    assert list(registry.get("actiepunt.given").recipients(event)) == [deelnemer]


def test_open_action_points_stand_on_the_dashboard_until_they_are_closed(
    client_of: Any, deelnemer: Any, organisator: Any, item: VerslagItem
) -> None:
    made = punt(item, deelnemer)
    mine, other = client_of(deelnemer), client_of(organisator)
    assert (TEXT in html(mine, "/mijn/"), TEXT in html(other, "/mijn/")) == (True, False)
    mine.post(made.get_absolute_url(), {"state": "done", "outcome": "Ze tellen mee."})
    made.refresh_from_db()
    assert (made.state, made.closed_by) == ("done", deelnemer)
    assert TEXT not in html(mine, "/mijn/")
    assert "Ze tellen mee." in html(mine, "/mijn/actiepunten/?stand=gesloten")


def test_open_points_come_back_at_the_next_meeting_only_for_who_may_read_them(
    client_of: Any, deelnemer: Any, ander_lid: Any, community: Any, item: VerslagItem
) -> None:
    made = punt(item, deelnemer)
    begin = timezone.now() + timedelta(days=5)
    following, later = (
        BijeenkomstFactory(
            community=community,
            visibility="public",
            starts_at=begin + timedelta(days=days),
            ends_at=begin + timedelta(days=days, hours=2),
        )
        for days in (0, 30)
    )
    member, outside = client_of(deelnemer), client_of(ander_lid)
    shown = [
        TEXT in html(client, meeting.get_absolute_url())
        for client, meeting in ((member, following), (member, later), (outside, following))
    ]
    assert shown == [True, False, False]
    services.close_actiepunt(actor=deelnemer, actiepunt=made, state="dropped", outcome="Kan niet.")
    assert TEXT not in html(member, following.get_absolute_url())


def test_dropping_asks_for_a_reason_and_closing_happens_once(
    client_of: Any, deelnemer: Any, item: VerslagItem
) -> None:
    made = punt(item, deelnemer)
    client = client_of(deelnemer)
    answer = client.post(made.get_absolute_url(), {"state": "dropped", "outcome": ""})
    assert "Schrijf op waarom het niet meer hoeft." in answer.content.decode()
    services.close_actiepunt(actor=deelnemer, actiepunt=made, state="done", outcome="")
    with pytest.raises(services.BijeenkomstError, match="al gesloten"):
        services.close_actiepunt(actor=deelnemer, actiepunt=made, state="done", outcome="")


def test_moving_the_day_says_who_did_it_and_a_screen_that_is_behind_changes_nothing(
    deelnemer: Any, organisator: Any, item: VerslagItem
) -> None:
    made = punt(item, deelnemer)
    later = made.due_on + timedelta(days=7)
    given = {"actiepunt": made, "text": TEXT, "owner": deelnemer, "version": 1}
    services.change_actiepunt(actor=organisator, due_on=later, **given)
    event = AuditEvent.objects.get(action="actiepunt.moved")
    assert (event.actor, event.data["day"]) == (organisator, later.isoformat())
    with pytest.raises(services.BijeenkomstError, match="net"):
        services.change_actiepunt(actor=deelnemer, due_on=made.due_on, **given)


def test_once_the_minutes_are_final_an_action_point_moves_and_says_the_same(
    client_of: Any, deelnemer: Any, item: VerslagItem
) -> None:
    made = punt(item, deelnemer)
    item.verslag.state = "final"
    item.verslag.save()
    later = made.due_on + timedelta(days=7)
    client, address = client_of(deelnemer), verslag("actiepunt_change", made.pk)
    page = html(client, address)
    assert f"<b>{TEXT}</b>" in page
    assert "Deze tekst blijft dus zo." in page
    assert 'name="text"' not in page
    typed = {"text": "Doe niets.", "owner": deelnemer.pk, "due_on": later, "version": 1}
    assert client.post(address, typed).status_code == 302
    made.refresh_from_db()
    assert (made.text, made.due_on) == (TEXT, later)
    given = {"owner": deelnemer, "due_on": later, "version": 2}
    with pytest.raises(services.BijeenkomstError, match="vastgesteld"):
        services.change_actiepunt(actor=deelnemer, actiepunt=made, text="Doe niets.", **given)


@pytest.mark.parametrize(
    ("utc", "told"),
    [
        (datetime(2027, 7, 1, 4, 59, tzinfo=UTC), 0),  # 6.59 in summer
        (datetime(2027, 7, 1, 5, 0, tzinfo=UTC), 1),
        (datetime(2027, 12, 1, 5, 59, tzinfo=UTC), 0),  # 6.59 in winter
        (datetime(2027, 12, 1, 6, 0, tzinfo=UTC), 1),
    ],
)
def test_on_the_day_itself_at_seven_who_does_it_is_reminded_once(
    utc: datetime, told: int, deelnemer: Any, item: VerslagItem, monkeypatch: Any
) -> None:
    punt(item, deelnemer, due_on=utc.date())
    punt(item, deelnemer, due_on=utc.date(), state="done", closed_at=utc)
    punt(item, deelnemer, due_on=utc.date() + timedelta(days=1))
    monkeypatch.setattr(timezone, "now", lambda: utc)
    for _ in range(3):  # also after a restart
        announce_due_actiepunten()
    assert MessageEvent.objects.filter(kind="actiepunt.due").count() == told


def test_lists_take_as_many_queries_for_one_point_as_for_thirty(
    client_of: Any, deelnemer: Any, community: Any, item: VerslagItem
) -> None:
    client = client_of(deelnemer)
    addresses = [
        reverse("mijn_actiepunten"),
        reverse("bijeenkomsten:actiepunten", args=[community.slug]),
    ]
    punt(item, deelnemer)
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as found:
            for address in addresses:
                assert TEXT in html(client, address)
        counts.append(len(found))
        for _ in range(29):
            punt(item, deelnemer)
    assert counts[0] == counts[1]


def test_who_wrote_an_action_point_takes_it_away_while_the_minutes_are_a_draft(
    client_of: Any, organisator: Any, deelnemer: Any, item: VerslagItem
) -> None:
    row = punt(item, deelnemer)
    Actiepunt.objects.filter(pk=row.pk).update(noted_by=organisator)
    boss, other = client_of(organisator), client_of(deelnemer)
    gone = verslag("actiepunt_remove", row.pk)
    assert ("Haal het actiepunt weg" in html(boss, row.get_absolute_url())) is True
    assert ("Haal het actiepunt weg" in html(other, row.get_absolute_url())) is False
    assert other.post(gone).status_code == 403
    item.verslag.state = "check"
    item.verslag.save()
    assert boss.post(gone).status_code == 403
    with pytest.raises(services.BijeenkomstError, match="al nagekeken"):
        services.remove_actiepunt(actor=organisator, actiepunt=row)
    assert Actiepunt.objects.exists()
    item.verslag.state = "draft"
    item.verslag.save()
    boss.post(gone)
    assert not Actiepunt.objects.exists()


def test_who_is_not_in_the_network_gets_no_list_of_members_to_give_a_point_to(
    client_of: Any, organisator: Any, deelnemer: Any, item: VerslagItem
) -> None:
    meeting = item.verslag.bijeenkomst
    Bijeenkomst.objects.filter(pk=meeting.pk).update(visibility="public")
    outsider = DeelnemerFactory()
    AanmeldingFactory(bijeenkomst=meeting, deelnemer=outsider)
    item.agendapunt.owner = outsider  # writes this part of the minutes
    item.agendapunt.save()
    row = punt(item, outsider)
    form = verslag("actiepunt_add", item.pk)
    for address in (form, verslag("actiepunt_change", row.pk)):
        shown = html(client_of(outsider), address)
        assert str(outsider) in shown
        assert str(deelnemer) not in shown
        assert str(deelnemer) in html(client_of(organisator), address)
    given = {"text": "Bel de gemeente.", "due_on": timezone.localdate(), "owner": deelnemer.pk}
    assert client_of(outsider).post(form, given).status_code == 200
    assert Actiepunt.objects.count() == 1
