"""What a list tells about casussen that the reader may not know of: nothing."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from communities.models import Community, Deelnemer
from tests.factories import CasusFactory

ClientOf = Callable[[Deelnemer | None], Client]


@pytest.mark.parametrize("who", ["anonymous", "other"])
def test_a_tag_of_hidden_casussen_answers_like_one_that_does_not_exist(
    community: Community, ander_lid: Deelnemer, client_of: ClientOf, who: str
) -> None:
    casus = CasusFactory(community=community, visibility="community")
    casus.tags.add("fusieplan")
    client = client_of(ander_lid if who == "other" else None)

    def page(tag: str) -> Any:
        return client.get(reverse("casussen:list"), {"tag": tag}).content.decode()

    assert "#fusieplan" not in page("fusieplan")
    assert page("fusieplan").replace("fusieplan", "x") == page("verzonnen").replace(
        "verzonnen", "x"
    )
    assert (
        "#fusieplan"
        in client_of(casus.casushouder)
        .get(reverse("casussen:list"), {"tag": "fusieplan"})
        .content.decode()
    )
