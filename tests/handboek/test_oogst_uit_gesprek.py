"""Harvest moments: a les from what somebody said, and from what a resident answered."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from casussen.models import Casus, Inwonersantwoord
from casussen.services import place_inwonersantwoord, undo_inwonersantwoord, withdraw_casus
from communities.models import Community, Deelnemer, Reactie
from communities.services import edit_reactie, post_reactie, remove_reactie, restore_reactie
from handboek import services
from handboek.bewaartermijnen import words_of_what_is_gone
from handboek.chain import (
    GONE_QUOTE,
    HIDDEN_TALK,
    REWRITTEN,
    SHIELDED_QUOTE,
    WITHDRAWN,
    quote_shown,
    source_shown,
)
from handboek.eerder import about_casussen
from handboek.enums import Level, SignalKind
from handboek.evidence import Source, SourceKind, weigh
from handboek.models import Advies, Bevinding, Les, Signaal
from handboek.sources import Reader, source_of
from netwerk.kern.avg import retention
from tests.factories import (
    AdviesFactory,
    CasusFactory,
    CommunityFactory,
    DilemmaFactory,
    InwonersantwoordFactory,
    LesFactory,
    LidmaatschapFactory,
    begrip,
)

pytestmark = pytest.mark.django_db
ClientOf = Callable[[Deelnemer | None], Client]
SAID = "Wij vroegen eerst de chauffeurs. Dat scheelde een half jaar."
SENTENCE = "Wij vroegen eerst de chauffeurs."


@pytest.fixture
def casus(community: Community) -> Casus:
    holder = LidmaatschapFactory(community=community, deelnemer__first_name="Cas").deelnemer
    return CasusFactory(community=community, casushouder=holder, visibility="public")


@pytest.fixture
def post(casus: Casus, deelnemer: Deelnemer) -> Reactie:
    return post_reactie(actor=deelnemer, subject=casus, body=SAID)


def harvested(source: Any, actor: Any, community: Community, quote: str = SENTENCE) -> Les:
    row = services.harvest_bevinding(actor=actor, source=source, quote=quote)
    return services.harvest_les(
        actor=actor, bevindingen=[row], conclusion="Vraag het eerst.", community=community
    )


def rests_on(les: Les) -> Advies:
    advies = AdviesFactory(published=True, les=les)
    return services.refresh_evidence(advies)


def fresh(advies: Advies) -> Advies:
    return Advies.objects.with_sources().get(pk=advies.pk)


# ---- who, and where


def test_the_button_is_there_for_who_may_harvest(
    post: Reactie,
    client_of: ClientOf,
    casus: Casus,
    deelnemer: Deelnemer,
    organisator: Deelnemer,
    redacteur: Deelnemer,
) -> None:
    way = reverse("handboek:harvest_reactie", args=[post.pk])
    found = {
        person.first_name: (
            f'href="{way}"' in client_of(person).get(casus.get_absolute_url()).content.decode(),
            client_of(person).get(way).status_code,
        )
        for person in (deelnemer, organisator, redacteur, casus.casushouder)
    }
    assert found == {
        deelnemer.first_name: (False, 403),
        organisator.first_name: (True, 200),
        redacteur.first_name: (True, 200),
        "Cas": (True, 200),
    }


def test_who_may_not_read_the_conversation_learns_nothing(
    casus: Casus,
    post: Reactie,
    client_of: ClientOf,
    buitenstaander: Deelnemer,
    redacteur: Deelnemer,
) -> None:
    way = reverse("handboek:harvest_reactie", args=[post.pk])
    assert client_of(buitenstaander).get(way).status_code == 404
    Casus.objects.update(visibility="community")
    assert client_of(redacteur).get(way).status_code == 404


def test_from_a_post_to_a_les_and_back(
    post: Reactie, casus: Casus, community: Community, client_of: ClientOf, organisator: Deelnemer
) -> None:
    client = client_of(organisator)
    way = reverse("handboek:harvest_reactie", args=[post.pk])
    data = {"zin": "0", "versie": "1", "conclusie": "Vraag het eerst.", "community": community.pk}
    page = client.post(way, data, follow=True)
    les = Les.objects.get()
    bevinding = les.bevindingen.get()
    assert (bevinding.quote, bevinding.reactie, bevinding.casus) == (SENTENCE, post, casus)
    text = page.content.decode()
    assert f"Gezegd in het gesprek over “{casus.title}”" in text
    assert f'href="{post.get_absolute_url()}"' in text
    back = " ".join(client.get(casus.get_absolute_url()).text.split())
    assert f'<a class="nl-link" href="{les.get_absolute_url()}">les {les.number}</a>' in back


def test_what_was_typed_stays_when_the_post_changed_meanwhile(
    post: Reactie, community: Community, client_of: ClientOf, organisator: Deelnemer
) -> None:
    edit_reactie(actor=post.author, reactie=post, body="Iets heel anders nu. En meer.")
    way = reverse("handboek:harvest_reactie", args=[post.pk])
    data = {"zin": "0", "versie": "1", "conclusie": "Vraag het eerst.", "community": community.pk}
    text = client_of(organisator).post(way, data).content.decode()
    assert ("intussen veranderd" in text, "Vraag het eerst." in text) == (True, True)
    assert Bevinding.objects.count() == 0


# ---- which casus it counts with


def test_a_dilemma_of_one_casus_counts_with_it_and_of_two_with_none(
    casus: Casus, community: Community, organisator: Deelnemer
) -> None:
    dilemma = DilemmaFactory(community=community, visibility="network")
    dilemma.casussen.add(casus)
    one = harvested(
        post_reactie(actor=organisator, subject=dilemma, body=SAID), organisator, community
    )
    dilemma.casussen.add(CasusFactory(community=community, visibility="public"))
    two = harvested(
        post_reactie(actor=organisator, subject=dilemma, body=SAID), organisator, community
    )
    assert [les.bevindingen.get().casus for les in (one, two)] == [casus, None]


def test_a_casus_that_the_harvester_may_not_see_is_not_kept(
    community: Community, organisator: Deelnemer
) -> None:
    dilemma = DilemmaFactory(community=community, visibility="network")
    dilemma.casussen.add(CasusFactory(community=CommunityFactory(), visibility="group"))
    post = post_reactie(actor=organisator, subject=dilemma, body=SAID)
    assert harvested(post, organisator, community).bevindingen.get().casus is None


def test_talk_without_a_casus_does_not_count_and_the_page_says_so(
    community: Community, client_of: ClientOf, organisator: Deelnemer
) -> None:
    post = post_reactie(actor=organisator, subject=community, body=SAID)
    client = client_of(organisator)
    way = reverse("handboek:harvest_reactie", args=[post.pk])
    assert "telt daarom niet mee als bron" in client.get(way).content.decode()
    les = harvested(post, organisator, community)
    bevinding = Bevinding.objects.with_sources().get()
    assert (source_of(bevinding), rests_on(les).level) == (None, Level.UNKNOWN)
    shown = client.get(les.get_absolute_url()).content.decode()
    assert "Telt niet mee als bron uit de praktijk" in shown


# ---- who reads the words


def test_the_words_are_for_who_may_read_the_conversation(
    post: Reactie,
    casus: Casus,
    community: Community,
    client_of: ClientOf,
    organisator: Deelnemer,
    buitenstaander: Deelnemer,
    ander_lid: Deelnemer,
) -> None:
    les = harvested(post, organisator, community)
    advies = rests_on(les)
    for page in (les.get_absolute_url(), advies.get_absolute_url(), casus.get_absolute_url()):
        for person in (None, buitenstaander):
            text = client_of(person).get(page).content.decode()
            assert (SENTENCE in text, post.get_absolute_url() in text) == (False, False), page
    assert HIDDEN_TALK in client_of(None).get(les.get_absolute_url()).content.decode()
    assert SENTENCE in client_of(ander_lid).get(les.get_absolute_url()).content.decode()
    assert Bevinding.objects.visible_to(AnonymousUser()).count() == 0


def test_a_post_in_a_closed_community_is_for_its_members(
    community: Community, organisator: Deelnemer, ander_lid: Deelnemer, client_of: ClientOf
) -> None:
    post = post_reactie(actor=organisator, subject=community, body=SAID)
    les = harvested(post, organisator, community)
    assert SENTENCE not in client_of(ander_lid).get(les.get_absolute_url()).content.decode()
    assert SENTENCE in client_of(organisator).get(les.get_absolute_url()).content.decode()


# ---- changed, taken away, put back


def test_a_changed_post_keeps_its_sentence_and_says_so(
    post: Reactie, community: Community, organisator: Deelnemer
) -> None:
    harvested(post, organisator, community)
    edit_reactie(actor=post.author, reactie=post, body="Iets heel anders.")
    row = Bevinding.objects.with_sources().get()
    shown = quote_shown(row, Reader.of(organisator, [row]))
    assert (shown["titel"], shown["onder"]) == (f"“{SENTENCE}”", REWRITTEN)


def test_a_sentence_that_its_writer_shields_later_shows_no_more(
    post: Reactie, community: Community, organisator: Deelnemer, client_of: ClientOf
) -> None:
    les = harvested(post, organisator, community)
    page = client_of(organisator).get(les.get_absolute_url()).text
    assert SENTENCE in page
    edit_reactie(actor=post.author, reactie=post, body=f":::vertrouwelijk\n{SAID}\n:::\nOpen.")
    row = Bevinding.objects.with_sources().get()
    assert quote_shown(row, Reader.of(organisator, [row]))["titel"] == SHIELDED_QUOTE
    assert SENTENCE not in client_of(organisator).get(les.get_absolute_url()).text


def test_a_removed_post_counts_no_more_and_warns_a_redacteur(
    post: Reactie, community: Community, organisator: Deelnemer
) -> None:
    advies = rests_on(harvested(post, organisator, community))
    assert fresh(advies).level == Level.SUSPECTED
    remove_reactie(actor=post.author, reactie=post)
    assert fresh(advies).level == Level.UNKNOWN
    assert [row.kind for row in Signaal.objects.waiting()] == [SignalKind.SOURCE_WITHDRAWN]
    row = Bevinding.objects.with_sources().get()
    reader = Reader.of(organisator, [row])
    assert quote_shown(row, reader)["titel"] == GONE_QUOTE
    assert source_shown(row, reader)["onder"] == WITHDRAWN
    restore_reactie(actor=post.author, reactie=post)
    assert (fresh(advies).level, Signaal.objects.waiting().count()) == (Level.SUSPECTED, 0)


def test_of_what_was_removed_a_moment_ago_no_les_is_made(
    post: Reactie, organisator: Deelnemer
) -> None:
    stale = Reactie.objects.get(pk=post.pk)
    remove_reactie(actor=post.author, reactie=post)
    with pytest.raises(ValidationError, match="net weggehaald"):
        services.harvest_bevinding(actor=organisator, source=stale, quote=SENTENCE)


def test_the_words_go_when_the_text_of_the_post_is_erased(
    post: Reactie, community: Community, organisator: Deelnemer
) -> None:
    les = harvested(post, organisator, community)
    remove_reactie(actor=post.author, reactie=post)
    assert words_of_what_is_gone(timezone.now()).count() == 0
    Reactie.objects.update(removed_at=timezone.now() - timedelta(days=31))
    nights = [retention.run(), retention.run()]  # first the text, the next night its sentence
    bevinding = les.bevindingen.get()
    assert [night.failed for night in nights] == [[], []]
    assert (bevinding.quote, bevinding.prefix, bevinding.suffix) == ("", "", "")


# ---- residents


def test_a_resident_counts_with_the_casus_and_is_the_side_samenleving(
    casus: Casus, community: Community, organisator: Deelnemer
) -> None:
    answer = InwonersantwoordFactory(vraag__casus=casus, body=SAID)
    advies = rests_on(harvested(answer, organisator, community))
    row = Bevinding.objects.with_sources().get()
    source = source_of(row)
    assert source is not None
    assert (source.kind, source.side, source.casus_id) == (
        SourceKind.RESIDENTS,
        "samenleving",
        casus.pk,
    )
    assert fresh(advies).level == Level.SUSPECTED


def test_from_an_answer_to_a_les_and_back_for_everybody(
    casus: Casus, community: Community, client_of: ClientOf, organisator: Deelnemer
) -> None:
    answer = InwonersantwoordFactory(vraag__casus=casus, body=SAID)
    way = reverse("handboek:harvest_antwoord", args=[answer.pk])
    page = client_of(organisator).get(answer.vraag.get_absolute_url()).content.decode()
    assert f'href="{way}"' in page
    data = {"zin": "0", "versie": "1", "conclusie": "Vraag het eerst.", "community": community.pk}
    client_of(organisator).post(way, data)
    les = Les.objects.get()
    rests_on(les)
    visitor = client_of(None)
    text = visitor.get(les.get_absolute_url()).content.decode()
    assert (SENTENCE in text, f"Stem van inwoners bij “{casus.title}”" in text) == (True, True)
    back = visitor.get(answer.vraag.get_absolute_url()).content.decode()
    assert (f">les {les.number}</a>" in back, way in back) == (True, False)


def test_an_answer_that_is_taken_away_is_not_read_and_counts_no_more(
    casus: Casus, community: Community, client_of: ClientOf, organisator: Deelnemer
) -> None:
    answer = InwonersantwoordFactory(vraag__casus=casus, body=SAID)
    advies = rests_on(harvested(answer, organisator, community))
    undo_inwonersantwoord(actor=organisator, antwoord=answer)
    assert fresh(advies).level == Level.UNKNOWN
    for person in (None, organisator):
        for page in (advies.get_absolute_url(), casus.get_absolute_url()):
            assert SENTENCE not in client_of(person).get(page).content.decode()
    assert Signaal.objects.waiting().get().kind == SignalKind.SOURCE_WITHDRAWN
    place_inwonersantwoord(actor=organisator, antwoord=answer)
    assert (fresh(advies).level, Signaal.objects.waiting().count()) == (Level.SUSPECTED, 0)


def test_an_answer_of_a_withdrawn_casus_gives_no_les(
    casus: Casus, client_of: ClientOf, organisator: Deelnemer
) -> None:
    answer = InwonersantwoordFactory(vraag__casus=casus, body=SAID)
    withdraw_casus(actor=casus.casushouder, casus=casus, reason="Klopt niet.")
    way = reverse("handboek:harvest_antwoord", args=[answer.pk])
    assert client_of(organisator).get(way).status_code == 403


def test_an_answer_that_waits_gives_no_les(
    casus: Casus, client_of: ClientOf, organisator: Deelnemer
) -> None:
    answer = InwonersantwoordFactory(vraag__casus=casus, body=SAID, state="waiting")
    way = reverse("handboek:harvest_antwoord", args=[answer.pk])
    assert client_of(organisator).get(way).status_code == 404
    stale = Inwonersantwoord.objects.select_related("vraag__casus").get()
    with pytest.raises(ValidationError, match="net weggehaald"):
        services.harvest_bevinding(actor=organisator, source=stale, quote=SENTENCE)


# ---- the worked examples of docs/decisions/evidence-rule.md


def voice(number: int, province: str = "Drenthe", **more: Any) -> Source:
    given = {"kind": SourceKind.RESIDENTS, "side": "samenleving"} | more
    return Source(casus_id=number, organisatie_id=number, provinces=(province,), **given)


def practice(number: int, province: str = "Drenthe") -> Source:
    return Source(casus_id=number, organisatie_id=number, provinces=(province,), side="regio")


def test_a_casus_and_a_resident_of_it_are_one_source() -> None:
    found = weigh([practice(1), voice(1), voice(1)])
    assert (found.level, found.confirmations) == (Level.SUSPECTED, 1)


def test_three_casussen_of_one_side_and_a_resident_have_two_sides() -> None:
    three = [practice(1), practice(2, "Zeeland"), practice(3)]
    assert weigh(three).level == Level.RECOGNISED
    assert weigh([*three, voice(1)]).level == Level.SUBSTANTIATED


def test_residents_alone_are_of_one_side() -> None:
    three = [voice(1), voice(2, "Zeeland"), voice(3)]
    assert weigh(three).level == Level.RECOGNISED


# ---- many


def test_a_page_with_many_posts_asks_as_much_as_one_with_two(
    post: Reactie, casus: Casus, community: Community, client_of: ClientOf, organisator: Deelnemer
) -> None:
    client = client_of(organisator)

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            client.get(casus.get_absolute_url())
        return len(queries)

    harvested(post, organisator, community)
    harvested(post_reactie(actor=organisator, subject=casus, body=SAID), organisator, community)
    asked()
    few = asked()
    for _ in range(10):
        more = post_reactie(actor=organisator, subject=casus, body=SAID)
        harvested(more, organisator, community)
    asked()  # keeps how far was read
    assert asked() == few


def test_the_les_asks_as_much_for_ten_posts_as_for_two(
    casus: Casus, community: Community, client_of: ClientOf, organisator: Deelnemer
) -> None:
    client, les = client_of(organisator), LesFactory(community=community)

    def add() -> None:
        post = post_reactie(actor=organisator, subject=casus, body=SAID)
        row = services.harvest_bevinding(actor=organisator, source=post, quote=SENTENCE)
        services.add_bevinding_to_les(actor=organisator, les=les, bevinding=row)

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            client.get(les.get_absolute_url())
        return len(queries)

    add()
    add()
    asked()
    few = asked()
    for _ in range(8):
        add()
    assert asked() == few


# ---- offered while writing


def test_what_was_learned_on_the_same_theme_is_offered_as_far_as_one_may_read(
    casus: Casus, community: Community, client_of: ClientOf, deelnemer: Deelnemer
) -> None:
    theme = begrip("cbs-thema", "wonen")
    casus.themes.add(theme)
    near = CasusFactory(community=community, visibility="network")
    closed = CasusFactory(community=CommunityFactory(), visibility="group")
    for other in (near, closed):
        other.themes.add(theme)
    seen = LesFactory(community=community, casus=near)
    hidden = LesFactory(community=community, casus=closed)
    dilemma = DilemmaFactory(community=community, visibility="network")
    dilemma.casussen.add(near)
    own = LesFactory(community=community, casus=casus)
    rows = Casus.objects.filter(pk=casus.pk)
    found = about_casussen(casus.casushouder, rows)
    assert (found["lessen"], found["dilemmas"]) == ([seen], [dilemma])
    text = (
        client_of(casus.casushouder)
        .get(reverse("casussen:section", args=[casus.slug, "results"]))
        .content.decode()
    )
    offered = {row.pk: row.get_absolute_url() in text for row in (seen, hidden, own)}
    assert offered == {seen.pk: True, hidden.pk: False, own.pk: False}
    assert "Eerder geleerd over deze thema’s" in text
