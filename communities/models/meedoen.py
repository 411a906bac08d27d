"""How people come in: an invitation, a request to join, a list that is read in."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from communities.enums import ImportState, InvitationState, RequestState, Role, RowOutcome
from communities.models.people import Community
from netwerk.kern.begrippen.models import Begrip


class InComing(models.Model):
    """Who somebody is that has no account yet."""

    email = models.EmailField("e-mailadres")
    first_name = models.CharField("voornaam", max_length=60, blank=True)
    infix = models.CharField("tussenvoegsel", max_length=20, blank=True)
    last_name = models.CharField("achternaam", max_length=80, blank=True)

    class Meta:
        abstract = True

    def get_full_name(self) -> str:
        """Return the name as people write it; the address of who gave none."""
        return " ".join(p for p in (self.first_name, self.infix, self.last_name) if p) or self.email


class UitnodigingQuerySet(models.QuerySet["Uitnodiging"]):
    """Questions about invitations."""

    def visible_to(self, user: Any) -> "UitnodigingQuerySet":
        """Return those of the communities that this person organises; a beheerder sees all."""
        if not user.is_authenticated:
            return self.none()
        if user.is_beheerder:
            return self
        organised = user.organised_ids
        return self.filter(community__in=organised)

    def open(self) -> "UitnodigingQuerySet":
        """Return those that nobody answered or took back; they may have expired."""
        return self.filter(state=InvitationState.OPEN)

    def valid(self) -> "UitnodigingQuerySet":
        """Return those that can still be accepted."""
        return self.open().filter(expires_at__gt=timezone.now())


class Uitnodiging(InComing):
    """Somebody is asked to join a community, by mail, with or without an account.

    The link in the mail carries only the number of the row, so that an older mail leads to the
    same invitation as one sent again. ``expires_at`` and all moments are in UTC.
    """

    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="uitnodigingen")
    role = models.CharField("rol", max_length=12, choices=Role, default=Role.MEMBER)
    note = models.TextField("persoonlijk woord", max_length=1000, blank=True)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    state = models.CharField(
        "stand", max_length=10, choices=InvitationState, default=InvitationState.OPEN
    )
    times_sent = models.PositiveSmallIntegerField("keer verstuurd", default=1)
    created_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField("laatst verstuurd", default=timezone.now)
    expires_at = models.DateTimeField("verloopt op")
    came_back = models.BooleanField("mail kwam terug", default=False)
    answered_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    objects = UitnodigingQuerySet.as_manager()

    class Meta:
        verbose_name = "uitnodiging"
        verbose_name_plural = "uitnodigingen"
        ordering: ClassVar = ["-created_at", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["community", "email"],
                name="uitnodiging_open_once",
                condition=Q(state="open"),
            ),
            models.CheckConstraint(
                condition=Q(email=models.functions.Lower("email")),
                name="uitnodiging_email_in_small_letters",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["community", "state", "-created_at"], name="uitnodiging_list"),
            models.Index(fields=["email"], name="uitnodiging_email"),
            models.Index(fields=["state", "expires_at"], name="uitnodiging_expiry"),
        ]

    def __str__(self) -> str:
        return f"Uitnodiging voor {self.community}"

    @property
    def is_expired(self) -> bool:
        """Say whether nobody answered in time."""
        return self.state == InvitationState.OPEN and self.expires_at <= timezone.now()


class LidmaatschapsverzoekQuerySet(models.QuerySet["Lidmaatschapsverzoek"]):
    """Questions about requests to join."""

    def visible_to(self, user: Any) -> "LidmaatschapsverzoekQuerySet":
        """Return one's own, and confirmed ones to communities that one organises.

        A beheerder sees all that are confirmed.
        """
        if not user.is_authenticated:
            return self.none()
        confirmed = ~Q(state=RequestState.UNCONFIRMED)
        if user.is_beheerder:
            return self.filter(Q(deelnemer=user) | confirmed)
        organised = user.organised_ids
        return self.filter(Q(deelnemer=user) | (confirmed & Q(community__in=organised)))

    def waiting(self) -> "LidmaatschapsverzoekQuerySet":
        """Return those that an organiser has to answer."""
        return self.filter(state=RequestState.WAITING)


class Lidmaatschapsverzoek(InComing):
    """Somebody asks to join a community and says why.

    Who has no account gets one when they confirm their address; ``deelnemer`` is None until
    then. ``organisation_name`` is what they typed; an organiser need not know the list.
    """

    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="verzoeken")
    deelnemer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, related_name="verzoeken"
    )
    organisation_name = models.CharField("organisatie", max_length=200, blank=True)
    job_title = models.CharField("functie", max_length=120, blank=True)
    motivation = models.TextField("waarom je mee wilt doen", max_length=2000)
    state = models.CharField(
        "stand", max_length=12, choices=RequestState, default=RequestState.UNCONFIRMED
    )
    created_at = models.DateTimeField(auto_now_add=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    reason = models.TextField("reden", max_length=1000, blank=True)

    objects = LidmaatschapsverzoekQuerySet.as_manager()

    class Meta:
        verbose_name = "verzoek om mee te doen"
        verbose_name_plural = "verzoeken om mee te doen"
        ordering: ClassVar = ["created_at", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["community", "deelnemer"],
                name="verzoek_waiting_once",
                condition=Q(state="waiting"),
            )
        ]
        indexes: ClassVar = [
            models.Index(fields=["community", "state", "created_at"], name="verzoek_queue"),
            models.Index(fields=["state", "created_at"], name="verzoek_age"),
        ]

    def __str__(self) -> str:
        return f"Verzoek van {self.get_full_name()} voor {self.community}"


class Ledenimport(models.Model):
    """A list of people (CSV, Excel, ODS) that a beheerder reads in: looked at first, then done.

    The file itself is not kept; its rows are, until a week after. ``community`` and ``role`` are
    for rows that name none, ``new_kind`` is what an unknown organisation is (None: a mistake),
    ``welcomes`` says whether new people get a mail. ``done`` counts the rows of the phase that
    ``state`` tells: looked at, or read in.
    """

    file_name = models.CharField("bestand", max_length=200)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    community = models.ForeignKey(
        Community, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    role = models.CharField("rol", max_length=12, choices=Role, default=Role.MEMBER)
    new_kind = models.ForeignKey(
        Begrip, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    welcomes = models.BooleanField("welkomstmail", default=True)
    state = models.CharField(
        "stand", max_length=10, choices=ImportState, default=ImportState.CHECKING
    )
    total = models.PositiveIntegerField("rijen", default=0)
    done = models.PositiveIntegerField("gedaan", default=0)
    error = models.CharField("fout", max_length=300, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    moved_at = models.DateTimeField("laatste stap", auto_now=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "ledenimport"
        verbose_name_plural = "ledenimporten"
        ordering: ClassVar = ["-pk"]

    def __str__(self) -> str:
        return self.file_name


class ImportRegel(models.Model):
    """One row of a list: its cells by column, and what it will do or did.

    ``errors`` is {column: Dutch sentence}. ``number`` is the row in the file, as a spreadsheet
    counts. ``outcome`` is "" until the row was looked at.
    """

    ledenimport = models.ForeignKey(Ledenimport, on_delete=models.CASCADE, related_name="regels")
    number = models.PositiveIntegerField("rij")
    cells = models.JSONField("cellen", default=dict)
    outcome = models.CharField("uitkomst", max_length=8, choices=RowOutcome)
    errors = models.JSONField("fouten", default=dict, blank=True)
    deelnemer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    done = models.BooleanField(default=False)

    class Meta:
        verbose_name = "rij van een ledenimport"
        verbose_name_plural = "rijen van een ledenimport"
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["ledenimport", "number"], name="import_row_once")
        ]
        indexes: ClassVar = [
            models.Index(fields=["ledenimport", "outcome", "number"], name="import_row_outcome")
        ]

    def __str__(self) -> str:
        return f"Rij {self.number}"
