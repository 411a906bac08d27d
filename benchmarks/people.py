"""The beheer of members with 200 people and with 20,000; the people come in as lists do.

Run as ``python -m benchmarks.people``; a second process with ``--measure`` does the work.
"""

import sys
import time
from collections.abc import Callable, Iterator
from typing import Any

from benchmarks.measuring import ask, client_of, compare, on_a_site

PAGES = (
    "/beheer/leden/",
    "/beheer/leden/?pagina=4",
    "/beheer/leden/?q=jansen",
    "/beheer/leden/?q=anna+jansen&rol=member",
    "/beheer/leden/?q=nergens-te-vinden",
    "/beheer/leden/?kant=regio&stand=nooit",
    "/beheer/leden/?volgorde=lang-geleden",
)
FEW, LIST = 200, 10_000
FIRST = ("Anna", "Bram", "Chris", "Dana", "Emre", "Fenna", "Guus")
LAST = ("Jansen", "de Vries", "Bakker", "Visser", "El Amrani", "Kaya", "Smit", "Dekker", "Mulder")


def main() -> None:
    """Start PostgreSQL and the caches, and measure in a process of its own."""
    print(on_a_site("benchmarks.people", 1, DEMO_WITHOUT_SECOND_FACTOR="1"), end="")


def a_list(start: int, number: int) -> bytes:
    """Return a CSV of invented people."""
    rows = ["e-mailadres;voornaam;achternaam;gebied"]
    for place in range(start, start + number):
        first, last = FIRST[place % len(FIRST)], LAST[place % len(LAST)]
        rows.append(f"p{place}@lijst.voorbeeld.nl;{first};{last} {place};Drenthe")
    return "\n".join(rows).encode()


def timed(act: Callable[[], Any]) -> tuple[float, Any]:
    """Return how many seconds something took, and what it gave."""
    begin = time.perf_counter()
    result = act()
    return time.perf_counter() - begin, result


def measure() -> None:
    """Measure the pages before and after two long lists, and the lists themselves."""
    import django

    django.setup()
    from communities.models import Deelnemer

    beheerder = Deelnemer.objects.get(email="beheerder@voorbeeld.nl")
    client = client_of(beheerder.email)
    _agree(beheerder)
    _read_in(beheerder, a_list(0, FEW))
    before = {page: ask(client, page) for page in PAGES}
    lists = [_read_in(beheerder, a_list(n * LIST, LIST)) for n in (1, 2)]
    after = {page: ask(client, page) for page in PAGES}
    compare(before, after, "20k")
    print(f"list of {LIST} rows: read {lists[1][0]:.1f} s, looked at {lists[1][1]:.1f} s, ", end="")
    print(f"read in {lists[1][2]:.1f} s")
    for action, seconds in _previews(beheerder):
        print(f"preview of {action} for as many as one may choose: {seconds:.1f} s")


def _agree(person: Any) -> None:
    """Agree to the terms, so that the pages answer."""
    from communities.models import Akkoord, Voorwaarden

    current = Voorwaarden.objects.current()
    if current is not None:
        Akkoord.objects.get_or_create(deelnemer=person, voorwaarden=current)


def _read_in(actor: Any, content: bytes) -> tuple[float, float, float]:
    """Return how long it takes to store a list, to look at it, and to read it in."""
    from communities.inlezen.reading import read
    from communities.models import Community
    from communities.services import inlezen

    made = None

    def store() -> None:
        nonlocal made
        made = inlezen.store_import(
            actor=actor,
            file_name="lijst.csv",
            table=read(content),
            community=Community.objects.first(),
            role="member",
            new_kind=None,
            welcomes=False,
        )

    stored, _ = timed(store)
    looked, _ = timed(lambda: inlezen.work_on_imports(seconds=600))
    assert made is not None
    inlezen.start_import(actor=actor, ledenimport=made)
    done, _ = timed(lambda: inlezen.work_on_imports(seconds=600))
    return stored, looked, done


def _previews(actor: Any) -> Iterator[tuple[str, float]]:
    """Yield how long each act on many people takes to show."""
    from communities.enums import BulkAction
    from communities.models import Community, Deelnemer
    from communities.services.bewerkingen import MOST, Choice, preview

    rows = Deelnemer.objects.filter(email__endswith="@lijst.voorbeeld.nl").order_by("pk")
    people = list(rows.values_list("pk", flat=True)[:MOST])
    theirs, other = Community.objects.all()[:2]
    for action in BulkAction:
        if action in {BulkAction.OPEN, BulkAction.NO_EDITOR}:
            continue  # the same work as the way there
        place = other if action == BulkAction.ADD else theirs
        choice = Choice(action, place, "organiser")
        seconds, lines = timed(lambda c=choice: preview(actor=actor, choice=c, people=people))
        assert not any(line.skipped for line in lines)
        yield str(action), seconds


if __name__ == "__main__":
    if "--measure" in sys.argv:
        measure()
    else:
        main()
