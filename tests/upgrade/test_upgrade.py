"""The database of the previous release, with data in it, goes along to this one."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings

from tests.exit.conftest import EMPTY, Installation, new_installation  # noqa: F401 - a fixture

pytestmark = pytest.mark.xdist_group("upgrade")
FOLDER = Path(__file__).parent
DUMPS = sorted(FOLDER.glob("*.dump"), key=lambda path: [int(n) for n in path.stem.split(".")])
UPGRADE = """
import json, sys
import django
django.setup()
from django.core.management import call_command
from django.db import connection
from django.test import Client
from netwerk.backup import programs
name = f"--dbname={programs.database()}"
with connection.cursor() as cursor:
    cursor.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
connection.close()

list(programs.output("pg_restore", "--exit-on-error", "--no-owner", "--no-privileges",
                     "--no-comments", name, sys.argv[1]))
call_command("migrate", verbosity=0)
call_command("migrate", check_unapplied=True)
from communities.models import Deelnemer
from tests.inloggen import sign_in
pages = {}
def ask(client, paths):
    for path in paths:
        pages[path] = client.get(path, headers={"host": "localhost"}).status_code
ask(Client(), sys.argv[2].split())
member = Client()
sign_in(member, Deelnemer.objects.get(email="beheerder@voorbeeld.nl"))
ask(member, sys.argv[3].split())
print(json.dumps(pages))
"""
SHAPE = """
SELECT 'column', table_name, column_name, data_type, is_nullable
FROM information_schema.columns WHERE table_schema = 'public'
UNION ALL SELECT 'index', tablename, indexname, '', '' FROM pg_indexes WHERE schemaname = 'public'
UNION ALL SELECT 'constraint', conrelid::regclass::text, conname, contype::text, ''
FROM pg_constraint WHERE connamespace = 'public'::regnamespace
UNION ALL SELECT 'trigger', tgrelid::regclass::text, tgname, tgenabled::text, ''
FROM pg_trigger WHERE NOT tgisinternal
"""
OPEN = "/ /handboek/ /casussen/ /bijeenkomsten/ /zoeken/?q=bewoners /begrippen/ /api/v1/adviezen"
MEMBERS = "/mijn/ /communities/ /deelnemers/ /beheer/ /beheer/logboek/ /beheer/bewaartermijnen/"


@pytest.mark.parametrize("dump", DUMPS[-1:], ids=lambda path: path.stem)
def test_the_previous_release_becomes_this_one(
    dump: Path,
    new_installation: Callable[[], Installation],  # noqa: F811
) -> None:
    place = new_installation()
    server, _, _ = os.environ["DATABASE_URL"].rpartition("/")
    own = {"DATABASE_URL": f"{server}/{place.database}", "MEDIA_ROOT": str(place.media)}
    done = subprocess.run(
        [sys.executable, "-c", UPGRADE, str(dump), OPEN, MEMBERS],
        cwd=settings.BASE_DIR,
        env=dict(os.environ) | own,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    pages = json.loads(done.stdout.splitlines()[-1])
    assert set(pages.values()) == {200}, pages
    fresh = Installation(EMPTY, place.media)
    differ = set(place.rows(SHAPE)) ^ set(fresh.rows(SHAPE))
    assert differ == set(), "a migration that was released is changed, or one is missing"
    assert place.rows("SELECT count(*) > 10 FROM handboek_advies") == [(True,)]


def test_every_release_has_its_dump_and_its_migrations() -> None:
    assert DUMPS
    assert {path.stem for path in DUMPS} == {path.stem for path in FOLDER.glob("*.migrations")}
