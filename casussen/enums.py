"""Choices: English value, Dutch label."""

from django.db.models import TextChoices


class Stage(TextChoices):
    """How far the work on a casus is; something else than who may read it."""

    EXPLORING = "exploring", "verkenning"
    WORKING = "working", "in uitwerking"
    DISCUSSED = "discussed", "besproken"
    FINISHED = "finished", "afgerond"
    FOLLOWED = "followed", "gevolgd"
    ARCHIVED = "archived", "gearchiveerd"


class CasusRole(TextChoices):
    """What somebody does for one casus, next to the casushouder."""

    CO_AUTHOR = "co_author", "co-auteur"
    EXPERT = "expert", "expert"


class SectionKind(TextChoices):
    """The sections of a casus, in reading order."""

    CONTEXT = "context", "Aanleiding en context"
    QUESTION = "question", "De opgave"
    PARTIES = "parties", "Wie doen er mee"
    APPROACH = "approach", "Aanpak"
    RESULTS = "results", "Resultaten"
    GENERATORS = "generators", "Wat het liet werken"
    CONTACT = "contact", "Meer weten"


class Dimension(TextChoices):
    """The three circles of brede welvaart (CBS Monitor Brede Welvaart)."""

    NOW = "nu", "Hier en nu"
    LATER = "later", "Later"
    ELSEWHERE = "elders", "Elders"


class Direction(TextChoices):
    """What a casus does in one circle."""

    BETTER = "plus", "het wordt beter"
    CARE = "let", "let op"
    UNKNOWN = "leeg", "nog niet bekend"


class RequestState(TextChoices):
    """Where a publicatieverzoek stands."""

    OPEN = "open", "wacht op antwoord"
    GRANTED = "granted", "toegestaan"
    REFUSED = "refused", "niet toegestaan"
    DROPPED = "dropped", "ingetrokken"


class InvitationState(TextChoices):
    """What became of the question to write or read along with a casus."""

    OPEN = "open", "wacht op antwoord"
    ACCEPTED = "accepted", "aangenomen"
    DECLINED = "declined", "afgeslagen"
    WITHDRAWN = "withdrawn", "teruggenomen"


class ConsentState(TextChoices):
    """What the organisation that a casus describes said."""

    OPEN = "open", "wacht op antwoord"
    GRANTED = "granted", "akkoord"
    REFUSED = "refused", "niet akkoord"
    WITHDRAWN = "withdrawn", "teruggenomen"


class VerhaalState(TextChoices):
    """Where a story without names stands."""

    DRAFT = "draft", "concept"
    REVIEW = "review", "een ander kijkt mee"
    PUBLISHED = "published", "openbaar"
    WITHDRAWN = "withdrawn", "ingetrokken"


class Outcome(TextChoices):
    """How something turned out."""

    WORKED = "worked", "het werkte"
    PARTLY = "partly", "het werkte voor een deel"
    FAILED = "failed", "het werkte niet"


class Effect(TextChoices):
    """What a casus does for one theme, one time or place, and one group."""

    BETTER = "better", "het wordt beter"
    WORSE = "worse", "het wordt slechter"
    MIXED = "mixed", "voor de een beter, voor de ander slechter"
    UNKNOWN = "unknown", "nog niet bekend"


class DilemmaState(TextChoices):
    """Whether a dilemma is still looked into."""

    OPEN = "open", "open"
    PARKED = "parked", "geparkeerd"
    CHOSEN = "chosen", "gekozen"


class Side(TextChoices):
    """To which side of a dilemma somebody leans."""

    FIRST = "first", "de ene kant"
    SECOND = "second", "de andere kant"
    BETWEEN = "between", "ertussenin"


class PositionMoment(TextChoices):
    """When somebody took a position in a dilemma."""

    BEFORE = "before", "vóór het gesprek"
    AFTER = "after", "na het gesprek"


class Round(TextChoices):
    """Which position people give in a dilemma at this moment."""

    BEFORE = "before", "vóór het gesprek"
    AFTER = "after", "na het gesprek"
    CLOSED = "closed", "afgerond"


class QuestionState(TextChoices):
    """Where a leervraag stands."""

    OPEN = "open", "open"
    WORKING = "working", "in onderzoek"
    ANSWERED = "answered", "beantwoord"
    PARKED = "parked", "geparkeerd"


class AntwoordState(TextChoices):
    """Where the answer of a resident stands; everybody reads what was placed."""

    WAITING = "waiting", "nog niet bekeken"
    PLACED = "placed", "geplaatst"
    REFUSED = "refused", "niet geplaatst"
