"""Casussen that belong together: a link on both ends, and no title that leaks."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from bijeenkomsten.models import Agendapunt
from casussen.models import Casus
from communities.models import Community, Deelnemer
from tests.factories import BijeenkomstFactory, CasusFactory, LidmaatschapFactory, begrip

Clients = Callable[[Deelnemer | None], Client]


def page(casus: Casus) -> str:
    return reverse("casussen:related", args=[casus.slug])


def text(response: Any) -> str:
    return response.content.decode()


@pytest.fixture
def pair(community: Community, deelnemer: Deelnemer) -> tuple[Casus, Casus]:
    """Return a casus of *deelnemer*, and one of somebody else that the network reads."""
    other = LidmaatschapFactory().deelnemer
    one = CasusFactory(
        title="De dorpsbus", community=community, casushouder=deelnemer, visibility="network"
    )
    two = CasusFactory(title="De belbus", casushouder=other, visibility="network")
    return one, two


def test_a_link_is_visible_on_both_ends_and_removing_one_removes_both(
    client_of: Clients, pair: tuple[Casus, Casus]
) -> None:
    """features.md row 50."""
    one, two = pair
    first, second = client_of(one.casushouder), client_of(two.casushouder)
    first.post(page(one), {"doe": f"koppel-{two.pk}"})
    first.post(page(one), {"doe": f"koppel-{two.pk}"})
    assert two.get_absolute_url() in text(first.get(one.get_absolute_url()))
    assert one.get_absolute_url() in text(second.get(two.get_absolute_url()))
    assert list(two.related.all()) == [one]
    second.post(page(two), {"doe": f"los-{one.pk}"})  # the writers of the other end
    assert list(one.related.all()) == [] == list(two.related.all())
    assert two.get_absolute_url() not in text(first.get(one.get_absolute_url()))
    assert one.get_absolute_url() not in text(second.get(two.get_absolute_url()))


def test_a_meeting_and_its_casus_name_each_other(
    client_of: Clients, pair: tuple[Casus, Casus], community: Community
) -> None:
    """features.md row 50, the side of meetings."""
    one, _ = pair
    start = timezone.now() + timedelta(days=3)
    meeting = BijeenkomstFactory(
        community=community, title="Casustafel", starts_at=start, ends_at=start + timedelta(hours=2)
    )
    point = Agendapunt.objects.create(bijeenkomst=meeting, title="De bus", casus=one)
    client = client_of(one.casushouder)
    assert meeting.get_absolute_url() in text(client.get(one.get_absolute_url()))
    assert one.get_absolute_url() in text(client.get(meeting.get_absolute_url()))
    point.delete()
    assert meeting.get_absolute_url() not in text(client.get(one.get_absolute_url()))
    assert one.get_absolute_url() not in text(client.get(meeting.get_absolute_url()))


def test_the_title_of_a_hidden_casus_shows_nowhere(
    client_of: Clients, pair: tuple[Casus, Casus], client: Client
) -> None:
    one, two = pair
    Casus.objects.filter(pk=one.pk).update(visibility="public")
    Casus.objects.filter(pk=two.pk).update(visibility="group")
    one.themes.add(begrip("cbs-thema", "wonen"))
    two.themes.add(begrip("cbs-thema", "wonen"))
    one.related.add(two)
    writer = client_of(one.casushouder)
    for response in (
        client.get(one.get_absolute_url()),
        writer.get(one.get_absolute_url()),
        writer.get(page(one)),
        writer.get(page(one), {"q": "belbus"}),
        writer.post(page(one), {"doe": f"los-{two.pk}"}, follow=True),
        writer.post(page(one), {"doe": f"koppel-{two.pk}"}, follow=True),
    ):
        assert "belbus" not in text(response).replace('value="belbus"', "")
        assert "Hoort bij" not in text(response)
    assert list(one.related.all()) == [two]  # nothing that is hidden is changed either
    assert "De dorpsbus" in text(client_of(two.casushouder).get(two.get_absolute_url()))


def test_what_has_the_same_themes_or_words_is_suggested(
    client_of: Clients, pair: tuple[Casus, Casus]
) -> None:
    one, two = pair
    writer = client_of(one.casushouder)
    third = CasusFactory(title="Het hofje", visibility="network")
    assert "Misschien hoort dit erbij" not in text(writer.get(page(one)))
    one.tags.add("vervoer")
    two.tags.add("vervoer")
    shown = writer.get(page(one))
    assert [row.title for row in shown.context["suggested"]] == ["De belbus"]
    one.themes.add(begrip("cbs-thema", "wonen"))
    third.themes.add(begrip("cbs-thema", "wonen"))
    titles = {row.title for row in writer.get(page(one)).context["suggested"]}
    assert titles == {"De belbus", "Het hofje"}
    found = writer.get(page(one), {"q": "hofje"})
    assert [row.title for row in found.context["found"]] == ["Het hofje"]


@pytest.mark.parametrize(
    "what", ["", "koppel", "koppel-", "koppel-x", "los-0", "weg-1", "koppel-\x00"]
)
def test_nonsense_changes_nothing(client_of: Clients, pair: tuple[Casus, Casus], what: str) -> None:
    one, _ = pair
    writer = client_of(one.casushouder)
    assert writer.post(page(one), {"doe": what}, follow=True).status_code == 200
    own = writer.post(page(one), {"doe": f"koppel-{one.pk}"}, follow=True)
    assert "Kies een andere" in text(own)
    assert one.related.count() == 0


def test_one_and_many_take_as_many_queries(client_of: Clients, pair: tuple[Casus, Casus]) -> None:
    one, _ = pair
    writer = client_of(one.casushouder)
    one.tags.add("vervoer")
    counts: dict[str, list[int]] = {page(one): [], one.get_absolute_url(): []}
    for number in (1, 19):
        for _ in range(number):
            made = CasusFactory(visibility="network")
            made.tags.add("vervoer")
            one.related.add(made)
        CasusFactory(visibility="network").tags.add("vervoer")
        for address, taken in counts.items():
            writer.get(address)
            with CaptureQueriesContext(connection) as queries:
                writer.get(address)
            taken.append(len(queries))
    for taken in counts.values():
        assert taken[0] == taken[1]
