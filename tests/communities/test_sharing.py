"""Whom a visibility lets in: asked of one person and asked of all people, the answer is one."""

import pytest

from communities.enums import Visibility
from communities.models import Community, Deelnemer
from communities.sharing import lets_in, people_let_in


@pytest.mark.parametrize("visibility", ["public", "network", "community"])
def test_people_let_in_are_those_that_the_rule_lets_in(
    visibility: str,
    community: Community,
    deelnemer: Deelnemer,
    ander_lid: Deelnemer,
    organisator: Deelnemer,
    redacteur: Deelnemer,
    beheerder: Deelnemer,
    buitenstaander: Deelnemer,
) -> None:
    everybody = list(Deelnemer.objects.order_by("pk"))
    expected = [each for each in everybody if lets_in(each, visibility, [community.pk])]
    found = Deelnemer.objects.filter(people_let_in(visibility, [community.pk])).order_by("pk")
    assert list(found) == expected
    numbers = {Visibility.PUBLIC: 6, Visibility.NETWORK: 5, Visibility.COMMUNITY: 2}
    assert len(expected) == numbers[Visibility(visibility)]
