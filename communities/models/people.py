"""People, their organisations, and the communities that they are in."""

import unicodedata
from typing import Any, ClassVar

import rules
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Count, Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac
from taggit.managers import TaggableManager

from communities import foto
from communities.enums import Audience, Role
from communities.models.organisaties import Organisatie
from netwerk.kern.begrippen.models import Begrip
from netwerk.kern.zoeken.zoeken import vector

UNTIED = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ß": "ss", "ı": "i"}
    | dict.fromkeys("'’‘`´", "")
)
"""Letters that Unicode does not take apart, and the signs that no Dutch list sorts by."""


def sort_key(*parts: str) -> str:
    """Return a key by which people sort as Dutch people expect: no accents, no capitals."""
    flat = unicodedata.normalize("NFKD", " ".join(part for part in parts if part).lower())
    plain = "".join(c for c in flat if not unicodedata.combining(c))
    return " ".join(plain.translate(UNTIED).split())[:200]


class DeelnemerQuerySet(models.QuerySet["Deelnemer"]):
    """Questions about people."""

    def active(self) -> "DeelnemerQuerySet":
        """Return the people who can log in."""
        return self.filter(is_active=True)

    def members_of(self, *communities: "Community | int") -> "DeelnemerQuerySet":
        """Return the active people in one or more of these communities (or ids), each once."""
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
        listed = Exists(Lidmaatschap.objects.filter(deelnemer=OuterRef("pk")))
        return self.filter(Q(pk=user.pk) | (Q(is_active=True) & listed))

    def with_organisatie(self) -> "DeelnemerQuerySet":
        """Fetch what a line with a name, an organisation and a side shows."""
        return self.select_related(
            "organisatie__kind__broader__broader", "organisatie__province", "province"
        )

    def listed(self) -> "DeelnemerQuerySet":
        """Return who stands in the directory: active, and member of a community."""
        return self.active().filter(Exists(Lidmaatschap.objects.filter(deelnemer=OuterRef("pk"))))


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


def shown(label: str, default: Audience) -> "models.CharField[str, str]":
    """Return the field that says who sees one part of a profile."""
    return models.CharField(label, max_length=12, choices=Audience, default=default)


class Deelnemer(AbstractBaseUser, PermissionsMixin):
    """A person with an account.

    Without a membership it is a *buitenstaander*, who sees only what is public. A redacteur
    edits the handboek, a beheerder manages people; neither follows from a membership.

    ``last_seen_on`` is a day in Europe/Amsterdam. ``steps_done`` is {step: ISO date} of the
    first steps in the network. After ``erased_at`` nothing of the person is left but the row.
    ``search_vector`` holds only what every member of the network sees; ``profielen`` says who
    sees the rest.
    """

    email = models.EmailField("e-mailadres", unique=True)
    first_name = models.CharField("voornaam", max_length=60)
    infix = models.CharField("tussenvoegsel", max_length=20, blank=True)
    last_name = models.CharField("achternaam", max_length=80)
    sort_name = models.CharField(max_length=200, editable=False, db_collation="C")
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
    phone = models.CharField("telefoonnummer", max_length=30, blank=True)
    photo = models.FileField("foto", storage=foto.storage, max_length=120, blank=True)
    ask_about = models.CharField("vraag mij over", max_length=300, blank=True)
    themes: Any = models.ManyToManyField(
        Begrip, blank=True, related_name="+", verbose_name="thema's van brede welvaart"
    )
    expertise = TaggableManager(verbose_name="waar je veel van weet", blank=True)
    email_shown = shown("wie je e-mailadres ziet", Audience.COMMUNITIES)
    phone_shown = shown("wie je telefoonnummer ziet", Audience.COMMUNITIES)
    photo_shown = shown("wie je foto ziet", Audience.NETWORK)
    about_shown = shown("wie leest wat je over jezelf vertelt", Audience.NETWORK)
    is_redacteur = models.BooleanField("redacteur", default=False)
    is_beheerder = models.BooleanField("beheerder", default=False)
    is_staff = models.BooleanField("mag in de technische beheeromgeving", default=False)
    is_active = models.BooleanField("kan inloggen", default=True)
    date_joined = models.DateTimeField("account sinds", default=timezone.now)
    last_seen_on = models.DateField("laatst gezien op", null=True, blank=True, db_index=True)
    steps_done = models.JSONField("stappen van het begin", default=dict, blank=True)
    erased_at = models.DateTimeField("gegevens gewist op", null=True, editable=False)
    session_generation = models.PositiveIntegerField(default=0, editable=False)
    search_vector = vector(first_name="A", infix="A", last_name="A", job_title="B", ask_about="B")

    visible_parts: frozenset[str] = frozenset()  # for the reader of a page: profielen.mark
    photo_url: str = ""

    objects = DeelnemerManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar = ["first_name", "last_name"]

    class Meta:
        verbose_name = "deelnemer"
        verbose_name_plural = "deelnemers"
        ordering: ClassVar = ["sort_name", "pk"]
        indexes: ClassVar = [
            models.Index(fields=["sort_name", "id"], name="deelnemer_order"),
            GinIndex(fields=["sort_name"], opclasses=["gin_trgm_ops"], name="deelnemer_name"),
            GinIndex(fields=["email"], opclasses=["gin_trgm_ops"], name="deelnemer_email"),
            GinIndex(fields=["search_vector"], name="deelnemer_search"),
        ]
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

    def get_absolute_url(self) -> str:
        """Return the page about this person, for members of the network."""
        return reverse("communities:deelnemer", args=[self.pk])

    def has_perm(self, perm: str, obj: Any = None) -> bool:
        """Ask the policy of the portal first: being a superuser opens no conversation.

        What the policy does not know (Django's admin) keeps Django's answer.
        """
        if rules.perm_exists(perm):
            return bool(rules.has_perm(perm, self, obj))
        return super().has_perm(perm, obj)

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """Tie a session to the password and to ``session_generation``; raising it ends all."""
        return salted_hmac(
            "communities.Deelnemer.session",
            f"{self.password}:{self.session_generation}",
            secret=secret,
            algorithm="sha256",
        ).hexdigest()

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
    def side(self) -> str:
        """Return the side of the network that the person's organisation is on, or ""."""
        return self.organisatie.side if self.organisatie else ""

    @property
    def area(self) -> Begrip | None:
        """Return where the person works; who did not say so works where the organisation is."""
        return self.province or (self.organisatie.province if self.organisatie else None)

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

    @property
    def organised_ids(self) -> list[int]:
        """Return the ids of the communities that the person organises."""
        return [pk for pk, role in self.roles.items() if role == Role.ORGANISER]


class CommunityQuerySet(models.QuerySet["Community"]):
    """Questions about communities."""

    def visible_to(self, user: Any) -> "CommunityQuerySet":
        """Every community has a public page."""
        return self

    def running(self) -> "CommunityQuerySet":
        """Return the communities that did not end: whom somebody can still join."""
        return self.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=timezone.localdate()))

    def entered_by(self, user: Any) -> "CommunityQuerySet":
        """Return the communities whose inside this person may see: the own ones."""
        return self.filter(pk__in=user.roles) if user.is_authenticated else self.none()

    def organised_only_by(self, person: Deelnemer) -> "CommunityQuerySet":
        """Return the communities that have no active organiser but this person."""
        organisers = Lidmaatschap.objects.filter(community=OuterRef("pk"), role=Role.ORGANISER)
        others = organisers.filter(deelnemer__is_active=True).exclude(deelnemer=person)
        return self.filter(Exists(organisers.filter(deelnemer=person)), ~Exists(others))

    def with_people(self) -> "CommunityQuerySet":
        """Count the active members and their organisations."""
        active = Q(lidmaatschappen__deelnemer__is_active=True)
        return self.annotate(
            member_count=Count("lidmaatschappen", filter=active, distinct=True),
            organisatie_count=Count(
                "lidmaatschappen__deelnemer__organisatie", filter=active, distinct=True
            ),
        )


class Community(models.Model):
    """A Community of Practice: a group that learns together about one question."""

    number = models.PositiveSmallIntegerField("nummer", unique=True)
    name = models.CharField("naam", max_length=120)
    slug = models.SlugField(max_length=80, unique=True)
    former_slugs = ArrayField(models.SlugField(max_length=80), default=list, editable=False)
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

    @property
    def has_ended(self) -> bool:
        """Say whether it is closed; everything in it stays."""
        return self.ends_on is not None and self.ends_on <= timezone.localdate()

    def members_per_layer(self) -> list[tuple[str, int]]:
        """Return every layer of government and society with its number of active members.

        A layer without members is in it too: the page shows who is still missing.
        """
        members = Lidmaatschap.objects.filter(community=self, deelnemer__is_active=True)
        layer = "deelnemer__organisatie__kind__broader"
        counts = dict(members.order_by().values_list(layer).annotate(number=Count("pk")))
        rows = [(b.label, counts.get(b.pk, 0)) for b in Begrip.objects.in_schema("bestuurslaag")]
        without = counts.get(None, 0)
        return [*rows, ("Nog geen organisatie", without)] if without else rows


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
