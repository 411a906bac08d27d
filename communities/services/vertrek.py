"""Leaving a community by oneself: what somebody wrote stays, with or without their name."""

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q

from communities.models import (
    Community,
    Deelnemer,
    Herkenbaar,
    Lidmaatschap,
    Onderwerp,
    Reactie,
    ReactieQuerySet,
    Vermelding,
)
from communities.services.leden import remove_lidmaatschap
from netwerk.kern import subjects
from netwerk.kern.avg.services import obstacle


@transaction.atomic
def leave_community(*, actor: Deelnemer, community: Community, keeps_name: bool) -> int:
    """Take one's leave; returns from how many posts the name went.

    Raises ValidationError (Dutch) for the only organiser, and when the place is gone already.
    """
    place = Lidmaatschap.objects.filter(deelnemer=actor, community=community).first()
    if place is None:
        raise ValidationError(f"Je doet niet meer mee in {community}.")
    try:
        remove_lidmaatschap(actor=actor, lidmaatschap=place)
    except ValidationError as error:
        if getattr(error, "code", "") != "last_organiser":
            raise
        raise ValidationError(_alone(community), code="last_organiser") from error
    if keeps_name:
        return 0
    posts = posts_in(community)
    for model in (Vermelding, Herkenbaar):  # these would lead to the person, or name them
        model.objects.filter(deelnemer=actor, reactie__in=posts).delete()
    topics = Onderwerp.objects.filter(community=community, author=actor)
    topics.update(shows_author=False)
    return posts.filter(author=actor).update(shows_author=False)


def posts_in(community: Community) -> ReactieQuerySet:
    """Return the posts in the conversation of a community, and about what it leads."""
    kind = ContentType.objects.get_for_model(Community)
    about = Q(gesprek__content_type=kind, gesprek__object_id=community.pk)
    for subject in subjects.all_subjects():
        fields = {f.name: f.related_model for f in subject.model._meta.fields if f.is_relation}
        if subject.discuss_permission and fields.get("community") is Community:
            kind = ContentType.objects.get_for_model(subject.model)
            ours = subject.model._default_manager.filter(community=community).values("pk")
            about |= Q(gesprek__content_type=kind, gesprek__object_id__in=ours)
    return Reactie.objects.filter(about)


@obstacle
def only_organiser(person: Deelnemer) -> list[str]:
    """Nobody else could let people in or plan a meeting."""
    return [_alone(community) for community in Community.objects.organised_only_by(person)]


def _alone(community: Community) -> str:
    return (
        f"{community} heeft geen andere organisator. Vraag een beheerder om eerst "
        "iemand anders organisator te maken."
    )
