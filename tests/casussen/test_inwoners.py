"""A question to residents: asked, answered without an account, looked at first, and kept safe."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from casussen import services
from casussen.bewaartermijnen import not_placed
from casussen.enums import AntwoordState
from casussen.models import Casus, Inwonersantwoord, Inwonersvraag
from casussen.services.errors import CasusError, ChangedMeanwhileError
from casussen.toegangsproef import opened_now
from communities.models import Community, Deelnemer
from netwerk.kern.audit.models import AuditEvent
from netwerk.kern.berichten.models import Delivery, Frequency, Preference
from netwerk.kern.berichten.planner import plan_due
from netwerk.kern.berichten.sender import send_due
from tests.factories import CasusFactory, LidmaatschapFactory

pytestmark = pytest.mark.django_db
ClientOf = Callable[[Deelnemer | None], Client]
SECRET = "zilverreiger"


@pytest.fixture(autouse=True)
def _no_limits_yet(fresh_cache: None) -> None:
    """Begin each test without a count."""


@pytest.fixture
def casushouder(community: Community) -> Deelnemer:
    return LidmaatschapFactory(community=community, deelnemer__first_name="Cas").deelnemer


@pytest.fixture
def casus(community: Community, casushouder: Deelnemer) -> Casus:
    return CasusFactory(
        community=community,
        casushouder=casushouder,
        visibility="public",
        title="Een dorp zonder winkel",
        slug="een-dorp-zonder-winkel",
    )


@pytest.fixture
def vraag(casus: Casus) -> Inwonersvraag:
    return services.open_inwonersvraag(
        actor=casus.casushouder,
        casus=casus,
        question="Wat mis je het meest in je dorp?",
        explanation="We maken er een plan van.",
        closes_on=timezone.localdate() + timedelta(days=14),
    )


def address(name: str, vraag: Inwonersvraag, **more: Any) -> str:
    return reverse(f"casussen:{name}", kwargs={"slug": vraag.casus.slug, "pk": vraag.pk, **more})


def typed(vraag: Inwonersvraag, **more: str) -> dict[str, str]:
    """Return what a person sends who read the question for a while."""
    with time_machine.travel(timezone.now() - timedelta(minutes=2), tick=False):
        opened = opened_now(vraag.pk)
    return {"body": "Een bankje.", "name": "", "place": "", "website": "", "opened": opened} | more


def send(client: Client, vraag: Inwonersvraag, **more: str) -> Any:
    return client.post(address("inwonersvraag_antwoord", vraag), typed(vraag, **more))


def given(vraag: Inwonersvraag, body: str = "Een bankje.", **fields: Any) -> Inwonersantwoord:
    return Inwonersantwoord.objects.create(vraag=vraag, body=body, **fields)


# ---- asking


def test_only_who_keeps_the_casus_asks(
    casus: Casus,
    client_of: ClientOf,
    deelnemer: Deelnemer,
    organisator: Deelnemer,
    casushouder: Deelnemer,
) -> None:
    page = reverse("casussen:inwonersvraag_create", args=[casus.slug])
    found = {
        person.first_name: client_of(person).get(page).status_code
        for person in (deelnemer, organisator, casushouder)
    }
    assert found == {"Dana": 403, organisator.first_name: 200, "Cas": 200}


def test_a_casus_that_is_not_public_says_why_and_leads_to_publishing(
    casus: Casus, client_of: ClientOf, casushouder: Deelnemer
) -> None:
    Casus.objects.update(visibility="network")
    page = client_of(casushouder).get(
        reverse("casussen:inwonersvraag_create", args=[casus.slug]), follow=True
    )
    way = reverse("casussen:request_publication", args=[casus.slug])
    text = page.content.decode()
    assert ("Deze casus is niet openbaar." in text, f'href="{way}"' in text) == (True, True)
    with pytest.raises(CasusError, match="niet openbaar"):
        services.open_inwonersvraag(
            actor=casushouder, casus=casus, question="Wat?", closes_on=timezone.localdate()
        )
    assert Inwonersvraag.objects.count() == 0


def test_one_question_is_open_at_a_time(vraag: Inwonersvraag, casushouder: Deelnemer) -> None:
    again = {"actor": casushouder, "casus": vraag.casus, "question": "En nu?"}
    later = timezone.localdate() + timedelta(days=3)
    with pytest.raises(CasusError, match="al een vraag"):
        services.open_inwonersvraag(**again, closes_on=later)
    services.close_inwonersvraag(actor=casushouder, vraag=vraag)
    assert services.open_inwonersvraag(**again, closes_on=later).is_open


def test_a_question_that_ran_out_makes_room(vraag: Inwonersvraag, casushouder: Deelnemer) -> None:
    Inwonersvraag.objects.update(closes_on=timezone.localdate() - timedelta(days=1))
    new = services.open_inwonersvraag(
        actor=casushouder, casus=vraag.casus, question="En nu?", closes_on=timezone.localdate()
    )
    vraag.refresh_from_db()
    assert (new.is_open, vraag.is_open, vraag.last_day) == (
        True,
        False,
        timezone.localdate() - timedelta(days=1),
    )


@pytest.mark.parametrize(
    ("days", "why"), [(-1, "Kies een dag die nog komt"), (400, "binnen een jaar")]
)
def test_a_day_that_makes_no_sense_is_refused_at_the_field(
    casus: Casus, client_of: ClientOf, casushouder: Deelnemer, days: int, why: str
) -> None:
    day = timezone.localdate() + timedelta(days=days)
    page = client_of(casushouder).post(
        reverse("casussen:inwonersvraag_create", args=[casus.slug]),
        {"question": "Wat mis je?", "explanation": "Vertel het ons.", "closes_on": str(day)},
    )
    text = page.content.decode()
    assert (why in text, "Vertel het ons." in text) == (True, True)


def test_the_words_of_a_question_stand_once_somebody_answered(
    vraag: Inwonersvraag, client_of: ClientOf, casushouder: Deelnemer
) -> None:
    given(vraag)
    client, day = client_of(casushouder), timezone.localdate() + timedelta(days=20)
    data = {"question": "Iets heel anders?", "explanation": "Beter.", "closes_on": str(day)}
    client.post(address("inwonersvraag_update", vraag), data)
    vraag.refresh_from_db()
    assert (vraag.question, vraag.explanation, vraag.closes_on) == (
        "Wat mis je het meest in je dorp?",
        "Beter.",
        day,
    )
    with pytest.raises(CasusError, match="niet meer veranderen"):
        services.change_inwonersvraag(actor=casushouder, vraag=vraag, **data | {"closes_on": day})


def test_two_people_do_not_write_over_each_other(
    vraag: Inwonersvraag, casushouder: Deelnemer
) -> None:
    mark, day = vraag.mark(), vraag.closes_on
    words = {"question": vraag.question, "closes_on": day}
    services.change_inwonersvraag(
        actor=casushouder, vraag=vraag, explanation="De eerste.", seen=mark, **words
    )
    with pytest.raises(ChangedMeanwhileError):
        services.change_inwonersvraag(
            actor=casushouder, vraag=vraag, explanation="De tweede.", seen=mark, **words
        )
    vraag.refresh_from_db()
    assert vraag.explanation == "De eerste."


def test_closed_early_and_opened_again(
    vraag: Inwonersvraag, client_of: ClientOf, casushouder: Deelnemer
) -> None:
    client = client_of(casushouder)
    client.post(address("inwonersvraag_close", vraag))
    vraag.refresh_from_db()
    assert vraag.takes_answers is False
    day = timezone.localdate() + timedelta(days=5)
    client.post(address("inwonersvraag_reopen", vraag), {"closes_on": str(day)})
    vraag.refresh_from_db()
    assert (vraag.takes_answers, vraag.closes_on) == (True, day)
    acts = AuditEvent.objects.filter(action__startswith="inwoners.").order_by("pk")
    assert list(acts.values_list("action", flat=True)) == [
        "inwoners.opened",
        "inwoners.closed",
        "inwoners.reopened",
    ]


# ---- answering


def test_an_answer_waits_and_nobody_else_reads_it(
    vraag: Inwonersvraag, client: Client, client_of: ClientOf, casushouder: Deelnemer
) -> None:
    sent = send(client, vraag, body=f"Een {SECRET} bij de vijver.", name="Fatma", place="Emmen")
    assert sent.headers["Location"] == address("inwonersvraag_bedankt", vraag)
    antwoord = Inwonersantwoord.objects.get()
    assert (antwoord.state, antwoord.name, antwoord.place) == ("waiting", "Fatma", "Emmen")
    pages = [vraag.get_absolute_url(), vraag.casus.get_absolute_url(), sent.headers["Location"]]
    for page in pages:
        assert SECRET not in client.get(page).content.decode()
    queue = client_of(casushouder).get(address("inwonersantwoorden", vraag))
    assert SECRET in queue.content.decode()


def test_nothing_of_who_sends_is_kept(vraag: Inwonersvraag, client: Client) -> None:
    send(client, vraag)
    names = {field.name for field in Inwonersantwoord._meta.get_fields()} - {"bevindingen"}
    assert names == {
        "id", "vraag", "body", "name", "place", "sent_at", "state", "decided_by", "decided_at",
        "reason",
    }  # fmt: skip
    told = AuditEvent.objects.get(action="inwoners.answered")
    assert (told.actor, set(told.data)) == (None, {"vraag", "antwoord"})


def test_only_the_form_sets_a_cookie(vraag: Inwonersvraag, client: Client) -> None:
    for name in ("inwonersvraag", "inwonersvraag_bedankt"):
        client.get(address(name, vraag))
    client.get(vraag.casus.get_absolute_url())
    assert dict(client.cookies) == {}
    client.get(address("inwonersvraag_antwoord", vraag))
    assert list(client.cookies) == ["formulier"]


def test_what_is_typed_stands_there_again_when_something_is_wrong(
    vraag: Inwonersvraag, client: Client
) -> None:
    page = send(client, vraag, body="", name="Fatma", place="Emmen")
    text = page.content.decode()
    assert page.status_code == 422
    assert ("Schrijf je antwoord op." in text, 'value="Fatma"' in text) == (True, True)
    long = send(client, vraag, body="Lang. " * 600)
    assert (long.status_code, "Lang. Lang." in long.content.decode()) == (422, True)
    assert Inwonersantwoord.objects.count() == 0


@pytest.mark.parametrize(
    "wrong",
    [
        {"website": "https://koop-nu.example"},
        {"opened": "geen handtekening"},
        {"opened": ""},
    ],
)
def test_who_looks_like_a_program_is_asked_once_more_and_loses_nothing(
    vraag: Inwonersvraag, client: Client, wrong: dict[str, str]
) -> None:
    page = send(client, vraag, body="Een bankje bij de vijver.", **wrong)
    text = page.content.decode()
    assert (page.status_code, Inwonersantwoord.objects.count()) == (422, 0)
    assert "nog een keer op “Verstuur je antwoord”" in text
    assert "Een bankje bij de vijver." in text
    again = dict(page.context["form"].data.items())
    assert again["website"] == ""
    client.post(address("inwonersvraag_antwoord", vraag), again)
    assert Inwonersantwoord.objects.get().body == "Een bankje bij de vijver."


def test_who_sends_within_a_second_is_asked_once_more(vraag: Inwonersvraag, client: Client) -> None:
    page = send(client, vraag, opened=opened_now(vraag.pk))
    assert (page.status_code, Inwonersantwoord.objects.count()) == (422, 0)
    client.post(address("inwonersvraag_antwoord", vraag), dict(page.context["form"].data.items()))
    assert Inwonersantwoord.objects.count() == 1


def test_a_form_of_another_question_does_not_open_this_one(
    vraag: Inwonersvraag, client: Client
) -> None:
    with time_machine.travel(timezone.now() - timedelta(hours=1), tick=False):
        other = opened_now(vraag.pk + 1)
    assert send(client, vraag, opened=other).status_code == 422


def test_many_links_are_too_many(vraag: Inwonersvraag, client: Client) -> None:
    two = "Kijk op www.emmen.nl en https://drenthe.nl."
    spam = "Koop op www.a.nl en www.b.nl en https://c.com."
    page = send(client, vraag, body=spam)
    assert (page.status_code, "veel links" in page.content.decode()) == (422, True)
    assert "www.b.nl" in page.content.decode()
    assert send(client, vraag, body=two).status_code == 302


def test_too_many_from_one_place_wait_an_hour_and_lose_nothing(
    vraag: Inwonersvraag, client: Client
) -> None:
    for number in range(30):
        assert send(client, vraag, body=f"Antwoord {number}").status_code == 302
    page = send(client, vraag, body="Het eenendertigste")
    assert (page.status_code, "Het eenendertigste" in page.content.decode()) == (429, True)
    assert Inwonersantwoord.objects.count() == 30
    caches["default"].clear()
    assert send(client, vraag, body="Het eenendertigste").status_code == 302


def test_the_same_words_twice_are_one_answer(vraag: Inwonersvraag, client: Client) -> None:
    send(client, vraag)
    send(client, vraag)
    assert Inwonersantwoord.objects.count() == 1


@pytest.mark.parametrize(
    "body", ["a\x00b", "Links \u202e rechts", "x" * 1_000_000, "\ud83d kapot", " \n "]
)
def test_nothing_that_is_typed_breaks_the_page(
    vraag: Inwonersvraag, client: Client, body: str
) -> None:
    sent = body.encode("utf-8", "replace").decode()
    page = send(client, vraag, body=sent, name=sent[:60])
    assert page.status_code in {302, 422}


def test_a_closed_question_gives_the_text_back(vraag: Inwonersvraag, client: Client) -> None:
    data = typed(vraag, body="Een bankje bij de vijver.")
    services.close_inwonersvraag(actor=vraag.opened_by, vraag=vraag)
    page = client.post(address("inwonersvraag_antwoord", vraag), data)
    text = page.content.decode()
    assert (page.status_code, Inwonersantwoord.objects.count()) == (422, 0)
    assert ("Deze vraag is gesloten" in text, "Een bankje bij de vijver." in text) == (True, True)


def test_the_last_day_is_the_day_in_the_netherlands(vraag: Inwonersvraag) -> None:
    vraag.closes_on = vraag.closes_on.replace(year=2026, month=7, day=1)
    with time_machine.travel("2026-07-01T21:30:00+00:00", tick=False):
        assert vraag.takes_answers is True
    with time_machine.travel("2026-07-01T22:30:00+00:00", tick=False):
        assert vraag.takes_answers is False


# ---- no longer public


@pytest.mark.parametrize(
    "change",
    [{"visibility": "network"}, {"deleted_at": timezone.now()}],
    ids=["for the network", "thrown away"],
)
def test_a_casus_that_went_away_takes_the_question_along_and_loses_no_answer(
    vraag: Inwonersvraag, client: Client, change: dict[str, Any]
) -> None:
    given(vraag, f"Een {SECRET}.", state="placed")
    assert SECRET in client.get(vraag.get_absolute_url()).content.decode()
    Casus.objects.filter(pk=vraag.casus_id).update(**change)
    for name in ("inwonersvraag", "inwonersvraag_antwoord", "inwonersvraag_bedankt"):
        assert client.get(address(name, vraag)).status_code == 404
    assert client.post(address("inwonersvraag_antwoord", vraag), typed(vraag)).status_code == 404
    assert Inwonersantwoord.objects.placed().count() == 1


def test_a_withdrawn_casus_shows_what_was_said_and_takes_no_more(
    vraag: Inwonersvraag, client: Client, casushouder: Deelnemer
) -> None:
    given(vraag, f"Een {SECRET}.", state="placed")
    services.withdraw_casus(actor=casushouder, casus=vraag.casus, reason="Klopt niet.")
    text = client.get(vraag.get_absolute_url()).content.decode()
    assert (SECRET in text, "Deze casus is ingetrokken" in text) == (True, True)
    assert address("inwonersvraag_antwoord", vraag) not in text
    assert send(client, vraag).status_code == 422
    assert Inwonersantwoord.objects.count() == 1


# ---- looking at answers


def test_placed_is_read_by_all_and_typed_as_a_voice(
    vraag: Inwonersvraag, client: Client, client_of: ClientOf, organisator: Deelnemer
) -> None:
    antwoord = given(vraag, f"Een {SECRET}.", name="Fatma", place="Emmen")
    client_of(organisator).post(address("inwonersantwoord_place", vraag, nummer=antwoord.pk))
    antwoord.refresh_from_db()
    assert (antwoord.state, antwoord.decided_by) == ("placed", organisator)
    for page in (vraag.get_absolute_url(), vraag.casus.get_absolute_url()):
        text = client.get(page).content.decode()
        assert (SECRET in text, "Stem van inwoners" in text, "Fatma, Emmen" in text) == (
            True,
            True,
            True,
        )
    assert organisator.get_full_name() not in client.get(vraag.get_absolute_url()).content.decode()


def test_refused_needs_a_reason_and_is_read_by_nobody(
    vraag: Inwonersvraag, client: Client, client_of: ClientOf, casushouder: Deelnemer
) -> None:
    antwoord = given(vraag, f"Een {SECRET}.")
    page, holder = (
        address("inwonersantwoord_refuse", vraag, nummer=antwoord.pk),
        client_of(casushouder),
    )
    assert holder.post(page, {"reason": "  "}).status_code == 422
    holder.post(page, {"reason": "Noemt de buurman."})
    antwoord.refresh_from_db()
    assert (antwoord.state, antwoord.reason) == ("refused", "Noemt de buurman.")
    for path in (vraag.get_absolute_url(), vraag.casus.get_absolute_url()):
        text = client.get(path).content.decode()
        assert (SECRET in text, "buurman" in text) == (False, False)
    assert client.get(antwoord.get_absolute_url()).status_code == 404
    shown = holder.get(address("inwonersantwoorden", vraag) + "?stand=refused").content.decode()
    assert (SECRET in shown, "Noemt de buurman." in shown) == (True, True)


def test_a_decision_can_be_taken_back(
    vraag: Inwonersvraag, client: Client, client_of: ClientOf, casushouder: Deelnemer
) -> None:
    antwoord = given(vraag, f"Een {SECRET}.", state="placed", decided_by=casushouder)
    client_of(casushouder).post(address("inwonersantwoord_undo", vraag, nummer=antwoord.pk))
    antwoord.refresh_from_db()
    assert (antwoord.state, antwoord.decided_by, antwoord.decided_at) == ("waiting", None, None)
    assert SECRET not in client.get(vraag.get_absolute_url()).content.decode()


def test_the_second_of_two_moderators_hears_what_the_first_decided(
    vraag: Inwonersvraag, casushouder: Deelnemer, organisator: Deelnemer
) -> None:
    antwoord = given(vraag)
    services.place_inwonersantwoord(actor=casushouder, antwoord=antwoord)
    with pytest.raises(CasusError, match="besliste net: geplaatst"):
        services.refuse_inwonersantwoord(actor=organisator, antwoord=antwoord, reason="Nee.")
    antwoord.refresh_from_db()
    assert (antwoord.state, antwoord.reason) == ("placed", "")


def test_names_and_addresses_are_pointed_out(
    vraag: Inwonersvraag, client_of: ClientOf, casushouder: Deelnemer
) -> None:
    given(vraag, "Volgens Kees Bakker op 06-12345678 moet er een bankje komen.")
    given(vraag, "Er moet een bankje komen.")
    page = client_of(casushouder).get(address("inwonersantwoorden", vraag))
    hints = {
        line["antwoord"].body[:8]: [hit.word for hit in line["hits"]]
        for line in page.context["lines"]
    }
    assert hints == {"Volgens ": ["Kees", "Bakker", "06-12345678"], "Er moet ": []}


def test_an_answer_of_another_casus_is_not_found_here(
    vraag: Inwonersvraag, community: Community, client_of: ClientOf, casushouder: Deelnemer
) -> None:
    elsewhere = CasusFactory(visibility="public")
    other = Inwonersvraag.objects.create(
        casus=elsewhere,
        question="Wat?",
        closes_on=timezone.localdate(),
        opened_by=elsewhere.casushouder,
    )
    antwoord = given(other)
    client = client_of(casushouder)
    path = address("inwonersantwoord_place", vraag, nummer=antwoord.pk)
    assert client.post(path).status_code == 404
    antwoord.refresh_from_db()
    assert antwoord.state == AntwoordState.WAITING


def test_a_permalink_leads_to_the_page_it_stands_on(vraag: Inwonersvraag, client: Client) -> None:
    first = given(vraag, state="placed")
    for number in range(25):
        given(vraag, f"Antwoord {number}", state="placed")
    found = client.get(first.get_absolute_url())
    assert found.headers["Location"] == f"{vraag.get_absolute_url()}?pagina=2#antwoord-{first.pk}"


@pytest.mark.parametrize("name", ["inwonersvraag", "inwonersantwoorden"])
def test_as_many_queries_for_fifty_as_for_one(
    vraag: Inwonersvraag, client_of: ClientOf, casushouder: Deelnemer, name: str
) -> None:
    client, page = client_of(casushouder), address(name, vraag)

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(page).status_code == 200
        return len(queries)

    given(vraag, state="placed")
    given(vraag, "Wacht.")
    asked()
    one = asked()
    for number in range(50):
        given(vraag, f"Geplaatst {number}", state="placed", decided_by=casushouder)
        given(vraag, f"Wacht {number} van Kees Bakker")
    assert asked() == one


def test_the_casus_asks_as_much_for_many_questions(vraag: Inwonersvraag, client: Client) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            client.get(vraag.casus.get_absolute_url())
        return len(queries)

    given(vraag, state="placed")
    asked()
    one = asked()
    for number in range(6):
        row = Inwonersvraag.objects.create(
            casus=vraag.casus,
            question=f"Vraag {number}?",
            closes_on=timezone.localdate(),
            closed_at=timezone.now(),
            opened_by=vraag.opened_by,
        )
        given(row, state="placed")
    assert asked() == one + 1  # how many more there are than fit


# ---- mail


def mails() -> None:
    """Let an hour pass, and send."""
    plan_due()
    Delivery.objects.update(due_at=timezone.now() - timedelta(minutes=1))
    send_due()


def at_once(*people: Deelnemer) -> None:
    for person in people:
        Preference.objects.create(
            person=person, kind="inwoners.answered", frequency=Frequency.AT_ONCE
        )


def test_who_looks_at_answers_hears_once_that_they_wait(
    vraag: Inwonersvraag,
    client: Client,
    casushouder: Deelnemer,
    organisator: Deelnemer,
    deelnemer: Deelnemer,
    mailoutbox: list[Any],
) -> None:
    at_once(casushouder, organisator, deelnemer)
    send(client, vraag, body=f"Een {SECRET}.", name=SECRET)
    send(client, vraag, body=f"Nog een {SECRET}.")
    mails()
    assert sorted(mail.to[0] for mail in mailoutbox) == sorted(
        [casushouder.email, organisator.email]
    )
    assert {mail.subject for mail in mailoutbox} == {
        "2 antwoorden van inwoners wachten: Een dorp zonder winkel"
    }
    for mail in mailoutbox:
        assert SECRET not in str(mail.message())


def test_no_mail_about_what_was_looked_at_within_the_hour(
    vraag: Inwonersvraag, client: Client, casushouder: Deelnemer, mailoutbox: list[Any]
) -> None:
    at_once(casushouder)
    send(client, vraag)
    services.place_inwonersantwoord(actor=casushouder, antwoord=Inwonersantwoord.objects.get())
    mails()
    assert mailoutbox == []
    send(client, vraag, body="Een tweede.")
    mails()
    assert [mail.to for mail in mailoutbox] == [[casushouder.email]]


# ---- retention


def test_what_was_not_placed_goes_ninety_days_after_closing(vraag: Inwonersvraag) -> None:
    for body, state in (("Wacht.", "waiting"), ("Staat.", "placed"), ("Nee.", "refused")):
        given(vraag, body, state=state)
    now = timezone.now()
    services.close_inwonersvraag(actor=vraag.opened_by, vraag=vraag)
    assert not_placed(now + timedelta(days=89)).count() == 0
    late = not_placed(now + timedelta(days=91))
    assert sorted(row.state for row in late) == ["refused", "waiting"]
