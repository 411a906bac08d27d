"""The demo content: complete, true to its own sources, quiet, and only where it belongs."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.apps import apps
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.utils import timezone
from pytest_django.plugin import DjangoDbBlocker

from bijeenkomsten.models import Aanmelding, Bijeenkomst, Verslag, VerslagItem
from casussen.herkenning import clues_of, find, open_hits
from casussen.models import (
    Casus,
    CasusSectie,
    Dilemma,
    Publicatieverzoek,
    Terugblik,
    Verhaal,
)
from casussen.services.consent import state_of
from communities.enums import RowOutcome
from communities.models import (
    Abonnement,
    Community,
    Contactbericht,
    Deelnemer,
    Gesprek,
    ImportRegel,
    Ledenbewerking,
    Lidmaatschap,
    Nieuwsbericht,
    Organisatie,
    Reactie,
    Voorwaarden,
)
from handboek.models import Advies, Bevinding, Les
from handboek.sources import evidence_of
from netwerk.demo.generator import build
from netwerk.demo.texts import flow
from netwerk.kern import subjects
from netwerk.kern.berichten.models import Delivery, MessageEvent, Preference, Subscription
from netwerk.kern.bijlagen.models import Bijlage
from netwerk.kern.tekst.sentences import readable, sentences
from netwerk.kern.toezicht import regels
from tests.factories import bring_back_vocabularies

PASSWORD = "welkom-bij-het-netwerk"
ACCOUNTS = ["beheerder", "redacteur", "redacteur2", "organisator", "deelnemer", "buitenstaander"]


@pytest.fixture(scope="module")
def content(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Build the handwritten content once for this file, and take it back afterwards."""
    with django_db_blocker.unblock():
        bring_back_vocabularies()
    with django_db_blocker.unblock(), transaction.atomic():
        build()
        yield
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def _development(settings: Any) -> None:
    settings.DEVELOPMENT = True


def person(key: str) -> Deelnemer:
    return Deelnemer.objects.get(email=f"{key}@voorbeeld.nl")


def run(*arguments: str) -> str:
    out = StringIO()
    call_command("demo_data", *arguments, stdout=out)
    return out.getvalue()


def row_counts() -> dict[str, int]:
    return {
        model._meta.label: model._default_manager.count()
        for model in apps.get_models()
        if model._meta.managed
    }


def test_there_is_as_much_as_promised(content: None) -> None:
    states = Counter(Advies.objects.values_list("state", flat=True))
    stories = Counter(Casus.objects.values_list("visibility", flat=True))
    assert Community.objects.count() == 5
    assert Deelnemer.objects.count() == 35
    assert stories == {"public": 8, "network": 2, "community": 1}
    assert Dilemma.objects.count() == 7
    assert Gesprek.objects.count() == 14
    assert Bijeenkomst.objects.count() == 15
    assert Verslag.objects.filter(state="final").count() == 5
    assert Les.objects.count() == 31
    assert states == {"published": 32, "review": 2, "draft": 1, "withdrawn": 1}
    assert Advies.objects.published().count() == 31


def test_the_planner_knows_what_stands_there(content: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT n_distinct FROM pg_stats WHERE tablename = 'handboek_advies'")
        assert cursor.fetchall()


def test_ministries_have_a_history_and_one_municipality_is_no_more(content: None) -> None:
    lvvn = Organisatie.objects.get(slug="ministerie-lvvn")
    assert [str(name) for name in lvvn.former_names.exclude(until=None)] == [
        "Ministerie van Landbouw, Natuur en Voedselkwaliteit"
    ]
    assert {str(row.split_from) for row in Organisatie.objects.exclude(split_from=None)} == {
        "Ministerie van Economische Zaken",
        "Ministerie van Binnenlandse Zaken en Koninkrijksrelaties",
    }
    ended = Organisatie.objects.get(ended_on__isnull=False)
    assert (ended.has_ended, ended.successor.slug) == (True, "gemeente-veldhage")
    assert not Deelnemer.objects.filter(organisatie=ended).exists()


def test_demo_accounts_can_log_in(content: None) -> None:
    for key in ACCOUNTS:
        assert person(key).check_password(PASSWORD)
        assert EmailAddress.objects.get(user=person(key)).verified
    assert [person(key).is_redacteur for key in ACCOUNTS] == [
        False,
        True,
        True,
        False,
        False,
        False,
    ]
    assert [key for key in ACCOUNTS if person(key).is_beheerder] == ["beheerder"]
    bewoners = Community.objects.get(slug="bewoners-in-beeld")
    assert person("organisator").is_organiser(bewoners.pk)
    assert len(person("deelnemer").roles) == 2
    assert not person("buitenstaander").in_network


def test_every_address_is_an_invented_one(content: None) -> None:
    addresses = Deelnemer.objects.values_list("email", flat=True)
    assert [address for address in addresses if not address.endswith("@voorbeeld.nl")] == []


def test_every_community_has_members_from_all_sides(content: None) -> None:
    for community in Community.objects.all():
        members = community.members.select_related("organisatie__kind__broader__broader")
        sides = {member.organisatie.side for member in members}
        assert sides >= {"rijk", "regio", "kennis"}, community
        assert community.lidmaatschappen.filter(role="organiser").count() == 1


def test_every_casus_is_rich(content: None) -> None:
    for casus in Casus.objects.all():
        assert 4 <= casus.secties.count() <= 7, casus
        assert casus.learning_question.endswith("?"), casus
        assert casus.welvaartsbeeld.count() == 3, casus
        assert 1 <= casus.themes.count() <= 3, casus
        assert casus.tags.count() >= 3, casus
    confidential = CasusSectie.objects.filter(body__contains=":::vertrouwelijk")
    assert [section.casus.slug for section in confidential] == ["bijsturen-in-de-lindevallei"]


def test_some_casussen_told_how_it_is_later_and_one_waits(content: None) -> None:
    told = Terugblik.objects.answered().order_by("outcome")
    assert [row.outcome for row in told] == ["failed", "partly"]
    due = Terugblik.objects.waiting().filter(due_on__lte=timezone.localdate())
    assert [row.casus.slug for row in due] == ["blik-op-eindhoven"]


def test_stories_give_no_casus_away(content: None) -> None:
    states = set(Verhaal.objects.values_list("state", flat=True))
    assert states == {"published", "review"}
    for verhaal in Verhaal.objects.all():
        assert open_hits(find(verhaal.texts, clues_of(verhaal.casus)), verhaal.explained) == []


def test_stored_text_has_one_line_per_paragraph(content: None) -> None:
    texts = [*CasusSectie.objects.all(), *VerslagItem.objects.all()]
    broken = [row for row in texts if re.search(r"[a-z,]\n[a-z]", row.body)]
    assert broken == []


def test_public_casussen_were_granted_by_somebody_else(content: None) -> None:
    granted = Publicatieverzoek.objects.filter(state="granted")
    assert {request.casus_id for request in granted} == set(
        Casus.objects.public().values_list("pk", flat=True)
    )
    assert [r for r in granted if r.decided_by_id == r.requested_by_id] == []
    assert Publicatieverzoek.objects.waiting().count() == 1
    for casus in Casus.objects.public():
        assert state_of(casus) == "granted", f"{casus} is public without consent to its text"


def test_every_quote_occurs_in_its_source(content: None) -> None:
    sources = ("section", "verslag_item", "reactie", "inwonersantwoord")
    rows = list(Bevinding.objects.select_related(*sources))
    assert len(rows) >= 35
    for row in rows:
        source: Any = next(found for each in sources if (found := getattr(row, each)))
        assert f"{row.prefix}{row.quote}{row.suffix}" in readable(source.body), row
        assert row.quote in {sentence.text for sentence in sentences(source.body)}, row


def test_every_les_rests_on_something(content: None) -> None:
    assert list(Les.objects.filter(bevindingen__isnull=True)) == []


def test_every_published_advies_has_evidence_and_two_people(content: None) -> None:
    rows = list(Advies.objects.with_sources().filter(state="published"))
    for advies in rows:
        found = evidence_of(advies)
        assert advies.level == found.level >= 1, advies
        assert (advies.is_disputed, advies.is_refuted) == (found.disputed, found.refuted), advies
        assert advies.published_by_id not in {None, advies.author_id, advies.edited_by_id}
        assert advies.works_when or advies.works_not_when, advies
    assert Counter(int(advies.level) for advies in rows) == {1: 10, 2: 12, 3: 10}
    assert [advies.number for advies in rows if advies.is_disputed] == [2, 8, 19, 26, 28]
    assert [advies.number for advies in rows if advies.is_refuted] == [19]
    assert [advies.number for advies in Advies.objects.review_overdue()] == [7, 21]


def test_meetings_lie_in_the_past_and_in_the_future(content: None) -> None:
    coming = Bijeenkomst.objects.upcoming()
    assert coming.count() == 9
    assert coming.filter(reeks__isnull=False).count() == 3
    assert coming.filter(status="cancelled").count() == 1
    for community in Community.objects.all():
        been = community.led_bijeenkomsten.past()
        assert been.count() == (2 if community.slug == "bewoners-in-beeld" else 1)
        assert community.led_bijeenkomsten.upcoming().exists()
    for meeting in Bijeenkomst.objects.all():
        minutes = sum(meeting.agendapunten.values_list("minutes", flat=True))
        assert meeting.ends_at - meeting.starts_at == timedelta(minutes=minutes), meeting
        local = timezone.localtime(meeting.starts_at)
        assert local.weekday() in {1, 2, 3}
        assert (1, 6) < (local.month, local.day) < (12, 20)
        assert 9 <= local.hour <= 14


def test_one_meeting_is_nearly_full_and_none_is_overfull(content: None) -> None:
    left = {m.slug: m.places_left for m in Bijeenkomst.objects.exclude(capacity=None)}
    assert left["casustafel-een-begroting-die-je-leest"] == 1
    assert min(places for places in left.values() if places is not None) == 1
    assert set(Aanmelding.objects.values_list("answer", flat=True)) == {"yes", "maybe", "no"}


def test_whoever_answers_or_writes_may_see_the_subject(content: None) -> None:
    answers = Aanmelding.objects.select_related("bijeenkomst", "deelnemer")
    guests = answers.filter(deelnemer__isnull=True)
    assert guests.exists()
    assert all(answer.bijeenkomst.guests_welcome for answer in guests)
    for answer in answers.filter(deelnemer__isnull=False):
        seen = Bijeenkomst.objects.visible_to(answer.deelnemer)
        assert seen.filter(pk=answer.bijeenkomst_id).exists(), answer
    for post in Reactie.objects.select_related("author"):
        assert Reactie.objects.visible_to(post.author).filter(pk=post.pk).exists(), post.pk


def test_conversations_have_answers_one_removed_one_changed(content: None) -> None:
    assert Reactie.objects.filter(parent__isnull=False).count() >= 15
    assert Reactie.objects.filter(removed_at__isnull=False, body="").count() == 1
    assert Reactie.objects.filter(edited_at__isnull=False, versies__isnull=False).count() == 1
    assert set(Reactie.objects.about_parts().values_list("part", flat=True)) == {
        "question",
        "results",
    }
    assert not Reactie.objects.filter(created_at__gt=timezone.now()).exists()
    rijk = [p for p in Reactie.objects.with_author() if p.author.organisatie.side == "rijk"]
    assert len(rijk) >= 6


def test_nobody_is_told(content: None) -> None:
    assert MessageEvent.objects.count() == 0
    assert Delivery.objects.count() == 0
    assert mail.outbox == []


def test_a_second_run_changes_nothing(content: None) -> None:
    before = row_counts()
    assert run("--if-empty") == ""
    with pytest.raises(CommandError, match="al deelnemers"):
        run()
    assert row_counts() == before


@pytest.mark.django_db
def test_it_refuses_outside_development(settings: Any) -> None:
    settings.DEVELOPMENT = False
    for arguments in ([], ["--if-empty"]):
        with pytest.raises(CommandError, match="niet op een echte site"):
            run(*arguments)
    assert Deelnemer.objects.count() == 0


@pytest.mark.django_db
def test_it_refuses_a_scale_below_one() -> None:
    with pytest.raises(CommandError, match="minstens 1"):
        run("--scale", "0")


@pytest.mark.django_db
def test_a_larger_scale_adds_as_many_steps() -> None:
    level = regels.events.level
    assert run("--scale", "2") == "Voorbeeldgegevens geladen.\n"
    assert regels.events.level == level, "what happens afterwards would not be logged"
    assert Deelnemer.objects.count() == 35 + 2 * 200
    assert Casus.objects.count() == 11 + 2 * 50
    assert Bijeenkomst.objects.count() == 15 + 2 * 100
    assert Lidmaatschap.objects.filter(deelnemer__email__startswith="persoon").count() == 2 * 200
    added = Casus.objects.filter(casushouder__email__startswith="persoon")
    assert added.count() == 2 * 50
    for name in ("afruil", "ervaringen", "leervragen", "dilemmas", "secties", "deelnames"):
        assert not added.filter(**{name: None}).exists(), name
    assert Bijlage.objects.filter(object_id__in=added, title__startswith="Verslag").count() == 100
    assert Verhaal.objects.filter(casus__in=added).count() == 10
    assert Terugblik.objects.filter(casus__in=added).exists()
    assert Reactie.objects.filter(author__email__startswith="persoon").count() == 2 * 50 * 200
    assert not Reactie.objects.filter(created_at__gt=timezone.now()).exists()
    assert not Casus.objects.filter(updated_at__gt=timezone.now()).exists()
    assert Advies.objects.count() == 36 + 2 * 50
    assert Les.objects.count() == 31 + 2 * 200
    assert not Les.objects.filter(bevindingen=None).exists()
    assert not Advies.objects.filter(onderbouwing=None).exists()


def test_some_people_chose_what_they_want_to_hear(content: None) -> None:
    chosen = set(Preference.objects.values_list("frequency", flat=True))
    assert chosen == {"daily", "weekly", "never"}
    mine = Subscription.objects.filter(person=person("deelnemer"))
    assert sorted(mine.values_list("attention", flat=True)) == ["follow", "follow", "mute"]
    for row in Subscription.objects.all():
        assert subjects.may_view(row.person, row.subject), row


def test_flow_joins_the_lines_of_a_paragraph() -> None:
    wrapped = """
        Een zin die
        doorloopt.

        - één
          en verder
        - twee

        :::vertrouwelijk
        Niet voor
        iedereen.
        :::
    """
    assert flow(wrapped) == (
        "Een zin die doorloopt.\n\n- één en verder\n- twee\n\n"
        ":::vertrouwelijk\nNiet voor iedereen.\n:::"
    )


def test_there_is_news_with_followers_and_everybody_agreed_to_the_terms(content: None) -> None:
    assert Nieuwsbericht.objects.published().count() == 3
    assert Abonnement.objects.confirmed().count() == 3
    assert Contactbericht.objects.open().count() == 1
    terms = Voorwaarden.objects.current()  # another test may have emptied the table
    assert terms is None or terms.akkoorden.count() == Deelnemer.objects.count()
    starting = [each.email for each in Deelnemer.objects.all() if not each.steps_done]
    assert starting == ["buitenstaander@voorbeeld.nl"]


def test_a_list_to_read_in_shows_every_outcome_and_an_act_can_be_undone(content: None) -> None:
    outcomes = set(ImportRegel.objects.values_list("outcome", flat=True))
    assert outcomes == set(RowOutcome.values)
    assert Ledenbewerking.objects.get().can_be_undone
