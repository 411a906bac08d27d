"""A new migration may not hold up who is at work, nor break the code that still runs."""

import pytest

from netwerk.kern.dev.locks import EXCEPTIONS, as_script, is_safe

LES = 'ALTER TABLE "handboek_les"'
KEY = 'CONSTRAINT "les_by_fk" REFERENCES "communities_deelnemer"("id") DEFERRABLE'
INDEX = 'INDEX {} "les_titel" ON "handboek_les" ("title");'
HOLDS_UP = {
    "require-concurrent-index-creation": "CREATE " + INDEX.format(""),
    "constraint-missing-not-valid": f'{LES} ADD CONSTRAINT "les_c" CHECK ("version" > 0);',
    "changing-column-type": f'{LES} ALTER COLUMN "title" TYPE varchar(400);',
    "adding-not-nullable-field": f'{LES} ALTER COLUMN "title" SET NOT NULL;',
}
BREAKS_BEFORE = {
    "renaming-column": f'{LES} RENAME COLUMN "title" TO "titel";',
    "renaming-table": f'{LES} RENAME TO "handboek_geleerd";',
    "ban-drop-column": f'{LES} DROP COLUMN "title" CASCADE;',
    "ban-drop-table": 'DROP TABLE "handboek_les" CASCADE;',
    "ban-drop-default": f"{LES} ADD COLUMN \"kort\" text DEFAULT '' NOT NULL;"
    f' {LES} ALTER COLUMN "kort" DROP DEFAULT;',
}
FINE = (
    f'{LES} ADD COLUMN "kort" text NULL;',
    f"{LES} ADD COLUMN \"kort\" text DEFAULT '' NOT NULL;",  # db_default
    f'{LES} ADD COLUMN "by_id" bigint NULL {KEY};',
    f'CREATE TABLE "new" ("id" bigint); CREATE {INDEX.format("").replace("handboek_les", "new")}',
    'ALTER TABLE "handboek_lesevent" ALTER COLUMN "kort" DROP DEFAULT;',
)


@pytest.mark.parametrize(("rule", "statement"), (HOLDS_UP | BREAKS_BEFORE).items())
def test_what_locks_a_table_or_breaks_the_code_of_before_is_seen(
    rule: str, statement: str, capfd: pytest.CaptureFixture[str]
) -> None:
    script = as_script([statement], atomic=True)
    assert not is_safe("handboek.0099_x", script)
    assert rule in capfd.readouterr().out
    assert is_safe("handboek.0099_x", script, [rule])


@pytest.mark.parametrize("statement", FINE)
def test_what_hinders_nobody_passes(statement: str) -> None:
    assert is_safe("handboek.0099_x", as_script([statement], atomic=True))


def test_an_index_is_made_beside_the_work_and_outside_a_transaction() -> None:
    statement = "CREATE " + INDEX.format("CONCURRENTLY")
    assert is_safe("handboek.0099_x", as_script([statement], atomic=False))
    assert not is_safe("handboek.0099_x", as_script([statement], atomic=True))


def test_every_exception_says_why() -> None:
    assert all(len(why) > 20 for rules in EXCEPTIONS.values() for why in rules.values())
