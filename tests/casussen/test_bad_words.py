"""Whatever people type in a field of a casus is text on every page, and runs nowhere."""

import json
from collections.abc import Callable
from html.parser import HTMLParser
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from casussen import services
from casussen.models import Casus, Dilemma, Publicatieverzoek, Toestemming
from casussen.services.consent import token_of
from communities.models import Community, Deelnemer
from tests.factories import CasusFactory, DilemmaFactory, ToestemmingFactory, begrip

ClientOf = Callable[[Deelnemer | None], Client]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("fresh_cache")]
NASTY = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "\"'><svg/onload=alert(1)>",
    "[klik](javascript:alert(1)) ![x](data:text/html;base64,AAAA)",
    "</textarea></title><script>alert(1)</script>",
    "{{ 7|add:7 }}{% debug %}",
    "<a href=\"javascript:alert(1)\" onclick='alert(1)'>klik</a>",
    "omgekeerd \u202e\u2066tekst",
    "stuur\x1b[31m\x07\x7f\x85\u2028teken",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
)


class Page(HTMLParser):
    """Reads a page as a browser does, and remembers what would run."""

    def __init__(self) -> None:
        super().__init__()
        self.runs: list[str] = []
        self.in_script = self.is_data = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Look for handlers, and for addresses that are no address."""
        self.in_script = tag == "script"
        self.is_data = self.in_script and dict(attrs) == {"type": "application/ld+json"}
        for name, value in attrs:
            address = (value or "").strip().lower()
            leads = name in {"href", "src", "action", "formaction"}
            bad = leads and address.startswith(("javascript:", "data:"))
            if bad or name.startswith("on"):
                self.runs.append(f"<{tag} {name}={value}>")

    def handle_endtag(self, tag: str) -> None:
        """A block of data ends where its tag does."""
        self.is_data = False

    def handle_data(self, data: str) -> None:
        """Look for a script of theirs; a block of data is JSON, and holds no sign that ends it."""
        if self.is_data:
            assert json.loads(data)
            assert not {"<", ">", "&"} & set(data)
        elif self.in_script and "alert" in data:
            self.runs.append(data)


@pytest.fixture
def casus(community: Community, deelnemer: Deelnemer) -> Casus:
    """Return a casus of *deelnemer* that lacks nothing."""
    made = CasusFactory(community=community, casushouder=deelnemer, visibility="network")
    for kind in ("context", "results"):
        services.save_section(actor=deelnemer, casus=made, kind=kind, body="Tekst.", version=0)
    made.themes.add(begrip("cbs-thema", "wonen"))
    return made


def safe(response: Any) -> None:
    assert response.status_code < 500
    text = response.content.decode()
    page = Page()
    page.feed(text)
    assert page.runs == []
    assert "\x00" not in text


@pytest.mark.parametrize("words", NASTY, ids=range(len(NASTY)))
def test_nothing_that_writers_type_runs(
    casus: Casus, organisator: Deelnemer, client_of: ClientOf, words: str
) -> None:
    writer, decider = client_of(casus.casushouder), client_of(organisator)

    def at(name: str, **more: str) -> str:
        return reverse(f"casussen:{name}", kwargs={"slug": casus.slug} | more)

    facts = {
        "title": words[:150],
        "summary": words,
        "learning_question": f"{words}?"[:300],
        "organisatie": casus.organisatie_id,
        "provinces": [row.pk for row in casus.provinces.all()],
        "themes": [row.pk for row in casus.themes.all()],
        "tags": words,
        "seen": casus.facts_mark(),
    }
    safe(writer.post(at("update"), facts))
    for kind in ("context", "question", "results"):
        version = casus.secties.filter(kind=kind).count()
        data = {"body": f"{words}\n\n:::vertrouwelijk\n{words}\n:::", "version": version}
        safe(writer.post(at("section", kind=kind), data))
    lines = {"nu-direction": "plus", "nu-explanation": words, "later-direction": "let"}
    safe(writer.post(at("welvaartsbeeld"), lines | {"elders-direction": "leeg"}))
    safe(writer.post(at("stage"), {"stage": "archived", "reason": words, "x": words}))
    Casus.objects.update(stage="working")
    contact = {"contact_name": words, "contact_role": words, "note": words}
    safe(writer.post(at("consent_ask"), contact | {"contact_email": "a@b.example"}))
    safe(writer.post(at("consent_ask"), contact | {"contact_email": words}))
    Toestemming.objects.all().delete()
    ToestemmingFactory(
        casus=Casus.objects.get(pk=casus.pk), granted=True, answer_note=words, contact_name=words
    )
    safe(writer.post(at("request_publication"), {"note": words}))
    for name in ("detail", "request_publication", "preview", "consent_ask", "stage", "update"):
        safe(writer.get(at(name)))
    for name in ("detail", "decide"):
        safe(decider.get(at(name)))
    safe(decider.post(at("decide"), {"granted": "nee", "reason": words}))
    safe(writer.get(at("request_publication")))
    assert Publicatieverzoek.objects.filter(reason=words.strip()).count() <= 1
    safe(Client().get(reverse("casussen:list"), {"q": words.replace("\x00", "")}))


@pytest.mark.parametrize("words", NASTY, ids=range(len(NASTY)))
def test_nothing_that_a_contact_types_runs(casus: Casus, client_of: ClientOf, words: str) -> None:
    row = ToestemmingFactory(casus=casus, contact_name=words, note=words, contact_role=words)
    address = reverse("casussen:consent_answer", args=[token_of(row)])
    visitor = Client()
    safe(visitor.get(address))
    safe(visitor.post(address, {"answer": words, "note": words, "seen": words}))
    safe(visitor.post(address, {"answer": "nee", "note": words, "seen": words[:64]}))
    safe(visitor.post(address, {"answer": "nee", "note": words, "seen": "", "confirmed": "1"}))
    safe(visitor.get(address))
    page = client_of(casus.casushouder).get(
        reverse("casussen:request_publication", args=[casus.slug])
    )
    safe(page)


@pytest.mark.parametrize("words", NASTY, ids=range(len(NASTY)))
def test_nothing_in_a_dilemma_runs(casus: Casus, client_of: ClientOf, words: str) -> None:
    dilemma = DilemmaFactory(
        community=casus.community, author=casus.casushouder, question=words, first_text=words,
        first_title=words, second_title=words, second_text=words, outcome=words, state="chosen",
        chosen_side="first",
    )  # fmt: skip
    dilemma.casussen.add(casus)
    client = client_of(casus.casushouder)
    for name in ("dilemma", "dilemma_update"):
        safe(client.get(reverse(f"casussen:{name}", args=[dilemma.slug])))
    safe(client.get(casus.get_absolute_url()))
    assert Dilemma.objects.get().question == words


@pytest.mark.parametrize("field", ["note", "contact_name"])
def test_a_megabyte_gets_a_clear_answer_and_stays(
    casus: Casus, client_of: ClientOf, field: str
) -> None:
    client = client_of(casus.casushouder)
    data = {"contact_name": "Noor", "contact_email": "a@b.example", "note": "Kort."}
    huge = "woord " * 170_000
    answer = client.post(reverse("casussen:consent_ask", args=[casus.slug]), data | {field: huge})
    assert answer.status_code == 200
    assert huge.strip() in answer.text
    assert Toestemming.objects.count() == 0
