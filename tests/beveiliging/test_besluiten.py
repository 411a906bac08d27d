"""What docs/decisions/signing-in.md says is what the code does."""

import importlib
import json
import logging
import re
from datetime import timedelta
from pathlib import Path
from typing import Any

from allauth.account import app_settings
from django.conf import settings
from django.test import Client

from communities.oidc.provider import ALGORITHMS
from communities.password_validation import OWN_WORDS
from netwerk.kern.bijlagen.controle.soorten import BY_ENDING
from netwerk.kern.toezicht.regels import JsonFormatter
from tests.factories import DeelnemerFactory
from tests.inloggen import sign_in

TEXT = (Path(settings.BASE_DIR) / "docs/decisions/signing-in.md").read_text()


def table(heading: str) -> list[list[str]]:
    """Return the rows of the first table below a heading."""
    part = TEXT.split(f"\n## {heading}\n")[1].split("\n## ")[0]
    rows = [line.strip("|").split("|") for line in part.splitlines() if line.startswith("| ")]
    return [[cell.strip() for cell in row] for row in rows[1:]]


def test_limits_against_guessing_are_written_down_as_they_are() -> None:
    said = {name.strip("`"): rate for name, rate in table("Limits against guessing")}
    assert said == settings.ACCOUNT_RATE_LIMITS
    assert settings.MFA_RATE_LIMITS == {"webauthn_login": "10/m/ip"}, "codes share login_failed"


def test_limits_of_use_are_written_down_as_they_are() -> None:
    rows = table("Limits of use")
    assert len(rows) > 10
    for _, most, where in rows:
        module, _, name = where.strip("`").rpartition(".")
        assert str(getattr(importlib.import_module(module), name)) == most, where


def test_terms_are_written_down_as_they_are() -> None:
    said = [term for _, term, _ in table("How long it lasts")]
    seconds = (
        settings.SESSION_IDLE_AGE,
        settings.SESSION_COOKIE_AGE,
        app_settings.REAUTHENTICATION_TIMEOUT,
        settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT,
        settings.ACCOUNT_LOGIN_TIMEOUT,
        settings.PASSWORD_RESET_TIMEOUT,
    )
    assert said == [in_words(timedelta(seconds=each)) for each in seconds]


def in_words(term: timedelta) -> str:
    return f"{term.days} days" if term.days else f"{term.seconds // 60} minutes"


def test_every_way_to_sign_in_is_written_down() -> None:
    ways = " ".join(row[0] for row in table("Ways in"))
    backends: Any = settings.AUTHENTICATION_BACKENDS
    assert len(backends) == 2, "one of them only asks the policy"
    assert settings.ACCOUNT_LOGIN_BY_CODE_ENABLED is ("code by mail" in ways)
    assert settings.MFA_PASSKEY_LOGIN_ENABLED is ("passkey" in ways)
    for kind, words in (("totp", "app"), ("recovery_codes", "recovery"), ("webauthn", "passkey")):
        assert (kind in settings.MFA_SUPPORTED_TYPES) is (words in ways)
    assert "organisation" in ways
    assert list(settings.SOCIALACCOUNT_PROVIDERS) == ["openid_connect"]


def test_words_that_no_password_may_hold_are_written_down() -> None:
    listed = re.search(r"made of alone: (.+?);", TEXT, re.DOTALL)
    assert listed
    assert re.findall(r"\w+", listed[1]) == list(OWN_WORDS)


def test_there_is_no_most_of_sessions_as_is_written(db: None) -> None:
    assert "There is no most of sessions" in TEXT
    person = DeelnemerFactory()
    browsers = [Client() for _ in range(8)]
    for browser in browsers:
        sign_in(browser, person)
    assert [browser.get("/account/email/").status_code for browser in browsers] == [200] * 8


def test_the_fields_of_a_line_of_the_log_are_written_down() -> None:
    guide = (Path(settings.BASE_DIR) / "docs/operations.md").read_text()
    part = guide.split("\n## Logs\n")[1].split("\n## ")[0]
    said = set(re.findall(r"^\| `(\w+)` \|", part, re.MULTILINE))
    also = re.search(r"^and (`.+?) and sometimes more", part, re.MULTILINE)
    assert also
    line = json.loads(
        JsonFormatter().format(
            logging.makeLogRecord({"msg": "x", "levelno": 20, "levelname": "INFO"})
        )
    )
    assert said == {"time", "action", "object", "result", "origin", "actor"}
    assert set(line) == said | set(re.findall(r"`(\w+)`", also[1])) | {"process"}
    assert "MaxRetentionSec" in part, "how long to keep them"
    assert list(settings.LOGGING["handlers"]) == ["console"], "there is no other log"


def test_kinds_and_sizes_of_files_are_written_down() -> None:
    guide = (Path(settings.BASE_DIR) / "docs/architecture.md").read_text()
    part = guide.split("\n## Files\n")[1].split("\n## ")[0]
    told = part[part.index("What is taken ends in") :].replace("\n", " ")
    assert set(re.findall(r"\.\w+(?=[ ,])", told.split(" and is ")[0])) == set(BY_ENDING)
    source = (Path(settings.BASE_DIR) / "netwerk/settings.py").read_text()
    usual = dict(re.findall(r'env\.number\("(BIJLAGE_MOST_\w+)", (\d+)', source))
    said = re.findall(r"(\d+) (?:MB|files)", told)
    names = ("MB", "MB_TOGETHER", "NUMBER", "MB_A_DAY", "NUMBER_A_DAY")
    assert said == [usual[f"BIJLAGE_MOST_{name}"] for name in names]


def test_terms_for_mending_leaks_are_written_down() -> None:
    policy = (Path(settings.BASE_DIR) / "SECURITY.md").read_text()
    rows = re.findall(r"^\| (\w+) \| .+? \| (.+?) \|$", policy, re.MULTILINE)
    terms = {name: term for name, term in rows if name != "how"}
    assert terms == {"high": "a week", "middle": "a month", "low": "the next release"}
    assert "A package that we use counts as our own code" in policy


def test_keys_and_algorithms_are_written_down() -> None:
    rows = {row[0]: row[1] for row in table("Keys and algorithms")}
    names = [hasher.rpartition(".")[2] for hasher in settings.PASSWORD_HASHERS]
    assert names == ["Argon2PasswordHasher", "PBKDF2PasswordHasher"]
    assert rows["passwords"].startswith("Argon2id")
    assert "PBKDF2" in rows["passwords"]
    assert {name[:2] for name in ALGORITHMS} == {"RS", "PS", "ES"}
    assert min(int(name[2:]) for name in ALGORITHMS) == 256
    assert all(len(row) == 3 and row[2] for row in table("Keys and algorithms"))
