"""How much slower is a page when there is twenty times as much? Prints a table of ratios.

Run as ``python -m benchmarks.pages``; a second process with ``--measure`` does one site.
"""

import json
import sys

from benchmarks.measuring import ask, client_of, compare, on_a_site, rows_of

PAGES = (
    "/",
    "/communities/",
    "/casussen/",
    "/bijeenkomsten/",
    "/handboek/",
    "/zoeken/?q=bewoners",
    "/mijn/",
)
LARGE = 20


def main() -> None:
    """Measure both sites one after the other and compare."""
    small, large = (rows_of(on_a_site("benchmarks.pages", scale)) for scale in (1, LARGE))
    compare(small, large, f"x{LARGE}")


def measure() -> None:
    """Ask each page in this process, as a member, and print the medians as JSON."""
    import django

    django.setup()
    client = client_of("deelnemer@voorbeeld.nl")
    print(json.dumps({page: ask(client, page) for page in PAGES}))


if __name__ == "__main__":
    if "--measure" in sys.argv:
        measure()
    else:
        main()
