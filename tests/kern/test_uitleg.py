"""What words mean: the list that anybody reads, and the first use of a word in a text."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.template import Context, Template
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.html import strip_tags
from hypothesis import given
from hypothesis import strategies as st

from communities.models import Deelnemer
from netwerk.kern.begrippen import uitleg
from netwerk.kern.begrippen.models import Begrip, Schema
from netwerk.kern.begrippen.uitleg import FirstUses

ClientOf = Callable[[Deelnemer | None], Client]
KNOWN = [
    (("Afruil", "afruilen"), "/a/"),
    (("Regio Deal", "regiodeal", "Regio Deals"), "/r/"),
    (("Regio",), "/g/"),
    (("Dilemma", "dilemma's"), "/d/"),
]


def linked(text: str, uses: FirstUses | None = None) -> list[tuple[str, str]]:
    """Return the words of a text that lead somewhere, with where."""
    uses = uses or FirstUses(KNOWN)
    return [(text[start:end], url) for start, end, url in uses(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Wat is een afruil?", [("afruil", "/a/")]),
        ("AFRUIL en nog een afruil.", [("AFRUIL", "/a/")]),
        ("Een regio deal in de regio", [("regio deal", "/r/"), ("regio", "/g/")]),
        ("Een Regio\nDeal", [("Regio\nDeal", "/r/")]),
        ("De regio, deal of geen deal", [("regio", "/g/")]),
        ("Twee dilemma’s", [("dilemma’s", "/d/")]),
        ("De afruilmatrix en de regio-afruil", []),
        ("afruil", [("afruil", "/a/")]),
        ("", []),
    ],
)
def test_which_words_lead_to_their_explanation(text: str, found: list[Any]) -> None:
    assert linked(text) == found


def test_only_the_first_use_on_a_page_leads_there() -> None:
    uses = FirstUses(KNOWN)
    assert linked("Een afruil.", uses) == [("afruil", "/a/")]
    assert linked("Weer afruilen, in een regio.", uses) == [("regio", "/g/")]


@given(st.text(st.sampled_from("afruil regioREGIO deal'’-\n\t é𝔘."), max_size=200))
def test_any_text_is_cut_in_pieces_that_do_not_overlap(text: str) -> None:
    done = 0
    for start, end, url in FirstUses(KNOWN)(text):
        assert done <= start < end <= len(text)
        assert url in {"/a/", "/r/", "/g/", "/d/"}
        done = end


def test_a_text_asks_for_the_words_once_and_links_no_link(db: None) -> None:
    request = RequestFactory().get("/")
    page = Template("{% load begrippen %}{% uitgelegd een %}{% uitgelegd twee 4 %}")
    texts = {
        "een": "[De afruil](https://voorbeeld.nl) telt.\n\n## Over afruil\n\nEen **afruil**.",
        "twee": "Een afruil en een generator.",
    }
    with CaptureQueriesContext(connection) as caught:
        shown = page.render(Context(texts | {"request": request}))
    assert len(caught) == 1
    assert shown.count("/begrippen/taal/afruil/") == 1
    assert '<a href="https://voorbeeld.nl"' in shown
    assert shown.count("/begrippen/taal/generator/") == 1


def test_the_words_that_ship_are_found_and_explain_themselves(db: None, client: Client) -> None:
    page = client.get(reverse("begrippen")).content.decode()
    begrip = Begrip.objects.get(schema__key="taal", notation="generator")
    assert begrip.definition in page
    assert begrip.get_absolute_url() in page
    own = client.get(begrip.get_absolute_url()).content.decode()
    assert begrip.definition in strip_tags(own)
    assert "generatoren" in own
    text = own[own.index('id="betekent"') : own.index('id="kort"')]
    assert "/begrippen/taal/indicator/" in text
    assert "/begrippen/taal/generator/" not in text
    assert Begrip.objects.in_schema("taal").filter(definition="").count() == 0


def test_a_word_is_found_by_its_other_name_and_by_what_it_means(db: None, client: Client) -> None:
    for typed in ("leerwerkplaats", "vak leert", "Leerwerkplek"):
        page = client.get(reverse("begrippen"), {"q": typed}).content.decode()
        assert "/begrippen/taal/leerwerkplek/" in page, typed
        assert "/begrippen/taal/afruil/" not in page, typed
    page = client.get(reverse("begrippen"), {"q": "bestaat niet %_"}).content.decode()
    assert "Geen woord gevonden" in page
    page = client.get(reverse("begrippen"), {"lijst": "cbs-thema"}).content.decode()
    assert "/begrippen/cbs-thema/wonen/" in page
    assert "/begrippen/taal/" not in page
    assert client.get(reverse("begrippen"), {"lijst": "\x00", "q": "\x00"}).status_code == 200


def test_a_word_that_ended_keeps_its_address_and_says_so(db: None, client: Client) -> None:
    begrip = Begrip.objects.get(schema__key="taal", notation="krimp")
    begrip.valid_to = date(2026, 1, 1)
    begrip.save()
    assert "sinds 1 januari 2026" in client.get(begrip.get_absolute_url()).content.decode()
    assert begrip.get_absolute_url() not in client.get(reverse("begrippen")).content.decode()
    assert linked("Krimp", uitleg.first_uses(RequestFactory().get("/"))) == []


def test_a_concept_shows_what_it_falls_under_and_what_is_alike(db: None, client: Client) -> None:
    page = client.get("/begrippen/cbs-thema/gezondheid/").content.decode()
    assert "/begrippen/kring/nu/" in page
    assert "/begrippen/planbureau-thema/gezondheid/" in page
    assert client.get("/begrippen/cbs-thema/bestaat-niet/").status_code == 404


def test_the_list_asks_as_much_for_many_words_as_for_one(db: None, client: Client) -> None:
    def number() -> int:
        with CaptureQueriesContext(connection) as caught:
            assert client.get(reverse("begrippen")).status_code == 200
        return len(caught)

    Begrip.objects.exclude(notation="afruil").update(definition="")
    few = number()
    schema = Schema.objects.get(key="taal")
    Begrip.objects.bulk_create(
        Begrip(schema=schema, notation=f"w{n}", label=f"Woord {n}", definition="Wat het is.")
        for n in range(150)
    )
    assert number() == few
    assert "?pagina=2" in client.get(reverse("begrippen")).content.decode()


def test_who_changes_a_word_changes_what_readers_see(
    client_of: ClientOf, redacteur: Deelnemer, client: Client
) -> None:
    begrip = Begrip.objects.get(schema__key="taal", notation="impact")
    data = {"label": "Impact", "synonyms": "gevolgen", "definition": "Wat er echt verandert."}
    client_of(redacteur).post(reverse("beheer_begrip", args=[begrip.pk]), data)
    assert "Wat er echt verandert." in client.get(begrip.get_absolute_url()).content.decode()
    assert linked("Alle gevolgen", uitleg.first_uses(RequestFactory().get("/"))) == [
        ("gevolgen", begrip.get_absolute_url())
    ]
