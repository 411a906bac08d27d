"""Forms of the review of rights."""

from typing import Any, ClassVar

from django import forms

from communities.models import Rechtenreview
from communities.rechten import Right


class WeghalenForm(forms.Form):
    """Which rights of one person to take away; what goes furthest is chosen beforehand."""

    keys = forms.MultipleChoiceField(
        label="Wat haal je weg?",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Kies wat je weghaalt."},
    )

    def __init__(self, *args: Any, rights: list[Right], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["keys"]
        field.choices = [(right.key, right.text) for right in rights]
        self.initial.setdefault("keys", [right.key for right in rights if right.is_more])


class TekenForm(forms.ModelForm):
    """What stood out, for who looks back."""

    class Meta:
        model = Rechtenreview
        fields = ("note",)
        widgets: ClassVar = {"note": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["note"].label = "Wat viel op?"
