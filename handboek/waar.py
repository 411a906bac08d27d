"""Waar sta je? Which adviezen fit what a reader answers, and how many each next answer leaves.

An advies without a value for a question is for everybody: without an audience it fits every role.
It fits, but what names the answer of the reader fits better. So a short list never ends in nothing
by a field that somebody left open.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import (
    Case,
    Count,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Value,
    When,
)

from handboek.models import Advies
from netwerk.kern.begrippen.models import Begrip


@dataclass(frozen=True)
class Question:
    """One thing we ask: its name in the address, its vocabulary, and the field that answers it."""

    name: str
    text: str
    schema: str
    field: str
    everybody: str  # what is said of an advies that leaves the field open

    @property
    def is_single(self) -> bool:
        """Say whether an advies has one value for it at most."""
        return not Advies._meta.get_field(self.field).many_to_many

    @property
    def links(self) -> QuerySet[Any]:
        """Return the rows (advies, begrip) of a field with more values."""
        return getattr(Advies, self.field).through.objects.all()  # type: ignore[no-any-return]

    def names(self, begrip: Begrip) -> Q:
        """Return the adviezen that name this answer."""
        if self.is_single:
            return Q(**{self.field: begrip})
        return Q(Exists(self.links.filter(advies=OuterRef("pk"), begrip=begrip)))

    def is_open(self) -> Q:
        """Return the adviezen that leave the field open."""
        if self.is_single:
            return Q(**{f"{self.field}__isnull": True})
        return ~Q(Exists(self.links.filter(advies=OuterRef("pk"))))

    def numbers(self, rows: QuerySet[Advies]) -> dict[int, int]:
        """Return how many of these rows name each answer."""
        within = rows.order_by()
        if self.is_single:
            pairs: Any = within.values_list(self.field).annotate(number=Count("*"))
        else:
            links = self.links.filter(advies__in=within.values("pk"))
            pairs = links.values_list("begrip").annotate(Count("pk"))
        return {key: number for key, number in pairs if key}


QUESTIONS = (
    Question("fase", "In welke fase zit je?", "beleidsfase", "phase", "Geldt in elke fase"),
    Question(
        "stap",
        "Bij welke stap van het Beleidskompas ben je?",
        "beleidskompas",
        "steps",
        "Geldt bij elke stap",
    ),
    Question("doelgroep", "Wat is jouw rol?", "doelgroep", "audiences", "Voor iedereen"),
    Question("thema", "Waar gaat het over?", "cbs-thema", "themes", "Geldt voor elk thema"),
    Question(
        "gebied", "In wat voor gebied werk je?", "gebiedstype", "areas", "Geldt in elk soort gebied"
    ),
)
Answers = Mapping[str, Begrip]


def read(given: Mapping[str, str]) -> dict[str, Begrip]:
    """Return the answers that stand in an address; what is none is left out."""
    asked = Q()
    for question in QUESTIONS:
        if value := given.get(question.name, "").replace("\x00", "")[:60]:
            asked |= Q(schema__key=question.schema, notation=value)
    if not asked:
        return {}
    found = {row.schema.key: row for row in Begrip.objects.select_related("schema").filter(asked)}
    return {
        question.name: found[question.schema]
        for question in QUESTIONS
        if question.schema in found and question.name in given
    }


def fitting(answers: Answers, kind: str = "") -> QuerySet[Advies]:
    """Return the published adviezen that fit every answer: what fits best and is strongest first.

    Each answer that an advies names counts one, each step of evidence too; a dispute takes one.
    """
    rows = Advies.objects.published().filter(**({"kind": kind} if kind else {}))
    score: Any = F("level") - Case(When(is_disputed=True, then=1), default=0)
    for question in QUESTIONS:
        if begrip := answers.get(question.name):
            named = question.names(begrip)
            rows = rows.filter(named | question.is_open())
            score = score + Case(When(named, then=Value(1)), default=Value(0))
    return rows.annotate(score=score_of(score)).order_by("-score", "-level", "number")


def score_of(score: Any) -> Any:
    """Return the sum as one whole number."""
    return Case(default=score, output_field=IntegerField())


@dataclass(frozen=True)
class Answer:
    """One answer with how many adviezen it leaves."""

    begrip: Begrip
    number: int
    is_chosen: bool


@dataclass(frozen=True)
class Asked:
    """A question with its answers, and the one that was given."""

    question: Question
    answers: list[Answer]
    given: Begrip | None


def asked(question: Question, answers: Answers, kind: str = "") -> Asked:
    """Return a question with what each answer would leave beside the other answers."""
    others = {name: begrip for name, begrip in answers.items() if name != question.name}
    rows = fitting(others, kind)
    numbers = question.numbers(rows)
    everybody = rows.filter(question.is_open()).count()
    given = answers.get(question.name)
    current = Begrip.objects.in_schema(question.schema).current()
    return Asked(
        question,
        [
            Answer(begrip, numbers.get(begrip.pk, 0) + everybody, begrip == given)
            for begrip in current
        ],
        given,
    )


def first_question() -> Asked:
    """Return the question that the front of the handboek begins with."""
    return asked(QUESTIONS[0], {})


def reasons(advies: Advies, answers: Answers) -> list[str]:
    """Say why an advies fits, answer by answer (fields with more values are fetched along)."""
    said = []
    for question in QUESTIONS:
        if begrip := answers.get(question.name):
            value = getattr(advies, question.field)
            own = [value] if question.is_single else list(value.all())
            said.append(str(begrip) if begrip in own else question.everybody)
    return said
