"""Typed readers of environment variables; a wrong value stops the start with a clear sentence."""

import os
from datetime import date
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

TRUE = {"1", "true", "yes", "ja", "on"}
SHORTEST_KEY = 32
FALSE = {"", "0", "false", "no", "nee", "off"}


def text(name: str, default: str | None = None) -> str:
    """Return the variable as text; without a default it is required."""
    value = os.environ.get(name, default)
    if value is None or (value == "" and default is None):
        raise ImproperlyConfigured(f"Set the environment variable {name}.")
    return value


def flag(name: str, default: bool = False) -> bool:
    """Return a switch; anything but a clear yes or no is an error."""
    raw = os.environ.get(name)
    if raw is None:
        return default
    value = raw.strip().lower()
    if value in TRUE:
        return True
    if value in FALSE:
        return False
    raise ImproperlyConfigured(f"{name} must be 1 or 0, not {raw!r}.")


def number(name: str, default: int, minimum: int = 0) -> int:
    """Return a whole number of at least ``minimum``."""
    raw = os.environ.get(name, str(default))
    try:
        value = int(raw)
    except ValueError as error:
        raise ImproperlyConfigured(f"{name} must be a whole number, not {raw!r}.") from error
    if value < minimum:
        raise ImproperlyConfigured(f"{name} must be at least {minimum}, not {value}.")
    return value


def day(name: str, *, required: bool) -> date | None:
    """Return a day from ``2027-03-01``, or None."""
    value = os.environ.get(name, "")
    if not value and not required:
        return None
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise ImproperlyConfigured(f"{name} must be a day, such as 2027-03-01.") from error


def durations(name: str, defaults: dict[str, float]) -> dict[str, float]:
    """Return lengths of time in seconds; ``name=seconds`` pairs, by commas, replace defaults."""
    lengths = dict(defaults)
    for pair in words(name):
        key, _, value = pair.partition("=")
        try:
            seconds = float(value)
        except ValueError as error:
            raise ImproperlyConfigured(f"{name} must look like lease=300,rest=30.") from error
        if key not in defaults or not seconds > 0:
            raise ImproperlyConfigured(f"{name} cannot hold {pair}.")
        lengths[key] = seconds
    return lengths


def words(name: str, default: str = "") -> list[str]:
    """Return a list from a value separated by commas."""
    return [word.strip() for word in os.environ.get(name, default).split(",") if word.strip()]


def address(name: str, default: str) -> tuple[str, int]:
    """Return a host and a port from ``host:port``."""
    host, _, port = os.environ.get(name, default).rpartition(":")
    if not host or not port.isdigit():
        raise ImproperlyConfigured(f"{name} must look like 127.0.0.1:8024.")
    return host, int(port)


def login(name: str) -> str:
    """Return ``user:password`` with a password of at least 20 characters, or ""."""
    value = os.environ.get(name, "")
    user, _, password = value.partition(":")
    if value and (not user or len(password) < 20):
        raise ImproperlyConfigured(f"{name} must be user:password, the password of 20 or more.")
    return value


def key(name: str) -> str:
    """Return what everything is signed with; one that is published or short is no key."""
    value = text(name)
    if len(value) < SHORTEST_KEY:
        raise ImproperlyConfigured(
            f"{name} must be of {SHORTEST_KEY} characters or more, random and your own."
        )
    return value


def secret(name: str) -> str:
    """Return a secret of at least 20 characters, or ""."""
    value = os.environ.get(name, "")
    if value and len(value) < 20:
        raise ImproperlyConfigured(f"{name} must be of 20 characters or more.")
    return value


def one_of(name: str, choices: tuple[str, ...]) -> str:
    """Return one of a few words; the first is usual."""
    value = os.environ.get(name) or choices[0]
    if value not in choices:
        raise ImproperlyConfigured(f"{name} must be one of {', '.join(choices)}, not {value!r}.")
    return value


def scanner(name: str) -> str:
    """Return the address of a virus scanner: ``tcp://host:port``, ``unix:///path``, or ""."""
    value = os.environ.get(name, "").strip()
    parts = urlsplit(value)
    fine = (parts.scheme == "tcp" and parts.hostname) or (parts.scheme == "unix" and parts.path)
    if value and not fine:
        raise ImproperlyConfigured(f"{name} must look like tcp://127.0.0.1:3310 or unix:///path.")
    return value


def folder(name: str, default: Path) -> Path:
    """Return a path; the folder need not exist yet."""
    return Path(os.environ.get(name) or default).absolute()


def theme(name: str) -> Path | None:
    """Return the folder of a house style, which holds ``thema.css``; None is our own style."""
    value = os.environ.get(name, "")
    if value and not (Path(value) / "thema.css").is_file():
        raise ImproperlyConfigured(f"{name} must be a folder with a file thema.css, not {value!r}.")
    return Path(value) if value else None


def files(name: str) -> dict[str, object]:
    """Return where files are kept: in a bucket, ``https://key:secret@host/bucket``, or a folder.

    ``?region=`` names the region of the bucket, where its server wants one.
    """
    raw = os.environ.get(name, "").strip()
    if not raw:
        return {"BACKEND": "django.core.files.storage.FileSystemStorage"}
    parts = urlsplit(raw)
    key, _, secret = parts.netloc.rpartition("@")[0].partition(":")
    server, bucket = parts.netloc.rpartition("@")[2], parts.path.strip("/")
    options = dict(pair.split("=", 1) for pair in parts.query.split("&") if "=" in pair)
    region = options.pop("region", "us-east-1")  # what S3 servers take when they know none
    whole = key and secret and server and bucket and "/" not in bucket and not options
    if parts.scheme not in {"http", "https"} or not whole:
        raise ImproperlyConfigured(f"{name} must look like https://key:secret@host/bucket.")
    return {
        "BACKEND": "netwerk.kern.emmer.Emmer",
        "OPTIONS": {
            "endpoint_url": f"{parts.scheme}://{server}",
            "access_key": unquote(key),
            "secret_key": unquote(secret),
            "bucket_name": bucket,
            "region_name": region,
        },
    }


def database(name: str) -> dict[str, object]:
    """Return Django's database settings from ``postgresql://user:password@host:port/name``.

    A socket folder is given as ``?host=/folder``. Every other query parameter is refused,
    so that a typing error never becomes a silent default.
    """
    parts = urlsplit(text(name))
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ImproperlyConfigured(f"{name} must start with postgresql://.")
    options = dict(pair.split("=", 1) for pair in parts.query.split("&") if "=" in pair)
    host = unquote(options.pop("host", "") or parts.hostname or "")
    port = options.pop("port", "") or parts.port or ""
    if options:
        raise ImproperlyConfigured(f"{name} has an unknown option: {', '.join(sorted(options))}.")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": str(port),
    }


def mailer(name: str, folder_name: str, timeout: float = 10.0) -> dict[str, object]:
    """Return the settings of the mailer: ``smtp://user:password@host:port`` or a folder.

    ``smtps://`` means TLS from the first byte, ``smtp+tls://`` means STARTTLS. When only the
    folder is set, each message becomes a file in it. The server gets ``timeout`` seconds for
    each answer. Both kinds of TLS check its certificate, and send nothing when it fails.
    """
    raw = os.environ.get(name, "")
    if not raw:
        target = os.environ.get(folder_name)
        if not target:
            raise ImproperlyConfigured(f"Set {name} (smtp+tls://...) or {folder_name} (a folder).")
        return {
            "BACKEND": "netwerk.kern.berichten.backends.FolderBackend",
            "OPTIONS": {"folder": target},
        }
    parts = urlsplit(raw)
    if parts.scheme not in {"smtp", "smtps", "smtp+tls"} or not parts.hostname:
        raise ImproperlyConfigured(f"{name} must look like smtp+tls://user:password@host:587.")
    return {
        "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "OPTIONS": {
            "host": parts.hostname,
            "port": parts.port or {"smtp": 25, "smtps": 465, "smtp+tls": 587}[parts.scheme],
            "username": unquote(parts.username or ""),
            "password": unquote(parts.password or ""),
            "use_ssl": parts.scheme == "smtps",
            "use_tls": parts.scheme == "smtp+tls",
            "timeout": timeout,
        },
    }
