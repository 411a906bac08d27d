"""Who may know of a casus: by its address, in the list, by search, and in a conversation."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from django.urls import reverse

from casussen import services
from casussen.enums import CasusRole
from casussen.models import Casus, CasusDeelname, CasusSectie, Publicatieverzoek
from communities.models import Community, Deelnemer
from netwerk.kern import subjects
from netwerk.kern.policy import allowed
from netwerk.kern.zoeken.zoeken import build_query
from tests.factories import CasusFactory, DeelnemerFactory, LidmaatschapFactory

Clients = Callable[[Deelnemer | None], Client]


@pytest.fixture
def hidden(community: Community, deelnemer: Deelnemer) -> Casus:
    """Return a casus for its community, with a word that could leak."""
    return CasusFactory(
        title="De zeewierkwekerij",
        slug="zeewier",
        community=community,
        casushouder=deelnemer,
        body="Hier staat het woord kwelderplan.",
    )


def found_by_search(user: object, word: str) -> list[str]:
    subject = subjects.by_key("casussen.casus")
    rows = subject.search(subject.visible_to(user), build_query(word))
    return [subject.title(row) for row in rows]


def test_anonymous_gets_404_for_a_community_casus_and_never_finds_it(
    hidden: Casus, deelnemer: Deelnemer, client_of: Clients
) -> None:
    anonymous, member = client_of(None), client_of(deelnemer)
    assert anonymous.get(hidden.get_absolute_url()).status_code == 404
    assert member.get(hidden.get_absolute_url()).status_code == 200
    for word in ("zeewierkwekerij", "kwelderplan"):
        assert found_by_search(AnonymousUser(), word) == []
        assert found_by_search(deelnemer, word) == ["De zeewierkwekerij"]
        search = f"{reverse('search')}?q={word}"
        assert b"De zeewierkwekerij" not in anonymous.get(search).content
        assert b"De zeewierkwekerij" in member.get(search).content
        listing = f"{reverse('casussen:list')}?q={word}"
        assert list(anonymous.get(listing).context["page_obj"]) == []
        assert list(member.get(listing).context["page_obj"]) == [hidden]


def test_reading_public_pages_sets_no_cookie(hidden: Casus, client: Client) -> None:
    Casus.objects.update(visibility="public")
    for path in (hidden.get_absolute_url(), reverse("casussen:list"), reverse("casussen:dilemmas")):
        assert client.get(path).cookies == {}


def test_the_map_and_the_counts_tell_only_what_you_may_see(
    hidden: Casus, deelnemer: Deelnemer, client_of: Clients
) -> None:
    page = reverse("casussen:list")
    assert client_of(None).get(page).context["per_province"] == {}
    assert client_of(deelnemer).get(page).context["per_province"] == {"drenthe": 1}


@pytest.mark.parametrize(
    ("role", "changes", "confidential"),
    [(CasusRole.CO_AUTHOR, True, True), (CasusRole.EXPERT, False, True)],
)
def test_a_part_counts_for_one_casus_only(
    role: str, changes: bool, confidential: bool, hidden: Casus, buitenstaander: Deelnemer
) -> None:
    other = CasusFactory(community=hidden.community)
    CasusDeelname.objects.create(casus=hidden, deelnemer=buitenstaander, role=role)
    names = ("view_casus", "change_casus", "view_confidential", "discuss_casus")
    answers = [allowed(buitenstaander, f"casussen.{name}", hidden) for name in names]
    assert answers == [True, changes, confidential, False]
    assert [allowed(buitenstaander, f"casussen.{name}", other) for name in names] == [False] * 4


def test_confidential_passages_are_for_the_casusgroep(
    hidden: Casus, organisator: Deelnemer, client_of: Clients
) -> None:
    CasusSectie.objects.filter(casus=hidden).update(
        body="Voor ieder.\n\n:::vertrouwelijk\nHet bod is laag.\n:::\n"
    )
    owner = client_of(hidden.casushouder).get(hidden.get_absolute_url()).content.decode()
    reader = client_of(organisator).get(hidden.get_absolute_url()).content.decode()
    assert ["Het bod is laag" in owner, "Het bod is laag" in reader] == [True, False]
    assert "Voor ieder" in reader


def test_four_eyes_the_requester_does_not_decide(
    community: Community, organisator: Deelnemer, redacteur: Deelnemer
) -> None:
    casus = CasusFactory(community=community, casushouder=organisator, visibility="network")
    Publicatieverzoek.objects.create(casus=casus, wanted="public", requested_by=organisator)
    second = LidmaatschapFactory(community=community, role="organiser").deelnemer
    may = [
        allowed(person, "casussen.decide_publication", Casus.objects.get())
        for person in (organisator, second, redacteur, DeelnemerFactory())
    ]
    assert may == [False, True, True, False]


@pytest.mark.parametrize("part", ["casushouder", "co_author"])
def test_four_eyes_a_writer_does_not_decide(
    community: Community, organisator: Deelnemer, part: str
) -> None:
    casus = CasusFactory(community=community, visibility="network")
    asked_by = casus.casushouder
    if part == "casushouder":
        casus.casushouder = organisator
        casus.save()
        CasusDeelname.objects.create(casus=casus, deelnemer=asked_by, role=CasusRole.CO_AUTHOR)
    else:
        CasusDeelname.objects.create(casus=casus, deelnemer=organisator, role=CasusRole.CO_AUTHOR)
    verzoek = Publicatieverzoek.objects.create(casus=casus, wanted="public", requested_by=asked_by)
    assert not allowed(organisator, "casussen.decide_publication", Casus.objects.get())
    with pytest.raises(services.CasusError):
        services.decide_publication(actor=organisator, verzoek=verzoek, granted=True)
    assert Casus.objects.get().visibility == "network"


def test_a_beheerder_writes_in_no_casus(hidden: Casus, beheerder: Deelnemer) -> None:
    Casus.objects.update(visibility="public")
    casus = Casus.objects.get()
    names = ("view_casus", "change_casus", "withdraw_casus", "decide_publication", "manage_group")
    answers = [allowed(beheerder, f"casussen.{name}", casus) for name in names]
    assert answers == [True, False, False, False, False]


def test_only_the_casushouder_narrows_what_is_public(hidden: Casus) -> None:
    writer = LidmaatschapFactory(community=hidden.community).deelnemer
    CasusDeelname.objects.create(casus=hidden, deelnemer=writer, role=CasusRole.CO_AUTHOR)

    def may() -> list[bool]:
        casus = Casus.objects.get()
        people = (hidden.casushouder, writer)
        return [allowed(person, "casussen.change_visibility", casus) for person in people]

    assert may() == [True, True]
    Casus.objects.update(visibility="public")
    assert may() == [True, False]
