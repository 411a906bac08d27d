"""What somebody hides is on no page, in no list and in no file that a member can open."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from communities import foto, profielen, services
from communities.enums import Audience, Role, Visibility
from communities.models import Community, Deelnemer, Gesprek, Lidmaatschap
from tests.communities.fotos import upload
from tests.factories import (
    AanmeldingFactory,
    BijeenkomstFactory,
    CasusFactory,
    CommunityFactory,
    LidmaatschapFactory,
    ReactieFactory,
)

type ClientOf = Callable[[Deelnemer | None], Client]
EMAIL, PHONE, ABOUT = "kanarie.geel@voorbeeld.nl", "06 98 76 54 32", "Kanarietekst over mij"


@pytest.fixture(autouse=True)
def _own_media(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def kanarie(community: Community) -> Deelnemer:
    """Return a member with something to hide in every part, shown to the whole network."""
    person = LidmaatschapFactory(
        community=community,
        deelnemer__first_name="Kaat",
        deelnemer__last_name="Kanarie",
        deelnemer__email=EMAIL,
        deelnemer__phone=PHONE,
        deelnemer__about=ABOUT,
        deelnemer__ask_about="Vogels",
    ).deelnemer
    show(person, Audience.NETWORK)
    return services.set_photo(actor=person, person=person, photo=foto.read(upload()))


def show(person: Deelnemer, audience: Audience) -> None:
    for part in profielen.PARTS:
        setattr(person, f"{part}_shown", audience)
    person.save()


def leaks(html: str, person: Deelnemer) -> set[str]:
    """Return the parts of a profile that stand in an answer, however they are written."""
    flat = html.replace("<wbr>", "").replace(" ", "")
    signs = {
        "email": EMAIL in flat,
        "phone": PHONE.replace(" ", "") in flat,
        "photo": f"/deelnemers/{person.pk}/foto/" in flat,
        "about": ABOUT.replace(" ", "") in flat,
    }
    return {part for part, found in signs.items() if found}


def test_every_choice_is_a_part_that_these_tests_know(kanarie: Deelnemer) -> None:
    """A new field that people can hide joins ``profielen.PARTS``, ``kanarie`` and ``leaks``."""
    names = [field.name for field in Deelnemer._meta.concrete_fields]
    hidden = {name.removesuffix("_shown") for name in names if name.endswith("_shown")}
    assert hidden == profielen.ALL_PARTS
    assert [part for part in profielen.PARTS if not getattr(kanarie, part)] == []
    everything = f"{EMAIL} {PHONE} {ABOUT} /deelnemers/{kanarie.pk}/foto/"
    assert leaks(everything, kanarie) == profielen.ALL_PARTS


def test_each_part_follows_its_own_choice(
    kanarie: Deelnemer, deelnemer: Deelnemer, ander_lid: Deelnemer, buitenstaander: Deelnemer
) -> None:
    kanarie.email_shown = Audience.NOBODY
    kanarie.phone_shown = Audience.COMMUNITIES
    kanarie.save()
    seen = {
        viewer: profielen.visible_parts(viewer, kanarie)
        for viewer in (kanarie, deelnemer, ander_lid, buitenstaander)
    }
    assert list(seen.values()) == [
        {"email", "phone", "photo", "about"},
        {"phone", "photo", "about"},
        {"photo", "about"},
        set(),
    ]


def test_a_beheerder_is_one_of_the_network(
    kanarie: Deelnemer, beheerder: Deelnemer, redacteur: Deelnemer
) -> None:
    assert profielen.visible_parts(beheerder, kanarie) == profielen.ALL_PARTS
    show(kanarie, Audience.COMMUNITIES)
    assert profielen.visible_parts(beheerder, kanarie) == set()
    assert profielen.visible_parts(redacteur, kanarie) == set()


def test_who_leaves_the_community_sees_no_more(kanarie: Deelnemer, deelnemer: Deelnemer) -> None:
    show(kanarie, Audience.COMMUNITIES)
    assert profielen.visible_parts(deelnemer, kanarie) == profielen.ALL_PARTS
    Lidmaatschap.objects.filter(deelnemer=deelnemer).delete()
    deelnemer = Deelnemer.objects.get(pk=deelnemer.pk)
    assert profielen.visible_parts(deelnemer, kanarie) == set()


def test_an_account_that_is_off_shows_nothing(kanarie: Deelnemer, deelnemer: Deelnemer) -> None:
    kanarie.is_active = False
    kanarie.save()
    assert profielen.visible_parts(deelnemer, kanarie) == set()


def test_marking_a_list_says_the_same_as_asking_for_each(
    kanarie: Deelnemer, deelnemer: Deelnemer, ander_lid: Deelnemer, django_assert_num_queries: Any
) -> None:
    show(kanarie, Audience.COMMUNITIES)
    people = list(Deelnemer.objects.order_by("pk"))
    for viewer in (kanarie, deelnemer, ander_lid):
        assert viewer.roles
        with django_assert_num_queries(1):
            profielen.mark(viewer, people)
        for person in people:
            assert person.visible_parts == profielen.visible_parts(viewer, person)
            assert bool(person.photo_url) == (
                bool(person.photo) and "photo" in person.visible_parts
            )


@pytest.fixture
def places(kanarie: Deelnemer, community: Community, organisator: Deelnemer) -> dict[str, str]:
    """Put the person everywhere where members meet people; return the addresses by name."""
    talk = Gesprek.objects.create(subject=community)
    ReactieFactory(gesprek=talk, author=kanarie, body="Ik zie dat anders")
    casus = CasusFactory(
        community=community,
        casushouder=kanarie,
        organisatie=kanarie.organisatie,
        visibility="network",
    )
    ReactieFactory(gesprek=Gesprek.objects.create(subject=casus), author=kanarie)
    meeting = BijeenkomstFactory(community=community, visibility="network", created_by=organisator)
    AanmeldingFactory(bijeenkomst=meeting, deelnemer=kanarie)
    inside = [community.slug]
    return {
        "person": kanarie.get_absolute_url(),
        "directory": reverse("communities:deelnemers"),
        "directory search": reverse("communities:deelnemers") + "?q=kanarie",
        "members": reverse("communities:members", args=inside),
        "inside": reverse("communities:inside", args=inside),
        "community": community.get_absolute_url(),
        "organisation": kanarie.organisatie.get_absolute_url(),
        "casus": casus.get_absolute_url(),
        "meeting": meeting.get_absolute_url(),
        "who comes": reverse("bijeenkomsten:attendees", args=[meeting.slug]),
        "search": "/zoeken/?q=kanarie",
        "mine": "/mijn/",
    }


def test_hidden_parts_are_absent_from_every_page_for_members(
    client_of: ClientOf,
    kanarie: Deelnemer,
    deelnemer: Deelnemer,
    organisator: Deelnemer,
    ander_lid: Deelnemer,
    beheerder: Deelnemer,
    places: dict[str, str],
) -> None:
    """features.md row 15: no page for members has the address of who hides it."""
    show(kanarie, Audience.NOBODY)
    named = set()
    for viewer in (deelnemer, organisator, ander_lid, beheerder):
        client = client_of(viewer)
        for name, path in places.items():
            response = client.get(path)
            html = response.content.decode()
            assert leaks(html, kanarie) == set(), (name, str(viewer))
            named |= {name} if "Kanarie" in html else set()
    assert named == set(places) - {"community"}, "the person stands on all the others by name"


def test_parts_for_communities_are_absent_for_the_rest_of_the_network(
    client_of: ClientOf,
    kanarie: Deelnemer,
    deelnemer: Deelnemer,
    ander_lid: Deelnemer,
    places: dict[str, str],
) -> None:
    show(kanarie, Audience.COMMUNITIES)
    found = client_of(deelnemer).get(places["person"]).content.decode()
    assert leaks(found, kanarie) == profielen.ALL_PARTS
    for name, path in places.items():
        html = client_of(ander_lid).get(path).content.decode()
        assert leaks(html, kanarie) == set(), name


def test_shown_parts_are_there(
    client_of: ClientOf, kanarie: Deelnemer, deelnemer: Deelnemer, places: dict[str, str]
) -> None:
    """Without this, the tests above could not fail."""
    client = client_of(deelnemer)
    found = {
        name: leaks(client.get(path).content.decode(), kanarie) for name, path in places.items()
    }
    assert found["person"] == profielen.ALL_PARTS
    for name in ("directory", "members", "inside", "casus"):
        assert found[name] == {"photo"}, name


def test_no_other_address_gives_a_hidden_part_away(
    client_of: ClientOf, kanarie: Deelnemer, deelnemer: Deelnemer, places: dict[str, str]
) -> None:
    """Every address without arguments, whatever it answers with (a page, CSV, JSON)."""
    show(kanarie, Audience.NOBODY)
    client = client_of(deelnemer)
    for path in plain_addresses():
        response = client.get(path, {"q": "kanarie"})
        body = response.getvalue() if response.streaming else response.content
        assert leaks(body.decode("utf-8", "replace"), kanarie) == set(), path


def plain_addresses(patterns: Any = None, before: str = "/") -> list[str]:
    found = []
    for entry in patterns if patterns is not None else get_resolver().url_patterns:
        path = f"{before}{entry.pattern}"
        if isinstance(entry, URLResolver):
            found += plain_addresses(entry.url_patterns, path)
        elif isinstance(entry, URLPattern) and not {"<", "^", "\\"} & set(path):
            found.append(path)
    return [path for path in found if not path.startswith(("/beheer/techniek", "/account"))]


@pytest.mark.parametrize("word", ["kanarie.geel", "98765432", "Kanarietekst", "98 76 54 32"])
def test_searching_does_not_find_people_by_what_they_hide(
    client_of: ClientOf, kanarie: Deelnemer, deelnemer: Deelnemer, word: str
) -> None:
    show(kanarie, Audience.NOBODY)
    client = client_of(deelnemer)
    assert "Kaat Kanarie" in client.get("/deelnemers/", {"q": "kanarie"}).content.decode()
    for path in ("/deelnemers/", "/zoeken/"):
        assert "Kaat Kanarie" not in client.get(path, {"q": word}).content.decode(), path


def test_one_looks_at_the_own_page_through_the_eyes_of_others(
    client_of: ClientOf, kanarie: Deelnemer, deelnemer: Deelnemer
) -> None:
    kanarie.email_shown = Audience.COMMUNITIES
    kanarie.phone_shown = Audience.NOBODY
    kanarie.save()
    path, me = kanarie.get_absolute_url(), client_of(kanarie)

    def seen(query: str) -> set[str]:
        return leaks(me.get(path + query).content.decode(), kanarie)

    assert seen("") == profielen.ALL_PARTS
    assert seen("?als=communities") == {"email", "photo", "about"}
    assert seen("?als=network") == {"photo", "about"}
    assert seen("?als=beheerder") == profielen.ALL_PARTS
    show(kanarie, Audience.NOBODY)
    other = client_of(deelnemer).get(f"{path}?als=communities").content.decode()
    assert leaks(other, kanarie) == set()


def test_through_the_eyes_of_others_one_sees_only_the_casussen_that_they_see(
    client_of: ClientOf, kanarie: Deelnemer
) -> None:
    ours = kanarie.lidmaatschappen.get().community
    for title, visibility, community in (
        ("Casus voor ons", Visibility.COMMUNITY, ours),
        ("Casus van vroeger", Visibility.COMMUNITY, CommunityFactory()),
        ("Casus voor het netwerk", Visibility.NETWORK, ours),
    ):
        CasusFactory(title=title, visibility=visibility, community=community, casushouder=kanarie)
    me = client_of(kanarie)

    def seen(query: str) -> set[str]:
        page = me.get(kanarie.get_absolute_url() + query).content.decode()
        return {word for word in ("ons", "vroeger", "netwerk") if f"{word}</a>" in page}

    assert seen("") == {"ons", "vroeger", "netwerk"}
    assert seen("?als=communities") == {"ons", "netwerk"}
    assert seen("?als=network") == {"netwerk"}


def test_a_person_out_of_use_has_no_page_for_members(
    client_of: ClientOf, kanarie: Deelnemer, deelnemer: Deelnemer, organisator: Deelnemer
) -> None:
    assert organisator.roles[deelnemer.lidmaatschappen.get().community_id] == Role.ORGANISER
    kanarie.is_active = False
    kanarie.save()
    for viewer in (deelnemer, organisator):
        assert client_of(viewer).get(kanarie.get_absolute_url()).status_code == 404
