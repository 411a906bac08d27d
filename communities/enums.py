"""Choices: English value, Dutch label."""

from django.db.models import TextChoices


class Role(TextChoices):
    """What somebody does in one community."""

    MEMBER = "member", "deelnemer"
    ORGANISER = "organiser", "organisator"


class Visibility(TextChoices):
    """Who may read something, from narrow to wide."""

    GROUP = "group", "alleen de casusgroep"
    COMMUNITY = "community", "de community"
    NETWORK = "network", "het hele netwerk"
    PUBLIC = "public", "iedereen (openbaar)"


class Audience(TextChoices):
    """To whom somebody shows one part of their profile; a beheerder sees what it takes to help."""

    NOBODY = "nobody", "niemand"
    COMMUNITIES = "communities", "mensen uit mijn communities"
    NETWORK = "network", "het hele netwerk"


class InvitationState(TextChoices):
    """What became of an invitation; one that is open may have expired."""

    OPEN = "open", "open"
    ACCEPTED = "accepted", "aangenomen"
    DECLINED = "declined", "afgeslagen"
    REVOKED = "revoked", "ingetrokken"


class RequestState(TextChoices):
    """Where a request to join stands; an organiser sees it once its address is confirmed."""

    UNCONFIRMED = "unconfirmed", "adres nog niet bevestigd"
    WAITING = "waiting", "wacht op antwoord"
    APPROVED = "approved", "toegelaten"
    DECLINED = "declined", "afgewezen"
    WITHDRAWN = "withdrawn", "ingetrokken"


class ImportState(TextChoices):
    """Where an import of members stands."""

    CHECKING = "checking", "wordt nagekeken"
    CHECKED = "checked", "nagekeken"
    RUNNING = "running", "wordt ingelezen"
    DONE = "done", "klaar"
    FAILED = "failed", "mislukt"
    CANCELLED = "cancelled", "niet doorgegaan"


class RowOutcome(TextChoices):
    """What one row of an import will do, or did."""

    NEW = "new", "nieuw"
    CHANGED = "changed", "krijgt een plek erbij"
    KNOWN = "known", "staat er al"
    WRONG = "wrong", "klopt niet"


class ReviewScope(TextChoices):
    """Whose rights are looked at; BIO2 5.18: privileged each quarter, all of them each year."""

    PRIVILEGED = "privileged", "organisatoren, redacteuren en beheerders"
    ALL = "all", "iedereen"


class Verdict(TextChoices):
    """What a reviewer says about somebody's rights."""

    OPEN = "", "nog niet bekeken"
    KEEP = "keep", "klopt"
    REMOVE = "remove", "weghalen"


class BulkAction(TextChoices):
    """What a beheerder can do with many people at once; each can be undone for a day."""

    ADD = "add", "Zet in een community"
    ROLE = "role", "Verander de rol in een community"
    REMOVE = "remove", "Haal uit een community"
    CLOSE = "close", "Zet het account uit"
    OPEN = "open", "Zet het account weer aan"
    EDITOR = "editor", "Maak redacteur"
    NO_EDITOR = "no_editor", "Neem de rol van redacteur terug"


class MeldingReason(TextChoices):
    """Why somebody says that a text does not belong here."""

    RUDE = "rude", "het is kwetsend of onbeleefd"
    PRIVATE = "private", "er staan gegevens van iemand in die hier niet horen"
    CONFIDENTIAL = "confidential", "het is vertrouwelijk"
    ILLEGAL = "illegal", "het mag niet van de wet"
    SPAM = "spam", "het is reclame"
    OTHER = "other", "iets anders"


class MeldingState(TextChoices):
    """What came of a report."""

    OPEN = "open", "wacht op een besluit"
    REMOVED = "removed", "weggehaald"
    KEPT = "kept", "blijft staan"


class Naleving(TextChoices):
    """How far the portal complies, in the letters of the Dutch register; E: nothing is stated."""

    FULL = "A", "voldoet volledig"
    PARTLY = "B", "voldoet gedeeltelijk"
    FIRST_STEPS = "C", "eerste maatregelen genomen"
    NOT = "D", "voldoet niet"
    NONE = "E", "geen verklaring"
