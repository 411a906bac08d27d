"""Dutch search: the words that the architecture names, and input that must never break."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from casussen.models import Casus
from netwerk.kern.zoeken.zoeken import MAX_CHARACTERS, build_query, normalise
from tests.factories import CasusFactory
from tests.kern.test_opmaak import TRICKED


def found(typed: str) -> list[str]:
    """Return the titles that a search finds."""
    query = build_query(typed)
    assert query is not None
    return sorted(Casus.objects.filter(search_vector=query).values_list("title", flat=True))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("Een casus uit de praktijk", "casussen"),
        ("Drie casussen uit de praktijk", "casus"),
        ("Een les voor later", "lessen"),
        ("Vijf lessen voor later", "les"),
        ("Een advies aan de raad", "adviezen"),
        ("Tien adviezen aan de raad", "advies"),
        ("De gemeente beslist", "gemeenten"),
        ("Zes gemeenten beslissen", "gemeente"),
        ("Ons energietransitiebeleid", "energietransitie"),
        ("Bus in Fryslân", "Friesland"),
        ("Bus in Fryslân", "fryslan"),
        ("Bus in Friesland", "Fryslân"),
        ("Bus in fryslan", "friesland"),
        ("Inwoners kiezen mee", "bewoners"),
        ("De coördinator belt", "coordinator"),
    ],
)
def test_word_is_found_by_its_other_form(text: str, typed: str) -> None:
    CasusFactory(title=text)
    CasusFactory(title="Iets heel anders", summary="Over water.", learning_question="Hoe dan?")
    assert found(typed) == [text]


@pytest.mark.django_db
def test_quotes_keep_words_together_and_minus_leaves_out() -> None:
    CasusFactory(title="Brede welvaart in de begroting")
    CasusFactory(title="Welvaart is breed in de straat")
    assert found('"brede welvaart"') == ["Brede welvaart in de begroting"]
    assert found("welvaart -straat") == ["Brede welvaart in de begroting"]


@pytest.mark.django_db
@given(typed=st.text(max_size=400))
@hypothesis_settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_no_input_breaks_the_search(typed: str) -> None:
    query = build_query(typed)
    assert query is None or Casus.objects.filter(search_vector=query).count() == 0


@pytest.mark.parametrize(
    "typed", ["\x00", "a" * 1_000_000, "'&|!:*()", "\ud800", "foo & | bar:* -)(!'\"", "%_\\"]
)
@pytest.mark.django_db
def test_odd_input_is_cut_and_answered(typed: str) -> None:
    assert len(normalise(typed)) <= MAX_CHARACTERS
    query = build_query(typed)
    assert query is None or Casus.objects.filter(search_vector=query).count() == 0


@pytest.mark.django_db
def test_confidential_passage_is_not_indexed() -> None:
    casus = CasusFactory(body="Openbaar woord.\n\n:::vertrouwelijk\nGeheimwoord\n:::\n\nSlotwoord.")
    section = casus.secties.get()

    def hit(word: str) -> bool:
        return casus.secties.filter(pk=section.pk, search_vector=build_query(word)).exists()

    assert hit("openbaar")
    assert hit("slotwoord")
    assert not hit("geheimwoord")


@pytest.mark.django_db
def test_unclosed_confidential_passage_is_not_indexed_to_its_end() -> None:
    casus = CasusFactory(body="Begin.\n:::vertrouwelijk\nGeheim een\n\nGeheim twee")
    assert casus.secties.filter(search_vector=build_query("begin")).exists()
    assert not casus.secties.filter(search_vector=build_query("twee")).exists()


@pytest.mark.django_db
@pytest.mark.parametrize("source", TRICKED)
def test_what_only_looks_like_the_end_is_not_indexed(source: str) -> None:
    casus = CasusFactory(body=source)
    assert casus.secties.filter(search_vector=build_query("open")).exists()
    assert not casus.secties.filter(search_vector=build_query("geheim")).exists()


@pytest.mark.django_db
def test_public_words_between_two_confidential_passages_are_found() -> None:
    hidden = ":::vertrouwelijk\nGeheim\n:::\n"
    casus = CasusFactory(body=f"Begin.\n\n{hidden}\nMidden.\n\n- {hidden}\nSlot.\n")
    for word, found in (("begin", True), ("midden", True), ("slot", True), ("geheim", False)):
        rows = casus.secties.filter(search_vector=build_query(word))
        assert (word, rows.exists()) == (word, found)


@pytest.mark.django_db
def test_a_search_with_no_answer_to_every_word_shows_what_answers_some(client: Any) -> None:
    casus = CasusFactory(title="De bus die bleef", visibility="public")

    def page(typed: str) -> tuple[int, bool, bool]:
        response = client.get("/zoeken/", {"q": typed})
        return (
            response.context["total"],
            response.context["wider"],
            str(casus) in response.content.decode(),
        )

    assert page("bus") == (1, False, True)
    assert page("bus ruimteschip") == (1, True, True)
    assert page("-bleef bus ruimteschip") == (0, False, False)
    assert page("ruimteschip -bus") == (0, False, False)
    assert page("ruimteschip maanlander") == (0, False, False)
