"""Injuries in a random order on a site in use: the short version of `make faults`."""

import secrets

import pytest

from tests.faults.run import attack, table
from tests.faults.site import FaultSite

pytestmark = pytest.mark.xdist_group("faults")
ROUNDS = 8


@pytest.mark.parametrize("seed", [20261124, secrets.randbelow(10**6)], ids=["fixed", "random"])
def test_nothing_is_lost_and_nothing_comes_twice(site: FaultSite, seed: int) -> None:
    run = attack(site, ROUNDS, seed)
    summary = table(run, seed)
    print(summary)
    assert run.accounts.wrong == [], summary
    assert run.accounts.counts["acts"] > 0, summary
    assert run.accounts.counts["mails"] > 0, summary
