"""Taking the programme of an earlier meeting along."""

from bijeenkomsten.models import Agendapunt, Bijeenkomst, Stap


def copy_programme(*, source: Bijeenkomst, target: Bijeenkomst) -> None:
    """Give a new meeting the parts and steps of another; what was said at them stays there."""
    items = list(source.agendapunten.prefetch_related("stappen"))
    steps = [list(item.stappen.all()) for item in items]
    for item in items:
        item.pk, item.bijeenkomst = None, target
        item._state.adding = True
    Agendapunt.objects.bulk_create(items)
    copies = []
    for item, own in zip(items, steps, strict=True):
        for step in own:
            step.pk, step.agendapunt = None, item
            step._state.adding = True
            copies.append(step)
    Stap.objects.bulk_create(copies)
