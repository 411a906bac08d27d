"""The acts: what they change, what they refuse, and what they tell."""

from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from casussen import services
from casussen.enums import RequestState, SectionKind
from casussen.models import Casus, CasusDeelname, CasusSectie, Dilemma, Publicatieverzoek
from communities.models import Community, Deelnemer
from netwerk.kern.audit.models import AuditEvent
from netwerk.kern.berichten.models import MessageEvent
from tests.factories import (
    CasusFactory,
    DilemmaFactory,
    OrganisatieFactory,
    ToestemmingFactory,
    begrip,
)

FACTS = {
    "title": "De dorpswinkel",
    "summary": "Een winkel van het dorp zelf.",
    "learning_question": "Hoe houd je hem open?",
}


@pytest.fixture
def casus(community: Community, deelnemer: Deelnemer) -> Casus:
    """Return a casus of *deelnemer*, for the network, without sections."""
    made = CasusFactory(community=community, casushouder=deelnemer, visibility="network")
    made.secties.all().delete()
    return made


def write(casus: Casus, person: Deelnemer, kind: str, body: str, version: int = 0) -> Any:
    return services.save_section(actor=person, casus=casus, kind=kind, body=body, version=version)


def complete(casus: Casus, person: Deelnemer) -> None:
    for kind in (SectionKind.CONTEXT, SectionKind.APPROACH, SectionKind.RESULTS):
        write(casus, person, kind, f"Tekst over {kind.label}.")
    casus.themes.add(begrip("cbs-thema", "wonen"))


def agreed(casus: Casus, person: Deelnemer) -> None:
    """Complete a casus, and let the organisation agree to it."""
    complete(casus, person)
    ToestemmingFactory(casus=casus, granted=True)


def actions() -> list[str]:
    return list(AuditEvent.objects.order_by("pk").values_list("action", flat=True))


def test_create_casus_gives_each_its_own_address_and_small_tags(
    community: Community, deelnemer: Deelnemer
) -> None:
    made = [
        services.create_casus(
            actor=deelnemer,
            community=community,
            visibility="community",
            organisatie=OrganisatieFactory(),
            provinces=[begrip("provincie", "zeeland")],
            tags=["Dorpshuis", "dorpshuis ", "Vrijwilligers"],
            **FACTS,
        )
        for _ in range(2)
    ]
    assert [row.slug for row in made] == ["de-dorpswinkel", "de-dorpswinkel-2"]
    assert sorted(tag.name for tag in made[0].tags.all()) == ["dorpshuis", "vrijwilligers"]
    assert (made[0].casushouder, made[0].secties.count()) == (deelnemer, 0)
    assert actions() == ["casus.created", "casus.created"]


@pytest.mark.parametrize("title", ["Nieuw", "Dilemma’s", "???"])
def test_no_casus_gets_the_address_of_a_page(
    title: str, community: Community, deelnemer: Deelnemer
) -> None:
    made = services.create_casus(
        actor=deelnemer,
        community=community,
        visibility="community",
        organisatie=OrganisatieFactory(),
        **FACTS | {"title": title},
    )
    assert made.slug == {"Nieuw": "nieuw-2", "Dilemma’s": "dilemmas-2", "???": "casus"}[title]


def test_nobody_starts_with_a_public_casus(community: Community, deelnemer: Deelnemer) -> None:
    with pytest.raises(services.CasusError):
        services.create_casus(
            actor=deelnemer,
            community=community,
            visibility="public",
            organisatie=OrganisatieFactory(),
            **FACTS,
        )
    assert Casus.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_two_people_save_two_sections_at_the_same_time(casus: Casus) -> None:
    other = CasusFactory().casushouder
    ready = Barrier(2)

    def save(person: Deelnemer, kind: str) -> None:
        try:
            ready.wait(timeout=10)
            write(casus, person, kind, f"Van {person.first_name}: {kind}.")
        finally:
            connection.close()

    threads = [
        Thread(target=save, args=(casus.casushouder, "approach")),
        Thread(target=save, args=(other, "results")),
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=20)
    saved = {row.kind: (row.body, row.version) for row in casus.secties.all()}
    assert saved == {
        "approach": (f"Van {casus.casushouder.first_name}: approach.", 1),
        "results": (f"Van {other.first_name}: results.", 1),
    }


def test_a_section_conflict_keeps_both_texts(casus: Casus, organisator: Deelnemer) -> None:
    write(casus, casus.casushouder, "approach", "Zo begon het.")
    write(casus, organisator, "approach", "Van de ander.", version=1)
    with pytest.raises(services.SectionConflictError) as caught:
        write(casus, casus.casushouder, "approach", "Van mij.", version=1)
    assert (caught.value.current.body, caught.value.yours) == ("Van de ander.", "Van mij.")
    assert caught.value.current.updated_by == organisator
    stored = CasusSectie.objects.get(casus=casus)
    assert (stored.body, stored.version) == ("Van de ander.", 2)
    history = stored.events.order_by("pgh_id").values_list("body", flat=True)
    assert list(history) == ["Zo begon het.", "Van de ander."]


def test_two_first_texts_for_one_section_conflict_too(casus: Casus, organisator: Deelnemer) -> None:
    write(casus, organisator, "approach", "Eerst.")
    with pytest.raises(services.SectionConflictError):
        write(casus, casus.casushouder, "approach", "Ook eerst.")
    assert write(casus, casus.casushouder, "approach", "Eerst.").version == 1
    assert write(casus, casus.casushouder, "results", "") is None


def test_an_incomplete_casus_is_not_put_to_somebody_else(casus: Casus) -> None:
    casus.provinces.clear()
    with pytest.raises(services.IncompleteError) as caught:
        services.request_publication(actor=casus.casushouder, casus=casus)
    assert caught.value.missing == [
        "Aanleiding en context",
        "Aanpak",
        "Resultaten",
        "Gebied",
        "Thema",
    ]
    assert (Publicatieverzoek.objects.count(), MessageEvent.objects.count()) == (0, 0)


def test_publication_takes_somebody_else(casus: Casus, organisator: Deelnemer) -> None:
    writer = casus.casushouder
    agreed(casus, writer)
    verzoek = services.request_publication(actor=writer, casus=casus, note="Mag het?")
    with pytest.raises(services.CasusError):
        services.request_publication(actor=writer, casus=casus)
    with pytest.raises(services.CasusError):
        services.decide_publication(actor=writer, verzoek=verzoek, granted=True)
    casus.refresh_from_db()
    assert casus.visibility == "network"
    services.decide_publication(actor=organisator, verzoek=verzoek, granted=True)
    casus.refresh_from_db()
    verzoek.refresh_from_db()
    assert (casus.visibility, verzoek.state, verzoek.decided_by) == (
        "public",
        RequestState.GRANTED,
        organisator,
    )
    told = MessageEvent.objects.order_by("pk").values_list("kind", "data__verzoek_id")
    assert list(told) == [
        ("publicatieverzoek.asked", verzoek.pk),
        ("toestemming.published", None),
        ("publicatieverzoek.decided", verzoek.pk),
    ]


def test_a_refusal_needs_a_reason_and_changes_nothing_else(
    casus: Casus, organisator: Deelnemer
) -> None:
    agreed(casus, casus.casushouder)
    verzoek = services.request_publication(actor=casus.casushouder, casus=casus)
    with pytest.raises(services.CasusError):
        services.decide_publication(actor=organisator, verzoek=verzoek, granted=False)
    decided = services.decide_publication(
        actor=organisator, verzoek=verzoek, granted=False, reason="Er staat een naam in."
    )
    casus.refresh_from_db()
    assert (casus.visibility, decided.state) == ("network", RequestState.REFUSED)
    with pytest.raises(services.CasusError):
        services.decide_publication(actor=organisator, verzoek=verzoek, granted=True)


def test_writers_choose_up_to_the_network(casus: Casus, organisator: Deelnemer) -> None:
    for visibility in ("group", "community", "network"):
        services.change_visibility(actor=casus.casushouder, casus=casus, visibility=visibility)
        casus.refresh_from_db()
        assert casus.visibility == visibility
    with pytest.raises(services.CasusError):
        services.change_visibility(actor=casus.casushouder, casus=casus, visibility="public")
    Casus.objects.update(visibility="public")
    with pytest.raises(services.CasusError):
        services.change_visibility(actor=organisator, casus=casus, visibility="network")
    services.change_visibility(actor=casus.casushouder, casus=casus, visibility="network")
    casus.refresh_from_db()
    assert casus.visibility == "network"


def test_a_request_lapses_when_nobody_could_answer_it(casus: Casus) -> None:
    agreed(casus, casus.casushouder)
    services.request_publication(actor=casus.casushouder, casus=casus)
    services.change_visibility(actor=casus.casushouder, casus=casus, visibility="group")
    assert Publicatieverzoek.objects.get().state == RequestState.DROPPED
    with pytest.raises(services.CasusError):
        services.request_publication(actor=casus.casushouder, casus=casus)


def test_a_withdrawn_casus_stands_still_until_it_comes_back(casus: Casus) -> None:
    owner = casus.casushouder
    services.withdraw_casus(actor=owner, casus=casus, reason="De cijfers klopten niet.")
    casus.refresh_from_db()
    assert (casus.withdrawn_at is not None, casus.withdrawn_reason) == (
        True,
        "De cijfers klopten niet.",
    )
    for act in (
        lambda: write(casus, owner, "approach", "Toch nog."),
        lambda: services.update_casus(actor=owner, casus=casus, title="Anders"),
        lambda: services.set_stage(actor=owner, casus=casus, stage="finished"),
        lambda: services.change_visibility(actor=owner, casus=casus, visibility="group"),
        lambda: services.withdraw_casus(actor=owner, casus=casus, reason="Nog eens."),
    ):
        with pytest.raises(services.CasusError):
            act()
    services.restore_casus(actor=owner, casus=casus)
    services.restore_casus(actor=owner, casus=casus)
    casus.refresh_from_db()
    assert (casus.withdrawn_at, casus.withdrawn_reason) == (None, "")
    assert actions() == ["casus.withdrawn", "casus.restored"]


def test_withdrawing_tells_the_apps_above(casus: Casus, monkeypatch: pytest.MonkeyPatch) -> None:
    from netwerk.kern import events

    told: list[tuple[str, Any]] = []
    for event in events.all_events():
        if event.key.startswith("casus."):
            handler = [lambda key=event.key, **data: told.append((key, data["casus"].pk))]
            monkeypatch.setattr(event, "handlers", handler)
    services.withdraw_casus(actor=casus.casushouder, casus=casus, reason="Niet goed.")
    services.restore_casus(actor=casus.casushouder, casus=casus)
    assert told == [("casus.withdrawn", casus.pk), ("casus.restored", casus.pk)]


def test_welvaartsbeeld_and_stage_are_kept_apart_from_visibility(casus: Casus) -> None:
    lines = {"nu": ("plus", "Minder tocht."), "later": ("let", ""), "elders": ("leeg", "")}
    services.set_welvaartsbeeld(actor=casus.casushouder, casus=casus, lines=lines)
    services.set_welvaartsbeeld(actor=casus.casushouder, casus=casus, lines=lines)
    services.set_stage(actor=casus.casushouder, casus=casus, stage="working")
    fresh = Casus.objects.get(pk=casus.pk)
    assert fresh.beeld == {"nu": "plus", "later": "let", "elders": "leeg"}
    assert (fresh.stage, fresh.visibility) == ("working", "network")


def test_a_casus_is_handed_over(casus: Casus, organisator: Deelnemer) -> None:
    before = casus.casushouder
    services.set_part(actor=before, casus=casus, person=organisator, role="expert")
    services.transfer_casus(actor=before, casus=casus, person=organisator)
    casus.refresh_from_db()
    parts = list(CasusDeelname.objects.values_list("deelnemer", "role"))
    assert (casus.casushouder, parts) == (organisator, [(before.pk, "co_author")])
    services.remove_part(actor=organisator, casus=casus, person=before)
    assert CasusDeelname.objects.count() == 0
    with pytest.raises(services.CasusError):
        services.set_part(actor=organisator, casus=casus, person=organisator, role="expert")


def test_a_dilemma_is_brought_in_changed_and_closed(casus: Casus) -> None:
    author = casus.casushouder
    dilemma = services.create_dilemma(
        actor=author,
        community=casus.community,
        casussen=[casus],
        question="Snel of samen?",
        first_title="Snel",
        first_text="Klaar.",
        second_title="Samen",
        second_text="Leren.",
        visibility="community",
    )
    services.update_dilemma(actor=author, dilemma=dilemma, visibility="network")
    with pytest.raises(services.CasusError):
        services.close_dilemma(
            actor=author, dilemma=dilemma, side="second", outcome="", anyway=True
        )
    services.close_dilemma(
        actor=author,
        dilemma=dilemma,
        side="second",
        outcome="Samen, want dat blijft.",
        anyway=True,
    )
    stored = Dilemma.objects.get()
    assert (stored.slug, stored.visibility, stored.state, list(stored.casussen.all())) == (
        "snel-of-samen",
        "network",
        "chosen",
        [casus],
    )
    assert actions() == ["dilemma.created", "dilemma.changed", "dilemma.closed"]


def test_an_author_does_not_publish_the_own_dilemma(organisator: Deelnemer) -> None:
    dilemma = DilemmaFactory()
    with pytest.raises(services.CasusError):
        services.update_dilemma(actor=dilemma.author, dilemma=dilemma, visibility="public")
    services.update_dilemma(actor=organisator, dilemma=dilemma, visibility="public")
    dilemma.refresh_from_db()
    assert dilemma.visibility == "public"
    assert dilemma.updated_at <= timezone.now()
