"""What stands around a meeting of the demo: a poll, papers, who was there and what they said."""

import secrets
from datetime import timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType

from bijeenkomsten.enums import Form, Suits
from bijeenkomsten.models import (
    Aanwezigheid,
    Agendapunt,
    Agendavoorstel,
    Datumoptie,
    Datumprikker,
    Datumstem,
    Evaluatie,
    EvaluatieGegeven,
    Verslag,
    VerslagAkkoord,
    Wijzigingsvoorstel,
)
from netwerk.demo.moments import day, meeting_day, moment
from netwerk.demo.world import World
from netwerk.kern.bijlagen.models import Bijlage

WAS = "casustafel-de-avond-die-leeg-bleef"
COMES = "casustafel-vragen-zonder-formulier"
THERE = "organisator deelnemer o.sahin t.hoekstra s.dijkstra k.benali w.timmer r.tjonafong"
SAID = (
    ("o.sahin", 4, 5, "Voortaan kijk ik eerst in de agenda van de club."),
    ("t.hoekstra", 5, 4, ""),
    ("s.dijkstra", 3, 4, "We hadden te weinig tijd voor het tweede deel."),
    ("k.benali", 4, 4, ""),
    ("w.timmer", 5, 5, "Fijn dat de brief op tafel lag."),
    ("organisator", 4, 3, ""),
)
AGREED = ("k.benali", "w.timmer")
PROPOSED = "De brief was één kant lang. De vraag stond wel op de achterkant van de antwoordkaart."
FIRST_DAY, CLOCKS = 31, ("9.30", "13.30", "9.30", "13.30")
VOTES = {
    "organisator": "yes yes no yes",
    "o.sahin": "yes no no yes",
    "t.hoekstra": "no yes maybe yes",
    "k.benali": "yes maybe yes no",
    "w.timmer": "maybe yes no yes",
    "s.dijkstra": "no yes no yes",
}
PAPERS = (
    ("Het formulier van nu, vier kanten lang", "https://veldhage.voorbeeld.nl/formulier"),
    ("Wat de winkel zelf bijhoudt", "https://dorpswinkel.voorbeeld.nl/schrift"),
)


def make_rondom(world: World) -> None:
    """Make it all for the first community."""
    _poll(world)
    _afterwards(world)
    _minutes(world)
    _before(world)


def _poll(world: World) -> None:
    """Make a date poll that is open; the member who logs in did not answer yet."""
    poll = Datumprikker.objects.create(
        title="Wie belt er terug?",
        kind=world.begrip("bijeenkomstsoort", "casustafel"),
        community=world.communities[1],
        goal="We oefenen het gesprek dat na een nee komt.",
        minutes=120,
        place="Dorpshuis De Kruising, Beilen",
        closes_on=day(9),
        created_by=world.people["organisator"],
    )
    days, options = FIRST_DAY, []
    for clock in CLOCKS:
        days = meeting_day(days)
        option = Datumoptie.objects.create(datumprikker=poll, starts_at=moment(days, clock))
        options.append(option)
        days += 1
    for key, suits in VOTES.items():
        for option, choice in zip(options, suits.split(), strict=True):
            person = world.people[key]
            Datumstem.objects.create(optie=option, deelnemer=person, suits=Suits(choice))


def _afterwards(world: World) -> None:
    """Note who was there, and keep what they thought of it as the site does: without a name."""
    meeting = world.bijeenkomsten[WAS]
    for key in THERE.split():
        row = Aanwezigheid.objects.create(
            bijeenkomst=meeting,
            deelnemer=world.people[key],
            form=Form.ROOM,
            noted_by=world.people["organisator"],
        )
        Aanwezigheid.objects.filter(pk=row.pk).update(noted_at=meeting.starts_at)
    for key, well, good_things, takeaway in SAID:
        EvaluatieGegeven.objects.create(pk=_any(), bijeenkomst=meeting, deelnemer=world.people[key])
        Evaluatie.objects.create(
            pk=_any(),
            bijeenkomst=meeting,
            well=well,
            good_things=good_things,
            takeaway=takeaway,
            mixed=secrets.randbelow(1000) / 1000,
        )


def _any() -> int:
    return secrets.randbelow(2**62) + 1


def _minutes(world: World) -> None:
    """Let two people agree with the minutes, and one propose something else."""
    verslag = Verslag.objects.get(bijeenkomst=world.bijeenkomsten[WAS])
    for key in AGREED:
        VerslagAkkoord.objects.create(verslag=verslag, deelnemer=world.people[key])
    item = world.verslag_items[WAS, 2]
    Wijzigingsvoorstel.objects.create(
        item=item, body=PROPOSED, proposed_by=world.people["t.hoekstra"]
    )


def _before(world: World) -> None:
    """Lay papers at a part that a member brings in, and let another propose something."""
    meeting = world.bijeenkomsten[COMES]
    part: Any = meeting.agendapunten.get(owner=world.people["deelnemer"])
    for title, url in PAPERS:
        Bijlage.objects.create(
            content_type=ContentType.objects.get_for_model(Agendapunt),
            object_id=part.pk,
            title=title,
            url=url,
            uploaded_by=world.people["deelnemer"],
        )
    row = Agendavoorstel.objects.create(
        bijeenkomst=meeting,
        title="Een formulier in gewone woorden",
        explanation="Ik neem er een mee dat past op één kant.",
        minutes=20,
        proposed_by=world.people["t.hoekstra"],
    )
    asked = meeting.starts_at - timedelta(days=20)
    Agendavoorstel.objects.filter(pk=row.pk).update(created_at=asked)
