"""One site for all fault tests; they run one after the other, in one process."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.acts import Person
from tests.faults.site import FaultSite, fault_site


@pytest.fixture(scope="package")  # ended when they are done: its processes never rest
def running_site() -> Iterator[FaultSite]:
    folder = Path(tempfile.mkdtemp(prefix="netwerk faults "))
    folder.chmod(0o711)
    with fault_site(folder, people=300, meetings=30) as site:
        # The crowd of the random tests comes to some; a case needs one that it has to itself.
        site.seed["untouched"] = [site.seed["meetings"].pop() for _ in range(20)]
        yield site
    shutil.rmtree(folder)


@pytest.fixture
def site(running_site: FaultSite) -> Iterator[FaultSite]:
    """Give the site, healthy and with nothing to do; it is left so too."""
    running_site.wait_until_quiet()
    yield running_site
    running_site.disarm()
    running_site.sink.heal()
    running_site.sink.up()
    running_site.wait_until_quiet()


@pytest.fixture
def meeting(site: FaultSite) -> dict[str, object]:
    """Return a meeting that no other test has touched."""
    return site.seed["untouched"].pop()


@pytest.fixture
def member(site: FaultSite) -> Person:
    return Person(site, site.seed["members"][1])


@pytest.fixture
def organiser(site: FaultSite) -> Person:
    return Person(site, site.seed["organiser"])
