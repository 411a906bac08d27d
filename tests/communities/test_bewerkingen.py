"""Something is done with many people at once: shown, done, and undone within a day."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from communities import services
from communities.enums import BulkAction, Role
from communities.models import Community, Deelnemer, Ledenbewerking, Lidmaatschap
from communities.services import bewerkingen
from communities.services.bewerkingen import Choice
from netwerk.kern.audit.models import AuditEvent
from tests.berichten.conftest import in_parallel
from tests.factories import DeelnemerFactory, LidmaatschapFactory

ClientOf = Callable[[Deelnemer | None], Client]
Words = Callable[[Any], str]
Queries = Callable[[Client, str], int]
BEWERKEN = "/beheer/leden/bewerken/"


def members(community: Community, number: int) -> list[Deelnemer]:
    """Return so many new members of a community."""
    return [LidmaatschapFactory(community=community).deelnemer for _ in range(number)]


def numbers(people: list[Deelnemer]) -> str:
    return ",".join(str(person.pk) for person in people)


def done(actor: Deelnemer, choice: Choice, people: list[Deelnemer]) -> Ledenbewerking:
    return bewerkingen.apply_to_many(
        actor=actor, choice=choice, people=[person.pk for person in people]
    )


def roles_in(community: Community) -> dict[int, str]:
    return dict(Lidmaatschap.objects.filter(community=community).values_list("deelnemer", "role"))


def test_fifty_get_a_role_with_one_log_row_each_and_it_is_undone_within_a_day(
    client_of: ClientOf, beheerder: Deelnemer, community: Community, text_of: Words
) -> None:
    """Row 95, as a beheerder does it: choose 50 on the list, look, do, undo."""
    people = members(community, 50)
    client = client_of(beheerder)
    page = client.get(BEWERKEN, {"wie": [person.pk for person in people]})
    assert "50 leden gekozen" in text_of(page)
    choice = {"wie": numbers(people), "actie": "role", "community": community.pk}
    choice["rol"] = Role.ORGANISER
    preview = client.post(BEWERKEN, choice)
    assert "Dit verandert voor 50 leden." in text_of(preview)
    assert set(roles_in(community).values()) == {Role.MEMBER}
    assert AuditEvent.objects.count() == Ledenbewerking.objects.count() == 0
    response = client.post(BEWERKEN, choice | {"stap": "doe"})
    made = Ledenbewerking.objects.get()
    assert response.headers["Location"] == f"/beheer/leden/bewerkingen/{made.pk}/"
    assert set(roles_in(community).values()) == {Role.ORGANISER}
    log = AuditEvent.objects.filter(action="lidmaatschap.role_changed", actor=beheerder)
    assert sorted(log.values_list("subject_id", flat=True)) == [person.pk for person in people]
    assert set(log.values_list("data__bewerking", flat=True)) == {made.pk}
    with time_machine.travel(timezone.now() + timedelta(hours=23)):
        client = client_of(beheerder)
        client.post(f"/beheer/leden/bewerkingen/{made.pk}/terug/")
    # the last of them stays: a community is not left without an organiser
    assert sorted(roles_in(community).values()) == [Role.MEMBER] * 49 + [Role.ORGANISER]
    back = AuditEvent.objects.filter(action="lidmaatschap.role_changed", data__undo=1)
    assert back.count() == 49


def test_everything_comes_back_as_it_was(
    beheerder: Deelnemer, community: Community, organisator: Deelnemer
) -> None:
    people = members(community, 3)
    Lidmaatschap.objects.filter(deelnemer__in=people).update(
        joined_at=timezone.now() - timedelta(days=400)
    )
    before = sorted(Lidmaatschap.objects.values_list("deelnemer", "role", "joined_at"))
    new = [DeelnemerFactory() for _ in range(2)]
    acts: list[tuple[Choice, list[Deelnemer]]] = [
        (Choice(BulkAction.ADD, community, Role.MEMBER), new),
        (Choice(BulkAction.ROLE, community, Role.ORGANISER), people),
        (Choice(BulkAction.REMOVE, community), people),
        (Choice(BulkAction.CLOSE), people),
        (Choice(BulkAction.EDITOR), people),
    ]
    for choice, chosen in acts:
        made = done(beheerder, choice, chosen)
        assert len(made.changes) == len(chosen)
        undone = bewerkingen.undo(actor=beheerder, bewerking=made)
        assert all(line["undone"] for line in undone.changes)
    assert sorted(Lidmaatschap.objects.values_list("deelnemer", "role", "joined_at")) == before
    for person in people:
        person.refresh_from_db()
        assert (person.is_active, person.is_redacteur) == (True, False)
    for back in (BulkAction.OPEN, BulkAction.NO_EDITOR):
        Deelnemer.objects.filter(pk__in=[p.pk for p in people]).update(
            is_active=back != BulkAction.OPEN, is_redacteur=True
        )
        bewerkingen.undo(actor=beheerder, bewerking=done(beheerder, Choice(back), people))
        people[0].refresh_from_db()
        assert (people[0].is_active, people[0].is_redacteur) == (back != BulkAction.OPEN, True)


def test_undo_leaves_alone_what_was_changed_since_and_says_so(
    client_of: ClientOf,
    beheerder: Deelnemer,
    community: Community,
    organisator: Deelnemer,
    text_of: Words,
) -> None:
    kept, back, gone = members(community, 3)
    made = done(beheerder, Choice(BulkAction.ROLE, community, Role.ORGANISER), [kept, back, gone])
    services.remove_lidmaatschap(actor=beheerder, lidmaatschap=kept.lidmaatschappen.get())
    services.add_lidmaatschap(actor=beheerder, person=kept, community=community)
    gone.lidmaatschappen.all().delete()
    bewerkingen.undo(actor=beheerder, bewerking=made)
    assert roles_in(community) == {
        organisator.pk: "organiser",
        kept.pk: "member",
        back.pk: "member",
    }
    page = text_of(client_of(beheerder).get(f"/beheer/leden/bewerkingen/{made.pk}/"))
    assert "2 leden niet, want daar is daarna iets veranderd." in page
    assert page.count("niet teruggedraaid") == 2


def test_undo_is_possible_once_and_for_a_day(
    client_of: ClientOf, beheerder: Deelnemer, text_of: Words
) -> None:
    person = DeelnemerFactory()
    made = done(beheerder, Choice(BulkAction.CLOSE), [person])
    with time_machine.travel(timezone.now() + timedelta(hours=24, minutes=1)):
        client = client_of(beheerder)
        page = client.get(f"/beheer/leden/bewerkingen/{made.pk}/")
        assert "Terugdraaien kan niet meer" in text_of(page)
        late = client.post(f"/beheer/leden/bewerkingen/{made.pk}/terug/", follow=True)
        assert "Terugdraaien kan tot 24 uur na de bewerking." in text_of(late)
    bewerkingen.undo(actor=beheerder, bewerking=made)
    services.deactivate(actor=beheerder, person=person)
    with pytest.raises(ValidationError):
        bewerkingen.undo(actor=beheerder, bewerking=made)
    person.refresh_from_db()
    assert not person.is_active


def test_rules_for_one_hold_for_many(
    client_of: ClientOf, beheerder: Deelnemer, community: Community, text_of: Words
) -> None:
    alone = LidmaatschapFactory(community=community, role=Role.ORGANISER).deelnemer
    member, closed = members(community, 2)
    Deelnemer.objects.filter(pk=closed.pk).update(is_active=False)
    other = DeelnemerFactory(is_beheerder=True)
    outside = DeelnemerFactory()
    everybody = [alone, member, closed, other, outside, beheerder]

    def skipped(choice: Choice) -> dict[int, str]:
        lines = bewerkingen.preview(
            actor=beheerder, choice=choice, people=[person.pk for person in everybody]
        )
        return {line.person.pk: line.skipped for line in lines if line.skipped}

    assert skipped(Choice(BulkAction.ADD, community, Role.MEMBER)) == {
        alone.pk: "same",
        member.pk: "same",
        closed.pk: "closed",
        beheerder.pk: "self",
    }
    assert skipped(Choice(BulkAction.ROLE, community, Role.MEMBER)) == {
        alone.pk: "last_organiser",
        member.pk: "same",
        closed.pk: "same",
        other.pk: "no_place",
        outside.pk: "no_place",
        beheerder.pk: "no_place",
    }
    assert skipped(Choice(BulkAction.REMOVE, community))[alone.pk] == "last_organiser"
    assert skipped(Choice(BulkAction.CLOSE)) == {
        alone.pk: "last_organiser",
        closed.pk: "same",
        other.pk: "beheerder",
        beheerder.pk: "self",
    }
    assert skipped(Choice(BulkAction.OPEN)).keys() == {p.pk for p in everybody} - {closed.pk}
    assert skipped(Choice(BulkAction.EDITOR)) == {closed.pk: "closed", beheerder.pk: "self"}
    assert Lidmaatschap.objects.count() == 3
    data = {"wie": numbers(everybody), "actie": "close"}
    page = text_of(client_of(beheerder).post(BEWERKEN, data))
    assert "Dit verandert voor 2 leden." in page
    assert "4 leden slaan we over" in page
    assert f"{alone} Overgeslagen: is de enige organisator" in page


def test_nobody_is_put_in_a_community_that_ended_but_an_undo_brings_back(
    beheerder: Deelnemer, community: Community, organisator: Deelnemer
) -> None:
    [member] = members(community, 1)
    made = done(beheerder, Choice(BulkAction.REMOVE, community), [member])
    Community.objects.filter(pk=community.pk).update(ends_on=timezone.localdate())
    community.refresh_from_db()
    choice = Choice(BulkAction.ADD, community, Role.MEMBER)
    [line] = bewerkingen.preview(actor=beheerder, choice=choice, people=[member.pk])
    assert line.skipped == "ended"
    bewerkingen.undo(actor=beheerder, bewerking=made)
    assert member.pk in roles_in(community)


def test_two_organisers_do_not_both_lose_the_role(
    beheerder: Deelnemer, community: Community
) -> None:
    pair = [
        LidmaatschapFactory(community=community, role=Role.ORGANISER).deelnemer for _ in range(2)
    ]
    made = done(beheerder, Choice(BulkAction.ROLE, community, Role.MEMBER), pair)
    assert sorted(roles_in(community).values()) == [Role.MEMBER, Role.ORGANISER]
    assert [line.get("skipped") for line in made.changes] == [None, "last_organiser"]


def test_an_act_that_changes_nothing_is_not_kept(beheerder: Deelnemer) -> None:
    with pytest.raises(ValidationError):
        done(beheerder, Choice(BulkAction.OPEN), [DeelnemerFactory()])
    assert Ledenbewerking.objects.count() + AuditEvent.objects.count() == 0


def test_who_is_no_beheerder_any_more_closes_nobody(beheerder: Deelnemer) -> None:
    person = DeelnemerFactory()
    Deelnemer.objects.filter(pk=beheerder.pk).update(is_beheerder=False)
    with pytest.raises(PermissionDenied):
        done(beheerder, Choice(BulkAction.CLOSE), [person])
    person.refresh_from_db()
    assert person.is_active


def test_form_asks_for_what_is_missing_and_keeps_who_was_chosen(
    client_of: ClientOf, beheerder: Deelnemer, community: Community
) -> None:
    people = members(community, 2)
    client = client_of(beheerder)
    for data, field in (({}, "actie"), ({"actie": "add", "rol": "member"}, "community")):
        response = client.post(BEWERKEN, {"wie": numbers(people), **data})
        assert response.status_code == 422
        assert list(response.context["form"].errors) == [field]
        assert f'name="wie" value="{numbers(people)}"' in response.content.decode()
    response = client.post(BEWERKEN, {"wie": "x,", "actie": "close"})
    assert response.headers["Location"] == "/beheer/leden/"


def test_all_of_a_filter_and_no_more_than_fit_at_once(
    client_of: ClientOf,
    beheerder: Deelnemer,
    community: Community,
    text_of: Words,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    people = members(community, 60)
    DeelnemerFactory()
    client = client_of(beheerder)
    page = client.get(BEWERKEN, {"alle": "ja", "community": community.slug})
    assert page.context["number"] == 60
    assert set(page.context["people"].split(",")) == set(numbers(people).split(","))
    wrong = client.get(BEWERKEN, {"alle": "ja", "community": "bestaat-niet"}, follow=True)
    assert "Kies eerst een of meer leden." in text_of(wrong)
    monkeypatch.setattr("communities.views.beheer.ledenlijst.MOST", 50)
    many = client.get(BEWERKEN, {"alle": "ja"}, follow=True)
    assert "Kies hooguit 50 leden tegelijk." in text_of(many)
    with pytest.raises(ValidationError):
        bewerkingen.preview(
            actor=beheerder,
            choice=Choice(BulkAction.CLOSE),
            people=list(range(bewerkingen.MOST + 1)),
        )


def test_lists_of_bewerkingen_take_the_same_queries(
    client_of: ClientOf,
    beheerder: Deelnemer,
    community: Community,
    queries: Queries,
    text_of: Words,
) -> None:
    client = client_of(beheerder)
    first = done(beheerder, Choice(BulkAction.ADD, community, Role.MEMBER), [DeelnemerFactory()])
    one = queries(client, "/beheer/leden/bewerkingen/")
    one_line = queries(client, f"/beheer/leden/bewerkingen/{first.pk}/")
    for _ in range(50):
        done(beheerder, Choice(BulkAction.CLOSE), [DeelnemerFactory()])
    many = done(beheerder, Choice(BulkAction.CLOSE), [DeelnemerFactory() for _ in range(55)])
    assert queries(client, "/beheer/leden/bewerkingen/") == one
    assert queries(client, f"/beheer/leden/bewerkingen/{many.pk}/") == one_line
    words = text_of(client.get("/beheer/leden/bewerkingen/?pagina=2"))
    assert "Zet in een community: Bewoners in beeld, als deelnemer 1 lid" in words


def test_preview_counts_its_queries_per_person(beheerder: Deelnemer, community: Community) -> None:
    def count(number: int) -> int:
        people = [person.pk for person in members(community, number)]
        choice = Choice(BulkAction.ROLE, community, Role.ORGANISER)
        with CaptureQueriesContext(connection) as captured:
            bewerkingen.preview(actor=beheerder, choice=choice, people=people)
        return len(captured)

    two, four = count(2), count(4)
    assert four - two <= 2 * 7


@pytest.mark.django_db(transaction=True)
def test_two_beheerders_at_once_make_one_bewerking(
    beheerder: Deelnemer, community: Community
) -> None:
    people = [person.pk for person in members(community, 5)]
    choice = Choice(BulkAction.ROLE, community, Role.ORGANISER)
    refused = []

    def act() -> None:
        try:
            bewerkingen.apply_to_many(actor=beheerder, choice=choice, people=people)
        except ValidationError:
            refused.append(1)

    in_parallel(8, act)
    assert (len(refused), Ledenbewerking.objects.count()) == (7, 1)
    assert AuditEvent.objects.filter(action="lidmaatschap.role_changed").count() == 5
    made = Ledenbewerking.objects.get()

    def back() -> None:
        try:
            bewerkingen.undo(actor=beheerder, bewerking=made)
        except ValidationError:
            refused.append(1)

    in_parallel(8, back)
    assert len(refused) == 14
    assert AuditEvent.objects.filter(data__undo=1).count() == 4
