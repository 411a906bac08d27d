"""The course of a casus: which changes of stage there are, who makes them, and what follows."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from casussen import services
from casussen.enums import Stage
from casussen.models import Casus, CasusDeelname, Fasewissel
from casussen.services.stage import ALLOWED
from communities.models import Community, Deelnemer
from netwerk.kern import events
from netwerk.kern.audit.models import AuditEvent
from tests.factories import CasusFactory

ClientOf = Callable[[Deelnemer | None], Client]
WHY = "Het bleek anders te gaan."
DECLARED = {
    "exploring": {"working", "archived"},
    "working": {"exploring", "discussed", "archived"},
    "discussed": {"working", "finished", "archived"},
    "finished": {"discussed", "followed", "archived"},
    "followed": {"finished", "archived"},
}


@pytest.fixture
def casus(community: Community, deelnemer: Deelnemer) -> Casus:
    """Return a casus of *deelnemer*, for the network."""
    return CasusFactory(community=community, casushouder=deelnemer, visibility="network")


@pytest.mark.django_db
@pytest.mark.parametrize("after", Stage.values)
@pytest.mark.parametrize("before", DECLARED)
def test_only_allowed_transitions_each_logged_with_actor_and_reason(
    casus: Casus, deelnemer: Deelnemer, before: str, after: str
) -> None:
    Casus.objects.update(stage=before)

    def change() -> Any:
        return services.set_stage(actor=deelnemer, casus=casus, stage=after, reason=WHY)

    logged = AuditEvent.objects.filter(action="casus.stage_set")
    if after in DECLARED[before]:
        change()
        assert Casus.objects.get().stage == after
        told = Fasewissel.objects.values_list("before", "after", "reason", "changed_by")
        assert list(told) == [(before, after, WHY, deelnemer.pk)]
        line = logged.get()
        assert (line.actor_id, line.subject_id) == (deelnemer.pk, casus.pk)
        assert line.data == {"before": before, "after": after}
        return
    if after == before:
        change()
    else:
        with pytest.raises(services.CasusError):
            change()
    assert Casus.objects.get().stage == before
    assert (Fasewissel.objects.count(), logged.count()) == (0, 0)


@pytest.mark.django_db
def test_going_on_speaks_for_itself_and_all_else_needs_a_reason(casus: Casus) -> None:
    actor = casus.casushouder
    for stage in ("working", "discussed", "finished", "followed"):
        services.set_stage(actor=actor, casus=casus, stage=stage)
    for stage in ("finished", "archived"):
        with pytest.raises(services.CasusError):
            services.set_stage(actor=actor, casus=casus, stage=stage, reason="  ")
    assert Casus.objects.get().stage == "followed"
    for moves in ALLOWED.values():
        assert sum(not move.needs_reason for move in moves) <= 1


@pytest.mark.django_db
def test_finishing_starts_the_follow_up_and_going_back_stops_it(
    casus: Casus, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[tuple[str, bool]] = []
    for event in events.all_events():
        if event.key.startswith("casus."):
            handler = [
                lambda key=event.key, **data: told.append((key, bool(data["casus"].finished_at)))
            ]
            monkeypatch.setattr(event, "handlers", handler)
    actor = casus.casushouder
    for stage in ("working", "discussed", "finished", "followed", "finished"):
        services.set_stage(actor=actor, casus=casus, stage=stage, reason=WHY)
    casus.refresh_from_db()
    since = casus.finished_at
    assert since is not None
    for stage in ("archived", "finished"):
        services.set_stage(actor=actor, casus=casus, stage=stage, reason=WHY)
    casus.refresh_from_db()
    assert casus.finished_at == since
    services.set_stage(actor=actor, casus=casus, stage="discussed", reason=WHY)
    casus.refresh_from_db()
    assert casus.finished_at is None
    assert told == [("casus.finished", True), ("casus.reopened", False)]


@pytest.mark.django_db
def test_an_archived_casus_is_read_not_written_and_comes_back_where_it_was(
    casus: Casus, organisator: Deelnemer, ander_lid: Deelnemer, client_of: ClientOf
) -> None:
    owner = casus.casushouder
    Casus.objects.update(stage="discussed")
    services.set_stage(actor=owner, casus=casus, stage="archived", reason=WHY)
    for act in (
        lambda: services.save_section(
            actor=owner, casus=casus, kind="results", body="Toch.", version=0
        ),
        lambda: services.update_casus(actor=owner, casus=casus, title="Anders"),
        lambda: services.set_welvaartsbeeld(actor=owner, casus=casus, lines={}),
        lambda: services.request_publication(actor=owner, casus=casus),
        lambda: services.set_stage(actor=owner, casus=casus, stage="exploring", reason=WHY),
    ):
        with pytest.raises(services.CasusError):
            act()
    page = client_of(ander_lid).get(casus.get_absolute_url())
    assert page.status_code == 200
    assert "Deze casus is gearchiveerd" in page.text
    writer = client_of(owner)
    for name in ("update", "welvaartsbeeld", "request_publication"):
        assert writer.get(reverse(f"casussen:{name}", args=[casus.slug])).status_code == 403
    services.change_visibility(actor=owner, casus=casus, visibility="community")
    services.set_part(actor=owner, casus=casus, person=organisator, role="expert")
    with pytest.raises(services.CasusError):
        services.set_stage(actor=owner, casus=casus, stage="discussed")
    page = writer.post(
        reverse("casussen:stage", args=[casus.slug]), {"stage": "discussed", "reason": WHY}
    )
    assert page.status_code == 302
    assert Casus.objects.get().stage == "discussed"


@pytest.mark.django_db
def test_the_form_offers_only_what_is_allowed_and_keeps_what_was_typed(
    casus: Casus, client_of: ClientOf
) -> None:
    client = client_of(casus.casushouder)
    address = reverse("casussen:stage", args=[casus.slug])
    page = client.get(address).text
    for stage in Stage.values:
        offered = stage in DECLARED["exploring"]
        assert (f'value="{stage}"' in page) is offered, stage
    page = client.post(address, {"stage": "archived", "reason": ""})
    assert "Schrijf op waarom." in page.text
    page = client.post(address, {"stage": "finished", "reason": WHY})
    assert "Dit kan nu niet" in page.text
    assert WHY in page.text
    assert Casus.objects.get().stage == "exploring"


@pytest.mark.django_db
def test_the_casusgroep_sees_the_course_and_others_do_not(
    casus: Casus, organisator: Deelnemer, client_of: ClientOf
) -> None:
    expert = CasusFactory().casushouder
    CasusDeelname.objects.create(casus=casus, deelnemer=expert, role="expert")
    services.set_stage(actor=casus.casushouder, casus=casus, stage="working")
    services.set_stage(actor=casus.casushouder, casus=casus, stage="archived", reason=WHY)
    for person, sees in (
        (casus.casushouder, True),
        (expert, True),
        (organisator, False),
    ):
        page = client_of(person).get(casus.get_absolute_url()).text
        assert page.count(WHY) == int(sees)
        assert page.count("Van verkenning naar in uitwerking") == int(sees)


@pytest.mark.django_db
def test_out_of_the_archive_the_reason_is_not_called_optional(
    casus: Casus, client_of: ClientOf
) -> None:
    client = client_of(casus.casushouder)
    address = reverse("casussen:stage", args=[casus.slug])
    assert "mag je leeg laten" in client.get(address).text
    services.set_stage(actor=casus.casushouder, casus=casus, stage="archived", reason=WHY)
    assert "mag je leeg laten" not in client.get(address).text
    page = client.post(address, {"stage": "exploring", "reason": ""})
    assert "Schrijf op waarom." in page.text
