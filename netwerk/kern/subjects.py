"""Subjects: models that can be talked about, searched or mailed about, whatever app they are in.

A subject says how its rows are found, who may see them, what they are called and where they
live. A Gesprek, a message and the search page use only this, so they work for every app.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, QuerySet

from netwerk.kern.policy import allowed


@dataclass(frozen=True)
class Subject:
    """How the rest of the house deals with one model.

    ``search`` gets the visible rows and a SearchQuery, and returns matching rows that carry a
    ``rank``; None keeps the model out of search. ``summary`` is what a search result shows.
    ``this`` points at one of them in a sentence ("deze casus"): with it, people can silence it;
    where something is said that they would miss, they can follow it too (``followable``).
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

    @property
    def key(self) -> str:
        """Return the stable name, such as ``casussen.casus``."""
        return self.model._meta.label_lower

    def visible_to(self, user: Any) -> QuerySet[Any]:
        """Return the rows that this person may know of."""
        return self.model._default_manager.visible_to(user)  # type: ignore[attr-defined]


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
