"""Row 52: "achteraf werkte het niet" counts (docs/decisions/evidence-rule.md)."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from casussen.enums import Outcome
from casussen.models import Casus, Terugblik
from communities.models import Deelnemer
from handboek import services
from handboek.enums import Level, SignalKind
from handboek.models import Advies, Signaal, Tegenspraak
from handboek.sources import evidence_of
from netwerk.kern import events
from tests.factories import CasusFactory, LesFactory
from tests.handboek.conftest import restore, withdraw

pytestmark = pytest.mark.django_db
MakeAdvies = Callable[..., Advies]
ClientOf = Callable[[Deelnemer | None], Client]


def tell(casus: Casus, outcome: str, months: int = 6) -> Terugblik:
    """Tell how a casus is, as its app does: a row and the event in one transaction."""
    with transaction.atomic():
        row, _ = Terugblik.objects.update_or_create(
            casus=casus,
            months=months,
            defaults={
                "due_on": timezone.localdate(),
                "outcome": outcome,
                "body": "Zo ging het.",
                "answered_by": casus.casushouder,
                "answered_at": timezone.now(),
            },
        )
        events.emit("casus.followed_up", casus=casus, actor=casus.casushouder)
    return row


def state(advies: Advies) -> tuple[int, bool, bool]:
    """Return level, disputed and refuted as stored, after checking that they are true."""
    fresh = Advies.objects.with_sources().get(pk=advies.pk)
    found = evidence_of(fresh)
    assert (fresh.level, fresh.is_disputed, fresh.is_refuted) == (
        found.level,
        found.disputed,
        found.refuted,
    )
    return fresh.level, fresh.is_disputed, fresh.is_refuted


def casussen(number: int, **more: Any) -> list[Casus]:
    return [CasusFactory(visibility="public", **more) for _ in range(number)]


def test_one_casus_that_failed_later_refutes_its_advies(make_advies: MakeAdvies) -> None:
    [one] = casussen(1)
    advies = make_advies(one)
    assert state(advies) == (Level.SUSPECTED, False, False)
    tell(one, Outcome.FAILED)
    assert state(advies) == (Level.UNKNOWN, True, True)


def test_one_of_two_that_failed_later_refutes_as_many_against_as_for(
    make_advies: MakeAdvies,
) -> None:
    one, two = casussen(2)
    advies = make_advies(one, two)
    tell(one, Outcome.FAILED)
    assert state(advies) == (Level.SUSPECTED, True, True)


def test_one_of_three_that_failed_later_disputes(make_advies: MakeAdvies) -> None:
    one, two, three = casussen(3)
    advies = make_advies(one, two, three)
    tell(one, Outcome.FAILED)
    assert state(advies) == (Level.RECOGNISED, True, False)


@pytest.mark.parametrize("outcome", [Outcome.WORKED, Outcome.PARTLY])
def test_what_works_in_part_still_confirms_and_counts_once(
    make_advies: MakeAdvies, outcome: str
) -> None:
    """A casus and its own later report are one source."""
    [one] = casussen(1)
    advies = make_advies(one)
    tell(one, outcome)
    assert state(advies) == (Level.SUSPECTED, False, False)
    assert not Signaal.objects.exists()


def test_changing_the_answer_undoes_it_and_closes_the_task(make_advies: MakeAdvies) -> None:
    one, two, three = casussen(3)
    advies = make_advies(one, two, three)
    before = state(advies)
    tell(one, Outcome.FAILED)
    [task] = Signaal.objects.waiting()
    assert (task.kind, task.casus, task.advies) == (SignalKind.FAILED_LATER, one, advies)
    tell(one, Outcome.PARTLY)
    assert state(advies) == before
    assert not Signaal.objects.waiting().exists()


def test_the_last_answer_counts(make_advies: MakeAdvies) -> None:
    one, two, three = casussen(3)
    advies = make_advies(one, two, three)
    tell(one, Outcome.FAILED, months=6)
    tell(one, Outcome.WORKED, months=12)
    assert state(advies) == (Level.RECOGNISED, False, False)
    tell(one, Outcome.FAILED, months=12)
    assert state(advies) == (Level.RECOGNISED, True, False)


def test_two_failed_casussen_of_one_organisation_are_one_contradiction(
    make_advies: MakeAdvies,
) -> None:
    one, two, three, four = casussen(4)
    Casus.objects.filter(pk=two.pk).update(organisatie=one.organisatie)
    advies = make_advies(one, two, three, four)
    tell(one, Outcome.FAILED)
    tell(two, Outcome.FAILED)
    assert state(advies) == (Level.RECOGNISED, True, False)


def test_a_withdrawn_casus_that_failed_later_counts_for_nothing(make_advies: MakeAdvies) -> None:
    one, two, three = casussen(3)
    advies = make_advies(one, two, three)
    tell(one, Outcome.FAILED)
    withdraw(one, one.casushouder)
    assert state(advies) == (Level.RECOGNISED, False, False)
    restore(one, one.casushouder)
    assert state(advies) == (Level.RECOGNISED, True, False)


def test_under_a_dont_it_says_nothing_but_a_redacteur_looks(make_advies: MakeAdvies) -> None:
    one, two = casussen(2)
    advies = make_advies(one, two, kind="dont")
    before = state(advies)
    row = tell(one, Outcome.FAILED)
    assert state(advies) == before
    assert Signaal.objects.waiting().get().kind == SignalKind.FAILED_LATER
    with pytest.raises(ValidationError):
        services.settle_terugblik(
            actor=advies.author, advies=advies, terugblik=row, note="Hoort erbij."
        )


def test_minutes_about_a_casus_that_failed_later_speak_against_too(
    make_advies: MakeAdvies,
) -> None:
    from tests.factories import BevindingFactory, VerslagItemFactory

    one, two, three = casussen(3)
    advies = make_advies(one, two)
    item = VerslagItemFactory(agendapunt__casus=three)
    les = LesFactory()
    les.bevindingen.set([BevindingFactory(casus=None, section=None, verslag_item=item)])
    services.link_les(actor=advies.author, advies=advies, les=les, relation="supports")
    assert state(advies)[1:] == (False, False)
    tell(three, Outcome.FAILED)
    assert state(advies) == (Level.RECOGNISED, True, False)


def test_a_redacteur_settles_it_with_a_reason(
    make_advies: MakeAdvies, redacteur: Deelnemer, client_of: ClientOf
) -> None:
    one, two, three = casussen(3)
    advies = make_advies(one, two, three)
    row = tell(one, Outcome.FAILED)
    client = client_of(redacteur)
    address = f"/handboek/redactie/{advies.number}/achteraf/{row.pk}/afgehandeld/"
    client.post(address, {"note": ""})
    assert not Tegenspraak.objects.exists()
    client.post(address, {"note": "Het geld stopte."})
    assert state(advies) == (Level.RECOGNISED, False, False)
    assert not Signaal.objects.waiting().exists()
    work = client.get(f"/handboek/redactie/{advies.number}/").text
    assert "Het geld stopte." in work
    page = client_of(None).get(advies.get_absolute_url(), follow=True).text
    assert "De redactie handelde dit af" in page
    assert "Betwist" not in page


def test_a_new_failure_after_a_settled_one_counts_again(make_advies: MakeAdvies) -> None:
    one, two, three = casussen(3)
    advies = make_advies(one, two, three)
    row = tell(one, Outcome.FAILED, months=6)
    services.settle_terugblik(
        actor=advies.author, advies=advies, terugblik=row, note="Het geld stopte."
    )
    tell(one, Outcome.FAILED, months=12)
    assert state(advies) == (Level.RECOGNISED, True, False)
    assert not Tegenspraak.objects.exists()


def test_settling_is_refused_for_what_does_not_speak_against(make_advies: MakeAdvies) -> None:
    one, two, other = casussen(3)
    advies = make_advies(one, two)
    with pytest.raises(ValidationError):
        services.settle_terugblik(
            actor=advies.author, advies=advies, terugblik=tell(other, Outcome.FAILED), note="Nee."
        )
    with pytest.raises(ValidationError):
        services.settle_terugblik(
            actor=advies.author, advies=advies, terugblik=tell(one, Outcome.WORKED), note="Nee."
        )


def test_the_page_says_where_it_failed_later(
    make_advies: MakeAdvies, public_casus: Casus, client_of: ClientOf
) -> None:
    advies = make_advies(public_casus, *casussen(2))
    tell(public_casus, Outcome.FAILED)
    page = client_of(None).get(advies.get_absolute_url(), follow=True).text
    assert "Betwist: in Drenthe werkte dit achteraf niet." in page
    assert "Achteraf werkte het niet" in page
    assert f"{public_casus.get_absolute_url()}#terugblik-6" in page
    assert "Hier telt geen bron meer mee" in page


def test_a_hidden_casus_that_failed_later_is_not_named(
    make_advies: MakeAdvies, hidden_casus: Casus, client_of: ClientOf
) -> None:
    advies = make_advies(hidden_casus, *casussen(2))
    tell(hidden_casus, Outcome.FAILED)
    for person in (None, advies.author):
        page = client_of(person).get(advies.get_absolute_url(), follow=True).text
        assert "Betwist: in 1 casus werkte dit achteraf niet." in page
        for word in ("Geheime Fusie", "Stilzwijgen", "Zeeland", "geheime-fusie", "Achterkamer"):
            assert word not in page
        assert "Zo ging het." not in page


def test_pages_of_the_handboek_ask_no_more_for_many_failures(
    make_advies: MakeAdvies, client_of: ClientOf
) -> None:
    advies = make_advies(*casussen(7))

    def queries() -> int:
        with CaptureQueriesContext(connection) as found:
            client_of(None).get(advies.get_absolute_url(), follow=True)
            client_of(None).get("/handboek/adviezen/")
        return len(found)

    links = advies.onderbouwing.all()
    sources = [row.casus for link in links for row in link.les.bevindingen.all()]
    tell(sources[0], Outcome.FAILED)
    services.settle_terugblik(
        actor=advies.author,
        advies=advies,
        terugblik=Terugblik.objects.get(),
        note="Het geld stopte.",
    )
    one = queries()
    tell(sources[1], Outcome.FAILED)
    tell(sources[2], Outcome.FAILED)
    assert queries() == one


def test_the_task_about_a_refuted_advies_closes_when_practice_refutes_it_no_more(
    make_advies: MakeAdvies, redacteur: Deelnemer
) -> None:
    one, two = casussen(2)
    advies = make_advies(one, two)
    row = tell(one, Outcome.FAILED)
    kinds = Signaal.objects.waiting().values_list("kind", flat=True)
    assert set(kinds) == {SignalKind.REFUTED, SignalKind.FAILED_LATER}
    services.settle_terugblik(actor=redacteur, advies=advies, terugblik=row, note="Het geld op.")
    assert not Signaal.objects.waiting().exists()
    assert Signaal.objects.get(kind=SignalKind.REFUTED).handled_by == redacteur


def test_a_task_names_its_casus_to_who_may_read_it(
    make_advies: MakeAdvies,
    public_casus: Casus,
    hidden_casus: Casus,
    redacteur: Deelnemer,
    client_of: ClientOf,
) -> None:
    advies = make_advies(public_casus, hidden_casus, *casussen(3))
    tell(public_casus, Outcome.FAILED)
    tell(hidden_casus, Outcome.FAILED)
    client = client_of(redacteur)
    for address in ("/handboek/redactie/", f"/handboek/redactie/{advies.number}/"):
        page = client.get(address).text
        assert page.count("Het gaat om de casus") == 1
        assert public_casus.title in page
        assert hidden_casus.title not in page
