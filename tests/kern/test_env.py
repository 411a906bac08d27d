"""Typed readers of the environment fail loudly, with the name of the variable."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from netwerk.kern import env


def test_text_is_required_without_a_default(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("X_TEXT", raising=False)
    with pytest.raises(ImproperlyConfigured, match="X_TEXT"):
        env.text("X_TEXT")
    assert env.text("X_TEXT", "iets") == "iets"


@pytest.mark.parametrize(
    ("value", "expected"), [("1", True), ("ja", True), ("0", False), ("", False)]
)
def test_flag_reads_yes_and_no(monkeypatch: pytest.MonkeyPatch, value: str, expected: bool) -> None:
    monkeypatch.setenv("X_FLAG", value)
    assert env.flag("X_FLAG") is expected


@pytest.mark.parametrize(
    ("reader", "value"),
    [
        (env.flag, "misschien"),
        (lambda name: env.number(name, 1), "drie"),
        (lambda name: env.number(name, 1, 1), "0"),
        (env.database, "mysql://x/y"),
        (env.database, "postgresql://x@y/z?typfout=1"),
        (lambda name: env.mailer(name, "X_FOLDER"), "http://x"),
        (lambda name: env.durations(name, {"rest": 30}), "rest=lang"),
        (lambda name: env.durations(name, {"rest": 30}), "rest=0"),
        (lambda name: env.durations(name, {"rest": 30}), "rust=3"),
        (lambda name: env.address(name, "127.0.0.1:8024"), "127.0.0.1"),
        (lambda name: env.address(name, "127.0.0.1:8024"), ":8024"),
        (env.login, "een-wachtwoord-zonder-naam"),
        (env.login, "haak:te-kort"),
        (env.secret, "te-kort"),
        (env.key, ""),
        (env.key, "een-sleutel-van-31-tekens-lang-"),
        (lambda name: env.one_of(name, ("json", "text")), "xml"),
    ],
)
def test_wrong_value_stops_with_the_name(
    monkeypatch: pytest.MonkeyPatch, reader: object, value: str
) -> None:
    monkeypatch.setenv("X_WRONG", value)
    with pytest.raises(ImproperlyConfigured, match="X_WRONG"):
        reader("X_WRONG")  # type: ignore[operator]


def test_database_address_is_taken_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("X_DB", "postgresql://me:p%40ss@db.voorbeeld:5433/netwerk")
    assert env.database("X_DB") == {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "netwerk",
        "USER": "me",
        "PASSWORD": "p@ss",
        "HOST": "db.voorbeeld",
        "PORT": "5433",
    }


def test_mail_address_decides_on_encryption(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("X_MAIL", "smtp+tls://me:pw@mail.voorbeeld")
    options = env.mailer("X_MAIL", "X_FOLDER")["OPTIONS"]
    assert options == {
        "host": "mail.voorbeeld",
        "port": 587,
        "username": "me",
        "password": "pw",
        "use_ssl": False,
        "use_tls": True,
        "timeout": 10,
    }


def test_durations_replace_what_they_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("X_TIMES", "rest=1.5, lease=3")
    found = env.durations("X_TIMES", {"rest": 30, "lease": 300, "tick": 15})
    assert found == {"rest": 1.5, "lease": 3, "tick": 15}


def test_address_is_a_host_and_a_port(monkeypatch: pytest.MonkeyPatch) -> None:
    assert env.address("X_LISTEN", "127.0.0.1:8024") == ("127.0.0.1", 8024)
    monkeypatch.setenv("X_LISTEN", "0.0.0.0:24")
    assert env.address("X_LISTEN", "127.0.0.1:8024") == ("0.0.0.0", 24)


def test_login_is_nothing_or_long_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    assert env.login("X_LOGIN") == ""
    monkeypatch.setenv("X_LOGIN", "haak:een-lang-wachtwoord-van-de-dienst")
    assert env.login("X_LOGIN") == "haak:een-lang-wachtwoord-van-de-dienst"


def test_mail_server_gets_ten_seconds_for_an_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("X_MAIL", "smtp+tls://post.voorbeeld.nl")
    options = env.mailer("X_MAIL", "X_FOLDER")["OPTIONS"]
    assert isinstance(options, dict)
    assert (options["timeout"], options["use_tls"], options["port"]) == (10, True, 587)
