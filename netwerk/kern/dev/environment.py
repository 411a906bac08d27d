"""The environment variables that the site gets when we start it for tests and for checks."""

from __future__ import annotations

import secrets
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
LOCAL = ROOT / ".local"
PYTHON = sys.executable


def test_environment(folder: Path) -> dict[str, str]:
    """For a test run: everything that is written goes into `folder`, over plain HTTP."""
    return {
        "SECRET_KEY": "only-for-tests-" + secrets.token_hex(16),
        "SITE_URL": "http://testserver",
        "ALLOWED_HOSTS": "testserver,127.0.0.1,localhost",
        "INSECURE_HTTP": "1",
        "MAIL_DIR": str(folder / "mail"),
        "MEDIA_ROOT": str(folder / "media"),
        "STATIC_ROOT": str(folder / "static"),
        "DJANGO_SETTINGS_MODULE": "netwerk.settings",
    }


def production_environment(folder: Path) -> dict[str, str]:
    """As a real installation would have it, for `manage.py check --deploy`."""
    return {
        "SECRET_KEY": secrets.token_urlsafe(64),
        "SITE_URL": "https://netwerk.example",
        "ALLOWED_HOSTS": "netwerk.example",
        "MAIL_DIR": str(folder / "mail"),
        "MEDIA_ROOT": str(folder / "media"),
        "STATIC_ROOT": str(folder / "static"),
        "DJANGO_SETTINGS_MODULE": "netwerk.settings",
    }
