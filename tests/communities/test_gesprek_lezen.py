"""Long conversations, and what is unread since the last visit (features.md rows 21 and 38)."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from communities import ongelezen, services
from communities.models import SHOWN_ANSWERS, Community, Deelnemer, Gesprek, Leesstand, Reactie
from netwerk.kern.berichten import preferences
from tests.communities.test_gesprek import IDS, shown
from tests.factories import CasusFactory, LidmaatschapFactory, ReactieFactory

ClientOf = Callable[[Deelnemer | None], Client]
BADGE = re.compile(r'class="menu__nieuw">.*?nl-number-badge">([^<]*)<', re.S)
UNREAD = "/mijn/ongelezen/"


def fresh(person: Deelnemer) -> Deelnemer:
    return Deelnemer.objects.get(pk=person.pk)


def begins(person: Deelnemer) -> None:
    """Let somebody begin here, as joining a community does."""
    services.mark_all_read(actor=person, read_to=10**9)


def items(client: Client, query: str = "") -> list[str]:
    html = client.get(f"{UNREAD}{query}").content.decode()
    return re.findall(r'class="kaartlink"\s+href="/communities/reacties/\d+/">([^<]*)<', html)


def badge(client: Client) -> str:
    found = BADGE.findall(client.get("/over/").content.decode())
    return found[0] if found else ""


@pytest.fixture
def talk(community: Community) -> Gesprek:
    return Gesprek.objects.create(subject=community)


# --- Threads of any length ---------------------------------------------------------------


def test_a_long_thread_shows_its_newest_answers_and_leads_to_all(
    talk: Gesprek, community: Community, deelnemer: Deelnemer, client_of: ClientOf
) -> None:
    first = ReactieFactory(gesprek=talk)
    answers = [ReactieFactory(gesprek=talk, parent=first) for _ in range(SHOWN_ANSWERS + 2)]
    html = shown(deelnemer, community)
    ids = [first, *answers[-SHOWN_ANSWERS:]]
    assert IDS.findall(html) == [f"reactie-{r.pk}" for r in ids]
    address = f"/communities/reacties/{first.pk}/gesprek/"
    assert f'href="{address}"' in html
    assert f"Toon alle {SHOWN_ANSWERS + 2} antwoorden" in html
    page = client_of(deelnemer).get(address).content.decode()
    assert IDS.findall(page) == [f"reactie-{r.pk}" for r in (first, *answers)]
    assert f'name="parent" value="{first.pk}"' in page


@pytest.mark.parametrize("place", [0, 1, -6, -5, -1])
def test_a_lasting_address_leads_to_a_page_with_the_post(
    talk: Gesprek, deelnemer: Deelnemer, client_of: ClientOf, place: int
) -> None:
    first = ReactieFactory(gesprek=talk)
    answers = [ReactieFactory(gesprek=talk, parent=first) for _ in range(60)]
    for _ in range(25):
        ReactieFactory(gesprek=talk)
    asked = answers[place]
    response = client_of(deelnemer).get(asked.get_absolute_url(), follow=True)
    ids = IDS.findall(response.content.decode())
    assert f"reactie-{asked.pk}" in ids
    assert len(ids) <= 51 + 20 * SHOWN_ANSWERS


def test_a_thread_is_read_forward_and_back_without_a_gap(
    talk: Gesprek, deelnemer: Deelnemer, client_of: ClientOf
) -> None:
    first = ReactieFactory(gesprek=talk)
    answers = [ReactieFactory(gesprek=talk, parent=first) for _ in range(103)]
    client, address = client_of(deelnemer), f"/communities/reacties/{first.pk}/gesprek/"
    seen: list[str] = []
    query = ""
    for _ in range(3):
        html = client.get(f"{address}{query}").content.decode()
        seen += IDS.findall(html)
        found = re.search(r'href="(\?na=\d+)#gesprek"', html)
        query = found[1] if found else ""
    assert query == ""
    assert seen == [f"reactie-{r.pk}" for r in (first, *answers)]
    back = client.get(f"{address}?voor={answers[100].pk}").content.decode()
    assert IDS.findall(back) == [f"reactie-{r.pk}" for r in answers[50:100]]
    last = client.get(f"{address}?plek=eind").content.decode()
    assert IDS.findall(last) == [f"reactie-{r.pk}" for r in answers[53:]]


def test_an_answer_of_today_under_an_old_thread_leaves_what_came_between_unread(
    talk: Gesprek, deelnemer: Deelnemer, community: Community, client_of: ClientOf
) -> None:
    begins(deelnemer)
    Leesstand.objects.all().update(read_to=0)
    roots = [ReactieFactory(gesprek=talk) for _ in range(45)]
    ReactieFactory(gesprek=talk, parent=roots[0])  # stands on the first page, and is the newest
    client, page = client_of(deelnemer), f"{community.get_absolute_url()}binnen/"
    pages = ((0, 45 - 20 + 1), (20, 45 - 40 + 1), (40, 1), (0, 0))
    for at, left in pages:  # the answer itself is read once everything before it is
        client.get(page, {"vanaf": roots[at].pk})
        reader = fresh(deelnemer)
        news = ongelezen.news_in(reader, talk, ongelezen.read_to(reader, talk))
        assert news.number == left, f"after the page that begins with thread {at}"


@pytest.mark.parametrize("query", ["voor=x", "na=-1", "vanaf=²", "voor=999999", "na=" + "9" * 30])
def test_a_key_that_is_not_there_shows_the_first_page(
    talk: Gesprek, community: Community, deelnemer: Deelnemer, query: str
) -> None:
    post = ReactieFactory(gesprek=talk)
    elsewhere = ReactieFactory()
    assert IDS.findall(shown(deelnemer, community, f"?{query}")) == [f"reactie-{post.pk}"]
    other = shown(deelnemer, community, f"?vanaf={elsewhere.pk}")
    assert IDS.findall(other) == [f"reactie-{post.pk}"]


def test_a_thread_of_any_length_takes_the_same_queries(
    talk: Gesprek, community: Community, deelnemer: Deelnemer, client_of: ClientOf
) -> None:
    first = ReactieFactory(gesprek=talk)
    ReactieFactory(gesprek=talk, parent=first)
    elsewhere = ReactieFactory(gesprek__subject=CasusFactory(community=community)).gesprek
    client, address = client_of(deelnemer), f"/communities/reacties/{first.pk}/gesprek/"

    def unread() -> None:
        """Let nothing be read, and something be new in another conversation."""
        Leesstand.objects.all().delete()
        Leesstand.objects.create(deelnemer=deelnemer, gesprek=elsewhere, read_to=0)

    def count() -> tuple[int, int]:
        unread()
        with CaptureQueriesContext(connection) as thread:
            client.get(address)
        unread()
        person = fresh(deelnemer)
        with CaptureQueriesContext(connection) as page:
            shown(person, community)
        return len(thread), len(page)

    count()  # what is asked once in a process
    one = count()
    author = ReactieFactory(gesprek=talk, parent=first).author
    many = [
        Reactie(gesprek=talk, author=author, parent=first, root=first, body="Ook")
        for _ in range(5_000)
    ]
    Reactie.objects.bulk_create(many)
    assert count() == one


# --- Unread ------------------------------------------------------------------------------


def test_the_badge_equals_the_list_and_all_read_makes_both_empty(
    community: Community, deelnemer: Deelnemer, organisator: Deelnemer, client_of: ClientOf
) -> None:
    begins(deelnemer)
    casus = CasusFactory(community=community, title="Een dorpswinkel")
    first = services.post_reactie(actor=organisator, subject=casus, body="Een")
    services.post_reactie(actor=organisator, subject=casus, body="Twee")
    services.post_reactie(actor=organisator, subject=community, body="Drie")
    client = client_of(deelnemer)
    assert (badge(client), items(client)) == ("2", [community.name, "Een dorpswinkel"])
    html = client.get(UNREAD).content.decode()
    assert "2 nieuwe reacties" in html
    assert f"de laatste van {organisator}" in html
    assert f'href="/communities/reacties/{first.pk}/"' in html
    until = re.search(r'name="tot" value="(\d+)"', html)
    late = services.post_reactie(actor=organisator, subject=casus, body="Na het openen")
    client.post(f"{UNREAD}alles-gelezen/", {"tot": until[1]})
    assert (badge(client), items(client)) == ("1", ["Een dorpswinkel"])
    client.post(f"{UNREAD}alles-gelezen/", {"tot": late.pk})
    assert (badge(client), items(client)) == ("", [])
    assert Leesstand.objects.filter(deelnemer=deelnemer).count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("fresh_cache")
def test_the_badge_is_kept_and_never_wrong(client_of: ClientOf) -> None:
    """Outside a test's transaction, where the number is kept while nothing changes."""
    host = LidmaatschapFactory(role="organisator")
    reader, community = LidmaatschapFactory(community=host.community).deelnemer, host.community
    begins(reader)
    casus = CasusFactory(community=community, casushouder=host.deelnemer, visibility="network")
    client = client_of(reader)

    def number() -> str:
        badge(client)
        with CaptureQueriesContext(connection) as asked:
            found = badge(client)
        assert sum("communities_leesstand" in each["sql"] for each in asked) == 1, "kept by now"
        return found

    assert number() == ""
    one = services.post_reactie(actor=host.deelnemer, subject=casus, body="Een")
    assert number() == "1"
    two = services.post_reactie(actor=host.deelnemer, subject=community, body="Twee")
    assert number() == "2"
    preferences.set_attention(person=reader, topic=community, attention="mute")
    assert number() == ""
    preferences.set_attention(person=reader, topic=community, attention="follow")
    assert number() == "2"
    services.mark_read(actor=reader, gesprek=one.gesprek, read_to=one.pk)
    assert number() == "1"
    services.remove_reactie(actor=host.deelnemer, reactie=two)
    assert number() == ""
    services.post_reactie(actor=host.deelnemer, subject=casus, body="Drie")
    assert number() == "1"
    casus.visibility = "group"
    casus.save()
    assert number() == ""


def test_reading_a_conversation_marks_what_was_new_and_then_it_is_read(
    community: Community, deelnemer: Deelnemer, organisator: Deelnemer, client_of: ClientOf
) -> None:
    begins(deelnemer)
    old = services.post_reactie(actor=organisator, subject=community, body="Een")
    begins(deelnemer)
    new = services.post_reactie(actor=organisator, subject=community, body="Twee")
    mine = services.post_reactie(actor=deelnemer, subject=community, body="Van mij")
    client = client_of(deelnemer)
    html = client.get("/communities/bewoners-in-beeld/binnen/").content.decode()
    articles = dict(zip(IDS.findall(html), IDS.split(html)[2::2], strict=True))
    marked = {name for name, text in articles.items() if ">nieuw</" in text}
    assert marked == {f"reactie-{new.pk}"}
    assert {f"reactie-{old.pk}", f"reactie-{mine.pk}"} <= set(articles)
    assert "1 nieuwe reactie sinds je laatste bezoek." in html
    assert f'href="#reactie-{new.pk}">Ga naar de eerste' in html
    assert (badge(client), items(client)) == ("", [])
    again = client.get("/communities/bewoners-in-beeld/binnen/").content.decode()
    assert "sinds je laatste bezoek" not in again


def test_what_was_there_before_is_not_new_to_who_joins(
    community: Community,
    other_community: Community,
    organisator: Deelnemer,
    ander_lid: Deelnemer,
    client_of: ClientOf,
) -> None:
    services.post_reactie(actor=organisator, subject=community, body="Lang geleden")
    services.add_lidmaatschap(actor=organisator, person=ander_lid, community=community)
    client = client_of(fresh(ander_lid))
    assert badge(client) == ""
    other = LidmaatschapFactory(community=other_community).deelnemer
    services.post_reactie(actor=other, subject=other_community, body="Nieuw")
    services.post_reactie(actor=organisator, subject=community, body="Ook nieuw")
    assert sorted(items(client)) == sorted([community.name, other_community.name])
    third = CasusFactory(community=LidmaatschapFactory().community, visibility="community")
    host = LidmaatschapFactory(community=third.community).deelnemer
    services.post_reactie(actor=host, subject=third, body="Stond er al")
    services.add_lidmaatschap(actor=host, person=ander_lid, community=third.community)
    assert sorted(items(client_of(fresh(ander_lid)))) == sorted(
        [community.name, other_community.name]
    )


def test_own_removed_silenced_and_closed_posts_never_count(
    community: Community,
    other_community: Community,
    deelnemer: Deelnemer,
    organisator: Deelnemer,
    ander_lid: Deelnemer,
    client_of: ClientOf,
) -> None:
    begins(deelnemer)
    services.post_reactie(actor=deelnemer, subject=community, body="Van mij")
    gone = services.post_reactie(actor=organisator, subject=community, body="Weg")
    services.remove_reactie(actor=organisator, reactie=gone)
    silent = services.post_reactie(actor=organisator, subject=community, body="Stil")
    services.post_reactie(actor=organisator, subject=community, body="Ook stil", parent=silent)
    preferences.set_attention(person=deelnemer, topic=silent, attention="mute")
    quiet = CasusFactory(community=community, title="Een stille casus")
    services.post_reactie(actor=organisator, subject=quiet, body="Stil")
    preferences.set_attention(person=deelnemer, topic=quiet, attention="mute")
    secret = CasusFactory(community=other_community, visibility="community", title="Geheim")
    services.post_reactie(actor=ander_lid, subject=secret, body="Geheim")
    services.post_reactie(actor=ander_lid, subject=other_community, body="Geheim")
    client = client_of(deelnemer)
    assert (badge(client), items(client)) == ("", [])
    assert "Geheim" not in client.get(UNREAD).content.decode()
    begins(ander_lid)
    heard = services.post_reactie(actor=organisator, subject=community, body="Hoor dit")
    assert (badge(client), items(client)) == ("1", [community.name])
    assert ongelezen.details(deelnemer, list(ongelezen.talks(deelnemer)))[0].last == heard
    preferences.set_attention(person=deelnemer, topic=community, attention="mute")
    led = CasusFactory(community=community, title="Van een stille community")
    services.post_reactie(actor=organisator, subject=led, body="Stil")
    assert (badge(client), items(client)) == ("", [])


def test_the_badge_stops_counting_and_the_list_has_pages(
    community: Community, deelnemer: Deelnemer, organisator: Deelnemer, client_of: ClientOf
) -> None:
    begins(deelnemer)
    client = client_of(deelnemer)

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            client.get(UNREAD)
        return len(captured)

    casus = CasusFactory(community=community)
    services.post_reactie(actor=organisator, subject=casus, body="Een")
    queries()
    one = queries()
    holder = casus.casushouder
    for number in range(101):
        more = CasusFactory(community=community, casushouder=holder, title=f"Casus {number}")
        ReactieFactory(gesprek=Gesprek.objects.create(subject=more), author=organisator)
    assert badge(client) == "99+"
    assert queries() == one
    seen, query = 0, ""
    for _ in range(6):
        html = client.get(f"{UNREAD}{query}").content.decode()
        seen += len(re.findall(r'class="kaartlink"', html))
        found = re.search(r'href="(\?voor=\d+)"', html)
        query = found[1] if found else ""
    assert (seen, query) == (102, "")


def test_who_is_not_in_the_network_has_no_such_list(
    buitenstaander: Deelnemer, client_of: ClientOf
) -> None:
    client = client_of(buitenstaander)
    assert client.get(UNREAD).status_code == 403
    assert badge(client) == ""


# --- New posts on a page that is open -------------------------------------------------------


def news_url(subject: Any, **asked: Any) -> str:
    kind = ContentType.objects.get_for_model(subject).pk
    query = "&".join(f"{name}={value}" for name, value in asked.items())
    return f"/communities/gesprek/{kind}/{subject.pk}/nieuw/?{query}"


def test_what_came_after_the_page_comes_as_a_piece_that_leads_back_to_that_page(
    community: Community, deelnemer: Deelnemer, organisator: Deelnemer, client_of: ClientOf
) -> None:
    begins(deelnemer)
    old = services.post_reactie(actor=organisator, subject=community, body="Stond er al")
    client = client_of(deelnemer)
    page = client.get("/communities/bewoners-in-beeld/binnen/").content.decode()
    assert f'data-na="{old.pk}"' in page
    assert client.get(news_url(community, na=old.pk)).status_code == 204
    new = services.post_reactie(actor=organisator, subject=community, body="Net geplaatst")
    answer = services.post_reactie(actor=organisator, subject=community, body="Ook", parent=old)
    gone = services.post_reactie(actor=organisator, subject=community, body="Alweer weg")
    services.remove_reactie(actor=organisator, reactie=gone)
    response = client.get(news_url(community, na=old.pk))
    html = response.content.decode()
    assert response.headers["Cache-Control"] == "no-store, private"
    assert IDS.findall(html) == [f"reactie-{new.pk}", f"reactie-{answer.pk}"]
    assert re.findall(r'data-draad="(\d*)"', html) == ["", str(old.pk)]
    assert "Alweer weg" not in html
    assert f'href="?antwoord={new.pk}#reageer"' in html
    assert 'name="terug" value="/communities/bewoners-in-beeld/binnen/#' in html
    only = client.get(news_url(community, na=old.pk, draad=old.pk)).content.decode()
    assert IDS.findall(only) == [f"reactie-{answer.pk}"]
    assert items(client) == [community.name]
    client.get(news_url(community, na=answer.pk, gezien="ja"))
    assert items(client) == []


@pytest.mark.parametrize("asked", ["x", "-1", "9" * 40, "²", ""])
def test_a_key_that_is_none_begins_at_the_first(
    community: Community, deelnemer: Deelnemer, talk: Gesprek, client_of: ClientOf, asked: str
) -> None:
    post = ReactieFactory(gesprek=talk)
    html = client_of(deelnemer).get(news_url(community, na=asked)).content.decode()
    assert IDS.findall(html) == [f"reactie-{post.pk}"]


def test_nobody_else_gets_new_posts(
    community: Community, ander_lid: Deelnemer, talk: Gesprek, client_of: ClientOf
) -> None:
    ReactieFactory(gesprek=talk, body="Alleen onder ons")
    response = client_of(ander_lid).get(news_url(community, na=0))
    assert (response.status_code, b"Alleen onder ons" in response.content) == (403, False)
    response = client_of(None).get(news_url(community, na=0))
    assert response.status_code == 302


def test_a_page_that_was_opened_earlier_makes_nothing_unread_again(
    deelnemer: Deelnemer, community: Community
) -> None:
    talk = Gesprek.objects.create(subject=community)
    services.mark_read(actor=deelnemer, gesprek=talk, read_to=9)
    services.mark_read(actor=deelnemer, gesprek=talk, read_to=5)
    assert Leesstand.objects.get(deelnemer=deelnemer, gesprek=talk).read_to == 9
    services.mark_read(actor=deelnemer, gesprek=talk, read_to=12)
    assert Leesstand.objects.get(deelnemer=deelnemer, gesprek=talk).read_to == 12
