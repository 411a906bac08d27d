"""What documents, files, the API and editions all say of an advies: no more than its page."""

import json
from typing import get_type_hints

from django.db import connection
from django.test.utils import CaptureQueriesContext

from handboek import openbaar, services
from handboek.models import Hoofdstuk
from handboek.openbaar_vorm import AdviesData, HoofdstukData
from tests.factories import (
    AdviesFactory,
    BevindingFactory,
    HoofdstukFactory,
    PublicatieFactory,
    ToepassingFactory,
    begrip,
)


def every() -> str:
    return json.dumps(list(openbaar.openbare_adviezen()), ensure_ascii=False)


def test_nothing_of_a_closed_source_is_in_the_data(make_advies, hidden_casus, public_casus) -> None:
    """Row 92: neither its title, organisation, province and address, nor the sentence."""
    advies = make_advies(public_casus, hidden_casus)
    link = advies.onderbouwing.exclude(les__bevindingen__casus=public_casus).get()
    BevindingFactory(casus=hidden_casus, quote="De Achterkamer besloot het alleen.").lessen.add(
        link.les
    )
    data = every()
    assert "De bus die bleef" in data and "Drenthe" in data
    assert hidden_casus.public_label in data
    for secret in ("Geheime", "geheime-fusie", "Stilzwijgen", "stilzwijgen", "Zeeland"):
        assert secret not in data, secret
    assert "Achterkamer" not in data
    assert advies.author.email not in data and advies.author.last_name not in data


def test_a_draft_is_for_nobody_and_what_was_withdrawn_tells_no_sources(
    make_advies, public_casus, redacteur
) -> None:
    draft, advies = AdviesFactory(title="Wacht nog even"), make_advies(public_casus)
    assert openbaar.advies_as_data(draft) is None
    services.withdraw_advies(actor=redacteur, advies=advies, reason="Het is achterhaald.")
    assert list(openbaar.openbare_adviezen()) == []
    data = openbaar.advies_as_data(advies)
    assert data is not None
    assert (data["stand"], data["redenIngetrokken"]) == ("ingetrokken", "Het is achterhaald.")
    assert (data["lessen"], data["bronnen"], data["publicaties"]) == ([], [], [])
    assert data["titel"] == advies.title


def test_confidential_passages_stay_out(make_advies) -> None:
    advies = make_advies(how="Bel eerst.\n\n:::vertrouwelijk\nkanarie\n:::", why=":::vertrouwelijk")
    data = openbaar.advies_as_data(advies)
    assert data is not None
    assert "kanarie" not in json.dumps(data)
    assert data["hoe"].strip() == "Bel eerst."


def test_it_has_the_keys_that_it_promises(make_advies, public_casus) -> None:
    advies = make_advies(public_casus, phase=begrip("beleidsfase", "uitvoering"))
    advies.publicaties.add(PublicatieFactory())
    advies.themes.add(begrip("cbs-thema", "wonen"))
    data = json.loads(json.dumps(openbaar.advies_as_data(advies)))
    _check(data, AdviesData)
    assert data["adres"].endswith(f"/handboek/adviezen/{advies.number}/")
    assert data["bewijs"]["zin"] == "Gezien in 1 casus, 1 onderzoek."
    assert (data["soort"], data["stand"]) == ({"code": "doen", "naam": "Doe"}, "gepubliceerd")
    chapter = openbaar.openbaar_hoofdstuk(advies.hoofdstuk)
    _check(json.loads(json.dumps(chapter)), HoofdstukData)
    assert chapter in openbaar.openbare_hoofdstukken() and chapter["adviezen"] == 1


def _check(data: object, shape: type) -> None:
    """Compare a value with a TypedDict: the same keys, all the way down."""
    assert isinstance(data, dict)
    hints = get_type_hints(shape)
    assert list(data) == list(hints)
    for name, hint in hints.items():
        inner = getattr(hint, "__args__", [hint])[0]
        if hasattr(inner, "__required_keys__"):
            rows = data[name] if isinstance(data[name], list) else [data[name]]
            for row in rows:
                if row is not None:
                    _check(row, inner)


def test_they_come_in_the_order_of_the_book_and_by_chapter(make_advies) -> None:
    first, second = HoofdstukFactory(number=101), HoofdstukFactory(number=102)
    later = make_advies(hoofdstuk=second)
    early = [make_advies(hoofdstuk=first, position=place) for place in (2, 1)]
    found = [row["nummer"] for row in openbaar.openbare_adviezen()]
    assert found == [early[1].number, early[0].number, later.number]
    assert [row["nummer"] for row in openbaar.openbare_adviezen(second)] == [later.number]
    assert {row.number for row in Hoofdstuk.objects.all()} >= {101, 102}


def test_a_chunk_takes_the_same_queries_for_1_and_50(make_advies, public_casus) -> None:
    """Row 92: the whole book is read in chunks, each in a fixed number of queries."""
    one = make_advies(public_casus)
    _dress(one)
    with CaptureQueriesContext(connection) as few:
        assert len(list(openbaar.openbare_adviezen())) == 1
    for _ in range(49):
        _dress(make_advies(public_casus))
    with CaptureQueriesContext(connection) as many:
        assert len(list(openbaar.openbare_adviezen())) == 50
    assert len(many) == len(few)


def _dress(advies) -> None:
    """Give an advies one of everything that is fetched beside it."""
    advies.publicaties.add(PublicatieFactory())
    advies.themes.add(begrip("cbs-thema", "wonen"))
    ToepassingFactory(advies=advies, placed=True)


def test_a_book_of_more_than_one_chunk_is_whole(make_advies, monkeypatch) -> None:
    monkeypatch.setattr(openbaar, "CHUNK", 2)
    numbers = [make_advies().number for _ in range(5)]
    assert sorted(row["nummer"] for row in openbaar.openbare_adviezen()) == sorted(numbers)
