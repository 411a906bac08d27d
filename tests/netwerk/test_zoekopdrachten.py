"""Searches that people keep: mail about what is new, once, and only what they may see then."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from casussen.models import Casus
from communities.models import Community, Deelnemer
from netwerk.kern.berichten import preferences
from netwerk.kern.berichten.models import Delivery
from netwerk.kern.berichten.planner import plan_due
from netwerk.kern.berichten.sender import send_due
from netwerk.kern.zoeken import hits, services
from netwerk.kern.zoeken.models import MOST_EACH, Zoekopdracht
from tests.factories import CasusFactory, DeelnemerFactory

ClientOf = Callable[[Deelnemer | None], Client]
pytestmark = pytest.mark.django_db
KEEP = "/mijn/zoekopdrachten/bewaar/"


def keep(person: Deelnemer, choices: str = "q=fietspad", **more: Any) -> Zoekopdracht:
    """Keep a search and let it be due."""
    given = {"place": "zoeken", "name": "Fietspaden", "frequency": "at_once"} | more
    row = services.keep_search(actor=person, choices=choices, now=timezone.now(), **given)
    due(row)
    return row


def due(row: Zoekopdracht) -> None:
    Zoekopdracht.objects.filter(pk=row.pk).update(due_at=timezone.now() - timedelta(minutes=1))


def look(row: Zoekopdracht) -> int:
    due(row)
    return services.look_for_new(now=timezone.now())


def mail() -> None:
    plan_due()
    send_due()


def test_what_was_there_is_not_new_and_what_comes_is_told_once(
    community: Community, deelnemer: Deelnemer, mailoutbox: list[Any]
) -> None:
    CasusFactory(title="Een oud fietspad", visibility="public", community=community)
    row = keep(deelnemer)
    assert look(row) == 0
    new = CasusFactory(title="Een nieuw fietspad", visibility="community", community=community)
    CasusFactory(title="Een fietspad van anderen", visibility="community")
    CasusFactory(title="Een boom", visibility="public")
    assert look(row) == 1
    mail()
    [sent] = mailoutbox
    assert sent.to == [deelnemer.email]
    assert sent.subject == "1 nieuw bij je zoekopdracht “Fietspaden”"
    assert "Een nieuw fietspad" in sent.body
    assert new.get_absolute_url() in sent.body
    for absent in ("oud fietspad", "van anderen", "boom"):
        assert absent not in sent.body
    assert look(row) == 0
    mail()
    assert len(mailoutbox) == 1


def test_what_becomes_visible_later_is_new(
    community: Community, deelnemer: Deelnemer, mailoutbox: list[Any]
) -> None:
    casus = CasusFactory(title="Een fietspad", visibility="group", community=community)
    row = keep(deelnemer)
    assert look(row) == 0
    Casus.objects.filter(pk=casus.pk).update(visibility="community")
    assert look(row) == 1
    mail()
    assert "Een fietspad" in mailoutbox[0].body


def test_what_closes_before_sending_is_not_told(
    community: Community, deelnemer: Deelnemer, mailoutbox: list[Any]
) -> None:
    row = keep(deelnemer)
    one, two = (
        CasusFactory(title=f"Fietspad {name}", visibility="community", community=community)
        for name in ("kanarie", "merel")
    )
    assert look(row) == 1
    Casus.objects.filter(pk=one.pk).update(visibility="group")
    mail()
    assert "merel" in mailoutbox[0].body
    assert "kanarie" not in str(mailoutbox[0].message())
    Casus.objects.filter(pk=two.pk).update(title="Fietspad nog eens")
    CasusFactory(title="Fietspad spreeuw", visibility="community", community=community)
    assert look(row) == 1
    Casus.objects.filter(title="Fietspad spreeuw").update(visibility="group")
    mail()
    assert len(mailoutbox) == 1
    assert Delivery.objects.latest("pk").reason == "er is niets meer te zien"


def test_a_search_that_was_stopped_or_silenced_tells_nothing(
    community: Community, deelnemer: Deelnemer, mailoutbox: list[Any]
) -> None:
    stopped, silent, gone = (keep(deelnemer, name=name) for name in "abc")
    running = keep(deelnemer, name="d")
    services.change_search(
        actor=deelnemer, row=stopped, name="a", frequency="never", now=timezone.now()
    )
    preferences.set_attention(person=deelnemer, topic=silent, attention="mute")
    services.remove_search(actor=deelnemer, row=gone, now=timezone.now())
    CasusFactory(title="Een fietspad", visibility="public", community=community)
    Zoekopdracht.objects.update(due_at=timezone.now() - timedelta(minutes=1))
    assert services.look_for_new(now=timezone.now()) == 1
    services.change_search(
        actor=deelnemer, row=stopped, name="a", frequency="daily", now=timezone.now()
    )
    assert look(stopped) == 0
    mail()
    assert [sent.subject for sent in mailoutbox] == ["1 nieuw bij je zoekopdracht “d”"]
    assert running.name == "d"


def test_the_mail_has_a_link_that_stops_this_search_without_login(
    community: Community, deelnemer: Deelnemer, client: Client, mailoutbox: list[Any]
) -> None:
    row = keep(deelnemer)
    CasusFactory(title="Een fietspad", visibility="public", community=community)
    look(row)
    mail()
    link = next(word for word in mailoutbox[0].body.split() if "/berichten/stil/" in word)
    path = link.removeprefix("http://testserver")
    assert "deze zoekopdracht" in client.get(path).text or "stil" in client.get(path).text.lower()
    client.post(path)
    CasusFactory(title="Nog een fietspad", visibility="public", community=community)
    assert look(row) == 0


@pytest.mark.parametrize(
    ("frequency", "now", "expected"),
    [
        ("at_once", "2027-01-15T10:00", "2027-01-15T10:15"),
        ("daily", "2027-01-14T10:00", "2027-01-15T06:00"),  # Thursday; seven o'clock in winter
        ("daily", "2027-01-15T10:00", "2027-01-18T06:00"),  # Friday: Monday is next
        ("weekly", "2027-01-13T10:00", "2027-01-18T06:00"),
        ("weekly", "2027-07-12T10:00", "2027-07-19T05:00"),  # a Monday in summer
    ],
)
def test_when_to_look_again(frequency: str, now: str, expected: str) -> None:
    moment = datetime.fromisoformat(now).replace(tzinfo=UTC)
    assert services.next_moment(frequency, moment) == datetime.fromisoformat(expected).replace(
        tzinfo=UTC
    )


def test_keeping_takes_two_steps_and_the_list_has_it(
    community: Community, deelnemer: Deelnemer, client_of: ClientOf
) -> None:
    CasusFactory(title="Een fietspad", visibility="public", community=community)
    client = client_of(deelnemer)
    page = client.get("/zoeken/", {"q": "fietspad", "soort": "casus"}).text
    assert f"{KEEP}?waar=zoeken&amp;q=fietspad&amp;soort=casus" in page
    form = client.get(KEEP, {"waar": "zoeken", "q": "fietspad", "soort": "casus"})
    assert form.context["form"]["name"].value() == "fietspad, Casussen"
    wrong = client.post(f"{KEEP}?q=fietspad", {"name": "", "frequency": "daily"})
    assert wrong.status_code == 422
    assert "Geef je zoekopdracht een naam." in wrong.text
    client.post(f"{KEEP}?q=fietspad&soort=casus&x=1", {"name": "Paden", "frequency": "weekly"})
    row = Zoekopdracht.objects.get()
    assert (row.person, row.name, row.frequency) == (deelnemer, "Paden", "weekly")
    assert row.choices == "q=fietspad&soort=casus"
    listed = client.get("/mijn/zoekopdrachten/").text
    assert "/zoeken/?q=fietspad&amp;soort=casus" in listed
    assert "eén keer per week" in listed.lower()


def test_throwing_away_can_be_undone(deelnemer: Deelnemer, client_of: ClientOf) -> None:
    row = keep(deelnemer)
    client = client_of(deelnemer)
    client.post(f"/mijn/zoekopdrachten/{row.pk}/weg/")
    assert not Zoekopdracht.objects.kept().exists()
    assert "Zet terug" in client.get("/mijn/zoekopdrachten/").text
    client.post(f"/mijn/zoekopdrachten/{row.pk}/terug/")
    assert Zoekopdracht.objects.kept().get() == row


def test_what_was_thrown_away_fills_no_table(deelnemer: Deelnemer) -> None:
    other = keep(DeelnemerFactory())
    services.remove_search(actor=other.person, row=other, now=timezone.now())
    rows = [keep(deelnemer, name="Blijft")]
    for number in range(MOST_EACH + 2):
        rows.append(keep(deelnemer, name=str(number)))
        services.remove_search(actor=deelnemer, row=rows[-1], now=timezone.now())
    assert set(Zoekopdracht.objects.all()) == {other, rows[0], *rows[3:]}


def test_there_is_a_most_and_a_search_without_end_is_refused(
    deelnemer: Deelnemer, client_of: ClientOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = client_of(deelnemer)
    monkeypatch.setattr(services, "MOST", 2)
    CasusFactory.create_batch(2, title="Bus", visibility="public")
    refused = client.post(f"{KEEP}?q=bus", {"name": "Bus", "frequency": "daily"})
    assert refused.status_code == 422
    assert "vindt te veel om bij te houden" in refused.text
    for number in range(MOST_EACH):
        keep(deelnemer, name=str(number))
    full = client.post(f"{KEEP}?q=fietspad", {"name": "Nog een", "frequency": "daily"})
    assert full.status_code == 422
    assert f"Je hebt al {MOST_EACH} zoekopdrachten." in full.text
    assert Zoekopdracht.objects.count() == MOST_EACH


@pytest.mark.parametrize("wrong", ["", "?q=", "?q=%00", "?waar=x", "?waar=%00&q=", "?q=%F0%9F"])
def test_nothing_to_keep_leads_back(wrong: str, deelnemer: Deelnemer, client_of: ClientOf) -> None:
    answer = client_of(deelnemer).get(f"{KEEP}{wrong}")
    assert answer.status_code in {200, 302}
    assert not Zoekopdracht.objects.exists()


def test_the_list_of_casussen_can_be_kept_with_its_choices(
    community: Community, deelnemer: Deelnemer, client_of: ClientOf, mailoutbox: list[Any]
) -> None:
    client = client_of(deelnemer)
    asked = f"waar=casussen&community={community.slug}&fase=finished"
    client.post(f"{KEEP}?{asked}", {"name": "Klaar", "frequency": "at_once"})
    row = Zoekopdracht.objects.get()
    assert row.choices == f"community={community.slug}&fase=finished"
    CasusFactory(title="Merel", stage="exploring", community=community, visibility="community")
    CasusFactory(title="Spreeuw", stage="finished", community=community, visibility="community")
    CasusFactory(title="Kanarie", stage="finished", community=community, visibility="group")
    assert look(row) == 1
    mail()
    body = mailoutbox[0].body
    assert ("Spreeuw" in body, "Merel" in body, "Kanarie" in body) == (True, False, False)
    words = keep(deelnemer, "q=de+gemeenten", place="casussen", name="Woorden")
    CasusFactory(title="Wat een gemeente doet", visibility="public")
    assert look(words) == 1, "in the Dutch of the list"


def test_a_search_that_takes_too_long_is_tried_again_later(
    deelnemer: Deelnemer, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = keep(deelnemer)

    def slow(*given: Any) -> None:
        raise hits.TooSlowError

    monkeypatch.setattr(hits, "matching_ids", slow)
    assert look(row) == 0
    row.refresh_from_db()
    assert row.due_at > timezone.now()


def test_a_copy_of_ones_data_has_the_searches(deelnemer: Deelnemer) -> None:
    from netwerk.kern.avg.kopie import parts

    names = {entry.model: set(entry.fields) for entry in parts()}
    assert {"name", "choices", "frequency"} <= names[Zoekopdracht]
