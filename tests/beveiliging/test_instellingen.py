"""Settings and files that keep the portal safe, each with what would make it unsafe."""

import pickle
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
import redis
from django.conf import settings
from django.core.cache import caches
from django.test import Client

from communities.models import ApiSleutel, Deelnemer
from netwerk.celery import app as celery
from netwerk.kern.berichten import tokens
from tests.factories import PASSWORD, DeelnemerFactory
from tests.inloggen import agree, key_of

ROOT = Path(settings.BASE_DIR)
OLD, NEW = "een-oude-sleutel-" * 3, "een-nieuwe-sleutel-" * 3


def test_debug_is_off_whatever_the_environment_says() -> None:
    source = (ROOT / "netwerk/settings.py").read_text()
    assert re.findall(r"^DEBUG\b.*", source, re.MULTILINE)[0].startswith("DEBUG = False")
    assert len(re.findall(r"\bDEBUG = ", source)) == 1
    assert not re.search(r'env\.\w+\(\s*"DEBUG"', source)


def test_the_image_takes_along_no_history_no_secrets_and_no_tests() -> None:
    left_out = (ROOT / ".dockerignore").read_text().split()
    assert {".git", ".env*", ".local", "tests"} <= set(left_out)
    tracked = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.splitlines()
    assert len(tracked) > 500
    secret = re.compile(r"(^|/)(\.env.*|.*\.(pem|key|p12|pfx)|id_(rsa|ed25519))$")
    assert [name for name in tracked if secret.search(name)] == []


def test_nothing_hidden_stands_among_the_static_files() -> None:
    files = [path.relative_to(settings.STATIC_ROOT) for path in settings.STATIC_ROOT.rglob("*")]
    assert len(files) > 50
    assert [path for path in files if any(part.startswith(".") for part in path.parts)] == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path", ["/.git/config", "/.env", "/static/", "/static/../.git/config", "/media/", "/.local/"]
)
def test_no_folder_and_no_hidden_file_has_an_address(client: Client, path: str) -> None:
    assert client.get(path).status_code == 404


def test_logs_go_to_the_console_and_nowhere_else() -> None:
    handlers = settings.LOGGING["handlers"]
    assert {name: each["class"] for name, each in handlers.items()} == {
        "console": "logging.StreamHandler"
    }
    assert settings.LOGGING["root"]["handlers"] == ["console"]
    beside = [each for each in settings.LOGGING["loggers"].values() if "handlers" in each]
    assert beside == []


def test_what_browsers_and_the_queue_bring_is_read_as_json() -> None:
    assert settings.SESSION_SERIALIZER == "django.contrib.sessions.serializers.JSONSerializer"
    assert (celery.conf.task_serializer, celery.conf.accept_content) == ("json", ("json",))
    apps = ("netwerk", "communities", "casussen", "bijeenkomsten", "handboek")
    source = [path for app in apps for path in (ROOT / app).rglob("*.py")]
    unsafe = r"^\s*(import|from) (pickle|marshal|shelve|dill)\b|yaml\.(unsafe_)?load\("
    reader = re.compile(unsafe, re.MULTILINE)
    assert [path.name for path in source if reader.search(path.read_text())] == []


@pytest.mark.usefixtures("fresh_cache")
def test_who_writes_in_the_cache_runs_no_code(tmp_path: Path) -> None:
    cache = caches["default"]
    kept = {"page": [b"\xff\x00<p>", {"Content-Type": "text/html"}], "often": [1.5, 2], "no": None}
    for name, value in {**kept, "number": 7, "yes": True, "word": "é"}.items():
        cache.set(name, value, 60)
        assert cache.get(name) == value
    assert cache.incr("number") == 8
    mark = tmp_path / "gedaan"

    class Bad:
        def __reduce__(self) -> Any:
            return (Path.touch, (mark,))

    server = redis.Redis.from_url(settings.CACHES["default"]["LOCATION"])
    server.set(cache.make_key("page"), pickle.dumps(Bad()))
    assert (cache.get("page"), mark.exists()) == (None, False)
    pickle.loads(pickle.dumps(Bad()))
    assert mark.exists(), "it would have done something"


@pytest.mark.django_db
@pytest.mark.usefixtures("fresh_cache")
def test_a_new_secret_key_beside_the_old_one_costs_nobody_anything(settings: Any) -> None:
    settings.SECRET_KEY, settings.MAIL_IN_DOMAIN = OLD, "in.voorbeeld.nl"
    person = agree(DeelnemerFactory(with_password=True))
    client = Client()
    client.post("/account/login/", {"login": person.email, "password": PASSWORD})
    token, key = tokens.link_token("afmelden", person.pk), key_of(person)
    address = tokens.address(tokens.REPLY, 7)
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = NEW, [OLD]
    assert client.get("/mijn/").status_code == 200
    assert tokens.read_link_token("afmelden", token) == [person.pk]
    assert tokens.read_address(address) == (tokens.REPLY, 7)
    program = Client(headers={"Authorization": f"Bearer {key}"})
    assert program.get("/api/v1/mijn/profiel").status_code == 200
    settings.SECRET_KEY_FALLBACKS = []
    assert client.get("/mijn/").status_code == 200, "it was made anew with the new key"
    assert tokens.read_link_token("afmelden", token) is None
    assert tokens.read_address(address) is None
    assert program.get("/api/v1/mijn/profiel").status_code == 401


@pytest.mark.django_db
def test_keys_that_open_something_have_128_random_bits_or_more() -> None:
    people = DeelnemerFactory.create_batch(2)
    keys = [key_of(person) for person in people]
    random = {key.partition("_")[2] or key for key in keys}
    assert len(random) == 2
    assert all(len(key) >= 22 for key in random), "22 signs of base 64 are 132 bits"
    assert ApiSleutel.objects.filter(digest__in=keys).count() == 0, "stored as a hash"
    assert Deelnemer.objects.filter(pk=people[0].pk).exists()
