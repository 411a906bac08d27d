"""What runs in the environment of a peer: settings as its makers advise, and the same work to do.

None of it imports the portal. DATABASE_URL, CACHE_URL, SECRET_KEY and PEER_FOLDER come from
``benchmarks/peers.py``.
"""

import os
from typing import Any
from urllib.parse import urlsplit

WORDS = "Wij vroegen bewoners wat zij nodig hebben om hier goed te leven, en deden dat samen."


def database() -> dict[str, Any]:
    """Return our PostgreSQL as Django reads it, with connections that stay open."""
    url = urlsplit(os.environ["DATABASE_URL"])
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": url.path[1:],
        "USER": url.username,
        "PASSWORD": url.password,
        "HOST": url.hostname,
        "PORT": url.port,
        "CONN_MAX_AGE": 120,
    }


def cache() -> dict[str, str]:
    """Return our Valkey as Django reads it."""
    return {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": os.environ["CACHE_URL"],
    }
