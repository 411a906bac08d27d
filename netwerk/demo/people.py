"""Makes organisations, people, their accounts, and the communities that they are in."""

from datetime import date

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password

from communities.enums import Role
from communities.models import (
    Community,
    Deelnemer,
    Lidmaatschap,
    Organisatie,
    OrganisatieNaam,
    sort_key,
)
from netwerk.demo.content.communities import COMMUNITIES
from netwerk.demo.content.deelnemers import DEELNEMERS, Persoon
from netwerk.demo.content.organisaties import AFGESPLITST, NAMEN, OPGEHEVEN, ORGANISATIES
from netwerk.demo.moments import day, moment
from netwerk.demo.texts import flow
from netwerk.demo.world import World

DEMO_WORDS = "welkom-bij-het-netwerk"


def make_people(world: World) -> None:
    """Make everything about people; everybody can log in with the same demo password."""
    _organisaties(world)
    _communities(world)
    _deelnemers(world)
    _memberships(world)


def _organisaties(world: World) -> None:
    for key, name, kind, province in ORGANISATIES:
        world.organisaties[key] = Organisatie(
            name=name,
            slug=key,
            kind=world.begrip("organisatietype", kind),
            province=world.maybe("provincie", province),
        )
    Organisatie.objects.bulk_create(world.organisaties.values())
    OrganisatieNaam.objects.bulk_create(
        OrganisatieNaam(
            organisatie=world.organisaties[key],
            name=name,
            until=date.fromisoformat(until) if until else None,
        )
        for key, name, until in NAMEN
    )
    for key, source in AFGESPLITST.items():
        world.organisaties[key].split_from = world.organisaties[source]
    for key, (day_of_end, heir) in OPGEHEVEN.items():
        world.organisaties[key].ended_on = date.fromisoformat(day_of_end)
        world.organisaties[key].successor = world.organisaties[heir]
    changed = [world.organisaties[key] for key in [*AFGESPLITST, *OPGEHEVEN]]
    Organisatie.objects.bulk_update(changed, ["split_from", "ended_on", "successor"])


def _communities(world: World) -> None:
    for row in COMMUNITIES:
        community = Community.objects.create(
            number=row["number"],
            name=row["name"],
            slug=row["slug"],
            central_question=row["question"],
            intro=flow(row["intro"]),
            sub_lines=row["lines"],
            starts_on=day(-400).replace(day=1),
            ends_on=day(330).replace(day=1),
        )
        community.coordinators.add(*(world.organisaties[key] for key in row["coordinators"]))
        world.communities[community.number] = community


def _deelnemers(world: World) -> None:
    password = make_password(DEMO_WORDS)
    for place, persoon in enumerate(DEELNEMERS):
        world.people[persoon.key] = _deelnemer(world, persoon, place, password)
    Deelnemer.objects.bulk_create(world.people.values())
    EmailAddress.objects.bulk_create(
        EmailAddress(user=person, email=person.email, verified=True, primary=True)
        for person in world.people.values()
    )


def _deelnemer(world: World, persoon: Persoon, place: int, password: str) -> Deelnemer:
    first, infix, last = persoon.name
    organisatie = world.organisaties[persoon.organisatie]
    return Deelnemer(
        email=f"{persoon.key}@voorbeeld.nl",
        password=password,
        first_name=first,
        infix=infix,
        last_name=last,
        sort_name=sort_key(last, first, infix),
        organisatie=organisatie,
        job_title=persoon.job,
        province=organisatie.province or world.begrip("provincie", "landelijk"),
        about=persoon.about,
        is_redacteur=persoon.key.startswith("redacteur"),
        is_beheerder=persoon.key == "beheerder",
        date_joined=moment(-380 + place, "9.00"),
    )


def _memberships(world: World) -> None:
    Lidmaatschap.objects.bulk_create(
        Lidmaatschap(
            community=world.communities[int(word[0])],
            deelnemer=world.people[persoon.key],
            role=Role.ORGANISER if word.endswith("*") else Role.MEMBER,
            joined_at=moment(-370 + place, "9.00"),
        )
        for place, persoon in enumerate(DEELNEMERS)
        for word in persoon.communities.split()
    )
