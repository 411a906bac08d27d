"""The one way to fill an empty database with demo content."""

from django.db import transaction

from netwerk.demo.achteraf import make_achteraf
from netwerk.demo.afruil import make_afruil
from netwerk.demo.afspraken import make_afspraken
from netwerk.demo.ankers import make_ankers
from netwerk.demo.bijlagen import make_bijlagen
from netwerk.demo.bulk import add_bulk
from netwerk.demo.casussen import make_casussen, make_dilemmas, make_gesprekken
from netwerk.demo.gebruik import make_gebruik
from netwerk.demo.handboek import make_handboek
from netwerk.demo.herkend import make_herkend
from netwerk.demo.instemmingen import make_instemmingen
from netwerk.demo.inwoners import make_inwoners
from netwerk.demo.leden import make_leden
from netwerk.demo.leren import make_leren
from netwerk.demo.lezen import make_lezen
from netwerk.demo.mail_choices import make_mail_choices
from netwerk.demo.meetings import make_meetings
from netwerk.demo.nabeelden import make_nabeelden
from netwerk.demo.onderwerpen import make_onderwerpen
from netwerk.demo.openbaar import make_openbaar
from netwerk.demo.people import make_people
from netwerk.demo.profielen import make_profielen
from netwerk.demo.rondom import make_rondom
from netwerk.demo.samen import make_samen
from netwerk.demo.schrijven import make_schrijven
from netwerk.demo.schrijvers import make_schrijvers
from netwerk.demo.toestemmingen import make_toestemmingen
from netwerk.demo.toezicht import make_toezicht
from netwerk.demo.uitgaven import make_next_edition
from netwerk.demo.world import World
from netwerk.demo.zaal import make_zaal
from netwerk.demo.zoekopdrachten import make_zoekopdrachten
from netwerk.kern import planner


@transaction.atomic
def build(scale: int = 1) -> World:
    """Make all content; a scale above 1 adds that many times the steps of ``bulk.py``.

    Rows are written directly and never through services that announce: nobody is mailed.
    """
    world = World()
    make_people(world)
    make_profielen(world)
    make_casussen(world)
    make_bijlagen(world)
    make_schrijvers(world)
    make_samen(world)
    make_afruil(world)
    make_dilemmas(world)
    make_leren(world)
    make_meetings(world)
    make_zaal(world)
    make_afspraken(world)
    make_rondom(world)
    make_nabeelden(world)
    make_handboek(world)
    make_instemmingen(world)
    make_herkend(world)
    make_achteraf(world)
    make_gebruik(world)
    make_toestemmingen(world)
    make_gesprekken(world)
    make_ankers(world)
    make_inwoners(world)
    make_schrijven(world)
    make_onderwerpen(world)
    make_mail_choices(world)
    make_openbaar(world)
    make_toezicht(world)
    make_leden(world)
    make_lezen(world)
    make_zoekopdrachten(world)
    make_next_edition(world)
    if scale > 1:
        add_bulk(world, scale)
    planner.count_anew()
    return world
