"""Choices: English value, Dutch label."""

from django.db.models import TextChoices


class Stage(TextChoices):
    """How far the work on a casus is; something else than who may read it."""

    EXPLORING = "exploring", "verkenning"
    WORKING = "working", "in uitwerking"
    DISCUSSED = "discussed", "besproken"
    FINISHED = "finished", "afgerond"
    FOLLOWED = "followed", "gevolgd"


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


class DilemmaState(TextChoices):
    """Whether a dilemma is still looked into."""

    OPEN = "open", "open"
    CLOSED = "closed", "gesloten"
