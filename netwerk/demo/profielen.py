"""Fills in what people know, whom they show what, and a few drawn portraits."""

from django.contrib.contenttypes.models import ContentType
from PIL import Image, ImageDraw
from taggit.models import Tag, TaggedItem

from communities import foto
from communities.models import Deelnemer
from netwerk.demo.content.profielen import PROFIELEN, Profiel
from netwerk.demo.world import World

SIDE = 512


def make_profielen(world: World) -> None:
    """Fill in the profiles of some; the others show how an empty one looks."""
    for key, profiel in PROFIELEN.items():
        person = world.people[key]
        person.ask_about = profiel.ask_about
        person.phone = profiel.phone
        for part, audience in (profiel.shown or {}).items():
            setattr(person, f"{part}_shown", audience)
        if profiel.drawn:
            person.photo = foto.store(foto.made_of(portrait(profiel)))
        person.save()
        person.themes.set(world.begrippen("cbs-thema", profiel.themes.split()))
    _expertise(world)


def _expertise(world: World) -> None:
    chosen = [
        (world.people[key], word)
        for key, profiel in PROFIELEN.items()
        for word in profiel.expertise.split(", ")
    ]
    names = {word for _, word in chosen}
    tags = {name: Tag.objects.get_or_create(name=name)[0] for name in sorted(names)}
    kind = ContentType.objects.get_for_model(Deelnemer)
    TaggedItem.objects.bulk_create(
        TaggedItem(tag=tags[word], content_type=kind, object_id=person.pk)
        for person, word in chosen
    )


def portrait(profiel: Profiel) -> Image.Image:
    """Draw a head and shoulders: nobody's face, and still a photo to look at."""
    background, skin, hair, clothes = profiel.drawn.split()
    image = Image.new("RGB", (SIDE, SIDE), background)
    draw = ImageDraw.Draw(image)
    draw.ellipse((136, 84, 376, 340), fill=hair)
    draw.ellipse((66, 352, 446, 700), fill=clothes)
    draw.rounded_rectangle((216, 280, 296, 390), 40, fill=skin)
    draw.ellipse((160, 120, 352, 336), fill=skin)
    draw.chord((150, 92, 362, 300), 190, 350, fill=hair)
    return image
