"""Choices: English value, Dutch label."""

from django.db.models import TextChoices


class Status(TextChoices):
    """Whether a bijeenkomst goes on."""

    PLANNED = "planned", "gepland"
    CANCELLED = "cancelled", "afgelast"


class Answer(TextChoices):
    """What somebody answers to an invitation."""

    YES = "yes", "ik kom"
    MAYBE = "maybe", "misschien"
    NO = "no", "ik kom niet"
    WAITING = "waiting", "op de wachtlijst"


class Form(TextChoices):
    """How somebody takes part in a meeting that is in a room and online."""

    ROOM = "room", "in de zaal"
    ONLINE = "online", "online"


class Rhythm(TextChoices):
    """How often a series comes back."""

    WEEK = "week", "elke week"
    TWO_WEEKS = "two_weeks", "elke twee weken"
    FOUR_WEEKS = "four_weeks", "elke vier weken"
    MONTH = "month", "elke maand, op dezelfde weekdag"


class Scope(TextChoices):
    """For which meetings of a series a change is."""

    THIS = "this", "Alleen deze"
    FOLLOWING = "following", "Deze en alle volgende"
    COMING = "coming", "Alle die nog komen"


class PollState(TextChoices):
    """Whether people can still say which moments suit them."""

    OPEN = "open", "open"
    CHOSEN = "chosen", "gekozen"
    WITHDRAWN = "withdrawn", "gestopt"


class Suits(TextChoices):
    """Whether a moment suits somebody."""

    YES = "yes", "dat kan"
    IF_NEEDED = "maybe", "als het moet"
    NO = "no", "dat kan niet"


class ProposalState(TextChoices):
    """What became of something that a member proposed."""

    PENDING = "pending", "wacht op een organisator"
    ACCEPTED = "accepted", "overgenomen"
    DECLINED = "declined", "niet overgenomen"
    WITHDRAWN = "withdrawn", "ingetrokken"


class Capture(TextChoices):
    """What the room writes down."""

    CASE = "case", "vraagstuk"
    QUESTION = "question", "vraag"
    ANALYSIS = "analysis", "wat denk je dat er speelt"
    ADVICE = "advice", "advies"
    PRO = "pro", "argument voor de ene kant"
    CONTRA = "contra", "argument voor de andere kant"
    FINDING = "finding", "bevinding"
    TAKEAWAY = "takeaway", "dit neem ik mee"


class Steering(TextChoices):
    """What an organiser does with the room."""

    BEGIN = "begin", "begin"
    NEXT = "volgende", "volgende stap"
    BACK = "terug", "terug"
    MORE = "meer", "twee minuten erbij"
    CHOOSE = "kies", "ga naar dit onderdeel"
    STOP = "stop", "stop"


class ActionState(TextChoices):
    """Whether an action point is still to be done."""

    OPEN = "open", "open"
    DONE = "done", "klaar"
    DROPPED = "dropped", "vervallen"


class VerslagState(TextChoices):
    """Whether minutes may still change."""

    DRAFT = "draft", "concept"
    CHECK = "check", "ter controle"
    FINAL = "final", "vastgesteld"


class ItemKind(TextChoices):
    """What an agenda item is for."""

    WORK = "work", "inhoud"
    BREAK = "break", "pauze, inloop of lunch"


class Moment(TextChoices):
    """How long before the start people get a reminder."""

    WEEK = "7d", "Een week ervoor"
    DAY = "1d", "Een dag ervoor"
    HOUR = "1h", "Een uur ervoor"


class Audience(TextChoices):
    """To whom an organiser writes about a meeting."""

    COMING = "coming", "Wie ja zei"
    MAYBE = "maybe", "Wie ja of misschien zei"
    SILENT = "silent", "Leden die nog niet antwoordden"
