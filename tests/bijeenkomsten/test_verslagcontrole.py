"""Minutes: written by several, checked by who was there, fixed, and then only corrected."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from bijeenkomsten import services
from bijeenkomsten.enums import ProposalState, VerslagState
from bijeenkomsten.models import Aanwezigheid, Verslag, VerslagItem, Wijzigingsvoorstel
from handboek.services import harvest_bevinding
from netwerk.kern.berichten import registry
from netwerk.kern.berichten.models import MessageEvent
from tests.factories import (
    AanmeldingFactory,
    BijeenkomstFactory,
    DeelnemerFactory,
    LidmaatschapFactory,
    VerslagFactory,
    VerslagItemFactory,
)

SECRET = "De wethouder twijfelt nog."


@pytest.fixture
def item(community: Any) -> VerslagItem:
    """Return one part of a draft, of a meeting of three days ago."""
    begin = timezone.now() - timedelta(days=3)
    meeting = BijeenkomstFactory(
        slug="geweest", community=community, starts_at=begin, ends_at=begin + timedelta(hours=2)
    )
    return VerslagItemFactory(verslag=VerslagFactory(bijeenkomst=meeting), body=SECRET)


@pytest.fixture
def somebody(community: Any) -> Any:
    """Return another member."""
    return LidmaatschapFactory(community=community).deelnemer


def there(item: VerslagItem, person: Any) -> None:
    Aanwezigheid.objects.create(bijeenkomst=item.verslag.bijeenkomst, deelnemer=person)


def checked(organisator: Any, item: VerslagItem) -> Verslag:
    return services.open_check(
        actor=organisator,
        verslag=item.verslag,
        until=timezone.localdate() + timedelta(days=14),
    )


def address(name: str, *args: Any) -> str:
    return reverse(f"bijeenkomsten:{name}", args=["geweest", *args])


def reads(client: Any) -> bool:
    return SECRET in client.get(address("verslag")).content.decode()


def test_a_writer_and_the_owner_of_a_part_read_and_write_a_draft_and_others_know_nothing(
    client_of: Any, organisator: Any, deelnemer: Any, community: Any, item: VerslagItem
) -> None:
    AanmeldingFactory(bijeenkomst=item.verslag.bijeenkomst, deelnemer=deelnemer, answer="yes")
    client = client_of(deelnemer)
    assert not reads(client)
    boss = client_of(organisator)
    boss.post(address("verslag_writers"), {"deelnemer": deelnemer.pk})
    assert reads(client)
    client.post(address("verslag_write", item.pk), {"body": SECRET + " Ja.", "version": "1"})
    item.refresh_from_db()
    assert (item.body, item.updated_by) == (f"{SECRET} Ja.", deelnemer)
    boss.post(address("verslag_writers"), {"weg": deelnemer.pk})
    assert client.get(address("verslag")).status_code == 404
    item.agendapunt.owner = deelnemer
    item.agendapunt.save()
    assert reads(client)
    other = VerslagItemFactory(verslag=item.verslag, body="Van een ander.")
    answers = [client.get(address("verslag_write", row.pk)).status_code for row in (item, other)]
    assert answers == [200, 403]


def test_two_writers_of_one_part_see_both_texts(
    client_of: Any, organisator: Any, deelnemer: Any, item: VerslagItem
) -> None:
    item.verslag.writers.add(deelnemer)
    services.save_verslag_item(actor=organisator, item=item, body="De ene tekst.", version=1)
    mine = {"body": "De andere tekst.", "version": "1"}
    html = client_of(deelnemer).post(address("verslag_write", item.pk), mine).content.decode()
    assert "Iemand anders was je voor" in html
    assert ("De ene tekst." in html, "De andere tekst." in html) == (True, True)


def test_only_who_was_there_or_signed_up_can_be_asked_to_write(
    organisator: Any, deelnemer: Any, item: VerslagItem
) -> None:
    with pytest.raises(services.BijeenkomstError, match="erbij was"):
        services.add_writer(actor=organisator, verslag=item.verslag, deelnemer=deelnemer)
    assert not item.verslag.writers.exists()


def test_who_was_there_reads_agrees_and_takes_it_back_and_who_was_not_sees_nothing(
    client_of: Any, organisator: Any, deelnemer: Any, somebody: Any, item: VerslagItem
) -> None:
    there(item, deelnemer)
    AanmeldingFactory(bijeenkomst=item.verslag.bijeenkomst, deelnemer=somebody, answer="yes")
    client, absent = client_of(deelnemer), client_of(somebody)
    assert not reads(client)
    client_of(organisator).post(
        address("verslag_check"), {"until": timezone.localdate() + timedelta(days=14)}
    )
    assert (reads(client), reads(absent)) == (True, False)
    client.post(address("verslag_agree"))
    html = client.get(address("verslag")).content.decode()
    assert "<b>1 van de 1</b> gaf akkoord" in html
    client.post(address("verslag_agree"), {"doe": "terug"})
    assert "<b>0 van de 1</b> gaven akkoord" in client.get(address("verslag")).content.decode()


def test_without_a_list_of_presence_who_said_yes_checks(
    client_of: Any, organisator: Any, deelnemer: Any, item: VerslagItem
) -> None:
    AanmeldingFactory(bijeenkomst=item.verslag.bijeenkomst, deelnemer=deelnemer, answer="yes")
    checked(organisator, item)
    assert reads(client_of(deelnemer))


def test_asking_for_a_check_mails_who_was_there_and_nobody_else(
    organisator: Any, deelnemer: Any, somebody: Any, item: VerslagItem
) -> None:
    for person in (organisator, deelnemer):
        there(item, person)
    checked(organisator, item)
    event = MessageEvent.objects.get(kind="verslag.check")
    message = registry.get("verslag.check")
    assert list(message.recipients(event)) == [deelnemer]
    with pytest.raises(services.BijeenkomstError, match="al nagekeken"):
        checked(organisator, item)


@pytest.mark.parametrize("days", [-1, 61])
def test_a_check_ends_on_a_day_that_makes_sense(
    days: int, organisator: Any, item: VerslagItem
) -> None:
    until = timezone.localdate() + timedelta(days=days)
    with pytest.raises(services.BijeenkomstError, match="Kies een dag"):
        services.open_check(actor=organisator, verslag=item.verslag, until=until)


def test_after_the_last_day_nobody_agrees_any_more(
    organisator: Any, deelnemer: Any, item: VerslagItem
) -> None:
    there(item, deelnemer)
    verslag = checked(organisator, item)
    Verslag.objects.filter(pk=verslag.pk).update(
        check_until=timezone.localdate() - timedelta(days=1)
    )
    with pytest.raises(services.BijeenkomstError, match="voorbij"):
        services.agree_verslag(actor=deelnemer, verslag=verslag)
    assert not verslag.akkoorden.exists()


def test_a_proposed_change_is_worked_in_and_its_proposer_hears(
    client_of: Any, organisator: Any, deelnemer: Any, item: VerslagItem
) -> None:
    there(item, deelnemer)
    checked(organisator, item)
    client_of(deelnemer).post(address("verslag_propose", item.pk), {"body": "Zij twijfelt niet."})
    voorstel = Wijzigingsvoorstel.objects.get()
    boss = client_of(organisator)
    with pytest.raises(services.BijeenkomstError, match="wacht nog een voorstel"):
        services.finalise_verslag(actor=organisator, verslag=item.verslag, visibility="community")
    write = f"{address('verslag_write', item.pk)}?voorstel={voorstel.pk}"
    assert "Zij twijfelt niet." in boss.get(write).content.decode()
    boss.post(write, {"body": "De wethouder twijfelt niet.", "version": "1"})
    voorstel.refresh_from_db()
    assert (voorstel.state, voorstel.decided_by) == (ProposalState.ACCEPTED, organisator)
    event = MessageEvent.objects.get(kind="verslag.answered")
    assert list(registry.get("verslag.answered").recipients(event)) == [deelnemer]


def test_nobody_fills_the_page_with_proposals(
    client_of: Any, organisator: Any, deelnemer: Any, somebody: Any, item: VerslagItem
) -> None:
    there(item, deelnemer)
    there(item, somebody)
    checked(organisator, item)
    path = address("verslag_propose", item.pk)
    answers = [
        client_of(deelnemer).post(path, {"body": f"Punt {n} klopt niet."}) for n in range(21)
    ]
    assert Wijzigingsvoorstel.objects.count() == 20
    refused = answers[-1].content.decode()
    assert "Er wachten al 20 voorstellen van jou" in refused
    assert "Punt 20 klopt niet." in refused, "what was typed stays"
    client_of(somebody).post(path, {"body": "Bij mij ook."})
    assert Wijzigingsvoorstel.objects.count() == 21


def test_a_proposal_is_declined_once_with_a_reason_that_only_its_proposer_reads(
    client_of: Any, organisator: Any, deelnemer: Any, somebody: Any, item: VerslagItem
) -> None:
    for person in (deelnemer, somebody):
        there(item, person)
    checked(organisator, item)
    voorstel = services.propose_change(actor=deelnemer, item=item, body="Anders.")
    page = address("verslag_proposal", voorstel.pk)
    boss = client_of(organisator)
    boss.post(page, {"reason": "Zo zei zij het."})
    assert boss.post(page, {"reason": "Nog eens."}).status_code == 403
    shown = [
        "Zo zei zij het." in client_of(p).get(address("verslag")).content.decode()
        for p in (deelnemer, somebody)
    ]
    assert shown == [True, False]


def test_back_to_draft_hides_it_again_and_forgets_who_agreed(
    client_of: Any, organisator: Any, deelnemer: Any, item: VerslagItem
) -> None:
    there(item, deelnemer)
    verslag = checked(organisator, item)
    services.agree_verslag(actor=deelnemer, verslag=verslag)
    client_of(organisator).post(address("verslag_reopen"))
    assert client_of(deelnemer).get(address("verslag")).status_code == 404
    assert not verslag.akkoorden.exists()


def final(organisator: Any, item: VerslagItem) -> None:
    services.finalise_verslag(actor=organisator, verslag=item.verslag, visibility="community")


def test_the_database_refuses_another_text_of_final_minutes_and_another_state(
    organisator: Any, item: VerslagItem
) -> None:
    final(organisator, item)
    with pytest.raises(DatabaseError, match="by a correction only"), transaction.atomic():
        VerslagItem.objects.filter(pk=item.pk).update(body="Iets anders.", version=2)
    with pytest.raises(DatabaseError, match="Cannot update"), transaction.atomic():
        Verslag.objects.filter(pk=item.verslag_id).update(state=VerslagState.DRAFT)
    item.refresh_from_db()
    assert item.body == SECRET


def test_a_correction_is_a_new_version_with_a_reason_and_shows_what_changed(
    client_of: Any, organisator: Any, deelnemer: Any, item: VerslagItem
) -> None:
    hidden = "\n\n:::vertrouwelijk\nKanarievogel.\n:::"
    services.save_verslag_item(actor=organisator, item=item, body=SECRET + hidden, version=1)
    final(organisator, item)
    boss, reader = client_of(organisator), client_of(deelnemer)
    page = address("verslag_correct", item.pk)
    new = {"body": "De wethouder twijfelt niet." + hidden, "version": "2"}
    assert "Vul dit in." in boss.post(page, new | {"reason": ""}).content.decode() or (
        VerslagItem.objects.get().version == 2
    )
    boss.post(page, new | {"reason": "Een woord klopte niet."})
    html = reader.get(address("verslag")).content.decode()
    assert "Een woord klopte niet." in html
    assert address("verslag_difference", item.pk, 3) in html
    changes = reader.get(address("verslag_difference", item.pk, 3)).content.decode()
    assert ("<ins>" in changes, "<del>" in changes, "Kanarievogel" in changes) == (
        True,
        True,
        False,
    )
    assert reader.get(page).status_code == 403
    old = VerslagItem.pgh_event_model.objects.filter(pgh_obj=item, version=2).get()
    assert old.body == SECRET + hidden


def test_two_corrections_at_once_lose_nothing(organisator: Any, item: VerslagItem) -> None:
    final(organisator, item)
    given = {"item": item, "version": 1, "reason": "Fout."}
    services.correct_verslag_item(actor=organisator, body="De ene tekst.", **given)
    with pytest.raises(services.VerslagConflictError) as conflict:
        services.correct_verslag_item(actor=organisator, body="De andere tekst.", **given)
    assert conflict.value.current.body == "De ene tekst."


def test_a_correction_does_not_move_the_anchor_of_a_sentence(
    organisator: Any, item: VerslagItem
) -> None:
    final(organisator, item)
    bevinding = harvest_bevinding(actor=organisator, source=item, quote=SECRET, start=0, version=1)
    services.correct_verslag_item(
        actor=organisator, item=item, body="Niets twijfelt nog.", version=1, reason="Fout."
    )
    bevinding.refresh_from_db()
    assert (bevinding.quote, bevinding.source_version, bevinding.verslag_item_id) == (
        SECRET,
        1,
        item.pk,
    )


def test_the_page_of_minutes_takes_as_many_queries_for_one_part_as_for_twenty(
    client_of: Any, organisator: Any, item: VerslagItem
) -> None:
    client = client_of(organisator)
    client.get(address("verslag"))
    with CaptureQueriesContext(connection) as few:
        client.get(address("verslag"))
    for _ in range(20):
        row = VerslagItemFactory(verslag=item.verslag)
        Wijzigingsvoorstel.objects.create(item=row, proposed_by=DeelnemerFactory(), body="Nee.")
    with CaptureQueriesContext(connection) as many:
        client.get(address("verslag"))
    assert len(many) == len(few)
