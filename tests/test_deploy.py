"""What stands in deploy/: the same parts, commands and settings as docker-compose.yml, and safe."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.conf import settings
from django.core.management import get_commands
from django.utils import timezone

ROOT = Path(settings.BASE_DIR)
KUBERNETES = ROOT / "deploy/kubernetes"
COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text())["services"]
PARTS = ("web", "worker", "beat", "berichtenlus", "postvak")
ALWAYS_THERE = {"REMAP_SIGTERM"}  # of Celery, not of ours


def objects(folder: Path = KUBERNETES) -> Iterator[dict[str, Any]]:
    for path in sorted(folder.rglob("*.yaml")):
        yield from (each for each in yaml.safe_load_all(path.read_text()) if each)


def pods() -> dict[str, dict[str, Any]]:
    """Return {name: pod} of all that runs."""
    found = {}
    for each in objects():
        spec = each.get("spec", {})
        spec = spec.get("jobTemplate", {}).get("spec", spec)
        if "containers" in spec.get("template", {}).get("spec", {}):
            found[each["metadata"]["name"]] = spec["template"]["spec"]
    return found


def web_command() -> list[str]:
    [line] = re.findall(r"^CMD (\[.*\])$", (ROOT / "Dockerfile").read_text(), re.MULTILINE)
    return list(json.loads(line))


def command_of(part: str) -> list[str]:
    return web_command() if part == "web" else COMPOSE[part]["command"].split()


def settings_of_readme() -> set[str]:
    rows = re.findall(r"^\| (`.+?`) \|", (ROOT / "README.md").read_text(), re.MULTILINE)
    return set(re.findall(r"`([A-Z_]{4,})`", " ".join(rows))) | {"MAIL_DIR"}


def required() -> set[str]:
    source = (ROOT / "netwerk/settings.py").read_text()
    names = set(re.findall(r'env\.text\("(\w+)"\)', source))
    return names | {"DATABASE_URL", "MAIL_URL", "MAIL_FROM", "CONTACT_MAIL", "TRUSTED_PROXY_COUNT"}


def given_in_kubernetes() -> set[str]:
    base = yaml.safe_load((KUBERNETES / "base/kustomization.yaml").read_text())
    [literals] = [each["literals"] for each in base["configMapGenerator"]]
    secret = yaml.safe_load((KUBERNETES / "base/secret.example.yaml").read_text())
    return {each.partition("=")[0] for each in literals} | set(secret["stringData"])


def environment_file() -> set[str]:
    text = (ROOT / "deploy/systemd/netwerk.env").read_text()
    return set(re.findall(r"^([A-Z_]+)=", text, re.MULTILINE))


@pytest.mark.parametrize("part", PARTS)
def test_every_place_starts_a_part_with_the_same_command(part: str) -> None:
    command = command_of(part)
    unit = (ROOT / f"deploy/systemd/netwerk-{part}.service").read_text()
    [started] = re.findall(r"^ExecStart=/srv/netwerk/\.venv/bin/(.+)$", unit, re.MULTILINE)
    assert started.replace("127.0.0.1:8000", "0.0.0.0:8000").split() == command
    [container] = pods()[part]["containers"]
    assert container["command"] == command
    expected = part == "worker"  # stops after what it is doing
    for place in (unit, json.dumps(container), json.dumps(COMPOSE[part])):
        assert ("REMAP_SIGTERM" in place) is expected


def test_every_setting_that_is_named_exists_and_every_required_one_is_given() -> None:
    known = settings_of_readme() | ALWAYS_THERE
    compose = set(COMPOSE["web"]["environment"])
    folders = {"MEDIA_ROOT", "STATIC_ROOT"}
    assert all(f"{name}=/" in (ROOT / "Dockerfile").read_text() for name in folders)
    for given in (compose, given_in_kubernetes(), environment_file()):
        assert given - known == set()
        assert required() - given == set()
    assert folders <= environment_file()
    for pod in pods().values():
        for container in pod["containers"]:
            assert {each["name"] for each in container.get("env", ())} <= known


def test_every_setting_of_the_readme_reaches_the_parts_in_docker() -> None:
    known = settings_of_readme() - {"DEVELOPMENT", "INSECURE_HTTP", "DEMO_WITHOUT_SECOND_FACTOR"}
    own = {"DATABASE_URL", "REDIS_URL", "CACHE_URL", "MEDIA_ROOT", "STATIC_ROOT", "ERASURE_LEDGER"}
    for part in PARTS:
        assert COMPOSE[part]["env_file"] == ".env"
        assert COMPOSE[part]["logging"] == {"driver": "${LOG_DRIVER:-journald}"}  # outlives it
        given = COMPOSE[part]["environment"]
        fixed = {name for name, value in given.items() if f"${{{name}" not in value}
        assert fixed & known <= own | ({"MAIL_IN_LISTEN"} if part == "postvak" else set())
    assert COMPOSE["web"]["build"]["args"] == {"THEME": "${THEME:-}"}  # its files are gathered then
    dockerfile = (ROOT / "Dockerfile").read_text()
    assert dockerfile.index("\nARG THEME=\n") < dockerfile.index("collectstatic")


def test_what_runs_in_a_cluster_has_no_more_rights_than_it_needs() -> None:
    found = pods()
    assert set(found) == {*PARTS, "broker", "cache", "migrate", "backup"}
    for name, pod in found.items():
        assert pod["automountServiceAccountToken"] is False
        assert pod["securityContext"]["runAsNonRoot"] is True, name
        assert pod["securityContext"]["seccompProfile"] == {"type": "RuntimeDefault"}
        volumes = {each["name"]: each for each in pod["volumes"]}
        assert not [each for each in volumes.values() if "hostPath" in each]
        for container in [*pod["containers"], *pod.get("initContainers", ())]:
            security = container["securityContext"]
            assert security["readOnlyRootFilesystem"] is True
            assert security["allowPrivilegeEscalation"] is False
            assert security["capabilities"] == {"drop": ["ALL"]}
            assert "memory" in container["resources"]["limits"]
            assert {each["name"] for each in container["volumeMounts"]} <= set(volumes)
    user = re.search(r"useradd .*--uid (\d+)", (ROOT / "Dockerfile").read_text())
    assert user
    assert found["web"]["securityContext"]["runAsUser"] == int(user[1])


def test_compose_gives_the_portal_no_more_rights_either() -> None:
    for part in PARTS:
        assert COMPOSE[part]["read_only"] is True
        assert COMPOSE[part]["cap_drop"] == ["ALL"]
        assert COMPOSE[part]["security_opt"] == ["no-new-privileges:true"]
    assert "USER netwerk" in (ROOT / "Dockerfile").read_text()
    published = [port for each in COMPOSE.values() for port in each.get("ports", ())]
    assert published
    assert all(port.startswith("127.0.0.1:") for port in published)


def test_nobody_starts_a_web_server_anew_because_mail_is_away() -> None:
    [web] = pods()["web"]["containers"]
    asked = {name: web[f"{name}Probe"]["httpGet"]["path"] for name in ("liveness", "readiness")}
    assert set(asked.values()) == {"/gezond/levend/"}
    assert web["startupProbe"]["httpGet"]["path"] == "/gezond/klaar/"
    assert "/gezond/levend/" in json.dumps(COMPOSE["web"]["healthcheck"])


def test_web_servers_are_replaced_one_by_one_and_finish_first() -> None:
    deployment = next(
        each
        for each in objects()
        if each["kind"] == "Deployment" and each["metadata"]["name"] == "web"
    )
    assert deployment["spec"]["replicas"] >= 2
    assert deployment["spec"]["strategy"]["rollingUpdate"]["maxUnavailable"] == 0
    pod = deployment["spec"]["template"]["spec"]
    graceful = int(re.findall(r"--graceful-timeout=(\d+)", " ".join(web_command()))[0])
    assert pod["terminationGracePeriodSeconds"] >= graceful + 10
    assert int(COMPOSE["web"]["stop_grace_period"].removesuffix("s")) > graceful
    assert [each["spec"]["minAvailable"] for each in objects() if "Budget" in each["kind"]] == [1]


def test_a_cluster_is_closed_but_for_what_is_named() -> None:
    policies = [each for each in objects() if each["kind"] == "NetworkPolicy"]
    closed = next(each for each in policies if each["metadata"]["name"] == "closed")
    assert closed["spec"] == {"podSelector": {}, "policyTypes": ["Ingress", "Egress"]}
    [ingress] = [each for each in objects() if each["kind"] == "Ingress"]
    hosts = [rule["host"] for rule in ingress["spec"]["rules"]]
    assert ingress["spec"]["tls"][0]["hosts"] == hosts


def test_every_file_of_the_cluster_is_used() -> None:
    for folder in KUBERNETES.rglob("kustomization.yaml"):
        entry = yaml.safe_load(folder.read_text())
        here = {path.name for path in folder.parent.glob("*.yaml")}
        own = {each for each in entry["resources"] if "/" not in each}
        assert here - own <= {"kustomization.yaml", "secret.example.yaml"}
        assert all((folder.parent / each).exists() for each in entry["resources"])


def test_the_proxy_hides_what_may_be_a_key_and_says_what_the_portal_expects() -> None:
    proxy = (ROOT / "deploy/nginx/netwerk.conf").read_text()
    assert proxy.count("{") == proxy.count("}")
    [log] = re.findall(r"log_format netwerk escape=json(.+?);", proxy, re.DOTALL)
    secret = ("$request_uri", "$uri", "$args", "$request ", "$http_", "$remote_addr", "$cookie")
    assert not [name for name in secret if name in log]
    for header in ("Host $host", "X-Forwarded-For $remote_addr", "X-Forwarded-Proto https"):
        assert f"proxy_set_header {header};" in proxy
    assert "proxy_set_header X-Request-ID $request_id;" in proxy
    most = settings.BIJLAGE_MOST_BYTES // 1_000_000
    [body] = re.findall(r"client_max_body_size (\d+)m", proxy)
    assert most < int(body) <= most + 10
    assert "gzip off;" in proxy
    assert re.search(r"location = /metrics \{\s+return 404;", proxy)
    for dawdling in ("client_header_timeout", "client_body_timeout", "limit_conn "):
        assert dawdling in proxy


def test_the_guide_names_commands_that_exist_and_writes_those_of_a_bad_day_out_for_docker() -> None:
    guide = (ROOT / "docs/operations.md").read_text()
    assert set(re.findall(r"manage\.py ([a-z]\w+)", guide)) <= set(get_commands())
    in_docker = re.findall(r"docker compose run .*?manage\.py (\w+)", guide)
    assert set(in_docker) >= {"migrate", "create_beheerder", "backup", "restore", "erase_again"}
    user = re.search(r"useradd .*--uid (\d+)", (ROOT / "Dockerfile").read_text())
    assert user
    assert f"install -d -o {user[1]} -m 700 /safe/place" in guide


def figures() -> set[str]:
    """Return the names of all figures, as they are written."""
    from netwerk.kern.audit import services as audit
    from netwerk.kern.toezicht import meten, stand

    audit.record(actor=None, action="portaal.backed_up")
    names = set()
    for line in (meten.counted() + stand.read()).decode().splitlines():
        if line.startswith("# TYPE "):
            _, _, name, kind = line.split()
            names |= {name} | ({f"{name}_bucket"} if kind == "histogram" else set())
    return names


def labels_of_figures() -> dict[str, set[str]]:
    """Return {name of a figure: its labels}, of all that /metrics gives."""
    from prometheus_client.parser import text_string_to_metric_families

    from netwerk.kern.audit import services as audit
    from netwerk.kern.berichten import watch
    from netwerk.kern.berichten.models import Heartbeat
    from netwerk.kern.toezicht import meten, stand

    for part in (watch.LOOP, watch.WORKER):
        Heartbeat.beat(part, timezone.now())
    audit.record(actor=None, action="portaal.backed_up")
    meten.count_request("home", "GET", 200, 0.1)
    found: dict[str, set[str]] = {}
    for family in text_string_to_metric_families((meten.counted() + stand.read()).decode()):
        for sample in family.samples:
            found.setdefault(sample.name, set()).update(sample.labels)
    return found


@pytest.mark.django_db
def test_every_alarm_asks_by_a_label_that_is_there_once_prometheus_has_it() -> None:
    found = labels_of_figures()
    assert not [name for name, labels in found.items() if labels & {"job", "instance"}]
    rules = yaml.safe_load((ROOT / "deploy/prometheus/alerts.yml").read_text())
    asked = set()
    for rule in rules["groups"][0]["rules"]:
        names = re.findall(r"\bnetwerk_\w+", rule["expr"])
        for name, choice in re.findall(r"\b(netwerk_\w+)\{(.+?)\}", rule["expr"]):
            asked |= {(name, label) for label in re.findall(r"(\w+)\s*[=!]", choice)}
        for group in re.findall(r"\bby \((.+?)\)", rule["expr"]):
            asked |= {(names[0], label.strip()) for label in group.split(",")}
    assert ("netwerk_heartbeat_age_seconds", "part") in asked
    assert not [(name, label) for name, label in asked if label not in found[name]]
    silent = [rule for rule in rules["groups"][0]["rules"] if "heartbeat" in rule["expr"]]
    assert len(silent) == 2
    for rule in silent:  # one that never lived has no figure at all
        [part] = set(re.findall(r"\{part=\"(\w+)\"\}", rule["expr"]))
        assert rule["expr"].endswith(f'or absent(netwerk_heartbeat_age_seconds{{part="{part}"}})')


@pytest.mark.django_db
def test_every_alarm_asks_for_a_figure_that_exists_and_says_where_to_look() -> None:
    rules = yaml.safe_load((ROOT / "deploy/prometheus/alerts.yml").read_text())
    [group] = rules["groups"]
    known, asked = figures(), set()
    guide = (ROOT / "docs/operations.md").read_text()
    night = guide[guide.index("\n## At night") :]
    for rule in group["rules"]:
        asked |= set(re.findall(r"\bnetwerk_\w+", rule["expr"]))
        assert rule["labels"]["severity"] in ("page", "ticket")
        assert f"| **{rule['annotations']['look']}**:" in night, rule["alert"]
    assert len(asked) > 10
    assert asked - known == set()


@pytest.mark.django_db
def test_every_reason_to_be_ill_stands_in_the_guide_for_the_night(client: Any) -> None:
    guide = (ROOT / "docs/operations.md").read_text()
    night = guide[guide.index("\n## At night") :]
    for reason in set(client.get("/gezond/").json()) - {"status"}:
        assert f"`{reason}`" in night, reason
