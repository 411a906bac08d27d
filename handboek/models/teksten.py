"""The text of an advies: what stands in the handboek, and what somebody works on beside it."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models

from handboek.enums import Kind
from netwerk.kern.begrippen.models import Begrip
from netwerk.kern.marks import mark_of

MOST_WORDS = 15
NOT_A_VERB = frozenset(
    [
        "de",
        "het",
        "een",
        "je",
        "jij",
        "jullie",
        "we",
        "wij",
        "ik",
        "u",
        "men",
        "er",
        "dit",
        "dat",
        "deze",
        "die",
        "geen",
        "niet",
        "nooit",
        "altijd",
    ]
)
TOO_LONG = f"Maak de regel korter: hoogstens {MOST_WORDS} woorden."
NO_QUESTION = "Dit is een vraag vooraf. Laat de regel eindigen met een vraagteken."
A_QUESTION = "Schrijf op wat iemand moet doen. Een vraag stel je met “Vraag vooraf”."
NO_ORDER = "Begin met een werkwoord, zoals “Vraag”, “Laat” of “Reken”."


def title_problem(title: str, kind: str) -> str:
    """Say what is wrong with a short rule, or nothing.

    A rule says in at most fifteen words what to do. No list of all Dutch verbs tells whether a
    word is an order, so we refuse the words that begin a sentence which is none.
    """
    words = title.split()
    asks = title.rstrip().endswith("?")
    if len(words) > MOST_WORDS:
        return TOO_LONG
    if kind == Kind.ASK:
        return "" if asks or not words else NO_QUESTION
    if asks:
        return A_QUESTION
    return NO_ORDER if words and words[0].lower().strip(",.:“”") in NOT_A_VERB else ""


def concepts(label: str) -> Any:
    """Return a field for several concepts of one vocabulary."""
    return models.ManyToManyField(Begrip, blank=True, related_name="+", verbose_name=label)


class AdviesTekst(models.Model):
    """The fields of the text; what this holds is read, compared and copied as one whole."""

    kind = models.CharField("soort", max_length=5, choices=Kind)
    title = models.CharField("korte regel", max_length=120)
    hoofdstuk = models.ForeignKey(
        "handboek.Hoofdstuk",
        on_delete=models.PROTECT,
        verbose_name="hoofdstuk",
    )
    summary = models.CharField("in één of twee zinnen", max_length=300)
    why = models.TextField("waarom", max_length=5000)
    how = models.TextField("zo doe je het", max_length=10_000, blank=True)
    works_when = models.TextField("werkt als", max_length=2000, blank=True)
    works_not_when = models.TextField("werkt niet als", max_length=2000, blank=True)
    audiences = concepts("voor wie")
    themes = concepts("thema's")
    areas = concepts("soort gebied")
    instruments = concepts("instrumenten")
    steps = concepts("stap van het Beleidskompas")
    phase = models.ForeignKey(
        Begrip,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="fase van beleid",
    )

    class Meta:
        abstract = True

    TEXT: ClassVar = (
        "kind",
        "title",
        "hoofdstuk",
        "summary",
        "why",
        "how",
        "works_when",
        "works_not_when",
        "phase",
    )
    MANY: ClassVar = ("audiences", "themes", "areas", "instruments", "steps", "publicaties")

    def clean(self) -> None:
        """Refuse a title that is no short rule (or no question, for a question)."""
        super().clean()
        if problem := title_problem(self.title or "", self.kind or ""):
            raise ValidationError({"title": problem})

    def many(self) -> dict[str, list[Any]]:
        """Return what it points at by its fields of several, each in one order."""
        return {name: list(getattr(self, name).order_by("pk")) for name in self.MANY}

    def mark(self) -> str:
        """Return a mark of the whole text: another mark means that somebody saved meanwhile."""
        keys = {name: [row.pk for row in rows] for name, rows in self.many().items()}
        return mark_of([str(getattr(self, self._attname(name))) for name in self.TEXT], keys)

    @classmethod
    def _attname(cls, name: str) -> str:
        return str(cls._meta.get_field(name).attname)  # type: ignore[union-attr]

    @property
    def headings(self) -> dict[str, str]:
        """Return what stands above its parts: each kind asks something else of its reader."""
        return HEADINGS[Kind(self.kind)]


_LIMITS = {
    "why": "Waarom",
    "limits": "Wanneer werkt het?",
    "when": "Werkt als",
    "not_when": "Werkt niet als",
}
HEADINGS: dict[Kind, dict[str, str]] = {
    Kind.DO: _LIMITS | {"how": "Zo doe je het"},
    Kind.DONT: _LIMITS | {"how": "Doe liever dit"},
    Kind.WEIGH: {
        "why": "Waarom is dit lastig?",
        "how": "Zo weeg je het af",
        "limits": "Wanneer kies je wat?",
        "when": "Kies het eerste als",
        "not_when": "Kies het tweede als",
    },
    Kind.ASK: {
        "why": "Waarom stel je deze vraag?",
        "how": "Zo ziet een goed antwoord eruit",
        "limits": "Wanneer stel je deze vraag?",
        "when": "Stel de vraag als",
        "not_when": "Sla de vraag over als",
    },
}
