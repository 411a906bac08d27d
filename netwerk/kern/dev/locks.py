"""Part of `make check`: does a new migration hold up people who work, or break the code of before?

Looks at the SQL of the migrations that came after the newest release in tests/upgrade
(netwerk.kern.dev.release). What a release has run already is as it is.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

from netwerk.kern.dev.environment import PYTHON, ROOT

SQUAWK = Path(PYTHON).parent / "squawk"
RELEASES = ROOT / "tests/upgrade"
OWN = ("netwerk.", "communities", "casussen", "bijeenkomsten", "handboek")
NO_LOCKS = (  # matters of taste, and what `manage.py migrate` sees to itself
    "ban-char-field",
    "ban-drop-constraint",
    "identifier-too-long",
    "prefer-bigint-over-int",
    "prefer-bigint-over-smallint",
    "prefer-identity",
    "prefer-robust-stmts",
    "prefer-text-field",
    "prefer-timestamptz",
    "require-timeout-settings",
    "transaction-nesting",
)
CREATED = re.compile(r'CREATE TABLE "(\w+)"')
TOUCHED = re.compile(r'(?:ALTER TABLE|INDEX .*? ON) "(\w+)"')
# These do no harm, though squawk says so of their like: a table of history is filled by a trigger,
# which is made anew; a key in a new, empty column finds nothing to look at.
HARMLESS = re.compile(
    r'ALTER TABLE "\w+event" ALTER COLUMN "\w+" DROP DEFAULT'
    r'|ALTER TABLE "\w+" ADD COLUMN "\w+" \w+ NULL CONSTRAINT "\w+" REFERENCES '
)
# {"app.0001_name": {"rule": "why it is fine here"}}; a rule that is not needed is an error too.
EXCEPTIONS: dict[str, dict[str, str]] = {}


def main() -> int:
    """Look at every new migration; returns 0 when all may run while people work."""
    import django

    django.setup()
    found = dict(_new(_known(RELEASES)))
    print(f"{len(found)} migraties na de vorige uitgave", flush=True)
    unknown = sorted(set(EXCEPTIONS) - set(found))
    if unknown:
        print(f"Niet meer nodig in EXCEPTIONS ({__file__}): {', '.join(unknown)}")
    wrong = [name for name, sql in found.items() if not is_safe(name, sql, EXCEPTIONS.get(name))]
    if wrong:
        print(f"Deze migraties houden mensen op: {', '.join(wrong)}. Zie CONTRIBUTING.md.")
    return 1 if wrong or unknown else 0


def is_safe(name: str, sql: str, exceptions: Iterable[str] | None = None) -> bool:
    """Let squawk judge the SQL of one migration; it says what is wrong."""
    with tempfile.TemporaryDirectory(prefix="netwerk-sloten-") as folder:
        file = Path(folder) / f"{name}.sql"
        file.write_text(sql)
        rules = ",".join((*NO_LOCKS, *(exceptions or ())))
        options = ("--pg-version=15", f"--exclude={rules}", "--reporter=gcc")
        return subprocess.run([SQUAWK, *options, file], check=False).returncode == 0


def _known(releases: Path) -> set[tuple[str, str]]:
    """Return the (app, name) of all migrations of the newest release."""
    newest = max(
        releases.glob("*.migrations"),
        key=lambda path: [int(part) for part in path.stem.split(".")],
    )
    lines = newest.read_text().splitlines()
    return {(app, name) for app, _, name in (line.partition(" ") for line in lines)}


def _new(known: set[tuple[str, str]]) -> Iterable[tuple[str, str]]:
    """Give the SQL of each own migration that the release did not have."""
    from django.apps import apps
    from django.db import connection
    from django.db.migrations.loader import MigrationLoader

    own = {each.label for each in apps.get_app_configs() if each.name.startswith(OWN)}
    loader = MigrationLoader(connection, replace_migrations=False)
    for key, migration in sorted(loader.disk_migrations.items()):
        if key[0] in own and key not in known:
            statements = loader.collect_sql([(loader.graph.nodes[key], False)])
            yield ".".join(key), as_script(statements, atomic=migration.atomic)


def as_script(statements: list[str], *, atomic: bool) -> str:
    """Join what touches a table that people use; nobody waits for one that is only just made."""
    made = {name for each in statements for name in CREATED.findall(each)}
    judged = [
        each
        for each in statements
        if not made & set(TOUCHED.findall(each)) and not HARMLESS.match(each)
    ]
    body = "".join(f"{each}\n" for each in judged)
    return f"BEGIN;\n{body}COMMIT;\n" if atomic else body


if __name__ == "__main__":
    sys.exit(main())
