"""The pages of the handboek with 50 adviezen and with 5,000, on 130 lessen and on 20,000.

Run as ``python -m benchmarks.handboek``; a second process with ``--measure`` does one site. It asks
as somebody who is signed in: what a visitor reads is kept whole, and would measure nothing.
"""

import json
import sys

from benchmarks.measuring import ask, client_of, compare, on_a_site, rows_of

FEW, MANY = 2, 200  # steps of 25 adviezen and 100 lessen on top of those of the demo
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
    "/casussen/een-wijk-verduurzamen-en-werk/",
    "/zoeken/?q=bewoners",
)


def main() -> None:
    """Measure both sites one after the other and compare."""
    small, large = (rows_of(on_a_site("benchmarks.handboek", scale)) for scale in (FEW, MANY))
    compare(small, large, "5k")


def measure() -> None:
    """Ask each page in this process, as a deelnemer, and print the medians as JSON."""
    import django
    from django.db import connection

    django.setup()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # as autovacuum does on a site that has run for a while
    client = client_of("deelnemer@voorbeeld.nl")
    print(json.dumps({page: ask(client, page) for page in PAGES}))


if __name__ == "__main__":
    if "--measure" in sys.argv:
        measure()
    else:
        main()
