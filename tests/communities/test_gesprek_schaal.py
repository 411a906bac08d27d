"""Conversations at the size of the whole network: no page reads all posts (features.md row 21)."""

import json
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from communities import services
from communities.models import Community, Deelnemer, Gesprek, Reactie
from tests.factories import CasusFactory, ReactieFactory

ClientOf = Callable[[Deelnemer | None], Client]
MANY, TALKS, PEOPLE = 20_000, 100, 500
COLUMNS = [
    field.column
    for field in Reactie._meta.concrete_fields
    if field.column not in {"id", "search_vector"}
]
WORDS = (
    "'Een reactie over wonen en werk, nummer ' || n || CASE n % 997 WHEN 0 THEN ' uil' ELSE '' END"
)


def fill(first: Reactie, talks: list[int], people: list[int]) -> None:
    """Add many posts of many people, and give the first one many answers."""
    own = {
        "gesprek_id": f"(ARRAY[{','.join(map(str, talks))}])[1 + n % {len(talks)}]",
        "author_id": f"(ARRAY[{','.join(map(str, people))}])[1 + n % {len(people)}]",
        "body": WORDS,
        "created_at": "now() - n * interval '1 minute'",
    }
    chosen = ", ".join(own.get(name, f"seed.{name}") for name in COLUMNS)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = 0")  # this is no page
        cursor.execute(
            f"INSERT INTO communities_reactie ({', '.join(COLUMNS)}) SELECT {chosen}"
            f" FROM communities_reactie seed, generate_series(1, {MANY}) n"
            f" WHERE seed.id = {first.pk}"
        )
        cursor.execute(
            "UPDATE communities_reactie SET root_id = %s, parent_id = %s"
            " WHERE gesprek_id = %s AND id > %s AND id %% 2 = 0",
            [first.pk, first.pk, first.gesprek_id, first.pk],
        )
        cursor.execute("SELECT gin_clean_pending_list('reactie_search')")  # as autovacuum does
        for table in ("reactie", "gesprek", "leesstand"):
            cursor.execute(f"ANALYZE communities_{table}")


def whole_reads(sql: str) -> list[str]:
    """Return the steps of a query that read the whole table of posts."""
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (FORMAT JSON) {sql}")
        plan = cursor.fetchone()[0]
    steps = [(json.loads(plan) if isinstance(plan, str) else plan)[0]["Plan"]]
    found = []
    while steps:
        step = steps.pop()
        steps += step.get("Plans", [])
        if step.get("Relation Name") == "communities_reactie" and step["Node Type"] == "Seq Scan":
            found.append(f"{step.get('Filter')}\n{sql}")
    return found


@pytest.fixture
def network(community: Community, organisator: Deelnemer) -> Iterator[Reactie]:
    """Return the first post of a thread with many answers, among many other conversations."""
    first = ReactieFactory(gesprek=Gesprek.objects.create(subject=community), author=organisator)
    casus = CasusFactory(community=community)
    talks = [first.gesprek_id]
    for number in range(TALKS):
        more = CasusFactory(
            community=community, casushouder=casus.casushouder, title=f"Casus {number}"
        )
        talks.append(Gesprek.objects.create(subject=more).pk)
    rows = [
        Deelnemer(email=f"p{n}@voorbeeld.nl", first_name="P", last_name=str(n))
        for n in range(PEOPLE)
    ]
    people = [person.pk for person in Deelnemer.objects.bulk_create(rows)]
    fill(first, talks, people)
    yield first


def test_no_page_reads_all_posts(
    network: Reactie, deelnemer: Deelnemer, client_of: ClientOf
) -> None:
    client = client_of(deelnemer)
    services.mark_all_read(actor=deelnemer, read_to=network.pk + MANY // 2)
    asked = 0
    for address in (
        "/communities/bewoners-in-beeld/binnen/",
        f"/communities/reacties/{network.pk}/gesprek/",
        f"/communities/reacties/{network.pk}/",
        "/mijn/ongelezen/",
        "/mijn/",
        "/zoeken/?q=uil",
    ):
        with CaptureQueriesContext(connection) as captured:
            response = client.get(address)
        assert response.status_code in {200, 302}
        queries = [each["sql"] for each in captured if "communities_reactie" in each["sql"]]
        asked += len(queries)
        for sql in queries:
            if re.match(r"SELECT|WITH|\(", sql):
                assert whole_reads(sql) == [], address
    assert asked > 10


def test_a_word_in_a_post_is_found_by_who_may_read_it(
    community: Community,
    deelnemer: Deelnemer,
    ander_lid: Deelnemer,
    organisator: Deelnemer,
    client_of: ClientOf,
) -> None:
    post = services.post_reactie(actor=organisator, subject=community, body="Over kwikstaarten")
    gone = services.post_reactie(actor=organisator, subject=community, body="Weg: kwikstaarten")
    services.remove_reactie(actor=organisator, reactie=gone)

    def links(person: Deelnemer) -> set[str]:
        html: Any = client_of(person).get("/zoeken/?q=kwikstaarten").content.decode()
        assert "Weg:" not in html
        return set(re.findall(r'href="(/communities/reacties/\d+/)"', html))

    assert links(deelnemer) == {post.get_absolute_url()}
    assert links(ander_lid) == set()
