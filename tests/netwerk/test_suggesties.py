"""Help while typing: titles that the asker may see and words of the vocabularies, nothing else."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from communities import services
from communities.models import Community, Deelnemer
from netwerk.kern.zoeken.suggesties import MOST_OFFERED
from tests.factories import CasusFactory, DilemmaFactory, NieuwsberichtFactory, OnderwerpFactory

ClientOf = Callable[[Deelnemer | None], Client]
pytestmark = pytest.mark.django_db


def offered(client: Client, typed: str) -> list[str]:
    response = client.get("/zoeken/suggesties/", {"q": typed})
    assert response.status_code == 200
    return [each["tekst"] for each in response.json()["suggesties"]]


def test_titles_that_begin_to_look_like_it(
    community: Community, deelnemer: Deelnemer, client_of: ClientOf
) -> None:
    CasusFactory(title="De kruiwagen", visibility="community", community=community)
    CasusFactory(title="De kruiwagen van anderen", visibility="community")
    CasusFactory(title="De bus", visibility="public", summary="Met een kruiwagen.")
    assert offered(client_of(deelnemer), "kruiw") == ["De kruiwagen"]
    assert offered(client_of(None), "kruiw") == []
    assert offered(client_of(deelnemer), "de kruiw") == ["De kruiwagen"]


def test_words_of_the_vocabularies_come_first(client: Client) -> None:
    CasusFactory(title="Wonen in de wijk", visibility="public")
    assert offered(client, "wone")[0] == "Wonen"
    assert "Wonen in de wijk" in offered(client, "wone")


def test_no_more_than_eight_and_nothing_for_one_letter(client: Client) -> None:
    CasusFactory.create_batch(12, title="Kruiwagen", visibility="public")
    assert len(offered(client, "kruiwagen")) == MOST_OFFERED
    for typed in ("k", "", " ", "&|!", "de"):
        assert offered(client, typed) == [] or typed == "de"


def test_nobody_keeps_what_a_member_was_offered(deelnemer: Deelnemer, client_of: ClientOf) -> None:
    own = client_of(deelnemer).get("/zoeken/suggesties/", {"q": "bus"})
    assert "no-store" in own.headers["Cache-Control"]
    open_to_all = client_of(None).get("/zoeken/suggesties/", {"q": "bus"})
    assert open_to_all.headers["Cache-Control"] == "public, max-age=60"
    assert "Cookie" in open_to_all.headers["Vary"]
    assert not open_to_all.cookies


def test_more_rows_take_no_more_queries(client: Client) -> None:
    def fill(number: int) -> None:
        for _ in range(number):
            CasusFactory(title="Kruiwagen", visibility="public")
            NieuwsberichtFactory(title="Kruiwagen")
            DilemmaFactory(question="Kruiwagen?", visibility="public")

    def queries() -> int:
        client.get("/zoeken/suggesties/?q=kruiw")
        with CaptureQueriesContext(connection) as caught:
            client.get("/zoeken/suggesties/?q=kruiw")
        return len(caught)

    fill(1)
    few = queries()
    fill(15)
    assert queries() <= few


def meant(client: Client, typed: str) -> Any:
    suggestion = client.get("/zoeken/", {"q": typed}).context.get("suggestion")
    return suggestion["text"] if suggestion else None


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("kruiwagn", "kruiwagen"),
        ("kruiwgaen", "kruiwagen"),
        ("frieslnad", "friesland"),
        ("de kruiwagn -bus", "de kruiwagen -bus"),
        ('"kruiwagn"', None),
        ("-kruiwagn", None),
        ("kruiwagen", None),
        ("xqzvbn", None),
    ],
)
def test_another_word_was_meant(client: Client, typed: str, expected: str | None) -> None:
    CasusFactory(title="De kruiwagen", visibility="public")
    assert meant(client, typed) == expected


def test_a_word_of_what_is_hidden_is_never_meant(
    community: Community, deelnemer: Deelnemer, client_of: ClientOf
) -> None:
    CasusFactory(
        title="De kanariegele halte",
        summary="Over spreeuwennesten.",
        visibility="community",
        community=community,
    )
    assert meant(client_of(deelnemer), "kanariegeel") == "kanariegele"
    assert meant(client_of(None), "kanariegeel") is None
    assert meant(client_of(deelnemer), "spreeuwenneste") is None
    page = client_of(None).get("/zoeken/", {"q": "kanariegeel"}).text
    assert "kanariegele" not in page


def test_the_title_of_a_topic_that_was_taken_away_is_never_meant(
    community: Community, deelnemer: Deelnemer, client_of: ClientOf
) -> None:
    topic = OnderwerpFactory(community=community, title="Over mevrouw Zwaluwstaart")
    assert meant(client_of(deelnemer), "zwaluwstart") == "zwaluwstaart"
    services.remove_onderwerp(actor=topic.author, onderwerp=topic)
    assert meant(client_of(deelnemer), "zwaluwstart") is None
    assert offered(client_of(deelnemer), "zwaluwst") == []
