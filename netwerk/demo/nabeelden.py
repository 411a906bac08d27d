"""Makes looks back on meetings: one that everybody reads, and one that waits for somebody."""

from datetime import timedelta

from bijeenkomsten.models import Nabeeld
from netwerk.demo.texts import flow
from netwerk.demo.world import World

ONLINE = "casustafel-wat-gebeurt-er-met-mijn-idee"
WAITS = "werkatelier-de-lege-stoel"
TOLD = """
    Elf mensen, twee tafels en één vraag: wat gebeurt er met een idee nadat een bewoner het
    heeft opgeschreven?

    In de ochtend lieten we twee verhalen naast elkaar zien. Het ene ging over een burgertop, het
    andere over negenhonderd ideeën in één jaar. Twee keer bleek het antwoord het lastigste deel.

    ## Dit viel op

    - Een nee met een reden doet minder pijn dan geen antwoord.
    - Wie meteen zegt wanneer het antwoord komt, krijgt minder boze brieven.

    De volgende keer gaan we in een dorp kijken hoe zij het doen.
"""
STOOLS = """
    Aan elke tafel bleef één stoel leeg. Daar zat iemand uit 2050. Soms was dat even stil, en soms
    wilde niemand meer opstaan.
"""


def make_nabeelden(world: World) -> None:
    """Make both; the first is put online by somebody else than its writer."""
    meeting = world.bijeenkomsten[ONLINE]
    online = meeting.ends_at + timedelta(days=3)
    Nabeeld.objects.create(
        bijeenkomst=meeting,
        body=flow(TOLD),
        updated_by=world.people["organisator"],
        published_at=online,
        published_by=world.people["redacteur"],
        visibility=meeting.visibility,
    )
    meeting = world.bijeenkomsten[WAITS]
    Nabeeld.objects.create(
        bijeenkomst=meeting,
        body=flow(STOOLS),
        updated_by=world.people["s.ramdin"],
        asked_at=meeting.ends_at + timedelta(days=2),
    )
