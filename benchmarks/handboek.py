"""The pages of the handboek with 136 adviezen and with 5,000, on 430 lessen and on 20,000.

Run as ``python -m benchmarks.handboek``; a second process with ``--measure`` does one site. It asks
as somebody who is signed in: what a visitor reads is kept whole, and would measure nothing.
"""

import json
import sys

from benchmarks.measuring import ask, client_of, compare, on_a_site, rows_of

SCALE = 2
FEW, MANY = 0, 97  # more steps of 50 adviezen and 200 lessen on top of a demo of that scale
PAGES = (
    "/handboek/",
    "/handboek/adviezen/",
    "/handboek/adviezen/?pagina=2",
    "/handboek/adviezen/?q=bewoners",
    "/handboek/adviezen/?q=bestaatniet",
    "/handboek/adviezen/?fase=uitvoering&doelgroep=bestuurder",
    "/handboek/adviezen/?thema=wonen&gebied=niet-stedelijk",
    "/handboek/waar-sta-je/",
    "/handboek/waar-sta-je/?fase=uitvoering",
    "/handboek/waar-sta-je/?fase=uitvoering&doelgroep=bestuurder&thema=wonen",
    "/handboek/hoofdstukken/4-combineer-opgaven/",
    "/handboek/adviezen/26-spreek-leer-en-werkplekken-af-voor-de-aanbesteding/",
    "/handboek/lessen/3/",
    "/handboek/lessen/",
    "/handboek/lessen/?q=bewoners",
    "/handboek/lessen/?community=bewoners-in-beeld&pagina=2",
    "/casussen/groeien-om-te-blijven/",
    "/zoeken/?q=bewoners",
)


def main() -> None:
    """Measure both sites one after the other and compare."""
    small, large = (
        rows_of(on_a_site("benchmarks.handboek", SCALE, steps)) for steps in (FEW, MANY)
    )
    compare(small, large, "5k")


def measure(steps: int) -> None:
    """Add to the handboek, ask each page in this process as a deelnemer, and print the medians."""
    import django
    from django.db import connection

    django.setup()
    from casussen.models import Casus
    from communities.models import Deelnemer
    from netwerk.demo.bulk_handboek import add_handboek

    add_handboek(list(Deelnemer.objects.order_by("pk")), list(Casus.objects.order_by("pk")), steps)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # as autovacuum does on a site that has run for a while
    client = client_of("deelnemer@voorbeeld.nl")
    print(json.dumps({page: ask(client, page) for page in PAGES}))


if __name__ == "__main__":
    if "--measure" in sys.argv:
        measure(int(sys.argv[-1]))
    else:
        main()
