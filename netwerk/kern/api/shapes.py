"""How data looks in the API: Dutch words in camelCase, and what a question may hold."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Annotated, Any

from django.conf import settings
from ninja import Schema
from pydantic import AfterValidator, AwareDatetime, ConfigDict, Field

from netwerk.kern.begrippen.models import Begrip
from netwerk.kern.tekst import opmaak

LONGEST_WORDS = 200


def camel(name: str) -> str:
    """Return a name as the API writes it: ``gewijzigd_op`` becomes ``gewijzigdOp``."""
    first, *rest = name.split("_")
    return first + "".join(part.capitalize() for part in rest)


class Shape(Schema):
    """The base of everything that the API says and asks."""

    model_config = ConfigDict(alias_generator=camel, populate_by_name=True)


class BegripShape(Shape):
    """A word from a vocabulary: its code never changes, its name may."""

    code: str
    naam: str


class Verwijzing(Shape):
    """Something with a page of its own: how the API calls it, its name, and that page."""

    slug: str
    naam: str
    adres: str


def term(begrip: Begrip) -> BegripShape:
    """Return a concept."""
    return BegripShape(code=begrip.notation, naam=begrip.label)


def term_or_none(begrip: Begrip | None) -> BegripShape | None:
    """Return a concept, when there is one."""
    return None if begrip is None else term(begrip)


def choice(value: str, choices: Any) -> BegripShape:
    """Return one of a fixed list of choices."""
    return BegripShape(code=value, naam=choices(value).label)


def page_of(row: Any) -> str:
    """Return the whole address of the page about a row."""
    return f"{settings.SITE_URL}{row.get_absolute_url()}"


def reference(row: Any) -> Verwijzing:
    """Return a pointer at a row with a slug and a page."""
    return Verwijzing(slug=row.slug, naam=str(row), adres=page_of(row))


def _readable(text: str) -> str:
    if "\x00" in text:
        raise ValueError("Hier staat een teken in dat we niet kennen.")
    return text.strip()


def _utc(moment: datetime) -> datetime:
    try:
        return moment.astimezone(UTC)
    except OverflowError as error:
        raise ValueError("Deze datum ligt te ver weg.") from error


def chosen_by(find: Callable[[str], Any], what: str) -> Any:
    """Return a type of question: the slug or code of a row, which becomes the row."""

    def known(value: str) -> Any:
        row = find(_readable(value))
        if row is None:
            raise ValueError(what)
        return row

    return Annotated[str, Field(max_length=100), AfterValidator(known)]


def term_of(schema: str) -> Any:
    """Return a type of question: the code of a concept of one vocabulary."""
    return chosen_by(
        lambda code: Begrip.objects.in_schema(schema).filter(notation=code).first(),
        f"Deze code staat niet in de lijst: kijk op /api/v1/begrippen?lijst={schema}.",
    )


Words = Annotated[str, Field(max_length=LONGEST_WORDS), AfterValidator(_readable)]
"""Words to look for."""
Moment = Annotated[AwareDatetime, AfterValidator(_utc)]
"""A moment with its time zone; in UTC, for PostgreSQL does not know every zone that ISO has."""


def markdown(text: str) -> str:
    """Return the Markdown of a text without its confidential passages, whoever asks.

    What only a casusgroep reads is read on its page, and leaves the portal for no program.
    """
    return opmaak.without_confidential(opmaak.clean(text)).strip()
