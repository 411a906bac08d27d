"""Gives a few people a choice of their own: how often they want mail, and about what."""

from django.db.models import Model

from communities.models import Reactie
from netwerk.demo.world import World
from netwerk.kern.berichten import preferences, registry
from netwerk.kern.berichten.models import Attention, Frequency

OFTEN = [
    ("deelnemer", "gesprek.gevolgd", Frequency.DAILY),
    ("m.verhulst", "gesprek.reactie", Frequency.DAILY),
    ("o.sahin", "bijeenkomst.published", Frequency.WEEKLY),
    ("f.deruiter", "casus.reactie", Frequency.NEVER),
]
ABOUT = [
    ("deelnemer", "casussen", "een-wijk-verduurzamen-en-werk", Attention.FOLLOW),
    ("deelnemer", "dilemmas", "gemiddelde-of-verdeling", Attention.FOLLOW),
    ("organisator", "communities", 5, Attention.FOLLOW),
    ("o.sahin", "casussen", "de-friese-paradox", Attention.MUTE),
]


def make_mail_choices(world: World) -> None:
    """Make the choices; the last thread that the deelnemer did not write in is silent too."""
    for who, key, often in OFTEN:
        message = registry.get(key)
        preferences.set_frequency(person=world.people[who], message=message, frequency=often)
    for who, kind, name, attention in ABOUT:
        topic: Model = getattr(world, kind)[name]
        preferences.set_attention(person=world.people[who], topic=topic, attention=attention)
    person = world.people["deelnemer"]
    threads = Reactie.objects.visible_to(person).filter(root__isnull=True)
    others = threads.exclude(author=person).exclude(thread__author=person).order_by("-created_at")
    preferences.set_attention(person=person, topic=others[0], attention=Attention.MUTE)
