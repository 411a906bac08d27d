"""What the database says it cannot do becomes words for a visitor; a fault of ours does not."""

import pytest
from django.db import DatabaseError, connection, transaction

from netwerk.views.storing import AWAY, BUSY, NOT_NOW, Trouble, trouble_of

CODES = {
    "53100": NOT_NOW,  # disk full
    "25006": NOT_NOW,  # read-only
    "53300": AWAY,  # too many connections
    "57014": AWAY,  # a question that took too long
    "57P01": AWAY,  # stopped by an administrator
    "40P01": BUSY,  # deadlock
    "40001": BUSY,  # serialisation
    "55P03": BUSY,  # lock not available
    "23505": None,  # a double: a fault of ours
    "42P01": None,  # no such table
}


@pytest.mark.django_db
@pytest.mark.parametrize(("code", "trouble"), CODES.items())
def test_each_refusal_of_postgresql_has_its_words(code: str, trouble: Trouble | None) -> None:
    statement = f"DO $$ BEGIN RAISE EXCEPTION USING ERRCODE = '{code}'; END $$"
    with (
        pytest.raises(DatabaseError) as raised,
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
    assert trouble_of(raised.value) == trouble


def test_another_error_is_a_fault_of_ours() -> None:
    assert trouble_of(ValueError("x")) is None
    assert trouble_of(None) is None
