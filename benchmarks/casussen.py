"""The pages over all casussen with 111 of them and with 5,011, each with what belongs to it.

Run as ``python -m benchmarks.casussen``; a second process with ``--measure`` does one site.
"""

import json
import sys

from benchmarks.measuring import ask, client_of, compare, on_a_site, rows_of

PAGES = (
    "/casussen/",
    "/casussen/?pagina=3",
    "/casussen/?provincie=utrecht&thema=samenleving",
    "/casussen/?fase=finished",
    "/casussen/?q=bewoners",
    "/casussen/?thema=wonen&fase=working&community=bewoners-in-beeld",
    "/casussen/?thema=wonen&provincie=zeeland&q=bestaatniet",
    "/casussen/witte-vlekken/",
    "/casussen/witte-vlekken/?community=bewoners-in-beeld",
    "/casussen/een-wijk-verduurzamen-en-werk/",
    "/casussen/vergelijken/?q=bewoners",
    "/casussen/thema/",
    "/casussen/thema/wonen/",
    "/casussen/dilemmas/",
    "/casussen/dilemmas/nieuw/",
    "/casussen/dilemmas/vergelijk/",
    "/casussen/verhalen/",
    "/generatoren/",
    "/communities/bewoners-in-beeld/leeragenda/nieuw/",
    "/zoeken/?q=bewoners",
    "/mijn/",
)
FEW, MANY = 2, 100  # steps of the demo, of 50 casussen


def main() -> None:
    """Measure both sites one after the other and compare."""
    small, large = (rows_of(on_a_site("benchmarks.casussen", scale)) for scale in (FEW, MANY))
    compare(small, large, "5k")


def measure() -> None:
    """Ask each page in this process, as an organiser, and print the medians as JSON."""
    import django
    from django.db import connection

    django.setup()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # as autovacuum does on a site that has run for a while
    client = client_of("organisator@voorbeeld.nl")
    print(json.dumps({page: ask(client, page) for page in PAGES}))


if __name__ == "__main__":
    if "--measure" in sys.argv:
        measure()
    else:
        main()
