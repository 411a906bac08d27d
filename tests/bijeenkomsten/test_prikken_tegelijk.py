"""Fifty people who answer a date poll at once: no answer is lost, and the counts are right."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from bijeenkomsten import services
from bijeenkomsten.enums import PollState, Suits
from bijeenkomsten.models import Aanmelding, Datumprikker, Datumstem
from bijeenkomsten.prikken import overview
from communities.models import Community, Deelnemer
from netwerk.kern.audit.models import AuditEvent
from tests.bijeenkomsten.test_plekken import at_once
from tests.factories import DatumoptieFactory, DatumprikkerFactory, LidmaatschapFactory

pytestmark = pytest.mark.django_db
SAID = (Suits.YES, Suits.IF_NEEDED, Suits.NO)


def poll_with(community: Community, moments: int = 3) -> tuple[Datumprikker, list[Any]]:
    poll = DatumprikkerFactory(community=community)
    start = timezone.now() + timedelta(days=14)
    options = [
        DatumoptieFactory(datumprikker=poll, starts_at=start + timedelta(days=n))
        for n in range(moments)
    ]
    return poll, options


def act_of(poll: Datumprikker, person: Deelnemer, said: dict[int, str]) -> Callable[[], str]:
    def act() -> str:
        services.vote(actor=person, datumprikker=poll, answers=said)
        return "said"

    return act


def test_fifty_answers_at_once_are_all_there(transactional_db: None, community: Community) -> None:
    poll, options = poll_with(community)
    people = [row.deelnemer for row in LidmaatschapFactory.create_batch(50, community=community)]
    said = {
        person.pk: {option.pk: SAID[(at + place) % 3] for place, option in enumerate(options)}
        for at, person in enumerate(people)
    }
    outcomes = at_once([act_of(poll, person, said[person.pk]) for person in people])
    assert outcomes == ["said"] * 50
    votes = Datumstem.objects.values_list("deelnemer", "optie", "suits")
    assert len(votes) == 150
    assert all(said[person][option] == suits for person, option, suits in votes)
    counts = [(len(row.yes), len(row.if_needed), len(row.no)) for row in overview(poll)]
    assert counts == [(17, 17, 16), (16, 17, 17), (17, 16, 17)]
    assert AuditEvent.objects.filter(action="datumprikker.answered").count() == 50


def test_one_person_who_answers_ten_times_at_once_has_one_whole_answer(
    transactional_db: None, community: Community
) -> None:
    poll, options = poll_with(community)
    person = LidmaatschapFactory(community=community).deelnemer
    answers = [dict.fromkeys((o.pk for o in options), SAID[n % 3]) for n in range(10)]
    assert at_once([act_of(poll, person, each) for each in answers]) == ["said"] * 10
    stored = dict(Datumstem.objects.values_list("optie", "suits"))
    assert len(stored) == 3
    assert len(set(stored.values())) == 1  # never half of one answer and half of another


def test_who_answers_while_the_moment_is_chosen_is_in_it_or_hears_that_it_closed(
    transactional_db: None, community: Community, organisator: Deelnemer
) -> None:
    poll, options = poll_with(community)
    people = [row.deelnemer for row in LidmaatschapFactory.create_batch(20, community=community)]
    acts = [act_of(poll, person, {options[0].pk: Suits.YES}) for person in people]

    def choose() -> str:
        services.choose_moment(actor=organisator, datumprikker=poll, optie=options[0])
        return "chosen"

    outcomes = at_once([*acts, choose])
    assert outcomes.count("chosen") == 1
    heard = [each for each in outcomes if isinstance(each, services.BijeenkomstError)]
    assert len(heard) + outcomes.count("said") == 20
    poll.refresh_from_db()
    assert poll.state == PollState.CHOSEN
    asked = Aanmelding.objects.filter(asked=True).count()
    assert asked == Datumstem.objects.count() == outcomes.count("said")
