"""The pages where an organiser writes to the people of a meeting."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bijeenkomsten import services
from bijeenkomsten.models import Bijeenkomst, Rondmail
from communities.enums import Role
from communities.models import Deelnemer
from netwerk.kern.berichten import preferences, registry
from netwerk.kern.berichten.models import Delivery, MessageEvent, State
from netwerk.kern.berichten.planner import plan_due
from netwerk.kern.berichten.sender import send_due
from tests.factories import (
    AanmeldingFactory,
    BijeenkomstFactory,
    LidmaatschapFactory,
    RondmailFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting(community: Any) -> Bijeenkomst:
    return BijeenkomstFactory(
        community=community, title="Casustafel: groen", slug="casustafel-groen"
    )


@pytest.fixture
def client(client_of: Any, organisator: Deelnemer) -> Client:
    return client_of(organisator)


def coming(meeting: Bijeenkomst) -> Deelnemer:
    person = LidmaatschapFactory(community=meeting.community).deelnemer
    AanmeldingFactory(bijeenkomst=meeting, deelnemer=person)
    return person


def address(name: str, rondmail: Rondmail) -> str:
    return reverse(f"bijeenkomsten:{name}", args=[rondmail.bijeenkomst.slug, rondmail.pk])


def words(response: Any) -> str:
    """Return what a page says, without tags and with single spaces."""
    main = response.text.partition("<main")[2].partition("</main>")[0]
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())


def test_write_preview_send_and_log(
    client: Client, meeting: Bijeenkomst, organisator: Deelnemer
) -> None:
    coming(meeting)
    off = coming(meeting)
    preferences.set_frequency(
        person=off, message=registry.get("bijeenkomst.mail"), frequency="never"
    )
    page = client.get(meeting.get_absolute_url())
    log = reverse("bijeenkomsten:mails", args=[meeting.slug])
    assert f'href="{log}"' in page.text
    assert "Nog niets gemaild" in words(client.get(log))
    form = words(client.get(reverse("bijeenkomsten:mail_new", args=[meeting.slug])))
    assert "Wie ja zei: 2 mensen" in form
    assert f"Antwoorden gaan naar jouw adres: {organisator.email}" in form
    data = {"subject": "Neem laarzen mee", "body": "Het is nat.\n\nTot dan!", "audience": "coming"}
    response = client.post(reverse("bijeenkomsten:mail_new", args=[meeting.slug]), data)
    rondmail = Rondmail.objects.get()
    assert (response.status_code, response.headers["Location"]) == (
        302,
        rondmail.get_absolute_url(),
    )
    seen = client.get(rondmail.get_absolute_url())
    assert "Krijgen hem 1 persoon" in words(seen)
    assert "1 persoon wil geen mail van organisatoren" in words(seen)
    assert f'src="{address("mail_html", rondmail)}"' in seen.text
    assert not MessageEvent.objects.exists()
    sent = client.post(
        address("mail_send", rondmail), {"expected": rondmail.fingerprint}, follow=True
    )
    assert "Je mail gaat nu naar 1 persoon." in words(sent)
    assert "We zetten de mail klaar." in words(client.get(log))
    plan_due()
    send_due()
    shown = words(client.get(log))
    assert "Neem laarzen mee Verstuurd" in shown
    assert f"{organisator}, " in shown
    assert "Aan: wie ja zei. 1 verstuurd." in shown
    assert "Verstuur aan" not in words(client.get(rondmail.get_absolute_url()))


def test_an_organiser_reads_whom_a_mail_may_not_have_reached(
    client: Client, meeting: Bijeenkomst, organisator: Deelnemer
) -> None:
    people = [coming(meeting) for _ in range(3)]
    rondmail = services.write_rondmail(
        actor=organisator, bijeenkomst=meeting, subject="Laarzen", body="Nat.", audience="coming"
    )
    services.send_rondmail(actor=organisator, rondmail=rondmail, expected=rondmail.fingerprint)
    plan_due()
    for person, state in zip(people, (State.BOUNCED, State.SUPPRESSED, State.SENT), strict=True):
        Delivery.objects.filter(person=person).update(state=state)
    page = client.get(rondmail.get_absolute_url())
    shown = words(page)
    assert f"Kregen hem misschien niet {people[0].get_full_name()} Is het nodig? Bel ze." in shown
    assert page.context["missed"] == [people[0].get_full_name()]


def test_the_preview_is_the_mail_itself_in_a_document_that_can_do_nothing(
    client: Client, meeting: Bijeenkomst, organisator: Deelnemer, mailoutbox: list[Any]
) -> None:
    coming(meeting)
    rondmail = RondmailFactory(bijeenkomst=meeting, body="Zie https://voorbeeld.nl en <script>x")
    response = client.get(address("mail_html", rondmail))
    policy = response.headers["Content-Security-Policy"]
    assert dict(part.strip().partition(" ")[::2] for part in policy.split(";")) == {
        "default-src": "'none'",
        "style-src": "'unsafe-inline'",
        "frame-ancestors": "'self'",
        "sandbox": "",
    }
    assert response.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert "&lt;script&gt;x" in response.text
    services.try_rondmail(actor=organisator, rondmail=rondmail)
    plan_due()
    send_due()
    [html] = [str(part.content) for part in mailoutbox[0].alternatives]
    middle = html[html.index("Zie <a") : html.index("Bekijk de bijeenkomst")]
    assert middle in response.text
    page = client.get(rondmail.get_absolute_url())
    assert "frame-src 'self'" in page.headers["Content-Security-Policy"]
    assert page.headers["X-Frame-Options"] == "DENY"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"subject": ""}, "Onderwerp: "),
        ({"body": ""}, "Bericht: "),
        ({"audience": "iedereen"}, "Selecteer een geldige keuze"),
        ({"audience": "maybe", "essential": "on"}, "Dit kan alleen in een mail aan wie ja zei"),
        ({"subject": "x" * 121}, "121"),
    ],
)
def test_a_form_that_is_not_right_keeps_what_was_typed(
    client: Client, meeting: Bijeenkomst, change: dict[str, str], said: str
) -> None:
    data = {"subject": "Laarzen", "body": "Neem ze mee, want het is nat.", "audience": "coming"}
    response = client.post(reverse("bijeenkomsten:mail_new", args=[meeting.slug]), data | change)
    assert response.status_code == 422
    assert said in words(response)
    if "body" not in change:
        assert "Neem ze mee, want het is nat." in response.text
    assert not Rondmail.objects.exists()


def test_two_organisers_do_not_overwrite_each_other(client: Client, meeting: Bijeenkomst) -> None:
    coming(meeting)
    rondmail = RondmailFactory(bijeenkomst=meeting)
    page = address("mail_change", rondmail)
    form = client.get(page)
    assert f'value="{rondmail.fingerprint}"' in form.text
    mine = {"subject": "Van mij", "body": "Mijn tekst.", "audience": "coming"}
    old = {"expected": rondmail.fingerprint}
    Rondmail.objects.filter(pk=rondmail.pk).update(body="Van een ander.")
    response = client.post(page, mine | old)
    assert response.status_code == 422
    assert "net veranderd" in words(response)
    assert "Mijn tekst." in response.text
    refused = client.post(address("mail_send", rondmail), old, follow=True)
    assert "net veranderd" in words(refused)
    rondmail.refresh_from_db()
    assert (rondmail.body, rondmail.is_sent) == ("Van een ander.", False)
    again = client.post(page, mine | {"expected": rondmail.fingerprint})
    rondmail.refresh_from_db()
    assert (again.status_code, rondmail.body) == (302, "Mijn tekst.")


def test_a_draft_is_thrown_away_after_a_question(client: Client, meeting: Bijeenkomst) -> None:
    rondmail = RondmailFactory(bijeenkomst=meeting)
    assert "Gooi je dit concept weg?" in words(client.get(address("mail_discard", rondmail)))
    response = client.post(address("mail_discard", rondmail), follow=True)
    assert "Het concept is weg." in words(response)
    assert not Rondmail.objects.exists()


def test_an_organiser_elsewhere_and_a_participant_learn_nothing(
    client_of: Any, meeting: Bijeenkomst, other_community: Any
) -> None:
    meeting.communities.add(other_community)
    elsewhere = LidmaatschapFactory(community=other_community, role=Role.ORGANISER).deelnemer
    rondmail = RondmailFactory(bijeenkomst=meeting, subject="GEHEIM")
    for person in (elsewhere, coming(meeting)):
        client = client_of(person)
        assert "mails/" not in client.get(meeting.get_absolute_url()).text
        for number in (rondmail.pk, rondmail.pk + 1):
            path = reverse("bijeenkomsten:mail", args=[meeting.slug, number])
            response = client.get(path)
            assert (response.status_code, "GEHEIM" in response.text) == (403, False)
    other = BijeenkomstFactory(community=other_community, slug="elders")
    response = client_of(elsewhere).get(
        reverse("bijeenkomsten:mail", args=[other.slug, rondmail.pk])
    )
    assert response.status_code == 404, "a mail of another meeting"


def test_no_page_for_organisers_shows_an_address_of_somebody_else(
    client: Client, meeting: Bijeenkomst, organisator: Deelnemer
) -> None:
    people = [coming(meeting) for _ in range(3)]
    rondmail = RondmailFactory(bijeenkomst=meeting)
    client.post(address("mail_send", rondmail), {"expected": rondmail.fingerprint})
    plan_due()
    Delivery.objects.filter(person=people[0]).update(state=State.BOUNCED, reason="geweigerd: 550")
    send_due()
    pages = [
        client.get(reverse("bijeenkomsten:mails", args=[meeting.slug])),
        client.get(rondmail.get_absolute_url()),
        client.get(address("mail_html", rondmail)),
    ]
    text = "".join(page.text for page in pages)
    assert [person.email for person in people if person.email in text] == []
    assert "2 verstuurd, 1 teruggekomen." in words(pages[0])
    assert organisator.email in text


def test_the_log_takes_as_many_queries_for_one_as_for_fifty_and_has_pages(
    client: Client, meeting: Bijeenkomst
) -> None:
    path = reverse("bijeenkomsten:mails", args=[meeting.slug])

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(path).status_code == 200
        return len(captured)

    def add(number: int) -> None:
        event = MessageEvent.objects.create(kind="bijeenkomst.mail", subject=meeting)
        RondmailFactory(bijeenkomst=meeting, subject=f"Mail {number:02d}.", event=event)
        Delivery.objects.create(
            dedupe_key=f"rmm:{number}",
            event=event,
            kind="bijeenkomst.mail",
            person=meeting.created_by,
            due_at=meeting.starts_at,
            expires_at=meeting.ends_at,
            message_id=f"<{number}@testserver>",
        )

    add(0)
    queries()  # content types and the like, once
    one = queries()
    for number in range(1, 50):
        add(number)
    assert queries() == one
    first, last = client.get(path), client.get(path, {"pagina": "3"})
    assert [f"Mail {n:02d}." in first.text for n in (49, 30, 29)] == [True, True, False]
    assert [f"Mail {n:02d}." in last.text for n in (10, 9, 0)] == [False, True, True]


def test_the_preview_takes_as_many_queries_for_one_as_for_fifty(
    client: Client, meeting: Bijeenkomst
) -> None:
    rondmail = RondmailFactory(bijeenkomst=meeting)

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(rondmail.get_absolute_url()).status_code == 200
        return len(captured)

    coming(meeting)
    queries()
    one = queries()
    for _ in range(49):
        coming(meeting)
    assert queries() == one
    assert "Verstuur aan 50 mensen" in words(client.get(rondmail.get_absolute_url()))
