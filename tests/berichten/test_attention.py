"""Following and silencing a thread, a casus, a community (features.md row 24)."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from django.template import Context, Template
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bijeenkomsten import services as meetings
from communities import services
from communities.models import THREADS_PER_PAGE, Community, Deelnemer, Gesprek, Reactie
from netwerk.kern.berichten import preferences, registry
from netwerk.kern.berichten.models import Attention, Delivery, State, Subscription
from netwerk.kern.berichten.planner import plan_due
from netwerk.kern.berichten.sender import send_due
from tests.berichten.conftest import due_now, publish
from tests.factories import (
    AdviesFactory,
    BijeenkomstFactory,
    CasusFactory,
    CommunityFactory,
    DilemmaFactory,
    LidmaatschapFactory,
    ReactieFactory,
)
from tests.inloggen import sign_in

pytestmark = pytest.mark.django_db
ClientOf = Callable[[Deelnemer | None], Client]


@pytest.fixture
def anna(community: Community) -> Deelnemer:
    return LidmaatschapFactory(community=community, deelnemer__first_name="Anna").deelnemer


@pytest.fixture
def ben(community: Community) -> Deelnemer:
    return LidmaatschapFactory(community=community, deelnemer__first_name="Ben").deelnemer


def address(topic: Any) -> str:
    content_type = ContentType.objects.get_for_model(topic)
    return reverse("berichten:attention", args=[content_type.pk, topic.pk])


def post(actor: Deelnemer, subject: Any, parent: Reactie | None = None) -> Reactie:
    return services.post_reactie(actor=actor, subject=subject, body="Geheim.", parent=parent)


def follow(person: Deelnemer, topic: Any) -> None:
    preferences.set_attention(person=person, topic=topic, attention=Attention.FOLLOW)


def silence(person: Deelnemer, topic: Any) -> None:
    preferences.set_attention(person=person, topic=topic, attention=Attention.MUTE)


def told(mailoutbox: list[Any]) -> list[str]:
    """Return who got mail in this round, by first name."""
    mailoutbox.clear()
    plan_due()
    due_now()
    while send_due().taken:
        pass
    names = dict(Deelnemer.objects.values_list("email", "first_name"))
    return sorted(names[mail.to[0]] for mail in mailoutbox)


def shown(person: Any, topic: Any) -> str:
    """Return what the tag draws for this person, as words."""
    request = RequestFactory().get("/ergens/?q=1")
    request.user = person
    template = Template("{% load aandacht %}{% aandacht topic %}")
    html = template.render(Context({"request": request, "topic": topic}))
    html = re.sub(r"<svg.*?</svg>", " ", html, flags=re.S)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html)).strip()


def test_follower_of_a_casus_hears_of_a_post_and_the_writer_does_not(
    community: Community,
    anna: Deelnemer,
    ben: Deelnemer,
    organisator: Deelnemer,
    mailoutbox: list[Any],
) -> None:
    casus = CasusFactory(community=community, casushouder=organisator)
    for person in (anna, ben):
        follow(person, casus)
    post(ben, casus)
    assert told(mailoutbox) == ["Anna", "Olle"], "the follower, and the casushouder without that"
    kinds = dict(Delivery.objects.values_list("person__first_name", "kind"))
    assert kinds == {"Anna": "gesprek.gevolgd", "Olle": "casus.reactie"}
    [mail] = [mail for mail in mailoutbox if mail.to == [anna.email]]
    assert "Geheim" not in mail.message().as_string()


def test_follower_of_a_community_hears_of_a_new_thread(
    community: Community, anna: Deelnemer, ben: Deelnemer, mailoutbox: list[Any]
) -> None:
    follow(anna, community)
    thread = post(ben, community)
    assert told(mailoutbox) == ["Anna"]
    post(ben, community, thread)
    assert told(mailoutbox) == ["Anna"]
    post(ben, CasusFactory(community=community, casushouder=ben))
    assert told(mailoutbox) == ["Anna"], "and of what is said about its casussen"


def test_follower_of_one_thread_hears_of_that_thread_only(
    community: Community, anna: Deelnemer, ben: Deelnemer, mailoutbox: list[Any]
) -> None:
    first, other = post(ben, community), post(ben, community)
    told(mailoutbox)
    follow(anna, first)
    deeper = post(ben, community, first)
    assert told(mailoutbox) == ["Anna"]
    post(ben, community, deeper)
    assert told(mailoutbox) == ["Anna"]
    post(ben, community, other)
    assert told(mailoutbox) == []


def test_nobody_gets_two_mails_about_one_post(
    community: Community, anna: Deelnemer, ben: Deelnemer, mailoutbox: list[Any]
) -> None:
    casus = CasusFactory(community=community, casushouder=anna)
    thread = post(anna, casus)
    for topic in (casus, thread, community):
        follow(anna, topic)
    told(mailoutbox)
    post(ben, casus, thread)
    assert told(mailoutbox) == ["Anna"]


@pytest.mark.parametrize("muted", ["thread", "casus", "community"])
@pytest.mark.parametrize("followed", ["thread", "casus", "community"])
def test_mute_beats_follow(
    muted: str,
    followed: str,
    community: Community,
    anna: Deelnemer,
    ben: Deelnemer,
    mailoutbox: list[Any],
) -> None:
    casus = CasusFactory(community=community, casushouder=ben)
    thread = post(ben, casus)
    told(mailoutbox)
    topics = {"thread": thread, "casus": casus, "community": community}
    follow(anna, topics[followed])
    if muted != followed:
        post(ben, casus, thread)
        assert told(mailoutbox) == ["Anna"]
    silence(anna, topics[muted])
    post(ben, casus, thread)
    assert told(mailoutbox) == []


def test_no_mail_after_mute_even_when_it_was_planned_before(
    community: Community, anna: Deelnemer, ben: Deelnemer, mailoutbox: list[Any]
) -> None:
    casus = CasusFactory(community=community, casushouder=ben)
    follow(anna, casus)
    post(ben, casus)
    plan_due()
    assert Delivery.objects.get().state == State.PLANNED
    silence(anna, casus)
    assert told(mailoutbox) == []
    delivery = Delivery.objects.get()
    assert (delivery.state, delivery.reason) == (State.SUPPRESSED, "wil hier niets over horen")


def test_mail_that_was_planned_comes_back_to_life_for_nobody(
    community: Community, anna: Deelnemer, ben: Deelnemer, mailoutbox: list[Any]
) -> None:
    casus = CasusFactory(community=community, casushouder=ben)
    silence(anna, casus)
    post(anna, casus)
    post(ben, casus)
    told(mailoutbox)
    preferences.set_attention(person=anna, topic=casus, attention="")
    assert told(mailoutbox) == []
    post(ben, casus)
    assert told(mailoutbox) == ["Anna"], "a new post is told again"


def test_silent_community_means_no_new_meetings_but_what_is_essential(
    community: Community, anna: Deelnemer, organisator: Deelnemer, mailoutbox: list[Any]
) -> None:
    silence(anna, community)
    meeting = BijeenkomstFactory(community=community, created_by=organisator)
    publish(meeting, organisator)
    assert told(mailoutbox) == []
    meetings.answer(actor=anna, bijeenkomst=meeting, answer="yes")
    assert told(mailoutbox) == ["Anna"], "a confirmation"
    meetings.cancel_bijeenkomst(actor=organisator, bijeenkomst=meeting, reason="Ziek")
    assert told(mailoutbox) == ["Anna"], "and that it does not go on"


def test_silence_of_one_community_of_a_shared_meeting_counts(
    community: Community, ander_lid: Deelnemer, other_community: Community, mailoutbox: list[Any]
) -> None:
    meeting = BijeenkomstFactory(community=community)
    meeting.communities.add(other_community)
    silence(ander_lid, other_community)
    publish(meeting)
    assert told(mailoutbox) == []


def test_silence_is_only_your_own(
    community: Community,
    anna: Deelnemer,
    ben: Deelnemer,
    organisator: Deelnemer,
    mailoutbox: list[Any],
) -> None:
    silence(anna, community)
    meeting = BijeenkomstFactory(community=community)
    publish(meeting, organisator)
    assert told(mailoutbox) == ["Ben"]
    casus = CasusFactory(community=community, casushouder=organisator)
    silence(ben, casus)
    post(anna, casus)
    assert told(mailoutbox) == ["Olle"], "the casushouder did not silence it"


def test_follower_who_loses_access_hears_nothing(
    community: Community, anna: Deelnemer, ben: Deelnemer, mailoutbox: list[Any]
) -> None:
    casus = CasusFactory(community=community, casushouder=ben)
    follow(anna, casus)
    follow(anna, community)
    anna.lidmaatschappen.all().delete()
    post(ben, casus)
    post(ben, community)
    assert told(mailoutbox) == []
    reasons = set(Delivery.objects.filter(person=anna).values_list("state", "reason"))
    assert reasons == {
        (State.SUPPRESSED, "mag het onderwerp niet meer zien"),
        (State.SUPPRESSED, "mag het gesprek niet meer lezen"),
    }


def test_buttons_say_what_is_the_case_and_can_be_undone(
    client_of: ClientOf, community: Community, anna: Deelnemer
) -> None:
    casus = CasusFactory(community=community)
    client = client_of(anna)
    assert shown(anna, casus) == "Volg deze casus Zet stil"
    response = client.post(address(casus), {"aandacht": "follow"}, follow=True)
    assert response.redirect_chain == [(casus.get_absolute_url(), 302)]
    assert "Je volgt deze casus. Je krijgt mail als er iets nieuws is." in response.text
    assert shown(anna, casus) == "Je volgt deze casus Niet meer volgen Zet deze casus stil"
    response = client.post(address(casus), {"aandacht": "mute"}, follow=True)
    assert "Stil: je krijgt geen mail meer over deze casus" in response.text
    assert shown(anna, casus) == "Deze casus is stil Niet meer stil"
    assert Subscription.objects.count() == 1
    response = client.post(address(casus), {"aandacht": ""}, follow=True)
    assert "Over deze casus krijg je weer de gewone mail." in response.text
    assert not Subscription.objects.exists()


def test_form_is_checked_against_forgery(anna: Deelnemer, community: Community) -> None:
    client = Client(enforce_csrf_checks=True)
    sign_in(client, anna)
    casus = CasusFactory(community=community)
    assert client.post(address(casus), {"aandacht": "follow"}).status_code == 403
    html = client.get(casus.get_absolute_url()).text
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', html)
    assert token
    data = {"aandacht": "follow", "csrfmiddlewaretoken": token[1]}
    assert client.post(address(casus), data).status_code == 302
    assert preferences.attention_of(anna, casus) == "follow"


@pytest.mark.parametrize(
    "back",
    ["https://boef.nl/", "//boef.nl/", "javascript:alert(1)", "\\\\boef.nl", "http:///boef.nl", ""],
)
def test_way_back_stays_on_the_site(
    back: str, client_of: ClientOf, community: Community, anna: Deelnemer
) -> None:
    casus = CasusFactory(community=community)
    data = {"aandacht": "mute", "terug": back}
    response = client_of(anna).post(address(casus), data)
    assert response.headers["Location"] == casus.get_absolute_url()


def test_what_you_may_not_know_of_does_not_exist(
    client_of: ClientOf, community: Community, ander_lid: Deelnemer, anna: Deelnemer
) -> None:
    casus = CasusFactory(community=community)
    thread = post(anna, community)
    client = client_of(ander_lid)
    for topic in (casus, thread):
        for wanted in ("follow", "mute", ""):
            assert client.post(address(topic), {"aandacht": wanted}).status_code == 404
    assert not Subscription.objects.exists()


def test_only_what_is_offered_is_taken(
    client_of: ClientOf, community: Community, anna: Deelnemer
) -> None:
    client = client_of(anna)
    meeting = BijeenkomstFactory(community=community)
    assert shown(anna, meeting) == "Volg deze bijeenkomst Zet stil"
    for topic, wanted in ((meeting, "x"), (anna, "mute"), (anna, "follow")):
        assert client.post(address(topic), {"aandacht": wanted}).status_code == 404
    assert client.post("/berichten/aandacht/999999/1/", {"aandacht": "mute"}).status_code == 404
    odd = f"/berichten/aandacht/{10**30}/{10**30}/"
    assert client.post(odd, {"aandacht": "mute"}).status_code == 404
    assert client.get(address(meeting)).status_code == 405
    assert not Subscription.objects.exists()
    assert client.post(address(meeting), {"aandacht": "mute"}).status_code == 302
    assert shown(anna, meeting) == "Deze bijeenkomst is stil Niet meer stil"


def test_pages_of_all_these_things_have_the_buttons(
    client_of: ClientOf, community: Community, anna: Deelnemer
) -> None:
    topics = {
        CasusFactory(community=community): "",
        DilemmaFactory(community=community): "",
        BijeenkomstFactory(community=community): "",
        AdviesFactory(published=True): "",
        community: reverse("communities:inside", args=[community.slug]),
    }
    client = client_of(anna)
    for topic, path in topics.items():
        page = client.get(path or topic.get_absolute_url())
        assert page.status_code == 200
        assert f'action="{address(topic)}"' in page.text, topic
    thread = post(anna, community)
    html = client.get(topics[community]).text
    assert f'action="{address(thread)}"' in html
    assert f"begonnen door {anna}" in html


def test_reader_without_account_sees_no_buttons(
    client_of: ClientOf, community: Community, anna: Deelnemer, buitenstaander: Deelnemer
) -> None:
    casus = CasusFactory(community=community, visibility="public")
    post(anna, casus)
    for person in (None, buitenstaander):
        html = client_of(person).get(casus.get_absolute_url()).text
        assert "/berichten/aandacht/" not in html


def test_states_of_threads_on_a_page_are_their_own_in_one_query(
    community: Community, anna: Deelnemer, ben: Deelnemer, client_of: ClientOf
) -> None:
    talk = Gesprek.objects.create(subject=community)
    page = reverse("communities:inside", args=[community.slug])
    client = client_of(anna)

    def queries() -> int:
        assert client.get(page).status_code == 200
        with CaptureQueriesContext(connection) as captured:
            assert client.get(page).status_code == 200
        return len(captured)

    first = ReactieFactory(gesprek=talk, author=ben)
    follow(anna, first)
    one = queries()
    more = [ReactieFactory(gesprek=talk, author=ben) for _ in range(THREADS_PER_PAGE - 1)]
    for thread in more[5:]:
        silence(anna, thread)
    silence(ben, first)
    assert queries() == one
    html = client.get(page).text
    assert html.count("Dit gesprek is stil") == len(more[5:])
    assert html.count("Je volgt dit gesprek") == 1
    assert html.count("Volg dit gesprek") == 5


def test_thread_can_be_silenced_after_its_first_post_was_removed(
    community: Community, anna: Deelnemer, ben: Deelnemer, client_of: ClientOf
) -> None:
    thread = post(ben, community)
    post(anna, community, thread)
    services.remove_reactie(actor=ben, reactie=thread)
    html = client_of(anna).get(reverse("communities:inside", args=[community.slug])).text
    assert f'action="{address(thread)}"' in html
    assert "begonnen door een verwijderde reactie" in html
    assert f"begonnen door {ben}" not in html


def test_choice_about_one_thing_says_nothing_about_another_with_the_same_number(
    community: Community, anna: Deelnemer
) -> None:
    casus = CasusFactory(community=community)
    twin = CommunityFactory(pk=casus.pk) if casus.pk != community.pk else community
    follow(anna, casus)
    assert preferences.attention_of(anna, twin) == ""
    assert preferences.attentions_of(anna, []) == {}
    assert preferences.silent_about([], [anna.pk]) == set()


def test_choosing_twice_at_once_is_one_choice(community: Community, anna: Deelnemer) -> None:
    casus = CasusFactory(community=community)
    for attention in ("follow", "mute", "mute", "follow"):
        with transaction.atomic():
            preferences.set_attention(person=anna, topic=casus, attention=attention)
    assert list(Subscription.objects.values_list("attention", flat=True)) == ["follow"]
    with pytest.raises(ValueError, match="iets"):
        preferences.set_attention(person=anna, topic=casus, attention="iets")
    assert registry.get("gesprek.gevolgd").essential is False
