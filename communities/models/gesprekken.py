"""Conversations: one for each subject, made of posts and answers."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any, ClassVar

import pgtrigger
from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, When
from django.urls import reverse
from django.utils import timezone

from communities.models.people import Community
from netwerk.kern import subjects
from netwerk.kern.zoeken.zoeken import markdown_vector

THREADS_PER_PAGE = 20
SHOWN_ANSWERS = 5  # of a thread on the page of its subject; a thread has a page of its own
KEPT_FOR = timedelta(days=30)  # how long the text of a removed post can be put back
MOST_QUOTED = 500  # characters of a sentence that a post is about


@dataclass(frozen=True)
class FormerMember:
    """Who wrote a post and left without their name: nothing here says who that was."""

    organisatie: None = None
    side: str = ""
    photo_url: str = ""

    def __str__(self) -> str:
        return "Voormalig lid"

    def get_full_name(self) -> str:
        """Return what stands in the place of the name."""
        return str(self)


# Every way to place posts passes here, so that the newest key is never out of step.
KEEP_NEWEST = """
UPDATE communities_gesprek SET newest = placed.newest
FROM (SELECT gesprek_id, max(id) AS newest FROM placed_rows GROUP BY gesprek_id) AS placed
WHERE communities_gesprek.id = placed.gesprek_id AND communities_gesprek.newest < placed.newest;
RETURN NULL;
"""


def about_readable(user: Any) -> Q:
    """Return the condition on rows about a subject that this person may read its conversation."""
    allowed = Q()
    for subject in subjects.all_subjects():
        if subject.discuss_permission:
            content_type = ContentType.objects.get_for_model(subject.model)
            rows: models.QuerySet[Any] = subject.visible_to(user)
            if subject.model is Community:
                rows = Community.objects.entered_by(user)
            allowed |= Q(content_type=content_type, object_id__in=rows.values("pk"))
    return allowed


class GesprekQuerySet(models.QuerySet["Gesprek"]):
    """Questions about conversations."""

    def visible_to(self, user: Any) -> "GesprekQuerySet":
        """Return the conversations whose subject may be seen: they are for the network.

        A post on something public is still written inside the network; it is not public. What
        is said inside a community is for its members only.
        """
        if not user.is_authenticated or not user.in_network:
            return self.none()
        allowed = about_readable(user)
        return self.filter(allowed) if allowed else self.none()


class Gesprek(models.Model):
    """The conversation about one subject: a casus, a dilemma, a community, an advies.

    Who may read it and write in it is asked of the subject (netwerk.kern.subjects). ``newest``
    is the key of the post that came last, kept by the database; ``answer`` is the post that
    the owner of the subject calls the answer.
    """

    content_type = models.ForeignKey(ContentType, on_delete=models.PROTECT, related_name="+")
    object_id = models.BigIntegerField()
    subject = GenericForeignKey()
    closed_at = models.DateTimeField("gesloten op", null=True, blank=True)
    answer = models.ForeignKey(
        "Reactie",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="het antwoord",
    )
    newest = models.BigIntegerField("nieuwste reactie", default=0, editable=False)

    objects = GesprekQuerySet.as_manager()

    class Meta:
        verbose_name = "gesprek"
        verbose_name_plural = "gesprekken"
        indexes: ClassVar = [models.Index(fields=["-newest"], name="gesprek_newest")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["content_type", "object_id"], name="gesprek_once")
        ]

    def __str__(self) -> str:
        return f"Gesprek over {self.subject}"

    def get_absolute_url(self) -> str:
        """Return the page that shows the conversation; a community has it inside."""
        subject: Any = self.subject
        if isinstance(subject, Community):
            return reverse("communities:inside", args=[subject.slug])
        return subjects.of(subject).url(subject)

    @classmethod
    def about(cls, subject: models.Model) -> "Gesprek":
        """Return the conversation about a subject; not saved yet when nobody wrote in it."""
        content_type = ContentType.objects.get_for_model(subject)
        key = {"content_type": content_type, "object_id": subject.pk}
        found = cls.objects.filter(**key).first() or cls(**key)
        found.subject = subject
        return found


class ReactieQuerySet(models.QuerySet["Reactie"]):
    """Questions about posts."""

    def visible_to(self, user: Any) -> "ReactieQuerySet":
        """Return the posts of the conversations that may be read.

        The case keeps PostgreSQL from a join: it asks once which conversations, and looks each
        post up among them. Of a million posts it compared the newest with all conversations.
        """
        if not user.is_authenticated or not user.in_network:
            return self.none()
        talks = Gesprek.objects.visible_to(user).values("pk")
        return self.filter(Case(When(gesprek__in=talks, then=True), default=False))

    def after(self, post: "Reactie") -> "ReactieQuerySet":
        """Return what was written after a post."""
        later = Q(created_at__gt=post.created_at) | Q(pk__gt=post.pk)
        return self.filter(later, created_at__gte=post.created_at)

    def before(self, post: "Reactie") -> "ReactieQuerySet":
        """Return what was written before a post."""
        earlier = Q(created_at__lt=post.created_at) | Q(pk__lt=post.pk)
        return self.filter(earlier, created_at__lte=post.created_at)

    def standing(self) -> "ReactieQuerySet":
        """Return the posts that nobody removed."""
        return self.filter(removed_at__isnull=True)

    def in_trash(self) -> "ReactieQuerySet":
        """Return the posts that their authors removed and that can still be put back."""
        since = timezone.now() - KEPT_FOR
        own = Q(removed_by__isnull=True) | Q(removed_by=F("author"))
        return self.filter(own, removed_at__gt=since).exclude(body="")

    def with_author(self) -> "ReactieQuerySet":
        """Fetch what the page shows of an author, in the same query."""
        return self.select_related("author__organisatie__kind__broader__broader")

    def with_versions(self) -> "ReactieQuerySet":
        """Say of each post whether an earlier text was kept (``has_versions``)."""
        earlier = ReactieVersie.objects.filter(reactie=OuterRef("pk"))
        return self.annotate(has_versions=Exists(earlier))

    def about_parts(self) -> "ReactieQuerySet":
        """Return what was said first about a part of the subject, and still stands."""
        return self.standing().filter(root__isnull=True).exclude(part="")


class Reactie(models.Model):
    """A post in a conversation; its address (#reactie-N) never changes.

    A removed post keeps its place ("deze reactie is verwijderd") so that answers stay readable.
    Nobody reads its text any more; it is kept for KEPT_FOR, so that it can be put back. Who
    left a community may have their posts stand there without a name.
    ``parent`` is the post that it answers, ``root`` the post that its thread begins with (None
    for that post itself). ``part`` is the part of the subject that it is about; ``quote`` with
    ``prefix`` and ``suffix`` is the anchor in that part (W3C Web Annotation, text quote
    selector), as version ``source_version`` had it; an empty quote means the whole part.
    """

    gesprek = models.ForeignKey(Gesprek, on_delete=models.CASCADE, related_name="reacties")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="reacties"
    )
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="answers"
    )
    root = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, editable=False, related_name="thread"
    )
    shows_author = models.BooleanField("met naam", default=True)
    body = models.TextField("reactie", max_length=10_000)
    part = models.CharField("deel", max_length=40, blank=True)
    quote = models.TextField("de zin", max_length=MOST_QUOTED, blank=True)
    prefix = models.CharField(max_length=100, blank=True)
    suffix = models.CharField(max_length=100, blank=True)
    source_version = models.PositiveIntegerField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    edited_at = models.DateTimeField(null=True, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)
    removed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    search_vector = markdown_vector("body")

    objects = ReactieQuerySet.as_manager()

    class Meta:
        verbose_name = "reactie"
        verbose_name_plural = "reacties"
        ordering: ClassVar = ["created_at", "pk"]
        indexes: ClassVar = [
            models.Index(
                fields=["gesprek", "created_at", "id"],
                condition=Q(root=None),
                name="reactie_threads",
            ),
            models.Index(fields=["root", "created_at", "id"], name="reactie_answers"),
            models.Index(fields=["gesprek", "id"], name="reactie_unread"),
            models.Index(fields=["-created_at"], name="reactie_newest"),
            models.Index(
                fields=["gesprek", "part", "-created_at"],
                condition=~Q(part=""),
                name="reactie_part",
            ),
            GinIndex(fields=["search_vector"], name="reactie_search"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(quote="") | ~Q(part=""), name="quote_of_part")
        ]
        triggers: ClassVar = [
            pgtrigger.Trigger(
                name="keep_newest",
                level=pgtrigger.Statement,
                when=pgtrigger.After,
                operation=pgtrigger.Insert,
                referencing=pgtrigger.Referencing(new="placed_rows"),
                func=KEEP_NEWEST,
            )
        ]

    def __str__(self) -> str:
        return f"Reactie {self.pk}"

    @property
    def writer(self) -> Any:
        """Return who wrote it, as everybody may know it: every page and mail asks this."""
        return self.author if self.shows_author else FormerMember()

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep ``root`` in step with ``parent``."""
        if self.parent is not None and self.root_id is None:
            self.root_id = self.parent.root_id or self.parent_id
        super().save(*args, **kwargs)

    @property
    def is_moderated(self) -> bool:
        """Say whether somebody else than its author took it away; only moderators undo that."""
        return bool(self.removed_at and self.removed_by_id not in {None, self.author_id})

    @property
    def can_be_restored(self) -> bool:
        """Say whether its author removed it, and its text is still there."""
        removed = self.removed_at
        kept = removed and self.body and removed > timezone.now() - KEPT_FOR
        return bool(kept and not self.is_moderated)

    def place(self) -> str:
        """Return where the post stands now: at its subject, or on the page of a long thread."""
        begin = self.root or self
        if self.root_id and not self._among(begin.thread.all(), SHOWN_ANSWERS):
            thread = reverse("communities:thread", args=[self.root_id])
            return f"{thread}?vanaf={self.pk}#reactie-{self.pk}"
        threads = Reactie.objects.filter(gesprek=self.gesprek_id, root__isnull=True)
        query = "" if begin._among(threads, THREADS_PER_PAGE) else f"?vanaf={begin.pk}"
        return f"{self.gesprek.get_absolute_url()}{query}#reactie-{self.pk}"

    def _among(self, posts: Any, number: int) -> bool:
        """Say whether it is one of the newest of these posts; counts no further than that."""
        return bool(posts.after(self).order_by()[:number].count() < number)

    def get_absolute_url(self) -> str:
        """Return the lasting address, which leads to the place in the conversation."""
        return reverse("communities:reactie", args=[self.pk])


class ReactieVersie(models.Model):
    """What a post said before it was changed; goes with the text of the post."""

    reactie = models.ForeignKey(Reactie, on_delete=models.CASCADE, related_name="versies")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    body = models.TextField("eerdere tekst", max_length=10_000)
    written_at = models.DateTimeField("geschreven op")

    class Meta:
        verbose_name = "eerdere tekst van een reactie"
        verbose_name_plural = "eerdere teksten van reacties"
        ordering: ClassVar = ["-pk"]

    def __str__(self) -> str:
        return f"Eerdere tekst {self.pk} van reactie {self.reactie_id}"


class Leesstand(models.Model):
    """How far somebody read: in one conversation, or (without one) everywhere.

    ``read_to`` is the key of the last post that was read; what comes after it is new.
    """

    deelnemer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+"
    )
    gesprek = models.ForeignKey(Gesprek, on_delete=models.CASCADE, null=True, related_name="+")
    read_to = models.BigIntegerField("gelezen tot", default=0)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = "leesstand"
        verbose_name_plural = "leesstanden"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["deelnemer", "gesprek"], nulls_distinct=False, name="leesstand_once"
            )
        ]

    def __str__(self) -> str:
        return f"Leesstand {self.pk}"
