"""Subjects: models that can be talked about, searched or mailed about, whatever app they are in.

A subject says how its rows are found, who may see them, what they are called and where they
live. A Gesprek, a message and the search page use only this, so they work for every app.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, QuerySet

from netwerk.kern.policy import allowed
from netwerk.kern.tekst.sentences import readable


@dataclass(frozen=True)
class Text:
    """Markdown that belongs to rows of a model: which rows, by which path, in which field."""

    model: type[Model]
    path: str
    field: str


@dataclass(frozen=True)
class Part:
    """A part of a subject that people can talk about by itself, as one reader has it.

    ``source`` is its Markdown; ``everything`` says whether this reader has the confidential
    passages too. ``anchor`` is its id on the page of the subject.
    """

    title: str
    source: str
    version: int
    anchor: str
    everything: bool = False

    @cached_property
    def open_text(self) -> str:
        """Return the words that everybody reads who sees the subject."""
        return readable(self.source)

    @cached_property
    def full_text(self) -> str:
        """Return all the words, with those in confidential passages."""
        if "vertrouwelijk" not in self.source.lower():
            return self.open_text
        return readable(self.source, confidential=True)

    @property
    def is_read(self) -> bool:
        """Say whether something stands here for this reader."""
        return bool(self.full_text if self.everything else self.open_text)


@dataclass(frozen=True)
class Subject:
    """How the rest of the house deals with one model.

    ``search`` gets the visible rows and a SearchQuery, and returns matching rows that carry a
    ``rank``; None keeps the model out of search. ``summary`` is what a search result shows.
    ``this`` points at one of them in a sentence ("deze casus"): with it, people can silence it;
    where something is said that they would miss, they can follow it too (``followable``).
    Files and links can be added by who has ``attach_permission``, on ``attachments_url``;
    ``texts`` is where pictures stand. ``confidential_rows`` gives the rows that equal
    ``confidential_permission``. ``parts`` gives the parts that people can talk about, by a key
    that stays, in the order of the page. ``owner`` gives the id of who asked, and may say which
    post in its conversation is the answer; None when nothing was asked. ``page`` is the name of
    the address of its page, with the word in it by which a row is found.
    """

    model: type[Model]
    label: str
    label_plural: str
    icon: str
    view_permission: str
    title: Callable[[Any], str]
    url: Callable[[Any], str]
    discuss_permission: str | None = None
    search: Callable[[QuerySet[Any], Any], QuerySet[Any]] | None = None
    summary: Callable[[Any], str] | None = None
    this: str = ""
    followable: bool = False
    attach_permission: str | None = None
    attachments_url: Callable[[Any], str] | None = None
    confidential_permission: str | None = None
    confidential_rows: Callable[[QuerySet[Any], Any], QuerySet[Any]] | None = None
    texts: tuple[Text, ...] = ()
    parts: Callable[[Any, Any], dict[str, Part]] | None = None
    owner: Callable[[Any], int | None] | None = None
    page: tuple[str, str] = ("", "")

    @property
    def key(self) -> str:
        """Return the stable name, such as ``casussen.casus``."""
        return self.model._meta.label_lower

    def visible_to(self, user: Any) -> QuerySet[Any]:
        """Return the rows that this person may know of."""
        return self.model._default_manager.visible_to(user)  # type: ignore[attr-defined]

    def confidential_to(self, user: Any) -> QuerySet[Any]:
        """Return the rows of which this person may know what is confidential too."""
        if self.confidential_rows is None:
            return self.model._default_manager.none()
        return self.confidential_rows(self.visible_to(user), user)


_subjects: dict[str, Subject] = {}


def register(subject: Subject) -> None:
    """Make a model known as a subject."""
    if subject.key in _subjects:
        raise ValueError(f"Subject {subject.key} is registered twice.")
    _subjects[subject.key] = subject


def of(obj: Model) -> Subject:
    """Return the subject of an object; KeyError when its model is not one."""
    return _subjects[obj._meta.label_lower]


def by_key(key: str) -> Subject:
    """Return the subject with this key; KeyError when there is none."""
    return _subjects[key]


def by_content_type(content_type: ContentType) -> Subject:
    """Return the subject of a content type; KeyError when its model is not one."""
    return _subjects[f"{content_type.app_label}.{content_type.model}"]


def all_subjects() -> list[Subject]:
    """Return every subject, in order of key."""
    return [_subjects[key] for key in sorted(_subjects)]


def may_view(user: Any, obj: Model) -> bool:
    """Say whether this person may see this object."""
    return allowed(user, of(obj).view_permission, obj)


def may_discuss(user: Any, obj: Model) -> bool:
    """Say whether this person may write in the gesprek about this object."""
    permission = of(obj).discuss_permission
    return permission is not None and allowed(user, permission, obj)


def may_attach(user: Any, obj: Model) -> bool:
    """Say whether this person may add files and links to this object."""
    permission = of(obj).attach_permission
    return permission is not None and allowed(user, permission, obj)


def may_view_confidential(user: Any, obj: Model) -> bool:
    """Say whether this person may know what is confidential about this object."""
    permission = of(obj).confidential_permission
    return permission is not None and allowed(user, permission, obj)


def parts_of(user: Any, obj: Model) -> dict[str, Part]:
    """Return the parts of an object that this person can talk about by themselves."""
    parts = of(obj).parts
    return parts(user, obj) if parts else {}


def is_owner(user: Any, obj: Model) -> bool:
    """Say whether this person asked what an object asks."""
    owner = of(obj).owner
    return bool(user.is_authenticated and owner and owner(obj) == user.pk)


def with_attachments() -> list[Subject]:
    """Return the subjects that files and links can belong to."""
    return [subject for subject in all_subjects() if subject.attach_permission]
