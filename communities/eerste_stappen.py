"""The first steps of who just came in: what is done stays done, and they can be put away.

A step is done when its fact is there, or was there once: acts on oneself write that down at that
moment (``note_steps``), because a fact can be undone later. Reading writes nothing.
"""

from collections.abc import Callable, Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone

from communities.models import Deelnemer

PROFILE, ASK, MAIL, MEET = "profiel", "vragen", "mail", "rondkijken"
CALENDAR, READ = "agenda", "lezen"
ORGANISE, EDIT, MANAGE = "organiseren", "redactie", "beheren"
STEPS = (PROFILE, ASK, MAIL, CALENDAR, MEET, READ)
OF_ROLES = (ORGANISE, EDIT, MANAGE)
AWAY = "weg"  # when the person put the steps away

OF_PROFILE: dict[str, Callable[[Any], bool]] = {
    PROFILE: lambda person: bool(person.about and person.job_title),
    ASK: lambda person: bool(person.ask_about or person.photo),
}
"""The steps whose facts stand in the row of the person."""


def shown_on(person: Deelnemer) -> set[str]:
    """Return the steps that are done as far as the row of the person tells."""
    now = {step for step, is_done in OF_PROFILE.items() if is_done(person)}
    return now | ({*STEPS, *OF_ROLES} & set(person.steps_done))


def steps_for(person: Deelnemer) -> tuple[str, ...]:
    """Return the steps of this person, in their order: those of everybody, then of the roles."""
    roles = (
        (ORGANISE, person.is_organiser(*person.roles)),
        (EDIT, person.is_redacteur),
        (MANAGE, person.is_beheerder),
    )
    return (*STEPS, *(step for step, has_role in roles if has_role))


def note_steps(person: Deelnemer, steps: Iterable[str]) -> None:
    """Write down that steps are done, with the day; inside the transaction of the act.

    Takes no query when all of them were done before.
    """
    fresh = [step for step in steps if step not in person.steps_done]
    if not fresh:
        return
    row = Deelnemer.objects.select_for_update(no_key=True).get(pk=person.pk)
    today = timezone.localdate().isoformat()
    row.steps_done = dict.fromkeys(fresh, today) | row.steps_done
    row.save(update_fields=["steps_done"])
    person.steps_done = row.steps_done


def note_profile(person: Deelnemer) -> None:
    """Write down which steps the profile of a person, as it is now, makes done."""
    note_steps(person, [step for step, is_done in OF_PROFILE.items() if is_done(person)])


def mail_chosen(*, person: Deelnemer) -> None:
    """Write down that somebody looked at which mail they get."""
    note_steps(person, [MAIL])


@transaction.atomic
def put_away(*, person: Deelnemer) -> None:
    """Show the steps to this person no more."""
    note_steps(person, [AWAY])


@transaction.atomic
def bring_back(*, person: Deelnemer) -> None:
    """Show the steps again to who put them away."""
    row = Deelnemer.objects.select_for_update(no_key=True).get(pk=person.pk)
    row.steps_done = {step: day for step, day in row.steps_done.items() if step != AWAY}
    row.save(update_fields=["steps_done"])
