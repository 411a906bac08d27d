from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection

from communities import services
from communities.enums import Role
from communities.models import Community, Deelnemer, Gesprek, Lidmaatschap, Organisatie, Reactie
from netwerk.kern.audit.models import AuditEvent
from netwerk.kern.berichten.models import MessageEvent
from tests.factories import (
    CasusFactory,
    LidmaatschapFactory,
    OrganisatieFactory,
    ReactieFactory,
    begrip,
)


def audit_rows() -> list[tuple[Any, ...]]:
    """Return what the audit log says: who, what, about which row, with which data."""
    rows = AuditEvent.objects.order_by("pk")
    return [(row.actor, row.action, row.subject_id, row.data) for row in rows]


def test_the_first_post_makes_the_conversation(deelnemer: Deelnemer, community: Community) -> None:
    casus = CasusFactory(community=community)
    post = services.post_reactie(actor=deelnemer, subject=casus, body="Hoe ging dat?")
    second = services.post_reactie(actor=deelnemer, subject=casus, body="Zo.", parent=post)
    assert Gesprek.objects.get().subject == casus
    assert [(r.author, r.body, r.parent) for r in Reactie.objects.all()] == [
        (deelnemer, "Hoe ging dat?", None),
        (deelnemer, "Zo.", post),
    ]
    assert audit_rows() == [
        (deelnemer, "reactie.posted", post.pk, {}),
        (deelnemer, "reactie.posted", second.pk, {}),
    ]
    events = MessageEvent.objects.order_by("pk")
    assert [(e.kind, e.subject, e.actor, e.data) for e in events] == [
        ("gesprek.reactie", casus, deelnemer, {"reactie_id": post.pk}),
        ("gesprek.reactie", casus, deelnemer, {"reactie_id": second.pk}),
    ]


def test_a_closed_conversation_takes_no_post(deelnemer: Deelnemer, community: Community) -> None:
    post = services.post_reactie(actor=deelnemer, subject=community, body="Open")
    Gesprek.objects.update(closed_at=post.created_at)
    with pytest.raises(ValidationError, match="gesloten"):
        services.post_reactie(actor=deelnemer, subject=community, body="Te laat")
    assert [r.body for r in Reactie.objects.all()] == ["Open"]


def test_an_answer_to_what_is_gone_or_elsewhere_is_refused(
    deelnemer: Deelnemer, community: Community
) -> None:
    elsewhere = ReactieFactory(gesprek__subject=CasusFactory(community=community))
    gone = services.post_reactie(actor=deelnemer, subject=community, body="Weg")
    services.remove_reactie(actor=deelnemer, reactie=gone)
    for parent in (elsewhere, gone):
        with pytest.raises(ValidationError, match="is er niet meer"):
            services.post_reactie(actor=deelnemer, subject=community, body="Ja", parent=parent)
    assert Reactie.objects.filter(body="Ja").count() == 0


def test_editing_says_so_once(deelnemer: Deelnemer, community: Community) -> None:
    post = services.post_reactie(actor=deelnemer, subject=community, body="Een")
    same = services.edit_reactie(actor=deelnemer, reactie=post, body="Een")
    assert same.edited_at is None
    changed = services.edit_reactie(actor=deelnemer, reactie=post, body="Twee")
    assert (changed.body, changed.edited_at is not None) == ("Twee", True)
    assert [row[1] for row in audit_rows()] == ["reactie.posted", "reactie.edited"]


def test_removing_takes_the_text_and_keeps_the_place(
    deelnemer: Deelnemer, community: Community
) -> None:
    post = services.post_reactie(actor=deelnemer, subject=community, body="Een vergissing")
    answer = services.post_reactie(
        actor=deelnemer, subject=community, body="Een antwoord", parent=post
    )
    services.remove_reactie(actor=deelnemer, reactie=post)
    post.refresh_from_db()
    assert (post.body, post.removed_by, post.removed_at is not None) == (
        "Een vergissing",
        deelnemer,
        True,
    )
    answer.refresh_from_db()
    assert (answer.body, answer.parent) == ("Een antwoord", post)
    with pytest.raises(PermissionDenied):
        services.edit_reactie(actor=deelnemer, reactie=post, body="Terug")
    post.refresh_from_db()
    assert post.body == "Een vergissing"
    assert audit_rows()[-1] == (deelnemer, "reactie.removed", post.pk, {})


def test_profile_changes_are_written_down_by_field(deelnemer: Deelnemer) -> None:
    office = OrganisatieFactory()
    services.update_profile(
        actor=deelnemer,
        person=deelnemer,
        first_name="Dana",
        last_name="de Vries",
        organisatie=office,
    )
    deelnemer.refresh_from_db()
    assert (str(deelnemer), deelnemer.sort_name, deelnemer.organisatie) == (
        "Dana de Vries",
        "de vries dana",
        office,
    )
    fields = {"fields": ["last_name", "organisatie"]}
    assert audit_rows() == [(deelnemer, "deelnemer.profile_changed", deelnemer.pk, fields)]
    with pytest.raises(ValueError, match="is_beheerder"):
        services.update_profile(actor=deelnemer, person=deelnemer, is_beheerder=True)


def test_a_new_person_can_log_in_by_mail_and_is_written_down(
    beheerder: Deelnemer, community: Community
) -> None:
    person = services.add_deelnemer(
        actor=beheerder,
        email="Noor@Veldhage.NL",
        first_name="Noor",
        last_name="Haverkamp",
        community=community,
        role=Role.ORGANISER,
    )
    address = EmailAddress.objects.get(user=person)
    assert (person.email, address.email) == ("noor@veldhage.nl", "noor@veldhage.nl")
    assert (address.verified, address.primary, person.has_usable_password()) == (True, True, False)
    assert person.roles == {community.pk: "organiser"}
    assert audit_rows() == [
        (beheerder, "deelnemer.added", person.pk, {"is_beheerder": False}),
        (
            beheerder,
            "lidmaatschap.added",
            person.pk,
            {"community": community.pk, "role": "organiser"},
        ),
    ]
    event = MessageEvent.objects.get()
    assert (event.kind, event.subject, event.actor, event.data) == (
        "deelnemer.welcome",
        person,
        beheerder,
        {},
    )


def test_a_known_address_is_refused_whatever_its_capitals(
    beheerder: Deelnemer, deelnemer: Deelnemer
) -> None:
    EmailAddress.objects.create(user=deelnemer, email="prive@voorbeeld.nl", verified=True)
    before = Deelnemer.objects.count()
    for email in (deelnemer.email.upper(), "Prive@voorbeeld.nl"):
        with pytest.raises(ValidationError, match="Er is al iemand"):
            services.add_deelnemer(actor=beheerder, email=email, first_name="A", last_name="B")
    assert (Deelnemer.objects.count(), audit_rows()) == (before, [])


def test_an_organisation_is_made_once(beheerder: Deelnemer) -> None:
    kind = begrip("organisatietype", "gemeente")
    made = services.add_organisatie(actor=beheerder, name="Gemeente Veldhage", kind=kind)
    again = services.add_organisatie(actor=beheerder, name="gemeente veldhage", kind=kind)
    other = services.add_organisatie(actor=beheerder, name="Gemeente: Veldhage", kind=kind)
    assert (made, made.slug, other.slug) == (again, "gemeente-veldhage", "gemeente-veldhage-2")
    assert Organisatie.objects.filter(name__icontains="veldhage").count() == 2
    assert [row[1] for row in audit_rows()] == ["organisatie.added", "organisatie.added"]


def test_roles_in_a_community_come_and_go_with_a_line_each(
    beheerder: Deelnemer, buitenstaander: Deelnemer, community: Community, organisator: Deelnemer
) -> None:
    place = services.add_lidmaatschap(actor=beheerder, person=buitenstaander, community=community)
    with pytest.raises(ValidationError, match="doet al mee"):
        services.add_lidmaatschap(actor=beheerder, person=buitenstaander, community=community)
    services.change_role(actor=beheerder, lidmaatschap=place, role=Role.ORGANISER)
    services.change_role(actor=beheerder, lidmaatschap=place, role=Role.ORGANISER)
    services.remove_lidmaatschap(actor=beheerder, lidmaatschap=place)
    assert Deelnemer.objects.get(pk=buitenstaander.pk).roles == {}
    here = {"community": community.pk}
    assert audit_rows() == [
        (beheerder, "lidmaatschap.added", buitenstaander.pk, here | {"role": "member"}),
        (
            beheerder,
            "lidmaatschap.role_changed",
            buitenstaander.pk,
            here | {"role": "organiser", "before": "member"},
        ),
        (beheerder, "lidmaatschap.removed", buitenstaander.pk, here | {"role": "organiser"}),
    ]


def test_the_last_organiser_stays(
    beheerder: Deelnemer, community: Community, organisator: Deelnemer
) -> None:
    LidmaatschapFactory(community=community, role=Role.ORGANISER, deelnemer__is_active=False)
    place = Lidmaatschap.objects.get(deelnemer=organisator)
    sentence = "is de enige organisator van Bewoners in beeld. Maak eerst iemand anders organisator"
    with pytest.raises(ValidationError, match=sentence):
        services.change_role(actor=beheerder, lidmaatschap=place, role=Role.MEMBER)
    with pytest.raises(ValidationError, match=sentence):
        services.remove_lidmaatschap(actor=beheerder, lidmaatschap=place)
    place.refresh_from_db()
    assert (place.role, audit_rows()) == ("organiser", [])
    LidmaatschapFactory(community=community, role=Role.ORGANISER)
    services.change_role(actor=beheerder, lidmaatschap=place, role=Role.MEMBER)
    place.refresh_from_db()
    assert place.role == "member"


def test_network_roles(beheerder: Deelnemer, buitenstaander: Deelnemer) -> None:
    for redacteur, manages in ((True, True), (True, False), (True, False)):
        services.set_network_roles(
            actor=beheerder, person=buitenstaander, is_redacteur=redacteur, is_beheerder=manages
        )
    buitenstaander.refresh_from_db()
    assert (buitenstaander.is_redacteur, buitenstaander.is_beheerder) == (True, False)
    action = "deelnemer.network_roles_changed"
    assert audit_rows() == [
        (beheerder, action, buitenstaander.pk, {"is_redacteur": True, "is_beheerder": True}),
        (beheerder, action, buitenstaander.pk, {"is_beheerder": False}),
    ]


def test_a_beheerder_cannot_demote_or_close_itself(beheerder: Deelnemer) -> None:
    with pytest.raises(ValidationError, match="Je kunt jezelf niet afmelden als beheerder"):
        services.set_network_roles(
            actor=beheerder, person=beheerder, is_redacteur=False, is_beheerder=False
        )
    with pytest.raises(ValidationError, match="Je kunt je eigen account niet uitzetten"):
        services.deactivate(actor=beheerder, person=beheerder)
    beheerder.refresh_from_db()
    assert (beheerder.is_beheerder, beheerder.is_active, audit_rows()) == (True, True, [])


def test_who_is_no_beheerder_any_more_can_do_nothing(
    beheerder: Deelnemer, buitenstaander: Deelnemer
) -> None:
    Deelnemer.objects.filter(pk=beheerder.pk).update(is_active=False)
    with pytest.raises(PermissionDenied):
        services.deactivate(actor=beheerder, person=buitenstaander)
    buitenstaander.refresh_from_db()
    assert (buitenstaander.is_active, audit_rows()) == (True, [])


def test_closing_and_opening_an_account(beheerder: Deelnemer, deelnemer: Deelnemer) -> None:
    for act in (services.deactivate, services.deactivate, services.reactivate):
        act(actor=beheerder, person=deelnemer)
    deelnemer.refresh_from_db()
    assert (deelnemer.is_active, deelnemer.session_generation) == (True, 1)
    assert audit_rows() == [
        (beheerder, "deelnemer.deactivated", deelnemer.pk, {}),
        (beheerder, "deelnemer.reactivated", deelnemer.pk, {}),
    ]


@pytest.mark.django_db(transaction=True)
def test_two_first_posts_at_once_share_one_conversation(
    deelnemer: Deelnemer, organisator: Deelnemer, community: Community
) -> None:
    from concurrent.futures import ThreadPoolExecutor

    def post(person: Deelnemer) -> int:
        try:
            return services.post_reactie(actor=person, subject=community, body="Eerst").gesprek_id
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        talks = set(pool.map(post, [deelnemer, organisator]))
    assert (len(talks), Gesprek.objects.count(), Reactie.objects.count()) == (1, 1, 2)


@pytest.mark.django_db(transaction=True)
def test_two_organisers_cannot_both_be_removed_at_once(
    beheerder: Deelnemer, community: Community
) -> None:
    from concurrent.futures import ThreadPoolExecutor

    places = [LidmaatschapFactory(community=community, role=Role.ORGANISER) for _ in range(2)]

    def remove(place: Lidmaatschap) -> str:
        try:
            services.remove_lidmaatschap(actor=beheerder, lidmaatschap=place)
        except ValidationError:
            return "refused"
        else:
            return "removed"
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(remove, places)) == ["refused", "removed"]
    assert Lidmaatschap.objects.filter(community=community).count() == 1


def test_a_beheerder_opens_no_door_for_themselves(
    beheerder: Deelnemer, community: Community, other_community: Community
) -> None:
    place = LidmaatschapFactory(deelnemer=beheerder, community=other_community)
    with pytest.raises(ValidationError, match="jezelf"):
        services.add_lidmaatschap(actor=beheerder, person=beheerder, community=community)
    with pytest.raises(ValidationError, match="jezelf"):
        services.change_role(actor=beheerder, lidmaatschap=place, role=Role.ORGANISER)
    with pytest.raises(ValidationError, match="jezelf"):
        services.set_network_roles(
            actor=beheerder, person=beheerder, is_redacteur=True, is_beheerder=True
        )
    fresh = Deelnemer.objects.get(pk=beheerder.pk)
    roles = {pk: str(role) for pk, role in fresh.roles.items()}
    assert (roles, fresh.is_redacteur) == ({other_community.pk: "member"}, False)
