"""To whom an organiser can write about a meeting, and how many of them get it."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from bijeenkomsten.enums import Answer, Audience
from bijeenkomsten.models import Aanmelding, Bijeenkomst, Gast, Rondmail
from communities.models import Deelnemer
from communities.sharing import people_let_in
from netwerk.kern.berichten import bounces, preferences, registry

KIND = "bijeenkomst.mail"  # the message that somebody can do without
ANSWERS: dict[str, tuple[Answer, ...]] = {
    Audience.COMING: (Answer.YES,),
    Audience.MAYBE: (Answer.YES, Answer.MAYBE),
}


def people(bijeenkomst: Bijeenkomst, audience: str) -> QuerySet[Deelnemer]:
    """Return the active people of an audience who may still see the meeting."""
    answers = Aanmelding.objects.filter(bijeenkomst=bijeenkomst, deelnemer=OuterRef("pk"))
    if audience == Audience.SILENT:
        members = Deelnemer.objects.members_of(*bijeenkomst.community_ids)
        found: QuerySet[Deelnemer] = members.filter(~Exists(answers))
    else:
        chosen = Exists(answers.filter(answer__in=ANSWERS[Audience(audience)]))
        found = Deelnemer.objects.active().filter(chosen)
    return found.filter(people_let_in(bijeenkomst.visibility, bijeenkomst.community_ids))


def guests(meeting_id: int, audience: str) -> QuerySet[Gast]:
    """Return the guests of an audience; who did not answer is no guest."""
    answers = Aanmelding.objects.filter(
        bijeenkomst=meeting_id, answer__in=ANSWERS.get(audience, ())
    )
    return Gast.objects.filter(pk__in=answers.values("gast"))


@dataclass(frozen=True)
class Reach:
    """How many people get a mail, and how many do not because of what."""

    willing: int
    unwilling: int = 0  # want no mail of organisers, or nothing about this meeting
    failing: int = 0  # their mail keeps coming back


def reach(rondmail: Rondmail, sender: Any) -> Reach:
    """Count who would get this mail now; who sends it is not counted."""
    found = people(rondmail.bijeenkomst, rondmail.audience).exclude(pk=sender.pk)
    number_of_guests = guests(rondmail.bijeenkomst_id, rondmail.audience).count()
    if rondmail.essential:
        return Reach(found.count() + number_of_guests)
    meeting = rondmail.bijeenkomst
    topics = [meeting, meeting.community, *meeting.communities.all()]
    unwilling = preferences.declined(registry.get(KIND), topics)
    failing = Q(bounces.blocked())
    counts = found.order_by().aggregate(
        willing=Count("pk", filter=~unwilling & ~failing),
        unwilling=Count("pk", filter=unwilling),
        failing=Count("pk", filter=failing & ~unwilling),
    )
    counts["willing"] += number_of_guests  # they cannot choose
    return Reach(**counts)


def sizes(bijeenkomst: Bijeenkomst, sender: Any) -> dict[str, int]:
    """Return how many people each audience has, without who sends it. Two queries each."""
    return {
        audience: people(bijeenkomst, audience).exclude(pk=sender.pk).count()
        + guests(bijeenkomst.pk, audience).count()
        for audience in Audience.values
    }
