"""What somebody did not read yet: posts that came after what they read last.

How far that is stands in Leesstand: for one conversation, and for everything together. Who has
neither begins where they are: nothing that was there before is new to them. What somebody wrote
themselves is never unread, nor what was removed, what they may not read, or what they silenced.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import (
    Count,
    Exists,
    F,
    Max,
    Min,
    Model,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
)
from django.db.models.functions import Coalesce, Greatest

from communities.models import Community, Gesprek, Leesstand, Reactie
from netwerk.kern import subjects
from netwerk.kern.berichten.models import Attention, Subscription
from netwerk.kern.portal_state import while_unchanged

MOST = 99  # what a badge counts to
PAST_ALL = 2**62  # for who has no mark: everything was read


@dataclass(frozen=True)
class News:
    """What is new in one conversation for one reader: how many posts, the first and the last."""

    number: int = 0
    first: int | None = None
    last: int | None = None


@dataclass(frozen=True)
class Unread:
    """A conversation with something new, as the list of them shows it."""

    gesprek: Gesprek
    kind: subjects.Subject
    title: str
    news: News
    last: Reactie | None


def talks(user: Any) -> QuerySet[Gesprek]:
    """Return the conversations in which something is new to this person, the newest first."""
    marks = Leesstand.objects.filter(deelnemer=user).values("read_to")
    own = Subquery(marks.filter(gesprek=OuterRef("pk")))
    read_to = Coalesce(Greatest(own, Subquery(marks.filter(gesprek=None))), PAST_ALL)
    rows = Gesprek.objects.visible_to(user).annotate(read_to=read_to)
    rows = rows.filter(newest__gt=F("read_to")).exclude(_silenced(user))
    new = _posts(user).filter(gesprek=OuterRef("pk"), pk__gt=OuterRef("read_to"))
    return rows.filter(Exists(new)).order_by("-newest")


def count(user: Any) -> int:
    """Return in how many conversations something is new, counted no further than MOST + 1."""
    if not (user.is_authenticated and user.in_network):
        return 0
    own = _own(user)
    if own is None:
        return 0
    name = f"ongelezen:{user.pk}"
    return while_unchanged(name, str(own), lambda: int(talks(user)[: MOST + 1].count()))


def _own(user: Any) -> tuple[Any, ...] | None:
    """Return what the number depends on that is this person's alone: marks, and what is silent.

    None when no conversation got a post after the first of these marks. It stands on every page,
    so who read everything is spared the question which of all conversations they may read.
    """
    silent = Subscription.objects.filter(person=user, attention=Attention.MUTE)
    mutes: Any = silent.order_by().values("person").annotate(all=ArrayAgg("pk", order_by="pk"))
    newest = Gesprek.objects.order_by("-newest").values("newest")[:1]
    marks = Leesstand.objects.filter(deelnemer=user).order_by().values("deelnemer")
    marks = marks.annotate(least=Min("read_to")).filter(least__lt=Subquery(newest))
    found = marks.values_list(Count("pk"), Sum("read_to"), Subquery(mutes.values("all")))
    return next(iter(found), None)


def _muted(user: Any, model: type[Model]) -> QuerySet[Subscription, int]:
    kind = ContentType.objects.get_for_model(model)
    rows = Subscription.objects.filter(person=user, attention=Attention.MUTE, content_type=kind)
    return rows.values_list("object_id", flat=True)


def _silenced(user: Any) -> Q:
    """Return the condition on conversations that somebody silenced what they are about.

    Who silenced a community hears nothing of what it leads either.
    """
    about = Subscription.objects.filter(
        person=user,
        attention=Attention.MUTE,
        content_type=OuterRef("content_type"),
        object_id=OuterRef("object_id"),
    )
    silenced = Q(Exists(about))
    for subject in subjects.all_subjects():
        names = {field.name for field in subject.model._meta.get_fields()}
        if subject.discuss_permission and "community" in names:
            led = subject.model._default_manager.filter(community__in=_muted(user, Community))
            kind = ContentType.objects.get_for_model(subject.model)
            silenced |= Q(content_type=kind, object_id__in=led.values("pk"))
    return silenced


def _posts(user: Any) -> Any:
    """Return the posts that can be new to somebody at all."""
    silent = _muted(user, Reactie)
    rows = Reactie.objects.standing().exclude(author=user).order_by()
    return rows.exclude(pk__in=silent).exclude(root__in=silent)


def read_to(user: Any, talk: Gesprek) -> int | None:
    """Return the key of the last post that somebody read here; None for a first visit."""
    rows = Leesstand.objects.filter(Q(gesprek=talk) | Q(gesprek=None), deelnemer=user)
    found: int | None = rows.aggregate(last=Max("read_to"))["last"]
    return found


def news_in(user: Any, talk: Gesprek, seen: int | None) -> News:
    """Return what is new in one conversation."""
    after = PAST_ALL if seen is None else seen
    rows = _posts(user).filter(gesprek=talk, pk__gt=after)
    return News(**rows.aggregate(number=Count("pk"), first=Min("pk"), last=Max("pk")))


def first_elsewhere(user: Any, talk: Gesprek, seen: int | None, here: Collection[int]) -> int:
    """Return the key of the first new post that is not on this page; PAST_ALL when all are."""
    rows = _posts(user).filter(gesprek=talk, pk__gt=seen or 0).exclude(pk__in=here)
    return rows.aggregate(first=Min("pk"))["first"] or PAST_ALL


def details(user: Any, rows: Sequence[Gesprek]) -> list[Unread]:
    """Return what the list shows of conversations of ``talks``, in a fixed number of queries."""
    after = Q(pk__in=[])
    for talk in rows:
        after |= Q(gesprek=talk.pk, pk__gt=talk.read_to)  # type: ignore[attr-defined]
    found = _posts(user).filter(after).values("gesprek")
    found = found.annotate(number=Count("pk"), first=Min("pk"), last=Max("pk"))
    news = {row.pop("gesprek"): News(**row) for row in found}
    last = Reactie.objects.with_author().in_bulk([each.last for each in news.values()])
    shown = []
    for talk in rows:
        about, new = talk.subject, news.get(talk.pk)
        if about is not None and new is not None:
            kind = subjects.of(about)
            shown.append(Unread(talk, kind, kind.title(about), new, last.get(new.last)))
    return shown
