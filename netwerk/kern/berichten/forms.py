"""The form of the preference page, drawn from the registry of messages."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.forms import BoundField

from netwerk.kern.berichten import preferences, registry
from netwerk.kern.berichten.registry import Group, Message


class VoorkeurenForm(forms.Form):
    """How often somebody wants each kind of message that leaves a choice."""

    def __init__(self, *args: Any, person: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person
        self.kinds = {
            message.key.replace(".", "_"): message
            for message in registry.all_messages()
            if message.choices() and message.concerns(person)
        }
        chosen = preferences.chosen_by(person)
        for name, message in self.kinds.items():
            self.fields[name] = forms.ChoiceField(
                label=message.label,
                choices=[(each.value, each.label) for each in message.choices()],
                initial=chosen[message.key],
            )

    def groups(self) -> Iterator[tuple[Group, list[BoundField]]]:
        """Give each heading with its fields, in the order of the headings."""
        for group in Group:
            fields = [self[name] for name, kind in self.kinds.items() if kind.group == group]
            if fields:
                yield group, fields

    def save(self) -> int:
        """Keep what was chosen; return how many choices changed."""
        wanted = {kind.key: self.cleaned_data[name] for name, kind in self.kinds.items()}
        return preferences.set_frequencies(person=self.person, wanted=wanted)


def always_sent(person: Any) -> dict[Group, dict[str, list[Message]]]:
    """Return {heading: {why: kinds of message}} of what nobody can do without."""
    found: dict[Group, dict[str, list[Message]]] = {group: {} for group in Group}
    for message in registry.all_messages():
        if message.essential and message.concerns(person):
            found[message.group].setdefault(message.always, []).append(message)
    return {group: reasons for group, reasons in found.items() if reasons}
