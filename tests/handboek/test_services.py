import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, IntegrityError, transaction

from handboek import services
from handboek.enums import Level, SignalKind, State
from handboek.models import Advies, AdviesEvent, AdviesLes, Les, Signaal
from handboek.services.numbers import next_number
from handboek.services.publication import NO_SOURCE, REFUTED
from netwerk.kern import events
from netwerk.kern.audit.models import AuditEvent
from netwerk.kern.berichten.models import MessageEvent
from tests.factories import (
    AdviesFactory,
    BevindingFactory,
    CasusFactory,
    HoofdstukFactory,
    LesFactory,
    PublicatieFactory,
    VerslagItemFactory,
)
from tests.handboek.conftest import agreed_les, ready, restore, withdraw


def actions() -> list[str]:
    return list(AuditEvent.objects.order_by("pk").values_list("action", flat=True))


def create(user, **more) -> Advies:
    fields = {
        "kind": "do",
        "title": "Vraag eerst de reizigers",
        "hoofdstuk": HoofdstukFactory(),
        "summary": "Dan weet je wat de bus waard is.",
        "why": "Een halte is een plek.",
    }
    return services.create_advies(actor=user, **(fields | more))


def test_create_advies_takes_the_next_number_and_computes_the_evidence(redacteur) -> None:
    AdviesFactory(number=41)
    advies = create(redacteur, lessen=[LesFactory()])
    assert (advies.number, advies.state, advies.level) == (42, State.DRAFT, Level.SUSPECTED)
    assert (advies.author, advies.edited_by) == (redacteur, redacteur)


def test_number_is_never_used_again(redacteur) -> None:
    """Row 80: not even by deleting the row, which the database refuses."""
    advies = create(redacteur)
    les = LesFactory()
    for row in (advies, les):
        with pytest.raises(DatabaseError, match="Cannot delete"), transaction.atomic():
            type(row).objects.filter(pk=row.pk).delete()
    services.withdraw_advies(actor=redacteur, advies=advies, reason="Vergissing.")
    assert create(redacteur).number == advies.number + 1


def test_a_number_needs_a_transaction(transactional_db) -> None:
    with pytest.raises(RuntimeError):
        next_number(Les)


def test_advies_without_practice_source_is_not_published(redacteur, redacteur2) -> None:
    """Row 81."""
    advies = ready(redacteur, les=False)
    advies.publicaties.add(PublicatieFactory())
    with pytest.raises(ValidationError) as refused:
        services.publish_advies(actor=redacteur2, advies=advies, understood=True)
    assert refused.value.messages == [NO_SOURCE]
    advies.refresh_from_db()
    assert (advies.state, advies.published_at) == (State.REVIEW, None)


def test_talk_in_a_meeting_without_casus_is_no_practice_source(redacteur, redacteur2) -> None:
    bevinding = BevindingFactory(casus=None, verslag_item=VerslagItemFactory())
    les = LesFactory()
    les.bevindingen.set([bevinding])
    with pytest.raises(ValidationError) as refused:
        services.publish_advies(actor=redacteur2, advies=ready(redacteur, les=les), understood=True)
    assert refused.value.messages == [NO_SOURCE]


def test_minutes_about_a_casus_count_with_that_casus(redacteur) -> None:
    item = VerslagItemFactory(agendapunt__casus=CasusFactory())
    les = LesFactory(casus=item.agendapunt.casus)
    les.bevindingen.add(BevindingFactory(casus=None, verslag_item=item))
    assert create(redacteur, lessen=[les]).level == Level.SUSPECTED


def test_advies_with_a_withdrawn_source_only_is_not_published(redacteur, redacteur2) -> None:
    casus = CasusFactory()
    advies = ready(redacteur, les=LesFactory(casus=casus))
    withdraw(casus, redacteur)
    with pytest.raises(ValidationError) as refused:
        services.publish_advies(actor=redacteur2, advies=advies, understood=True)
    assert refused.value.messages == [NO_SOURCE]


def test_advies_with_missing_texts_is_not_published(redacteur, redacteur2) -> None:
    advies = ready(redacteur, how="", works_when="", why=" ")
    with pytest.raises(ValidationError) as refused:
        services.publish_advies(actor=redacteur2, advies=advies, understood=True)
    assert refused.value.messages == [
        "Schrijf de korte uitleg en het waarom.",
        "Schrijf op hoe je het doet.",
        "Schrijf op wanneer het werkt, of wanneer niet.",
    ]


def test_refuted_advies_is_not_published(redacteur, redacteur2) -> None:
    advies = ready(redacteur)
    AdviesLes.objects.create(advies=advies, les=agreed_les(), relation="contradicts")
    with pytest.raises(ValidationError) as refused:
        services.publish_advies(actor=redacteur2, advies=advies, understood=True)
    assert refused.value.messages == [REFUTED]


def test_second_redacteur_publishes(redacteur, redacteur2) -> None:
    advies = services.publish_advies(actor=redacteur2, advies=ready(redacteur), understood=True)
    assert (advies.state, advies.published_by) == (State.PUBLISHED, redacteur2)
    assert actions() == ["advies.evidence_changed", "advies.published"]
    states = AdviesEvent.objects.filter(pgh_obj=advies).order_by("pgh_id")
    assert list(states.values_list("state", flat=True)) == ["review", "review", "published"]


def test_author_cannot_publish_own_advies(redacteur) -> None:
    """Row 78."""
    advies = ready(redacteur)
    with pytest.raises(PermissionDenied):
        services.publish_advies(actor=redacteur, advies=advies, understood=True)
    with pytest.raises(IntegrityError, match="advies_four_eyes"), transaction.atomic():
        Advies.objects.filter(pk=advies.pk).update(published_by=redacteur)


def test_whoever_changed_it_last_cannot_publish_it(redacteur, redacteur2) -> None:
    advies = ready(redacteur)
    services.update_advies(actor=redacteur2, advies=advies, why="Een nieuw waarom.")
    services.submit_for_review(actor=redacteur2, advies=advies)
    with pytest.raises(PermissionDenied):
        services.publish_advies(actor=redacteur2, advies=advies, understood=True)


def test_only_what_waits_can_be_published(redacteur, redacteur2) -> None:
    with pytest.raises(ValidationError):
        services.publish_advies(
            actor=redacteur2, advies=ready(redacteur, state="draft"), understood=True
        )


def test_submit_asks_others_to_look(redacteur) -> None:
    advies = services.submit_for_review(actor=redacteur, advies=ready(redacteur, state="draft"))
    event = MessageEvent.objects.get()
    assert (event.kind, event.object_id, event.actor) == (
        "advies.review_asked",
        advies.pk,
        redacteur,
    )


def test_change_in_review_makes_a_draft_again(redacteur) -> None:
    advies = ready(redacteur)
    services.update_advies(actor=redacteur, advies=advies, title="Een andere regel")
    advies.refresh_from_db()
    assert (advies.state, advies.slug) == (State.DRAFT, "een-andere-regel")


def test_published_text_stands(make_advies, redacteur) -> None:
    advies = make_advies()
    with pytest.raises(ValidationError):
        services.update_advies(actor=redacteur, advies=advies, title="Stiekem anders")
    with pytest.raises(ValidationError):
        services.unlink_les(actor=redacteur, advies=advies, les=advies.lessen.get())
    assert Advies.objects.get(pk=advies.pk).title == advies.title


def test_returned_advies_keeps_the_reason(redacteur, redacteur2) -> None:
    advies = services.return_advies(
        actor=redacteur2, advies=ready(redacteur), reason="Het waarom is te lang."
    )
    assert (advies.state, advies.returned_reason) == (State.DRAFT, "Het waarom is te lang.")


def test_withdrawing_takes_a_reason(make_advies, redacteur) -> None:
    advies = make_advies()
    with pytest.raises(ValidationError):
        services.withdraw_advies(actor=redacteur, advies=advies, reason=" ")
    gone = services.withdraw_advies(actor=redacteur, advies=advies, reason="De wet veranderde.")
    assert (gone.state, gone.withdrawn_reason) == (State.WITHDRAWN, "De wet veranderde.")
    assert Advies.objects.published().count() == 0


def test_evidence_changes_when_a_source_is_withdrawn(make_advies, redacteur) -> None:
    """Row 82: the label is computed, and drops at once."""
    first, second = CasusFactory(), CasusFactory()
    advies = make_advies(first, second)
    assert advies.get_level_display() == "herkend"
    withdraw(second, redacteur)
    advies.refresh_from_db()
    assert advies.get_level_display() == "vermoeden"
    restore(second, redacteur)
    advies.refresh_from_db()
    assert advies.get_level_display() == "herkend"


def test_withdrawn_casus_flags_its_adviezen_and_makes_a_task(make_advies, redacteur) -> None:
    """Row 111."""
    casus, other = CasusFactory(), CasusFactory()
    flagged, untouched = make_advies(casus, other), make_advies(other)
    draft = ready(redacteur, les=LesFactory(casus=casus), state="draft")
    withdraw(casus, redacteur)
    signal = Signaal.objects.get()
    assert (signal.advies, signal.casus) == (flagged, casus)
    assert signal.kind == SignalKind.SOURCE_WITHDRAWN
    levels = {
        advies.pk: advies.level
        for advies in Advies.objects.filter(state__in=["published", "draft"])
    }
    assert levels == {
        flagged.pk: Level.SUSPECTED,
        untouched.pk: Level.SUSPECTED,
        draft.pk: Level.UNKNOWN,
    }
    assert actions().count("advies.source_withdrawn") == 2


def test_withdrawing_twice_makes_one_task(make_advies, redacteur) -> None:
    casus = CasusFactory()
    make_advies(casus)
    withdraw(casus, redacteur)
    withdraw(casus, redacteur)
    assert Signaal.objects.count() == 1


def test_a_casus_that_comes_back_closes_its_tasks(make_advies, redacteur) -> None:
    casus = CasusFactory()
    make_advies(casus)
    withdraw(casus, redacteur)
    restore(casus, redacteur)
    signal = Signaal.objects.get()
    assert (signal.note, signal.handled_by) == ("De casus is teruggezet.", redacteur)
    assert Signaal.objects.waiting().count() == 0


def test_withdrawn_casus_behind_minutes_counts_too(redacteur, make_advies) -> None:
    item = VerslagItemFactory(agendapunt__casus=CasusFactory())
    advies = make_advies()
    les = advies.lessen.get()
    les.bevindingen.set([BevindingFactory(casus=None, verslag_item=item)])
    services.refresh_evidence(advies)
    withdraw(item.agendapunt.casus, redacteur)
    assert Signaal.objects.get().advies == advies


def test_contradictions_dispute_and_then_refute(make_advies, redacteur) -> None:
    advies = make_advies(CasusFactory(), CasusFactory())
    first, second = agreed_les(), agreed_les()
    services.link_les(actor=redacteur, advies=advies, les=first, relation="contradicts")
    advies.refresh_from_db()
    assert (advies.is_disputed, advies.is_refuted) == (True, False)
    services.link_les(actor=redacteur, advies=advies, les=second, relation="contradicts")
    advies.refresh_from_db()
    assert (advies.is_refuted, Advies.objects.published().count()) == (True, 0)
    assert Signaal.objects.get().kind == SignalKind.REFUTED
    services.settle_contradiction(actor=redacteur, advies=advies, les=second)
    advies.refresh_from_db()
    assert (advies.is_disputed, advies.is_refuted) == (True, False)


def test_handled_signal_says_who_and_what(make_advies, redacteur) -> None:
    signal = Signaal.objects.create(advies=make_advies(), kind=SignalKind.REFUTED)
    services.handle_signaal(actor=redacteur, signaal=signal, note="Tekst aangepast.")
    signal.refresh_from_db()
    assert (signal.handled_by, signal.note) == (redacteur, "Tekst aangepast.")
    assert actions()[-1] == "signaal.handled"


def test_every_event_that_is_handled_is_declared() -> None:
    handled = {event.key for event in events.all_events() if event.handlers}
    assert {"casus.withdrawn", "casus.restored"} <= handled
    assert events.undeclared() == []
