"""Saying what produced brede welvaart in a casus, and keeping the list of generatoren tidy."""

from typing import Any

from django.db import transaction

from casussen.enums import Outcome
from casussen.models import Casus, Generator, GeneratorErvaring
from casussen.services.errors import CasusError
from casussen.services.rows import free_slug, lock_standing
from netwerk.kern.audit.services import record
from netwerk.kern.begrippen.models import Begrip


def find_generator(*, actor: Any, name: str) -> Generator | None:
    """Return the generator of that name that this person may know of, capitals aside."""
    return Generator.objects.visible_to(actor).filter(name__iexact=name).order_by("pk").first()


@transaction.atomic
def add_ervaring(
    *, actor: Any, casus: Casus, name: str, outcome: str, explanation: str = ""
) -> tuple[GeneratorErvaring, bool]:
    """Say what a generator did in this casus; True when the generator is new.

    A name that this person may know of is that generator. Any other name is a new one, also
    when a casus that they may not read has it: so nobody learns what is in there.
    """
    current = lock_standing(casus)
    generator = find_generator(actor=actor, name=name)
    is_new = generator is None
    if generator is None:
        slug = free_slug(Generator, name, "generator")
        generator = Generator.objects.create(name=name, slug=slug, created_by=actor)
        record(actor=actor, action="generator.created", subject=generator)
    elif current.ervaringen.filter(generator=generator).exists():
        raise CasusError(f"“{generator}” staat al bij deze casus. Wijzig die regel.")
    ervaring = current.ervaringen.create(
        generator=generator, outcome=Outcome(outcome), explanation=explanation
    )
    current.save(update_fields=["updated_at"])
    record(actor=actor, action="casus.ervaring_added", subject=current, generator=generator.pk)
    return ervaring, is_new


@transaction.atomic
def change_ervaring(
    *, actor: Any, ervaring: GeneratorErvaring, outcome: str, explanation: str
) -> GeneratorErvaring:
    """Say otherwise how it went; CasusError when the row was taken away meanwhile."""
    casus = lock_standing(ervaring.casus)
    current = casus.ervaringen.filter(pk=ervaring.pk).first()
    if current is None:
        raise CasusError("Iemand anders haalde deze generator net weg.")
    current.outcome, current.explanation = Outcome(outcome), explanation
    current.save(update_fields=["outcome", "explanation"])
    casus.save(update_fields=["updated_at"])
    record(
        actor=actor,
        action="casus.ervaring_changed",
        subject=casus,
        generator=current.generator_id,
    )
    return current


@transaction.atomic
def remove_ervaring(*, actor: Any, ervaring: GeneratorErvaring) -> None:
    """Take a generator from a casus; the generator itself goes when no casus has it."""
    casus = lock_standing(ervaring.casus)
    removed, _ = casus.ervaringen.filter(pk=ervaring.pk).delete()
    if not removed:
        return
    casus.save(update_fields=["updated_at"])
    generator = ervaring.generator
    record(actor=actor, action="casus.ervaring_removed", subject=casus, generator=generator.pk)
    if not generator.description and not generator.ervaringen.exists():
        record(actor=actor, action="generator.deleted", subject=generator)
        generator.delete()


@transaction.atomic
def change_generator(
    *, actor: Any, generator: Generator, name: str, description: str, kind: Begrip | None
) -> Generator:
    """Call it otherwise, or say better what it is; the address stays."""
    current = Generator.objects.select_for_update(of=("self",), no_key=True).get(pk=generator.pk)
    double = find_generator(actor=actor, name=name)
    if double is not None and double.pk != current.pk:
        raise CasusError(f"“{double}” bestaat al. Een redacteur kan er één van maken.")
    current.name, current.description, current.kind = name, description, kind
    current.save(update_fields=["name", "description", "kind", "updated_at"])
    record(actor=actor, action="generator.changed", subject=current)
    return current


@transaction.atomic
def merge_generatoren(*, actor: Any, double: Generator, into: Generator) -> Generator:
    """Make one of two: every casus of the double gets the other; nothing said is lost.

    Where one casus has both, the words of both stay, under the outcome that was there.
    """
    ids = sorted((double.pk, into.pk))
    rows = Generator.objects.select_for_update(of=("self",)).filter(pk__in=ids).order_by("pk")
    if len(rows) != 2:
        raise CasusError("Kies een andere generator.")
    there = {row.casus_id: row for row in into.ervaringen.select_for_update(of=("self",))}
    for row in double.ervaringen.select_for_update(of=("self",)):
        same = there.get(row.casus_id)
        if same is None:
            row.generator = into
            row.save(update_fields=["generator"])
            continue
        if row.explanation and row.explanation != same.explanation:
            both = f"{same.explanation}\n\n{row.explanation}".strip()
            same.explanation = both[:1000]
            same.save(update_fields=["explanation"])
        row.delete()
    if double.description and not into.description:
        into.description = double.description
        into.save(update_fields=["description", "updated_at"])
    record(actor=actor, action="generator.merged", subject=into, double=double.pk)
    double.delete()
    return into
