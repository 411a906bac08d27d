"""What is counted in the web processes: requests, refused sign-ins, reports of browsers.

Several processes answer, and a scrape reaches one of them. prometheus_client then keeps the counts
in files that all of them share (``gunicorn.conf.py`` names a folder); the database would pay for a
write with every request. What stands in the database anyway is not counted but read (``stand``).
No label holds anything about a person.
"""

import os

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

METHODS = ("GET", "HEAD", "POST", "OPTIONS")
BUCKETS = (0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
WAYS_IN = ("wachtwoord", "code", "totp", "recovery_codes", "webauthn")
own = CollectorRegistry()  # of this process; counts nothing when files are shared

REQUESTS = Counter(
    "netwerk_requests",
    "Requests that were answered, by view, method and status.",
    ["view", "method", "status"],
    registry=own,
)
DURATION = Histogram(
    "netwerk_request_duration_seconds",
    "How long an answer took, by view.",
    ["view"],
    buckets=BUCKETS,
    registry=own,
)
FAILED_SIGN_INS = Counter(
    "netwerk_failed_sign_ins",
    "Sign-ins that were refused, by what was wrong.",
    ["way"],
    registry=own,
)
CSP_REPORTS = Counter(
    "netwerk_csp_reports",
    "Reports of browsers that a page tried what its policy forbids.",
    registry=own,
)
for _way in WAYS_IN:  # so that each is there, with 0, before the first
    FAILED_SIGN_INS.labels(_way)


def known(method: str | None) -> str:
    """Return a method as we write it; anybody can make up another."""
    return method.lower() if method in METHODS else "other"


def count_request(view: str, method: str | None, status: int, seconds: float) -> None:
    """Count an answer; what leads nowhere, or asks with a word of its own, has one place."""
    REQUESTS.labels(view or "none", known(method), str(status)).inc()
    DURATION.labels(view or "none").observe(seconds)


def counted() -> bytes:
    """Return the counts of all processes, as Prometheus reads them."""
    if "PROMETHEUS_MULTIPROC_DIR" not in os.environ:
        return generate_latest(own)
    together = CollectorRegistry()
    MultiProcessCollector(together)
    return generate_latest(together)
