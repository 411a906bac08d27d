from communities.enums import Role
from communities.models import Community, Deelnemer, Gesprek, Organisatie, Reactie
from tests.factories import (
    DeelnemerFactory,
    GesprekFactory,
    LidmaatschapFactory,
    OrganisatieFactory,
    ReactieFactory,
    begrip,
)


def test_people_sort_without_infix_and_accents(db: None) -> None:
    names = [("Jan", "", "Bakker"), ("Piet", "de", "Boer"), ("Ömer", "", "Çelik"), ("An", "", "D")]
    for first, infix, last in reversed(names):
        DeelnemerFactory(first_name=first, infix=infix, last_name=last)
    assert [str(p) for p in Deelnemer.objects.all()] == [
        "Jan Bakker",
        "Piet de Boer",
        "Ömer Çelik",
        "An D",
    ]


def test_organisatie_has_a_layer_and_a_side_by_its_kind(db: None) -> None:
    expected = {
        "gemeente": ("Gemeente", "regio"),
        "provincie": ("Provincie", "regio"),
        "waterschap": ("Waterschap", "regio"),
        "ministerie": ("Rijk", "rijk"),
        "universiteit": ("Kennis", "kennis"),
        "bewonersinitiatief": ("Maatschappelijk", "samenleving"),
    }
    for kind in expected:
        OrganisatieFactory(name=kind, kind=begrip("organisatietype", kind))
    got = {o.name: (str(o.layer), o.side) for o in Organisatie.objects.all()}
    assert got == expected


def test_members_are_counted_per_layer(community: Community, other_community: Community) -> None:
    for kind in ("gemeente", "gemeente", "ministerie"):
        office = OrganisatieFactory(kind=begrip("organisatietype", kind))
        LidmaatschapFactory(community=community, deelnemer__organisatie=office)
    LidmaatschapFactory(community=community, deelnemer__organisatie=None)
    LidmaatschapFactory(community=community, deelnemer__is_active=False)
    LidmaatschapFactory(community=other_community)
    assert community.members_per_layer() == [
        ("Gemeente", 2),
        ("Provincie", 0),
        ("Waterschap", 0),
        ("Rijk", 1),
        ("Kennis", 0),
        ("Maatschappelijk", 0),
        ("Nog geen organisatie", 1),
    ]


def test_communities_count_active_people_and_their_organisations(community: Community) -> None:
    office = OrganisatieFactory()
    for _ in range(2):
        LidmaatschapFactory(community=community, deelnemer__organisatie=office)
    LidmaatschapFactory(community=community)
    LidmaatschapFactory(community=community, deelnemer__is_active=False)
    found = Community.objects.with_people().get()
    assert (found.member_count, found.organisatie_count) == (3, 2)


def test_one_person_has_its_own_role_in_each_community(
    community: Community, other_community: Community
) -> None:
    person = LidmaatschapFactory(community=community).deelnemer
    LidmaatschapFactory(community=other_community, deelnemer=person, role=Role.ORGANISER)
    person = Deelnemer.objects.get(pk=person.pk)
    assert person.roles == {community.pk: "member", other_community.pk: "organiser"}
    assert not person.is_organiser(community.pk)
    assert person.is_organiser(other_community.pk)


def test_an_answer_to_an_answer_stands_in_the_same_thread(db: None) -> None:
    talk = GesprekFactory()
    first = ReactieFactory(gesprek=talk)
    second = ReactieFactory(gesprek=talk, parent=first)
    third = ReactieFactory(gesprek=talk, parent=second)
    assert [first.root, second.root, third.root] == [None, first, first]
    assert list(first.thread.all()) == [second, third]


def test_a_subject_without_posts_has_a_conversation_that_is_not_saved(
    community: Community,
) -> None:
    talk = Gesprek.about(community)
    assert (talk.pk, talk.subject) == (None, community)
    assert Gesprek.objects.count() == 0
    talk.save()
    assert Gesprek.about(community) == talk


def test_posts_of_a_community_are_visible_to_its_members_only(
    community: Community,
    deelnemer: Deelnemer,
    ander_lid: Deelnemer,
    buitenstaander: Deelnemer,
    beheerder: Deelnemer,
    redacteur: Deelnemer,
) -> None:
    post = ReactieFactory(gesprek__subject=community)
    assert list(Reactie.objects.visible_to(deelnemer)) == [post]
    for person in (ander_lid, buitenstaander, beheerder, redacteur):
        assert list(Reactie.objects.visible_to(person)) == []


def test_being_a_superuser_opens_no_conversation(community: Community) -> None:
    engineer = Deelnemer.objects.create_superuser(
        "techniek@voorbeeld.nl", "geheim-genoeg-hier", first_name="T", last_name="Techniek"
    )
    post = ReactieFactory(gesprek__subject=community)
    assert not engineer.has_perm("communities.view_reactie", post)
    assert not engineer.has_perm("communities.view_inside", community)
    assert engineer.has_perm("communities.change_organisatie")
    assert list(Reactie.objects.visible_to(engineer)) == []


def test_a_person_out_of_use_sees_only_the_own_page(community: Community) -> None:
    person = LidmaatschapFactory(community=community, deelnemer__is_active=False).deelnemer
    LidmaatschapFactory(community=community)
    seen = set(Deelnemer.objects.visible_to(person))
    allowed = {
        p for p in Deelnemer.objects.all() if person.has_perm("communities.view_deelnemer", p)
    }
    assert seen == allowed
    assert person in seen


def test_communities_that_would_lose_their_only_organiser(
    community: Community, other_community: Community, organisator: Deelnemer
) -> None:
    LidmaatschapFactory(community=other_community, deelnemer=organisator, role=Role.ORGANISER)
    LidmaatschapFactory(community=other_community, role=Role.ORGANISER)
    LidmaatschapFactory(community=community, role=Role.ORGANISER, deelnemer__is_active=False)
    assert list(Community.objects.organised_only_by(organisator)) == [community]


def test_a_session_is_tied_to_its_generation(db: None) -> None:
    person = DeelnemerFactory()
    before = person.get_session_auth_hash()
    person.session_generation += 1
    assert person.get_session_auth_hash() != before
