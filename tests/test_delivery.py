"""The compose file and the register entry, held against the settings they must fit."""

import json
import re
from pathlib import Path

import yaml
from django.conf import settings

ROOT = Path(settings.BASE_DIR)


def test_compose_gives_every_variable_that_settings_require() -> None:
    source = (ROOT / "netwerk/settings.py").read_text()
    required = set(re.findall(r'env\.text\("(\w+)"\)', source)) | {"DATABASE_URL", "MAIL_URL"}
    compose = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
    for name in ("web", "worker", "beat", "berichtenlus"):
        assert required - set(compose["services"][name]["environment"]) == set()


def test_compose_keeps_broker_and_cache_apart() -> None:
    services = yaml.safe_load((ROOT / "docker-compose.yml").read_text())["services"]
    assert "noeviction" in services["broker"]["command"]
    assert "allkeys-lru" in services["cache"]["command"]
    environment = services["web"]["environment"]
    assert environment["REDIS_URL"] != environment["CACHE_URL"]


def test_compose_lets_everything_finish_what_it_is_doing() -> None:
    services = yaml.safe_load((ROOT / "docker-compose.yml").read_text())["services"]
    [graceful] = re.findall(r"--graceful-timeout=(\d+)", (ROOT / "Dockerfile").read_text())
    for name in ("web", "worker", "beat", "berichtenlus"):
        patience = int(services[name]["stop_grace_period"].removesuffix("s"))
        assert patience > int(graceful)
        assert patience > settings.CELERY_WORKER_SOFT_SHUTDOWN_TIMEOUT
    assert services["worker"]["environment"]["REMAP_SIGTERM"] == "SIGQUIT"


def test_no_file_names_a_registry() -> None:
    hosts = re.compile(r"https?://[\w.-]*(pypi|pythonhosted|npmjs|debian)\.", re.IGNORECASE)
    names = ("requirements.txt", "requirements-dev.txt", "package-lock.json", "Dockerfile")
    benchmarks = ROOT / "benchmarks"
    pinned = [*benchmarks.glob("peersites/*/*.txt"), benchmarks / "lighthouse/package-lock.json"]
    assert len(pinned) > 3
    for path in (*(ROOT / name for name in names), *pinned):
        assert not hosts.search(path.read_text()), path


def test_every_dependency_has_its_line_of_reason() -> None:
    source = (ROOT / "pyproject.toml").read_text()
    reasons = (ROOT / "docs/dependencies.md").read_text()
    packages = re.findall(r'^    "([a-z0-9-]+)[\[>=<]', source, re.MULTILINE)
    assert len(packages) > 20
    assert [name for name in packages if not re.search(rf"\b{name}\b", reasons)] == []
    browser = json.loads((ROOT / "package.json").read_text())["dependencies"]
    unnamed = [
        name
        for name in browser
        if f"| {name}" not in reasons
        and f"{name.rpartition('/')[0]}/*" not in reasons
        and f", {name.rpartition('/')[2]} |" not in reasons
    ]
    assert unnamed == []
