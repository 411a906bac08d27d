"""What somebody with bad intentions, or a program gone wild, tries with casussen."""

import io
import time
import zipfile
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from casussen import services
from casussen.forms.verhalen import MOST_ASKED, MOST_BODY, TOO_MANY
from casussen.herkenning import Clues, find
from casussen.importeren import docx
from casussen.models import Casus, Concept, Toestemming
from casussen.services.concepten import MOST_ASIDE
from casussen.services.consent import token_of
from communities.models import Community, Deelnemer
from tests.casussen import worddocs
from tests.factories import CasusFactory, ToestemmingFactory, begrip

ClientOf = Callable[[Deelnemer | None], Client]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("fresh_cache")]
LONG = 100_000
SECONDS = 10  # a fixed time a sign is far below this; looking at each sign again is far above it


@pytest.fixture
def casus(community: Community, deelnemer: Deelnemer) -> Casus:
    return CasusFactory(community=community, casushouder=deelnemer, visibility="group")


@pytest.mark.parametrize(
    "text",
    ["a" * LONG, "a-" * (LONG // 2), "a." * (LONG // 2), "0(" * (LONG // 2), "gemeente " * 11_000],
)
def test_looking_for_names_takes_no_longer_for_a_nasty_text(text: str) -> None:
    names = {("gemeente", f"plaats{number}"): "een gemeente" for number in range(400)}
    clues: Clues = {"gemeente": names}
    start = time.process_time()
    find({"body": text}, clues)
    assert time.process_time() - start < SECONDS


def test_a_text_that_ends_within_a_longer_name_breaks_nothing() -> None:
    names = {("noor",): "iemand", ("noor", "van", "dijk"): "iemand uit het netwerk"}
    for text in ("dat zei noor", "noor van"):
        assert [hit.word for hit in find({"body": text}, {"noor": names})] == ["noor"]


def test_addresses_in_a_story_are_still_found() -> None:
    text = "mail naar jan.de-vries+x@post.veldhage.nl of kijk op www.veldhage.nl en www-x.org."
    words = [hit.word for hit in find({"body": text}, {})]
    assert words == ["jan.de-vries+x@post.veldhage.nl", "www.veldhage.nl", "www-x.org"]


def test_a_story_full_of_names_stays_a_form_that_can_be_sent(
    casus: Casus, client_of: ClientOf
) -> None:
    body = " ".join(f"en Naam{number}" for number in range(MOST_BODY // 14))
    values = {
        "title": "De avond waar niemand kwam",
        "summary": "De zaal bleef leeg.",
        "body": body,
        "area_type": begrip("gebiedstype", "niet-stedelijk").pk,
        "version": 0,
        "vraag": "1",
    }
    answer = client_of(casus.casushouder).post(
        reverse("casussen:verhaal_write", args=[casus.slug]), values
    )
    form = answer.context["form"]
    assert (answer.status_code, form["body"].value()) == (200, body)
    assert form.non_field_errors() == [TOO_MANY]
    assert sum(name.startswith("waarom_") for name in form.fields) == MOST_ASKED


def test_drafts_of_a_program_gone_wild_do_not_pile_up(casus: Casus, client_of: ClientOf) -> None:
    writer = client_of(casus.casushouder)
    address = reverse("casussen:draft", args=[casus.slug, "approach"])
    for number in range(MOST_ASIDE + 10):
        assert writer.post(address, {"body": f"tekst {number}", "version": number}).status_code
    rows = Concept.objects.filter(casus=casus)
    assert (rows.active().count(), rows.discarded().count()) == (1, MOST_ASIDE)
    assert rows.active().get().body == f"tekst {MOST_ASIDE + 9}"
    assert rows.discarded()[0].body == f"tekst {MOST_ASIDE + 8}"


@pytest.mark.parametrize("answer", ["granted", "refused"])
def test_an_old_consent_link_shows_nothing_of_a_closed_casus(casus: Casus, answer: str) -> None:
    row: Toestemming = ToestemmingFactory(
        casus=casus, state=answer, answered_at=timezone.now(), text_mark="x", text="x"
    )
    services.save_section(
        actor=casus.casushouder, casus=casus, kind="context", body="Kanariegeel.", version=0
    )
    visitor, page = Client(), reverse("casussen:consent_answer", args=[token_of(row)])
    assert "Kanariegeel" in visitor.get(page).text
    Toestemming.objects.update(expires_at=timezone.now() - timedelta(minutes=1))
    gone = visitor.get(page)
    assert (gone.status_code, "Kanariegeel" in gone.text) == (410, False)
    assert "Je antwoord is bewaard" in gone.text
    assert visitor.post(page, {"answer": "ja"}).status_code == 410
    Casus.objects.update(visibility="public")
    assert "Kanariegeel" in visitor.get(page).text  # the contact may still say no


def test_what_is_confidential_in_an_answer_is_not_found(
    community: Community, deelnemer: Deelnemer, organisator: Deelnemer, client_of: ClientOf
) -> None:
    row = services.create_leervraag(
        actor=deelnemer, community=community, question="Wie komt niet?", visibility="community"
    )
    row.answer = "Eekhoorntjes.\n\n:::vertrouwelijk\nKanariegeel.\n:::"
    row.save()
    member = client_of(organisator)
    assert "Wie komt niet?" in member.get(reverse("search"), {"q": "eekhoorntjes"}).text
    assert "Wie komt niet?" not in member.get(reverse("search"), {"q": "kanariegeel"}).text


@pytest.mark.parametrize("alphabet", ["utf-16", "utf-16-le", "utf-16-be"])
def test_a_word_file_in_another_alphabet_hides_no_entities(alphabet: str) -> None:
    text = (
        '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE a [<!ENTITY b "Kanariegeel">]>'
        f"<w:document {worddocs.W}><w:body><w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:body>"
        "</w:document>"
    )
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("[Content_Types].xml", worddocs.TYPES)
        archive.writestr("_rels/.rels", worddocs.RELS)
        archive.writestr("word/document.xml", text.encode(alphabet))
    made.seek(0)
    with pytest.raises(ValidationError) as refused:
        docx.read(made)
    assert refused.value.code == "entities"
