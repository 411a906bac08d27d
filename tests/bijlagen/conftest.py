"""Files of tests stand in a folder of their own."""

from typing import Any

import pytest

from casussen.models import Casus
from communities.models import Community, Deelnemer
from tests.factories import CasusFactory


@pytest.fixture(autouse=True)
def _own_media(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path
    settings.CLAMD_URL = ""


@pytest.fixture
def casus(community: Community, deelnemer: Deelnemer) -> Casus:
    """Return a casus of *deelnemer* for the members of the community."""
    return CasusFactory(slug="winkel", community=community, casushouder=deelnemer)
