"""What stands beside the code: its description, its licences, and the list of what is inside."""

import json
import re
import tomllib
from datetime import date
from importlib.metadata import metadata
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.conf import settings

from netwerk.kern.dev import sbom

ROOT = Path(settings.BASE_DIR)
# Facts of publiccode.yml 0.5 (yml.publiccode.tools): what must be there, and what may be said.
MANDATORY = {
    "publiccodeYmlVersion",
    "name",
    "url",
    "platforms",
    "developmentStatus",
    "softwareType",
    "description",
    "legal",
    "maintenance",
    "localisation",
}
OPTIONAL = {
    "applicationSuite",
    "categories",
    "dependsOn",
    "fundedBy",
    "intendedAudience",
    "isBasedOn",
    "landingURL",
    "logo",
    "organisation",
    "releaseDate",
    "roadmap",
    "softwareVersion",
    "supports",
    "usedBy",
}
CATEGORIES = {"collaboration", "knowledge-management", "online-community", "event-management"}
SCOPES = {"government", "local-authorities", "research", "welfare", "society", "education"}
# Licences that may be part of a work under EUPL-1.2 (its annex, and permissive ones).
COMPATIBLE = re.compile(
    r"^(0BSD|Apache|BSD|CC0|CNRI|Copyright|EUPL|HPND|ISC|LGPL|MIT|MPL|Mozilla|New BSD|OFL|PSF|"
    r"Python|Unlicense|W3C|Zlib|European Union|Dual License|GNU Lesser)",
    re.IGNORECASE,
)


def described() -> dict[str, Any]:
    """Return publiccode.yml."""
    found: dict[str, Any] = yaml.safe_load((ROOT / "publiccode.yml").read_text())
    return found


def test_publiccode_says_what_the_standard_asks_and_nothing_else() -> None:
    entry = described()
    assert MANDATORY - set(entry) == set()
    assert set(entry) - MANDATORY - OPTIONAL == set()
    assert entry["publiccodeYmlVersion"] == "0.5"
    assert entry["developmentStatus"] in {"concept", "development", "beta", "stable", "obsolete"}
    assert entry["softwareType"] == "standalone/web"
    assert set(entry["categories"]) <= CATEGORIES
    assert set(entry["intendedAudience"]["scope"]) <= SCOPES
    assert date.fromisoformat(entry["releaseDate"]).isoformat() == entry["releaseDate"]
    assert re.match(r"https://\S+\.git$", entry["url"])
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert entry["softwareVersion"] == project["version"]
    assert entry["legal"]["license"] == project["license"] == "EUPL-1.2"


@pytest.mark.parametrize("language", ["nl", "en"])
def test_publiccode_describes_it_in_dutch_and_english(language: str) -> None:
    text = described()["description"][language]
    assert len(text["shortDescription"]) <= 150
    assert 150 <= len(text["longDescription"]) <= 10_000
    assert 5 <= len(text["features"]) <= 20
    for path in text["screenshots"]:
        assert (ROOT / path).is_file(), path


def test_publiccode_says_who_maintains_it_and_what_it_rests_on() -> None:
    entry = described()
    kept = entry["maintenance"]
    assert kept["type"] in {"internal", "community"}
    assert "contractors" not in kept
    assert all(contact["name"] and "@" in contact["email"] for contact in kept["contacts"])
    assert entry["localisation"] == {"localisationReady": False, "availableLanguages": ["nl"]}
    for row in entry["dependsOn"]["open"]:
        assert set(row) <= {"name", "versionMin", "versionMax", "version", "optional"}
    assert {"PostgreSQL", "Valkey"} <= {row["name"] for row in entry["dependsOn"]["open"]}


def licence_of(name: str) -> list[str]:
    """Return what an installed package says of its licence."""
    told = metadata(name)
    if expression := told.get("License-Expression"):
        return [expression]
    kinds = [row.split(" :: ")[-1] for row in told.get_all("Classifier", []) if "License" in row]
    return [row for row in kinds if row != "OSI Approved"] or [str(told.get("License"))]


def test_what_a_server_installs_has_a_licence_that_fits_ours() -> None:
    text = (ROOT / "requirements.txt").read_text()
    rows = re.findall(r"^([a-z0-9._-]+)==[^;\n]*?(;.*)?\\$", text, re.MULTILINE)
    names = [name for name, only in rows if "win32" not in only and "python" not in only]
    assert len(names) > 50
    wrong = {name: licence_of(name) for name in names}
    assert {
        name: found
        for name, found in wrong.items()
        if not any(COMPATIBLE.match(each) for each in found)
    } == {}


def test_what_a_browser_gets_has_a_licence_that_fits_ours() -> None:
    lock = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    shipped = {name: row for name, row in lock.items() if name and not row.get("dev")}
    assert len(shipped) > 20
    assert [n for n, row in shipped.items() if not COMPATIBLE.match(row.get("license", ""))] == []


def test_a_licence_that_does_not_fit_is_seen() -> None:
    assert not COMPATIBLE.match("GPL-3.0-or-later")
    assert not COMPATIBLE.match("Commercial")
    assert not COMPATIBLE.match("")


def test_the_list_of_what_is_inside_keeps_its_schema_and_is_whole(tmp_path: Path) -> None:
    from cyclonedx.schema import SchemaVersion  # a second and a half for each test process
    from cyclonedx.validation.json import JsonStrictValidator

    assert sbom.main(tmp_path) == 0
    wanted = {
        "python.cdx.json": (SchemaVersion.V1_6, {"django", "psycopg", "celery"}),
        "browser.cdx.json": (SchemaVersion.V1_5, {"esbuild", "lucide-static"}),
    }
    for name, (version, parts) in wanted.items():
        text = (tmp_path / name).read_text()
        assert JsonStrictValidator(version).validate_str(text) is None
        assert parts <= {part["name"] for part in json.loads(text)["components"]}


@pytest.mark.parametrize(
    "name",
    [
        "LICENSE",
        "SECURITY.md",
        "GOVERNANCE.md",
        "CODE_OF_CONDUCT.md",
        "CONTRIBUTING.md",
        "policy/README.md",
        "policy/werkafspraken.md",
        "docs/standard-for-public-code.md",
    ],
)
def test_what_people_look_for_is_there(name: str) -> None:
    assert len((ROOT / name).read_text()) > 500


def test_the_two_languages_of_the_agreements_have_the_same_number_of_rules() -> None:
    counts = {
        len(re.findall(r"^\d+\. ", (ROOT / "policy" / name).read_text(), re.MULTILINE))
        for name in ("working-agreements.md", "werkafspraken.md")
    }
    assert len(counts) == 1
