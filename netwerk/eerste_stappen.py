"""The first steps of who just came in, as their own page shows them."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef
from django.urls import reverse

from bijeenkomsten.models import Aanmelding
from communities import eerste_stappen as steps
from communities.models import Deelnemer, Reactie
from netwerk.kern.berichten.models import Preference


@dataclass(frozen=True)
class Step:
    """One step: what it is, where to do it, and whether it was done."""

    title: str
    text: str
    url: str
    done: bool


def steps_of(person: Any) -> list[Step]:
    """Return the four steps; nothing when they are all done, or were put away.

    Takes one query for what does not stand in the row of the person, and writes nothing.
    """
    if steps.AWAY in person.steps_done:
        return []
    done = steps.shown_on(person)
    if not {steps.MAIL, steps.MEET} <= done:
        done |= _elsewhere(person)
    if done >= set(steps.STEPS):
        return []
    return [
        Step(
            "Vul je profiel aan",
            "Vertel wat je doet en waar je aan werkt.",
            reverse("profile"),
            steps.PROFILE in done,
        ),
        Step(
            "Zeg wat anderen je kunnen vragen",
            "Vul in waar je veel van weet, of zet een foto bij je naam.",
            reverse("profile"),
            steps.ASK in done,
        ),
        Step(
            "Kies welke mail je krijgt",
            "Meteen, één keer per dag, één keer per week of niet.",
            reverse("berichten:preferences"),
            steps.MAIL in done,
        ),
        Step(
            "Laat van je horen",
            "Zeg hallo in je community, of geef antwoord op een bijeenkomst.",
            _meeting_place(person),
            steps.MEET in done,
        ),
    ]


def _elsewhere(person: Any) -> set[str]:
    """Return the steps whose facts stand in other rows; a post and an answer are kept."""
    facts = Deelnemer.objects.filter(pk=person.pk).values_list(
        Exists(Preference.objects.filter(person=OuterRef("pk"))),
        Exists(Reactie.objects.filter(author=OuterRef("pk"))),
        Exists(Aanmelding.objects.filter(deelnemer=OuterRef("pk"))),
    )
    chose, wrote, answered = facts.get()
    return {step for step, done in ((steps.MAIL, chose), (steps.MEET, wrote or answered)) if done}


def _meeting_place(person: Any) -> str:
    """Return the inside of a community of one's own; else the list of communities."""
    memberships = sorted(person.lidmaatschappen.all(), key=lambda row: row.pk)
    if not memberships:
        return reverse("communities:list")
    return reverse("communities:inside", args=[memberships[0].community.slug])
