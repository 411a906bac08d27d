"""Choices: English value, Dutch label."""

from django.db.models import IntegerChoices, TextChoices


class Kind(TextChoices):
    """What an advies asks: do it, don't, weigh two sides that both have a point, or ask first."""

    DO = "do", "Doe"
    DONT = "dont", "Doe niet"
    WEIGH = "weigh", "Weeg af"
    ASK = "ask", "Vraag vooraf"


class ChangeKind(TextChoices):
    """What a line of the change log is about."""

    FIRST = "first", "nieuw"
    VERSION = "version", "andere tekst"
    WITHDRAWN = "withdrawn", "ingetrokken"
    EVIDENCE = "evidence", "bewijskracht"


class Tie(TextChoices):
    """What two adviezen have to do with each other."""

    RELATED = "related", "hoort hierbij"
    TENSION = "tension", "botst soms met"


class State(TextChoices):
    """Where an advies stands in its publication; something else than its evidence."""

    DRAFT = "draft", "concept"
    REVIEW = "review", "ter toetsing"
    PUBLISHED = "published", "gepubliceerd"
    WITHDRAWN = "withdrawn", "ingetrokken"


class Relation(TextChoices):
    """What a les does for an advies."""

    SUPPORTS = "supports", "onderbouwt"
    CONTRADICTS = "contradicts", "spreekt tegen"


class Stance(TextChoices):
    """What another casus says of a les."""

    RECOGNISED = "recognised", "dit speelt ook bij ons"
    CONTRADICTED = "contradicted", "bij ons ging het anders"


class AgreementState(TextChoices):
    """What the casushouder says of a les that would become public."""

    ASKED = "asked", "gevraagd"
    YES = "yes", "ja"
    NO = "no", "nee"


class Level(IntegerChoices):
    """How strong the evidence is; computed in evidence.py, never typed in."""

    UNKNOWN = 0, "onbekend"
    SUSPECTED = 1, "vermoeden"
    RECOGNISED = 2, "herkend"
    SUBSTANTIATED = 3, "onderbouwd"


class SignalKind(TextChoices):
    """Why a redacteur must look at an advies again."""

    SOURCE_WITHDRAWN = "source_withdrawn", "een bron is ingetrokken"
    REFUTED = "refuted", "de praktijk spreekt dit tegen"
    FAILED_LATER = "failed_later", "een casus werkte achteraf niet"
    CONTRADICTED = "contradicted", "een andere casus spreekt dit tegen"
    REVIEW_DUE = "review_due", "nakijken is nodig"
    CONSENT_REFUSED = "consent_refused", "een casushouder stemt niet in met een les"


class ReportState(TextChoices):
    """Where a report "toegepast bij ons" stands; only a placed one counts."""

    WAITING = "waiting", "wacht"
    PLACED = "placed", "geplaatst"
    REFUSED = "refused", "niet geplaatst"
    WITHDRAWN = "withdrawn", "teruggenomen"


class UitgaveState(TextChoices):
    """How far an edition of the whole book is."""

    MAKING = "making", "wordt gemaakt"
    FAILED = "failed", "maken mislukt"
    READY = "ready", "wacht op een tweede redacteur"
    FINAL = "final", "verschenen"


class RemovalState(TextChoices):
    """Where the question stands to take something out of an edition."""

    ASKED = "asked", "gevraagd"
    DONE = "done", "weggehaald"
    REFUSED = "refused", "niet weggehaald"
