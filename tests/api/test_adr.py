"""The description of the API against the design rules, and the API against its description."""

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from django.core.cache import caches
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import Client
from hypothesis import HealthCheck, given
from hypothesis import settings as bounds
from schemathesis import GenerationMode
from schemathesis.config import SchemathesisConfig
from schemathesis.specs.openapi.checks import positive_data_acceptance

from communities import api_toegang
from netwerk.wsgi import application
from tests.factories import (
    AanmeldingFactory,
    AdviesFactory,
    BijeenkomstFactory,
    CasusFactory,
    LijstitemFactory,
    PublicatieFactory,
)
from tests.inloggen import key_of

pytestmark = pytest.mark.django_db
HERE = Path(__file__).parent
SPECTRAL = HERE.parent.parent / "node_modules" / ".bin" / "spectral"
EXAMPLES = 6  # of each address, in each way
# What looks like a code may still be in no list, and what looks like a cursor is not ours: that
# 400 is right. The lists themselves are asked with what is in them in test_lijsten.py.
EXCLUDED = [positive_data_acceptance]


@pytest.fixture
def described(client: Client) -> dict[str, Any]:
    """Return the description, as a program fetches it."""
    found: dict[str, Any] = client.get("/api/v1/openapi.json").json()
    return found


def served(environ: dict[str, Any], start: Any) -> Any:
    """Be the application behind a web server, which says who asks."""
    return application({"REMOTE_ADDR": "127.0.0.1"} | environ, start)


def complaints(description: dict[str, Any], folder: Path) -> list[str]:
    """Return what Spectral says of a description, by the names of the rules."""
    file = folder / "openapi.json"
    file.write_text(json.dumps(description))
    command = [SPECTRAL, "lint", file, "--ruleset", HERE / "adr.yaml", "--format", "json"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode in {0, 1}, done.stderr
    lines, _ = json.JSONDecoder().raw_decode(done.stdout)
    return [f"{line['code']}: {'.'.join(map(str, line['path']))}" for line in lines]


def test_the_description_keeps_the_design_rules(described: dict[str, Any], tmp_path: Path) -> None:
    assert complaints(described, tmp_path) == []


def test_the_rules_see_what_breaks_them(described: dict[str, Any], tmp_path: Path) -> None:
    described["openapi"] = "2.0"
    described["info"]["version"] = "1"
    del described["info"]["contact"]["email"]
    described["servers"][0]["url"] = "https://netwerk.nl/api"
    casus = described["paths"].pop("/casussen")
    described["paths"]["/alle_casussen/"] = casus
    casus["get"]["parameters"][0]["name"] = "hoe_veel"
    del casus["get"]["responses"]["400"]
    del casus["get"]["responses"]["200"]["headers"]
    problem = casus["get"]["responses"]["404"]["content"].pop("application/problem+json")
    casus["get"]["responses"]["404"]["content"]["application/json"] = problem
    casus["post"] = casus["get"] | {"operationId": "maak"}
    described["components"]["schemas"]["CasusKort"]["properties"]["gemaakt_op"] = {
        "type": "string",
        "format": "date-time-local",
    }
    del described["components"]["schemas"]["Probleem"]["properties"]["detail"]
    seen = {line.partition(":")[0] for line in complaints(described, tmp_path)}
    ours = {
        line.strip().rstrip(":")
        for line in (HERE / "adr.yaml").read_text().splitlines()
        if line.startswith("  adr-")
    }
    assert ours - seen == set(), "these rules see nothing"


@pytest.fixture
def one_connection() -> Iterator[None]:
    """Let the application keep the connection of the test, as Django's own client does."""
    both = (request_started, request_finished)
    for signal in both:
        signal.disconnect(close_old_connections)
    yield
    for signal in both:
        signal.connect(close_old_connections)


@pytest.mark.usefixtures("one_connection")
@pytest.mark.parametrize(
    ("who", "mode"),
    [
        ("anoniem", GenerationMode.POSITIVE),
        ("anoniem", GenerationMode.NEGATIVE),
        ("deelnemer", GenerationMode.POSITIVE),
    ],
)
def test_every_answer_is_as_described(
    who: str, mode: GenerationMode, deelnemer: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(api_toegang, "FROM_ONE_PLACE", "100000/m/ip")
    monkeypatch.setattr(api_toegang, "WITH_ONE_KEY", "100000/m/key")
    caches["default"].clear()
    fill(deelnemer)
    config = SchemathesisConfig()
    config.projects.default.generation.update(modes=[mode])
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", served, config=config)
    headers = {"Authorization": f"Bearer {key_of(deelnemer)}"} if who == "deelnemer" else {}
    asked = 0
    for result in schema.get_all_operations():
        operation = result.ok()
        if mode is GenerationMode.NEGATIVE and not operation.query:
            continue  # there is nothing to ask that could be wrong

        @bounds(
            max_examples=EXAMPLES,
            derandomize=True,
            database=None,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        )
        @given(case=operation.as_strategy(generation_mode=mode))
        def ask(case: Any) -> None:
            nonlocal asked
            asked += 1
            case.call_and_validate(headers=headers, excluded_checks=EXCLUDED)

        ask()
    assert asked > 50


def fill(person: Any) -> None:
    """Make something to read of everything."""
    CasusFactory(visibility="public", casushouder=person)
    meeting = BijeenkomstFactory(visibility="public")
    AanmeldingFactory(bijeenkomst=meeting, deelnemer=person)
    AdviesFactory(published=True).publicaties.add(PublicatieFactory())
    LijstitemFactory(owner=person)
