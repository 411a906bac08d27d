"""The beheer of messages: lists, sending again, and what a beheerder does not see."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from bijeenkomsten.models import Bijeenkomst
from communities.models import Community, Deelnemer
from netwerk.kern.audit.models import AuditEvent
from netwerk.kern.berichten import registry, retries
from netwerk.kern.berichten.models import Delivery, FailedAddress, InboundMail, MessageEvent, State
from netwerk.kern.berichten.sender import send_due
from tests.berichten.conftest import in_parallel
from tests.factories import BijeenkomstFactory, DeelnemerFactory, LidmaatschapFactory

LIST = "/beheer/berichten/"
MOVED = registry.get("bijeenkomst.moved").label
Make = Callable[..., Delivery]


@pytest.fixture
def meeting(community: Community) -> Bijeenkomst:
    return BijeenkomstFactory(community=community, title="GEHEIM overleg")


@pytest.fixture
def add(deelnemer: Deelnemer, meeting: Bijeenkomst) -> Make:
    """Return a function that adds a message: a welcome, or one about the closed meeting."""

    def make(state: str = State.DEAD, kind: str = "deelnemer.welcome", **fields: Any) -> Delivery:
        subject: Any = meeting if kind.startswith("bijeenkomst") else deelnemer
        event = MessageEvent.objects.create(kind=kind, subject=subject, planned_at=timezone.now())
        number = Delivery.objects.count()
        return Delivery.objects.create(
            **{
                "dedupe_key": f"t:{number}",
                "event": event,
                "kind": kind,
                "person": deelnemer,
                "due_at": timezone.now() - timedelta(hours=1),
                "expires_at": timezone.now() - timedelta(minutes=30),
                "state": state,
                "reason": "nu niet aangenomen: 451 4.3.0",
                "attempts": 9,
                "message_id": f"<{number}@testserver>",
            }
            | fields
        )

    return make


@pytest.fixture
def client(client_of: Any, beheerder: Deelnemer) -> Client:
    return client_of(beheerder)


def words(response: Any) -> str:
    main = response.text.partition("<main")[2].partition("</main>")[0]
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())


@pytest.mark.django_db
def test_what_was_given_up_is_sent_again_and_written_down(
    add: Make, beheerder: Deelnemer, mailoutbox: list[Any]
) -> None:
    delivery = add()
    assert retries.retry_delivery(actor=beheerder, delivery=delivery)
    delivery.refresh_from_db()
    assert (delivery.state, delivery.attempts, delivery.reason) == (State.PLANNED, 0, "")
    assert delivery.expires_at > timezone.now() + timedelta(hours=23)
    assert send_due().sent == 1
    assert not retries.retry_delivery(actor=beheerder, delivery=delivery), "it arrived"
    [event] = AuditEvent.objects.filter(action="bericht.retried")
    assert (event.actor, event.subject_id, event.data) == (beheerder, delivery.pk, {"was": "dead"})
    assert len(mailoutbox) == 1


@pytest.mark.django_db
@pytest.mark.parametrize("state", sorted(set(State.values) - set(retries.AGAIN)))
def test_nothing_else_is_sent_again(state: str, add: Make, beheerder: Deelnemer) -> None:
    delivery = add(state)
    assert not retries.retry_delivery(actor=beheerder, delivery=delivery)
    delivery.refresh_from_db()
    assert (delivery.state, delivery.attempts) == (state, 9)


@pytest.mark.django_db
def test_the_last_check_still_decides(add: Make, beheerder: Deelnemer) -> None:
    delivery = add(State.AMBIGUOUS)
    Deelnemer.objects.filter(pk=delivery.person_id).update(is_active=False)
    assert retries.retry_delivery(actor=beheerder, delivery=delivery)
    send_due()
    delivery.refresh_from_db()
    assert (delivery.state, delivery.reason) == (State.SUPPRESSED, "het account staat uit")


@pytest.mark.django_db
def test_what_is_bound_to_a_moment_is_not_sent_after_it(add: Make, beheerder: Deelnemer) -> None:
    late = add(kind="bijeenkomst.moved")
    ahead = timezone.now() + timedelta(days=2)
    in_time = add(kind="bijeenkomst.moved", expires_at=ahead)
    assert not retries.retry_delivery(actor=beheerder, delivery=late)
    assert retries.retry_delivery(actor=beheerder, delivery=in_time)
    in_time.refresh_from_db()
    assert in_time.expires_at == ahead


@pytest.mark.django_db(transaction=True)
def test_two_beheerders_at_once_send_it_once(add: Make, beheerder: Deelnemer) -> None:
    delivery = add()
    in_parallel(4, lambda: retries.retry_delivery(actor=beheerder, delivery=delivery))
    assert AuditEvent.objects.filter(action="bericht.retried").count() == 1


@pytest.mark.django_db
def test_all_of_one_reason_go_again_in_batches(
    add: Make, beheerder: Deelnemer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(retries, "BATCH", 2)
    same = [add() for _ in range(3)]
    others = [add(reason="iets anders"), add(State.BOUNCED), add(kind="bijeenkomst.moved")]
    reason = same[0].reason
    with CaptureQueriesContext(connection) as captured:
        assert retries.retry_dead(actor=beheerder, reason=reason) == 2
    updates = [q for q in captured.captured_queries if q["sql"].startswith("UPDATE")]
    assert len(updates) == 1
    assert [retries.retry_dead(actor=beheerder, reason=reason) for _ in range(2)] == [1, 0]
    planned = Delivery.objects.filter(state=State.PLANNED)
    assert set(planned) == set(same)
    assert {row.state for row in Delivery.objects.filter(pk__in=[o.pk for o in others])} == {
        State.DEAD,
        State.BOUNCED,
    }


@pytest.mark.django_db
def test_a_beheerder_sees_kind_person_and_reason_but_not_what_it_was_about(
    client: Client, add: Make, deelnemer: Deelnemer
) -> None:
    add(kind="bijeenkomst.moved", expires_at=timezone.now() + timedelta(days=2))
    add(State.BOUNCED, reason="geweigerd: 550 5.1.1")
    add(State.AMBIGUOUS, reason="onduidelijk of het aankwam: verbinding weg")
    add(State.SUPPRESSED, reason="heeft zich afgemeld")
    InboundMail.objects.create(
        fingerprint="a",
        envelope_to="antwoord+1@in.voorbeeld.nl",
        purpose="antwoord",
        person=deelnemer,
        outcome="refused",
        reason="kwam van een ander adres",
        words="GEHEIM antwoord",
        due_at=timezone.now(),
    )
    shown = {
        "mislukt": [MOVED, "451 4.3.0"],
        "teruggekomen": ["Er is een account voor je gemaakt", "Het adres bestaat niet"],
        "onduidelijk": ["Er is een account voor je gemaakt", "verbinding weg"],
        "binnengekomen": ["Antwoord op een bericht", "Kwam van een ander adres"],
        "niet-verstuurd": ["Er is een account voor je gemaakt", "Heeft zich afgemeld"],
    }
    for key, parts in shown.items():
        page = client.get(LIST, {"lijst": key})
        said = words(page)
        assert [part for part in [*parts, str(deelnemer)] if part not in said] == []
        assert ("GEHEIM" in page.text, deelnemer.email in page.text) == (False, False)
    assert words(client.get(LIST, {"lijst": "onzin"})) == words(client.get(LIST))


@pytest.mark.django_db
def test_sending_again_from_the_page_warns_of_what_may_arrive_twice(
    client: Client, add: Make, deelnemer: Deelnemer
) -> None:
    unclear = add(State.AMBIGUOUS)
    late = add(kind="bijeenkomst.moved")
    question = words(client.get(f"{LIST}{unclear.pk}/opnieuw/"))
    assert "Dan krijgt deze persoon het twee keer." in question
    assert "het moment is voorbij" in words(client.get(f"{LIST}{late.pk}/opnieuw/"))
    answer = client.post(f"{LIST}{unclear.pk}/opnieuw/", follow=True)
    assert f"Het bericht aan {deelnemer} gaat opnieuw weg." in words(answer)
    refused = client.post(f"{LIST}{late.pk}/opnieuw/", follow=True)
    assert "gaat niet meer weg" in words(refused)
    unclear.refresh_from_db()
    assert unclear.state == State.PLANNED


@pytest.mark.django_db
def test_after_an_outage_all_that_failed_goes_again_after_a_question(
    client: Client, add: Make
) -> None:
    for _ in range(3):
        add()
    page = client.get(LIST)
    assert "Stuur deze 3 opnieuw" in words(page)
    found = re.search(r'href="(/beheer/berichten/opnieuw/\?fout=[^"]+)"', page.text)
    assert found
    question = client.get(found[1])
    assert "Stuur je 3 berichten opnieuw?" in words(question)
    assert Delivery.objects.filter(state=State.DEAD).count() == 3
    done = client.post(f"{LIST}opnieuw/", {"fout": "nu niet aangenomen: 451 4.3.0"}, follow=True)
    assert "3 berichten gaan opnieuw weg." in words(done)
    assert "Er is niets om opnieuw te sturen" in words(client.get(found[1]))


@pytest.mark.django_db
def test_the_lists_take_as_many_queries_for_one_as_for_fifty_and_have_pages(
    client: Client, add: Make
) -> None:
    def more(number: int) -> None:
        for n in range(number):
            person = DeelnemerFactory()
            for state in (State.DEAD, State.BOUNCED, State.AMBIGUOUS, State.SUPPRESSED):
                add(state, person=person)
            InboundMail.objects.create(
                fingerprint=f"{person.pk}-{n}",
                envelope_to="x@in.voorbeeld.nl",
                person=person,
                outcome="failed",
                due_at=timezone.now(),
            )

    def queries(key: str) -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(LIST, {"lijst": key}).status_code == 200
        return len(captured)

    keys = ["mislukt", "teruggekomen", "onduidelijk", "binnengekomen", "niet-verstuurd"]
    more(1)
    queries("mislukt")  # content types and the like, once
    one = [queries(key) for key in keys]
    more(50)
    assert [queries(key) for key in keys] == one
    assert "1 tot en met 50 van 51" in words(client.get(LIST))
    assert "51 tot en met 51 van 51" in words(client.get(LIST, {"pagina": "2"}))


@pytest.mark.django_db
def test_the_lists_find_their_rows_by_an_index(add: Make) -> None:
    add()
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        for state, index in (("dead", "delivery_trouble"), ("suppressed", "delivery_suppressed")):
            rows = Delivery.objects.filter(state=state).order_by("-pk")[:50]
            assert index in rows.explain()


@pytest.mark.django_db
def test_a_person_page_shows_the_last_messages_and_the_address_that_failed(
    client: Client, add: Make, deelnemer: Deelnemer, beheerder: Deelnemer
) -> None:
    for _ in range(21):
        add(State.SENT, kind="bijeenkomst.moved", sent_at=timezone.now())
    now = timezone.now()
    failed = FailedAddress.objects.create(
        person=deelnemer,
        email=deelnemer.email,
        bounces=2,
        code="550 5.1.1",
        first_at=now - timedelta(days=3),
        last_at=now,
    )
    path = f"/beheer/leden/{deelnemer.pk}/"
    page = client.get(path)
    said = words(page)
    assert said.count(MOVED) == 20
    assert "GEHEIM" not in page.text
    assert "Mail aan dit adres komt terug sinds" in said
    assert "2 keer" in said
    assert "Het adres bestaat niet" in said
    done = client.post(f"{path}acties/adres/", follow=True)
    assert "We proberen het adres weer." in words(done)
    assert "Adres opnieuw geprobeerd" in words(done)
    assert not FailedAddress.objects.filter(pk=failed.pk).exists()
    assert AuditEvent.objects.filter(action="deelnemer.address_retried", actor=beheerder).exists()


@pytest.mark.django_db
def test_a_member_and_an_organiser_may_not_come_here(
    client_of: Any, organisator: Deelnemer, add: Make
) -> None:
    delivery = add()
    for person in (organisator, LidmaatschapFactory().deelnemer):
        for path in (LIST, f"{LIST}opnieuw/", f"{LIST}{delivery.pk}/opnieuw/"):
            assert client_of(person).get(path).status_code == 403
