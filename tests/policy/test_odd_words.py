"""Case 40: odd words in every place where one can search, the API too, are no fault of ours."""

from typing import Any

import pytest
from django.db import transaction
from django.urls import reverse

from tests.policy import world as worlds
from tests.policy.conftest import Doors
from tests.policy.looks import client_of
from tests.policy.rows_api import OPEN_LISTS
from tests.policy.table import ROLES
from tests.policy.test_matrix import ROWS

pytestmark = pytest.mark.django_db
READERS = ("organisator", "redacteur", "beheerder", *ROLES)
ENTRIES = {
    **dict.fromkeys(("search", "search_suggest", "search_feed", "zoeken:keep", "hulp"), "q"),
    **dict.fromkeys(("beheer_organisaties", "beheer_leden", "beheer_trefwoorden"), "q"),
    **dict.fromkeys(("beheer_logboek", "beheer_leden_bewerken"), "wie"),
    **dict.fromkeys((f"casussen:{name}" for name in ("list", "feed", "compare")), "q"),
    **dict.fromkeys(("casussen:generatoren", "casussen:group_invite"), "q"),
    **dict.fromkeys((f"communities:{n}" for n in ("deelnemers", "organisaties", "mensen")), "q"),
    **dict.fromkeys((f"handboek:{n}" for n in ("feed", "publicaties", "lessen", "lijst")), "q"),
    **dict.fromkeys((f"api:{name}" for name in OPEN_LISTS), "q"),
    "bijeenkomsten:presence": "zoek",
}
ODD: dict[str, str | bytes] = {
    "signs": '\'"&|!:*()<>\\%_- "" () -"" OR AND :* a\u202eb\u2067',
    "no text": b"a\x00b \xed\xa0\x80 \xff\xfe\xc0\xaf",
    "100,000 words": "aap " * 100_000,
    "a megabyte": "x" * 1_000_000,
}


@pytest.mark.parametrize("odd", ODD)
def test_odd_words_break_no_search(odd: str, world: worlds.World, doors: Doors) -> None:
    rows = {row.name: row for row in reversed(ROWS)}
    wrong: list[Any] = []
    for name, key in ENTRIES.items():
        row = rows[name]
        who = next(role for role in READERS if role in (row.get or ()))
        with transaction.atomic():
            address = reverse(name, kwargs=row.kwargs(world))
            response = client_of(row, who, doors).get(address, {key: ODD[odd]})
            transaction.set_rollback(True)
        if response.status_code not in {200, 302, 400, 404, 422}:
            wrong.append((name, response.status_code))
    assert wrong == []
