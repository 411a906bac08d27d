"""Everything leaves in open formats, and comes back the same in an empty installation."""

import hashlib
import json
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from netwerk.exit.package import MANIFEST
from tests.exit.conftest import Installation

pytestmark = pytest.mark.xdist_group("exit")
COUNTS = """
SELECT 'casussen_casus', count(*) FROM casussen_casus
UNION ALL SELECT 'casussen_casussectieevent', count(*) FROM casussen_casussectieevent
UNION ALL SELECT 'communities_reactie', count(*) FROM communities_reactie
UNION ALL SELECT 'communities_deelnemer', count(*) FROM communities_deelnemer
UNION ALL SELECT 'handboek_advies_themes', count(*) FROM handboek_advies_themes
UNION ALL SELECT 'handboek_adviesevent', count(*) FROM handboek_adviesevent
UNION ALL SELECT 'audit_auditevent', count(*) FROM audit_auditevent
"""
SECRETS = "SELECT password FROM communities_deelnemer UNION SELECT session_data FROM django_session"


@pytest.fixture(scope="module")
def package(full: Installation, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return all of it as a folder."""
    target = tmp_path_factory.mktemp("export") / "alles"
    said = full.done("export", str(target))
    assert "Klaar: " in said
    return target


@pytest.fixture(scope="module")
def empty(new_installation: Callable[[], Installation]) -> Installation:
    """Return an installation in which every import of this file is refused."""
    return new_installation()


def files_of(folder: Path) -> dict[str, str]:
    """Return the checksum of every file of a folder."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }


def without_moment(folder: Path) -> dict[str, Any]:
    """Return what a package says of itself, but for when it was made."""
    manifest: dict[str, Any] = json.loads((folder / MANIFEST).read_text())
    manifest.pop("gemaakt_op")
    return manifest


def test_everything_comes_back_the_same(
    full: Installation,
    package: Path,
    new_installation: Callable[[], Installation],
    tmp_path: Path,
) -> None:
    other = new_installation()
    said = other.done("import", str(package))
    assert "Alles nagerekend: aantallen en controlegetallen zijn gelijk aan het pakket." in said
    numbers = full.rows(COUNTS)
    assert other.rows(COUNTS)[:-1] == numbers[:-1]
    assert all(number for _, number in numbers[:-1])
    assert files_of(other.media) == files_of(full.media)
    assert files_of(other.media)

    again = tmp_path / "weer"
    other.done("export", str(again))
    before, after = files_of(package), files_of(again)
    assert before.pop(MANIFEST) != after.pop(MANIFEST)
    assert after == before
    assert without_moment(again) == without_moment(package)

    newest = "SELECT max(id) FROM casussen_casus"
    made = "SELECT nextval(pg_get_serial_sequence('casussen_casus', 'id'))"
    assert other.rows(made)[0][0] > other.rows(newest)[0][0]
    sleeping = "SELECT count(*) FROM pg_trigger WHERE tgenabled <> 'O'"
    assert other.rows(sleeping) == [(0,)]
    assert other.knows("communities_deelnemer")
    assert other.rows("SELECT DISTINCT password FROM communities_deelnemer") == [("!",)]

    refused = other.manage("import", str(package))
    assert refused.returncode == 1
    assert "Deze database is niet leeg" in refused.stderr
    assert "Er is niets ingelezen." in refused.stderr
    assert "Traceback" not in refused.stderr
    assert other.rows(COUNTS)[:-1] == numbers[:-1]


def test_a_zip_holds_the_same_and_comes_back_too(
    full: Installation,
    package: Path,
    new_installation: Callable[[], Installation],
    tmp_path: Path,
) -> None:
    target = tmp_path / "alles.zip"
    full.done("export", str(target))
    assert target.stat().st_mode & 0o077 == 0
    with zipfile.ZipFile(target) as archive:
        archive.extractall(tmp_path / "uitgepakt")
    unpacked, folder = files_of(tmp_path / "uitgepakt"), files_of(package)
    changed = {name for name in folder if unpacked.pop(name) != folder[name]}
    assert not unpacked
    assert changed == {"gegevens/audit.auditevent.jsonl", "SHA256SUMS", MANIFEST}  # who exported
    new_installation().done("import", str(target))


def test_the_package_can_be_checked_and_read_without_the_portal(
    full: Installation, package: Path
) -> None:
    subprocess.run(["sha256sum", "--check", "--quiet", "SHA256SUMS"], cwd=package, check=True)
    readme = (package / "README.md").read_text()
    assert readme.startswith("# Alles van het portaal, in open formaten")
    manifest = without_moment(package)
    for table in manifest["tabellen"]:
        lines = (package / table["bestand"]).read_text().splitlines()
        assert len(lines) == table["rijen"]
        assert all(list(json.loads(line)) == table["kolommen"] for line in lines)
        assert f"### {table['bestand']}" in readme
        assert not {"password", "search_vector"} & set(table["kolommen"])
    text = (package / "leesbaar/casussen/00001-blik-op-eindhoven.md").read_text()
    assert "## Aanleiding en context" in text
    for folder in ("casussen", "adviezen", "lessen", "verslagen"):
        assert len(list((package / "leesbaar" / folder).glob("*.md"))) > 4
    for (secret,) in full.rows(SECRETS):
        assert not any(secret in path.read_text() for path in package.glob("gegevens/*"))


def remove_a_file(package: Path) -> str:
    next(package.glob("bestanden/bijlagen/*/*")).unlink()
    return "In het pakket ontbreekt bestanden/bijlagen/"


def change_a_word(package: Path) -> str:
    rows = package / "gegevens/casussen.casus.jsonl"
    rows.write_text(rows.read_text().replace("Eindhoven", "Eindhaven"))
    return "gegevens/casussen.casus.jsonl is veranderd of beschadigd"


def change_the_list(package: Path) -> str:
    sums = package / "SHA256SUMS"
    sums.write_text(sums.read_text().replace("a", "b", 1))
    return "De lijst met controlegetallen is veranderd."


def add_a_file(package: Path) -> str:
    (package / "gegevens/extra.jsonl").write_text("{}\n")
    return "In het pakket staat iets wat er niet hoort: gegevens/extra.jsonl"


def add_a_link(package: Path) -> str:
    (package / "bestanden/wachtwoorden").symlink_to("/etc/passwd")
    return "In het pakket staat een verwijzing"


def name_a_strange_model(package: Path) -> str:
    manifest = json.loads((package / MANIFEST).read_text())
    manifest["tabellen"][0]["soort"] = "auth.User"
    (package / MANIFEST).write_text(json.dumps(manifest))
    return "Dit portaal kent auth.User niet."


def be_of_another_version(package: Path) -> str:
    manifest = json.loads((package / MANIFEST).read_text())
    manifest["schema"]["handboek"] = "9999_later"
    (package / MANIFEST).write_text(json.dumps(manifest))
    return "Zet eerst dezelfde versie van het portaal neer. Anders is: handboek."


def be_no_manifest(package: Path) -> str:
    (package / MANIFEST).write_text("[]")
    return "manifest.json is niet te lezen."


def promise_a_row_too_many(package: Path) -> str:
    """Tamper so that every checksum of a file is right, but not what a table holds."""
    manifest = json.loads((package / MANIFEST).read_text())
    table = next(each for each in manifest["tabellen"] if each["soort"] == "casussen.Casus")
    table["rijen"] += 1
    (package / MANIFEST).write_text(json.dumps(manifest))
    return "casussen.Casus is na het inlezen niet gelijk aan het pakket."


def point_at_nothing(package: Path) -> str:
    """Tamper with keys and with every checksum along."""
    rows = package / "gegevens/casussen.casusdeelname.jsonl"
    rows.write_text(rows.read_text().replace('"casus_id":', '"casus_id":999'))
    digest = hashlib.sha256(rows.read_bytes()).hexdigest()
    manifest = json.loads((package / MANIFEST).read_text())
    table = next(each for each in manifest["tabellen"] if each["soort"].endswith("CasusDeelname"))
    sums = (package / "SHA256SUMS").read_text().replace(table["sha256"], digest)
    (package / "SHA256SUMS").write_text(sums)
    table["sha256"] = digest
    manifest["controlegetal"] = hashlib.sha256(sums.encode()).hexdigest()
    (package / MANIFEST).write_text(json.dumps(manifest))
    return "De database weigert deze gegevens"


TAMPERS = (
    remove_a_file,
    change_a_word,
    change_the_list,
    add_a_file,
    add_a_link,
    name_a_strange_model,
    be_of_another_version,
    be_no_manifest,
    promise_a_row_too_many,
    point_at_nothing,
)
STRANGE_NAMES = ("../buiten.txt", "/etc/cron.d/x", "gegevens/../../x", "gegevens\\..\\x", "iets/x")


@pytest.fixture(scope="module")
def refused(
    package: Path, empty: Installation, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, tuple[str, str]]:
    """Return for each bad package what the import must say of it and what it said.

    One process tries them all, one after the other; what it kept of one would stop the next.
    """
    home = tmp_path_factory.mktemp("kapot")
    expected = {}
    for tamper in TAMPERS:
        shutil.copytree(package, home / tamper.__name__)
        expected[tamper.__name__] = tamper(home / tamper.__name__)
    for number, name in enumerate(STRANGE_NAMES):
        with zipfile.ZipFile(home / f"{number}.zip", "w") as archive:
            archive.writestr(name, "canary")
        expected[f"{number}.zip"] = "een bestand met een vreemde naam"
    (home / "half.zip").write_bytes(b"PK\x03\x04 en toen niets")
    (home / "foto's").mkdir()
    expected |= {"half.zip": "geen heel zipbestand", "nergens": "bestaat niet"}
    expected["foto's"] = "Dit is geen pakket"
    result = empty.python("-m", "tests.exit.refused", *(str(home / name) for name in expected))
    assert result.returncode == 0, result.stderr
    said = json.loads(result.stdout.splitlines()[-1])
    assert not (home.parent / "buiten.txt").exists()
    return {name: (words, said[str(home / name)]) for name, words in expected.items()}


@pytest.mark.parametrize("name", [tamper.__name__ for tamper in TAMPERS])
def test_a_broken_package_is_refused_and_nothing_is_kept(
    name: str, refused: dict[str, tuple[str, str]], empty: Installation
) -> None:
    words, said = refused[name]
    assert words in said
    assert {number for _, number in empty.rows(COUNTS)} == {0}
    assert files_of(empty.media) == {}


@pytest.mark.parametrize("number", range(len(STRANGE_NAMES)), ids=STRANGE_NAMES)
def test_a_zip_cannot_write_elsewhere(number: int, refused: dict[str, tuple[str, str]]) -> None:
    words, said = refused[f"{number}.zip"]
    assert words in said


@pytest.mark.parametrize("name", ["half.zip", "nergens", "foto's"])
def test_half_a_zip_and_no_package_are_refused(
    name: str, refused: dict[str, tuple[str, str]]
) -> None:
    words, said = refused[name]
    assert words in said


def test_an_export_overwrites_nothing(full: Installation, tmp_path: Path) -> None:
    (tmp_path / "vol").mkdir()
    (tmp_path / "vol/brief.txt").write_text("van iemand")
    refused = full.manage("export", str(tmp_path / "vol"))
    assert "bestaat al. Kies een andere naam." in refused.stderr
    assert [path.name for path in tmp_path.rglob("*")] == ["vol", "brief.txt"]


def test_a_file_that_is_gone_is_told_and_stops_nothing(
    new_installation: Callable[[], Installation], package: Path, tmp_path: Path
) -> None:
    other = new_installation()
    other.done("import", str(package))
    gone = next(other.media.glob("bijlagen/*/*"))
    gone.unlink()
    result = other.manage("export", str(tmp_path / "alles"))
    assert result.returncode == 0
    assert "Let op: 1 bestanden waren er niet meer" in result.stderr
    name = gone.relative_to(other.media).as_posix()
    assert (tmp_path / "alles/ontbreekt.txt").read_text() == f"{name}\n"
    new_installation().done("import", str(tmp_path / "alles"))
