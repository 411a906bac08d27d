"""A page without anything on it yet has one title, and no level of its headings is skipped."""

import re
from collections.abc import Callable
from itertools import pairwise

import pytest
from django.test import Client

from communities.models import Community, Deelnemer
from tests.factories import CasusFactory

pytestmark = pytest.mark.django_db
HEADING = re.compile(r"<h([1-6])\b")
EMPTY = [
    "/casussen/",
    "/casussen/?q=bestaatniet",
    "/casussen/prullenbak/",
    "/casussen/verhalen/",
    "/casussen/dilemmas/",
    "/casussen/dilemmas/vergelijk/",
    "/casussen/vergelijken/",
    "/casussen/thema/",
    "/casussen/thema/wonen/",
    "/generatoren/",
    "{community}leeragenda/",
    "{casus}",
    "{casus}geschiedenis/",
    "{casus}afruil/",
    "{casus}bewerk/afruil/",
    "{casus}keuzehulp/",
    "{casus}bijlagen/",
    "{casus}bronnen/",
    "{casus}groep/",
    "{casus}verwant/",
    "{casus}bewerk/generatoren/",
]


@pytest.mark.parametrize("path", EMPTY)
def test_an_empty_page_keeps_the_order_of_headings(
    path: str,
    community: Community,
    deelnemer: Deelnemer,
    client_of: Callable[[Deelnemer | None], Client],
) -> None:
    casus = CasusFactory(community=community, casushouder=deelnemer)
    address = path.format(casus=casus.get_absolute_url(), community=community.get_absolute_url())
    response = client_of(deelnemer).get(address)
    assert response.status_code == 200
    levels = [int(level) for level in HEADING.findall(response.content.decode())]
    assert levels.count(1) == 1
    jumps = [(one, two) for one, two in pairwise(levels) if two > one + 1]
    assert jumps == []
