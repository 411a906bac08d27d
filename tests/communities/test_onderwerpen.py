"""Topics of a community: who brings them up, who reads them, and what becomes of them."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from communities import services
from communities.models import Community, Deelnemer, Gesprek, Onderwerp, Reactie
from netwerk.kern.audit.models import AuditEvent
from netwerk.kern.avg import erasure, retention
from netwerk.kern.berichten import preferences
from netwerk.kern.berichten.models import Attention, Delivery, Frequency, State
from netwerk.kern.berichten.planner import plan_due
from netwerk.kern.berichten.registry import get
from netwerk.kern.personal_data import personal_entries
from tests.factories import CasusFactory, LidmaatschapFactory, OnderwerpFactory

pytestmark = pytest.mark.django_db
ClientOf = Callable[[Deelnemer | None], Client]
FORM = {"title": "Hoe betrek je jongeren?", "body": "Wij **zoeken** nog.", "is_question": "on"}


def address(name: str, thing: Community | Onderwerp) -> str:
    if isinstance(thing, Community):
        return reverse(f"communities:{name}", args=[thing.slug])
    return reverse(f"communities:{name}", args=[thing.community.slug, thing.pk])


def close_url(subject: Any) -> str:
    kind = ContentType.objects.get_for_model(subject)
    return reverse("communities:gesprek_sluiten", args=[kind.pk, subject.pk])


@pytest.fixture
def topic(community: Community, deelnemer: Deelnemer) -> Onderwerp:
    return services.start_onderwerp(
        actor=deelnemer, community=community, title="Meten zonder cijfers", body="Kan dat?",
        is_question=True,
    )  # fmt: skip


def test_member_brings_something_up_and_others_answer(
    community: Community, deelnemer: Deelnemer, organisator: Deelnemer, client_of: ClientOf
) -> None:
    answer = client_of(deelnemer).post(address("onderwerp_nieuw", community), FORM)
    made = Onderwerp.objects.get()
    assert (answer.status_code, answer.headers["Location"]) == (302, made.get_absolute_url())
    assert (made.title, made.is_question, made.author) == (FORM["title"], True, deelnemer)
    html = client_of(organisator).get(made.get_absolute_url()).content.decode()
    assert f"<h1>{FORM['title']}</h1>" in html
    assert "<strong>zoeken</strong>" in html
    assert ">Vraag<" in html
    services.post_reactie(actor=organisator, subject=made, body="Wij gingen naar school.")
    page = client_of(deelnemer).get(made.get_absolute_url()).content.decode()
    assert "Wij gingen naar school." in page
    assert (
        "Wij gingen naar school."
        not in client_of(organisator).get(address("inside", community)).content.decode()
    )  # the conversation of the community as a whole is another one
    [line] = AuditEvent.objects.filter(action="onderwerp.started")
    assert (line.actor, line.subject_id) == (deelnemer, made.pk)


@pytest.mark.parametrize("title", ["", "   ", "\u202e", "\x00"])
def test_a_title_is_asked_for_and_the_text_stays(
    title: str, community: Community, deelnemer: Deelnemer, client_of: ClientOf
) -> None:
    answer = client_of(deelnemer).post(
        address("onderwerp_nieuw", community), FORM | {"title": title, "body": "Blijft staan"}
    )
    assert answer.status_code == 422
    assert "Blijft staan" in answer.content.decode()
    assert not Onderwerp.objects.exists()


@pytest.mark.parametrize(
    ("length", "words"),
    [(10_001, "Je tekst is te lang: 10001 tekens."), (1_000_000, "Deze tekst is te lang")],
)
def test_a_text_that_is_too_long_is_refused_in_dutch(
    length: int, words: str, community: Community, deelnemer: Deelnemer, client_of: ClientOf
) -> None:
    answer = client_of(deelnemer).post(
        address("onderwerp_nieuw", community), FORM | {"body": "a" * length}
    )
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not Onderwerp.objects.exists()


def test_who_is_not_a_member_knows_nothing_of_it(
    topic: Onderwerp, ander_lid: Deelnemer, beheerder: Deelnemer, redacteur: Deelnemer,
    deelnemer: Deelnemer, client_of: ClientOf,
) -> None:  # fmt: skip
    services.post_reactie(actor=deelnemer, subject=topic, body="Besloten")
    for person in (ander_lid, beheerder, redacteur):
        client = client_of(person)
        assert client.get(topic.get_absolute_url()).status_code == 404
        html = client.get("/zoeken/", {"q": "cijfers"}).content.decode()
        assert "Meten zonder cijfers" not in html
        assert not Reactie.objects.visible_to(person).filter(body="Besloten").exists()
    assert (
        "Meten zonder cijfers"
        in client_of(deelnemer).get("/zoeken/", {"q": "cijfers"}).content.decode()
    )


def test_the_liveliest_topic_comes_first_and_posts_are_counted(
    community: Community, deelnemer: Deelnemer, topic: Onderwerp, client_of: ClientOf
) -> None:
    newer = services.start_onderwerp(
        actor=deelnemer, community=community, title="Jonger", body="", is_question=False
    )
    assert list(community.onderwerpen.for_list()) == [newer, topic]
    first = services.post_reactie(actor=deelnemer, subject=topic, body="Nieuws")
    services.post_reactie(actor=deelnemer, subject=topic, body="Weg")
    services.remove_reactie(actor=deelnemer, reactie=Reactie.objects.get(body="Weg"))
    listed = list(community.onderwerpen.for_list())
    assert [(row, row.post_count) for row in listed] == [(topic, 1), (newer, 0)]
    topic.refresh_from_db()
    assert topic.active_at >= first.created_at
    for name in ("onderwerpen", "inside"):
        html = client_of(deelnemer).get(address(name, community)).content.decode()
        assert html.index("Meten zonder cijfers") < html.index("Jonger")
        assert "1 reactie, laatst" in " ".join(html.split())


@pytest.mark.parametrize("name", ["onderwerpen", "inside"])
def test_lists_take_the_same_queries_for_1_and_50(
    name: str, community: Community, deelnemer: Deelnemer, topic: Onderwerp, client_of: ClientOf,
    queries: Any,
) -> None:  # fmt: skip
    services.post_reactie(actor=deelnemer, subject=topic, body="Nieuws")
    client = client_of(deelnemer)
    one = queries(client, address(name, community))
    for _ in range(49):
        more = OnderwerpFactory(community=community)
        services.post_reactie(actor=deelnemer, subject=more, body="Nieuws")
    assert queries(client, address(name, community)) == one
    if name == "onderwerpen":
        page = client.get(address(name, community) + "?pagina=3").content.decode()
        assert "41 tot en met 50 van 50" in page
        assert "Meten zonder cijfers" in page


def test_the_first_page_of_thousands_is_one_walk_of_an_index(community: Community) -> None:
    author = LidmaatschapFactory(community=community).deelnemer
    Onderwerp.objects.bulk_create(
        Onderwerp(community=community, author=author, title=f"Onderwerp {n}",
                  active_at=timezone.now() - timedelta(minutes=n))
        for n in range(3000)
    )  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE communities_onderwerp")
    rows = community.onderwerpen.standing().order_by("-active_at", "-pk")[:20]
    plan = rows.explain()
    assert "onderwerp_active" in plan
    assert "Sort" not in plan


def test_author_changes_removes_and_puts_back(
    topic: Onderwerp, deelnemer: Deelnemer, organisator: Deelnemer, client_of: ClientOf
) -> None:
    client = client_of(deelnemer)
    client.post(address("onderwerp_bewerk", topic), FORM | {"title": "Nu anders"})
    topic.refresh_from_db()
    assert (topic.title, topic.edited_at is not None) == ("Nu anders", True)
    services.post_reactie(actor=organisator, subject=topic, body="Blijft leesbaar")
    asked = client.get(address("onderwerp_verwijder", topic)).content.decode()
    assert "Verwijder je onderwerp?" in asked
    client.post(address("onderwerp_verwijder", topic))
    for reader in (deelnemer, organisator):
        page = client_of(reader).get(topic.get_absolute_url()).content.decode()
        assert "Dit onderwerp is verwijderd" in page
        assert "Nu anders" not in page
        assert "Blijft leesbaar" in page
        assert ("Zet terug" in page) == (reader == deelnemer)
    listed = client.get(address("onderwerpen", topic.community)).content.decode()
    assert "Nu anders" not in listed
    assert "Nu anders" not in client.get("/zoeken/", {"q": "anders"}).content.decode()
    client.post(address("onderwerp_terug", topic))
    assert "Nu anders" in client.get(topic.get_absolute_url()).content.decode()


def test_nobody_writes_under_a_removed_topic(
    topic: Onderwerp, deelnemer: Deelnemer, organisator: Deelnemer, client_of: ClientOf
) -> None:
    services.remove_onderwerp(actor=deelnemer, onderwerp=topic)
    kind = ContentType.objects.get_for_model(topic)
    url = reverse("communities:reageer", args=[kind.pk, topic.pk])
    assert client_of(organisator).post(url, {"body": "Toch nog"}).status_code == 403
    assert not Reactie.objects.exists()
    with pytest.raises(PermissionDenied):
        services.edit_onderwerp(
            actor=deelnemer, onderwerp=topic, title="x", body="", is_question=False
        )


def test_the_text_of_a_removed_topic_goes_after_thirty_days(
    topic: Onderwerp, deelnemer: Deelnemer
) -> None:
    services.remove_onderwerp(actor=deelnemer, onderwerp=topic)
    young = OnderwerpFactory(removed_at=timezone.now() - timedelta(days=29), title="Jong")
    Onderwerp.objects.filter(pk=topic.pk).update(removed_at=timezone.now() - timedelta(days=31))
    retention.run(timezone.now())
    topic.refresh_from_db()
    young.refresh_from_db()
    assert (topic.title, topic.body, young.title) == ("", "", "Jong")
    assert AuditEvent.objects.filter(action="onderwerp.erased", subject_id=topic.pk).count() == 1
    with pytest.raises(ValidationError, match="niet meer terug"):
        services.restore_onderwerp(actor=deelnemer, onderwerp=topic)


def test_followers_of_the_community_get_mail_without_the_text(
    community: Community, deelnemer: Deelnemer, organisator: Deelnemer, settings: Any
) -> None:
    settings.MESSAGE_QUIET_SECONDS = 300
    silent = LidmaatschapFactory(community=community).deelnemer
    gone = LidmaatschapFactory(community=community).deelnemer
    stranger = LidmaatschapFactory().deelnemer
    for person in (organisator, silent, gone, stranger, deelnemer):
        preferences.set_attention(person=person, topic=community, attention=Attention.FOLLOW)
    preferences.set_frequency(
        person=silent, message=get("onderwerp.started"), frequency=Frequency.NEVER
    )
    made = services.start_onderwerp(
        actor=deelnemer, community=community, title="Meten", body="GEHEIM", is_question=True
    )
    gone.lidmaatschappen.all().delete()
    plan_due()
    rows = Delivery.objects.filter(kind="onderwerp.started").order_by("person_id")
    message = get("onderwerp.started")
    told = {row.person for row in rows if not message.reason_to_drop(row, made)}
    assert told == {organisator}
    [row] = rows.filter(person=organisator)
    assert row.due_at >= made.created_at + timedelta(seconds=299)
    assert "GEHEIM" not in str(message.context(row, made))
    services.remove_onderwerp(actor=deelnemer, onderwerp=made)
    made.refresh_from_db()
    assert message.reason_to_drop(row, made) == "het onderwerp is verwijderd"


def test_who_began_it_hears_of_the_first_answer(
    topic: Onderwerp, deelnemer: Deelnemer, organisator: Deelnemer
) -> None:
    services.post_reactie(actor=organisator, subject=topic, body="Dit")
    services.post_reactie(actor=deelnemer, subject=topic, body="Dank")
    plan_due()
    rows = Delivery.objects.filter(kind="onderwerp.reactie").exclude(state=State.SUPPRESSED)
    assert [row.person for row in rows] == [deelnemer]


def test_leaving_without_a_name_takes_the_name_from_topics(
    topic: Onderwerp, deelnemer: Deelnemer, organisator: Deelnemer, community: Community,
    client_of: ClientOf,
) -> None:  # fmt: skip
    elsewhere = OnderwerpFactory(author=deelnemer)
    assert str(deelnemer) in client_of(organisator).get(topic.get_absolute_url()).content.decode()
    services.leave_community(actor=deelnemer, community=community, keeps_name=False)
    topic.refresh_from_db()
    elsewhere.refresh_from_db()
    assert (topic.shows_author, elsewhere.shows_author) == (False, True)
    for url in (topic.get_absolute_url(), address("onderwerpen", community)):
        html = client_of(organisator).get(url).content.decode()
        assert "Voormalig lid" in html
        assert str(deelnemer) not in html
        assert deelnemer.get_absolute_url() not in html


def test_topics_are_in_the_copy_and_stay_without_a_name_after_erasure(
    topic: Onderwerp, deelnemer: Deelnemer, organisator: Deelnemer, client_of: ClientOf
) -> None:
    other = OnderwerpFactory(community=topic.community, title="Van een ander")
    [entry] = [each for each in personal_entries() if each.model is Onderwerp]
    own = entry.rows_of(deelnemer, {deelnemer.email})
    assert [row.title for row in own] == ["Meten zonder cijfers"]
    assert entry.fields["title"].in_export
    assert entry.fields["body"].in_export
    assert other.author != deelnemer
    name = str(deelnemer)
    erasure.erase(deelnemer, {deelnemer.email})
    html = client_of(organisator).get(topic.get_absolute_url()).content.decode()
    assert "Meten zonder cijfers" in html
    assert name not in html
    assert "Voormalig deelnemer" in html


def test_organiser_closes_the_conversation_and_opens_it_again(
    topic: Onderwerp, deelnemer: Deelnemer, organisator: Deelnemer, client_of: ClientOf
) -> None:
    client, member = client_of(organisator), client_of(deelnemer)
    assert close_url(topic) in client.get(topic.get_absolute_url()).content.decode()
    assert close_url(topic) not in member.get(topic.get_absolute_url()).content.decode()
    assert member.post(close_url(topic), {"actie": "sluit"}).status_code == 403
    assert "Sluit je het gesprek?" in client.get(close_url(topic)).content.decode()
    client.post(close_url(topic), {"actie": "sluit"})
    html = member.get(topic.get_absolute_url()).content.decode()
    assert "Dit gesprek is gesloten. Je kunt het nog wel lezen." in html
    with pytest.raises(ValidationError, match="gesloten"):
        services.post_reactie(actor=deelnemer, subject=topic, body="Te laat")
    client.post(close_url(topic), {"actie": "open"})
    services.post_reactie(actor=deelnemer, subject=topic, body="Weer open")
    acts = AuditEvent.objects.filter(action__startswith="gesprek.").order_by("pk")
    assert [act.action for act in acts] == ["gesprek.closed", "gesprek.reopened"]


def test_the_casushouder_closes_the_conversation_of_a_casus(
    community: Community, client_of: ClientOf
) -> None:
    holder = LidmaatschapFactory(community=community).deelnemer
    casus = CasusFactory(community=community, casushouder=holder, visibility="public")
    client_of(holder).post(close_url(casus), {"actie": "sluit"})
    assert Gesprek.about(casus).closed_at is not None
