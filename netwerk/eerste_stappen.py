"""The first steps of who just came in, as their own page shows them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from bijeenkomsten.models import Aanmelding, Agendasleutel, Bijeenkomst
from casussen.models import Casus
from communities import eerste_stappen as steps
from communities.models import Deelnemer, Leesstand, Reactie
from handboek.models import Advies
from netwerk.kern.audit.models import AuditEvent
from netwerk.kern.berichten.models import Preference

PERSON = OuterRef("pk")
FACTS: dict[str, tuple[Any, ...]] = {
    steps.MAIL: (Preference.objects.filter(person=PERSON),),
    steps.CALENDAR: (Agendasleutel.objects.filter(deelnemer=PERSON),),
    steps.MEET: (
        Reactie.objects.filter(author=PERSON),
        Aanmelding.objects.filter(deelnemer=PERSON),
    ),
    steps.READ: (
        Leesstand.objects.filter(
            deelnemer=PERSON,
            gesprek__content_type__app_label=Casus._meta.app_label,
            gesprek__content_type__model=Casus._meta.model_name,
        ),
    ),
    steps.ORGANISE: (Bijeenkomst.objects.filter(created_by=PERSON),),
    steps.EDIT: (Advies.objects.filter(Q(author=PERSON) | Q(published_by=PERSON)),),
    steps.MANAGE: (
        AuditEvent.objects.filter(
            actor=PERSON,
            action__in=("deelnemer.added", "lidmaatschap.added", "lidmaatschap.role_changed"),
        ),
    ),
}
"""What stands in other rows when a step was done; one of the questions is enough."""


@dataclass(frozen=True)
class Step:
    """One step: what it is, where to do it, which page of the manual tells how, and if it is done.

    ``help`` is the address of that page.
    """

    key: str
    title: str
    text: str
    url: str
    help: str
    done: bool


def steps_of(person: Any) -> list[Step]:
    """Return the steps of a person; nothing when they are all done, or were put away.

    Takes one query for what does not stand in the row of the person, and writes nothing.
    """
    if steps.AWAY in person.steps_done:
        return []
    wanted = steps.steps_for(person)
    done = steps.shown_on(person)
    if missing := [step for step in wanted if step in FACTS and step not in done]:
        done |= _elsewhere(person, missing)
    if done >= set(wanted):
        return []
    return [_step(person, key, done=key in done) for key in wanted]


def are_away(person: Any) -> bool:
    """Say whether somebody put the steps away before they were all done."""
    known = set(steps.steps_for(person))
    return steps.AWAY in person.steps_done and not known <= set(person.steps_done)


def _elsewhere(person: Any, missing: list[str]) -> set[str]:
    """Return the steps whose facts stand in other rows; a post and an answer are kept."""
    asked = [(step, rows) for step in missing for rows in FACTS[step]]
    facts = Deelnemer.objects.filter(pk=person.pk).values_list(*(Exists(rows) for _, rows in asked))
    return {step for (step, _), found in zip(asked, facts.get(), strict=True) if found}


def _step(person: Any, key: str, *, done: bool) -> Step:
    title, text, where, page = WORDS[key]
    address = where(person) if callable(where) else reverse(where)
    return Step(key, title, text, address, reverse("hulp_pagina", args=[page]), done)


def _meeting_place(person: Any) -> str:
    """Return the inside of a community of one's own; else the list of communities."""
    memberships = sorted(person.lidmaatschappen.all(), key=lambda row: row.pk)
    if not memberships:
        return reverse("communities:list")
    return reverse("communities:inside", args=[memberships[0].community.slug])


WORDS: dict[str, tuple[str, str, str | Callable[[Any], str], str]] = {
    steps.PROFILE: (
        "Vul je profiel aan",
        "Vertel wat je doet en waar je aan werkt.",
        "profile",
        "profiel",
    ),
    steps.ASK: (
        "Zeg wat anderen je kunnen vragen",
        "Vul in waar je veel van weet, of zet een foto bij je naam.",
        "profile",
        "profiel",
    ),
    steps.MAIL: (
        "Kies welke mail je krijgt",
        "Meteen, één keer per dag, één keer per week of niet.",
        "berichten:preferences",
        "mail-instellen",
    ),
    steps.CALENDAR: (
        "Zet de bijeenkomsten in je eigen agenda",
        "Eén keer een adres in Outlook, en daarna komt alles er vanzelf bij.",
        "mijn_agenda",
        "agenda",
    ),
    steps.MEET: (
        "Laat van je horen",
        "Zeg hallo in je community, of geef antwoord op een bijeenkomst.",
        _meeting_place,
        "gesprek",
    ),
    steps.READ: (
        "Lees een casus",
        "En lees wat anderen erover zeggen.",
        "casussen:list",
        "casus-lezen",
    ),
    steps.ORGANISE: (
        "Plan je eerste bijeenkomst",
        "Je organiseert een community. De leden krijgen er vanzelf mail over.",
        "bijeenkomsten:create",
        "bijeenkomst-plannen",
    ),
    steps.EDIT: (
        "Schrijf of lees een advies na",
        "Je bent redacteur. Op de redactiepagina staat wat er wacht.",
        "handboek:redactie",
        "advies-nalezen",
    ),
    steps.MANAGE: (
        "Voeg iemand toe of geef iemand een rol",
        "Je bent beheerder. Alles wat je doet, staat in het logboek.",
        "beheer_leden",
        "mensen-toevoegen",
    ),
}
"""Of each step its title, what it takes, where it is done, and its page of the manual."""
