"""A les from a closed casus becomes public only when its casushouder agrees to its very words."""

from datetime import timedelta
from threading import Thread
from time import monotonic, sleep

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, connections, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from casussen.services import ChangedMeanwhileError, change_visibility
from handboek import instemming, services
from handboek.enums import AgreementState, SignalKind, State
from handboek.models import AdviesLes, Instemming, Signaal
from handboek.services.instemming import Answer
from handboek.services.writing import STAYS
from netwerk.kern.audit.models import AuditEvent
from netwerk.kern.berichten.models import MessageEvent
from netwerk.kern.berichten.planner import plan_due
from netwerk.kern.berichten.sender import send_due
from tests.factories import (
    AdviesFactory,
    BevindingFactory,
    CasusFactory,
    DeelnemerFactory,
    LesFactory,
    LidmaatschapFactory,
    VerslagItemFactory,
)
from tests.handboek.conftest import agree, restore, withdraw


@pytest.fixture
def casus(db):
    return CasusFactory(title="De dorpswinkel", slug="de-dorpswinkel", visibility="community")


@pytest.fixture
def les(casus):
    return LesFactory(casus=casus, conclusion="Tel mee wat niet in het formulier past.")


def draft(author, les, **more):
    fields = {
        "author": author,
        "edited_by": author,
        "how": "1. Vraag wie de bus neemt.",
        "works_when": "- er een bus rijdt;",
    }
    return AdviesFactory(les=les, **(fields | more))


def say(casus, les, *, agrees=True, reason=""):
    answer = Answer(les=les.pk, agrees=agrees, seen=les.mark(), reason=reason)
    return services.answer_consent(actor=casus.casushouder, casus=casus, answers=[answer])


def events(kind):
    return list(MessageEvent.objects.filter(kind=kind).order_by("pk"))


def test_handing_in_asks_the_casushouder_of_every_closed_casus_once(
    redacteur, redacteur2, casus, les
):
    other = LesFactory(casus=casus)
    advies = draft(redacteur, les)
    AdviesLes.objects.create(advies=advies, les=other, relation="contradicts")
    services.submit_for_review(actor=redacteur, advies=advies)
    rows = Instemming.objects.filter(casus=casus)
    assert {row.les_id: row.state for row in rows} == {les.pk: "asked", other.pk: "asked"}
    (event,) = events("instemming.asked")
    assert event.subject == casus
    services.return_advies(actor=redacteur2, advies=advies, reason="Korter.")
    services.submit_for_review(actor=redacteur, advies=advies)
    assert len(events("instemming.asked")) == 1, "the same words are asked once"


def test_nothing_is_asked_of_an_open_a_withdrawn_or_an_own_text(redacteur, redacteur2):
    withdrawn = CasusFactory(visibility="network")
    own = CasusFactory(visibility="group")
    lessen = [
        LesFactory(casus=CasusFactory(visibility="public")),
        LesFactory(casus=withdrawn),
        LesFactory(casus=own, created_by=own.casushouder),
    ]
    withdraw(withdrawn, redacteur)
    assert instemming.missing([row.pk for row in lessen]) == []
    services.update_les(actor=redacteur, les=lessen[2], conclusion="Een ander schreef dit.")
    assert [row.les for row in instemming.missing([lessen[2].pk])] == [lessen[2]]


def test_minutes_about_a_closed_casus_ask_its_casushouder(casus, les):
    item = VerslagItemFactory(agendapunt__casus=casus)
    spoken = LesFactory()
    spoken.bevindingen.set([BevindingFactory(casus=None, verslag_item=item)])
    assert [row.casus for row in instemming.missing([spoken.pk])] == [casus]


def test_without_consent_nothing_is_published(redacteur, redacteur2, casus, les):
    advies = draft(redacteur, les)
    services.submit_for_review(actor=redacteur, advies=advies)
    with pytest.raises(ValidationError) as refused:
        services.publish_advies(actor=redacteur2, advies=advies, understood=True)
    assert refused.value.messages == [instemming.NOT_YET.format(les.number)]
    say(casus, les, agrees=False, reason="Iedereen herkent ons.")
    with pytest.raises(ValidationError) as refused:
        services.publish_advies(actor=redacteur2, advies=advies, understood=True)
    assert refused.value.messages == [instemming.REFUSED.format(les.number)]
    say(casus, les)
    advies = services.publish_advies(actor=redacteur2, advies=advies, understood=True)
    assert advies.state == State.PUBLISHED


def test_who_said_no_is_not_asked_the_same_again(redacteur, casus, les):
    advies = draft(redacteur, les)
    services.submit_for_review(actor=redacteur, advies=advies)
    say(casus, les, agrees=False, reason="Iedereen herkent ons.")
    assert services.ask_consent(actor=redacteur, lessen=[les.pk]) == 0
    les = services.update_les(actor=redacteur, les=les, conclusion="Tel ook wat geen cijfer heeft.")
    row = Instemming.objects.get(les=les)
    assert (row.state, row.text, row.reason) == ("asked", les.mark(), "")
    assert len(events("instemming.asked")) == 2


def test_other_words_need_another_consent(redacteur, redacteur2, casus, les):
    advies = draft(redacteur, les)
    services.submit_for_review(actor=redacteur, advies=advies)
    say(casus, les)
    services.update_les(actor=redacteur, les=les, context="In een dorp van 640 mensen.")
    with pytest.raises(ValidationError) as refused:
        services.publish_advies(actor=redacteur2, advies=advies, understood=True)
    assert refused.value.messages == [instemming.NOT_YET.format(les.number)]


def test_a_new_text_of_the_advies_asks_too(redacteur, redacteur2, casus, les, make_advies):
    advies = make_advies(casus)
    (under,) = advies.lessen.all()
    Instemming.objects.filter(les=under).update(state="asked")
    row = services.start_werkversie(actor=redacteur, advies=advies)
    row = services.update_werkversie(
        actor=redacteur, werkversie=row, what="Korter.", reason="Het was lang."
    )
    row = services.submit_werkversie(actor=redacteur, werkversie=row)
    with pytest.raises(ValidationError) as refused:
        services.publish_werkversie(actor=redacteur2, werkversie=row, understood=True)
    assert refused.value.messages == [instemming.NOT_YET.format(under.number)]
    agree(under.pk)
    services.publish_werkversie(actor=redacteur2, werkversie=row, understood=True)


def test_a_les_goes_under_a_published_advies_only_after_consent(
    redacteur, public_casus, make_advies, casus, les
):
    advies = make_advies(public_casus)
    link = services.link_les(actor=redacteur, advies=advies, les=les, relation="supports")
    assert link is None
    assert les not in advies.lessen.all()
    assert len(events("instemming.asked")) == 1
    say(casus, les)
    assert services.link_les(actor=redacteur, advies=advies, les=les, relation="supports")
    assert les in advies.lessen.all()


def test_a_no_afterwards_is_a_task_and_opens_the_way_to_loosen(
    redacteur, redacteur2, casus, make_advies
):
    advies = make_advies(casus, CasusFactory(visibility="public"))
    under = advies.lessen.get(bevindingen__casus=casus)
    with pytest.raises(ValidationError, match="blijft elke les staan"):
        services.unlink_les(actor=redacteur, advies=advies, les=under)
    say(casus, under, agrees=False, reason="Toch te herkenbaar.")
    signaal = Signaal.objects.get(kind=SignalKind.CONSENT_REFUSED)
    assert (signaal.advies, signaal.casus) == (advies, casus)
    services.unlink_les(actor=redacteur, advies=advies, les=under)
    signaal.refresh_from_db()
    assert signaal.handled_by == redacteur
    (other,) = advies.lessen.all()
    with pytest.raises(ValidationError) as refused:
        services.unlink_les(actor=redacteur, advies=advies, les=other)
    assert refused.value.messages == [STAYS]


def test_a_yes_after_a_no_closes_the_task(casus, make_advies):
    advies = make_advies(casus)
    (under,) = advies.lessen.all()
    say(casus, under, agrees=False, reason="Wacht even.")
    say(casus, under)
    assert not Signaal.objects.waiting().filter(kind=SignalKind.CONSENT_REFUSED).exists()
    kinds = list(AuditEvent.objects.order_by("pk").values_list("action", flat=True))
    said = [kind for kind in kinds if kind.startswith("instemming.")]
    assert said == ["instemming.refused", "instemming.given"]


def test_only_the_casushouder_answers_or_an_organiser_when_that_account_is_closed(
    redacteur, casus, les
):
    organiser = DeelnemerFactory()
    LidmaatschapFactory(deelnemer=organiser, community=casus.community, role="organiser")
    services.ask_consent(actor=redacteur, lessen=[les.pk])
    answer = Answer(les=les.pk, agrees=True, seen=les.mark())
    for person in (redacteur, organiser):
        with pytest.raises(PermissionDenied):
            services.answer_consent(actor=person, casus=casus, answers=[answer])
    casus.casushouder.is_active = False
    casus.casushouder.save()
    assert list(Instemming.objects.to_answer_by(organiser)) == [Instemming.objects.get()]
    services.answer_consent(actor=organiser, casus=casus, answers=[answer])
    assert Instemming.objects.get().answered_by == organiser


def test_of_a_casus_of_the_casusgroep_an_organiser_is_told_nothing(redacteur):
    casus = CasusFactory(visibility="group", casushouder__is_active=False)
    organiser = DeelnemerFactory()
    LidmaatschapFactory(deelnemer=organiser, community=casus.community, role="organiser")
    services.ask_consent(actor=redacteur, lessen=[LesFactory(casus=casus).pk])
    assert Instemming.objects.waiting().count() == 1
    assert not Instemming.objects.to_answer_by(organiser).exists()


def test_an_answer_is_about_the_words_that_were_read(redacteur, casus, les):
    services.ask_consent(actor=redacteur, lessen=[les.pk])
    read = Answer(les=les.pk, agrees=True, seen=les.mark())
    services.update_les(actor=redacteur, les=les, conclusion="Dit stond er niet.")
    with pytest.raises(ChangedMeanwhileError):
        services.answer_consent(actor=casus.casushouder, casus=casus, answers=[read])
    assert Instemming.objects.get().state == AgreementState.ASKED


def test_closing_a_casus_asks_about_what_of_it_is_public(redacteur, make_advies):
    casus = CasusFactory(visibility="public")
    advies = make_advies(casus)
    LesFactory(casus=casus)  # under nothing: nobody needs to know
    assert not Instemming.objects.exists()
    change_visibility(actor=casus.casushouder, casus=casus, visibility="network")
    row = Instemming.objects.get()
    assert (row.les, row.casus, row.state) == (advies.lessen.get(), casus, AgreementState.ASKED)
    say(casus, row.les, agrees=False, reason="Dit gaat over ons.")
    assert Signaal.objects.get().kind == SignalKind.CONSENT_REFUSED


def test_a_casus_that_comes_back_is_asked(redacteur, redacteur2, make_advies, public_casus):
    closed = CasusFactory(visibility="group")
    withdraw(closed, redacteur)
    advies = make_advies(public_casus, closed)
    assert not Instemming.objects.exists()
    restore(closed, redacteur)
    assert Instemming.objects.get().les in advies.lessen.all()


def test_words_that_change_while_the_les_goes_under_an_advies_are_not_let_through(
    transactional_db, redacteur, public_casus, make_advies, casus, les
):
    advies = make_advies(public_casus)
    agree(les.pk)
    put = Thread(
        target=alone,
        args=[
            lambda: services.link_les(actor=redacteur, advies=advies, les=les, relation="supports")
        ],
    )
    with transaction.atomic():
        services.update_les(actor=redacteur, les=les, conclusion="Gemeente Stil zweeg.")
        put.start()
        wait_for_a_lock()
    put.join(60)
    assert not AdviesLes.objects.filter(les=les).exists()
    assert Instemming.objects.get(les=les).state == AgreementState.ASKED


def alone(act):
    """Do something with a connection of this thread alone."""
    own = connections["default"]
    options = {key: value for key, value in own.settings_dict["OPTIONS"].items() if key != "pool"}
    own.settings_dict = own.settings_dict | {"OPTIONS": options}
    try:
        act()
    finally:
        own.close()


def wait_for_a_lock():
    """Wait until somebody waits for what this transaction holds."""
    end = monotonic() + 60
    while monotonic() < end:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM pg_locks WHERE NOT granted")
            if cursor.fetchone():
                return
        sleep(0.05)
    raise AssertionError("Nobody waits.")


def test_the_database_wants_a_name_and_a_reason(redacteur, casus, les):
    services.ask_consent(actor=redacteur, lessen=[les.pk])
    with pytest.raises(IntegrityError), transaction.atomic():
        Instemming.objects.update(state="yes")
    with pytest.raises(IntegrityError), transaction.atomic():
        Instemming.objects.update(
            state="no", answered_by=redacteur, answered_at=timezone.now(), reason=""
        )


def test_after_a_week_the_casushouder_is_asked_once_more(redacteur, casus, les):
    services.ask_consent(actor=redacteur, lessen=[les.pk])
    now = timezone.now()
    assert services.remind_of_consent(now=now + timedelta(days=6)) == 0
    assert services.remind_of_consent(now=now + timedelta(days=8)) == 1
    assert services.remind_of_consent(now=now + timedelta(days=9)) == 0
    assert [event.subject for event in events("instemming.reminded")] == [casus]


# --- The page ------------------------------------------------------------------------------


def page(casus):
    return f"/handboek/instemming/{casus.slug}/"


def test_the_casushouder_reads_what_becomes_public_and_answers(client_of, redacteur, casus, les):
    services.update_les(actor=redacteur, les=les, observation="Drie vrijwilligers telden niet mee.")
    advies = draft(redacteur, les, title="Vraag naar verhalen bij cijfers")
    services.submit_for_review(actor=redacteur, advies=advies)
    client = client_of(casus.casushouder)
    assert "Mag een les openbaar worden?" in client.get("/mijn/").content.decode()
    shown = client.get(page(casus)).content.decode()
    told = (les.conclusion, "Drie vrijwilligers telden niet mee.", les.community.name)
    for words in (*told, advies.title):
        assert words in shown
    les.refresh_from_db()
    key = f"les-{les.number}"
    sent = {f"{key}-answer": "yes", f"{key}-seen": les.mark()}
    assert client.post(page(casus), sent).status_code == 302
    assert Instemming.objects.get().state == AgreementState.YES
    assert "Mag een les openbaar worden?" not in client.get("/mijn/").content.decode()
    assert "je zei ja" in client.get(page(casus)).content.decode()
    link = f'href="{page(casus)}"'
    assert link in client.get(casus.get_absolute_url()).content.decode()
    other = DeelnemerFactory()
    LidmaatschapFactory(deelnemer=other, community=casus.community)
    assert link not in client_of(other).get(casus.get_absolute_url()).content.decode()


def test_a_no_without_a_reason_is_asked_for_at_the_field(client_of, redacteur, casus, les):
    services.ask_consent(actor=redacteur, lessen=[les.pk])
    client = client_of(casus.casushouder)
    key = f"les-{les.number}"
    sent = {f"{key}-answer": "no", f"{key}-reason": "  ", f"{key}-seen": les.mark()}
    answer = client.post(page(casus), sent)
    assert answer.status_code == 422
    assert "Schrijf op waarom deze les niet openbaar mag worden" in answer.content.decode()
    assert Instemming.objects.get().state == AgreementState.ASKED


def test_who_changes_the_answer_all_day_is_stopped_in_words(client_of, redacteur, casus, les):
    services.ask_consent(actor=redacteur, lessen=[les.pk])
    for number in range(10):
        say(casus, les, agrees=number % 2 == 0, reason="Toch niet.")
    key = f"les-{les.number}"
    sent = {f"{key}-answer": "yes", f"{key}-seen": les.mark()}
    answer = client_of(casus.casushouder).post(page(casus), sent, follow=True)
    assert "veranderde vandaag al tien keer" in answer.content.decode()
    assert Instemming.objects.get().state == AgreementState.NO


def test_fields_of_another_casus_or_les_change_nothing(client_of, redacteur, casus, les):
    other = LesFactory(casus=CasusFactory(visibility="group"))
    services.ask_consent(actor=redacteur, lessen=[les.pk, other.pk])
    sent = {f"les-{other.number}-answer": "yes", f"les-{other.number}-seen": other.mark()}
    client_of(casus.casushouder).post(page(casus), sent)
    assert (
        client_of(casus.casushouder).post(page(other.bevindingen.get().casus), sent).status_code
        == 404
    )
    assert not Instemming.objects.exclude(state=AgreementState.ASKED).exists()


def test_a_text_that_changed_while_reading_is_shown_anew(client_of, redacteur, casus, les):
    services.ask_consent(actor=redacteur, lessen=[les.pk])
    client = client_of(casus.casushouder)
    key = f"les-{les.number}"
    sent = {f"{key}-answer": "yes", f"{key}-seen": "0" * 16}
    answer = client.post(page(casus), sent, follow=True)
    assert "Een les is veranderd terwijl je las" in answer.content.decode()
    assert Instemming.objects.get().state == AgreementState.ASKED


def test_the_page_pages_with_the_same_number_of_queries(
    client_of, redacteur, casus, django_assert_num_queries
):
    def fill(number):
        lessen = [LesFactory(casus=casus).pk for _ in range(number)]
        services.ask_consent(actor=redacteur, lessen=lessen)

    fill(1)
    client = client_of(casus.casushouder)
    client.get(page(casus))
    with CaptureQueriesContext(
        connection,
    ) as one:
        client.get(page(casus))
    fill(49)
    with django_assert_num_queries(len(one)):
        shown = client.get(page(casus)).content.decode()
    assert shown.count('-seen" value=') == 20
    assert client.get(f"{page(casus)}?pagina=3").status_code == 200


def test_who_changes_the_words_is_told_that_it_asks_again(client_of, redacteur, les):
    address = f"/handboek/lessen/{les.number}/bewerk/"
    client = client_of(redacteur)
    warning = "dan vragen we de casushouder opnieuw om instemming"
    assert warning not in client.get(address).content.decode()
    services.ask_consent(actor=redacteur, lessen=[les.pk])
    assert warning in client.get(address).content.decode()


def test_the_desk_says_what_waits_and_never_which_casus(client_of, redacteur, redacteur2):
    casus = CasusFactory(title="Geheime Fusie", visibility="group")
    les = LesFactory(casus=casus)
    advies = draft(redacteur, les)
    services.submit_for_review(actor=redacteur, advies=advies)
    client = client_of(redacteur2)
    shown = client.get(f"/handboek/redactie/{advies.number}/").content.decode()
    assert instemming.NOT_YET.format(les.number) in shown
    assert "Geheime Fusie" not in shown
    say(casus, les, agrees=False, reason="Nee.")
    shown = client.get(f"/handboek/redactie/{advies.number}/").content.decode()
    assert "De casushouder wil niet dat deze les openbaar wordt." in shown


def test_the_desk_says_that_a_les_waits_before_it_goes_under_a_published_advies(
    client_of, redacteur, public_casus, make_advies, les
):
    advies = make_advies(public_casus)
    client = client_of(redacteur)
    sent = {"nummer": les.number, "verband": "supports"}
    answer = client.post(f"/handboek/redactie/{advies.number}/lessen/", sent, follow=True)
    assert "De casushouder moet eerst instemmen" in answer.content.decode()
    assert Instemming.objects.get().les == les


# --- The mails -----------------------------------------------------------------------------


def sent(mailoutbox):
    mailoutbox.clear()
    plan_due()
    send_due()
    return list(mailoutbox)


def test_mails_ask_tell_the_answer_and_tell_of_the_advies(
    redacteur, redacteur2, casus, les, mailoutbox
):
    advies = draft(redacteur, les)
    services.submit_for_review(actor=redacteur, advies=advies)
    asked = next(mail for mail in sent(mailoutbox) if mail.to == [casus.casushouder.email])
    assert asked.subject == "Mag een les uit “De dorpswinkel” openbaar worden?"
    assert les.conclusion in asked.body
    assert f"http://testserver{page(casus)}\n" in asked.body
    say(casus, les, agrees=False, reason="Iedereen herkent ons.")
    (answered,) = sent(mailoutbox)
    assert answered.to == [redacteur.email]
    assert "Mag niet openbaar. Waarom niet: Iedereen herkent ons." in answered.body
    assert casus.title not in answered.body
    say(casus, les)
    sent(mailoutbox)
    services.publish_advies(actor=redacteur2, advies=advies, understood=True)
    (told,) = sent(mailoutbox)
    assert (told.to, "De dorpswinkel" in told.body) == ([casus.casushouder.email], True)
    assert told.subject == f"Advies {advies.number} staat in het handboek, en rust op jouw casus"


def test_who_answered_meanwhile_is_not_asked_by_mail(redacteur, casus, les, mailoutbox):
    services.ask_consent(actor=redacteur, lessen=[les.pk])
    say(casus, les)
    assert sent(mailoutbox) == []


def test_without_the_casushouder_the_organisers_are_asked(redacteur, casus, les, mailoutbox):
    organiser = DeelnemerFactory()
    LidmaatschapFactory(deelnemer=organiser, community=casus.community, role="organiser")
    casus.casushouder.is_active = False
    casus.casushouder.save()
    services.ask_consent(actor=redacteur, lessen=[les.pk])
    assert [mail.to for mail in sent(mailoutbox)] == [[organiser.email]]
