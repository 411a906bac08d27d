"""What the network tells everybody, and what everybody may ask it."""

from hashlib import sha256
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from netwerk.kern.zoeken.zoeken import vector


class NieuwsberichtQuerySet(models.QuerySet["Nieuwsbericht"]):
    """Questions about news."""

    def published(self) -> "NieuwsberichtQuerySet":
        """Return what everybody can read."""
        return self.filter(published_at__lte=timezone.now())

    def visible_to(self, user: Any) -> "NieuwsberichtQuerySet":
        """Everybody reads what is published; a redacteur also what is being written."""
        return self if user.is_authenticated and user.is_redacteur else self.published()


class Nieuwsbericht(models.Model):
    """News of the network, for everybody; ``published_at`` (UTC) is None while it is a draft.

    ``mailed_at`` stays when it is withdrawn: nobody gets the same news twice. ``WRITTEN`` names
    what its writer decides.
    """

    WRITTEN: ClassVar = ("title", "intro", "body")

    title = models.CharField("titel", max_length=120)
    slug = models.SlugField(max_length=80, unique=True)
    intro = models.CharField("inleiding", max_length=400)
    body = models.TextField("tekst", max_length=20_000, blank=True)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    published_at = models.DateTimeField("gepubliceerd op", null=True, blank=True)
    mailed_at = models.DateTimeField("gemaild op", null=True, blank=True)
    search_vector = vector(title="A", intro="B", body="C")

    objects = NieuwsberichtQuerySet.as_manager()

    class Meta:
        verbose_name = "nieuwsbericht"
        verbose_name_plural = "nieuwsberichten"
        ordering: ClassVar = ["-published_at", "-pk"]
        indexes: ClassVar = [
            models.Index(fields=["-published_at", "-id"], name="nieuws_order"),
            GinIndex(fields=["search_vector"], name="nieuws_search"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Return its page."""
        return reverse("communities:nieuwsbericht", args=[self.slug])

    @property
    def is_published(self) -> bool:
        """Say whether everybody can read it."""
        return self.published_at is not None and self.published_at <= timezone.now()

    @property
    def fingerprint(self) -> str:
        """Return what changes with the text, so that nobody overwrites what they never saw."""
        parts = "\0".join(str(getattr(self, name)) for name in self.WRITTEN)
        return sha256(parts.encode()).hexdigest()[:16]


class AbonnementQuerySet(models.QuerySet["Abonnement"]):
    """Questions about who follows by mail."""

    def confirmed(self) -> "AbonnementQuerySet":
        """Return who said yes in a mail to their own address."""
        return self.filter(confirmed_at__isnull=False)


class Abonnement(models.Model):
    """Somebody without an account who wants news by mail; counts once it is confirmed.

    Stopping removes the row. One address, one row.
    """

    MOST_BOUNCES: ClassVar = 3  # of its own address; then the row goes

    email = models.EmailField("e-mailadres", unique=True)
    created_at = models.DateTimeField(auto_now_add=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    bounces = models.PositiveSmallIntegerField("keer teruggekomen", default=0)

    objects = AbonnementQuerySet.as_manager()

    class Meta:
        verbose_name = "abonnement op nieuws"
        verbose_name_plural = "abonnementen op nieuws"
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(email=models.functions.Lower("email")),
                name="abonnement_email_in_small_letters",
            )
        ]

    def __str__(self) -> str:
        return f"Abonnement {self.pk}"


class ContactberichtQuerySet(models.QuerySet["Contactbericht"]):
    """Questions about what people ask through the contact page."""

    def visible_to(self, user: Any) -> "ContactberichtQuerySet":
        """Only a beheerder reads them."""
        return self if user.is_authenticated and user.is_beheerder else self.none()

    def open(self) -> "ContactberichtQuerySet":
        """Return what nobody answered yet."""
        return self.filter(handled_at__isnull=True)


class Contactbericht(models.Model):
    """A question through the contact page; kept so that it is not lost when mail is."""

    name = models.CharField("naam", max_length=120)
    email = models.EmailField("e-mailadres")
    body = models.TextField("je vraag", max_length=5000)
    created_at = models.DateTimeField(auto_now_add=True)
    handled_at = models.DateTimeField("afgehandeld op", null=True, blank=True)
    handled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    objects = ContactberichtQuerySet.as_manager()

    class Meta:
        verbose_name = "vraag aan het netwerk"
        verbose_name_plural = "vragen aan het netwerk"
        ordering: ClassVar = ["-pk"]
        indexes: ClassVar = [
            models.Index(fields=["-id"], name="contact_open", condition=Q(handled_at__isnull=True))
        ]

    def __str__(self) -> str:
        return f"Vraag {self.pk}"

    def get_absolute_url(self) -> str:
        """Return its place in the list of questions."""
        state = "" if self.handled_at is None else "?stand=afgehandeld"
        return f"{reverse('beheer_vragen')}{state}#vraag-{self.pk}"
