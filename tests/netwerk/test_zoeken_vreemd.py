"""Case 40: whatever somebody types, search answers; and it reads no more than it must."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from casussen.models import Casus, CasusSectie
from communities.models import Deelnemer, Reactie
from netwerk.kern import subjects
from netwerk.kern.zoeken import hits, vraag
from netwerk.kern.zoeken.hits import Choices
from tests.factories import CasusFactory, GesprekFactory, ReactieFactory

ClientOf = Callable[[Deelnemer | None], Client]
pytestmark = pytest.mark.django_db
FUZZ = hypothesis_settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
ODD = st.text(
    st.sampled_from([*"'\"&|!:*()<>\\%_- aé", "\x00", "\u202e", "\u2067", "\ue000", "\u0301", "𝔘"]),
    max_size=60,
)
WORDS = st.one_of(ODD, st.text(max_size=300))
NAMES = ("q", "soort", "thema", "provincie", "community", "jaar", "pagina")
HUGE = ["a" * 1_000_000, "aap " * 100_000, "'" * 5000, "\x00" * 1000, "!" * 300, "(" * 300]


@given(words=WORDS, name=st.sampled_from(NAMES), other=WORDS)
@FUZZ
def test_no_words_and_no_choice_break_a_page(words: str, name: str, other: str) -> None:
    client = Client()
    asked = {"q": words.encode("utf-8", "replace"), name: other.encode("utf-8", "replace")}
    for path in ("/zoeken/", "/zoeken/suggesties/", "/zoeken/atom.xml"):
        assert client.get(path, asked).status_code == 200, path


@pytest.mark.parametrize("words", HUGE, ids=lambda words: repr(words[:4]))
def test_more_than_anybody_types_is_cut(words: str, client: Client) -> None:
    CasusFactory(title="Aap", visibility="public")
    for path in ("/zoeken/", "/zoeken/suggesties/", "/zoeken/atom.xml"):
        for name in NAMES:
            response = client.get(path, {"q": "aap", name: words})
            assert response.status_code == 200, (path, name)


@pytest.mark.parametrize("raw", ["%ED%A0%80", "%FF%FE", "%00", "%E2%80%AE", "%C0%AF"])
def test_bytes_that_are_no_text(raw: str, client: Client) -> None:
    for path in ("/zoeken/", "/zoeken/suggesties/", "/zoeken/atom.xml"):
        for name in NAMES:
            assert client.get(f"{path}?q=aap&{name}={raw}").status_code == 200, (path, name)


def read_whole(plan: str, *models: Any) -> list[str]:
    """Return the lines of a plan that read a table of these models from begin to end."""
    tables = [f" {model._meta.db_table} " for model in models]
    scans = [line for line in plan.split("\n") if "Seq Scan" in line]
    return [line for line in scans if any(table in line for table in tables)]


INDEXES = ("casus_search", "casussectie_search", "reactie_search")
LONG = " en nog een paar woorden" * 50  # posts as long as people write them


def many(deelnemer: Deelnemer) -> None:
    """Make so many rows that reading all of them is never the quickest."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = 0")  # the making may take a while
    casus = CasusFactory(title="Het begin", visibility="network")
    gesprek = GesprekFactory(subject=casus)
    post = ReactieFactory(gesprek=gesprek)
    Reactie.objects.bulk_create(
        [
            Reactie(gesprek=gesprek, author=post.author, body=f"Woord{n} over iets.{LONG}")
            for n in range(20_000)
        ],
        batch_size=5000,
    )
    rows = Casus.objects.bulk_create(
        [
            Casus(
                title=f"Casus woord{n}",
                slug=f"c{n}",
                summary=f"Over iets {n}.{LONG[:580]}",
                community=casus.community,
                casushouder=casus.casushouder,
                organisatie=casus.organisatie,
                visibility="network",
            )
            for n in range(4000)
        ],
        batch_size=250,
    )
    CasusSectie.objects.bulk_create(
        [
            CasusSectie(casus=row, kind="context", body=f"Tekst{n}", updated_by=casus.casushouder)
            for n, row in enumerate(rows)
        ],
        batch_size=250,
    )


def test_a_search_reads_no_big_table_from_begin_to_end(deelnemer: Deelnemer) -> None:
    many(deelnemer)
    query = vraag.ready("woord3210")
    assert query is not None
    with CaptureQueriesContext(connection) as caught:
        found = hits.search(deelnemer, query, Choices())
    assert (found.kinds["casus"], found.kinds["reactie"]) == (1, 1)
    with connection.cursor() as cursor:
        for index in INDEXES:  # as autovacuum does: what waits to be indexed counts as cost
            cursor.execute("SELECT gin_clean_pending_list(%s::regclass)", [index])
        cursor.execute("ANALYZE")
        cursor.execute("EXPLAIN " + caught.captured_queries[-1]["sql"].replace("%", "%%"), [])
        plan = "\n".join(row[0] for row in cursor.fetchall())
    assert read_whole(plan, CasusSectie, Reactie) == []
    for index in INDEXES:
        assert index in plan, plan
    casussen = subjects.by_key("casussen.casus")
    assert casussen.search is not None
    own = casussen.search(casussen.visible_to(deelnemer), query).order_by("-pk")[: hits.MOST]
    assert read_whole(own.explain(), Casus, CasusSectie) == []
