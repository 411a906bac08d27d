"""Guests: people without an account come to an open meeting by a link in a mail (row 57)."""

import logging
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from bijeenkomsten import gastlinks, services
from bijeenkomsten.enums import Answer, Form
from bijeenkomsten.forms import BijeenkomstForm
from bijeenkomsten.models import Aanmelding, Bijeenkomst, Gast
from netwerk.kern.audit.models import AuditEvent
from netwerk.kern.berichten import tokens
from netwerk.kern.berichten.models import MessageEvent
from netwerk.kern.logregels import HideSecrets
from tests.bijeenkomsten.guests import (
    ADDRESS,
    TYPED,
    answer_of,
    coming,
    confirm_path,
    form_path,
    links_in,
    open_meeting,
    owner_of_link,
    unconfirmed,
)
from tests.bijeenkomsten.test_notifications import deliver, heads
from tests.bijeenkomsten.test_planning_form import filled
from tests.bijeenkomsten.test_plekken import at_once, hybrid, say
from tests.bijeenkomsten.test_views import queries
from tests.factories import AanmeldingFactory, DeelnemerFactory, GastFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("fresh_cache")]


def text_of(response: Any) -> str:
    return " ".join(response.content.decode().split())


def everything() -> list[Any]:
    """Return all that a sign-up can change, to see that nothing did."""
    answers = list(Aanmelding.objects.order_by("pk").values())
    for answer in answers:
        del answer["updated_at"]  # when they last said it
    return [
        list(Gast.objects.order_by("pk").values()),
        answers,
        MessageEvent.objects.count(),
        AuditEvent.objects.count(),
    ]


def test_a_guest_confirms_by_the_mail_and_signs_off_by_the_link(client: Client) -> None:
    meeting = open_meeting()
    page = client.get(meeting.get_absolute_url())
    assert form_path(meeting) in page.content.decode()
    assert not client.cookies, "reading sets no cookie"
    asked = client.post(form_path(meeting), TYPED | {"needs": "Een tolk"}, follow=True)
    assert "Kijk in je mail" in text_of(asked)
    [first] = deliver()
    assert first.to == [ADDRESS]
    assert Aanmelding.objects.count() == 0, "nothing counts before confirming"
    assert "Roos" not in first.body + first.subject, "what a stranger typed is mailed to nobody"

    [link] = links_in(first)
    assert "Ja, ik kom" in text_of(client.get(link))
    assert Aanmelding.objects.count() == 0
    own = client.post(link, {"answer": "yes"}, follow=True)
    assert "Je bent aangemeld" in text_of(own)
    guest = Gast.objects.get()
    assert (answer_of(guest), guest.aanmelding.needs, guest.needs) == ("yes", "Een tolk", "")

    [second] = deliver()
    assert second.subject.startswith("Je bent aangemeld")
    assert [part.filename for part in second.attachments] == ["uitnodiging.ics"]
    [link] = links_in(second)
    assert "Een tolk" in text_of(client.get(link)), "on their own page"
    gone = client.post(link, {"answer": "no"}, follow=True)
    assert "Je bent afgemeld" in text_of(gone)
    assert answer_of(guest) == "no"
    assert heads(deliver()) == [(ADDRESS, "Je bent afgemeld")]


def test_the_screen_never_tells_who_is_known(client: Client, deelnemer: Any) -> None:
    meeting = open_meeting()
    there = coming(meeting, email="er.al@voorbeeld.nl")
    pages = set()
    for address in ("nieuw@voorbeeld.nl", deelnemer.email.upper(), there.email):
        response = client.post(form_path(meeting), TYPED | {"email": address}, follow=True)
        pages.add(text_of(response))
    assert len(pages) == 1
    told = {each.to[0]: each for each in deliver()}
    assert set(told) == {"nieuw@voorbeeld.nl", deelnemer.email, there.email}
    assert "je hebt al een account" in told[deelnemer.email].body
    assert f"next={meeting.get_absolute_url()}" in told[deelnemer.email].body
    assert owner_of_link(told[there.email]) == there.pk
    assert not Gast.objects.filter(email__iexact=deelnemer.email).exists()
    there.refresh_from_db()
    assert there.name != TYPED["name"], "nobody overwrites what a guest confirmed"


def test_who_fills_it_in_again_before_confirming_replaces_it(client: Client) -> None:
    meeting = open_meeting()
    client.post(form_path(meeting), TYPED)
    client.post(form_path(meeting), TYPED | {"name": "Roos Linde", "email": "ROOS@voorbeeld.nl"})
    [guest] = Gast.objects.all()
    assert guest.name == "Roos Linde"
    assert len(deliver()) == 2
    assert "Roos Linde" in text_of(client.get(confirm_path(guest)))


def test_an_address_gets_no_more_than_a_few_mails(client: Client) -> None:
    meeting = open_meeting()
    answers = {client.post(form_path(meeting), TYPED, follow=True).status_code for _ in range(6)}
    assert answers == {200}
    assert len(deliver()) == 3


def test_an_address_is_not_flooded_by_way_of_many_meetings(client: Client) -> None:
    for meeting in [open_meeting() for _ in range(12)]:
        assert client.post(form_path(meeting), TYPED).status_code == 302
    assert len(deliver()) == 10
    client.post(form_path(open_meeting()), TYPED | {"email": "ander@voorbeeld.nl"})
    assert [each.to for each in deliver()] == [["ander@voorbeeld.nl"]]


def test_bad_input_is_told_at_the_field_and_kept(client: Client) -> None:
    meeting = open_meeting()
    page = client.post(form_path(meeting), {"name": "", "email": "geen", "needs": "Een tolk"})
    assert page.status_code == 422
    assert {"name", "email"} == set(page.context["form"].errors)
    assert "Een tolk" in page.content.decode()
    assert Gast.objects.count() == 0


def test_only_a_meeting_that_welcomes_guests_has_the_form(client: Client, client_of: Any) -> None:
    public, closed = (
        open_meeting(guests_welcome=False),
        open_meeting(guests_welcome=False, visibility="network"),
    )
    for meeting in (public, closed):
        assert client.get(form_path(meeting)).status_code == 404
        assert client.post(form_path(meeting), TYPED).status_code == 404
    assert "als gast" not in text_of(client.get(public.get_absolute_url()))
    assert Gast.objects.count() == 0
    welcome = open_meeting()
    answer = client_of(DeelnemerFactory()).get(form_path(welcome))
    assert answer.url == f"{welcome.get_absolute_url()}#aanmelden"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"status": "cancelled"}, "gaat niet door"),
        ({"registration_closes_at": timezone.now() - timedelta(hours=1)}, "kan niet meer"),
    ],
)
def test_too_late_is_said_before_and_after_the_mail(
    client: Client, change: dict[str, Any], words: str
) -> None:
    meeting = open_meeting()
    guest = unconfirmed(meeting)
    Bijeenkomst.objects.update(**change)
    assert words in text_of(client.get(form_path(meeting)))
    client.post(form_path(meeting), TYPED)
    assert Gast.objects.count() == 1
    for response in (client.get(confirm_path(guest)), client.post(confirm_path(guest))):
        assert words in text_of(response)
        assert "Ja, ik kom" not in text_of(response)
    assert answer_of(guest) == ""


def test_who_got_an_account_meanwhile_is_led_there(client: Client) -> None:
    guest = unconfirmed(open_meeting())
    DeelnemerFactory(email=guest.email)
    for response in (client.get(confirm_path(guest)), client.post(confirm_path(guest))):
        assert "Je hebt intussen een account" in text_of(response)
    assert answer_of(guest) == ""


# Case 28: a link that is forged, expired, replayed, or opened by a scanner.


@pytest.mark.parametrize("name", ["gast_bevestig", "gast"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_forged_link_is_a_clear_page_and_changes_nothing(
    client: Client, name: str, method: str
) -> None:
    meeting = open_meeting()
    waits, there = unconfirmed(meeting), coming(meeting)
    before = everything()
    good = tokens.link_token(gastlinks.CONFIRM, waits.pk)
    other = {"gast_bevestig": gastlinks.OWN, "gast": gastlinks.CONFIRM}[name]
    forged = [
        good[:-1] + ("a" if good[-1] != "a" else "b"),
        tokens.link_token(other, there.pk),  # for another purpose
        tokens.link_token("unsubscribe", there.pk, "bijeenkomst.reminder"),
        tokens.link_token(gastlinks.OWN, waits.pk),  # of somebody who did not confirm
        tokens.link_token(gastlinks.OWN, 10**12),
        "voorbeeld",
    ]
    for token in forged[:2] if name == "gast_bevestig" else forged:
        path = reverse(f"bijeenkomsten:{name}", args=[token])
        response = getattr(client, method)(path, {"answer": "no"})
        assert response.status_code == 404
        assert "Deze link werkt niet meer" in text_of(response)
    assert everything() == before


def test_an_expired_link_is_a_clear_page_and_the_form_still_works(client: Client) -> None:
    meeting = open_meeting(
        starts_at=timezone.now() + timedelta(days=30),
        ends_at=timezone.now() + timedelta(days=30, hours=2),
    )
    guest = unconfirmed(meeting, email=ADDRESS)
    path = confirm_path(guest)
    with time_machine.travel(timezone.now() + timedelta(days=7, minutes=1)):
        for response in (client.get(path), client.post(path, {"answer": "yes"})):
            assert response.status_code == 404
            assert "werkt een week" in text_of(response)
        assert answer_of(guest) == ""
        client.post(form_path(meeting), TYPED)
        assert client.post(path, {"answer": "yes"}).status_code == 302
    assert answer_of(guest) == "yes"
    old = gastlinks.own_path(guest.pk)
    with time_machine.travel(timezone.now() + timedelta(days=401)):
        assert client.post(old, {"answer": "no"}).status_code == 404
    assert answer_of(guest) == "yes"


def test_a_second_time_changes_nothing(client: Client) -> None:
    guest = unconfirmed(open_meeting())
    path = confirm_path(guest)
    assert client.post(path, {"answer": "yes"}).status_code == 302
    own = gastlinks.own_path(guest.pk)
    client.post(own, {"answer": "no"})
    assert answer_of(guest) == "no"
    before = everything()
    for _ in range(2):
        client.post(path, {"answer": "yes"})
        client.post(own, {"answer": "no"})
    assert "al bevestigd" in text_of(client.get(path))
    assert everything() == before, "who signed off is not signed up again by an old link"


@pytest.mark.parametrize("method", ["get", "head", "options", "put", "delete"])
def test_a_scanner_that_opens_every_link_changes_nothing(client: Client, method: str) -> None:
    meeting = open_meeting(capacity=2)
    waits, there = unconfirmed(meeting), coming(meeting)
    before = everything()
    for path in (confirm_path(waits), gastlinks.own_path(there.pk)):
        for address in (path, f"{path}?answer=no", f"{path}?answer=yes"):
            response = getattr(client, method)(address)
            assert response.status_code == (200 if method in {"get", "head"} else 405)
    assert everything() == before
    assert not client.cookies


def test_pages_of_guests_are_kept_by_nobody(client: Client) -> None:
    meeting = open_meeting()
    waits, there = unconfirmed(meeting), coming(meeting)
    for path in (confirm_path(waits), gastlinks.own_path(there.pk)):
        response = client.get(path)
        assert response.headers["Cache-Control"] == "no-store"
        assert response.headers["X-Robots-Tag"] == "noindex"
        assert response.headers["Referrer-Policy"] == "no-referrer"


# Places.


def test_full_by_then_is_said_and_the_waiting_list_offered(client: Client) -> None:
    meeting = open_meeting(capacity=1)
    guest = unconfirmed(meeting)
    assert "Ja, ik kom" in text_of(client.get(confirm_path(guest)))
    member = AanmeldingFactory(bijeenkomst=meeting).deelnemer
    page = client.post(confirm_path(guest), {"answer": "yes"})
    assert "Alle plekken zijn bezet" in text_of(page)
    assert "Zet me op de wachtlijst" in text_of(page)
    assert answer_of(guest) == ""
    assert Gast.objects.get().confirmed_at is None, "nothing is confirmed, nothing is lost"
    client.post(confirm_path(guest), {"answer": "waiting"})
    assert answer_of(guest) == "waiting"
    assert heads(deliver()) == [(guest.email, "Op de wachtlijst")]

    say(member, meeting, Answer.NO)
    assert (guest.email, "Plek vrij voor jou") in heads(deliver())
    own = gastlinks.own_path(guest.pk)
    assert "Nee, geef mijn plek door" in text_of(client.get(own))
    client.post(own, {"answer": "yes"})
    assert answer_of(guest) == "yes"
    assert heads(deliver()) == [(guest.email, "Je bent aangemeld")]


def test_an_offer_that_a_guest_does_not_answer_goes_to_the_next() -> None:
    meeting = open_meeting(capacity=1)
    leaves = AanmeldingFactory(bijeenkomst=meeting).deelnemer
    guest, next_one = coming(meeting, "waiting"), DeelnemerFactory()
    say(next_one, meeting, Answer.WAITING)
    say(leaves, meeting, Answer.NO)
    deliver()
    with time_machine.travel(timezone.now() + timedelta(hours=49)):
        services.answer(actor=next_one, bijeenkomst=meeting, answer=Answer.WAITING)
        assert heads(deliver()) == sorted(
            [(guest.email, "Plek doorgegeven"), (next_one.email, "Plek vrij voor jou")]
        )
    assert answer_of(guest) == "maybe"


def test_a_guest_chooses_how_to_take_part(client: Client) -> None:
    meeting = hybrid(visibility="public", guests_welcome=True)
    client.post(form_path(meeting), TYPED | {"form": "room"})
    guest = Gast.objects.get()
    AanmeldingFactory(bijeenkomst=meeting)
    page = text_of(client.get(confirm_path(guest)))
    assert "Zet me op de wachtlijst" in page
    assert "Doe online mee" in page
    client.post(confirm_path(guest), {"answer": "yes", "form": "online"})
    assert (answer_of(guest), guest.aanmelding.form) == ("yes", Form.ONLINE)
    assert meeting.online_link in client.get(gastlinks.own_path(guest.pk)).content.decode()


def test_guests_and_members_together_never_exceed_the_places(transactional_db: None) -> None:
    meeting = open_meeting(capacity=5)
    people = DeelnemerFactory.create_batch(15)
    guests = [unconfirmed(meeting) for _ in range(15)]

    def member(person: Any) -> Callable[[], str]:
        return lambda: say(person, meeting, Answer.YES).answer

    def guest(row: Gast) -> Callable[[], str]:
        def act() -> str:
            services.confirm_guest(pk=row.pk)
            return answer_of(row)

        return act

    outcomes = at_once([*map(member, people), *map(guest, guests)])
    assert (outcomes.count("yes"), outcomes.count("full"), len(outcomes)) == (5, 25, 30)
    assert meeting.aanmeldingen.filter(answer=Answer.YES).count() == 5
    came_in = Gast.objects.filter(confirmed_at__isnull=False).count()
    assert came_in == meeting.aanmeldingen.filter(gast__isnull=False).count()


def test_ten_confirmations_at_once_are_one(transactional_db: None) -> None:
    guest = unconfirmed(open_meeting())
    outcomes = at_once([lambda: services.confirm_guest(pk=guest.pk) is not None] * 10)
    assert outcomes == [True] * 10
    assert Aanmelding.objects.count() == 1
    assert MessageEvent.objects.filter(kind="bijeenkomst.registered").count() == 1


def test_ten_forms_at_once_are_one_guest(transactional_db: None) -> None:
    meeting = open_meeting()
    outcomes = at_once([lambda: services.ask_as_guest(bijeenkomst=meeting, **TYPED)] * 10)
    assert outcomes == [None] * 10
    assert Gast.objects.count() == 1


# Organisers, and what others see.


def test_who_sees_a_guest(client_of: Any, organisator: Any, deelnemer: Any, community: Any) -> None:
    meeting = open_meeting(community=community)
    guest = coming(meeting, name="Roos van der Linde", organisation="Dorpsraad")
    Aanmelding.objects.update(needs="Een tolk")
    public = client_of(None).get(meeting.get_absolute_url()).content.decode()
    assert guest.name not in public
    members = reverse("bijeenkomsten:attendees", args=[meeting.slug])
    assert client_of(deelnemer).get(members).status_code == 403
    AanmeldingFactory(bijeenkomst=meeting, deelnemer=deelnemer)
    shown = client_of(deelnemer).get(members).content.decode()
    assert guest.name in shown
    assert "Gast, Dorpsraad" in shown
    organised = client_of(organisator).get(members).content.decode()
    assert "Een tolk" in organised
    for page in (public, shown):
        assert "Een tolk" not in page
    for page in (public, shown, organised):
        assert guest.email not in page


def test_an_organiser_signs_a_guest_off_who_hears_of_it(
    client_of: Any, organisator: Any, community: Any
) -> None:
    meeting = open_meeting(community=community, capacity=1)
    guest, waits = coming(meeting), coming(meeting, "waiting")
    path = reverse("bijeenkomsten:gast_afmelden", args=[meeting.slug, guest.pk])
    members = client_of(organisator).get(reverse("bijeenkomsten:attendees", args=[meeting.slug]))
    assert path in members.content.decode()
    assert client_of(organisator).get(path).status_code == 200
    assert answer_of(guest) == "yes", "asking whether it is certain changes nothing"
    client_of(organisator).post(path)
    client_of(organisator).post(path)
    assert answer_of(guest) == "no"
    told = {each.to[0]: each for each in deliver()}
    assert set(told) == {guest.email, waits.email}
    assert "Een organisator heeft je afgemeld" in told[guest.email].body
    services.sign_off_guest(actor=organisator, gast=waits)
    assert heads(deliver()) == [(waits.email, "Je bent afgemeld")], "who waits hears it too"
    elsewhere = coming(open_meeting(community=community))
    other = reverse("bijeenkomsten:gast_afmelden", args=[meeting.slug, elsewhere.pk])
    assert client_of(organisator).post(other).status_code == 404
    assert answer_of(elsewhere) == "yes"


def test_the_organiser_who_wants_no_more_guests_keeps_those_who_come(
    client: Client, organisator: Any, community: Any
) -> None:
    meeting = open_meeting(community=community)
    guest, waits = coming(meeting), unconfirmed(meeting)
    services.update_bijeenkomst(actor=organisator, bijeenkomst=meeting, guests_welcome=False)
    assert "niet meer aanmelden" in text_of(client.post(confirm_path(waits), {"answer": "yes"}))
    own = gastlinks.own_path(guest.pk)
    assert client.post(own, {"answer": "maybe"}).status_code == 302
    client.post(own, {"answer": "no"})
    again = client.post(own, {"answer": "yes"})
    assert again.status_code == 422
    assert "niet meer aanmelden" in text_of(again)
    assert answer_of(guest) == "no"


def test_the_planning_form_welcomes_guests_where_everybody_may_see_it(organisator: Any) -> None:
    assert "guests_welcome" in BijeenkomstForm(user=organisator).fields
    closed = filled(organisator, guests_welcome="on")
    assert list(closed.errors) == ["guests_welcome"]
    opened = filled(organisator, guests_welcome="on", visibility="public")
    assert opened.is_valid(), opened.errors
    meeting = services.schedule_bijeenkomst(actor=organisator, **opened.values())
    assert meeting.guests_welcome
    with pytest.raises(services.BijeenkomstError, match="als iedereen de bijeenkomst ziet"):
        services.schedule_bijeenkomst(
            actor=organisator, **(opened.values() | {"visibility": "community"})
        )
    assert mail.outbox == []


def test_the_list_does_not_tell_a_visitor_that_they_come_when_a_guest_does(client: Client) -> None:
    meeting = open_meeting()
    guest = GastFactory(bijeenkomst=meeting)
    AanmeldingFactory(bijeenkomst=meeting, deelnemer=None, gast=guest)
    for path in ("/", reverse("bijeenkomsten:list")):
        page = client.get(path).text
        assert meeting.title in page
        assert "Je komt" not in page


def test_fifty_guests_take_no_more_queries_than_one(
    client_of: Any, organisator: Any, community: Any
) -> None:
    meeting = open_meeting(community=community)
    path = reverse("bijeenkomsten:attendees", args=[meeting.slug])
    client = client_of(organisator)
    coming(meeting, organisation="Dorpsraad")
    one = queries(client, path)
    for _ in range(49):
        coming(meeting, organisation="Dorpsraad")
    assert queries(client, path) == one


def test_no_line_of_the_log_holds_the_link_of_a_guest() -> None:
    meeting = open_meeting()
    for path in (confirm_path(unconfirmed(meeting)), gastlinks.own_path(coming(meeting).pk)):
        record = logging.LogRecord("gunicorn", logging.INFO, "", 0, '"GET %s"', (path,), None)
        assert HideSecrets().filter(record)
        assert path.rstrip("/").rpartition("/")[2] not in record.getMessage()
        assert "/bijeenkomsten/gast/" in record.getMessage()
