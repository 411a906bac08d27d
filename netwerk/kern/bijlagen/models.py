"""A file or a link that belongs to something: a source of a casus, a paper for a meeting."""

import uuid
from typing import Any, ClassVar
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Cast
from django.urls import reverse

from netwerk.kern import subjects
from netwerk.kern.bijlagen import datums
from netwerk.kern.bijlagen.controle.soorten import BY_ENDING, ending_of
from netwerk.kern.bijlagen.enums import LICENCE_PAGES, REUSABLE, SHORT, Licence, ScanState
from netwerk.kern.zoeken.zoeken import open_markdown

HOST_SHOWN = 60  # signs


class BijlageQuerySet(models.QuerySet["Bijlage"]):
    """Questions about files and links."""

    def kept(self) -> "BijlageQuerySet":
        """Return what is not in the trash."""
        return self.filter(deleted_at__isnull=True)

    def in_trash(self) -> "BijlageQuerySet":
        """Return what can still be put back."""
        return self.filter(deleted_at__isnull=False)

    def of(self, subject: models.Model) -> "BijlageQuerySet":
        """Return what belongs to one thing."""
        content_type = ContentType.objects.get_for_model(subject)
        return self.filter(content_type=content_type, object_id=subject.pk)

    def listed(self) -> "BijlageQuerySet":
        """Return what stands in a list of sources: a picture stands in the text itself."""
        return self.filter(inline=False)

    def visible_to(self, user: Any) -> "BijlageQuerySet":
        """Return what this person may have: the same rule as ``bijlagen.view_bijlage``."""
        return self.kept().filter(self._open_to(user))

    def at(self, subject: models.Model, user: Any) -> "BijlageQuerySet":
        """Return what this person may have of one thing: ``visible_to``, asked of nothing else."""
        return self.kept().of(subject).filter(self._open_of(subjects.of(subject), user, subject.pk))

    def trash_of(self, user: Any) -> "BijlageQuerySet":
        """Return what was removed from the things that this person may see."""
        return self.in_trash().filter(self._open_to(user))

    def _open_to(self, user: Any) -> Q:
        readable = Q(pk__in=[])
        for subject in subjects.with_attachments():
            content_type = ContentType.objects.get_for_model(subject.model)
            readable |= Q(content_type=content_type) & self._open_of(subject, user)
        return readable

    def _open_of(self, subject: subjects.Subject, user: Any, pk: int | None = None) -> Q:
        """Ask a subject for its rows (or one), and for those of which everything may be read."""
        rows, full = subject.visible_to(user), subject.confidential_to(user)
        if pk is not None:
            rows, full = rows.filter(pk=pk), full.filter(pk=pk)
        everything = Q(object_id__in=full.values("pk"))
        common = Q(confidential=False) & (Q(inline=False) | self._in_open_text(subject))
        return Q(object_id__in=rows.values("pk")) & (everything | common)

    def in_open_text(self) -> "BijlageQuerySet":
        """Return the pictures that stand in a text which every reader of their subject reads."""
        shown = Q(pk__in=[])
        for subject in subjects.with_attachments():
            content_type = ContentType.objects.get_for_model(subject.model)
            shown |= Q(content_type=content_type) & self._in_open_text(subject)
        return self.filter(shown)

    def _in_open_text(self, subject: subjects.Subject) -> Q:
        """Return the condition that the text which every reader reads shows the picture.

        PostgreSQL cuts the confidential passages out as it does for search. In doubt it cuts too
        much: then a picture does not show, and nothing leaks.
        """
        shown = Q(pk__in=[])
        mark = Cast(OuterRef("public_id"), models.TextField())
        for text in subject.texts:
            rows: Any = text.model._base_manager.filter(**{text.path: OuterRef("object_id")})
            rows = rows.annotate(open_text=open_markdown(text.field))
            shown |= Q(Exists(rows.filter(open_text__contains=mark)))
        return shown


class Bijlage(models.Model):
    """A file or a link, with what makes it a source: title, maker, date and licence.

    Who may have it is asked of its subject. A confidential one is for whoever may read the
    confidential passages there; a picture in a text (``inline``) for whoever may read that text.
    The file has a name on disk that nobody can guess, and no address but the one that asks.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    content_type = models.ForeignKey(ContentType, on_delete=models.PROTECT, related_name="+")
    object_id = models.BigIntegerField()
    subject = GenericForeignKey()
    title = models.CharField("titel", max_length=200)
    author = models.CharField("maker of bron", max_length=200, blank=True)
    dated = models.CharField("datum", max_length=10, blank=True)
    licence = models.CharField("licentie", max_length=12, choices=Licence, default=Licence.UNKNOWN)
    url = models.URLField("adres", max_length=1000, blank=True)
    file = models.FileField("bestand", max_length=200, blank=True)
    name = models.CharField("naam van het bestand", max_length=140, blank=True)
    media_type = models.CharField(max_length=120, blank=True)
    size = models.PositiveIntegerField("grootte", default=0)
    sha256 = models.CharField(max_length=64, blank=True)
    scan_state = models.CharField(max_length=12, choices=ScanState, default=ScanState.NOT_SCANNED)
    confidential = models.BooleanField("vertrouwelijk", default=False)
    inline = models.BooleanField("staat in de tekst", default=False)
    alt = models.CharField("wat je erop ziet", max_length=300, blank=True)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    deleted_at = models.DateTimeField(null=True, blank=True)
    deleted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = BijlageQuerySet.as_manager()

    class Meta:
        verbose_name = "bijlage"
        verbose_name_plural = "bijlagen"
        ordering: ClassVar = ["title", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=(Q(url="") & ~Q(file="")) | (~Q(url="") & Q(file="")),
                name="bijlage_file_or_link",
            ),
            models.CheckConstraint(
                condition=Q(inline=False)
                | (Q(media_type__startswith="image/") & ~Q(alt="") & ~Q(file="")),
                name="bijlage_picture_in_text",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["content_type", "object_id", "title"], name="bijlage_subject"),
            models.Index(
                fields=["deleted_at"], condition=Q(deleted_at__isnull=False), name="bijlage_trash"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Return where it is: a link leads away, a file has an address that asks who you are."""
        if self.url:
            return self.url
        address = reverse("bijlage", args=[self.public_id, self.name])
        return address.replace("(", "%28").replace(")", "%29")  # they would end a link in a text

    @property
    def is_link(self) -> bool:
        """Say whether it leads to another site."""
        return bool(self.url)

    @property
    def host(self) -> str:
        """Return the site that a link leads to."""
        return (urlsplit(self.url).hostname or "")[:HOST_SHOWN].removeprefix("www.")

    @property
    def kind_label(self) -> str:
        """Return what kind of file it is, in a word or two."""
        kind = BY_ENDING.get(ending_of(self.name))
        return kind.label if kind else "bestand"

    @property
    def dated_words(self) -> str:
        """Return when it is from, in words."""
        return datums.in_words(self.dated)

    @property
    def licence_short(self) -> str:
        """Return the licence in a word or three."""
        return str(SHORT[Licence(self.licence)])

    @property
    def licence_page(self) -> str:
        """Return where the licence is explained, when others may use it."""
        return LICENCE_PAGES.get(Licence(self.licence), "")

    @property
    def may_be_reused(self) -> bool:
        """Say whether others may use it."""
        return self.licence in REUSABLE

    @property
    def is_for_everybody(self) -> bool:
        """Say whether anyone may have it, without an account."""
        nobody = AnonymousUser()
        return Bijlage.objects.visible_to(nobody).filter(pk=self.pk).exists()
