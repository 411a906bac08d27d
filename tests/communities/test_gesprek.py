"""The pages of a conversation (features.md row 21)."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.template import Context, Template
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from communities import services
from communities.models import THREADS_PER_PAGE, Community, Deelnemer, Gesprek, Leesstand, Reactie
from netwerk.kern.audit.models import AuditEvent
from tests.factories import CasusFactory, ReactieFactory

ClientOf = Callable[[Deelnemer | None], Client]
IDS = re.compile(r'<article class="reactie"\s+id="(reactie-\d+)"')


def reageer_url(subject: Any) -> str:
    content_type = ContentType.objects.get_for_model(subject)
    return reverse("communities:reageer", args=[content_type.pk, subject.pk])


def shown(person: Any, subject: Any, query: str = "") -> str:
    """Return what the tag draws for this person."""
    request = RequestFactory().get(f"/ergens/{query}")
    request.user = person
    template = Template("{% load gesprekken %}{% gesprek subject %}")
    return template.render(Context({"request": request, "user": person, "subject": subject}))


@pytest.fixture
def public_casus(community: Community) -> Any:
    return CasusFactory(community=community, visibility="public")


def test_who_is_not_in_the_network_reads_one_sentence(
    public_casus: Any, buitenstaander: Deelnemer, deelnemer: Deelnemer
) -> None:
    services.post_reactie(actor=deelnemer, subject=public_casus, body="Alleen onder ons")
    for person in (AnonymousUser(), buitenstaander):
        html = shown(person, public_casus)
        assert "Leden van het netwerk praten hier verder over dit onderwerp." in html
        assert "Alleen onder ons" not in html
        assert IDS.findall(html) == []
        assert "<form" not in html
        assert "nl-number-badge" not in html


def test_the_inside_of_a_community_is_not_for_other_members(
    community: Community, deelnemer: Deelnemer, ander_lid: Deelnemer
) -> None:
    services.post_reactie(actor=deelnemer, subject=community, body="Alleen onder ons")
    html = shown(ander_lid, community)
    assert "Wie meedoet in deze community, praat hier verder." in html
    assert "Alleen onder ons" not in html


def test_answers_stand_under_their_thread_in_order(
    community: Community, deelnemer: Deelnemer, organisator: Deelnemer
) -> None:
    post = services.post_reactie
    first = post(actor=deelnemer, subject=community, body="Een")
    second = post(actor=deelnemer, subject=community, body="Twee")
    answer = post(actor=organisator, subject=community, body="Antwoord", parent=first)
    deeper = post(actor=deelnemer, subject=community, body="Dieper", parent=answer)
    html = shown(deelnemer, community)
    assert IDS.findall(html) == [f"reactie-{r.pk}" for r in (first, answer, deeper, second)]
    assert html.count('class="antwoorden"') == 1
    link = f'Antwoord op <a class="nl-link" href="#reactie-{answer.pk}">{organisator}</a>'
    assert link in re.sub(r"\s+", " ", html)


def test_permalink_survives_deletion_of_others(
    client_of: ClientOf, community: Community, deelnemer: Deelnemer, organisator: Deelnemer
) -> None:
    post = services.post_reactie
    first = post(actor=organisator, subject=community, body="Dit verdwijnt")
    answer = post(actor=deelnemer, subject=community, body="Dit blijft", parent=first)
    other = post(actor=organisator, subject=community, body="Dit verdwijnt ook", parent=answer)
    before = answer.get_absolute_url()
    for gone in (first, other):
        services.remove_reactie(actor=organisator, reactie=gone)
    html = shown(deelnemer, community)
    assert IDS.findall(html) == [f"reactie-{r.pk}" for r in (first, answer, other)]
    assert "Dit blijft" in html
    assert "Dit verdwijnt" not in html
    assert html.count("Deze reactie is verwijderd") == 2
    assert Reactie.objects.get(pk=answer.pk).get_absolute_url() == before
    response = client_of(deelnemer).get(before)
    place = f"/communities/bewoners-in-beeld/binnen/#reactie-{answer.pk}"
    assert (response.status_code, response.headers["Location"]) == (302, place)


def test_a_long_conversation_has_pages_with_the_newest_first(
    client_of: ClientOf, community: Community, deelnemer: Deelnemer
) -> None:
    talk = Gesprek.objects.create(subject=community)
    posts = [ReactieFactory(gesprek=talk, author=deelnemer) for _ in range(THREADS_PER_PAGE + 3)]
    newest = shown(deelnemer, community)
    oldest = shown(deelnemer, community, f"?voor={posts[3].pk}")
    assert IDS.findall(newest) == [f"reactie-{r.pk}" for r in posts[3:]]
    assert IDS.findall(oldest) == [f"reactie-{r.pk}" for r in posts[:3]]
    assert f'href="?voor={posts[3].pk}#gesprek"' in newest
    assert f'href="?na={posts[2].pk}#gesprek"' in oldest
    assert ('href="?plek=begin#gesprek"' in newest, "plek=eind" in newest) == (True, False)
    assert ('href="?plek=eind#gesprek"' in oldest, "plek=begin" in oldest) == (True, False)
    begin = shown(deelnemer, community, "?plek=begin")
    assert IDS.findall(begin) == [f"reactie-{r.pk}" for r in posts[:-3]]
    assert IDS.findall(shown(deelnemer, community, "?plek=eind")) == IDS.findall(newest)
    response = client_of(deelnemer).get(posts[0].get_absolute_url())
    first = posts[0].pk
    place = f"/communities/bewoners-in-beeld/binnen/?vanaf={first}#reactie-{first}"
    assert response.headers["Location"] == place


def test_queries_do_not_grow_with_the_posts(community: Community, deelnemer: Deelnemer) -> None:
    talk = Gesprek.objects.create(subject=community)

    def count() -> int:
        Leesstand.objects.all().delete()
        person = Deelnemer.objects.get(pk=deelnemer.pk)
        with CaptureQueriesContext(connection) as captured:
            shown(person, community)
        return len(captured)

    first = ReactieFactory(gesprek=talk)
    count()  # what is asked once in a process
    one = count()
    for number in range(49):
        parent = None if number % 3 else first
        ReactieFactory(gesprek=talk, parent=parent)
    assert count() == one


def test_a_post_is_placed_and_leads_back_to_it(
    client_of: ClientOf, community: Community, deelnemer: Deelnemer
) -> None:
    response = client_of(deelnemer).post(reageer_url(community), {"body": " Dag allemaal\r\n"})
    made = Reactie.objects.get()
    assert (made.body, made.author, made.gesprek.subject) == ("Dag allemaal", deelnemer, community)
    place = f"/communities/bewoners-in-beeld/binnen/#reactie-{made.pk}"
    assert (response.status_code, response.headers["Location"]) == (302, place)


def test_an_answer_link_works_without_script(
    community: Community, deelnemer: Deelnemer, client_of: ClientOf, organisator: Deelnemer
) -> None:
    first = services.post_reactie(actor=organisator, subject=community, body="Wie helpt?")
    html = shown(deelnemer, community, f"?antwoord={first.pk}")
    assert f"Antwoord op {organisator}" in html
    assert f'name="parent" value="{first.pk}"' in html
    client_of(deelnemer).post(reageer_url(community), {"body": "Ik", "parent": first.pk})
    assert list(first.answers.values_list("body", flat=True)) == ["Ik"]


def test_the_form_stands_under_the_post_that_it_answers(
    community: Community, deelnemer: Deelnemer, client_of: ClientOf, organisator: Deelnemer
) -> None:
    first = services.post_reactie(actor=organisator, subject=community, body="Wie helpt?")
    answer = services.post_reactie(
        actor=organisator, subject=community, body="Niemand?", parent=first
    )
    last = services.post_reactie(actor=organisator, subject=community, body="Iets anders")
    client, thread = client_of(deelnemer), reverse("communities:thread", args=[first.pk])
    order = re.compile(r'id="(reactie-\d+|reageer)"')
    one, two, other = (f"reactie-{post.pk}" for post in (first, answer, last))
    assert order.findall(client.get(thread).text) == [one, two, "reageer"], "below a whole thread"
    for post, places in ((first, [one, "reageer", two]), (answer, [one, two, "reageer"])):
        query = f"?antwoord={post.pk}"
        assert order.findall(client.get(thread + query).text) == places
        assert order.findall(shown(deelnemer, community, query)) == [*places, other]


@pytest.mark.parametrize("asked", ["", "x", "-1", "²", "9" * 30, "999999"])
def test_an_answer_to_nothing_is_a_new_post(
    community: Community, deelnemer: Deelnemer, asked: str
) -> None:
    services.post_reactie(actor=deelnemer, subject=community, body="Wie helpt?")
    assert "Schrijf mee" in shown(deelnemer, community, f"?antwoord={asked}&gesprek={asked}")


def test_preview_shows_the_text_and_places_nothing(
    client_of: ClientOf, community: Community, deelnemer: Deelnemer
) -> None:
    data = {"body": "Dit is **vet** <b>niet</b>", "actie": "voorbeeld"}
    response = client_of(deelnemer).post(reageer_url(community), data)
    html = response.content.decode()
    assert response.status_code == 200
    assert "Dit is <strong>vet</strong> &lt;b&gt;niet&lt;/b&gt;" in html
    assert "Dit is **vet** &lt;b&gt;niet&lt;/b&gt;</textarea>" in html.replace("\n", "")
    assert Reactie.objects.count() == 0


@pytest.mark.parametrize(
    ("body", "error"),
    [
        ("", "Schrijf eerst je reactie."),
        (" \r\n ", "Schrijf eerst je reactie."),
        ("\u200b\u2060", "Schrijf eerst je reactie."),
        ("<!-- -->\n\n![](x)", ""),
        (":::vertrouwelijk\nHeel alleen\n:::", "Schrijf eerst je reactie."),
        ("a" * 10_001, "Je reactie is te lang: 10001 tekens. Er passen er 10.000."),
        ("a" * 100_001, "Deze tekst is te lang"),
    ],
    ids=["empty", "blank", "unseen", "comment", "confidential", "long", "huge"],
)
def test_a_text_that_cannot_stand_is_kept_with_the_error_at_the_field(
    client_of: ClientOf, community: Community, deelnemer: Deelnemer, body: str, error: str
) -> None:
    response = client_of(deelnemer).post(reageer_url(community), {"body": body})
    if not error:
        assert response.status_code == 302
        return
    html = response.content.decode()
    assert response.status_code == 422
    assert error in re.search(r'id="reageer_body_error">(.*?)</div>', html, re.S).group(1)
    assert body.strip()[:40] in html
    assert Reactie.objects.count() == 0


def test_line_ends_of_a_browser_count_as_one(
    client_of: ClientOf, community: Community, deelnemer: Deelnemer
) -> None:
    body = "a\r\n" * 5_000
    response = client_of(deelnemer).post(reageer_url(community), {"body": body})
    assert (response.status_code, len(Reactie.objects.get().body)) == (302, 9_999)


def test_the_text_is_not_lost_when_what_it_answers_is_gone(
    client_of: ClientOf, community: Community, deelnemer: Deelnemer, organisator: Deelnemer
) -> None:
    first = services.post_reactie(actor=organisator, subject=community, body="Wie helpt?")
    services.remove_reactie(actor=organisator, reactie=first)
    client = client_of(deelnemer)
    response = client.post(reageer_url(community), {"body": "Ik wel", "parent": first.pk})
    html = response.content.decode()
    assert response.status_code == 422
    assert "Je kunt je tekst nog wel als nieuwe reactie plaatsen." in html
    assert "Ik wel</textarea>" in html.replace("\n", "")
    assert re.findall(r'name="parent"[^>]*value="\d', html) == []


def test_an_unknown_subject_or_one_without_conversation_is_not_found(
    client_of: ClientOf, community: Community, deelnemer: Deelnemer
) -> None:
    client = client_of(deelnemer)
    talk = ContentType.objects.get_for_model(Gesprek).pk
    person = ContentType.objects.get_for_model(Deelnemer).pk
    here = ContentType.objects.get_for_model(Community).pk
    for kind, pk in ((talk, 1), (person, deelnemer.pk), (here, 0), (0, 1)):
        path = reverse("communities:reageer", args=[kind, pk])
        assert client.post(path, {"body": "Dag"}).status_code == 404
    assert Reactie.objects.count() == 0


def test_one_edits_and_removes_only_the_own_posts(
    client_of: ClientOf, community: Community, deelnemer: Deelnemer, organisator: Deelnemer
) -> None:
    mine = services.post_reactie(actor=deelnemer, subject=community, body="Van mij")
    html = shown(organisator, community)
    assert "Bewerk" not in html
    edit = reverse("communities:reactie_edit", args=[mine.pk])
    remove = reverse("communities:reactie_remove", args=[mine.pk])
    for path in (edit, remove):
        assert client_of(organisator).post(path, {"body": "Van jou"}).status_code == 403
    client = client_of(deelnemer)
    assert "Van mij</textarea>" in client.get(edit).content.decode().replace("\n", "")
    client.post(edit, {"body": "Van mij, beter"})
    html = shown(organisator, community)
    assert "Van mij, beter" in html
    assert "bewerkt" in html
    assert "Verwijder je reactie?" in client.get(remove).content.decode()
    client.post(remove)
    mine.refresh_from_db()
    assert mine.removed_at is not None
    assert "Van mij, beter" not in shown(organisator, community)
    assert client.post(edit, {"body": "Terug"}).status_code == 403
    actions = AuditEvent.objects.order_by("pk").values_list("action", flat=True)
    assert list(actions) == ["reactie.posted", "reactie.edited", "reactie.removed"]


def test_a_closed_conversation_is_read_only(
    client_of: ClientOf, community: Community, deelnemer: Deelnemer
) -> None:
    post = services.post_reactie(actor=deelnemer, subject=community, body="Dag")
    Gesprek.objects.update(closed_at=post.created_at + timedelta(hours=1))
    html = shown(deelnemer, community)
    assert "Dit gesprek is gesloten." in html
    assert 'id="reageer"' not in html
    assert client_of(deelnemer).post(reageer_url(community), {"body": "Nee"}).status_code == 403
    assert Reactie.objects.count() == 1
