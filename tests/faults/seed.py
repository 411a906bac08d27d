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
    import django

    django.setup()
    from django.contrib.contenttypes.models import ContentType
    from django.test import Client
    from django.urls import reverse
    from django.utils import timezone

    from bijeenkomsten.kalender import PERSONAL
    from casussen.models import Casus
    from communities.models import Deelnemer, Lidmaatschap
    from tests import factories

    def session(person: Any) -> str:
        client = Client(headers={"host": os.environ["ALLOWED_HOSTS"].split(",")[0]})
        client.force_login(person, "allauth.account.auth_backends.AuthenticationBackend")
        return str(client.cookies["sessie"].value)

    def known(person: Any, *, signed_in: bool = True) -> dict[str, Any]:
        key = session(person) if signed_in else ""
        return {"pk": person.pk, "email": person.email, "session": key}

    organisation = factories.OrganisatieFactory()
    community = factories.CommunityFactory()

    def member(**fields: Any) -> Any:
        return factories.LidmaatschapFactory(
            community=community, deelnemer__organisatie=organisation, **fields
        ).deelnemer

    organiser = member(role="organiser")
    members = [member() for _ in range(min(people, ACTING))]
    extra = Deelnemer.objects.bulk_create(
        Deelnemer(email=f"veel{n}@voorbeeld.nl", first_name="Puck", last_name=f"Veel{n}")
        for n in range(people - len(members))
    )
    Lidmaatschap.objects.bulk_create(
        Lidmaatschap(community=community, deelnemer=person) for person in extra
    )
    members += extra
    casus = factories.CasusFactory(
        community=community, casushouder=members[0], organisatie=organisation
    )
    start = (timezone.now() + timedelta(days=20)).replace(minute=0, second=0, microsecond=0)
    rows = [
        factories.BijeenkomstFactory(
            community=community, created_by=organiser, starts_at=start + timedelta(days=number)
        )
        for number in range(meetings)
    ]
    casus_place = [ContentType.objects.get_for_model(Casus).pk, casus.pk]
    result = {
        "community": community.pk,
        "organiser": known(organiser),
        "members": [known(each, signed_in=number < ACTING) for number, each in enumerate(members)],
        "stranger": known(factories.DeelnemerFactory(organisatie=organisation)),
        "meetings": [{"pk": row.pk, "slug": row.slug} for row in rows],
        "sequence_step": PERSONAL,
        "casus": casus_place,
        "talk": reverse("communities:reageer", args=casus_place),
    }
    print(json.dumps(result))


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
