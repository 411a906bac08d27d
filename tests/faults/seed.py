"""Fills the database of a site under attack; run with its environment, prints JSON.

`python -m tests.faults.seed PEOPLE MEETINGS`
"""

import json
import os
import sys
from datetime import timedelta
from typing import Any

ACTING = 60  # members with a session; the others only get mail


def main(people: int, meetings: int) -> None:
    """Make the content; models can be imported only after Django is set up."""
    import django

    django.setup()
    from bijeenkomsten.kalender import PERSONAL
    from tests import factories

    community = factories.CommunityFactory()
    organiser, members = _people(community, people)
    place = _casus(community, members[0])
    rows = _meetings(community, organiser, meetings)
    result = {
        "community": community.pk,
        "organiser": _known(organiser),
        "members": [_known(each, signed_in=n < ACTING) for n, each in enumerate(members)],
        "stranger": _known(factories.DeelnemerFactory()),
        "meetings": [{"pk": row.pk, "slug": row.slug} for row in rows],
        "sequence_step": PERSONAL,
        "talk": _talk(place),
    }
    print(json.dumps(result))


def _people(community: Any, number: int) -> tuple[Any, list[Any]]:
    """Return an organiser and this many members; a crowd is made in bulk."""
    from communities.models import Deelnemer, Lidmaatschap
    from tests.factories import LidmaatschapFactory, OrganisatieFactory

    shared = {"community": community, "deelnemer__organisatie": OrganisatieFactory()}
    organiser = LidmaatschapFactory(role="organiser", **shared).deelnemer
    members = [LidmaatschapFactory(**shared).deelnemer for _ in range(min(number, ACTING))]
    extra = Deelnemer.objects.bulk_create(
        Deelnemer(email=f"veel{n}@voorbeeld.nl", first_name="Puck", last_name=f"Veel{n}")
        for n in range(number - len(members))
    )
    Lidmaatschap.objects.bulk_create(
        Lidmaatschap(community=community, deelnemer=person) for person in extra
    )
    return organiser, [*members, *extra]


def _casus(community: Any, casushouder: Any) -> list[int]:
    """Return the content type and the number of a casus that people can talk about."""
    from django.contrib.contenttypes.models import ContentType

    from tests.factories import CasusFactory

    casus = CasusFactory(community=community, casushouder=casushouder)
    return [ContentType.objects.get_for_model(casus).pk, casus.pk]


def _meetings(community: Any, organiser: Any, number: int) -> list[Any]:
    """Plan meetings, far enough away for no reminder to come in between."""
    from django.utils import timezone

    from tests.factories import BijeenkomstFactory

    start = (timezone.now() + timedelta(days=20)).replace(minute=0, second=0, microsecond=0)
    return [
        BijeenkomstFactory(
            community=community, created_by=organiser, starts_at=start + timedelta(days=day)
        )
        for day in range(number)
    ]


def _talk(place: list[int]) -> str:
    from django.urls import reverse

    return reverse("communities:reageer", args=place)


def _known(person: Any, *, signed_in: bool = True) -> dict[str, Any]:
    """Return what an actor needs to know of a person."""
    from django.test import Client

    from tests.inloggen import sign_in

    session = ""
    if signed_in:
        client = Client(headers={"host": os.environ["ALLOWED_HOSTS"].split(",")[0]})
        sign_in(client, person)
        session = client.cookies["sessie"].value
    return {"pk": person.pk, "email": person.email, "session": session}


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
