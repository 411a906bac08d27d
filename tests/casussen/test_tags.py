"""What other pages show of casussen."""

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.template import Context, Template
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from communities.models import Community, Deelnemer
from tests.factories import CasusFactory


def rendered(tag: str, user: Any, **context: Any) -> str:
    template = Template("{% load casussen %}{% " + tag + " %}")
    return template.render(Context({"user": user, **context}))


def test_a_community_shows_what_you_may_read(
    community: Community, other_community: Community, deelnemer: Deelnemer
) -> None:
    CasusFactory(title="Besloten", community=community)
    CasusFactory(title="Ergens anders", community=other_community, visibility="public")
    shared = CasusFactory(title="Gedeeld", community=other_community, visibility="public")
    shared.communities.add(community)
    shown = {
        user: rendered("casussen_van_community community", user, community=community)
        for user in (AnonymousUser(), deelnemer)
    }
    titles = ("Besloten", "Ergens anders", "Gedeeld")
    found = [[title in html for title in titles] for html in shown.values()]
    assert found == [[False, False, True], [True, False, True]]


def test_an_empty_community_invites_its_members(
    community: Community, deelnemer: Deelnemer, buitenstaander: Deelnemer
) -> None:
    tag = "casussen_van_community community"
    invitation = f'href="/casussen/nieuw/?community={community.slug}"'
    html = [rendered(tag, who, community=community) for who in (deelnemer, buitenstaander)]
    assert [invitation in text for text in html] == [True, False]


def test_more_than_six_leads_to_the_list(community: Community) -> None:
    CasusFactory.create_batch(7, community=community, visibility="public")
    html = rendered("casussen_van_community community", AnonymousUser(), community=community)
    assert html.count("casuslijst__titel") == 6
    assert f'href="/casussen/?community={community.slug}"' in html


@pytest.mark.django_db
def test_new_casussen_are_public_and_not_withdrawn() -> None:
    CasusFactory(title="Oud", visibility="public")
    CasusFactory(title="Ingetrokken", visibility="public", withdrawn_at=timezone.now())
    CasusFactory(title="Verborgen")
    for number in range(3):
        CasusFactory(title=f"Nieuw {number}", visibility="public")
    html = rendered("nieuwe_casussen", AnonymousUser())
    titles = ("Oud", "Ingetrokken", "Verborgen", "Nieuw 0", "Nieuw 1", "Nieuw 2")
    assert [title in html for title in titles] == [False] * 3 + [True] * 3


@pytest.mark.django_db
def test_the_tags_take_a_fixed_number_of_queries(community: Community) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as caught:
            rendered("nieuwe_casussen n=20", AnonymousUser())
            rendered("casussen_van_community community", AnonymousUser(), community=community)
        return len(caught)

    CasusFactory(community=community, visibility="public")
    one = queries()
    CasusFactory.create_batch(20, community=community, visibility="public")
    assert queries() == one
