"""Row 112: other casussen recognise a les or contradict it (docs/decisions/evidence-rule.md)."""

import re
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.html import strip_tags

from casussen.enums import Outcome
from casussen.models import Casus, CasusDeelname
from communities.models import Community, Deelnemer
from handboek import services
from handboek.enums import Level, SignalKind, Stance
from handboek.models import Advies, Herkenning, Les, Signaal, Tegenspraak
from handboek.resting import resting_on
from handboek.services.herkennen import TOO_OFTEN
from handboek.sources import evidence_of
from netwerk.kern.berichten.planner import plan_due
from netwerk.kern.berichten.sender import send_due
from tests.factories import CasusFactory, LesFactory, LidmaatschapFactory
from tests.handboek.conftest import agreed_les, restore, withdraw
from tests.handboek.test_later import casussen, state, tell

pytestmark = pytest.mark.django_db
MakeAdvies = Callable[..., Advies]
ClientOf = Callable[[Deelnemer | None], Client]
SAME, OTHERWISE = Stance.RECOGNISED, Stance.CONTRADICTED


def say(les: Les, casus: Casus, stance: str = SAME, words: str = "Zo ging het.") -> Herkenning:
    """Let the casushouder say something of a les, as the page does."""
    return services.recognise_les(
        actor=casus.casushouder, les=les, casus=casus, stance=stance, words=words
    )


def words_of(page: str) -> str:
    """Return the words of a page, without its tags."""
    return " ".join(unescape(strip_tags(page)).split())


def address(les: Les) -> str:
    return reverse("handboek:herken", args=[les.number])


# --- The worked examples of the rule ---------------------------------------------------------


def test_one_casus_and_another_that_recognises_its_les(make_advies: MakeAdvies) -> None:
    one, other = casussen(2)
    advies = make_advies(one)
    say(advies.lessen.get(), other)
    assert state(advies) == (Level.RECOGNISED, False, False)


def test_recognised_by_a_casus_of_the_same_organisation(make_advies: MakeAdvies) -> None:
    [one] = casussen(1)
    [other] = casussen(1, organisatie=one.organisatie)
    advies = make_advies(one)
    say(advies.lessen.get(), other)
    assert state(advies) == (Level.SUSPECTED, False, False)


def test_one_casus_and_another_that_contradicts_its_les(make_advies: MakeAdvies) -> None:
    one, other = casussen(2)
    advies = make_advies(one)
    say(advies.lessen.get(), other, OTHERWISE)
    assert state(advies) == (Level.SUSPECTED, True, True)


def test_two_casussen_and_another_that_contradicts_a_les(make_advies: MakeAdvies) -> None:
    one, two, other = casussen(3)
    advies = make_advies(one, two)
    say(advies.lessen.first(), other, OTHERWISE)
    assert state(advies) == (Level.RECOGNISED, True, False)


def test_recognising_a_les_that_contradicts_speaks_against(make_advies: MakeAdvies) -> None:
    one, two, three, other = casussen(4)
    advies = make_advies(one, two, three)
    against = agreed_les()
    services.link_les(actor=advies.author, advies=advies, les=against, relation="contradicts")
    assert state(advies)[1:] == (True, False)
    say(against, other)
    found = Advies.objects.with_sources().get(pk=advies.pk)
    assert state(advies) == (Level.RECOGNISED, True, False)
    assert evidence_of(found).contradictions == 2
    services.settle_contradiction(actor=advies.author, advies=advies, les=against)
    assert state(advies) == (Level.RECOGNISED, False, False)


def test_contradicting_a_les_that_contradicts_confirms(make_advies: MakeAdvies) -> None:
    one, other = casussen(2)
    advies = make_advies(one)
    against = agreed_les()
    services.link_les(actor=advies.author, advies=advies, les=against, relation="contradicts")
    say(against, other, OTHERWISE)
    assert state(advies) == (Level.RECOGNISED, True, False)


def test_recognised_and_then_the_casus_is_withdrawn(make_advies: MakeAdvies) -> None:
    one, other = casussen(2)
    advies = make_advies(one)
    say(advies.lessen.get(), other)
    withdraw(other, other.casushouder)
    assert state(advies) == (Level.SUSPECTED, False, False)
    assert Signaal.objects.waiting().get().kind == SignalKind.SOURCE_WITHDRAWN
    restore(other, other.casushouder)
    assert state(advies) == (Level.RECOGNISED, False, False)
    assert not Signaal.objects.waiting().exists()


def test_recognised_and_then_the_casus_failed(make_advies: MakeAdvies) -> None:
    one, two, other = casussen(3)
    advies = make_advies(one, two)
    say(advies.lessen.first(), other)
    assert state(advies)[1:] == (False, False)
    row = tell(other, Outcome.FAILED)
    assert state(advies) == (Level.RECOGNISED, True, False)
    assert Signaal.objects.waiting().get().kind == SignalKind.FAILED_LATER
    services.settle_terugblik(actor=advies.author, advies=advies, terugblik=row, note="Geld op.")
    assert state(advies) == (Level.RECOGNISED, False, False)


def test_contradicted_and_settled_by_a_redacteur(
    make_advies: MakeAdvies, redacteur: Deelnemer, client_of: ClientOf
) -> None:
    one, two, other = casussen(3)
    advies = make_advies(one, two)
    row = say(advies.lessen.first(), other, OTHERWISE, "Bij ons reed er geen bus.")
    client = client_of(redacteur)
    page = reverse("handboek:settle_herkenning", args=[advies.number, row.pk])
    client.post(page, {"note": ""})
    assert not Tegenspraak.objects.exists()
    client.post(page, {"note": "Daar rijdt geen bus."})
    assert state(advies) == (Level.RECOGNISED, False, False)
    assert not Signaal.objects.waiting().exists()
    assert "Daar rijdt geen bus." in client.get(f"/handboek/redactie/{advies.number}/").text
    public = client_of(None).get(advies.get_absolute_url(), follow=True).text
    assert "Bij ons reed er geen bus." in public
    assert "De redactie handelde dit af" in public
    assert "Betwist" not in public


def test_taken_back_counts_no_more(make_advies: MakeAdvies) -> None:
    one, two, other = casussen(3)
    advies = make_advies(one, two)
    before = state(advies)
    row = say(advies.lessen.first(), other, OTHERWISE)
    services.settle_herkenning(actor=advies.author, advies=advies, herkenning=row, note="Nee.")
    services.take_back_herkenning(actor=other.casushouder, herkenning=row)
    assert state(advies) == before
    assert not Tegenspraak.objects.exists()
    again = say(advies.lessen.first(), other, OTHERWISE)
    assert (again.pk, state(advies)) == (row.pk, (Level.RECOGNISED, True, False))


# --- Signals, messages, who may ------------------------------------------------------------------


def test_a_redacteur_gets_one_task_that_closes_when_it_is_taken_back(
    make_advies: MakeAdvies,
) -> None:
    one, two, other = casussen(3)
    advies = make_advies(one, two)
    row = say(advies.lessen.first(), other, OTHERWISE)
    [task] = Signaal.objects.waiting()
    assert (task.kind, task.casus, task.advies) == (SignalKind.CONTRADICTED, other, advies)
    services.take_back_herkenning(actor=other.casushouder, herkenning=row)
    assert not Signaal.objects.waiting().exists()


def test_refuted_gives_the_task_about_that_too(make_advies: MakeAdvies) -> None:
    one, other = casussen(2)
    advies = make_advies(one)
    say(advies.lessen.get(), other, OTHERWISE)
    kinds = set(Signaal.objects.waiting().values_list("kind", flat=True))
    assert kinds == {SignalKind.REFUTED, SignalKind.CONTRADICTED}


def test_a_casus_says_one_thing_of_a_les_and_nothing_of_its_own() -> None:
    [one, other] = casussen(2)
    les = LesFactory(casus=one)
    with pytest.raises(ValidationError):
        say(les, one)
    row = say(les, other)
    with pytest.raises(ValidationError):
        say(les, other, OTHERWISE)
    with pytest.raises(IntegrityError), transaction.atomic():
        Herkenning.objects.create(
            les=les, casus=other, community=row.community, stance=SAME, made_by=row.made_by
        )


def test_who_speaks_for_a_casus(
    community: Community, deelnemer: Deelnemer, organisator: Deelnemer, redacteur: Deelnemer
) -> None:
    """Its writers, and who organises its leading community; not a redacteur, who weighs."""
    les = LesFactory()
    casus = CasusFactory(community=community, visibility="public")
    for person in (deelnemer, redacteur, les.created_by):
        with pytest.raises(PermissionDenied):
            services.recognise_les(actor=person, les=les, casus=casus, stance=SAME)
    CasusDeelname.objects.create(casus=casus, deelnemer=deelnemer, role="co_author")
    for person in (organisator, Deelnemer.objects.get(pk=deelnemer.pk)):
        fresh = Casus.objects.get(pk=casus.pk)
        row = services.recognise_les(actor=person, les=les, casus=fresh, stance=SAME)
        services.take_back_herkenning(actor=person, herkenning=row)


def test_maker_and_organisers_get_one_mail(
    community: Community, organisator: Deelnemer, mailoutbox: list[Any]
) -> None:
    maker = LidmaatschapFactory(community=community).deelnemer
    les = LesFactory(community=community, created_by=maker)
    [other] = casussen(1, title="Een dorp met een bus")
    say(les, other, words="Alleen voor lezers van de casus.")
    plan_due()
    send_due()
    assert {mail.to[0] for mail in mailoutbox} == {maker.email, organisator.email}
    assert all("Een dorp met een bus" in mail.body for mail in mailoutbox)
    assert all("Alleen voor lezers" not in mail.body for mail in mailoutbox)


def test_mail_about_a_hidden_casus_names_neither_casus_nor_community(
    community: Community, organisator: Deelnemer, hidden_casus: Casus, mailoutbox: list[Any]
) -> None:
    les = LesFactory(community=community, created_by=organisator)
    say(les, hidden_casus)
    plan_due()
    send_due()
    [mail] = mailoutbox
    for part in (mail.subject, mail.body, mail.alternatives[0][0]):
        assert "Geheime Fusie" not in part
        assert hidden_casus.community.name not in part
    assert "een casus die niet openbaar is" in mail.body


def test_what_was_taken_back_is_not_mailed(
    community: Community, organisator: Deelnemer, mailoutbox: list[Any]
) -> None:
    les = LesFactory(community=community, created_by=organisator)
    [other] = casussen(1)
    row = say(les, other)
    plan_due()
    services.take_back_herkenning(actor=other.casushouder, herkenning=row)
    send_due()
    assert mailoutbox == []


# --- The pages -----------------------------------------------------------------------------------


def test_from_the_les_to_the_form_and_back(
    make_advies: MakeAdvies, community: Community, organisator: Deelnemer, client_of: ClientOf
) -> None:
    advies = make_advies(*casussen(1))
    les = advies.lessen.get()
    mine = CasusFactory(community=community, visibility="public", title="Onze eigen halte")
    client = client_of(organisator)
    assert address(les) in client.get(les.get_absolute_url()).text
    form = client.get(address(les)).text
    assert "Onze eigen halte" in form
    missing = client.post(address(les), {"casus": mine.pk, "stance": OTHERWISE, "words": ""})
    assert "Schrijf op hoe het bij jullie ging." in missing.text
    wrong = client.post(address(les), {"casus": "0", "stance": "zoiets", "words": "Blijft staan"})
    assert "Kies een casus uit de lijst." in wrong.text
    assert "Blijft staan" in wrong.text
    data = {"casus": mine.pk, "stance": SAME, "words": "Ook hier zit de halte vol."}
    client.post(address(les), data)
    for person in (None, organisator):
        page = client_of(person).get(les.get_absolute_url()).text
        assert f"Herkend door community {community.name}." in words_of(page)
        assert f'href="{community.get_absolute_url()}"' in page
        assert "Ook hier zit de halte vol." in page
        assert mine.get_absolute_url() in page
    public = client_of(None).get(advies.get_absolute_url(), follow=True).text
    assert "Herkend in 2 casussen" in public
    assert f"Community {community.name}" in public
    assert mine.get_absolute_url() in public
    assert "csrf" not in client_of(None).get(les.get_absolute_url()).text
    row = Herkenning.objects.get()
    back = reverse("handboek:neem_terug", args=[les.number, row.pk])
    assert back in client.get(les.get_absolute_url()).text
    assert back not in client_of(None).get(les.get_absolute_url()).text
    client.get(back)
    assert Herkenning.objects.standing().exists()
    client.post(back)
    assert not Herkenning.objects.standing().exists()


def test_a_les_credits_each_community_that_recognises_it(
    make_advies: MakeAdvies, hidden_casus: Casus, client_of: ClientOf
) -> None:
    les = make_advies(*casussen(1)).lessen.get()
    for name in ("Zee", "Aarde", "Lucht"):
        say(les, CasusFactory(visibility="public", community__name=name))
    say(les, CasusFactory(visibility="public"), OTHERWISE)
    said = words_of(client_of(None).get(les.get_absolute_url()).text)
    assert "Herkend door communities Aarde, Lucht en Zee." in said
    say(les, hidden_casus)
    said = words_of(client_of(None).get(les.get_absolute_url()).text)
    assert "Aarde, Lucht en Zee, en door een casus die niet openbaar is." in said


def test_a_hidden_casus_gives_its_public_label_only(
    make_advies: MakeAdvies, hidden_casus: Casus, client_of: ClientOf
) -> None:
    advies = make_advies(*casussen(2))
    les = advies.lessen.first()
    say(les, hidden_casus, words="De Achterkamer deed het ook zo.")
    outsider = LidmaatschapFactory().deelnemer
    for person in (None, advies.author, outsider):
        client = client_of(person)
        for url in (les.get_absolute_url(), advies.get_absolute_url(), "/handboek/"):
            page = client.get(url, follow=True).text
            for word in ("Geheime Fusie", "Stilzwijgen", "geheime-fusie", "Achterkamer"):
                assert word not in page, url
            assert hidden_casus.community.name not in page
        assert (
            "Herkend door een casus die niet openbaar is."
            in client.get(les.get_absolute_url()).text
        )
    page = client_of(hidden_casus.casushouder).get(les.get_absolute_url()).text
    assert "De Achterkamer deed het ook zo." in page
    assert f"Herkend door community {hidden_casus.community.name}." in words_of(page)


def test_a_casus_that_contradicts_is_drawn_and_named_as_that(
    make_advies: MakeAdvies, client_of: ClientOf
) -> None:
    first, second, other = casussen(3)
    advies = make_advies(first)
    les = advies.lessen.get()
    say(les, second, words="Zo ging het ook bij ons.")
    say(les, other, OTHERWISE, words="Hier ging het niet zo.")
    page = client_of(None).get(advies.get_absolute_url(), follow=True).text
    pairs = re.findall(r'<li class="spoor__paar.*?</li>', page, re.DOTALL)
    against = [pair for pair in pairs if "spoor__paar--tegen" in pair]
    assert len(pairs) == 3 and len(against) == 1
    assert "Hier ging het niet zo." in against[0] and "Tegenspraak" in against[0]
    assert "Twee bronnen zeggen hetzelfde" in page
    assert "stroom--streep" in page, "the line of the last one, which contradicts, is dashed"
    assert page.count("Zegt iets anders") == 1


def test_a_hidden_casus_that_contradicts_is_not_named(
    make_advies: MakeAdvies, hidden_casus: Casus, client_of: ClientOf
) -> None:
    advies = make_advies(*casussen(2))
    say(advies.lessen.first(), hidden_casus, OTHERWISE, words="De Achterkamer wilde niet.")
    for person, url in ((None, advies.get_absolute_url()), (advies.author, "/handboek/redactie/")):
        page = client_of(person).get(url, follow=True).text
        for word in ("Geheime Fusie", "Stilzwijgen", "geheime-fusie", "Achterkamer", "Zeeland"):
            assert word not in page
    page = client_of(None).get(advies.get_absolute_url(), follow=True).text
    assert "Betwist: in 1 casus werkte dit niet." in page
    assert "Bij een ander ging het anders" in page


def test_communities_show_where_a_les_plays_too(
    community: Community, other_community: Community, deelnemer: Deelnemer, client_of: ClientOf
) -> None:
    les = LesFactory(community=community)
    say(les, CasusFactory(community=other_community, visibility="public"))
    client = client_of(deelnemer)
    own = client.get(community.get_absolute_url()).text
    assert f"Dit speelt ook in {other_community.name}" in own
    theirs = client.get(other_community.get_absolute_url()).text
    assert "Dit speelt ook bij ons" in theirs
    assert les.get_absolute_url() in theirs


def test_a_casus_shows_what_it_says_and_what_others_say_with_links_both_ways(
    make_advies: MakeAdvies, client_of: ClientOf
) -> None:
    one, other = casussen(2)
    advies = make_advies(one)
    les = advies.lessen.get()
    row = say(les, other, words="Ook hier zit de halte vol.")
    les_url = les.get_absolute_url()
    says = client_of(None).get(other.get_absolute_url()).text
    assert "Wat hier ook speelt" in says
    assert f'href="{les_url}"' in says
    hears = client_of(None).get(one.get_absolute_url()).text
    assert "Waar dit ook speelt" in hears
    assert f'href="{other.get_absolute_url()}"' in hears
    for page in (says, hears):
        assert "Dit speelt ook bij ons" in page
        assert "Ook hier zit de halte vol." in page
        assert row.community.name in page
    assert f"van {les.community.name}" in says, "both communities are credited"
    assert f'href="{other.get_absolute_url()}"' in client_of(None).get(les_url).text
    services.take_back_herkenning(actor=other.casushouder, herkenning=row)
    assert "Wat hier ook speelt" not in client_of(None).get(other.get_absolute_url()).text
    assert "Waar dit ook speelt" not in client_of(None).get(one.get_absolute_url()).text


def test_a_casus_tells_nothing_of_a_les_or_a_casus_that_one_may_not_see(
    make_advies: MakeAdvies, hidden_casus: Casus, deelnemer: Deelnemer, client_of: ClientOf
) -> None:
    one, other = casussen(2)
    closed = LesFactory(conclusion="Alleen voor het netwerk bedoeld.")
    say(closed, other, words="Zo was het ook bij ons.")
    url = other.get_absolute_url()
    assert "Alleen voor het netwerk bedoeld." in client_of(deelnemer).get(url).text
    public = client_of(None).get(url).text
    for word in ("Alleen voor het netwerk bedoeld.", "Zo was het ook bij ons."):
        assert word not in public
    say(make_advies(one).lessen.get(), hidden_casus, words="De Achterkamer deed het ook zo.")
    url = one.get_absolute_url()
    for person in (None, deelnemer):
        page = client_of(person).get(url).text
        assert hidden_casus.public_label in page
        for word in ("Geheime Fusie", "Stilzwijgen", "geheime-fusie", "Achterkamer"):
            assert word not in page
    assert "De Achterkamer deed het ook zo." in client_of(hidden_casus.casushouder).get(url).text


def test_a_casus_that_says_something_cannot_be_thrown_away() -> None:
    [other] = casussen(1)
    assert resting_on(other) == ""
    row = say(LesFactory(), other)
    assert "een les van een ander" in resting_on(other)
    services.take_back_herkenning(actor=other.casushouder, herkenning=row)
    assert resting_on(other) == ""


def test_a_casus_asks_no_more_for_many_herkenningen(
    make_advies: MakeAdvies, client_of: ClientOf
) -> None:
    one, other = casussen(2)
    les = make_advies(one).lessen.get()

    def queries() -> list[int]:
        found = []
        for casus in (one, other):
            with CaptureQueriesContext(connection) as captured:
                client_of(None).get(casus.get_absolute_url())
            found.append(len(captured))
        return found

    say(les, other)
    queries()  # the first of a process also reads what stays in memory
    before = queries()
    for casus in casussen(8):
        say(les, casus)
        say(make_advies(casus).lessen.get(), other)
    assert queries() == before


def test_pages_ask_no_more_for_many_herkenningen(
    make_advies: MakeAdvies, community: Community, deelnemer: Deelnemer, client_of: ClientOf
) -> None:
    advies = make_advies(*casussen(2))
    les = advies.lessen.first()
    Les.objects.filter(pk=les.pk).update(community=community)

    def queries() -> list[int]:
        found = []
        pages = (advies.get_absolute_url(), "/handboek/", community.get_absolute_url())
        for url in (les.get_absolute_url(), *pages):
            with CaptureQueriesContext(connection) as captured:
                client_of(None).get(url, follow=True)
            found.append(len(captured))
        return found

    say(les, *casussen(1))
    say(les, *casussen(1), OTHERWISE)
    one = queries()
    for number, casus in enumerate(casussen(8)):
        say(les, casus, SAME if number % 2 else OTHERWISE)
    assert queries() == one


def test_who_says_it_and_takes_it_back_again_and_again_is_stopped(make_advies: MakeAdvies) -> None:
    """Each time people get mail, and the public reads a line in the change log."""
    one, other = casussen(2)
    les = make_advies(one).lessen.get()
    for stance in (OTHERWISE, SAME, SAME):
        row = say(les, other, stance)
        services.take_back_herkenning(actor=other.casushouder, herkenning=row)
    with pytest.raises(ValidationError) as refused:
        say(les, other)
    assert refused.value.messages == [TOO_OFTEN]
    say(LesFactory(), other)
