"""People, organisations, communities, and the conversations they have."""

import unicodedata
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone

from communities.enums import Role
from netwerk.kern import subjects
from netwerk.kern.begrippen.models import Begrip
from netwerk.kern.zoeken.zoeken import vector


def sort_key(*parts: str) -> str:
    """Return a key by which people sort as Dutch people expect: no accents, no capitals."""
    flat = unicodedata.normalize("NFKD", " ".join(part for part in parts if part).lower())
    return "".join(c for c in flat if not unicodedata.combining(c))[:200]


class Organisatie(models.Model):
    """An organisation that takes part: a municipality, a ministry, a planning bureau.

    Its layer and its side of the network follow from its kind (vocabulary organisatietype).
    """

    name = models.CharField("naam", max_length=200, unique=True)
    slug = models.SlugField(max_length=80, unique=True)
    kind = models.ForeignKey(
        Begrip, on_delete=models.PROTECT, related_name="+", verbose_name="soort organisatie"
    )
    province = models.ForeignKey(
        Begrip,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="gebied",
    )
    website = models.URLField("website", blank=True)

    class Meta:
        verbose_name = "organisatie"
        ordering: ClassVar = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def layer(self) -> Begrip | None:
        """Return the layer: gemeente, provincie, waterschap, rijk, kennis, maatschappelijk."""
        return self.kind.broader

    @property
    def side(self) -> str:
        """Return the side of the network: rijk, regio, kennis or samenleving."""
        layer = self.kind.broader
        return layer.broader.notation if layer and layer.broader else ""


class DeelnemerQuerySet(models.QuerySet["Deelnemer"]):
    """Questions about people."""

    def active(self) -> "DeelnemerQuerySet":
        """Return the people who can log in."""
        return self.filter(is_active=True)

    def members_of(self, *communities: "Community") -> "DeelnemerQuerySet":
        """Return the active people in one or more of these communities, each once."""
        memberships = Lidmaatschap.objects.filter(
            deelnemer=OuterRef("pk"), community__in=communities
        )
        return self.active().filter(Exists(memberships))

    def visible_to(self, user: Any) -> "DeelnemerQuerySet":
        """Members see each other (directory); a beheerder sees all; others only themselves."""
        if not user.is_authenticated:
            return self.none()
        if user.is_beheerder:
            return self
        if not user.in_network:
            return self.filter(pk=user.pk)
        return self.active().filter(
            Q(pk=user.pk) | Exists(Lidmaatschap.objects.filter(deelnemer=OuterRef("pk")))
        )


class DeelnemerManager(BaseUserManager.from_queryset(DeelnemerQuerySet)):  # type: ignore[misc]
    """Makes accounts; the address is the name to log in with, kept in small letters."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "Deelnemer":
        """Make an account; without a password the person logs in with a code by mail."""
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str, **fields: Any) -> "Deelnemer":
        """Make an account for an engineer, who may enter Django's admin."""
        return self.create_user(
            email, password, is_staff=True, is_superuser=True, is_beheerder=True, **fields
        )

    def get_by_natural_key(self, email: str | None) -> "Deelnemer":
        """Find the account of an address, whatever its capitals."""
        return self.get(email=(email or "").lower())


class Deelnemer(AbstractBaseUser, PermissionsMixin):
    """A person with an account.

    Without a membership it is a *buitenstaander*, who sees only what is public. A redacteur
    edits the handboek, a beheerder manages people; neither follows from a membership.
    """

    email = models.EmailField("e-mailadres", unique=True)
    first_name = models.CharField("voornaam", max_length=60)
    infix = models.CharField("tussenvoegsel", max_length=20, blank=True)
    last_name = models.CharField("achternaam", max_length=80)
    sort_name = models.CharField(max_length=200, editable=False, db_index=True)
    organisatie = models.ForeignKey(
        Organisatie,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="deelnemers",
        verbose_name="organisatie",
    )
    job_title = models.CharField("functie", max_length=120, blank=True)
    province = models.ForeignKey(
        Begrip,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="gebied waar je werkt",
    )
    about = models.TextField("over jou", max_length=2000, blank=True)
    is_redacteur = models.BooleanField("redacteur", default=False)
    is_beheerder = models.BooleanField("beheerder", default=False)
    is_staff = models.BooleanField("mag in de technische beheeromgeving", default=False)
    is_active = models.BooleanField("kan inloggen", default=True)
    date_joined = models.DateTimeField("account sinds", default=timezone.now)

    objects = DeelnemerManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar = ["first_name", "last_name"]

    class Meta:
        verbose_name = "deelnemer"
        verbose_name_plural = "deelnemers"
        ordering: ClassVar = ["sort_name", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(email=models.functions.Lower("email")), name="email_in_small_letters"
            )
        ]

    def __str__(self) -> str:
        return self.get_full_name()

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the sort key in step: "de Boer" stands under the B."""
        self.sort_name = sort_key(self.last_name, self.first_name, self.infix)
        if (fields := kwargs.get("update_fields")) is not None:
            kwargs["update_fields"] = {*fields, "sort_name"}
        super().save(*args, **kwargs)

    def get_full_name(self) -> str:
        """Return the name as people write it."""
        return " ".join(p for p in (self.first_name, self.infix, self.last_name) if p)

    def get_short_name(self) -> str:
        """Return the first name."""
        return self.first_name

    @property
    def initials(self) -> str:
        """Return two letters for the avatar."""
        return (self.first_name[:1] + self.last_name[:1]).upper()

    @property
    def roles(self) -> dict[int, str]:
        """Return {community id: role}, fetched once for this object (one request)."""
        if not hasattr(self, "_roles"):
            self._roles = dict(self.lidmaatschappen.values_list("community_id", "role"))
        return self._roles

    @property
    def in_network(self) -> bool:
        """Say whether the person may read what is visible to the whole network."""
        return self.is_redacteur or self.is_beheerder or bool(self.roles)

    def is_member(self, *community_ids: int) -> bool:
        """Say whether the person is in one of these communities, in whatever role."""
        return any(pk in self.roles for pk in community_ids)

    def is_organiser(self, *community_ids: int) -> bool:
        """Say whether the person organises one of these communities."""
        return any(self.roles.get(pk) == Role.ORGANISER for pk in community_ids)


class CommunityQuerySet(models.QuerySet["Community"]):
    """Questions about communities."""

    def visible_to(self, user: Any) -> "CommunityQuerySet":
        """Every community has a public page."""
        return self


class Community(models.Model):
    """A Community of Practice: a group that learns together about one question."""

    number = models.PositiveSmallIntegerField("nummer", unique=True)
    name = models.CharField("naam", max_length=120)
    slug = models.SlugField(max_length=80, unique=True)
    central_question = models.CharField("centrale vraag", max_length=300)
    intro = models.TextField("inleiding", max_length=5000, blank=True)
    sub_lines = models.JSONField("lijnen", default=list, blank=True)
    coordinators = models.ManyToManyField(
        Organisatie, blank=True, related_name="coordinates", verbose_name="coördinatie"
    )
    starts_on = models.DateField("loopt van", null=True, blank=True)
    ends_on = models.DateField("loopt tot", null=True, blank=True)
    members: Any = models.ManyToManyField(
        settings.AUTH_USER_MODEL, through="Lidmaatschap", related_name="communities"
    )
    search_vector = vector(name="A", central_question="B", intro="C")

    objects = CommunityQuerySet.as_manager()

    class Meta:
        verbose_name = "community"
        verbose_name_plural = "communities"
        ordering: ClassVar = ["number"]
        indexes: ClassVar = [GinIndex(fields=["search_vector"], name="community_search")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Return the public page."""
        return reverse("communities:detail", args=[self.slug])


class Lidmaatschap(models.Model):
    """Somebody's place in a community; leaving removes the row, the audit log keeps the fact."""

    community = models.ForeignKey(
        Community, on_delete=models.CASCADE, related_name="lidmaatschappen"
    )
    deelnemer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="lidmaatschappen"
    )
    role = models.CharField("rol", max_length=12, choices=Role, default=Role.MEMBER)
    joined_at = models.DateTimeField("lid sinds", default=timezone.now)

    class Meta:
        verbose_name = "lidmaatschap"
        verbose_name_plural = "lidmaatschappen"
        ordering: ClassVar = ["community", "deelnemer__sort_name"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["community", "deelnemer"], name="member_once")
        ]

    def __str__(self) -> str:
        return f"{self.deelnemer} in {self.community}"


class Gesprek(models.Model):
    """The conversation about one subject: a casus, a dilemma, a community, an advies.

    Who may read it and write in it is asked of the subject (netwerk.kern.subjects).
    """

    content_type = models.ForeignKey(ContentType, on_delete=models.PROTECT, related_name="+")
    object_id = models.BigIntegerField()
    subject = GenericForeignKey()
    closed_at = models.DateTimeField("gesloten op", null=True, blank=True)

    class Meta:
        verbose_name = "gesprek"
        verbose_name_plural = "gesprekken"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["content_type", "object_id"], name="gesprek_once")
        ]

    def __str__(self) -> str:
        return f"Gesprek over {self.subject}"


class ReactieQuerySet(models.QuerySet["Reactie"]):
    """Questions about posts."""

    def visible_to(self, user: Any) -> "ReactieQuerySet":
        """Return the posts whose subject may be seen: posts are for members of the network.

        A post on something public is still written inside the network; it is not public.
        """
        if not user.is_authenticated or not user.in_network:
            return self.none()
        allowed = Q()
        for subject in subjects.all_subjects():
            if subject.discuss_permission:
                content_type = ContentType.objects.get_for_model(subject.model)
                ids = subject.visible_to(user).values("pk")
                allowed |= Q(gesprek__content_type=content_type, gesprek__object_id__in=ids)
        return self.filter(allowed) if allowed else self.none()


class Reactie(models.Model):
    """A post in a conversation; its address (#reactie-N) never changes.

    A removed post keeps its place ("deze reactie is verwijderd") so that answers stay readable.
    """

    gesprek = models.ForeignKey(Gesprek, on_delete=models.CASCADE, related_name="reacties")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="reacties"
    )
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="answers"
    )
    body = models.TextField("reactie", max_length=10_000)
    created_at = models.DateTimeField(auto_now_add=True)
    edited_at = models.DateTimeField(null=True, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)
    removed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    objects = ReactieQuerySet.as_manager()

    class Meta:
        verbose_name = "reactie"
        verbose_name_plural = "reacties"
        ordering: ClassVar = ["created_at", "pk"]
        indexes: ClassVar = [models.Index(fields=["gesprek", "created_at"], name="reactie_order")]

    def __str__(self) -> str:
        return f"Reactie {self.pk}"
