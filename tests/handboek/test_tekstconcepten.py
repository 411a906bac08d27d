"""What a redacteur typed in the text of an advies is kept beside it until it is saved."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from handboek import services
from handboek.enums import State
from handboek.models import Advies, Tekstconcept, Werkversie
from handboek.views.schrijven import MEANWHILE, MOVED, TOO_LONG
from netwerk.kern.audit.models import AuditEvent
from netwerk.kern.avg import kopie
from netwerk.kern.berichten.models import MessageEvent
from tests.factories import AdviesFactory, HoofdstukFactory, LesFactory, begrip
from tests.handboek.conftest import ready

DESK = "/handboek/redactie/"
TYPED = "Half af, dus niet bewaard."


def fields(text: Any, **more: Any) -> dict[str, Any]:
    """Return what a browser sends for a text, with line ends as a browser sends them."""
    names = ("kind", "title", "summary", "why", "how", "works_when", "works_not_when")
    sent = {name: getattr(text, name).replace("\n", "\r\n") for name in names}
    many = {name: [row.pk for row in rows] for name, rows in text.many().items()}
    return sent | many | {"hoofdstuk": text.hoofdstuk_id, "seen": text.mark()} | more


def keep(client: Client, address: str, data: dict[str, Any]) -> dict[str, Any]:
    answer = client.post(address, data | {"actie": "concept"})
    assert answer.status_code == 200, answer.content
    return answer.json()  # type: ignore[no-any-return]


def later(**ago: Any) -> None:
    """Let what is stored be older than an automatic save that comes too late."""
    past = timezone.now() - timedelta(minutes=1)
    Advies.objects.update(updated_at=past, created_at=past)
    Werkversie.objects.update(updated_at=past)


@pytest.fixture
def waiting(redacteur: Any) -> Advies:
    """Return an advies that waits for a second reader."""
    advies = ready(redacteur)
    advies.themes.add(begrip("cbs-thema", "wonen"))
    later()
    return Advies.objects.get(pk=advies.pk)


def test_what_is_typed_in_an_advies_in_review_is_kept_beside_it_and_it_goes_on_waiting(
    client_of, redacteur, redacteur2, waiting
) -> None:
    address = f"{DESK}{waiting.number}/bewerk/"
    answer = keep(client_of(redacteur), address, fields(waiting, why=TYPED, themes=[]))
    assert re.match(r"Wat je typte is bewaard om \d", answer["sentence"])
    assert (answer["kept"], answer["moved"]) == (True, "")
    stored = Advies.objects.get()
    assert (stored.state, stored.why, stored.mark()) == (
        State.REVIEW,
        waiting.why,
        waiting.mark(),
    )
    assert stored.edited_by == waiting.edited_by
    page = client_of(redacteur).get(address).content.decode()
    assert "Je typte hier iets dat nog niet is bewaard" in page
    assert f"{TYPED}</textarea>" in page
    theme = next(tag for tag in re.findall(r"<input[^>]*>", page) if 'name="themes"' in tag)
    assert "checked" not in theme, "what was unticked stays unticked"
    assert TYPED not in client_of(redacteur2).get(address).content.decode()
    assert not MessageEvent.objects.exists()
    assert not AuditEvent.objects.exists()


def test_saving_forgets_it_and_a_late_automatic_save_brings_nothing_back(
    client_of, redacteur, waiting
) -> None:
    client, address = client_of(redacteur), f"{DESK}{waiting.number}/bewerk/"
    data = fields(waiting, why=TYPED)
    keep(client, address, data)
    client.post(address, data)
    stored = Advies.objects.get()
    assert (stored.state, stored.why) == (State.DRAFT, TYPED)
    assert not Tekstconcept.objects.exists()
    assert keep(client, address, data)["kept"] is False
    assert not Tekstconcept.objects.exists()
    assert keep(client, address, fields(stored, why="Nog iets."))["kept"] is True


def test_typing_and_taking_it_back_keeps_nothing(client_of, redacteur, waiting) -> None:
    client, address = client_of(redacteur), f"{DESK}{waiting.number}/bewerk/"
    keep(client, address, fields(waiting, how="1. Bel eerst."))
    assert Tekstconcept.objects.count() == 1
    Advies.objects.update(works_when="- er een bus rijdt;\n- er een dorp is;")
    text = Advies.objects.get()
    more = {"owner": text.owner_id or "", "review_at": text.review_at or ""}
    answer = keep(client, address, fields(text, **more))
    assert (answer["kept"], answer["sentence"]) == (False, "Alles is bewaard.")
    assert not Tekstconcept.objects.exists()


def test_who_typed_before_another_saved_sees_what_differs_first(
    client_of, redacteur, redacteur2, waiting
) -> None:
    address = f"{DESK}{waiting.number}/bewerk/"
    client, data = client_of(redacteur2), fields(waiting, why="Wat de tweede typte.")
    keep(client, address, data)
    services.update_advies(actor=redacteur, advies=waiting, why="Wat de eerste bewaarde.")
    assert keep(client, address, data)["moved"] == MOVED
    page = client.get(address).content.decode()
    assert MOVED in page
    assert f'value="{data["seen"]}"' in page
    assert MEANWHILE in client.post(address, data).content.decode()
    assert Advies.objects.get().why == "Wat de eerste bewaarde."
    assert Tekstconcept.objects.get().typed["why"] == "Wat de tweede typte."


def test_a_working_version_and_a_new_advies_keep_it_too(client_of, redacteur, make_advies) -> None:
    advies = make_advies(why="Een halte is een plek.")
    row = services.start_werkversie(actor=redacteur, advies=advies)
    client, address = client_of(redacteur), f"{DESK}{advies.number}/werkversie/bewerk/"
    later()
    keep(client, address, fields(row, why=TYPED, what="Er komt iets bij."))
    row.refresh_from_db()
    assert (row.why, row.state) == ("Een halte is een plek.", State.DRAFT)
    page = client.get(address).content.decode()
    assert f"{TYPED}</textarea>" in page
    assert 'value="Er komt iets bij."' in page
    les = LesFactory()
    for new in (f"{DESK}nieuw/", f"{DESK}nieuw/?les={les.number}"):
        keep(client, new, {"kind": "ask", "title": f"Wie weet dit? {len(new)}"})
    for new in (f"{DESK}nieuw/", f"{DESK}nieuw/?les={les.number}"):
        assert f'value="Wie weet dit? {len(new)}"' in client.get(new).content.decode()
    desk = client.get(DESK).content.decode()
    for place in (address, f"{DESK}nieuw/", f"{DESK}nieuw/?les={les.number}"):
        assert f'href="{place}"' in desk


def test_making_the_advies_forgets_it_and_nothing_of_another_les(client_of, redacteur) -> None:
    les, client = LesFactory(), client_of(redacteur)
    data = {
        "kind": "do",
        "title": "Vraag het eerst",
        "hoofdstuk": HoofdstukFactory().pk,
        "summary": "Kort.",
        "why": "Daarom.",
    }
    keep(client, f"{DESK}nieuw/", data)
    keep(client, f"{DESK}nieuw/?les={les.number}", data)
    client.post(f"{DESK}nieuw/?les={les.number}", data)
    assert Advies.objects.get().lessen.get() == les
    assert Tekstconcept.objects.get().les is None
    assert keep(client, f"{DESK}nieuw/?les={les.number}", data)["kept"] is False


def test_thrown_away_can_be_put_back_from_the_next_page(client_of, redacteur, waiting) -> None:
    client, address = client_of(redacteur), f"{DESK}{waiting.number}/bewerk/"
    keep(client, address, fields(waiting, why=TYPED))
    page = client.post(address, {"actie": "concept-weg"}).content.decode()
    assert not Tekstconcept.objects.exists()
    assert TYPED not in client.get(address).content.decode()
    sent: dict[str, list[str]] = {}
    for name, value in re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page):
        sent.setdefault(name, []).append(value)
    back = client.post(address, sent | {"actie": "concept-terug"})
    assert back.headers["Location"] == address
    kept = Tekstconcept.objects.get().typed
    assert (kept["why"], kept["themes"]) == (TYPED, [str(waiting.themes.get().pk)])
    again = client.post(address, {"actie": "concept-weg"})
    assert again.status_code == 200
    assert "Er was niets meer" in client.post(address, {"actie": "concept-weg"}).content.decode()


def test_strange_and_endless_input_is_no_error(client_of, redacteur, waiting) -> None:
    client, address = client_of(redacteur), f"{DESK}{waiting.number}/bewerk/"
    odd = {"why": "a\x00b", "themes": ["x", "\x00"], "hoofdstuk": "nee", "review_at": "ooit"}
    assert keep(client, address, odd | {"onzin": "x"})["kept"] is True
    assert set(Tekstconcept.objects.get().typed) & {"onzin", "actie"} == set()
    assert client.get(address).status_code == 200
    answer = client.post(address, {"actie": "concept", "why": "a" * 60_001})
    assert (answer.status_code, answer.json()["problem"]) == (413, TOO_LONG)


def test_once_published_it_is_kept_and_found_but_no_longer_written_there(
    client_of, redacteur, redacteur2, waiting
) -> None:
    address = f"{DESK}{waiting.number}/bewerk/"
    client, data = client_of(redacteur), fields(waiting, why=TYPED)
    keep(client, address, data)
    services.publish_advies(actor=redacteur2, advies=waiting, understood=True)
    assert client.post(address, data | {"actie": "concept"}).status_code == 403
    assert f'href="{DESK}{waiting.number}/"' in client.get(DESK).content.decode()
    services.start_werkversie(actor=redacteur, advies=waiting)
    page = client.get(f"{DESK}{waiting.number}/werkversie/bewerk/").content.decode()
    assert f"{TYPED}</textarea>" in page


def test_the_copy_of_ones_data_holds_it(redacteur, waiting, client_of) -> None:
    keep(client_of(redacteur), f"{DESK}{waiting.number}/bewerk/", fields(waiting, why=TYPED))
    [entry] = [entry for entry in kopie.parts() if entry.model is Tekstconcept]
    assert [row.typed["why"] for row in entry.rows_of(redacteur, set())] == [TYPED]
    assert entry.fields["typed"].in_export


def test_the_desk_asks_no_more_for_many(client_of, redacteur) -> None:
    client = client_of(redacteur)

    def count() -> int:
        client.get(DESK)
        with CaptureQueriesContext(connection) as captured:
            page = client.get(DESK).content.decode()
        assert "Wat je typte en nog niet bewaarde" in page
        return len(captured)

    def typed() -> None:
        Tekstconcept.objects.create(
            deelnemer=redacteur, advies=AdviesFactory(published=True), typed={"title": "Iets"}
        )

    typed()
    few = count()
    for _ in range(50):
        typed()
    assert count() == few
