"""The links under a mail: without login, for one purpose (features.md row 28, fault case 28)."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core import signing
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from communities import services
from communities.models import Community, Deelnemer
from netwerk.kern.berichten import preferences, registry, tokens
from netwerk.kern.berichten.models import Preference, Subscription
from netwerk.kern.berichten.planner import plan_due
from netwerk.kern.berichten.sender import send_due
from netwerk.kern.berichten.views.links import masked
from tests.factories import BijeenkomstFactory, CasusFactory, LidmaatschapFactory

pytestmark = pytest.mark.django_db
ONE_CLICK = "List-Unsubscribe=One-Click"
FORM = "application/x-www-form-urlencoded"


@pytest.fixture
def client() -> Client:
    """Return somebody without a session, whose forms are checked as in real life."""
    return Client(enforce_csrf_checks=True)


@pytest.fixture
def mail(community: Community, deelnemer: Deelnemer, mailoutbox: list[Any]) -> Any:
    """Return a mail that Dana got about an answer in her thread."""
    writer = LidmaatschapFactory(community=community, deelnemer__first_name="Anna").deelnemer
    first = services.post_reactie(actor=deelnemer, subject=community, body="Mijn vraag")
    services.post_reactie(actor=writer, subject=community, body="Antwoord", parent=first)
    plan_due()
    assert send_due().sent == 1
    return mailoutbox[0]


def link(purpose: str, *parts: Any) -> str:
    return reverse(f"berichten:{purpose}", args=[tokens.link_token(purpose, *parts)])


def chosen(person: Deelnemer, key: str = "gesprek.reactie") -> str:
    return preferences.chosen_by(person)[key]


def undo_in(response: Any) -> str:
    [address] = re.findall(r'action="(/berichten/herstel/[^"]+)"', response.text)
    return str(address)


def assert_private(response: Any) -> None:
    assert response.headers["Cache-Control"] == "no-store"
    assert response.headers["X-Robots-Tag"] == "noindex"
    assert "Set-Cookie" not in response.headers
    assert not response.cookies


def test_mail_program_unsubscribes_with_one_post(
    mail: Any, client: Client, deelnemer: Deelnemer
) -> None:
    headers = mail.message()
    assert headers["List-Unsubscribe-Post"] == ONE_CLICK
    address = headers["List-Unsubscribe"].strip("<>")
    assert address.startswith("http://testserver/berichten/afmelden/")
    response = client.post(address.removeprefix("http://testserver"), ONE_CLICK, content_type=FORM)
    assert response.status_code == 200
    assert_private(response)
    assert chosen(deelnemer) == "never"
    assert Preference.objects.count() == 1, "no other kind changed"


def test_no_mail_of_that_kind_comes_after_it_but_others_do(
    mail: Any, client: Client, community: Community, deelnemer: Deelnemer, mailoutbox: list[Any]
) -> None:
    client.post(link("unsubscribe", deelnemer.pk, "gesprek.reactie"))
    writer = Deelnemer.objects.get(first_name="Anna")
    casus = CasusFactory(community=community, casushouder=deelnemer)
    services.post_reactie(actor=writer, subject=casus, body="Over jouw casus")
    mine = deelnemer.reacties.get()
    services.post_reactie(actor=writer, subject=community, body="Nog iets", parent=mine)
    mailoutbox.clear()
    plan_due()
    while send_due().taken:
        pass
    assert [each.subject for each in mailoutbox] == [f"Nieuwe reactie bij {casus.title}"]


@pytest.mark.parametrize("body", ["", ONE_CLICK, "actie=stop", "\x00", "List-Unsubscribe=Nee"])
def test_post_works_with_any_body(body: str, client: Client, deelnemer: Deelnemer) -> None:
    response = client.post(
        link("unsubscribe", deelnemer.pk, "gesprek.reactie"), body, content_type=FORM
    )
    assert (response.status_code, chosen(deelnemer)) == (200, "never")


@pytest.mark.parametrize("method", ["get", "head"])
def test_opening_the_link_changes_nothing(
    method: str, mail: Any, client: Client, community: Community, deelnemer: Deelnemer
) -> None:
    """A mail scanner opens every link of a mail, in the headers and in the text."""
    links = set(re.findall(r"http://testserver(/berichten/\S+)", mail.body))
    links |= set(re.findall(r'href="http://testserver(/berichten/[^"]+)"', mail.alternatives[0][0]))
    links.add(mail.message()["List-Unsubscribe"].strip("<>").removeprefix("http://testserver"))
    assert {address.split("/")[2] for address in links} == {"afmelden", "stil"}
    for address in links:
        for _ in range(2):
            response = getattr(client, method)(address)
            assert response.status_code == 200
            assert_private(response)
    assert not Preference.objects.exists()
    assert not Subscription.objects.exists()


def test_page_says_what_stops_and_for_whom_in_words(client: Client, deelnemer: Deelnemer) -> None:
    deelnemer.email = "dana@voorbeeld.nl"
    deelnemer.save()
    html = client.get(link("unsubscribe", deelnemer.pk, "gesprek.reactie")).text
    assert "Iemand reageert in een gesprek waar je aan meedoet" in html
    assert "d…@v….nl" in html
    for secret in (deelnemer.email, deelnemer.last_name, "csrfmiddlewaretoken"):
        assert secret not in html
    main = html.partition("<main")[2].partition("</main>")[0]
    assert main.count("<form") == main.count("<button") == 1


@pytest.mark.parametrize(
    ("address", "shown"),
    [("dana@voorbeeld.nl", "d…@v….nl"), ("x@a.b.voorbeeld.nl", "x…@a….nl"), ("", "…@….")],
)
def test_address_is_recognised_by_its_owner_only(address: str, shown: str) -> None:
    assert masked(address) == shown


def test_button_then_undo_gives_back_what_was_chosen(client: Client, deelnemer: Deelnemer) -> None:
    kind = registry.get("gesprek.reactie")
    preferences.set_frequency(person=deelnemer, message=kind, frequency="weekly")
    address = link("unsubscribe", deelnemer.pk, kind.key)
    done = client.post(address)
    assert "Gelukt: je krijgt deze mail niet meer" in " ".join(done.text.split())
    assert 'href="/mijn/berichten/"' in done.text
    assert "al niet meer" in client.get(address).text
    undo = undo_in(done)
    assert client.get(undo).status_code == 200
    assert chosen(deelnemer) == "never", "opening the page changes nothing here either"
    response = client.post(undo)
    assert "Gelukt: je krijgt weer mail" in response.text
    assert_private(response)
    assert chosen(deelnemer) == "weekly"


def test_second_post_changes_nothing_and_can_still_be_undone(
    client: Client, deelnemer: Deelnemer
) -> None:
    address = link("unsubscribe", deelnemer.pk, "gesprek.reactie")
    for _ in range(3):
        assert client.post(address).status_code == 200
    assert Preference.objects.count() == 1
    client.post(undo_in(client.get(address)))
    assert chosen(deelnemer) == "at_once"


def test_link_under_an_overview_stops_all_that_comes_in_overviews(
    client: Client, deelnemer: Deelnemer
) -> None:
    for key, often in (("gesprek.reactie", "daily"), ("bijeenkomst.published", "weekly")):
        kind = registry.get(key)
        preferences.set_frequency(person=deelnemer, message=kind, frequency=often)
    address = link("unsubscribe", deelnemer.pk, "overzicht")
    html = client.get(address).text
    assert "Iemand reageert in een gesprek waar je aan meedoet" in html
    assert "Er is een nieuwe bijeenkomst in een community van jou" in html
    assert "Iemand reageert bij iets wat je volgt" not in html
    done = client.post(address)
    assert chosen(deelnemer) == chosen(deelnemer, "bijeenkomst.published") == "never"
    assert chosen(deelnemer, "gesprek.gevolgd") == "at_once"
    assert "al niet meer" in client.get(address).text
    assert client.post(address).status_code == 200
    client.post(undo_in(done))
    assert chosen(deelnemer) == "daily"
    assert chosen(deelnemer, "bijeenkomst.published") == "weekly"


def test_mute_link_silences_one_thread_and_undo_gives_it_back(
    mail: Any,
    client: Client,
    client_of: Callable[[Deelnemer | None], Client],
    community: Community,
    deelnemer: Deelnemer,
) -> None:
    [address] = re.findall(r"http://testserver(/berichten/stil/\S+)", mail.body)
    thread = deelnemer.reacties.get()
    name = f"{community.name}: gesprek van {deelnemer}"
    assert name not in client.get(address).text, "the link may be in other hands"
    assert name in client_of(deelnemer).get(address).text
    preferences.set_attention(person=deelnemer, topic=thread, attention="follow")
    done = client.post(address, ONE_CLICK, content_type=FORM)
    assert done.status_code == 200
    assert_private(done)
    assert preferences.attention_of(deelnemer, thread) == "mute"
    assert preferences.attention_of(deelnemer, community) == ""
    client.post(undo_in(done))
    assert preferences.attention_of(deelnemer, thread) == "follow"
    client.post(address)
    client.post(undo_in(client.get(address)))
    assert preferences.attention_of(deelnemer, thread) == ""


def test_mute_link_does_not_name_what_you_may_no_longer_see(
    client_of: Callable[[Deelnemer | None], Client],
    community: Community,
    deelnemer: Deelnemer,
    organisator: Deelnemer,
) -> None:
    meeting = BijeenkomstFactory(community=community, title="GEHEIM overleg")
    address = link("mute", deelnemer.pk, "bijeenkomsten.bijeenkomst", meeting.pk)
    client = client_of(deelnemer)
    assert "GEHEIM overleg" in client.get(address).text
    assert "GEHEIM overleg" not in client_of(organisator).get(address).text, "another's link"
    deelnemer.lidmaatschappen.all().delete()
    done = client.post(address)
    for response in (client.get(address), done, client.get(undo_in(done))):
        assert "GEHEIM" not in response.text
        assert "het onderwerp van de mail waar deze link in staat" in response.text
    assert preferences.attention_of(deelnemer, meeting) == "mute"


def dead_links(person: Deelnemer, casus: Any) -> dict[str, str]:
    """Return addresses that must do nothing, by what is wrong with them."""
    good = tokens.link_token("unsubscribe", person.pk, "gesprek.reactie")
    other = signing.dumps([person.pk, "gesprek.reactie"], salt="berichten.iets_anders")
    return {
        "nonsense": "/berichten/afmelden/x/",
        "nul": "/berichten/afmelden/%00/",
        "changed": f"/berichten/afmelden/{good[:-1]}{'A' if good[-1] != 'A' else 'B'}/",
        "cut": f"/berichten/afmelden/{good[:-3]}/",
        "other purpose": f"/berichten/afmelden/{other}/",
        "stop token to silence": f"/berichten/stil/{good}/",
        "stop token to undo": f"/berichten/herstel/{good}/",
        "unknown kind": link("unsubscribe", person.pk, "bestaat.niet"),
        "essential kind": link("unsubscribe", person.pk, "bijeenkomst.cancelled"),
        "unknown person": link("unsubscribe", 2_000_000_000, "gesprek.reactie"),
        "unknown model": link("mute", person.pk, "auth.group", 1),
        "subject gone": link("mute", person.pk, "casussen.casus", casus.pk + 1),
        "undo of a subject gone": link(
            "undo", person.pk, "topic", "casussen.casus", casus.pk + 1, "follow"
        ),
    }


def test_dead_links_look_alike_and_change_nothing(client: Client, deelnemer: Deelnemer) -> None:
    """Fault case 28: forged, for another purpose, or about what is not there."""
    pages = set()
    for what, address in dead_links(deelnemer, CasusFactory()).items():
        for method in (client.get, client.post):
            response = method(address)
            assert response.status_code == 404, what
            assert "Deze link werkt niet" in response.text, what
            assert_private(response)
            pages.add(re.sub(r"\?next=[^\"]+", "", response.text))
    assert len(pages) == 1
    assert not Preference.objects.exists()
    assert not Subscription.objects.exists()


def test_old_link_stops_working(client: Client, deelnemer: Deelnemer) -> None:
    address = link("unsubscribe", deelnemer.pk, "gesprek.reactie")
    age = timedelta(seconds=tokens.LINK_AGE)
    with time_machine.travel(timezone.now() + age - timedelta(days=1), tick=False):
        assert client.get(address).status_code == 200
    with time_machine.travel(timezone.now() + age + timedelta(days=1), tick=False):
        assert client.post(address).status_code == 404
    assert not Preference.objects.exists()


def test_closed_account_is_left_alone(client: Client, deelnemer: Deelnemer) -> None:
    deelnemer.is_active = False
    deelnemer.save()
    for address in (
        link("unsubscribe", deelnemer.pk, "gesprek.reactie"),
        link("undo", deelnemer.pk, "kinds", {"gesprek.reactie": "daily"}),
    ):
        assert client.post(address).status_code == 404
    assert not Preference.objects.exists()


def test_link_is_about_its_own_person_whoever_is_signed_in(
    client_of: Callable[[Deelnemer | None], Client], deelnemer: Deelnemer, organisator: Deelnemer
) -> None:
    response = client_of(organisator).post(link("unsubscribe", deelnemer.pk, "gesprek.reactie"))
    assert response.status_code == 200
    assert (chosen(deelnemer), chosen(organisator)) == ("never", "at_once")
    assert "no-store" in response.headers["Cache-Control"]


def test_other_methods_are_refused(client: Client, deelnemer: Deelnemer) -> None:
    address = link("unsubscribe", deelnemer.pk, "gesprek.reactie")
    for method in ("put", "patch", "delete"):
        assert getattr(client, method)(address).status_code == 405
    assert not Preference.objects.exists()
