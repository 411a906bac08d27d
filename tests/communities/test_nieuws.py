"""News: who reads what, how it is written and mailed, and who gets it once."""

from collections.abc import Callable
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from communities.models import Abonnement, Deelnemer, Nieuwsbericht
from communities.services import nieuws as services
from netwerk.kern.berichten import preferences, registry
from netwerk.kern.berichten.models import Delivery, Frequency, MessageEvent, State
from netwerk.kern.berichten.planner import plan_due
from netwerk.kern.berichten.sender import send_due
from tests.factories import DeelnemerFactory, NieuwsberichtFactory
from tests.kaart import paths_in_map

pytestmark = pytest.mark.django_db
ClientOf = Callable[[Deelnemer | None], Client]
ATOM = "{http://www.w3.org/2005/Atom}"
SECRET = "kanarievogel"


def follower(email: str, **fields: Any) -> Abonnement:
    return Abonnement.objects.create(email=email, **{"confirmed_at": timezone.now()} | fields)


def at_once(*people: Deelnemer) -> None:
    for person in people:
        message = registry.get("nieuws.deelnemers")
        preferences.set_frequency(person=person, message=message, frequency=Frequency.AT_ONCE)


def test_news_is_read_without_an_account_and_sets_no_cookie(client: Client) -> None:
    nieuws = NieuwsberichtFactory(title="De netwerkdag", body="Kom **ook**.")
    NieuwsberichtFactory(title=SECRET, published_at=None)
    page = client.get("/nieuws/")
    assert "De netwerkdag" in page.text
    assert SECRET not in page.text
    assert 'type="application/atom+xml"' in page.text
    page = client.get(nieuws.get_absolute_url())
    assert "<strong>ook</strong>" in page.text
    assert client.cookies == {}


def test_a_draft_is_hidden_from_everybody_but_redacteuren(
    client_of: ClientOf, deelnemer: Deelnemer, beheerder: Deelnemer, redacteur: Deelnemer
) -> None:
    draft = NieuwsberichtFactory(title=f"Een {SECRET}", body=SECRET, published_at=None)
    for person in (None, deelnemer, beheerder):
        client = client_of(person)
        assert client.get(draft.get_absolute_url()).status_code == 404
        for path in ("/nieuws/", "/nieuws/atom.xml", "/", "/zoeken/?q=een"):
            assert SECRET not in client.get(path).text, path
        assert draft.get_absolute_url() not in paths_in_map(client)
    assert SECRET in client_of(redacteur).get(draft.get_absolute_url()).text


def test_news_stands_on_the_front_page_in_search_and_in_the_map_of_the_site(
    client: Client,
) -> None:
    titles = ["een", "twee", "drie", "vier"]
    rows = [NieuwsberichtFactory(title=f"Bericht {title}") for title in titles]
    home = client.get("/").text
    assert [title for title in titles if f"Bericht {title}" in home] == ["twee", "drie", "vier"]
    found = client.get("/zoeken/", {"q": "bericht drie"})
    assert "Bericht drie" in found.text
    assert rows[0].get_absolute_url() in paths_in_map(client)


def test_feed_is_atom_with_whole_texts_and_fixed_addresses(client: Client) -> None:
    first = NieuwsberichtFactory(title="Oud & nieuw", intro="1 < 2", body="Lees [dit](/handboek/).")
    response = client.get("/nieuws/atom.xml", headers={"host": "testserver"})
    assert response.headers["Content-Type"].startswith("application/atom+xml")
    root = ET.fromstring(response.content)
    [entry] = root.findall(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}title") == "Oud & nieuw"
    assert entry.findtext(f"{ATOM}id") == f"http://testserver{first.get_absolute_url()}"
    summary = entry.findtext(f"{ATOM}summary") or ""
    assert "1 &lt; 2" in summary
    assert 'href="/handboek/"' in summary
    assert root.get("{http://www.w3.org/XML/1998/namespace}base") == "http://testserver"
    services.change_news(actor=first.author, nieuws=first, title="Anders")
    again = ET.fromstring(client.get("/nieuws/atom.xml").content)
    assert again.findtext(f"{ATOM}entry/{ATOM}id") == entry.findtext(f"{ATOM}id")


def test_feed_of_nothing_is_a_feed(client: Client) -> None:
    assert ET.fromstring(client.get("/nieuws/atom.xml").content).tag == f"{ATOM}feed"


@pytest.mark.parametrize("path", ["/nieuws/", "/nieuws/atom.xml", "/beheer/nieuws/", "/"])
def test_same_number_of_queries_for_1_and_50(
    path: str,
    client_of: ClientOf,
    redacteur: Deelnemer,
    queries: Callable[[Client, str], int],
) -> None:
    client = client_of(redacteur)
    NieuwsberichtFactory()
    few = queries(client, path)
    NieuwsberichtFactory.create_batch(49)
    assert queries(client, path) == few
    if path == "/nieuws/":
        assert "?pagina=2" in client.get(path).text


def test_redacteur_writes_looks_publishes_changes_and_withdraws(
    client_of: ClientOf, redacteur: Deelnemer
) -> None:
    client, visitor = client_of(redacteur), client_of(None)
    answer = client.post(
        "/beheer/nieuws/nieuw/",
        {"title": "Volgen", "intro": "Kort\r\nen goed.", "body": "Meer"},
    )
    nieuws = Nieuwsbericht.objects.get()
    assert answer.headers["Location"] == f"/beheer/nieuws/{nieuws.pk}/"
    assert nieuws.slug == "volgen-2", "the address of another page is taken"
    assert nieuws.intro == "Kort en goed."
    public = nieuws.get_absolute_url()
    assert visitor.get(public).status_code == 404
    client.post(f"/beheer/nieuws/{nieuws.pk}/publiceren/")
    assert visitor.get(public).status_code == 200
    form = client.get(f"/beheer/nieuws/{nieuws.pk}/veranderen/").context["form"]
    changed = {"title": "Heel anders", "intro": "Nieuw", "body": ""}
    client.post(
        f"/beheer/nieuws/{nieuws.pk}/veranderen/",
        changed | {"expected": form.initial["expected"]},
    )
    assert "Heel anders" in visitor.get(public).text, "the address stays"
    assert client.get(f"/beheer/nieuws/{nieuws.pk}/intrekken/").status_code == 200
    assert visitor.get(public).status_code == 200, "asking withdraws nothing"
    client.post(f"/beheer/nieuws/{nieuws.pk}/intrekken/")
    assert visitor.get(public).status_code == 404


def test_two_redacteuren_do_not_overwrite_each_other(
    client_of: ClientOf, redacteur: Deelnemer, redacteur2: Deelnemer
) -> None:
    nieuws = NieuwsberichtFactory(title="Eerst")
    path = f"/beheer/nieuws/{nieuws.pk}/veranderen/"
    start = client_of(redacteur).get(path).context["form"].initial["expected"]
    text = {"intro": "Kort", "body": "", "expected": start}
    assert client_of(redacteur2).post(path, text | {"title": "Van twee"}).status_code == 302
    answer = client_of(redacteur).post(path, text | {"title": "Van een"})
    assert answer.status_code == 422
    assert "Van een" in answer.text, "what was typed stays"
    nieuws.refresh_from_db()
    assert nieuws.title == "Van twee"


def test_mailing_is_shown_with_numbers_and_happens_once(
    client_of: ClientOf, redacteur: Deelnemer
) -> None:
    nieuws = NieuwsberichtFactory(title="De netwerkdag")
    follower("volger@voorbeeld.nl")
    follower("onbevestigd@voorbeeld.nl", confirmed_at=None)
    client = client_of(redacteur)
    path = f"/beheer/nieuws/{nieuws.pk}/mailen/"
    page = client.get(path)
    assert page.context["reach"] == {"people": 2, "followers": 1}
    assert "De netwerkdag" in client.get(f"{path}opgemaakt/").text
    assert MessageEvent.objects.count() == 0, "looking sends nothing"
    client.post(path)
    client.post(path)
    assert MessageEvent.objects.filter(kind="nieuws.mailed").count() == 1
    services.withdraw_news(actor=redacteur, nieuws=nieuws)
    services.publish_news(actor=redacteur, nieuws=nieuws)
    with pytest.raises(ValidationError):
        services.mail_news(actor=redacteur, nieuws=nieuws)


def test_a_draft_cannot_be_mailed(redacteur: Deelnemer) -> None:
    with pytest.raises(ValidationError, match="Publiceer"):
        services.mail_news(actor=redacteur, nieuws=NieuwsberichtFactory(published_at=None))


def test_who_follows_and_has_an_account_gets_one_mail(mailoutbox: list[Any]) -> None:
    nieuws = NieuwsberichtFactory(title="De netwerkdag")
    both, never, other = DeelnemerFactory.create_batch(3)
    at_once(both, nieuws.author)
    message = registry.get("nieuws.deelnemers")
    preferences.set_frequency(person=never, message=message, frequency=Frequency.NEVER)
    for email in (both.email, never.email, "volger@voorbeeld.nl"):
        follower(email)
    services.mail_news(actor=nieuws.author, nieuws=nieuws)
    plan_due()
    send_due()
    to = sorted(address for mail in mailoutbox for address in mail.to)
    assert to == sorted([both.email, never.email, nieuws.author.email, "volger@voorbeeld.nl"])
    waiting = Delivery.objects.get(person=other)
    assert waiting.state == State.WAITING, "who chose nothing reads it in the overview of the week"
    for mail in mailoutbox:
        headers = mail.message()
        assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        assert "komt altijd" not in mail.body, "it can be stopped"


def test_news_that_was_withdrawn_or_stopped_is_not_sent(mailoutbox: list[Any]) -> None:
    nieuws = NieuwsberichtFactory()
    stops = follower("stopt@voorbeeld.nl")
    services.mail_news(actor=nieuws.author, nieuws=nieuws)
    plan_due()
    assert Delivery.objects.filter(kind="nieuws.volgers").count() == 1
    stops.delete()
    send_due()
    assert mailoutbox == []
    other = NieuwsberichtFactory()
    follower("blijft@voorbeeld.nl")
    services.mail_news(actor=other.author, nieuws=other)
    plan_due()
    services.withdraw_news(actor=other.author, nieuws=other)
    send_due()
    assert mailoutbox == []
    reasons = Delivery.objects.filter(kind="nieuws.volgers").values_list("reason", flat=True)
    assert set(reasons) == {"het adres is er niet meer", "het bericht staat niet meer op de site"}
