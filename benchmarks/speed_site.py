"""In the process of a site: fill what the pages need, and count their queries and their bytes.

``python -m benchmarks.speed_site`` prints as JSON the addresses that are measured, the sessions of
people who post, and what each page asks of the database.
"""

import json
import re
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from typing import Any

from benchmarks.zoeken import fill

TOKEN = "a" * 32  # Django takes the same text in the cookie and in the form
PEOPLE = 200  # who post in turn
SHORT, LONG = 20, 5_000  # reacties
ASSET = re.compile(r'(?:href|src)="(/static/[^"]+\.(css|js|woff2))"')


@dataclass
class Count:
    """What one page costs besides time."""

    queries: int = 0
    database_ms: float = 0.0
    bytes: int = 0


@dataclass
class Kind:
    """A kind of page, with what a visitor and a member pay for it."""

    name: str
    path: str
    fields: dict[str, str] | None = None  # a form that people post
    visitor: Count | None = None
    visitor_first: Count | None = None  # before it is kept
    member: Count | None = None
    assets: dict[str, int] = field(default_factory=dict)  # bytes on the wire, per kind of file


class Watch:
    """Counts the queries that pass, and the time they take."""

    def __init__(self) -> None:
        self.number, self.seconds = 0, 0.0

    def __call__(self, execute: Callable[..., Any], *query: Any) -> Any:
        """Let one through, with a clock."""
        begin = time.perf_counter()
        try:
            return execute(*query)
        finally:
            self.number += 1
            self.seconds += time.perf_counter() - begin


def main() -> None:
    """Fill, count, and print."""
    import django

    django.setup()
    from django.core.cache import caches

    kinds = _kinds()
    fill()
    people = _sessions()
    caches["default"].clear()
    _count(kinds[0], None)  # the first question of all begins the state of the portal
    for kind in kinds:
        if kind.fields is None:
            kind.visitor_first = _count(kind, None)
            kind.visitor = _count(kind, None)
        _count(kind, people[0])
        kind.member = _count(kind, people[0] if kind.fields is None else people[1])
    print(json.dumps({"kinds": [asdict(kind) for kind in kinds], "people": people}))


def _kinds() -> list[Kind]:
    from bijeenkomsten.models import Bijeenkomst
    from casussen.models import Casus
    from handboek.models import Advies

    community = _community()
    open_casussen = Casus.objects.filter(visibility="public", community=community).order_by("pk")
    short, long = open_casussen[:2]
    meeting = Bijeenkomst.objects.filter(visibility="public").order_by("-starts_at", "pk").first()
    advies = Advies.objects.published().order_by("number").first()
    assert meeting and advies
    talk = _talk(short, SHORT)
    _talk(long, LONG)
    month = meeting.starts_at
    return [
        Kind("home", "/"),
        Kind("community", community.get_absolute_url()),
        Kind("casussen, gefilterd", "/casussen/?fase=working&thema=samenleving"),
        Kind("casus met 20 reacties", short.get_absolute_url()),
        Kind("casus met 5.000 reacties", long.get_absolute_url()),
        Kind("bijeenkomst", meeting.get_absolute_url()),
        Kind("maand", f"/bijeenkomsten/maand/{month.year}/{month.month}/"),
        Kind("handboek", "/handboek/"),
        Kind("advies", advies.get_absolute_url()),
        Kind("zoeken", "/zoeken/?q=bewoners"),
        Kind("reageren", f"/communities/gesprek/{talk}/reageer/", {"body": "Dit herken ik."}),
        Kind("aanmelden", f"{_to_come(community)}aanmelden/", {"answer": "yes"}),
    ]


def _community() -> Any:
    """Return the first community with two public casussen: one for each length of talk."""
    from django.db.models import Count as Number
    from django.db.models import Q

    from communities.models import Community

    public = Number("led_casussen", filter=Q(led_casussen__visibility="public"))
    return Community.objects.annotate(public=public).filter(public__gt=1).earliest("pk")


def _talk(casus: Any, number: int) -> str:
    """Give a casus so many reacties, all of them its own; return the address of its gesprek."""
    from django.contrib.contenttypes.models import ContentType

    from communities.models import Deelnemer, Gesprek, Reactie

    kind = ContentType.objects.get_for_model(casus)
    gesprek, _ = Gesprek.objects.get_or_create(content_type=kind, object_id=casus.pk)
    author = Deelnemer.objects.members_of(casus.community_id).order_by("pk").first()
    missing = number - Reactie.objects.filter(gesprek=gesprek).count()
    Reactie.objects.bulk_create(
        Reactie(gesprek=gesprek, author=author, body=f"Zo ging het bij ons ook ({place}).")
        for place in range(missing)
    )
    return f"{kind.pk}/{casus.pk}"


def _to_come(community: Any) -> str:
    """Make a bijeenkomst to come, with room for everybody; return its address."""
    from communities.models import Deelnemer
    from tests.factories import BijeenkomstFactory

    host = Deelnemer.objects.members_of(community.pk).earliest("pk")
    meeting = BijeenkomstFactory(community=community, slug="een-middag", created_by=host)
    return str(meeting.get_absolute_url())


def _sessions() -> list[str]:
    """Return the sessions of members of one community who have agreed to the terms."""
    from django.conf import settings
    from django.test import Client

    from communities.models import Akkoord, Deelnemer, Voorwaarden
    from tests.inloggen import sign_in

    terms = Voorwaarden.objects.current()
    found = []
    for person in Deelnemer.objects.members_of(_community()).order_by("-pk")[:PEOPLE]:
        if terms:
            Akkoord.objects.get_or_create(deelnemer=person, voorwaarden=terms)
        client = Client()
        sign_in(client, person)
        found.append(client.cookies[settings.SESSION_COOKIE_NAME].value)
    return found


def _count(kind: Kind, session: str | None) -> Count | None:
    """Ask or post once, and count; None when this reader may not."""
    from django.conf import settings
    from django.db import connection
    from django.test import Client

    client = Client(headers={"host": settings.ALLOWED_HOSTS[0]})
    if session:
        client.cookies[settings.SESSION_COOKIE_NAME] = session
    watch = Watch()
    with connection.execute_wrapper(watch):
        answer = (
            client.get(kind.path) if kind.fields is None else client.post(kind.path, kind.fields)
        )
    if answer.status_code != (200 if kind.fields is None else 302):
        return None
    kind.assets = kind.assets or _assets(client, answer.text)
    return Count(watch.number, watch.seconds * 1000, len(answer.content))


def _assets(client: Any, page: str) -> dict[str, int]:
    """Return how many bytes of each kind of file a first view fetches, as they are compressed."""
    sizes: dict[str, int] = {}
    for path, kind in sorted(set(ASSET.findall(page))):
        answer = client.get(path, headers={"accept-encoding": "br, gzip"})
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        sizes[kind] = sizes.get(kind, 0) + len(body)
    return sizes


if __name__ == "__main__":
    main()
