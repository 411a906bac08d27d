"""The drill: all is lost, a backup comes back, and everything is as it was."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from psycopg import sql

from netwerk.exit.package import MANIFEST
from tests.exit.conftest import Installation, connect, new_installation  # noqa: F401 - a fixture
from tests.exit.test_round_trip import files_of

pytestmark = pytest.mark.xdist_group("backup")
TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1"
# Where the place that lived on and the one that came back may differ: the last mail to who goes,
# what is written down of a restore, who is signed in, and keys for the API.
MAY_DIFFER = {
    "audit_auditevent",
    "berichten_delivery",
    "berichten_messageevent",
    "communities_apisleutel",
    "django_session",
}
SEED = """
import django
django.setup()
from django.core.files.base import ContentFile
from netwerk.kern.avg import services
from tests.factories import *
from tests.inloggen import key_of
person = DeelnemerFactory(first_name="Zonnebloem", last_name="Zwaluwstaart",
                          email="z.zwaluwstaart@voorbeeld.nl", password="goed bewaard geheim")
person.expertise.add("Zwaluwstaarten tellen")
person.photo.save("zonnebloem.webp", ContentFile(b"foto van zwaluwstaart"))
keeps = DeelnemerFactory(first_name="Bente", is_beheerder=True, email="bente@voorbeeld.nl",
                         password="goed bewaard geheim")
casus = CasusFactory(title="De bus", summary="Dat zei Zonnebloem Zwaluwstaart.")
AdviesFactory(published=True)
BijeenkomstFactory(community=casus.community, created_by=keeps)
ReactieFactory(author=person)
from datetime import timedelta
from communities.services import post_reactie
from netwerk.kern.berichten.models import Delivery, MessageEvent
key_of(keeps)
post_reactie(actor=keeps, subject=casus, body="Wie kent dit?")
event = MessageEvent.objects.latest("pk")
Delivery.objects.create(event=event, kind="gesprek.reactie", person=keeps, state="planned",
                        dedupe_key="proef:1", message_id="<1@voorbeeld>", due_at=event.created_at,
                        expires_at=event.created_at + timedelta(days=3))
"""
ERASE = """
import django
django.setup()
from django.utils import timezone
from communities.models import Deelnemer
from netwerk.kern.avg import services
from netwerk.kern.avg.models import Verwijderverzoek
from netwerk.kern.avg.werk import work
people = Deelnemer.objects
services.erase_now(actor=people.get(email="bente@voorbeeld.nl"),
                   person=people.get(first_name="Zonnebloem"), reason="Vroeg het.")
work(seconds=1)
Verwijderverzoek.objects.update(next_at=timezone.now(), farewell_at="2020-01-01T00:00:00Z")
work(seconds=60)
assert Verwijderverzoek.objects.get().done_at
"""
SIGN_IN = """
import sys
import django
django.setup()
from django.test import Client
client = Client(headers={"host": "localhost"})
answer = client.post("/account/login/", {"login": sys.argv[1], "password": "goed bewaard geheim"})
print(answer.status_code, answer.headers.get("Location"))
"""


TRY = """
import json, pathlib, sys
import django
django.setup()
from django.core.management import CommandError, call_command
said = {}
for each in sys.argv[1:]:
    try:
        call_command("restore", each, niemand_gewist=True, stdout=sys.stderr)
    except CommandError as error:
        said[pathlib.Path(each).name] = str(error)
print(json.dumps(said))
"""


def python(place: Installation, script: str, *arguments: str, **variables: str) -> str:
    """Run a script in an installation, and return what it said."""
    server, _, _ = os.environ["DATABASE_URL"].rpartition("/")
    own = {"DATABASE_URL": f"{server}/{place.database}", "MEDIA_ROOT": str(place.media)}
    done = subprocess.run(
        [sys.executable, "-c", script, *arguments],
        env=dict(os.environ) | own | variables,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def counts(place: Installation) -> dict[str, int]:
    names = [name for (name,) in place.rows(TABLES)]
    each = [f"SELECT '{name}', count(*) FROM \"{name}\"" for name in names]
    return dict(place.rows(" UNION ALL ".join(each))) if each else {}


def where(place: Installation, word: str) -> list[str]:
    """Return the tables and files in which a word stands."""
    tables = [
        name
        for name in counts(place)
        if place.rows(f"SELECT 1 FROM \"{name}\" t WHERE t::text ILIKE '%{word}%' LIMIT 1")
    ]
    files = [path for path in place.media.rglob("*") if path.is_file()]
    return tables + [path.name for path in files if word.encode() in path.read_bytes().lower()]


@pytest.fixture(scope="module")
def bare(
    new_installation: Callable[[], Installation],  # noqa: F811
) -> Callable[[], Installation]:
    """Return what makes a place with nothing at all in it: a restore makes the tables too."""

    def make() -> Installation:
        place = new_installation()
        with connect("postgres") as server:
            name = sql.Identifier(place.database)
            server.execute(sql.SQL("DROP DATABASE {}").format(name))
            server.execute(sql.SQL("CREATE DATABASE {} TEMPLATE template0").format(name))
        return place

    return make


@pytest.fixture(scope="module")
def full(new_installation: Callable[[], Installation]) -> Installation:  # noqa: F811
    """Return a portal with a bit of everything, and a file that no row knows."""
    place = new_installation()
    python(place, SEED)
    (place.media / "map met spatie").mkdir()
    (place.media / "map met spatie/één bestand.txt").write_text("van vroeger")
    return place


@pytest.fixture(scope="module")
def backup(full: Installation, tmp_path_factory: pytest.TempPathFactory) -> Path:
    before = counts(full)
    target = tmp_path_factory.mktemp("reservekopie") / "maandag"
    assert "Klaar: " in full.done("backup", str(target))
    assert target.stat().st_mode & 0o077 == 0
    subprocess.run(["sha256sum", "--check", "--quiet", "SHA256SUMS"], cwd=target, check=True)
    manifest = json.loads((target / MANIFEST).read_text())
    assert {name: number for name, (number, _) in manifest["tabellen"].items()} == before
    assert before["casussen_casussectie"]
    assert before["communities_reactie"]
    return target


@pytest.fixture(scope="module")
def empty(bare: Callable[[], Installation]) -> Installation:
    """Return a place in which every restore of this file is refused."""
    return bare()


def test_everything_comes_back_the_same_but_who_was_erased_since(
    full: Installation, backup: Path, bare: Callable[[], Installation], tmp_path: Path
) -> None:
    ledger = tmp_path / "elders/gewist.jsonl"
    assert len(where(full, "zwaluwstaart")) > 4
    python(full, ERASE, ERASURE_LEDGER=str(ledger))
    assert where(full, "zwaluwstaart") == []
    [line] = [json.loads(each) for each in ledger.read_text().splitlines()]
    assert list(line) == ["deelnemer", "gewist_op", "beheerder"], "nothing says who it was"
    [[bente]] = full.rows("SELECT id FROM communities_deelnemer WHERE first_name = 'Bente'")
    nobody = line | {"deelnemer": 1_000_000}
    earlier = line | {"deelnemer": bente, "gewist_op": "2020-01-01T00:00:00+00:00"}
    with ledger.open("a") as file:  # her number was somebody else's, before a restore
        file.writelines(json.dumps(each) + "\n" for each in (nobody, earlier))

    place = bare()
    without = place.manage("restore", str(backup))
    assert without.returncode == 1
    assert "Er is geen lijst met wie er gewist is" in without.stderr
    assert counts(place) == {}
    said = place.done("restore", str(backup), "--gewist", str(ledger))
    assert "aantallen en controlegetallen zijn gelijk aan de reservekopie." in said
    assert "Sindsdien gewist en nu opnieuw gewist: 1." in said
    lived_on, came_back = counts(full), counts(place)
    differ = {name for name in lived_on if lived_on[name] != came_back.get(name)}
    assert differ <= MAY_DIFFER
    assert lived_on.keys() == came_back.keys()
    files = files_of(place.media)
    assert files.pop("gewist.jsonl")
    assert files == files_of(full.media)
    assert "map met spatie/één bestand.txt" in files
    assert where(place, "zwaluwstaart") == []
    assert (lived_on["communities_apisleutel"], came_back["communities_apisleutel"]) == (1, 0)

    doubt = "SELECT state, lease_until < now() FROM berichten_delivery WHERE dedupe_key = 'proef:1'"
    assert place.rows(doubt) == [("sending", True)], "it may have gone since: its kind decides"
    assert place.knows("communities_deelnemer")

    assert python(place, SIGN_IN, "bente@voorbeeld.nl").startswith("302 ")
    assert python(place, SIGN_IN, "z.zwaluwstaart@voorbeeld.nl").startswith("200 ")
    refused = place.manage("restore", str(backup))
    assert refused.returncode == 1
    assert "De database is niet leeg" in refused.stderr
    assert counts(place).keys() == came_back.keys()


def lose_a_file(backup: Path) -> str:
    next((backup / "bestanden").rglob("*.txt")).unlink()
    return "In het pakket ontbreekt bestanden/map met spatie"


def damage_a_file(backup: Path) -> str:
    next((backup / "bestanden").rglob("*.txt")).write_text("kapot")
    return "één bestand.txt is veranderd of beschadigd"


def damage_the_dump(backup: Path) -> str:
    dump = backup / "database.dump"
    content = bytearray(dump.read_bytes())
    content[len(content) // 2] ^= 0xFF
    dump.write_bytes(content)
    return "database.dump is veranderd of beschadigd"


def cut_off_the_dump(backup: Path) -> str:
    """Tamper with every checksum along, so that only PostgreSQL can see it."""
    dump = backup / "database.dump"
    before = hashlib.sha256(dump.read_bytes()).hexdigest()
    dump.write_bytes(dump.read_bytes()[:-20_000])
    after = hashlib.sha256(dump.read_bytes()).hexdigest()
    sums = (backup / "SHA256SUMS").read_text().replace(before, after)
    (backup / "SHA256SUMS").write_text(sums)
    change(backup, controlegetal=hashlib.sha256(sums.encode()).hexdigest())
    return "pg_restore lukte niet"


def be_of_a_newer_version(backup: Path) -> str:
    schema = json.loads((backup / MANIFEST).read_text())["schema"]
    change(backup, schema=schema | {"handboek": "9999_later"})
    return "van een nieuwere versie van het portaal (0.1.0)"


def be_an_export(backup: Path) -> str:
    change(backup, soort="export")
    return "Dit is geen reservekopie"


def add_a_file(backup: Path) -> str:
    (backup / "iets.txt").write_text("x")
    return "een bestand met een vreemde naam"


def change(backup: Path, **fields: Any) -> None:
    manifest = json.loads((backup / MANIFEST).read_text())
    (backup / MANIFEST).write_text(json.dumps(manifest | fields))


DAMAGE = (
    lose_a_file,
    damage_a_file,
    damage_the_dump,
    cut_off_the_dump,
    be_of_a_newer_version,
    be_an_export,
    add_a_file,
)


def test_a_damaged_backup_is_refused_and_nothing_is_loaded(
    backup: Path, empty: Installation, tmp_path: Path
) -> None:
    words = {}
    for damage in DAMAGE:
        shutil.copytree(backup, tmp_path / damage.__name__)
        words[damage.__name__] = damage(tmp_path / damage.__name__)
    said = json.loads(python(empty, TRY, *(str(tmp_path / name) for name in words)))
    assert counts(empty) == {}
    assert files_of(empty.media) == {}
    for name, refusal in words.items():
        assert refusal in said[name]
        assert said[name].endswith("Er is niets teruggezet.")
    (empty.media / "brief.txt").write_text("van iemand")
    [refusal] = json.loads(python(empty, TRY, str(backup))).values()
    assert "is niet leeg. Kies voor MEDIA_ROOT een lege map." in refusal
    assert counts(empty) == {}
    assert list(files_of(empty.media)) == ["brief.txt"]


def test_erasing_again_ends_what_lets_people_in(
    new_installation: Callable[[], Installation],  # noqa: F811
) -> None:
    place = new_installation()
    python(place, SEED)
    assert python(place, SIGN_IN, "bente@voorbeeld.nl").startswith("302 ")
    before = counts(place)
    assert before["django_session"]
    assert before["communities_apisleutel"]
    refused = place.manage("erase_again")
    assert refused.returncode == 1
    assert "Er is geen lijst met wie er gewist is" in refused.stderr
    assert counts(place) == before
    assert "Opnieuw gewist: 0." in place.done("erase_again", "--niemand-gewist")
    after = counts(place)
    assert (after["django_session"], after["communities_apisleutel"]) == (0, 0)
