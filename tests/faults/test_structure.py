"""What makes that a broker can never make a visitor wait."""

import re
from pathlib import Path

from django.conf import settings

PUBLISHING = re.compile(r"\.(delay|apply_async|delay_on_commit|send_task)\(")
MAY_PUBLISH = {"netwerk/celery.py"}  # a worker, to itself


def test_nothing_but_a_worker_publishes_to_the_broker() -> None:
    root = Path(settings.BASE_DIR)
    apps = ("netwerk", "communities", "casussen", "bijeenkomsten", "handboek")
    files = [path for app in apps for path in (root / app).rglob("*.py")]
    assert len(files) > 100
    found = {str(f.relative_to(root)) for f in files if PUBLISHING.search(f.read_text())}
    assert found == MAY_PUBLISH


def test_every_tick_of_the_clock_may_be_lost_or_come_twice() -> None:
    """Beat only wakes; a tick that nobody took in time goes, so that none pile up."""
    ticks = settings.CELERY_BEAT_SCHEDULE
    assert {"hartslag", "berichten"} <= set(ticks)
    for name in ("hartslag", "berichten"):
        assert ticks[name]["options"]["expires"] == ticks[name]["schedule"]
