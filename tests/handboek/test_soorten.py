"""The four kinds of advies, their short rule, and where they stand."""

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError

from handboek import chain, services
from handboek.enums import Kind, State
from handboek.models import Advies
from handboek.models.teksten import A_QUESTION, NO_ORDER, NO_QUESTION, TOO_LONG, title_problem
from handboek.sources import Reader
from handboek.views.reading import neighbours
from netwerk.kern.begrippen.models import Begrip
from tests.factories import AdviesFactory, HoofdstukFactory, LesFactory, begrip
from tests.handboek.conftest import ready

DESK = "/handboek/redactie/"
LIST = "/handboek/adviezen/"


@pytest.mark.parametrize(
    ("kind", "title", "problem"),
    [
        ("do", "Vraag eerst de reizigers", ""),
        ("dont", "Reken niet op goede wil", ""),
        ("weigh", "Weeg af wie je meeneemt", ""),
        ("ask", "Wie merkt dit het eerst?", ""),
        ("do", " ".join(["Vraag"] * 15), ""),
        ("do", " ".join(["Vraag"] * 16), TOO_LONG),
        ("ask", " ".join(["wie"] * 16) + "?", TOO_LONG),
        ("do", "De reiziger gaat voor", NO_ORDER),
        ("dont", "Je moet niet rekenen", NO_ORDER),
        ("do", "“Het plan” is er voor mensen", NO_ORDER),
        ("do", "Vraag je het eerst?", A_QUESTION),
        ("weigh", "Wat gaat voor?", A_QUESTION),
        ("ask", "Vraag het eerst", NO_QUESTION),
        ("ask", "De bus, wie neemt die?", ""),
        ("do", "", ""),
    ],
)
def test_a_short_rule_is_an_order_or_a_question(kind: str, title: str, problem: str) -> None:
    assert title_problem(title, kind) == problem


def fields(chapter: Any, **more: Any) -> dict[str, Any]:
    return {
        "kind": "do",
        "title": "Vraag eerst de reizigers",
        "hoofdstuk": chapter.pk,
        "summary": "Dan weet je wat de bus waard is.",
        "why": "Een halte is een plek.",
    } | more


def test_the_form_says_it_at_the_title_and_keeps_what_was_typed(client_of, redacteur) -> None:
    data = fields(HoofdstukFactory(), kind="ask", title="Praat met reizigers")
    page = client_of(redacteur).post(f"{DESK}nieuw/", data).content.decode()
    assert NO_QUESTION in page
    assert 'value="Praat met reizigers"' in page
    assert Advies.objects.count() == 0


def test_the_new_columns_are_kept(client_of, redacteur, redacteur2) -> None:
    rows = {
        "areas": begrip("gebiedstype", "niet-stedelijk"),
        "instruments": begrip("instrument", "monitor"),
        "steps": begrip("beleidskompas", "gevolgen"),
    }
    data = fields(HoofdstukFactory(), owner=redacteur2.pk) | {
        name: row.pk for name, row in rows.items()
    }
    client_of(redacteur).post(f"{DESK}nieuw/", data)
    advies = Advies.objects.get()
    assert {name: getattr(advies, name).get() for name in rows} == rows
    assert (advies.owner, advies.version, advies.position) == (redacteur2, 1, 1)


def test_only_a_redacteur_keeps_an_advies(client_of, redacteur, deelnemer) -> None:
    data = fields(HoofdstukFactory(), owner=deelnemer.pk)
    client_of(redacteur).post(f"{DESK}nieuw/", data)
    assert Advies.objects.count() == 0


def test_the_beleidskompas_has_six_steps(db) -> None:
    assert Begrip.objects.in_schema("beleidskompas").count() == 6


@pytest.mark.parametrize(
    ("kind", "more", "problem"),
    [
        ("do", {"how": ""}, "Schrijf op hoe je het doet."),
        ("ask", {"how": "", "title": "Wie weet dit?"}, "Schrijf op hoe je het antwoord vindt."),
        ("weigh", {"how": ""}, "Schrijf beide kanten op"),
        ("dont", {"works_when": ""}, "Schrijf op wanneer het werkt, of wanneer niet."),
        ("ask", {"title": "Vraag het"}, NO_QUESTION),
    ],
)
def test_each_kind_needs_its_own_texts(redacteur, redacteur2, kind, more, problem) -> None:
    advies = ready(redacteur, kind=kind, **more)
    with pytest.raises(ValidationError) as refused:
        services.publish_advies(actor=redacteur2, advies=advies, understood=True)
    assert [text for text in refused.value.messages if problem in text]


@pytest.mark.parametrize(
    ("kind", "more", "heading"),
    [
        ("weigh", {"works_not_when": "- er haast is;"}, "Wanneer kies je wat?"),
        ("ask", {"title": "Wie weet dit?"}, "Zo ziet een goed antwoord eruit"),
    ],
)
def test_the_new_kinds_are_published_found_and_read(
    client, redacteur, redacteur2, kind, more, heading
) -> None:
    advies = services.publish_advies(
        actor=redacteur2,
        advies=ready(redacteur, kind=kind, les=LesFactory(), **more),
        understood=True,
    )
    assert advies.state == State.PUBLISHED
    label = Kind(kind).label
    page = client.get(advies.get_absolute_url()).content.decode()
    assert label in page
    assert heading in page
    for address in (LIST, f"{LIST}?soort={kind}", f"{LIST}?q=reizigers"):
        listed = client.get(address).content.decode()
        assert advies.get_absolute_url() in listed
    assert advies.get_absolute_url() not in client.get(f"{LIST}?soort=do").content.decode()
    assert label in client.get(advies.hoofdstuk.get_absolute_url()).content.decode()


def test_handboek_is_filtered_by_step_and_instrument(client, make_advies) -> None:
    found, other = make_advies(), make_advies()
    found.steps.add(begrip("beleidskompas", "probleem"))
    found.instruments.add(begrip("instrument", "monitor"))
    for query in ("stap=probleem", "instrument=monitor"):
        text = client.get(f"{LIST}?{query}").content.decode()
        assert found.get_absolute_url() in text
        assert other.get_absolute_url() not in text


def test_dos_and_donts_pair_and_the_rest_stands_alone(db) -> None:
    chapter = HoofdstukFactory()
    rows = [
        AdviesFactory(hoofdstuk=chapter, kind=kind, published=True, position=place)
        for place, kind in enumerate(["weigh", "dont", "do", "ask"])
    ]
    fetched = list(Advies.objects.with_sources().in_order())
    parts = chain.by_kind(fetched, Reader.of_adviezen(AnonymousUser(), fetched))
    shown = [
        {side: card["url"] if card else None for side, card in pair.items()}
        for part in parts
        for pair in part["paren"]
    ]
    assert [part["kop"] for part in parts] == ["Do’s en don’ts", "Weeg af", "Vraag vooraf"]
    weigh, dont, do, ask = (row.get_absolute_url() for row in rows)
    assert shown == [
        {"doe": do, "niet": dont},
        {"doe": weigh, "niet": None},
        {"doe": ask, "niet": None},
    ]


def test_before_and_after_follow_the_order_of_the_book(db) -> None:
    first, second = HoofdstukFactory(number=71), HoofdstukFactory(number=72)
    rows = [
        AdviesFactory(hoofdstuk=chapter, position=place, number=number, published=True)
        for chapter, place, number in (
            (first, 1, 53),
            (first, 2, 51),
            (first, 2, 52),
            (second, 0, 50),
        )
    ]
    seen = [neighbours(row) for row in rows]
    assert [row["previous"] for row in seen] == [None, *rows[:-1]]
    assert [row["next"] for row in seen] == [*rows[1:], None]


def test_a_weighing_sets_its_two_sides_first_and_side_by_side(client, db) -> None:
    page = AdviesFactory(
        kind="weigh", published=True, works_when="- er haast is;", works_not_when="- het mag duren;"
    )
    text = client.get(page.get_absolute_url()).content.decode()
    sides = text.index("voorwaarden--weeg")
    assert sides < text.index("Kies het eerste als") < text.index("Kies het tweede als")
    do = AdviesFactory(kind="do", published=True, works_when="- er haast is;", how="Begin nu.")
    text = client.get(do.get_absolute_url()).content.decode()
    assert text.index("Zo doe je het") < text.index("Werkt als")
