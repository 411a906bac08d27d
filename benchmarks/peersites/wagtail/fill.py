"""A front page with five pages in its menu, one of which has as much text as an advies."""

import json

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from wagtail.models import Page, Site  # noqa: E402

from benchmarks.peersites import WORDS  # noqa: E402
from benchmarks.peersites.wagtail.models import AdviesPage  # noqa: E402

SECTIONS, PARAGRAPHS = 10, 22
MENU = ("Advies", "Casussen", "Bijeenkomsten", "Over ons", "Contact")


def main() -> None:
    """Fill, and print the addresses of the pages."""
    call_command("migrate", verbosity=0)
    home = AdviesPage(title="Welkom", slug="welkom", body=f"<p>{WORDS}</p>")
    Page.objects.get(depth=1).add_child(instance=home)
    Site.objects.update(root_page=home, site_name="Brede welvaart")
    section = f"<h2>Wat wij deden</h2>{f'<p>{WORDS}</p>' * PARAGRAPHS}"
    link = f'<p><a linktype="page" id="{home.pk}">Lees verder</a></p>'
    for title in MENU:
        page = AdviesPage(title=title, body=(section + link) * SECTIONS, show_in_menus=True)
        home.add_child(instance=page)
    print(json.dumps({"page of an advies": "/advies/"}))


if __name__ == "__main__":
    main()
