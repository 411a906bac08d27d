"""Taking adviezen along: a list of one's own, and one in an address for who has no account."""

import re
from html import unescape
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from handboek import meenemen, services
from handboek.models import Advies, Lijstitem
from handboek.services.lijsten import MOST
from netwerk.kern.berichten.models import MessageEvent
from netwerk.kern.berichten.planner import plan_due
from netwerk.kern.berichten.sender import send_due
from tests.factories import AdviesFactory, LijstitemFactory, begrip

pytestmark = pytest.mark.django_db
MINE = "/handboek/mijn-lijst/"
SHARED = "/handboek/lijst/"
SECRET = "Alleen voor mijzelf bedoeld."


def published(number: int, **more: Any) -> Advies:
    return AdviesFactory(published=True, number=number, **more)


def page(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def order(person: Any) -> list[int]:
    rows = Lijstitem.objects.visible_to(person).select_related("advies")
    return [row.advies.number for row in rows]


def test_put_on_the_list_and_take_off_again(client_of, deelnemer) -> None:
    advies, client = published(14), client_of(deelnemer)
    assert "Zet op mijn lijst" in page(client, advies.get_absolute_url())
    for _ in range(2):
        client.post("/handboek/adviezen/14/op-mijn-lijst/")
    assert order(deelnemer) == [14]
    assert "Haal van mijn lijst" in page(client, advies.get_absolute_url())
    item = Lijstitem.objects.get()
    answer = client.post(f"{MINE}{item.pk}/haal-weg/", {"advies": "1"})
    assert answer.headers["Location"] == advies.get_absolute_url()
    assert order(deelnemer) == []
    assert "Je lijst is nog leeg" in page(client, MINE)


def test_order_changes_with_buttons(client_of, deelnemer) -> None:
    client = client_of(deelnemer)
    for number in (14, 16, 21):
        services.put_on_list(actor=deelnemer, adviezen=[published(number)])
    last = Lijstitem.objects.get(advies__number=21)
    client.post(f"{MINE}{last.pk}/omhoog/")
    assert order(deelnemer) == [14, 21, 16]
    client.post(f"{MINE}{last.pk}/omhoog/")
    client.post(f"{MINE}{last.pk}/omhoog/")
    assert order(deelnemer) == [21, 14, 16], "the first stays first"
    answer = client.post(f"{MINE}{last.pk}/omlaag/")
    assert order(deelnemer) == [14, 21, 16]
    assert answer.headers["Location"] == f"{MINE}#item-{last.pk}"


def test_a_note_is_kept_and_too_long_a_note_stays_typed(client_of, deelnemer) -> None:
    item, client = LijstitemFactory(owner=deelnemer), client_of(deelnemer)
    path = f"{MINE}{item.pk}/notitie/"
    client.post(path, {f"n{item.pk}-note": SECRET})
    assert SECRET in page(client, MINE)
    answer = client.post(path, {f"n{item.pk}-note": "x" * 301})
    assert answer.status_code == 422
    assert "x" * 301 in answer.content.decode()
    item.refresh_from_db()
    assert item.note == SECRET


def test_a_list_is_read_by_nobody_else(client_of, deelnemer, redacteur, beheerder) -> None:
    item = LijstitemFactory(owner=deelnemer, note=SECRET)
    for person in (redacteur, beheerder):
        client = client_of(person)
        for path in (MINE, f"{MINE}afdrukken/", item.advies.get_absolute_url()):
            assert SECRET not in page(client, path)
        assert "Haal van mijn lijst" not in page(client, item.advies.get_absolute_url())
        for act in ("haal-weg", "omhoog", "omlaag", "notitie"):
            assert client.post(f"{MINE}{item.pk}/{act}/").status_code == 404
    assert Lijstitem.objects.filter(pk=item.pk, note=SECRET).exists()
    shared = page(client_of(None), f"{SHARED}?n={item.advies.number}")
    assert item.advies.title in shared
    for mine in (SECRET, deelnemer.last_name, deelnemer.email):
        assert mine not in shared


def test_a_list_holds_fifty(deelnemer) -> None:
    for number in range(1, MOST + 1):
        LijstitemFactory(owner=deelnemer, position=number)
    with pytest.raises(ValidationError, match="vol"):
        services.put_on_list(actor=deelnemer, adviezen=[published(900_000)])


def test_what_is_shared_holds_only_numbers(client_of, deelnemer) -> None:
    for number in (14, 16):
        LijstitemFactory(owner=deelnemer, advies=published(number), note=SECRET, position=number)
    text = page(client_of(deelnemer), MINE)
    found = re.search(r"http://testserver(/handboek/lijst/\?n=[^\"<]+)", text)
    assert found
    assert found[1] == f"{SHARED}?n=14,16"
    assert "Advies 14" not in page(client_of(None), SHARED)


def test_the_list_on_paper_and_as_text_has_titles_summaries_and_addresses(
    client_of, deelnemer
) -> None:
    advies = published(14, summary="Dan houdt elke aannemer er rekening mee.")
    LijstitemFactory(owner=deelnemer, advies=advies, note=SECRET)
    client = client_of(deelnemer)
    for path in (f"{MINE}afdrukken/", MINE):
        text = page(client, path)
        for words in (advies.title, advies.summary, SECRET):
            assert words in text
        assert "http://testserver/handboek/adviezen/14/" in text


def test_a_withdrawn_advies_says_so_and_is_not_shared(client_of, deelnemer, redacteur) -> None:
    advies = published(14)
    LijstitemFactory(owner=deelnemer, advies=advies)
    services.withdraw_advies(actor=redacteur, advies=advies, reason="Het klopt niet.")
    text = page(client_of(deelnemer), MINE)
    assert "Dit advies is ingetrokken." in text
    assert f"{SHARED}?n=14" not in text


def test_mailing_the_list_to_oneself_waits_before_a_second_time(
    client_of, deelnemer, mailoutbox
) -> None:
    client = client_of(deelnemer)
    client.post(f"{MINE}mail/")
    assert not MessageEvent.objects.filter(kind="lijst.mailed").exists(), "an empty list"
    LijstitemFactory(owner=deelnemer)
    for _ in range(2):
        client.post(f"{MINE}mail/")
    event = MessageEvent.objects.get(kind="lijst.mailed")
    assert (event.subject, event.actor) == (deelnemer, deelnemer)
    plan_due()
    send_due()
    [letter] = [mail for mail in mailoutbox if mail.to == [deelnemer.email]]
    assert letter.subject == "Je lijst uit het handboek: 1 advies"


def test_an_address_without_account_is_a_list(client, make_advies) -> None:
    first, second, third = published(14), published(16), published(21)
    text = page(client, f"{SHARED}?n=21,14,21,16")
    places = [text.index(advies.title) for advies in (third, first, second)]
    assert places == sorted(places)
    assert f'href="{SHARED}?n=14,21,16"' in text, "a link moves it down"
    assert f'href="{SHARED}?n=21,16"' in text, "a link takes 14 away"
    added = client.get(f"{SHARED}?n=14,16&erbij=21")
    assert added.headers["Location"] == f"{SHARED}?n=14,16,21"
    answer = client.get(f"{SHARED}?n=14")
    assert not answer.cookies
    assert "csrfmiddlewaretoken" not in answer.content.decode()
    assert f'href="{SHARED}?n=14"' in page(client, first.get_absolute_url())


def boxes(text: str) -> set[str]:
    """Return the numbers that can be ticked on a page, all of the one form at its end."""
    found = re.findall(r'<input type="checkbox"\s+name="erbij"\s+value="(\d+)"\s+id="mee-\1"', text)
    assert len(re.findall(r'\sform="mee"', text)) == len(found)
    assert len(re.findall(r'id="mee"', text)) == 1
    return set(found)


def test_a_visitor_ticks_adviezen_in_every_list_and_gets_an_address(client) -> None:
    first = published(14)
    published(16, hoofdstuk=first.hoofdstuk)
    chapter = first.hoofdstuk.get_absolute_url()
    for path in ("/handboek/adviezen/", chapter, "/handboek/waar-sta-je/"):
        answer = client.get(path)
        assert boxes(unescape(answer.content.decode())) == {"14", "16"}, path
        assert not answer.cookies
        assert "csrfmiddlewaretoken" not in answer.content.decode()
    assert boxes(page(client, f"/handboek/adviezen/?q={first.title.split()[0]}"))
    chosen = client.get(f"{SHARED}?erbij=16&erbij=14")
    assert chosen.headers["Location"] == f"{SHARED}?n=16,14"


def test_a_list_goes_along_while_a_visitor_chooses_more(client) -> None:
    first = published(14)
    second = published(16, hoofdstuk=first.hoofdstuk)
    assert 'href="/handboek/adviezen/?lijst=14"' in page(client, f"{SHARED}?n=14")
    chapter = first.hoofdstuk.get_absolute_url()
    for path in ("/handboek/adviezen/", chapter, "/handboek/waar-sta-je/"):
        text = page(client, f"{path}?lijst=14")
        assert boxes(text) == {"16"}, "what stands on the list needs no box"
        assert "Staat op je lijst" in text
        assert '<input type="hidden" name="n" value="14">' in text
        assert f'href="{second.get_absolute_url()}?lijst=14"' in text
        assert "Bekijk je lijst (1)" in text
    assert f'href="{chapter}?lijst=14"' in page(client, "/handboek/adviezen/?lijst=14")
    searching = page(client, "/handboek/adviezen/?lijst=14&q=xyzzy")
    assert '<input type="hidden" name="lijst" value="14">' in searching
    assert 'href="/handboek/adviezen/?lijst=14"' in searching, "nothing found, and back to all"
    reading = page(client, f"{second.get_absolute_url()}?lijst=14")
    assert f'href="{SHARED}?n=14,16"' in reading
    assert "Zet bij je lijst" in reading
    assert "Staat op je lijst" in page(client, f"{first.get_absolute_url()}?lijst=14")


def test_the_questions_keep_the_list_with_each_answer(client) -> None:
    phase = begrip("beleidsfase", "uitvoering")
    published(14, phase=phase)
    text = page(client, f"/handboek/waar-sta-je/?lijst=14&fase={phase.notation}")
    links = re.findall(r'href="(/handboek/waar-sta-je/\?[^"]*)"', text)
    assert links
    assert all("lijst=14" in link for link in links)


def test_a_full_list_says_so_and_keeps_the_first_fifty(client) -> None:
    for number in (*range(1, MOST + 1), 900):
        published(number)
    numbers = ",".join(str(number) for number in range(1, MOST + 1))
    text = page(client, f"{SHARED}?n={numbers}&erbij=900")
    assert f"{MOST} adviezen om mee te nemen" in text
    assert f"hoogstens {MOST}" in text


def test_who_signed_in_ticks_for_the_own_list(client_of, deelnemer) -> None:
    first, client = published(14), client_of(deelnemer)
    for number in (16, 21):
        published(number, hoofdstuk=first.hoofdstuk)
    client.post("/handboek/adviezen/14/op-mijn-lijst/")
    for path in (
        "/handboek/adviezen/?lijst=21",
        first.hoofdstuk.get_absolute_url(),
        "/handboek/waar-sta-je/",
    ):
        text = page(client, path)
        assert boxes(text) == {"16", "21"}, path
        assert f'action="{MINE}erbij/"' in text
        assert "csrfmiddlewaretoken" in text
        assert "?lijst=" not in text, "the own list is in no address"
    draft = AdviesFactory(number=30)
    answer = client.post(f"{MINE}erbij/", {"erbij": ["21", "16", "14", "30", "999", "x"]})
    assert answer.headers["Location"] == MINE
    assert order(deelnemer) == [14, 21, 16]
    assert "2 adviezen staan nu onderaan je lijst." in page(client, MINE)
    assert draft.title not in page(client, MINE)
    client.post(f"{MINE}erbij/", {})
    assert "Vink eerst een advies aan." in page(client, MINE)


def test_who_ticks_more_than_fits_is_told_how_many_do(client_of, deelnemer) -> None:
    for number in range(1, MOST):
        LijstitemFactory(owner=deelnemer, position=number)
    published(901)
    published(902)
    client = client_of(deelnemer)
    client.post(f"{MINE}erbij/", {"erbij": ["901", "902"]})
    assert len(order(deelnemer)) == MOST - 1
    assert "Er is nog plek voor 1." in page(client, MINE)


def test_what_is_not_in_the_handboek_is_skipped_with_a_word(client, redacteur) -> None:
    published(14)
    draft = AdviesFactory(number=15, title="Nog een geheim concept")
    text = page(client, f"{SHARED}?n=14,15,999")
    assert "1 advies om mee te nemen" in text
    assert "Deze adviezen staan niet (meer) in het handboek: 15, 999." in text
    assert draft.title not in text
    assert "Advies 999 staat niet (meer) in het handboek." in page(client, f"{SHARED}?n=999")


@pytest.mark.parametrize(
    "query",
    [
        "n=",
        "n=,,",
        "n=x",
        "n=-3",
        "n=0",
        "n=1e9",
        "n=" + "9" * 40,
        "n=%00",
        "n=14&erbij=x",
        "n[]=1",
    ],
)
def test_nonsense_in_the_address_is_an_empty_list(client, query: str) -> None:
    assert "Deze lijst is leeg." in page(client, f"{SHARED}?{query}")


def test_an_address_holds_fifty_numbers() -> None:
    asked = meenemen.read_numbers(",".join(str(number) for number in range(1, 60)))
    assert (len(asked.numbers), asked.left_out) == (MOST, True)
    assert meenemen.read_numbers("14, 16").left_out is False


def count(client: Client, path: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200
    return len(captured)


def test_pages_take_the_same_queries_for_1_and_50(client_of, deelnemer) -> None:
    client = client_of(deelnemer)
    LijstitemFactory(owner=deelnemer, advies=published(1))
    client.get(MINE)
    few = [count(client, path) for path in (MINE, f"{MINE}afdrukken/", f"{SHARED}?n=1")]
    for number in range(2, MOST + 1):
        LijstitemFactory(owner=deelnemer, advies=published(number))
    numbers = ",".join(str(number) for number in range(1, MOST + 1))
    many = [count(client, path) for path in (MINE, f"{MINE}afdrukken/", f"{SHARED}?n={numbers}")]
    assert many == few
    assert "Adviezen 1 tot en met 20 van 50" in page(client, MINE)
    assert "Adviezen 41 tot en met 50 van 50" in page(client, f"{MINE}?pagina=3")


def test_cards_ask_no_more_with_a_long_list(client_of, deelnemer) -> None:
    first, client = published(1), client_of(deelnemer)
    LijstitemFactory(owner=deelnemer, advies=first)
    paths = (
        "/handboek/adviezen/",
        first.hoofdstuk.get_absolute_url(),
        "/handboek/waar-sta-je/",
    )
    client.get(paths[0])
    few = [count(client, path) for path in paths]
    for number in range(2, MOST + 1):
        LijstitemFactory(owner=deelnemer, advies=published(number, hoofdstuk=first.hoofdstuk))
    assert [count(client, path) for path in paths] == few


def test_mijn_netwerk_leads_to_the_list(client_of, deelnemer) -> None:
    assert f'href="{MINE}"' in page(client_of(deelnemer), "/mijn/")
