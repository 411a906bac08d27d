"""The look back on a meeting: apart from the minutes, put online by another than its writer."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from bijeenkomsten import services
from bijeenkomsten.models import Bijeenkomst, Nabeeld
from communities.enums import Role, Visibility
from netwerk.kern.audit.models import AuditEvent
from netwerk.kern.berichten import registry
from netwerk.kern.berichten.mail import compose
from netwerk.kern.berichten.models import Delivery, MessageEvent
from netwerk.kern.berichten.planner import plan_due
from tests.factories import (
    BijeenkomstFactory,
    DeelnemerFactory,
    GastFactory,
    LidmaatschapFactory,
    VerslagFactory,
    VerslagItemFactory,
)

WORDS = "Het regende, en toch bleef iedereen tot het eind."
INSIDE = "De wethouder twijfelt nog."


@pytest.fixture
def meeting(community: Any) -> Bijeenkomst:
    """Return a public meeting of three days ago, with minutes that are not public."""
    begin = timezone.now() - timedelta(days=3)
    found = BijeenkomstFactory(
        slug="geweest",
        community=community,
        visibility=Visibility.PUBLIC,
        starts_at=begin,
        ends_at=begin + timedelta(hours=2),
    )
    VerslagItemFactory(verslag=VerslagFactory(bijeenkomst=found), body=INSIDE)
    return found


@pytest.fixture
def writer(community: Any, meeting: Bijeenkomst) -> Any:
    """Return a member who writes the minutes along."""
    person = LidmaatschapFactory(community=community).deelnemer
    meeting.verslag.writers.add(person)
    return person


def address(name: str = "terugblik") -> str:
    return reverse(f"bijeenkomsten:{name}", args=["geweest"])


def asked(writer: Any, meeting: Bijeenkomst, body: str = WORDS) -> Nabeeld:
    nabeeld = services.save_nabeeld(actor=writer, bijeenkomst=meeting, body=body, version=0)
    services.ask_nabeeld(actor=writer, nabeeld=nabeeld)
    return Nabeeld.objects.get()


def online(writer: Any, meeting: Bijeenkomst, boss: Any, body: str = WORDS) -> Nabeeld:
    nabeeld = asked(writer, meeting, body)
    return services.decide_nabeeld(actor=boss, nabeeld=nabeeld, version=1, granted=True)


def test_a_writer_asks_and_an_organiser_puts_it_online_for_everybody(
    client_of: Any, organisator: Any, writer: Any, meeting: Bijeenkomst
) -> None:
    client, boss, visitor = client_of(writer), client_of(organisator), client_of(None)
    page = client.get(meeting.get_absolute_url()).text
    assert address("terugblik_write") in page
    client.post(address("terugblik_write"), {"body": WORDS, "version": "0", "vraag": "1"})
    assert visitor.get(address()).status_code == 404
    assert client.get(address("terugblik_decide")).status_code == 403  # four eyes
    assert address("terugblik_decide") in boss.get("/mijn/").text
    assert address("terugblik_decide") not in client.get("/mijn/").text
    boss.post(address("terugblik_decide"), {"granted": "ja", "reason": "", "version": "1"})
    assert WORDS in visitor.get(address()).text
    assert WORDS in visitor.get(meeting.get_absolute_url()).text
    assert address("terugblik_decide") not in boss.get("/mijn/").text


def test_nothing_of_the_minutes_stands_in_it_for_a_reader(
    client_of: Any, organisator: Any, writer: Any, meeting: Bijeenkomst
) -> None:
    hidden = f"{WORDS}\n\n:::vertrouwelijk\nKanarievogel\n:::"
    online(writer, meeting, organisator, hidden)
    for path in (address(), meeting.get_absolute_url(), reverse("bijeenkomsten:feed")):
        html = client_of(None).get(path).text
        assert WORDS in html
        assert (INSIDE in html, "Kanarievogel" in html) == (False, False)


def test_of_a_meeting_for_the_community_only_members_read_it(
    client_of: Any,
    organisator: Any,
    deelnemer: Any,
    redacteur: Any,
    buitenstaander: Any,
    writer: Any,
    meeting: Bijeenkomst,
) -> None:
    Bijeenkomst.objects.update(visibility=Visibility.COMMUNITY)
    meeting.refresh_from_db()
    online(writer, meeting, organisator)
    assert WORDS in client_of(deelnemer).get(address()).text
    for person in (None, redacteur, buitenstaander):
        assert client_of(person).get(address()).status_code == 404
        assert WORDS not in client_of(person).get(reverse("bijeenkomsten:feed")).text
        assert WORDS not in client_of(person).get("/zoeken/", {"q": "regende"}).text


def test_a_meeting_that_is_opened_later_opens_no_text_that_was_for_members(
    client_of: Any, organisator: Any, deelnemer: Any, writer: Any, meeting: Bijeenkomst
) -> None:
    Bijeenkomst.objects.update(visibility=Visibility.COMMUNITY)
    meeting.refresh_from_db()
    online(writer, meeting, organisator)
    Bijeenkomst.objects.update(visibility=Visibility.PUBLIC)
    assert client_of(None).get(meeting.get_absolute_url()).status_code == 200
    assert client_of(None).get(address()).status_code == 404
    assert WORDS in client_of(deelnemer).get(address()).text


def test_search_finds_what_is_online_and_the_feed_tells_it(
    client_of: Any, organisator: Any, writer: Any, meeting: Bijeenkomst
) -> None:
    nabeeld, visitor = asked(writer, meeting), client_of(None)
    pages = [("/zoeken/", {"q": "regende"}), (reverse("bijeenkomsten:feed"), {})]
    assert [address() in visitor.get(*page).text for page in pages] == [False, False]
    services.decide_nabeeld(actor=organisator, nabeeld=nabeeld, version=1, granted=True)
    assert [address() in visitor.get(*page).text for page in pages] == [True, True]


def test_who_wrote_it_last_does_not_put_it_online(
    organisator: Any, redacteur: Any, meeting: Bijeenkomst
) -> None:
    nabeeld = asked(organisator, meeting)
    with pytest.raises(services.BijeenkomstError, match="Een ander moet meekijken"):
        services.decide_nabeeld(actor=organisator, nabeeld=nabeeld, version=1, granted=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        Nabeeld.objects.update(published_at=timezone.now(), published_by=organisator, asked_at=None)
    assert not Nabeeld.objects.published().exists()


def test_a_text_that_changed_after_it_was_read_is_not_put_online(
    organisator: Any, writer: Any, meeting: Bijeenkomst
) -> None:
    nabeeld = asked(writer, meeting)
    services.save_nabeeld(actor=writer, bijeenkomst=meeting, body="Iets anders.", version=1)
    services.ask_nabeeld(actor=writer, nabeeld=nabeeld)
    with pytest.raises(services.BijeenkomstError, match="net veranderd"):
        services.decide_nabeeld(actor=organisator, nabeeld=nabeeld, version=1, granted=True)
    assert not Nabeeld.objects.published().exists()


def test_who_is_named_for_everybody_agreed_to_it_and_the_log_keeps_that(
    client_of: Any, organisator: Any, deelnemer: Any, writer: Any, meeting: Bijeenkomst
) -> None:
    guest = GastFactory(bijeenkomst=meeting, name="Bo Kanarie")
    GastFactory(bijeenkomst=meeting, name="Bo Kanarie", confirmed_at=None)  # typed by anybody
    inside = DeelnemerFactory(first_name="Puck", last_name="Elders")  # has no part in it
    hidden = LidmaatschapFactory(community=meeting.community).deelnemer
    text = (
        f"**{deelnemer.get_full_name()}** vertelde, Bo  Kanarie zong. {inside.get_full_name()} "
        f"schreef er een boek over, en ik, {writer.get_full_name()}, dit.\n\n"
        f":::vertrouwelijk\n{hidden.get_full_name()}\n:::"
    )
    nabeeld = asked(writer, meeting, text)
    boss, path = client_of(organisator), address("terugblik_decide")
    keys = [f"d{deelnemer.pk}", f"g{guest.pk}"]
    assert list(boss.get(path).context["form"].fields["content"].choices) == [
        (keys[0], deelnemer.get_full_name()),
        (keys[1], "Bo Kanarie"),
    ]
    sent = {"granted": "ja", "reason": "", "version": "1"}
    refused = boss.post(path, sent | {"content": keys[:1]}).text
    assert "Vraag eerst of dit mag aan: Bo Kanarie." in refused
    with pytest.raises(services.BijeenkomstError, match="Bo Kanarie"):
        services.decide_nabeeld(
            actor=organisator, nabeeld=nabeeld, version=1, granted=True, content=keys[:1]
        )
    assert not Nabeeld.objects.published().exists()
    boss.post(path, sent | {"content": keys})
    assert "schreef er een boek over" in client_of(None).get(address()).text
    agreed = AuditEvent.objects.filter(action="nabeeld.naming_agreed", actor_id=organisator.pk)
    assert {(each.subject_type.model, each.subject_id) for each in agreed} == {
        ("deelnemer", deelnemer.pk),
        ("gast", guest.pk),
    }
    assert [each.data for each in agreed] == [{"nabeeld": nabeeld.pk}] * 2


def test_a_name_that_only_the_network_reads_asks_nothing(
    organisator: Any, deelnemer: Any, writer: Any, meeting: Bijeenkomst
) -> None:
    Bijeenkomst.objects.update(visibility=Visibility.NETWORK)
    meeting.refresh_from_db()
    online(writer, meeting, organisator, f"{deelnemer.get_full_name()} vertelde.")
    assert not AuditEvent.objects.filter(action="nabeeld.naming_agreed").exists()


def test_a_no_needs_a_reason_which_the_writer_reads(
    client_of: Any, organisator: Any, writer: Any, meeting: Bijeenkomst
) -> None:
    asked(writer, meeting)
    boss, page = client_of(organisator), address("terugblik_decide")
    assert (
        "Leg uit wat er moet veranderen" in boss.post(page, {"granted": "nee", "version": 1}).text
    )
    boss.post(page, {"granted": "nee", "reason": "Er staat een naam in.", "version": 1})
    client = client_of(writer)
    for name in ("terugblik", "terugblik_write"):
        assert "Er staat een naam in." in client.get(address(name)).text
    assert client_of(None).get(address()).status_code == 404


def test_it_goes_offline_at_once_with_a_reason_that_readers_do_not_get(
    client_of: Any, organisator: Any, writer: Any, meeting: Bijeenkomst
) -> None:
    online(writer, meeting, organisator)
    boss, visitor, page = client_of(organisator), client_of(None), address("terugblik_withdraw")
    assert "Schrijf op waarom." in boss.post(page, {"reason": ""}).text
    assert WORDS in visitor.get(address()).text
    boss.post(page, {"reason": "Iemand wil er niet in."})
    assert visitor.get(address()).status_code == 404
    assert "Iemand wil er niet in." in client_of(writer).get(address()).text
    asked_again = {"body": "Zonder naam.", "version": "1", "vraag": "1"}
    client_of(writer).post(address("terugblik_write"), asked_again)
    boss.post(address("terugblik_decide"), {"granted": "ja", "reason": "", "version": "2"})
    html = visitor.get(address()).text
    assert ("Zonder naam." in html, "Iemand wil er niet in." in html) == (True, False)


def test_what_is_online_changes_only_after_it_went_offline(
    client_of: Any, organisator: Any, writer: Any, meeting: Bijeenkomst
) -> None:
    online(writer, meeting, organisator)
    with pytest.raises(services.BijeenkomstError, match="Haal hem eerst offline"):
        services.save_nabeeld(actor=writer, bijeenkomst=meeting, body="Anders.", version=1)
    answer = client_of(writer).post(address("terugblik_write"), {"body": "Anders.", "version": 1})
    assert answer.headers["Location"] == address()
    assert Nabeeld.objects.get().body == WORDS


def test_two_writers_at_once_lose_nothing(
    client_of: Any, organisator: Any, writer: Any, meeting: Bijeenkomst
) -> None:
    first, second = client_of(writer), client_of(organisator)
    first.post(address("terugblik_write"), {"body": "De ene tekst.", "version": "0"})
    html = second.post(address("terugblik_write"), {"body": "De andere.", "version": "0"}).text
    assert "Iemand anders bewaarde deze terugblik net" in html
    assert "De andere." in html
    assert Nabeeld.objects.get().body == "De ene tekst."


def test_bad_input_is_told_at_the_field_and_kept(client_of: Any, writer: Any) -> None:
    client, page = client_of(writer), address("terugblik_write")
    assert "Schrijf eerst iets op." in client.post(page, {"body": "", "version": "0"}).text
    only = ":::vertrouwelijk\nKanarievogel\n:::"
    html = client.post(page, {"body": only, "version": "0"}).text
    assert "Hier staat niets dat anderen mogen lezen." in html
    assert "Kanarievogel" in html
    assert client.post(page, {"body": "x" * 20_001, "version": "0"}).status_code == 200
    assert client.post(page, {"body": WORDS, "version": "veel"}).status_code == 200
    assert not Nabeeld.objects.exists()


def test_asking_without_anybody_to_look_along_keeps_the_text_and_says_what_to_do(
    client_of: Any, organisator: Any, meeting: Bijeenkomst
) -> None:
    client, page = client_of(organisator), address("terugblik_write")
    data = {"body": WORDS, "version": "0", "vraag": "1"}
    answer = client.post(page, data, follow=True)
    assert answer.redirect_chain[-1][0] == page
    assert "Je tekst is bewaard als concept." in answer.text
    assert answer.context["form"]["body"].value() == WORDS
    invite = reverse("communities:uitnodigingen_nieuw", args=[meeting.community.slug])
    for way in (invite, reverse("communities:contact")):
        assert f'href="{way}"' in answer.text.partition('class="formulier"')[0]
    kept = Nabeeld.objects.get()
    assert (kept.body, kept.asked_at) == (WORDS, None)
    LidmaatschapFactory(community=meeting.community, role=Role.ORGANISER)
    client.post(page, data | {"version": "1"})
    assert Nabeeld.objects.get().asked_at


def test_a_writer_reads_who_may_look_along_at_this_meeting(
    client_of: Any, organisator: Any, redacteur: Any, writer: Any, meeting: Bijeenkomst
) -> None:
    client = client_of(writer)
    page = client.get(address("terugblik_write"))
    assert list(page.context["look_along"]) == [organisator, redacteur]
    assert f"Bijvoorbeeld {organisator} of {redacteur}." in page.text
    assert "vraagt eerst aan die persoon of dat mag" in page.text
    Bijeenkomst.objects.update(visibility=Visibility.COMMUNITY)
    page = client.get(address("terugblik_write"))
    assert list(page.context["look_along"]) == [organisator]
    assert "een redacteur die lid is van de community" in page.text
    assert "vraagt eerst aan die persoon of dat mag" not in page.text


def test_mail_goes_to_who_may_decide_and_the_answer_to_who_wrote(
    organisator: Any, redacteur: Any, writer: Any, meeting: Bijeenkomst
) -> None:
    DeelnemerFactory()
    nabeeld = asked(writer, meeting)
    event = MessageEvent.objects.get(kind="nabeeld.asked")
    message = registry.get("nabeeld.asked")
    assert set(message.recipients(event)) == {organisator, redacteur}
    services.decide_nabeeld(actor=redacteur, nabeeld=nabeeld, version=1, granted=True)
    event = MessageEvent.objects.get(kind="nabeeld.decided")
    assert list(registry.get("nabeeld.decided").recipients(event)) == [writer]


def test_the_mail_says_that_people_must_be_asked_but_not_who(
    organisator: Any, deelnemer: Any, writer: Any, meeting: Bijeenkomst
) -> None:
    asked(writer, meeting, f"{deelnemer.get_full_name()} vertelde.")
    plan_due()
    delivery = Delivery.objects.get(person=organisator, event__kind="nabeeld.asked")
    message, words = registry.get("nabeeld.asked"), "Vraag hun eerst of dat mag"
    sent = compose(message, delivery, Nabeeld.objects.get())
    html = str(sent.alternatives[0][0])
    assert (words in sent.body, words in html) == (True, True)
    assert deelnemer.get_full_name() not in sent.body + html
    Bijeenkomst.objects.update(visibility=Visibility.NETWORK)
    sent = compose(message, delivery, Nabeeld.objects.get())
    assert words not in sent.body + str(sent.alternatives[0][0])


def test_before_the_end_nobody_writes_one(client_of: Any, organisator: Any, community: Any) -> None:
    BijeenkomstFactory(slug="geweest", community=community)
    client = client_of(organisator)
    assert client.get(address("terugblik_write")).status_code == 403
    assert "terugblik/schrijven" not in client.get("/bijeenkomsten/geweest/").text
