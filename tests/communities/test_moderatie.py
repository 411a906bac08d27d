"""Reporting, deciding, objecting: one case for a text, with reasons (features.md rows 35, 97)."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from communities import services
from communities.enums import Role
from communities.models import Community, Deelnemer, Melding, Onderwerp, Reactie, Zaak
from netwerk.kern.audit.models import AuditEvent
from netwerk.kern.avg import kopie, retention
from netwerk.kern.berichten.models import Delivery, State
from netwerk.kern.berichten.planner import plan_due
from netwerk.kern.berichten.registry import get
from tests.factories import AdviesFactory, CasusFactory, LidmaatschapFactory, OnderwerpFactory

pytestmark = pytest.mark.django_db
ClientOf = Callable[[Deelnemer | None], Client]
SECRET = "Mevrouw Zwaluwstaart woont op nummer 12."
WHY = "Er staan gegevens van een inwoner in."


@pytest.fixture
def post(community: Community, deelnemer: Deelnemer) -> Reactie:
    return services.post_reactie(actor=deelnemer, subject=community, body=SECRET)


@pytest.fixture
def reporter(community: Community) -> Deelnemer:
    return LidmaatschapFactory(community=community, deelnemer__first_name="Mia").deelnemer


def report(person: Deelnemer, thing: Any, **more: str) -> Zaak:
    return services.report(actor=person, thing=thing, reason="private", **more).zaak


def decide(person: Deelnemer, zaak: Zaak, outcome: str = "removed") -> Zaak:
    return services.decide(actor=person, zaak=zaak, outcome=outcome, reason=WHY)


def meld(client: Client, post: Reactie, **changes: str) -> Any:
    data = {"reason": "private", "explanation": "Nummer 12 hoort hier niet."} | changes
    return client.post(reverse("communities:reactie_meld", args=[post.pk]), data)


def told(kind: str) -> list[Deelnemer]:
    plan_due()
    rows = Delivery.objects.filter(kind=kind).exclude(state=State.SUPPRESSED)
    return [row.person for row in rows.order_by("pk")]


def test_reports_of_many_are_one_row_in_the_queue_and_the_decision_is_told(
    post: Reactie, community: Community, reporter: Deelnemer, organisator: Deelnemer,
    deelnemer: Deelnemer, client_of: ClientOf, text_of: Any,
) -> None:  # fmt: skip
    inside = client_of(reporter).get(reverse("communities:inside", args=[community.slug]))
    assert reverse("communities:reactie_meld", args=[post.pk]) in inside.content.decode()
    second = LidmaatschapFactory(community=community).deelnemer
    for person in (reporter, second):
        assert meld(client_of(person), post).status_code == 302
    zaak = Zaak.objects.get()
    assert Melding.objects.filter(zaak=zaak).count() == 2
    mine = text_of(client_of(reporter).get("/moderatie/gemeld/"))
    assert "wacht op een besluit" in mine
    queue = client_of(organisator).get("/moderatie/")
    assert text_of(queue).count("2 keer gemeld") == 1
    assert "Zwaluwstaart" in text_of(queue)
    assert "Eén melding wacht" in text_of(client_of(organisator).get("/mijn/"))
    page = text_of(client_of(organisator).get(zaak.get_absolute_url()))
    assert "Nummer 12 hoort hier niet." in page
    assert str(reporter) not in page, "moderators do not learn who reported"
    url = zaak.get_absolute_url()
    without = client_of(organisator).post(url, {"outcome": "removed", "reason": " "})
    assert (without.status_code, "Schrijf op waarom." in without.text) == (422, True)
    done = client_of(organisator).post(url, {"outcome": "removed", "reason": WHY})
    assert done.status_code == 302
    post.refresh_from_db()
    assert (post.removed_by, post.is_moderated) == (organisator, True)
    for reader in (reporter, deelnemer):
        words = text_of(client_of(reader).get(reverse("communities:inside", args=[community.slug])))
        assert "Deze reactie is weggehaald door een organisator" in words
        assert "Zwaluwstaart" not in words
        assert ("Lees waarom" in words) == (reader == deelnemer)
    why = client_of(deelnemer).get(reverse("communities:reactie_besluit", args=[post.pk]))
    assert why.headers["Location"] == url
    own = text_of(client_of(deelnemer).get(url))
    assert WHY in own
    assert "Vraag opnieuw te kijken" in own
    assert "Nummer 12 hoort hier niet." not in own, "what reporters wrote is not for the author"
    assert set(told("zaak.reported")) == {reporter, second}
    assert told("zaak.written") == [deelnemer]
    [line] = AuditEvent.objects.filter(action="melding.decided")
    assert (line.actor, line.data["outcome"]) == (organisator, "removed")
    assert Zaak.objects.to_decide_by(organisator).count() == 0


def test_who_decides(
    post: Reactie, community: Community, reporter: Deelnemer, organisator: Deelnemer,
    redacteur: Deelnemer, beheerder: Deelnemer, ander_lid: Deelnemer, deelnemer: Deelnemer,
) -> None:  # fmt: skip
    elsewhere = LidmaatschapFactory(role=Role.ORGANISER).deelnemer
    zaak = report(reporter, post)
    people = (organisator, redacteur, beheerder, elsewhere, reporter, deelnemer, ander_lid)
    assert [p for p in people if Zaak.objects.to_decide_by(p).exists()] == [organisator]
    for person in people[1:]:
        with pytest.raises(PermissionDenied):
            decide(person, zaak)
    zaak.refresh_from_db()
    assert zaak.state == "open"
    assert told("zaak.waiting") == [organisator]


def test_the_only_organiser_does_not_decide_about_an_own_text(
    community: Community, organisator: Deelnemer, reporter: Deelnemer, redacteur: Deelnemer
) -> None:
    own = services.post_reactie(actor=organisator, subject=community, body="Van mij")
    zaak = report(reporter, own)
    assert not Zaak.objects.to_decide_by(organisator).exists()
    assert Zaak.objects.to_decide_by(redacteur).get() == zaak
    colleague = LidmaatschapFactory(community=community, role=Role.ORGANISER).deelnemer
    assert Zaak.objects.to_decide_by(colleague).get() == zaak
    assert not Zaak.objects.to_decide_by(redacteur).exists()


def test_who_reported_decides_only_when_nobody_else_is_left(
    post: Reactie, organisator: Deelnemer, redacteur: Deelnemer
) -> None:
    zaak = report(organisator, post)
    assert not Zaak.objects.to_decide_by(organisator).exists()
    assert Zaak.objects.to_decide_by(redacteur).get() == zaak
    Deelnemer.objects.filter(pk=redacteur.pk).update(is_active=False)
    assert Zaak.objects.to_decide_by(organisator).get() == zaak


def test_what_has_no_community_is_for_redacteuren(
    deelnemer: Deelnemer, reporter: Deelnemer, organisator: Deelnemer, redacteur: Deelnemer
) -> None:
    advies = AdviesFactory(published=True)
    zaak = report(reporter, services.post_reactie(actor=deelnemer, subject=advies, body=SECRET))
    assert zaak.community is None
    assert not Zaak.objects.to_decide_by(organisator).exists()
    assert Zaak.objects.to_decide_by(redacteur).get() == zaak


def test_a_moderator_reads_what_was_reported_and_not_the_closed_talk_around_it(
    community: Community, organisator: Deelnemer, client_of: ClientOf, text_of: Any
) -> None:
    holder, other = (LidmaatschapFactory(community=community).deelnemer for _ in range(2))
    casus = CasusFactory(
        community=community, casushouder=holder, visibility="group", title="Kanarievogel"
    )
    casus.deelnames.create(deelnemer=other, role="expert")
    services.post_reactie(actor=other, subject=casus, body="Kanariepiet zegt iets anders")
    said = services.post_reactie(actor=holder, subject=casus, body=SECRET)
    zaak = report(other, said)
    page = text_of(client_of(organisator).get(zaak.get_absolute_url()))
    assert "Zwaluwstaart" in page
    assert "Kanarie" not in page
    assert "Het gesprek eromheen is niet voor jou." in page


def test_an_edit_hides_nothing_from_the_moderator(
    post: Reactie, reporter: Deelnemer, organisator: Deelnemer, deelnemer: Deelnemer,
    client_of: ClientOf, text_of: Any,
) -> None:  # fmt: skip
    zaak = report(reporter, post)
    services.edit_reactie(actor=deelnemer, reactie=post, body="Niets aan de hand.")
    page = text_of(client_of(organisator).get(zaak.get_absolute_url()))
    assert "Zwaluwstaart" in page
    assert "Wat er nu staat Niets aan de hand." in page


def test_a_text_that_stays_and_its_author_hears_nothing(
    post: Reactie, reporter: Deelnemer, organisator: Deelnemer, deelnemer: Deelnemer,
    client_of: ClientOf, text_of: Any,
) -> None:  # fmt: skip
    zaak = decide(organisator, report(reporter, post), "kept")
    post.refresh_from_db()
    assert post.removed_at is None
    assert told("zaak.reported") == [reporter]
    assert told("zaak.written") == []
    assert client_of(deelnemer).get(zaak.get_absolute_url()).status_code == 404
    assert WHY in text_of(client_of(reporter).get(zaak.get_absolute_url()))
    with pytest.raises(ValidationError, match="Toen is besloten"):
        report(reporter, post)
    services.edit_reactie(actor=deelnemer, reactie=post, body="Nu is het erger.")
    assert report(reporter, post).pk != zaak.pk


def test_also_not_in_the_copy_of_what_is_kept_about_them(
    post: Reactie, community: Community, reporter: Deelnemer, organisator: Deelnemer,
    deelnemer: Deelnemer,
) -> None:  # fmt: skip
    [entry] = [entry for entry in kopie.parts() if entry.model is Zaak]
    others = [services.post_reactie(actor=deelnemer, subject=community, body="Ja") for _ in "ab"]
    waits, stays, gone = (report(reporter, each) for each in (*others, post))
    decide(organisator, stays, "kept")
    assert list(kopie._rows(entry, deelnemer)) == []
    decide(organisator, gone)
    assert list(kopie._rows(entry, deelnemer)) == [gone]
    services.reconsider(actor=organisator, zaak=gone, reason="Het mag toch.")
    assert list(kopie._rows(entry, deelnemer)) == [gone]
    assert waits.state == "open"


def test_author_cannot_put_back_what_a_moderator_took_away(
    post: Reactie, reporter: Deelnemer, organisator: Deelnemer, deelnemer: Deelnemer,
    client_of: ClientOf,
) -> None:  # fmt: skip
    decide(organisator, report(reporter, post))
    url = reverse("communities:reactie_restore", args=[post.pk])
    assert client_of(deelnemer).post(url).status_code == 403
    post.refresh_from_db()
    with pytest.raises(ValidationError):
        services.restore_reactie(actor=deelnemer, reactie=post)
    assert not Reactie.objects.in_trash().filter(pk=post.pk).exists()


def test_also_not_after_removing_it_first(
    post: Reactie, reporter: Deelnemer, organisator: Deelnemer, deelnemer: Deelnemer
) -> None:
    zaak = report(reporter, post)
    services.remove_reactie(actor=deelnemer, reactie=post)
    decide(organisator, zaak)
    post.refresh_from_db()
    assert post.is_moderated
    assert not post.can_be_restored


def test_objection_goes_once_to_somebody_else(
    post: Reactie, reporter: Deelnemer, organisator: Deelnemer, deelnemer: Deelnemer,
    redacteur: Deelnemer, client_of: ClientOf,
) -> None:  # fmt: skip
    zaak = report(reporter, post)
    assert told("zaak.waiting") == [organisator]
    decide(organisator, zaak)
    url = reverse("moderatie:bezwaar", args=[zaak.pk])
    client = client_of(deelnemer)
    assert client.post(url, {"words": ""}).status_code == 422
    assert client.post(url, {"words": "Het is mijn eigen huis."}).status_code == 302
    assert client.post(url, {"words": "Nog eens"}).status_code == 403
    assert not Zaak.objects.to_decide_by(organisator).exists()
    assert Zaak.objects.to_decide_by(redacteur).get() == zaak
    assert told("zaak.waiting") == [organisator, redacteur]
    with pytest.raises(PermissionDenied):
        decide(organisator, zaak, "kept")
    with pytest.raises(ValidationError, match="niet meer terugkomen"):
        services.reconsider(actor=organisator, zaak=zaak, reason="Toch")
    services.decide(actor=redacteur, zaak=zaak, outcome="kept", reason="Het is zijn eigen huis.")
    post.refresh_from_db()
    zaak.refresh_from_db()
    assert (post.removed_at, post.body) == (None, SECRET)
    assert (zaak.reviewed_by, zaak.decided_by) == (redacteur, organisator)
    assert told("zaak.written") == [deelnemer, deelnemer]
    acts = [line.action for line in AuditEvent.objects.filter(action__startswith="melding.")]
    assert sorted(acts) == [
        "melding.decided", "melding.made", "melding.objected", "melding.reviewed",
    ]  # fmt: skip


def test_a_text_comes_back_after_its_words_were_erased(
    community: Community, reporter: Deelnemer, organisator: Deelnemer, deelnemer: Deelnemer,
    redacteur: Deelnemer, post: Reactie,
) -> None:  # fmt: skip
    topic = OnderwerpFactory(community=community, author=deelnemer, title="Titel", body="Tekst")
    zaken = [decide(organisator, report(reporter, thing)) for thing in (post, topic)]
    past = timezone.now() - timedelta(days=40)
    Reactie.objects.filter(pk=post.pk).update(removed_at=past)
    Onderwerp.objects.filter(pk=topic.pk).update(removed_at=past)
    retention.run(timezone.now())
    post.refresh_from_db()
    topic.refresh_from_db()
    assert (post.body, topic.title) == ("", "")
    for zaak in zaken:
        services.object_to(actor=deelnemer, zaak=zaak, words="Het mag wel.")
        services.decide(actor=redacteur, zaak=zaak, outcome="kept", reason="Het mag.")
    post.refresh_from_db()
    topic.refresh_from_db()
    assert (post.body, topic.title, topic.body) == (SECRET, "Titel", "Tekst")
    assert post.removed_at is topic.removed_at is None


def test_who_decided_can_come_back_on_it_for_thirty_days(
    post: Reactie, reporter: Deelnemer, organisator: Deelnemer, deelnemer: Deelnemer,
    client_of: ClientOf,
) -> None:  # fmt: skip
    zaak = decide(organisator, report(reporter, post))
    url = reverse("moderatie:herzien", args=[zaak.pk])
    assert "Dan zetten we de reactie terug." in client_of(organisator).get(url).content.decode()
    client_of(organisator).post(url, {"reason": "Ik las het verkeerd."})
    post.refresh_from_db()
    zaak.refresh_from_db()
    assert (post.removed_at, zaak.state, zaak.decision) == (None, "kept", "Ik las het verkeerd.")
    assert told("zaak.written") == [deelnemer, deelnemer]
    assert client_of(deelnemer).get(zaak.get_absolute_url()).status_code == 200
    Zaak.objects.filter(pk=zaak.pk).update(decided_at=timezone.now() - timedelta(days=31))
    assert client_of(organisator).get(url).status_code == 403


def test_who_leads_no_more_reads_and_undoes_no_decision(
    post: Reactie, community: Community, reporter: Deelnemer, organisator: Deelnemer,
    client_of: ClientOf,
) -> None:  # fmt: skip
    zaak = decide(organisator, report(reporter, post))
    pages = (zaak.get_absolute_url(), reverse("moderatie:herzien", args=[zaak.pk]))
    assert [client_of(organisator).get(page).status_code for page in pages] == [200, 200]
    LidmaatschapFactory(community=community, role=Role.ORGANISER)
    organisator.lidmaatschappen.filter(community=community).update(role=Role.MEMBER)
    former = Deelnemer.objects.get(pk=organisator.pk)
    assert [client_of(former).get(page).status_code for page in pages] == [404, 404]
    with pytest.raises(PermissionDenied):
        services.reconsider(actor=former, zaak=zaak, reason="Toch maar wel.")
    post.refresh_from_db()
    assert post.removed_at is not None


def test_mail_says_what_was_decided_and_not_what_was_written(
    post: Reactie, reporter: Deelnemer, organisator: Deelnemer, client_of: ClientOf
) -> None:
    zaak = report(reporter, post, explanation="Over Zwaluwstaart")
    plan_due()
    zaak = decide(organisator, zaak)
    plan_due()
    for kind in ("zaak.waiting", "zaak.reported", "zaak.written"):
        for row in Delivery.objects.filter(kind=kind):
            shown = str(get(kind).context(row, zaak)) + get(kind).line(row, zaak)
            assert "Zwaluwstaart" not in shown
            assert str(reporter) not in shown
    stale = Delivery.objects.get(kind="zaak.waiting")
    assert get("zaak.waiting").reason_to_drop(stale, zaak) != ""


def test_the_form_asks_for_a_reason_and_keeps_what_was_typed(
    post: Reactie, reporter: Deelnemer, client_of: ClientOf
) -> None:
    client = client_of(reporter)
    for changes, words in (
        ({"reason": ""}, "Kies wat er mis is."),
        ({"reason": "nonsense"}, "Kies wat er mis is."),
        ({"reason": "other", "explanation": ""}, "Leg uit wat er mis is."),
        ({"explanation": "a" * 2001}, "Dit is te lang"),
    ):
        answer = meld(client, post, **changes)
        assert (answer.status_code, words in answer.text) == (422, True)
    kept = meld(client, post, reason="", explanation="Blijft staan")
    assert "Blijft staan" in kept.text
    assert not Melding.objects.exists()


def test_twenty_reports_a_day_and_then_a_sentence(
    community: Community, reporter: Deelnemer, deelnemer: Deelnemer, client_of: ClientOf
) -> None:
    client = client_of(reporter)
    posts = [
        services.post_reactie(actor=deelnemer, subject=community, body=f"Tekst {n}")
        for n in range(21)
    ]
    answers = [meld(client, each) for each in posts]
    assert [answer.status_code for answer in answers] == [302] * 20 + [422]
    assert "Je meldde vandaag al 20 teksten." in answers[-1].text
    Melding.objects.update(created_at=timezone.now() - timedelta(hours=25))
    assert meld(client, posts[-1]).status_code == 302


def test_nobody_reports_the_own_text_or_one_they_do_not_read(
    post: Reactie, deelnemer: Deelnemer, ander_lid: Deelnemer, client_of: ClientOf
) -> None:
    assert meld(client_of(deelnemer), post).status_code == 403
    assert meld(client_of(ander_lid), post).status_code == 404
    assert not Melding.objects.exists()


def test_a_topic_is_reported_and_taken_away(
    community: Community, deelnemer: Deelnemer, reporter: Deelnemer, organisator: Deelnemer,
    client_of: ClientOf, text_of: Any,
) -> None:  # fmt: skip
    topic = OnderwerpFactory(community=community, author=deelnemer, title="Zwaluwstaart")
    url = reverse("communities:onderwerp_meld", args=[community.slug, topic.pk])
    assert url in client_of(reporter).get(topic.get_absolute_url()).content.decode()
    assert client_of(reporter).post(url, {"reason": "rude"}).status_code == 302
    decide(organisator, Zaak.objects.get())
    for reader in (reporter, deelnemer):
        words = text_of(client_of(reader).get(topic.get_absolute_url()))
        assert "Dit onderwerp is weggehaald door een organisator" in words
        assert "Zwaluwstaart" not in words
        assert "Zet terug" not in words
    assert "Lees waarom" in text_of(client_of(deelnemer).get(topic.get_absolute_url()))


@pytest.mark.parametrize("path", ["/moderatie/", "/moderatie/?deel=besloten", "/moderatie/gemeld/"])
def test_queries_do_not_grow_with_reports(
    path: str, community: Community, deelnemer: Deelnemer, organisator: Deelnemer,
    reporter: Deelnemer, client_of: ClientOf, queries: Any,
) -> None:  # fmt: skip
    client = client_of(reporter if "gemeld" in path else organisator)

    def one_more() -> None:
        post = services.post_reactie(actor=deelnemer, subject=community, body=SECRET)
        zaak = report(reporter, post)
        Melding.objects.update(created_at=timezone.now() - timedelta(days=2))
        if "besloten" in path:
            decide(organisator, zaak)

    one_more()
    one = queries(client, path)
    for _ in range(24):
        one_more()
    assert queries(client, path) == one


def test_the_case_goes_a_year_after_the_decision(
    post: Reactie, reporter: Deelnemer, organisator: Deelnemer, community: Community,
    deelnemer: Deelnemer,
) -> None:  # fmt: skip
    old = decide(organisator, report(reporter, post))
    other = services.post_reactie(actor=deelnemer, subject=community, body="Anders")
    waiting = report(reporter, other)
    now = timezone.now()
    Zaak.objects.filter(pk=old.pk).update(decided_at=now - timedelta(days=366))
    Zaak.objects.filter(pk=waiting.pk).update(created_at=now - timedelta(days=900))
    retention.run(now)
    assert list(Zaak.objects.all()) == [waiting]
    assert Melding.objects.get().zaak == waiting
    post.refresh_from_db()
    assert post.is_moderated


@pytest.mark.django_db(transaction=True)
def test_twenty_reports_at_once_are_one_case(
    post: Reactie, community: Community, organisator: Deelnemer
) -> None:
    people = [LidmaatschapFactory(community=community).deelnemer for _ in range(20)]

    def once(person: Deelnemer) -> int:
        try:
            return report(person, post).pk
        finally:
            connection.close()

    with ThreadPoolExecutor(20) as pool:
        cases = set(pool.map(once, people))
    assert len(cases) == 1
    assert (Zaak.objects.count(), Melding.objects.count()) == (1, 20)
    assert told("zaak.waiting") == [organisator]


@pytest.mark.django_db(transaction=True)
def test_twenty_decisions_at_once_are_one(
    post: Reactie, community: Community, reporter: Deelnemer
) -> None:
    people = [
        LidmaatschapFactory(community=community, role=Role.ORGANISER).deelnemer for _ in range(20)
    ]
    zaak = report(reporter, post)

    def once(number: int) -> str:
        try:
            return decide(people[number], zaak, ("kept", "removed")[number % 2]).state
        except ValidationError:
            return ""
        finally:
            connection.close()

    with ThreadPoolExecutor(20) as pool:
        outcomes = [each for each in pool.map(once, range(20)) if each]
    zaak.refresh_from_db()
    post.refresh_from_db()
    assert outcomes == [zaak.state]
    assert (post.removed_at is not None) == (zaak.state == "removed")
    assert AuditEvent.objects.filter(action="melding.decided").count() == 1
    assert told("zaak.reported") == [reporter]
