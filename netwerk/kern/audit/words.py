"""What the audit log says in Dutch: a sentence for every action, and names for its numbers.

Each app says its words in ``logwoorden.py``; a test fails for an action without words.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Model

Names = dict[int, str]
Sentence = str | Callable[[Mapping[str, Any]], str]
GONE = "iets wat er niet meer is"


@dataclass(frozen=True)
class Action:
    """One action in words; ``sentence`` may hold keys of its data: "Rol in {community}"."""

    code: str
    group: str
    label: str
    sentence: Sentence


_actions: dict[str, Action] = {}
_names: dict[str, Callable[[Iterable[int]], Names]] = {}
_values: dict[str, dict[str, str]] = {}
_titled: dict[type[Model], tuple[str, ...]] = {}


def say(group: str, sentences: Mapping[str, Sentence | tuple[str, Sentence]]) -> None:
    """Give words to actions, under one heading of the filter.

    A tuple is (label in the filter, sentence of one line); usually they are the same.
    """
    for code, words in sentences.items():
        label, sentence = words if isinstance(words, tuple) else (str(words), words)
        _actions[code] = Action(code, group, label, sentence)


def names_of(key: str, fetch: Callable[[Iterable[int]], Names]) -> None:
    """Say how the ids under a key of the data become names, many at once."""
    _names[key] = fetch


def values_of(key: str, labels: Mapping[str, Any]) -> None:
    """Say what the values of an enum under a key of the data are called."""
    _values.setdefault(key, {}).update({str(k): str(v) for k, v in labels.items()})


def titled(model: type[Model], *related: str) -> None:
    """Let the log call things of a model by their title, for who may see them.

    ``related`` are the relations that a title needs, so that a page takes one query for them.
    """
    _titled[model] = related


def relations_of_title(model: type[Model] | None) -> tuple[str, ...] | None:
    """Return what the title of a model needs, or None when the log shows only its number."""
    return _titled.get(model) if model else None


def actions() -> list[Action]:
    """Return every action that has words."""
    return list(_actions.values())


def label_of(code: str) -> str:
    """Return what an action is called, without the names of who and what it is about."""
    return _actions[code].label if code in _actions else code


def grouped() -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the actions as choices of a list, under their headings in order of the alphabet."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for action in _actions.values():
        groups.setdefault(action.group, []).append((action.code, action.label))
    return [(group, sorted(groups[group], key=lambda row: row[1])) for group in sorted(groups)]


def fetch_names(rows: Iterable[Mapping[str, Any]]) -> dict[str, Names]:
    """Return {key: {id: name}} for the data of many lines; one query for each key at most."""
    ids: dict[str, set[int]] = {}
    for data in rows:
        for key in _names.keys() & data.keys():
            if isinstance(data[key], int):
                ids.setdefault(key, set()).add(data[key])
    return {key: _names[key](found) for key, found in ids.items()}


def text_of(code: str, data: Mapping[str, Any], names: Mapping[str, Names]) -> str:
    """Say in one sentence what one line tells."""
    action = _actions.get(code)
    if action is None:
        return code
    if callable(action.sentence):
        return action.sentence(data)
    return action.sentence.format_map(_InWords(data, names))


class _InWords(dict[str, str]):
    """The data of one line, with names for ids and labels for enum values."""

    def __init__(self, data: Mapping[str, Any], names: Mapping[str, Names]) -> None:
        super().__init__()
        self.data, self.names = data, names

    def __missing__(self, key: str) -> str:
        value = self.data.get(key)
        if key in _names:
            return self.names.get(key, {}).get(value, GONE) if isinstance(value, int) else GONE
        if key in _values:
            return _values[key].get(str(value), str(value or ""))
        return "" if value is None else str(value)
